//! White space at the ends of lines and of the text, as an editor's options ask for it.

use crate::document::Document;
use crate::markdown::{BlockKind, InlineKind};
use crate::text::{Edit, Span};

/// The edits that take white space off the ends of the lines of `within`: not in front matter, code and HTML, where it may
/// matter, and not where two spaces break a line.
pub(super) fn at_line_ends(document: &Document, within: Span) -> Vec<Edit> {
    let front = document.front_matter().map_or(0, |matter| matter.span.end);
    let source = document.slice(Span::new(front.max(within.start).min(within.end), within.end));
    // Blocks are found by where they begin, so look from the section's start on.
    let from = document.section_at(within.start).map_or(0, |section| document.sections()[section].extent.start);
    let near = Span::new(from.min(within.start), within.end);
    let raw = raw(document, near);
    let paragraphs = document.blocks(near).filter_map(|block| match &block.item.kind {
        BlockKind::Paragraph => Some(block.span(block.item.span)),
        // One that is underlined may have several lines.
        BlockKind::Heading(heading) => Some(block.span(heading.title)),
        _ => None,
    });
    let paragraphs: Vec<Span> = paragraphs.collect();
    let mut edits = Vec::new();
    let mut at = within.end - source.len();
    let mut rest = &*source;
    let mut behind_marker = false;
    while !rest.is_empty() {
        let line = &rest[..first_line(rest)];
        rest = &rest[line.len()..];
        let content = line.trim_end_matches(['\n', '\r']);
        let kept = content.trim_end_matches([' ', '\t']);
        let span = Span::new(at + kept.len(), at + content.len());
        let breaks = content.ends_with("  ") && holder(&paragraphs, span).is_some_and(|whole| span.end < whole.end);
        // Blank lines belong to the line above them.
        behind_marker = is_marker(kept) || (behind_marker && kept.is_empty());
        if !span.is_empty() && !breaks && !behind_marker && holder(&raw, span).is_none() {
            edits.push(Edit::delete(span));
        }
        at += line.len();
    }
    edits
}

/// Whether a line ends with the marker of an item or a quote that has no text yet: what is below it may depend on the space.
fn is_marker(line: &str) -> bool {
    let last = line.split([' ', '\t', '\u{feff}']).next_back().unwrap_or_default();
    let number = last.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(last, "-" | "*" | "+" | ">") || number || line.ends_with("[ ]")
}

/// The one of `spans`, sorted and disjoint, that shares a byte with `span`, or the last one that does.
fn holder(spans: &[Span], span: Span) -> Option<Span> {
    let behind = spans.partition_point(|one| one.start < span.end);
    spans[..behind].last().copied().filter(|last| last.end > span.start)
}

/// How long the first line is, its line ending included.
fn first_line(text: &str) -> usize {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let width = if text[end..].starts_with("\r\n") { 2 } else { 1 };
    (end + width).min(text.len())
}

/// The texts over several lines in which white space may matter, those that begin inside `span`; by place, disjoint.
fn raw(document: &Document, span: Span) -> Vec<Span> {
    let blocks = document.blocks(span).filter_map(|block| {
        let raw = matches!(block.item.kind, BlockKind::Code { .. } | BlockKind::Html { .. });
        // The last line's white space is behind the block's end.
        raw.then(|| block.span(block.item.span))
            .map(|span| Span::new(span.start, document.text().line_at(span.end).end))
    });
    let inlines = document.inlines(span).filter_map(|inline| {
        let raw = matches!(inline.item.kind, InlineKind::Code | InlineKind::Html | InlineKind::Link { .. });
        raw.then(|| inline.span(inline.item.span))
    });
    let comments = document.comments(span).map(|comment| comment.span(comment.item.span));
    let mut all: Vec<Span> = blocks.chain(inlines).chain(comments).collect();
    all.sort_unstable();
    all.dedup_by(|next, before| {
        let joins = next.start <= before.end;
        if joins {
            before.end = before.end.max(next.end);
        }
        joins
    });
    all
}

/// The edits at the end of the text: one line ending, or no more than one. None in a text that has nothing else.
pub(super) fn at_end(document: &Document, insert: bool, trim: bool, trims_lines: bool) -> Vec<Edit> {
    let len = document.len();
    let whole = document.slice(Span::new(0, len));
    let content = whole.trim_end_matches([' ', '\t', '\n', '\r']);
    let tail = &whole[content.len()..];
    if content.is_empty() || content == "\u{feff}" {
        return Vec::new();
    }
    let ending = tail.find(['\n', '\r']);
    match ending {
        None if insert => vec![Edit::insert(len, document.text().line_ending().as_str())],
        None => Vec::new(),
        Some(at) => {
            let first = content.len() + at;
            let end = first + if whole[first..].starts_with("\r\n") { 2 } else { 1 };
            if trim && end < len && !is_in_code(document, content.len()) {
                return vec![Edit::delete(Span::new(end, len))];
            }
            let is_open = !whole.ends_with(['\n', '\r']) && !trims_lines;
            if insert && is_open {
                return vec![Edit::insert(len, document.text().line_ending().as_str())];
            }
            Vec::new()
        }
    }
}

/// Whether the text ends in a code block that is not closed: the lines at its end are code.
fn is_in_code(document: &Document, end: usize) -> bool {
    let from = document.section_at(end).map_or(0, |section| document.sections()[section].extent.start);
    let last = document.blocks(Span::new(from, end)).filter(|block| matches!(block.item.kind, BlockKind::Code { .. }));
    last.last().is_some_and(|block| {
        let BlockKind::Code { body, .. } = block.item.kind else { return false };
        block.span(block.item.span).end >= end && block.span(body).end >= end
    })
}
