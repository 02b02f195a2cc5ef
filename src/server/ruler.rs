//! [`Ruler`], positions for many places of one text.

use super::convert;
use super::lsp::{Position, Range};
use crate::text::{Encoding, Span, Text};

/// How many bytes are scanned in the time that one look-up in the rope takes.
const BYTES_PER_LOOKUP: usize = 2_000;

/// Gives the same positions as [`Text::position`]. One look-up in the rope takes a microsecond or
/// two; where there are hundreds, a list of the lines' starts is made first.
pub(crate) struct Ruler<'a> {
    text: &'a Text,
    encoding: Encoding,
    lines: Option<Lines>,
}

struct Lines {
    source: String,
    starts: Vec<usize>,
}

impl<'a> Ruler<'a> {
    /// For about `places` spans of `text`.
    pub(crate) fn new(text: &'a Text, encoding: Encoding, places: usize) -> Self {
        let lines = (text.len() < places.saturating_mul(2 * BYTES_PER_LOOKUP)).then(|| Lines::new(text.to_string()));
        Self { text, encoding, lines }
    }

    /// Where `span` is.
    pub(crate) fn range(&self, span: Span) -> Range {
        let Some(lines) = &self.lines else { return convert::range(self.text, span, self.encoding) };
        let [start, end] = [span.start, span.end].map(|offset| lines.position(offset, self.encoding));
        Range { start, end }
    }
}

impl Lines {
    fn new(source: String) -> Self {
        let bytes = source.as_bytes();
        let is_end = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end);
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        Self { source, starts }
    }

    fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let at_most = offset.min(self.source.len());
        let offset = (0..=at_most).rev().find(|&at| self.source.is_char_boundary(at)).unwrap_or_default();
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = &self.source[self.starts[line]..offset];
        // Between `\r` and `\n` is no place of its own.
        let inside_ending = before.ends_with('\r') && self.source[offset..].starts_with('\n');
        let before = &before[..before.len() - usize::from(inside_ending)];
        Position { line: line as u32, character: convert::columns(before, encoding) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_give_the_same(source in "[a\\n\\ré😀仕\u{2028}]{0,24}") {
            let text = Text::new(&source);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let (one, many) = (Ruler::new(&text, encoding, 0), Ruler::new(&text, encoding, 1_000));
                prop_assert!(one.lines.is_none() && many.lines.is_some());
                for offset in 0..source.len() + 2 {
                    prop_assert_eq!(one.range(Span::at(offset)), many.range(Span::at(offset)));
                }
            }
        }
    }
}
