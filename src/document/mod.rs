//! One version of a text: text and syntax, as shared chunks.

mod front_matter;
mod outline;

pub use front_matter::{Entry, FrontMatter, FrontMatterKind};
pub use outline::Section;

use crate::markdown::{Block, Bracket, Chunk, Comment, Directive, Field, Inline, Name};
use crate::text::{Span, Text};
use std::borrow::Cow;
use std::sync::Arc;

/// One version of a text with its syntax. Immutable; [`Document::edit`] gives the next version,
/// which shares every chunk that the edit did not touch.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    front_matter: Option<Arc<FrontMatter>>,
    /// The body's chunks, in order; together with the front matter they are the whole text.
    chunks: Vec<Arc<Chunk>>,
    /// Where each chunk starts, in bytes from the text's start.
    starts: Vec<usize>,
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

    /// The chunk's blocks, for following [`Block::parent`].
    pub fn chunk(&self) -> &'a Chunk {
        self.chunk
    }
}

impl Document {
    /// Parses a whole text. Never fails: any text is a document.
    pub fn parse(source: &str) -> Self {
        todo!("{source}")
    }

    /// The next version: `text` in place of the bytes of `span`. Parses only what it touches.
    pub fn edit(&self, span: Span, text: &str) -> Self {
        todo!("{span:?} {text}")
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it has no byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The source at `span`, borrowed where it lies in one chunk.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        todo!("{span:?}")
    }

    /// The front matter; `None` where there is none.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.front_matter.as_deref()
    }

    /// The sections in document order. Only headings at the root make sections, those in lists and
    /// quotes do not.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What section `id`'s heading is compared by.
    pub fn name(&self, id: usize) -> &Name {
        todo!("{id}")
    }

    /// The plain text of section `id`'s heading.
    pub fn heading(&self, id: usize) -> &str {
        todo!("{id}")
    }

    /// The innermost section whose extent holds `offset`; `None` ahead of the first, in the front
    /// matter and in the footer.
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        todo!("{offset}")
    }

    /// The footer: a rule (`---`) at the root, behind all headings, that text follows, up to the
    /// end of the file.
    pub fn footer(&self) -> Option<Span> {
        self.footer
    }

    /// The blocks that begin inside `span`, in document order, parents first.
    pub fn blocks(&self, span: Span) -> impl Iterator<Item = Located<'_, Block>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }

    /// The inlines that begin inside `span`.
    pub fn inlines(&self, span: Span) -> impl Iterator<Item = Located<'_, Inline>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }

    /// The comments that begin inside `span`.
    pub fn comments(&self, span: Span) -> impl Iterator<Item = Located<'_, Comment>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }

    /// The directives that begin inside `span`.
    pub fn directives(&self, span: Span) -> impl Iterator<Item = Located<'_, Directive>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }

    /// The fields that begin inside `span`.
    pub fn fields(&self, span: Span) -> impl Iterator<Item = Located<'_, Field>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }

    /// The brackets that begin inside `span`, those of the front matter first.
    pub fn brackets(&self, span: Span) -> impl Iterator<Item = Located<'_, Bracket>> {
        todo!("{span:?}");
        #[allow(unreachable_code)]
        std::iter::empty()
    }
}
