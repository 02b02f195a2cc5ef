//! One version of a text: text and syntax, as shared chunks.

mod anchors;
mod date;
mod edit;
mod entry;
mod front_matter;
mod labelled;
mod links;
mod outline;
mod read;
mod syntax;
mod table;
#[cfg(test)]
mod tests;

pub use anchors::Anchor;
pub use date::{Date, DateReading, DateStyle};
pub use entry::same_key;
pub use front_matter::{Entry, FrontMatter, FrontMatterKind};
pub use links::Link;
pub use outline::Section;
pub use syntax::{Defect, DefectKind};

use crate::markdown::{Chunk, References};
use crate::text::{Span, Text};
use std::sync::Arc;

/// One version of a text with its syntax. Immutable; [`Document::edit`] gives the next version,
/// which shares every chunk that the edit did not touch.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    front_matter: Option<Arc<FrontMatter>>,
    /// The text up to the end of the front matter, with the brackets in it; no blocks.
    front: Option<Arc<Chunk>>,
    /// The body's chunks, in order; together with the front matter they are the whole text.
    chunks: Vec<Arc<Chunk>>,
    /// Where each chunk starts, in bytes from the text's start.
    starts: Vec<usize>,
    /// What the chunks define.
    references: Arc<References>,
    sections: Vec<Section>,
    footer: Option<Span>,
}

/// A fact of a chunk, with the place of the chunk.
#[derive(Debug)]
pub struct Located<'a, T> {
    /// The fact; its spans are from the chunk's start.
    pub item: &'a T,
    chunk: &'a Chunk,
    base: usize,
}

impl<T> Clone for Located<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Located<'_, T> {}

impl<'a, T> Located<'a, T> {
    /// One of the fact's spans as a span of the document.
    pub fn span(&self, local: Span) -> Span {
        local.shift(self.base)
    }

    /// The source at one of the fact's spans.
    pub fn text(&self, local: Span) -> &'a str {
        &self.chunk.text()[local.range()]
    }

    /// The chunk's blocks, for following [`crate::markdown::Block::parent`].
    pub fn chunk(&self) -> &'a Chunk {
        self.chunk
    }
}
