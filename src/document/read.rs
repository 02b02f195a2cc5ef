//! Reading a document: text, sections, facts.

use super::{Document, FrontMatter, Located, Section};
use crate::markdown::{Block, BlockKind, Bracket, Chunk, Comment, Directive, Field, Heading, Inline, Name};
use crate::text::{Span, Text};
use std::borrow::Cow;
use std::ops::Range;

impl Document {
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

    /// The source at `span`, borrowed where it lies in one chunk; clamped to the text and to char
    /// boundaries.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let (chunk, base) = self.chunk_at(span.start);
        if let Some(chunk) = chunk
            && span.end <= base + chunk.text().len()
            && let Some(text) = chunk.text().get(span.start - base..span.end - base)
        {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.text.slice(span))
    }

    /// The chunk that holds `offset`, the front matter included, and where it starts.
    pub(super) fn chunk_at(&self, offset: usize) -> (Option<&Chunk>, usize) {
        match self.starts.partition_point(|&start| start <= offset).checked_sub(1) {
            Some(index) => (Some(&self.chunks[index]), self.starts[index]),
            None => (self.front.as_deref(), 0),
        }
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
        &self.heading_fact(id).name
    }

    /// The plain text of section `id`'s heading.
    pub fn heading(&self, id: usize) -> &str {
        &self.heading_fact(id).text
    }

    fn heading_fact(&self, id: usize) -> &Heading {
        let (chunk, block) = self.sections[id].place;
        match &self.chunks[chunk as usize].blocks()[block as usize].kind {
            BlockKind::Heading(heading) => heading,
            other => unreachable!("a section begins with {other:?}"),
        }
    }

    /// The innermost section whose extent holds `offset`; `None` ahead of the first, in the front
    /// matter and in the footer. The end of the text is in the last section.
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        if self.footer.is_some_and(|footer| footer.start <= offset) {
            return None;
        }
        self.sections.partition_point(|section| section.extent.start <= offset).checked_sub(1)
    }

    /// The footer: a rule (`---`) at the root, behind all headings, that text follows, up to the
    /// end of the file. Of several such rules it is the last.
    pub fn footer(&self) -> Option<Span> {
        self.footer
    }

    /// The chunks, in order, each with the place where it starts.
    pub fn chunks(&self) -> impl Iterator<Item = (usize, &Chunk)> {
        self.starts.iter().copied().zip(self.chunks.iter().map(|chunk| &**chunk))
    }

    /// The chunks that have a part of `span`, each with the place where it starts; not that of the front matter.
    pub(crate) fn chunks_in(&self, span: Span) -> impl Iterator<Item = (usize, &Chunk)> {
        self.indices_in(span).map(|index| (self.starts[index], &*self.chunks[index]))
    }

    /// The chunks, that of the front matter first, each with the place where it starts.
    pub(crate) fn all_chunks(&self) -> impl Iterator<Item = (usize, &Chunk)> {
        self.front_chunk(Span::new(0, self.len())).into_iter().chain(self.chunks())
    }

    /// The chunk of the front matter, which starts at 0, if it has a part of `span`.
    pub(crate) fn front_chunk(&self, span: Span) -> Option<(usize, &Chunk)> {
        self.front.as_deref().filter(|front| span.start < front.text().len()).map(|front| (0, front))
    }

    /// The blocks that begin inside `span`, in document order, parents first.
    pub fn blocks(&self, span: Span) -> impl Iterator<Item = Located<'_, Block>> {
        self.facts(span, Chunk::blocks, |block| block.span.start)
    }

    /// The tables that begin inside `span`, in document order.
    pub fn tables(&self, span: Span) -> impl Iterator<Item = Span> {
        self.indices_in(span).flat_map(move |index| {
            let (chunk, base) = (&self.chunks[index], self.starts[index]);
            let all = chunk.tables().iter().map(move |&table| chunk.blocks()[table as usize].span.shift(base));
            all.filter(move |table| (span.start..span.end).contains(&table.start))
        })
    }

    /// The inlines that begin inside `span`.
    pub fn inlines(&self, span: Span) -> impl Iterator<Item = Located<'_, Inline>> {
        self.facts(span, Chunk::inlines, |inline| inline.span.start)
    }

    /// The comments that begin inside `span`.
    pub fn comments(&self, span: Span) -> impl Iterator<Item = Located<'_, Comment>> {
        self.facts(span, Chunk::comments, |comment| comment.span.start)
    }

    /// The directives that begin inside `span`.
    pub fn directives(&self, span: Span) -> impl Iterator<Item = Located<'_, Directive>> {
        self.facts(span, Chunk::directives, |directive| directive.span.start)
    }

    /// The fields that begin inside `span`.
    pub fn fields(&self, span: Span) -> impl Iterator<Item = Located<'_, Field>> {
        self.facts(span, Chunk::fields, |field| field.label.start)
    }

    /// The brackets that begin inside `span`, those of the front matter first.
    pub fn brackets(&self, span: Span) -> impl Iterator<Item = Located<'_, Bracket>> {
        let front = self.front.as_deref().into_iter();
        let front =
            front.flat_map(move |chunk| located(chunk, 0, chunk.brackets(), span, |bracket| bracket.span.start));
        front.chain(self.facts(span, Chunk::brackets, |bracket| bracket.span.start))
    }

    /// The brackets of a chunk that starts at `base`.
    pub(crate) fn brackets_of(chunk: &Chunk, base: usize) -> impl Iterator<Item = Located<'_, Bracket>> {
        chunk.brackets().iter().map(move |item| Located { item, chunk, base })
    }

    /// The facts of one kind that begin inside `span`.
    fn facts<'a, T: 'a>(
        &'a self,
        span: Span,
        of: fn(&Chunk) -> &[T],
        start: fn(&T) -> usize,
    ) -> impl Iterator<Item = Located<'a, T>> {
        self.indices_in(span).flat_map(move |index| {
            let chunk = &*self.chunks[index];
            located(chunk, self.starts[index], of(chunk), span, start)
        })
    }

    /// The chunks that have a part of `span`, by index.
    fn indices_in(&self, span: Span) -> Range<usize> {
        let first = self.starts.partition_point(|&start| start <= span.start).saturating_sub(1);
        first..self.starts.partition_point(|&start| start < span.end).max(first)
    }
}

/// Those of `facts`, which belong to `chunk` at `base`, that begin inside `span`.
fn located<'a, T>(
    chunk: &'a Chunk,
    base: usize,
    facts: &'a [T],
    span: Span,
    start: fn(&T) -> usize,
) -> impl Iterator<Item = Located<'a, T>> {
    let from = facts.partition_point(|fact| base + start(fact) < span.start);
    let to = facts.partition_point(|fact| base + start(fact) < span.end).max(from);
    facts[from..to].iter().map(move |item| Located { item, chunk, base })
}
