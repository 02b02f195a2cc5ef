//! What several rules' fixes need.

use crate::align::{Alignment, Missing};
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::template::Template;
use crate::text::{Edit, Span};
use std::borrow::Cow;

/// The text of a heading, for findings to lie on; the whole heading where it has no text.
pub(super) fn heading_span(document: &Document, section: usize) -> Span {
    let section = &document.sections()[section];
    if section.title.is_empty() { section.heading } else { section.title }
}

/// Where findings on a whole document without a title lie: on its first line that is more than comments,
/// behind the front matter; on the very first where there is none.
pub(super) fn first_line(document: &Document) -> Span {
    let front = document.front_matter().map_or(0, |matter| matter.span.end);
    let is_more = |kind: &BlockKind| !matches!(kind, BlockKind::Html { comments_only: true });
    let mut blocks = document.blocks(Span::new(front, document.len()));
    let first = blocks.find(|block| is_more(&block.item.kind)).map(|block| block.span(block.item.span).start);
    let start = first.unwrap_or_else(|| document.text().content_start(front));
    let line = document.text().line_at(start);
    Span::new(start.min(line.end), line.end)
}

/// A heading in quotes, as [`brief`] has it.
pub fn quote(heading: &str) -> String {
    format!("\"{}\"", brief(heading))
}

/// A text on one line, cut to a length that messages bear.
pub(super) fn brief(text: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    let is_plain =
        text.len() <= MOST && !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ");
    if is_plain {
        return text.trim().into();
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()).into(),
        None => text.into(),
    }
}

/// Where `missing` belongs, in words: `behind "Goals"`. `None` where nothing is there to go by.
pub fn place(document: &Document, template: &Template, alignment: &Alignment, missing: Missing) -> Option<String> {
    let heading = |section: usize| quote(document.heading(section));
    match alignment.neighbours(template, missing) {
        (Some(before), _) => Some(format!("behind {}", heading(before))),
        (None, Some(after)) => Some(format!("ahead of {}", heading(after))),
        (None, None) => Some(format!("in {}", heading(missing.owner?))),
    }
}

/// Edits that move the headings of `section` and of all sections below it by `shift` levels. What marks them stays of its
/// kind: number signs on one side or on both, a line below as far as there is one for the level.
pub fn relevel(document: &Document, section: usize, shift: i8) -> Vec<Edit> {
    let extent = document.sections()[section].extent;
    let inside = document.sections()[section..].iter().take_while(|other| other.heading.start < extent.end);
    let edits = inside.flat_map(|section| {
        let level = section.level.saturating_add_signed(shift).clamp(1, 6);
        let marks = "#".repeat(level.into());
        let behind = Span::new(section.title.end, section.heading.end);
        let closing = document.slice(behind);
        if is_setext(document, section.heading) {
            if level > 2 {
                let title = document.slice(section.title);
                let title = title.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                return vec![Edit::replace(section.heading, format!("{marks} {title}"))];
            }
            let line = if level == 1 { closing.replace('-', "=") } else { closing.replace('=', "-") };
            return vec![Edit::replace(behind, line)];
        }
        let own = usize::from(section.level);
        let mut edits =
            vec![Edit::replace(Span::new(section.heading.start, section.heading.start + own), marks.clone())];
        if closing.matches('#').count() == own {
            let start = behind.start + closing.find('#').unwrap_or_default();
            edits.push(Edit::replace(Span::new(start, start + own), marks));
        }
        edits
    });
    edits.filter(|edit| *document.slice(edit.span) != edit.text).collect()
}

/// Whether the heading is underlined.
pub(super) fn is_setext(document: &Document, heading: Span) -> bool {
    document.blocks(heading).any(|block| match &block.item.kind {
        BlockKind::Heading(heading) => heading.setext,
        _ => false,
    })
}

/// The edit that takes a section away, with the blank lines behind it, so that the document's end
/// stays as it was.
pub(super) fn remove(document: &Document, extent: Span) -> Edit {
    if extent.end < document.len() {
        return Edit::delete(extent);
    }
    let before = document.text().content_end(extent.start);
    let ended = document.text().content_end(document.len()) < document.len();
    let ending = if ended && before > 0 { document.text().line_ending().as_str() } else { "" };
    Edit::replace(Span::new(before, extent.end), ending)
}

/// The edit that takes `span` away: with its lines, their marks of lists and quotes and the blank
/// lines behind where nothing else is on them, else with the blanks ahead of it.
pub(super) fn remove_lines(document: &Document, span: Span) -> Edit {
    let text = document.text();
    let line = text.line_at(span.start);
    let last = text.line_at(span.end);
    let before = document.slice(Span::new(line.start, span.start));
    let behind = document.slice(Span::new(span.end, last.end.max(span.end)));
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || ">-*+.)".contains(c);
    if !behind.trim().is_empty() || !before.chars().all(is_mark) {
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        return Edit::delete(Span::new(span.start - blanks, span.end));
    }
    let next = text.content_start(span.end);
    let end = if next == document.len() { next } else { text.line_at(next).start };
    remove(document, Span::new(line.start, end))
}
