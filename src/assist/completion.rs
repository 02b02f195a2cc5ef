//! Completion of what is missing here.

use super::{directive, link_completion};
use crate::align::{Missing, Spacing};
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind};
use crate::template::{Skeleton, Template};
use crate::text::{LineEnding, Span};
use crate::workspace::{Around, Snapshot};
use std::sync::Arc;

/// One thing to complete.
#[derive(Clone, Debug)]
pub struct Completion {
    /// What the list shows: `## Goals`.
    pub label: String,
    /// What stands behind it, short.
    pub detail: String,
    /// Markdown: guidance and skeleton.
    pub documentation: String,
    /// The bytes that it replaces: on the cursor's line, holding the cursor.
    pub span: Span,
    /// What it puts there, with the document's line ending; render it with [`super::snippet`] or
    /// [`super::plain`].
    pub skeleton: Skeleton,
    /// What an editor matches the typed text with: the source at `span` is a prefix of it or empty.
    pub filter: String,
    /// Its place among the others: sort by this.
    pub order: usize,
}

/// What the author has typed on the cursor's line so far.
struct Typed<'a> {
    /// What a completion replaces.
    span: Span,
    /// `##` with the white space behind it; empty where nothing or a word was typed.
    marks: &'a str,
    /// The letters typed of a name.
    word: &'a str,
}

/// What can be completed at `offset` (bytes): in a directive its parts, else what is missing.
pub fn completion(around: &Around<'_>, snapshot: &Snapshot, offset: usize) -> Vec<Completion> {
    if let Some(list) = directive::complete(around.library, snapshot, offset) {
        return list;
    }
    if let Some(list) = link_completion::complete(around, snapshot, offset) {
        return list;
    }
    let document = snapshot.document();
    match snapshot.aligned() {
        Some(_) => {
            let own = snapshot.template().map(std::slice::from_ref).unwrap_or_default();
            let mut list = wholes(own, document, offset);
            let first = list.len();
            list.extend(
                sections(snapshot, offset).into_iter().map(|item| Completion { order: item.order + first, ..item }),
            );
            list
        }
        None if snapshot.unknown_template().is_none() => wholes(around.library.templates(), document, offset),
        None => Vec::new(),
    }
}

/// Missing sections: those that belong where the cursor is, then, once a heading is begun, the other
/// ones of the sections around; each in template order.
fn sections(snapshot: &Snapshot, offset: usize) -> Vec<Completion> {
    let document = snapshot.document();
    let line = document.text().line_at(offset);
    let source = document.slice(line);
    let Some(typed) = typed(document, line, &source, offset) else { return Vec::new() };
    if typed.span.is_empty() {
        return sections_at(snapshot, &typed);
    }
    // A half-typed heading is a section too, and moves others below it: look at the document without.
    let without = Snapshot::new(document.edit(typed.span, ""), snapshot.template().cloned());
    sections_at(&without, &typed)
}

/// Missing sections where `typed` begins; `snapshot` is without what is typed.
fn sections_at(snapshot: &Snapshot, typed: &Typed<'_>) -> Vec<Completion> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let at = typed.span.start;
    let blank = document.text().line_at(at).is_empty();
    let mut found: Vec<(bool, Missing)> = Vec::new();
    for &missing in alignment.missing() {
        let gap = alignment.place(document, template, missing).gap;
        let here = if blank { gap.touches(at) } else { gap.end == at };
        let around = missing.owner.is_none_or(|owner| document.sections()[owner].extent.touches(at));
        if here || (around && !typed.marks.is_empty()) {
            found.push((here, missing));
        }
    }
    found.sort_by_key(|(here, missing)| (!here, missing.spec));
    let complete = |(order, (_, missing)): (usize, (bool, Missing))| complete_section(snapshot, typed, missing, order);
    found.into_iter().enumerate().filter_map(complete).collect()
}

/// `missing` in place of what is typed; `snapshot` is without it.
fn complete_section(snapshot: &Snapshot, typed: &Typed<'_>, missing: Missing, order: usize) -> Option<Completion> {
    let (document, template, alignment) = snapshot.aligned()?;
    let spec = &template.specs()[missing.spec];
    let style = alignment.place(document, template, missing).style;
    let skeleton = alignment.skeleton(template, missing, &style);
    let preview = skeleton.plain();
    let name = heading(&preview).unwrap_or_else(|| spec.pattern.text.clone());
    if !matches(&name, typed.word) {
        return None;
    }
    let level = spec.level.saturating_add_signed(style.shift).clamp(1, 6);
    let label = format!("{} {name}", "#".repeat(level.into()));
    let filter = match (typed.marks, typed.word) {
        ("", "") => label.clone(),
        // The list stays on the screen while the rest of the marks and the space are typed.
        (marks, _) if marks.ends_with('#') => format!("{} {name}", "#".repeat(marks.len().max(level.into()))),
        (marks, _) => format!("{marks}{name}"),
    };
    let spacing = Spacing::around(document, Span::at(typed.span.start));
    Some(Completion {
        label,
        detail: format!("missing section of {}", template.id),
        documentation: documentation(template, missing.spec, &preview),
        span: typed.span,
        skeleton: spacing.surround(skeleton, style.line_ending),
        filter,
        order,
    })
}

/// The text of the heading that `preview` begins with: a rule or a comment may stand ahead of it.
fn heading(preview: &str) -> Option<String> {
    // Behind an empty line, a rule opens no front matter.
    let document = Document::parse(&format!("\n{preview}"));
    let heading = document.slice(document.sections().first()?.title);
    (!heading.is_empty()).then(|| heading.into_owned())
}

/// Guidance, then the text that comes.
fn documentation(template: &Template, spec: usize, preview: &str) -> String {
    let guidance = &template.specs()[spec].guidance;
    let gap = if guidance.is_empty() { "" } else { "\n\n" };
    format!("{guidance}{gap}````markdown\n{}\n````", preview.replace("\r\n", "\n"))
}

/// Whole templates, in a document that has nothing yet but comments, such as the one that names its
/// template.
fn wholes(templates: &[Arc<Template>], document: &Document, offset: usize) -> Vec<Completion> {
    let line = document.text().line_at(offset);
    let source = document.slice(line);
    let typed = source.trim();
    let whole = Span::new(0, document.len());
    let is_other = |block: Located<'_, Block>| {
        let comment = matches!(block.item.kind, BlockKind::Html { comments_only: true });
        comment == line.overlaps(block.span(block.item.span))
    };
    if typed.contains(' ') || document.blocks(whole).any(is_other) || document.front_matter().is_some() {
        return Vec::new();
    }
    let word = typed.trim_start_matches('#');
    let line_ending = document.text().line_ending();
    let lead = Spacing::around(document, line).lead;
    let complete = |(order, template): (usize, &Arc<Template>)| {
        let mut skeleton = template.skeleton();
        let name = template.id.as_str();
        let documentation = format!("````markdown\n{}\n````", skeleton.plain().trim_end());
        if line.end < document.len() {
            // The line's own ending is the document's last one.
            skeleton.trim();
        }
        matches(name, word).then(|| Completion {
            label: format!("{name} (whole document)"),
            detail: template.summary(),
            documentation,
            span: line,
            skeleton: skeleton.surround(&"\n".repeat(lead), "", LineEnding::Lf).in_line_ending(line_ending),
            filter: format!("{}{name}", &typed[..typed.len() - word.len()]),
            order,
        })
    };
    templates.iter().enumerate().filter_map(complete).collect()
}

/// What was typed on the cursor's line: nothing, `#`s and perhaps a name, or a word on a line of its
/// own. `None` in text, code, lists, tables and front matter, where no section begins.
fn typed<'a>(document: &Document, line: Span, source: &'a str, offset: usize) -> Option<Typed<'a>> {
    let cursor = offset - line.start;
    let in_front_matter = document.front_matter().is_some_and(|matter| line.start < matter.span.end);
    if in_front_matter || in_block(document, line) {
        return None;
    }
    let indent = source.len() - source.trim_start().len();
    let behind = &source[indent..];
    let marks = behind.len() - behind.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&marks) && behind[marks..].chars().next().is_none_or(char::is_whitespace);
    if behind.is_empty() || cursor == 0 {
        // A blank line is replaced; ahead of a section something is inserted.
        let span = if behind.is_empty() { line } else { Span::at(offset) };
        return Some(Typed { span, marks: "", word: "" });
    }
    if indent > 3 || cursor < indent {
        return None;
    }
    let text = &behind[if is_heading { marks } else { 0 }..];
    let start = source.len() - text.trim_start().len();
    let word = source.get(start..cursor.max(start))?.trim_start();
    let alone = document.text().content_end(line.start) + 1 < line.start || line.start == 0;
    let begins_section = is_heading || (alone && word.split(' ').count() <= 4 && !word.is_empty());
    begins_section.then(|| Typed { span: line, marks: &source[indent..start], word })
}

/// Whether the line is inside a block in which no heading of the document can stand.
fn in_block(document: &Document, line: Span) -> bool {
    // Blocks are found by where they begin, so look from the section's start on.
    let from = document.section_at(line.start).map_or(0, |section| document.sections()[section].extent.start);
    document.blocks(Span::new(from, line.end + 1)).any(|block| {
        let closed = match block.item.kind {
            BlockKind::Code { .. } | BlockKind::Html { .. } | BlockKind::Table => true,
            BlockKind::List { .. } | BlockKind::Quote => !document.slice(line).trim().is_empty(),
            _ => false,
        };
        let span = block.span(block.item.span);
        closed && span.start <= line.start && line.end <= span.end
    })
}

/// Whether each typed letter occurs in `name`, in order, whatever its case.
fn matches(name: &str, typed: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|wanted| letters.any(|c| c == wanted))
}
