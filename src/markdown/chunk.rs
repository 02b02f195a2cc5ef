//! [`Chunk`], a piece of a document that parses alone.

use super::memo::Memo;
use super::parse::Asked;
use super::{Block, Bracket, Comment, Directive, Field, Inline, References};
use std::any::Any;
use std::sync::Arc;

/// A piece of a document that parses alone, with everything the rooms above need to know of it.
/// All spans are bytes from the chunk's start.
#[derive(Debug, Default)]
pub struct Chunk {
    pub(super) text: Box<str>,
    pub(super) blocks: Vec<Block>,
    pub(super) roots: Vec<u32>,
    pub(super) tables: Vec<u32>,
    pub(super) inlines: Vec<Inline>,
    pub(super) comments: Vec<Comment>,
    pub(super) directives: Vec<Directive>,
    pub(super) fields: Vec<Field>,
    pub(super) brackets: Vec<Bracket>,
    /// The link definitions in it: label and target.
    pub(super) defined: Vec<(Box<str>, Arc<str>)>,
    /// The labels of the footnotes defined in it.
    pub(super) footnotes: Vec<Box<str>>,
    /// What it was told of other chunks' link definitions.
    pub(super) asked: Vec<Asked>,
    /// What it was told of other chunks' footnotes.
    pub(super) told_footnotes: Vec<Box<str>>,
    pub(super) memo: Memo,
}

impl Chunk {
    /// A chunk without syntax: `text` and bracketed texts in it.
    pub(crate) fn raw(text: &str, brackets: Vec<Bracket>) -> Self {
        Self { text: text.into(), brackets, ..Self::default() }
    }

    /// The source text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All blocks, parents before children, in document order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The indices of the blocks that no other block contains.
    pub fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// The indices of the tables among its blocks.
    pub fn tables(&self) -> &[u32] {
        &self.tables
    }

    /// What a room above makes of this chunk and nothing else, one value of each type: made once, and shared by
    /// all versions of a document that have the chunk.
    pub fn memo<T: Any + Send + Sync>(&self, make: impl FnOnce(&Self) -> T) -> Arc<T> {
        self.memo.get(|_| true, || make(self))
    }

    /// The same of what depends on more than the chunk: it is made anew where the one that is known does not `fit`.
    pub fn memo_if<T: Any + Send + Sync>(&self, fits: impl Fn(&T) -> bool, make: impl FnOnce(&Self) -> T) -> Arc<T> {
        self.memo.get(fits, || make(self))
    }

    /// All inlines that a room above asks for, by start.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// HTML comments, block or inline, by start.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// `<!-- specls: … -->` comments, by start.
    pub fn directives(&self) -> &[Directive] {
        &self.directives
    }

    /// Labelled values, by start.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Bracketed texts that may be placeholders, by start; pairs may nest.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// Whether other chunks refer to what it defines.
    pub(crate) fn defines(&self) -> bool {
        !self.defined.is_empty() || !self.footnotes.is_empty()
    }

    /// Whether it says the same with `references` as with those that it was parsed with.
    pub(crate) fn agrees_with(&self, references: &References) -> bool {
        self.asked.iter().all(|(label, told)| references.target(label) == told.as_ref())
            && self.told_footnotes == references.footnotes_in(&self.text, &self.footnotes)
    }
}
