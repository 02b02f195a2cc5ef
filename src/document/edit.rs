//! Making documents: from a text, and from a document and an edit.

use super::outline::{Outline, outline};
use super::{Document, FrontMatter, front_matter};
use crate::markdown::{Chunk, References, next_chunk};
use crate::text::{Span, Text};
use std::ops::Range;
use std::sync::Arc;

/// How front matter begins, ahead of which a byte order mark may be.
const FENCES: [&str; 4] = ["---", "+++", "\u{feff}---", "\u{feff}+++"];

impl Document {
    /// Parses a whole text. Never fails: any text is a document.
    pub fn parse(source: &str) -> Self {
        let front = Front::read(source);
        let references = Arc::default();
        let start = front.len();
        let mut chunks = Vec::new();
        let mut at = start;
        while at < source.len() {
            let chunk = next_chunk(&source[at..], at == start, &references);
            at += chunk.text().len();
            chunks.push(Arc::new(chunk));
        }
        Self::assemble(Text::new(source), front, chunks, 0..usize::MAX, references)
    }

    /// The next version: `text` in place of the bytes of `span`, which is clamped to the text and
    /// to char boundaries. Parses only what it touches.
    pub fn edit(&self, span: Span, text: &str) -> Self {
        let start = self.floor(span.start);
        let edit = Change { start, old_end: self.floor(span.end).max(start), len: text.len() };
        let next = self.text.replace(Span::new(edit.start, edit.old_end), text);
        let front = self.next_front(&next, edit.start);
        let is_same_front = front.len() == self.front_len() && edit.start >= front.len();
        let first = if is_same_front { self.restart(edit.start) } else { 0 };
        let from = if first == 0 { front.len() } else { self.starts[first] };
        let source = next.slice(Span::new(from, next.len()));
        let mut new = Vec::new();
        let mut at = from;
        let mut rest = self.chunks.len();
        while at < next.len() {
            if let Some(index) = self.boundary(&edit, at) {
                rest = index;
                break;
            }
            let chunk = next_chunk(&source[at - from..], at == front.len(), &self.references);
            at += chunk.text().len();
            new.push(Arc::new(chunk));
        }
        let range = first..first + new.len();
        let mut chunks = Vec::with_capacity(first + new.len() + self.chunks.len() - rest);
        chunks.extend_from_slice(&self.chunks[..first]);
        chunks.append(&mut new);
        chunks.extend_from_slice(&self.chunks[rest..]);
        Self::assemble(next, front, chunks, range, self.references.clone())
    }

    /// The part around `span` as a document of its own, and where it starts: what an edit there would make of the text
    /// can be asked of it for the price of that part.
    pub fn excerpt(&self, span: Span) -> (Self, usize) {
        let holding = |offset: usize| self.starts.partition_point(|&start| start <= offset);
        // An edit may reach into the chunks on either side.
        let mut first = holding(span.start).saturating_sub(2);
        let last = (holding(span.end) + 1).min(self.chunks.len());
        // What begins like front matter and is none must not begin the part.
        while first > 0 && FENCES.iter().any(|fence| self.chunks[first].text().starts_with(fence)) {
            first -= 1;
        }
        if first == 0 {
            let front = Front { front_matter: self.front_matter.clone(), chunk: self.front.clone() };
            let end = self.starts.get(last).copied().unwrap_or(self.len());
            let text = Text::new(&self.text.slice(Span::new(0, end)));
            return (Self::assemble(text, front, self.chunks[..last].to_vec(), 0..0, self.references.clone()), 0);
        }
        let (start, end) = (self.starts[first], self.starts.get(last).copied().unwrap_or(self.len()));
        let text = Text::new(&self.text.slice(Span::new(start, end)));
        let chunks = self.chunks[first..last].to_vec();
        (Self::assemble(text, Front::default(), chunks, 0..0, self.references.clone()), start)
    }

    /// `offset` clamped to the text and moved back to a char boundary.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.len());
        let (chunk, base) = self.chunk_at(offset);
        let text = chunk.map_or("", Chunk::text);
        while !text.is_char_boundary((offset - base).min(text.len())) {
            offset -= 1;
        }
        offset
    }

    pub(super) fn front_len(&self) -> usize {
        self.front.as_ref().map_or(0, |front| front.text().len())
    }

    /// The front matter of `next`, in which nothing changed ahead of `start`.
    fn next_front(&self, next: &Text, start: usize) -> Front {
        if self.front.is_some() && start > self.front_len() {
            return Front { front_matter: self.front_matter.clone(), chunk: self.front.clone() };
        }
        let head = next.slice(Span::new(0, 6));
        if FENCES.iter().any(|fence| head.starts_with(fence)) {
            Front::read(&next.to_string())
        } else {
            Front::default()
        }
    }

    /// The first chunk to parse again when something changes at `start`: the one that holds the
    /// byte before it, and the one ahead of that if the change touches the line that ended it.
    fn restart(&self, start: usize) -> usize {
        let index = self.starts.partition_point(|&chunk| chunk < start).saturating_sub(1);
        let Some(chunk) = self.chunks.get(index) else { return 0 };
        let line = memchr::memchr2(b'\n', b'\r', chunk.text().as_bytes()).unwrap_or(chunk.text().len());
        // The line ending may have two bytes, and so may become one.
        if start <= self.starts[index] + line + 2 { index.saturating_sub(1) } else { index }
    }

    /// The chunk, not the first, that started at what is now `at`, behind the edit.
    fn boundary(&self, edit: &Change, at: usize) -> Option<usize> {
        let old = (at.checked_sub(edit.start + edit.len)?) + edit.old_end;
        self.starts.binary_search(&old).ok().filter(|&index| index > 0)
    }

    /// A document of `chunks`, those of `new` parsed just now with `references`.
    fn assemble(
        text: Text,
        front: Front,
        mut chunks: Vec<Arc<Chunk>>,
        new: Range<usize>,
        references: Arc<References>,
    ) -> Self {
        let references = agree(&mut chunks, new, references);
        let mut at = front.len();
        let mut starts = Vec::with_capacity(chunks.len());
        for chunk in &chunks {
            starts.push(at);
            at += chunk.text().len();
        }
        let Outline { sections, footer } = outline(&chunks, &starts, text.len());
        Self {
            text,
            front_matter: front.front_matter,
            front: front.chunk,
            chunks,
            starts,
            references,
            sections,
            footer,
        }
    }
}

/// Parses every chunk again that was told something else of the others than is so now. If the
/// definitions are still `references`, that can only be a new one.
fn agree(chunks: &mut [Arc<Chunk>], new: Range<usize>, references: Arc<References>) -> Arc<References> {
    let now = References::of(chunks.iter().map(|chunk| &**chunk).filter(|chunk| chunk.defines()));
    let is_changed = now != *references;
    let references = if is_changed { Arc::new(now) } else { references };
    for (index, chunk) in chunks.iter_mut().enumerate() {
        if (is_changed || new.contains(&index)) && !chunk.agrees_with(&references) {
            *chunk = Arc::new(chunk.again(index == 0, &references));
        }
    }
    references
}

/// An edit: from `start`, the bytes up to `old_end` became `len` others.
struct Change {
    start: usize,
    old_end: usize,
    len: usize,
}

/// A text's front matter, and the text up to its end.
#[derive(Default)]
struct Front {
    front_matter: Option<Arc<FrontMatter>>,
    chunk: Option<Arc<Chunk>>,
}

impl Front {
    fn read(source: &str) -> Self {
        let Some(found) = front_matter::read(source) else { return Self::default() };
        let chunk = Chunk::raw(&source[..found.span.end], found.brackets.clone());
        Self { front_matter: Some(Arc::new(found)), chunk: Some(Arc::new(chunk)) }
    }

    fn len(&self) -> usize {
        self.chunk.as_ref().map_or(0, |chunk| chunk.text().len())
    }
}

#[cfg(test)]
impl Document {
    /// Parses a whole text as one chunk: what all others must agree with.
    pub(super) fn parse_whole(source: &str) -> Self {
        let front = Front::read(source);
        let references = Arc::default();
        let chunk = crate::markdown::whole(&source[front.len()..], true, &references);
        Self::assemble(Text::new(source), front, vec![Arc::new(chunk)], 0..1, references)
    }
}
