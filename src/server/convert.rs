//! Byte spans as the protocol's ranges, and back: the only place where the encoding matters.

use super::lsp::{Position, Range, TextEdit};
use crate::text::{self, Edits, Encoding, Span, Text};

/// The byte at `position`, which may be impossible.
pub(crate) fn offset(text: &Text, position: Position, encoding: Encoding) -> usize {
    text.offset(text::Position { line: position.line, column: position.character }, encoding)
}

/// The bytes of `range`, whose ends may be impossible or in the wrong order.
pub(crate) fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// Where `span` is.
pub(crate) fn range(text: &Text, span: Span, encoding: Encoding) -> Range {
    let position = |offset| {
        let position = text.position(offset, encoding);
        Position { line: position.line, character: position.column }
    };
    let start = position(span.start);
    Range { start, end: if span.is_empty() { start } else { position(span.end) } }
}

/// The protocol's edits.
pub(crate) fn edits(text: &Text, edits: &Edits, encoding: Encoding) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit { range: range(text, edit.span, encoding), new_text: edit.text.clone() }).collect()
}

/// How many columns `line` has.
pub(crate) fn columns(line: &str, encoding: Encoding) -> u32 {
    let columns = match encoding {
        Encoding::Utf8 => line.len(),
        Encoding::Utf16 => line.encode_utf16().count(),
        Encoding::Utf32 => line.chars().count(),
    };
    u32::try_from(columns).unwrap_or(u32::MAX)
}
