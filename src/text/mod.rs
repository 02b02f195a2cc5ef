//! Text as bytes and as lines and columns: the ground floor.
//!
//! A place is a byte range ([`Span`]). Lines and columns exist only for the doors
//! (`server` and `cli`), in one of three [`Encoding`]s.

mod edit;
mod percent;
mod position;
mod span;

pub use edit::{Edit, Edits, Overlap};
pub use percent::{percent_decoded, percent_encoded};
pub use position::{Encoding, Position};
pub use span::Span;

use ropey::Rope;

/// One version of a text. Cloning is cheap: versions share their unchanged parts.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

/// How a text ends its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

impl LineEnding {
    /// Its characters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }

    /// The first line ending in `source`; LF where there is none.
    pub fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => Self::CrLf,
            Some(at) if bytes[at] == b'\r' => Self::Cr,
            _ => Self::Lf,
        }
    }

    /// `text`, whose lines end with LF, with this line ending.
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Lf => text.to_owned(),
            _ => text.replace('\n', self.as_str()),
        }
    }
}

impl Text {
    /// The text of `source`.
    pub fn new(source: &str) -> Self {
        Self { rope: Rope::from_str(source) }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it has no byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines it has; a text that ends with a line ending has an empty last line.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The bytes of `line` (from 0) without its line ending; `None` behind the last line.
    pub fn line(&self, line: usize) -> Option<Span> {
        if line >= self.line_count() {
            return None;
        }
        let start = self.rope.line_to_byte(line);
        let slice = self.rope.line(line);
        let mut end = start + slice.len_bytes();
        let mut chars = slice.chars_at(slice.len_chars());
        match chars.prev() {
            Some('\n') => {
                end -= 1;
                if chars.prev() == Some('\r') {
                    end -= 1;
                }
            }
            Some('\r') => end -= 1,
            _ => {}
        }
        Some(Span::new(start, end))
    }

    /// The line that holds `offset` (clamped to the text), without its line ending.
    pub fn line_at(&self, offset: usize) -> Span {
        let line = self.rope.byte_to_line(offset.min(self.len()));
        self.line(line).unwrap_or_default()
    }

    /// Where the line that holds `offset` starts, behind a byte order mark.
    pub fn line_start(&self, offset: usize) -> usize {
        const MARK: char = '\u{feff}';
        match self.line_at(offset).start {
            0 if self.rope.chars().next() == Some(MARK) => MARK.len_utf8(),
            start => start,
        }
    }

    /// The end of the last character before `offset` that is not white space; 0 where there is none.
    pub fn content_end(&self, offset: usize) -> usize {
        let mut end = self.floor(offset);
        let mut chars = self.rope.chars_at(self.rope.byte_to_char(end));
        while let Some(c) = chars.prev().filter(|c| c.is_whitespace()) {
            end -= c.len_utf8();
        }
        end
    }

    /// The start of the first character at or behind `offset` that is not white space; the text's end
    /// where there is none.
    pub fn content_start(&self, offset: usize) -> usize {
        let mut start = self.floor(offset);
        let mut chars = self.rope.chars_at(self.rope.byte_to_char(start));
        while let Some(c) = chars.next().filter(|c| c.is_whitespace()) {
            start += c.len_utf8();
        }
        start
    }

    /// The bytes of `span`, which is clamped to the text and to char boundaries.
    pub fn slice(&self, span: Span) -> String {
        let start = self.floor(span.start);
        let end = self.floor(span.end).max(start);
        self.rope.byte_slice(start..end).to_string()
    }

    /// The text's line ending: that of its first line, LF where it has one line.
    pub fn line_ending(&self) -> LineEnding {
        let first = self.rope.line(0);
        let mut chars = first.chars_at(first.len_chars());
        match (chars.prev(), chars.prev()) {
            (Some('\n'), Some('\r')) => LineEnding::CrLf,
            (Some('\r'), _) => LineEnding::Cr,
            _ => LineEnding::Lf,
        }
    }

    /// The next version: `text` in place of the bytes of `span`, which is clamped as by [`Text::slice`].
    pub fn replace(&self, span: Span, text: &str) -> Self {
        let start = self.floor(span.start);
        let end = self.floor(span.end).max(start);
        let mut rope = self.rope.clone();
        let (from, to) = (rope.byte_to_char(start), rope.byte_to_char(end));
        rope.remove(from..to);
        rope.insert(from, text);
        Self { rope }
    }

    /// The next version: all `edits` at once.
    pub fn apply(&self, edits: &Edits) -> Self {
        edits.iter().rev().fold(self.clone(), |text, edit| text.replace(edit.span, &edit.text))
    }

    /// `offset` clamped to the text and moved back to a char boundary.
    fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}
