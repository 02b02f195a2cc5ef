//! Link definitions: comrak takes them out of its tree.

use super::link;
use crate::text::Span;

/// A link definition, as it stands in the source.
#[derive(Debug)]
pub(super) struct Definition {
    /// All of it.
    pub(super) span: Span,
    /// The label, without brackets.
    pub(super) label: Span,
    /// The target, without angle brackets.
    pub(super) target: Span,
    /// The label's text, without what containers put between its lines.
    pub(super) name: String,
}

/// The definitions at the start of `pieces`, and how many pieces they take up.
pub(super) fn leading(text: &str, pieces: &[Span]) -> (Vec<Definition>, usize) {
    let is_candidate = |piece: &Span| text[piece.range()].starts_with('[');
    if !pieces.first().is_some_and(is_candidate) {
        return (Vec::new(), 0);
    }
    let joined = Joined::new(text, pieces);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((definition, next)) = joined.definition(at) {
        found.push(definition);
        at = next;
    }
    (found, joined.starts.partition_point(|&(start, _)| start < at))
}

/// The lines of a paragraph without what its containers put between them.
struct Joined {
    text: String,
    /// Where each line starts here and in the source.
    starts: Vec<(usize, usize)>,
}

impl Joined {
    fn new(source: &str, pieces: &[Span]) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(pieces.len());
        for piece in pieces {
            starts.push((text.len(), piece.start));
            text.push_str(&source[piece.range()]);
            text.push('\n');
        }
        Self { text, starts }
    }

    fn source(&self, offset: usize) -> usize {
        let line = self.starts.partition_point(|&(start, _)| start <= offset).saturating_sub(1);
        let (here, there) = self.starts[line];
        there + (offset - here)
    }

    fn span(&self, span: Span) -> Span {
        // An end behind a line is the end of that line, not the start of the next.
        let end = if span.is_empty() { self.source(span.start) } else { self.source(span.end - 1) + 1 };
        Span::new(self.source(span.start), end)
    }

    /// The definition at `at`, and the place behind its line.
    fn definition(&self, at: usize) -> Option<(Definition, usize)> {
        let text = self.text.as_str();
        let (label, mut i) = link::label(text, at)?;
        if text[label.range()].trim().is_empty() || text.as_bytes().get(i) != Some(&b':') {
            return None;
        }
        i = self.blanks(i + 1);
        if let Some(next) = self.line_end(i) {
            i = self.blanks(next);
        }
        let (target, end) = link::target(text, i)?;
        if end >= text.len() {
            return None;
        }
        let (end, next) = self.behind_title(end).or_else(|| Some((end, self.line_end(self.blanks(end))?)))?;
        let name = text[label.range()].to_owned();
        let span = self.span(Span::new(at, end));
        Some((Definition { span, label: self.span(label), target: self.span(target), name }, next))
    }

    /// The end of the title behind a target that ends at `at`, and the place behind its line.
    fn behind_title(&self, at: usize) -> Option<(usize, usize)> {
        let mut start = self.blanks(at);
        if let Some(next) = self.line_end(start) {
            start = self.blanks(next);
        }
        let end = if start > at { link::title(&self.text, start)? } else { return None };
        Some((end, self.line_end(self.blanks(end))?))
    }

    fn blanks(&self, at: usize) -> usize {
        super::lines::skip_blanks(&self.text, at, self.text.len())
    }

    /// Behind the line ending at `at`.
    fn line_end(&self, at: usize) -> Option<usize> {
        match self.text.as_bytes().get(at) {
            Some(b'\n') => Some(at + 1),
            Some(_) => None,
            None => None,
        }
    }
}
