//! Byte offsets as lines and columns, and back.

use super::Text;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A line and a column, both from 0. What the column counts is the [`Encoding`]'s to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 0. Lines end at LF, CRLF and CR only, as LSP has it.
    pub line: u32,
    /// The column, from 0.
    pub column: u32,
}

impl Text {
    /// Where the byte at `offset` stands. An offset behind the end is the end; one inside a
    /// character is that character's start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        let start = self.rope.line_to_byte(line);
        // Between `\r` and `\n` is still the line that they end; LSP has no such place, its nearest
        // is that line's end.
        let offset = self.line(line).map_or(offset, |span| offset.min(span.end));
        let before = self.rope.byte_slice(start..offset);
        let column = match encoding {
            Encoding::Utf8 => before.len_bytes(),
            Encoding::Utf16 => before.len_utf16_cu(),
            Encoding::Utf32 => before.len_chars(),
        };
        Position { line: line as u32, column: column as u32 }
    }

    /// The byte at `position`. A line behind the last is the end of the text; a column behind its
    /// line's end is the end of that line (before its line ending); one inside a character (half a
    /// surrogate pair) is that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let Some(span) = self.line(position.line as usize) else {
            return self.len();
        };
        let line = self.rope.byte_slice(span.range());
        let column = position.column as usize;
        let bytes = match encoding {
            Encoding::Utf8 if column >= line.len_bytes() => line.len_bytes(),
            Encoding::Utf8 => line.char_to_byte(line.byte_to_char(column)),
            Encoding::Utf16 if column >= line.len_utf16_cu() => line.len_bytes(),
            Encoding::Utf16 => line.char_to_byte(line.utf16_cu_to_char(column)),
            Encoding::Utf32 => line.char_to_byte(column.min(line.len_chars())),
        };
        span.start + bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(text: &str, line: u32, column: u32, encoding: Encoding) -> usize {
        Text::new(text).offset(Position { line, column }, encoding)
    }

    #[test]
    fn columns_count_what_the_encoding_says() {
        let text = Text::new("é😀x\n");
        let x = 6;
        let columns = ENCODINGS.map(|encoding| text.position(x, encoding).column);
        assert_eq!(columns, [6, 3, 2]);
    }

    #[test]
    fn only_lf_crlf_and_cr_end_lines() {
        let text = Text::new("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f\ng\r\nh\ri");
        assert_eq!(text.line_count(), 4);
    }

    #[test]
    fn impossible_positions_clamp() {
        assert_eq!(at("ab\ncd", 0, 99, Encoding::Utf16), 2);
        assert_eq!(at("ab\r\ncd", 0, 3, Encoding::Utf16), 2);
        assert_eq!(at("ab\ncd", 99, 0, Encoding::Utf16), 5);
        assert_eq!(at("😀", 0, 1, Encoding::Utf16), 0);
        assert_eq!(at("😀", 0, 2, Encoding::Utf8), 0);
        assert_eq!(at("", 7, 7, Encoding::Utf32), 0);
    }

    proptest! {
        #[test]
        fn offset_to_position_and_back_is_identity(source in "[a\\n\\ré😀仕\u{2028}]{0,24}") {
            let text = Text::new(&source);
            for encoding in ENCODINGS {
                for (offset, _) in source.char_indices().chain([(source.len(), ' ')]) {
                    let inside_crlf = source[..offset].ends_with('\r') && source[offset..].starts_with('\n');
                    let expected = if inside_crlf { offset - 1 } else { offset };
                    let position = text.position(offset, encoding);
                    prop_assert_eq!(text.offset(position, encoding), expected);
                }
            }
        }
    }
}
