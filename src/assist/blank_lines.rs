//! One blank line around headings.

use crate::document::{Document, Section};
use crate::markdown::BlockKind;
use crate::text::{Edit, Span};
use std::collections::BTreeMap;

/// Which side of a heading a gap is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Ahead of the heading, and of the rule or the comment that belongs to it.
    Ahead,
    /// Behind it.
    Behind,
    /// Where there may be no line: what touches there may be meant to.
    Free,
}

/// The edits that leave one blank line ahead of and behind the headings on the lines of `within`. A rule or a comment that
/// belongs to a heading goes with it: the blank line is ahead of that. What touches a heading and may be meant to, front
/// matter above and a comment below it, touches it still; so does text on a side where most headings of the template have no
/// blank line.
pub(super) fn edits(document: &Document, template: &Document, within: Span) -> Vec<Edit> {
    let sections = document.sections();
    let first = sections.partition_point(|section| section.heading.end < within.start);
    let mut gaps = BTreeMap::new();
    for section in sections[first..].iter().take_while(|section| section.extent.start <= within.end) {
        for (gap, side) in gaps_of(document, section) {
            gaps.entry((gap.start, gap.end)).or_insert(side);
        }
    }
    let wanted = [Side::Ahead, Side::Behind].map(|side| is_parted(template, side));
    let least = |side| match side {
        Side::Ahead => wanted[0],
        Side::Behind => wanted[1],
        Side::Free => false,
    };
    gaps.into_iter().filter_map(|((start, end), side)| edit(document, Span::new(start, end), least(side))).collect()
}

/// Whether a template has blank lines on this side of at least half of its headings.
fn is_parted(template: &Document, side: Side) -> bool {
    let gaps = template.sections().iter().flat_map(|section| gaps_of(template, section));
    let (parted, touching): (Vec<_>, Vec<_>) =
        gaps.filter(|(_, other)| *other == side).partition(|(gap, _)| !gap.is_empty());
    parted.len() >= touching.len()
}

/// The blank lines around a heading.
fn gaps_of(document: &Document, section: &Section) -> Vec<(Span, Side)> {
    let heading = document.text().line_at(section.heading.start).start;
    let ahead = ahead(document, section.extent.start);
    let front = document.front_matter().map_or(0, |matter| matter.span.end);
    let mut gaps = Vec::new();
    if ahead.start > front && !is_mark(document, ahead.start) {
        gaps.push((ahead, Side::Ahead));
    } else if ahead.start > 0 && ahead.start == front {
        gaps.push((ahead, Side::Free));
    }
    if section.extent.start < heading {
        gaps.push((self::ahead(document, heading), Side::Free));
    }
    let behind = behind(document, section.body.start);
    if section.heading.end < section.body.start && behind.end < document.len() {
        let side = match is_comment(document, behind.end) {
            true => Side::Free,
            // Between two headings the line is that ahead of the second.
            false if is_section(document, behind.end) => Side::Ahead,
            false => Side::Behind,
        };
        gaps.push((behind, side));
    }
    gaps
}

/// Whether a section's extent starts at `at`.
fn is_section(document: &Document, at: usize) -> bool {
    document.sections().binary_search_by_key(&at, |section| section.extent.start).is_ok()
}

/// Whether there is nothing but a byte order mark ahead of `at`.
fn is_mark(document: &Document, at: usize) -> bool {
    document.slice(Span::new(0, at.min(4))) == "\u{feff}"
}

/// Whether a block of comments, or the extent of a section that begins with one, starts on the line at `at`. Those of a section
/// are gaps of its own.
fn is_comment(document: &Document, at: usize) -> bool {
    let line = document.text().line_at(at);
    let first = document.blocks(Span::new(line.start, line.end + 1)).next();
    !is_section(document, line.start)
        && first.is_some_and(|block| matches!(block.item.kind, BlockKind::Html { comments_only: true }))
}

/// The blank lines directly ahead of the line that starts at `at`.
fn ahead(document: &Document, at: usize) -> Span {
    let mut start = at;
    while start > 0 {
        let line = document.text().line_at(start - 1);
        if !is_blank(document, line) {
            break;
        }
        start = line.start;
    }
    Span::new(start, at)
}

/// The blank lines from the line that starts at `at` on, up to the next one that is not, or the text's end.
fn behind(document: &Document, at: usize) -> Span {
    let mut end = at;
    while end < document.len() {
        let line = document.text().line_at(end);
        if !is_blank(document, line) {
            break;
        }
        end = next_line(document, line);
    }
    Span::new(at, end)
}

/// Blank as Markdown has it: other white space is text.
fn is_blank(document: &Document, line: Span) -> bool {
    document.slice(line).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Where the line behind `line` starts; the text's end where there is none.
fn next_line(document: &Document, line: Span) -> usize {
    let ending = document.slice(Span::new(line.end, (line.end + 2).min(document.len())));
    let width = if ending.starts_with("\r\n") { 2 } else { usize::from(ending.starts_with(['\n', '\r'])) };
    line.end + width
}

/// What makes `gap`, whole blank lines, one line; `None` where it is one, or is none and no line is `wanted`.
fn edit(document: &Document, gap: Span, wanted: bool) -> Option<Edit> {
    if gap.is_empty() {
        return wanted.then(|| Edit::insert(gap.start, document.text().line_ending().as_str()));
    }
    let second = next_line(document, document.text().line_at(gap.start));
    (second < gap.end).then(|| Edit::delete(Span::new(second, gap.end)))
}
