//! Lines, and the one place where comrak's positions become spans.

use crate::text::Span;
use comrak::nodes::Sourcepos;

/// The lines of a chunk, as comrak counts them.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many lines comrak read ahead of the chunk's own.
    ahead: usize,
}

impl<'t> Lines<'t> {
    /// The lines of `text` from `base` on; comrak read `ahead` other lines before.
    pub(super) fn new(text: &'t str, base: usize, ahead: usize) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![base];
        for at in memchr::memchr2_iter(b'\n', b'\r', &bytes[base..]).map(|at| at + base) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { text, starts, ahead }
    }

    /// How many lines there are; a text that ends with a line ending has an empty last line.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, of comrak's line number.
    pub(super) fn index(&self, number: usize) -> usize {
        number.saturating_sub(self.ahead + 1).min(self.count() - 1)
    }

    /// The line, from 0, that holds `offset`.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Where `line` starts; the end of the text behind the last.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// `line` without its line ending.
    pub(super) fn span(&self, line: usize) -> Span {
        let (start, next) = (self.start(line), self.start(line + 1));
        let ending = self.text[start..next].bytes().rev().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        Span::new(start, next - ending)
    }

    /// `column` bytes into the line with comrak's `number`, in bounds and on a char boundary.
    pub(super) fn offset(&self, number: usize, column: usize) -> usize {
        let line = self.span(self.index(number));
        floor(self.text, (line.start + column).min(line.end))
    }

    /// comrak's position as a span: clamped, on char boundaries, without trailing blank lines.
    pub(super) fn place(&self, pos: Sourcepos) -> Span {
        let start = self.offset(pos.start.line, pos.start.column.saturating_sub(1));
        let end = self.offset(pos.end.line, pos.end.column).max(start);
        self.without_blank_end(Span::new(start, end))
    }

    /// `span` without blank lines and line endings at its end.
    pub(super) fn without_blank_end(&self, span: Span) -> Span {
        let solid = span.start + self.text[span.range()].trim_ascii_end().len();
        let line = self.span(self.at(solid.saturating_sub(1).max(span.start)));
        Span::new(span.start, span.end.min(line.end).max(solid))
    }
}

/// `offset` moved back to a char boundary.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// `span` without white space at both ends; empty, at its start, where there is nothing else.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let inner = &text[span.range()];
    let lead = inner.len() - inner.trim_ascii_start().len();
    if lead == inner.len() {
        return Span::at(span.start);
    }
    let start = span.start + lead;
    Span::new(start, start + inner.trim_ascii().len())
}

/// Behind spaces and tabs from `at`, before `end`.
pub(super) fn skip_blanks(text: &str, at: usize, end: usize) -> usize {
    at + text.as_bytes()[at..end].iter().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The lines of `span`, each without line ending and, from the second on, without indentation and
/// the marks of up to `quotes` block quotes.
pub(super) fn pieces(text: &str, lines: &Lines<'_>, span: Span, quotes: usize) -> Vec<Span> {
    let first = lines.at(span.start);
    let last = lines.at(span.end.max(span.start + 1) - 1);
    (first..=last)
        .map(|line| {
            let whole = lines.span(line);
            let end = whole.end.min(span.end);
            let start =
                if line == first { span.start } else { content_start(text, Span::new(whole.start, end), quotes) };
            Span::new(start, end.max(start))
        })
        .collect()
}

/// Behind the indentation and the quote marks of a continued line.
fn content_start(text: &str, line: Span, quotes: usize) -> usize {
    let mut at = skip_blanks(text, line.start, line.end);
    for _ in 0..quotes {
        if at < line.end && text.as_bytes()[at] == b'>' {
            at = skip_blanks(text, at + 1, line.end);
        }
    }
    at
}
