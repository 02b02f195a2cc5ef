//! [`Completion`], one thing to complete.

use crate::template::Skeleton;
use crate::text::Span;

/// One thing to complete.
#[derive(Clone, Debug)]
pub struct Completion {
    /// What the list shows: `## Goals`.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What stands behind it, short.
    pub detail: String,
    /// Markdown: guidance and skeleton.
    pub documentation: String,
    /// The bytes that it replaces: on the cursor's line, holding the cursor.
    pub span: Span,
    /// What it puts there, with the document's line ending; render it with [`crate::assist::snippet`] or
    /// [`crate::assist::plain`].
    pub skeleton: Skeleton,
    /// What an editor matches the typed text with: the source from the start of `span` up to the cursor is a
    /// part of it or empty.
    pub filter: String,
    /// Its place among the others: sort by this.
    pub order: usize,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A template's whole text, or the front matter.
    Template,
    /// A section.
    Section,
    /// A labelled value.
    Field,
    /// A key of the front matter.
    Key,
    /// A table, a row of one, a code block, the item of a list.
    Part,
    /// One of the values that a template offers.
    Choice,
    /// Another value.
    Value,
    /// A directive, or a part of one.
    Directive,
    /// A file of the workspace.
    File,
    /// A heading that a link may lead to.
    Anchor,
}
