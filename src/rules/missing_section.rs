//! `missing-section`

use super::edits::{first_line, heading_span, place, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::{Alignment, Missing};
use crate::document::Document;
use crate::markdown::{BlockKind, Name};
use crate::template::{GroupKind, Template};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    id: "missing-section",
    summary: "A section that the template asks for is not there.",
    explanation: "\
A reader who knows the template looks for the section and cannot tell whether there is nothing to say or nobody has
said it. Every section of the template is asked for unless its heading or its guidance says otherwise: `(optional)`,
`(if applicable)`. Case, numbering, emoji, punctuation and the heading's level do not matter; of sections that may be
repeated, one is enough. A missing section is one finding, whatever would have been below it. The finding lies on the
heading of the section that it belongs to, at the top on the title. Headings below a code block or comment that nobody
closed are part of it: one finding, on its first line, says so.

**Fix:** insert the section, as the template has it, where it belongs; or all missing sections at once. Both are safe.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Goals\n\nEvery customer can export invoices.\n",
        good: "# Export\n\n## Goals\n\nEvery customer can export invoices.\n\n## Risks\n\nNone known.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    let swallowed = swallowed(document, alignment);
    let is_swallowed = |missing: &Missing| {
        let words = &template.specs()[missing.spec].pattern.name.words;
        swallowed.as_ref().is_some_and(|(_, names)| names.contains(words))
    };
    let (inside, missing): (Vec<Missing>, Vec<Missing>) = alignment.missing().iter().partition(|one| is_swallowed(one));
    if let (Some((opening, _)), Some(&first)) = (&swallowed, inside.first()) {
        let others = inside.len() - 1;
        let more = if others > 0 { format!(" and {others} more") } else { String::new() };
        let message =
            format!("{}{more} cannot be seen: close what begins here, it goes on to the end", name(template, first));
        findings.report(snapshot, *opening, About::Text(None), message);
    }
    for missing in missing {
        let place = place(document, template, alignment, missing).unwrap_or_else(|| "at the top level".to_owned());
        let name = name(template, missing);
        let message = format!("{name} is missing: insert it {place}");
        let span = place_of(document, alignment, missing.owner);
        findings.report(snapshot, span, About::Missing(missing), message);
    }
}

/// What goes on to the document's end because nobody closed it: its first line, and what the headings in it are called.
fn swallowed(document: &Document, alignment: &Alignment) -> Option<(Span, HashSet<Box<str>>)> {
    let last = document.sections().last().map_or(Span::new(0, document.len()), |section| section.body);
    let is_verbatim = |kind: &BlockKind| matches!(kind, BlockKind::Code { fenced: true, .. } | BlockKind::Html { .. });
    let blocks = document.blocks(last).filter(|block| block.item.parent.is_none() && is_verbatim(&block.item.kind));
    let block = blocks.last()?;
    let span = block.span(block.item.span);
    if document.text().content_end(document.len()) > span.end
        || alignment.can_insert(document, Span::at(document.len()))
    {
        return None;
    }
    let headings = block.text(block.item.span).lines().filter(|line| line.starts_with('#'));
    let names = headings.map(|line| Name::parse(line.trim_matches(['#', ' '])).words).collect();
    let line = document.text().line_at(span.start);
    Some((Span::new(span.start, line.end.max(span.start)), names))
}

/// The fix that inserts what a finding is about.
pub(super) fn insert(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let missing = finding.about.missing()?;
    let edits = insert_edits(document, template, alignment, &[missing])?;
    let name = quote(&template.specs()[missing.spec].pattern.text);
    Some(Fix { title: format!("Insert section {name}"), edits, safe: true })
}

/// One fix that inserts all missing sections; `None` when none is missing.
pub fn insert_all(snapshot: &Snapshot) -> Option<Fix> {
    insert_these(snapshot, snapshot.alignment()?.missing())
}

/// One fix that inserts all sections that `findings` call missing; `None` when they call none so.
pub fn insert_found(snapshot: &Snapshot, findings: &[Finding]) -> Option<Fix> {
    let named = findings.iter().filter(|finding| finding.rule.id == RULE.id);
    let named = named.filter_map(|finding| match finding.about {
        About::Missing(missing) => Some((missing.spec, missing.owner)),
        _ => None,
    });
    let named: HashSet<(usize, Option<usize>)> = named.collect();
    let is_found = |missing: &&Missing| named.contains(&(missing.spec, missing.owner));
    let found: Vec<Missing> = snapshot.alignment()?.missing().iter().filter(is_found).copied().collect();
    insert_these(snapshot, &found)
}

fn insert_these(snapshot: &Snapshot, missing: &[Missing]) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let edits = insert_edits(document, template, alignment, missing)?;
    let title = match missing.len() {
        1 => "Insert the missing section".to_owned(),
        count => format!("Insert all {count} missing sections"),
    };
    Some(Fix { title, edits, safe: true })
}

fn insert_edits(document: &Document, template: &Template, alignment: &Alignment, missing: &[Missing]) -> Option<Edits> {
    let insertions = alignment.insertions(document, template, missing).into_iter();
    let edits = insertions.map(|insertion| Edit::insert(insertion.offset, insertion.skeleton.plain()));
    Edits::new(edits.collect()).ok().filter(|edits| !edits.is_empty())
}

/// Where findings on the contents of `owner` lie: on its heading's text, at the top on the title's,
/// in a document without a title on its first line.
pub(super) fn place_of(document: &Document, alignment: &Alignment, owner: Option<usize>) -> Span {
    match owner.or(alignment.title()) {
        Some(section) => heading_span(document, section),
        None => first_line(document),
    }
}

fn name(template: &Template, missing: Missing) -> String {
    let spec = &template.specs()[missing.spec];
    let text = quote(&spec.pattern.text);
    match template.groups()[spec.group].kind {
        GroupKind::Single => format!("section {text}"),
        GroupKind::Repeat | GroupKind::Series => format!("a section like {text}"),
    }
}
