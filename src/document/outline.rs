//! The section tree.

use crate::text::Span;

/// A section: a heading and all that follows up to the next heading of the same or a higher level.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The section that it is part of: the nearest one before it of a lower level number.
    pub parent: Option<usize>,
    /// The heading's lines, without the last line ending.
    pub heading: Span,
    /// The heading's text as written; see [`crate::markdown::Heading::title`].
    pub title: Span,
    /// What is behind the heading up to the next section's extent (child or not), the footer or the end.
    pub body: Span,
    /// The section's leading rule or touching comments, heading, body and children, up to the
    /// extent of the next section of the same or a higher level, the footer or the end.
    ///
    /// A rule (`---`) directly before a heading (blank lines between do not matter) goes with that
    /// heading; a comment that touches it (no blank line between) too.
    pub extent: Span,
    /// Where its heading is: chunk, and block in the chunk.
    pub(super) place: (u32, u32),
}
