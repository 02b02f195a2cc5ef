//! What there is to say of a place.

use super::directive;
use crate::text::Span;
use crate::workspace::Snapshot;

/// What there is to say of a place, and of what exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// Something to say of a place; the first that answers is shown.
type Source = fn(&Snapshot, usize) -> Option<Hover>;

const SOURCES: &[Source] = &[directive::hover];

/// What there is to say of `offset` (bytes); `None` where there is nothing.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    SOURCES.iter().find_map(|source| source(snapshot, offset))
}
