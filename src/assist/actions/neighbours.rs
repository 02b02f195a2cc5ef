//! The sections next to one, and whether a text may stand elsewhere.

use crate::document::Document;
use crate::text::Span;

/// The section before `section` that is part of the same one; `None` for the first.
pub(super) fn before(document: &Document, section: usize) -> Option<usize> {
    let sections = document.sections();
    let up = |&other: &usize| sections[other].parent;
    let mut all = std::iter::successors(section.checked_sub(1), up);
    all.find(|&other| sections[other].parent == sections[section].parent)
}

/// The section behind `section` that is part of the same one; `None` for the last.
pub(super) fn behind(document: &Document, section: usize) -> Option<usize> {
    let sections = document.sections();
    let end = sections[section].extent.end;
    let next = sections.partition_point(|other| other.extent.start < end);
    sections.get(next).filter(|other| other.extent.start == end && other.parent == sections[section].parent)?;
    Some(next)
}

/// The sections of `section`'s extent, itself first.
pub(super) fn inside(document: &Document, section: usize) -> std::ops::Range<usize> {
    let end = document.sections()[section].extent.end;
    section..document.sections().partition_point(|other| other.heading.start < end)
}

/// A section's text without the blank lines behind it.
pub(super) fn text_of(document: &Document, section: usize) -> Span {
    let extent = document.sections()[section].extent;
    let last = document.text().content_end(extent.end).max(extent.start);
    Span::new(extent.start, document.text().line_at(last).end.clamp(extent.start, extent.end))
}
