//! Completion of what is missing here.

use crate::template::Skeleton;
use crate::text::Span;
use crate::workspace::{Library, Snapshot};

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
    /// What it puts there, with the document's line ending; render it with [`super::snippet`] or [`super::plain`].
    pub skeleton: Skeleton,
    /// What an editor matches the typed text with: the source at `span` is a prefix of it or empty.
    pub filter: String,
    /// Its place among the others: sort by this.
    pub order: usize,
}

/// What can be completed at `offset` (bytes). Empty where nothing is missing.
pub fn completion(library: &Library, snapshot: &Snapshot, offset: usize) -> Vec<Completion> {
    todo!("{library:?} {snapshot:?} {offset}")
}
