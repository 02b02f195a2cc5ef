//! Making documents: from a text, and from a document and an edit.

use super::outline::{Outline, outline};
use super::{Document, front_matter};
use crate::markdown::{Chunk, References, next_chunk};
use crate::text::{Span, Text};
use std::sync::Arc;

impl Document {
    /// Parses a whole text. Never fails: any text is a document.
    pub fn parse(source: &str) -> Self {
        let front_matter = front_matter::read(source).map(Arc::new);
        let start = front_matter.as_ref().map_or(0, |front_matter| front_matter.span.end);
        let references = References::default();
        let mut chunks = Vec::new();
        let mut at = start;
        while at < source.len() {
            let chunk = next_chunk(&source[at..], at == start, &references);
            at += chunk.text().len();
            chunks.push(Arc::new(chunk));
        }
        let front = front_matter.as_ref().map(|found| Arc::new(Chunk::raw(&source[..start], found.brackets.clone())));
        let document = Self {
            text: Text::new(source),
            front_matter,
            front,
            chunks,
            starts: Vec::new(),
            references: Arc::new(references),
            sections: Vec::new(),
            footer: None,
        };
        document.finish(0..usize::MAX)
    }

    /// Makes the new chunks agree with the others, and reads the sections.
    fn finish(mut self, new: std::ops::Range<usize>) -> Self {
        self.agree(new);
        let mut at = self.front.as_ref().map_or(0, |front| front.text().len());
        self.starts.clear();
        for chunk in &self.chunks {
            self.starts.push(at);
            at += chunk.text().len();
        }
        let Outline { sections, footer } = outline(&self.chunks, &self.starts, self.text.len());
        self.sections = sections;
        self.footer = footer;
        self
    }

    /// Parses every chunk again that was told something else of the others than is so now; if the
    /// definitions are what they were, that can only be a new one.
    fn agree(&mut self, new: std::ops::Range<usize>) {
        let definers = self.chunks.iter().map(|chunk| &**chunk).filter(|chunk| chunk.defines());
        let references = References::of(definers);
        let is_changed = references != *self.references;
        if is_changed {
            self.references = Arc::new(references);
        }
        for (index, chunk) in self.chunks.iter_mut().enumerate() {
            if (is_changed || new.contains(&index)) && !chunk.agrees_with(&self.references) {
                *chunk = Arc::new(chunk.again(index == 0, &self.references));
            }
        }
    }

    /// The next version: `text` in place of the bytes of `span`. Parses only what it touches.
    pub fn edit(&self, span: Span, text: &str) -> Self {
        let source = self.text.replace(span, text).to_string();
        Self::parse(&source)
    }
}
