//! [`Chunk`], a piece of a document that parses alone.

use super::{Block, Bracket, Comment, Directive, Field, Inline};

/// A piece of a document that parses alone, with everything the rooms above need to know of it.
/// All spans are bytes from the chunk's start.
#[derive(Debug)]
pub struct Chunk {
    pub(super) text: Box<str>,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    pub(super) comments: Vec<Comment>,
    pub(super) directives: Vec<Directive>,
    pub(super) fields: Vec<Field>,
    pub(super) brackets: Vec<Bracket>,
}

impl Chunk {
    /// The source text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All blocks, parents before children, in document order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
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
}
