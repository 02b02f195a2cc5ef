//! `missing-title`

use super::edits::{first_line, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, inputs};
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "missing-title",
    summary: "A document has no title.",
    explanation: "\
The title is what links, search results and lists show. Where the template has one, its only heading of level 1, a document
wants a heading of level 1 too, whatever it says. A `title` in the front matter will do, and so will a first heading that
all others are below, at any level.

**Fix:** insert the template's title at the top, behind front matter and comments. It is safe.",
    example: Example {
        template: "# Plan: {feature}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n",
        bad: "## Goals\n\nExport invoices.\n\n## Risks\n\nNone known.\n",
        good: "# Plan: Export\n\n## Goals\n\nExport invoices.\n\n## Risks\n\nNone known.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    let Some(title) = template.title() else { return };
    if alignment.title().is_some() || has_title(document) {
        return;
    }
    let name = quote(&template.specs()[title].pattern.text);
    let message = format!("the title is missing: begin with a heading of level 1, such as {name}");
    let about = About::Lacks { section: None, wanted: template.heading(title) };
    findings.report(snapshot, first_line(document), about, message);
}

/// Whether something else is the title: a key of the front matter, HTML, or a first heading that all
/// others are below.
fn has_title(document: &Document) -> bool {
    let sections = document.sections();
    let keyed = document.front_matter().is_some_and(|matter| {
        let entry = matter.find("title");
        entry.is_some_and(|entry| !matter.inner(entry).is_empty())
    });
    let leads = |first: &crate::document::Section| {
        sections.len() > 1 && sections[1..].iter().all(|other| other.level > first.level)
    };
    let is_html = || {
        let mut blocks = document.blocks(Span::new(0, document.len()));
        blocks.any(|block| {
            let text = block.text(block.item.span);
            matches!(block.item.kind, BlockKind::Html { comments_only: false })
                && (text.contains("<h1") || text.contains("<H1"))
        })
    };
    keyed || sections.iter().any(|section| section.level == 1) || sections.first().is_some_and(leads) || is_html()
}

fn insert(snapshot: &Snapshot, _: &Finding) -> Option<Fix> {
    let (document, template, _) = snapshot.aligned()?;
    let section = &template.document.sections()[template.title()?];
    let title = inputs::filled(snapshot, template, section.title);
    let title = title.split(['\n', '\r']).next().unwrap_or_default().trim();
    let offset = place(document);
    let before = document.slice(Span::new(offset.saturating_sub(2), offset));
    let behind = document.text().content_start(offset);
    let (lead, trail) = (lead(document, offset), if behind == document.len() { "" } else { "\n\n" });
    let ended = before.ends_with(['\n', '\r']) && behind == document.len();
    let trail = if ended { "\n" } else { trail };
    let text = document.text().line_ending().apply(&format!("{lead}# {title}{trail}"));
    Some(Fix {
        title: format!("Insert the title {}", quote(title)),
        edits: Edit::insert(offset, text).into(),
        safe: true,
    })
}

/// What parts the title from the text ahead of it.
fn lead(document: &Document, offset: usize) -> &'static str {
    let end = document.text().content_end(offset);
    let gap = document.slice(Span::new(end, offset));
    let endings = gap.matches('\n').count() + gap.matches('\r').count() - gap.matches("\r\n").count();
    match endings {
        _ if end == 0 => "",
        0 => "\n\n",
        1 => "\n",
        _ => "",
    }
}

/// Where the title belongs: behind the front matter and the comments that no heading has to itself.
fn place(document: &Document) -> usize {
    let front = document.front_matter().map_or(0, |matter| matter.span.end);
    let first = document.sections().first().map_or(document.len(), |section| section.extent.start);
    let mut end = front;
    for block in document.blocks(Span::new(front, first)).filter(|block| block.item.parent.is_none()) {
        if !matches!(block.item.kind, BlockKind::Html { comments_only: true }) {
            break;
        }
        end = block.span(block.item.span).end;
    }
    let start = document.text().content_start(end);
    // What stands behind is on a line of its own.
    if start == document.len() { document.len() } else { document.text().line_at(start).start.max(end) }
}
