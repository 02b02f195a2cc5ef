//! The grammar of link labels, targets and titles, as comrak reads them: neither link definitions
//! nor the parts of a link are in its tree.

use crate::text::Span;

/// A label longer than this is none.
const LONGEST_LABEL: usize = 1000;
/// A bare target with more open parentheses than this is none.
const DEEPEST_TARGET: usize = 32;

/// The label that starts with `[` at `at`: what is inside, and the place behind `]`.
pub(super) fn label(text: &str, at: usize) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'[') {
        return None;
    }
    let start = at + 1;
    let mut i = start;
    while i - start <= LONGEST_LABEL {
        match bytes.get(i)? {
            b']' => return Some((Span::new(start, i), i + 1)),
            b'[' => return None,
            b'\\' if bytes.get(i + 1).is_some_and(u8::is_ascii_punctuation) => i += 2,
            _ => i += 1,
        }
    }
    None
}

/// The target at `at`: what it says, without angle brackets, and the place behind it.
pub(super) fn target(text: &str, at: usize) -> Option<(Span, usize)> {
    if text.as_bytes().get(at) == Some(&b'<') { angle_target(text, at) } else { bare_target(text, at) }
}

fn angle_target(text: &str, at: usize) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    let mut i = at + 1;
    loop {
        match bytes.get(i)? {
            b'>' => return Some((Span::new(at + 1, i), i + 1)),
            b'\\' if bytes.get(i + 1).is_some_and(u8::is_ascii) => i += 2,
            b'\n' | b'\r' | b'<' => return None,
            _ => i += 1,
        }
    }
}

fn bare_target(text: &str, at: usize) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    let mut i = at;
    let mut depth = 0;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'\\' if bytes.get(i + 1).is_some_and(u8::is_ascii_punctuation) => i += 1,
            b'(' if depth == DEEPEST_TARGET => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b' ' => break,
            0 => {}
            _ if byte.is_ascii_control() => break,
            _ => {}
        }
        i += 1;
    }
    let blank = i == at && bytes.get(at) != Some(&b')');
    (depth == 0 && !blank).then(|| (Span::new(at, i), i))
}

/// Behind the title at `at`.
pub(super) fn title(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let open = *bytes.get(at)?;
    let close = match open {
        b'"' | b'\'' => open,
        b'(' => b')',
        _ => return None,
    };
    let mut i = at + 1;
    // A title that nothing else closes is closed by its last escaped quote: comrak's scanner takes
    // the longest match, and to it a backslash is also a character like any other.
    let mut escaped = None;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'\\' if bytes.get(i + 1).is_some_and(u8::is_ascii_punctuation) => {
                if bytes[i + 1] == close {
                    escaped = Some(i + 2);
                }
                i += 2;
            }
            _ if byte == close => return Some(i + 1),
            b'(' if open == b'(' => break,
            _ => i += 1,
        }
    }
    escaped
}

/// What follows a link's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// The target as written; `None` for a reference.
    pub(super) target: Option<Span>,
    /// Where the link ends.
    pub(super) end: usize,
}

/// Reads what follows a link's closing bracket at `at - 1`; lines may lead with `quotes` quote marks.
pub(super) fn tail(text: &str, at: usize, quotes: usize) -> Tail {
    if let Some(tail) = inline_tail(text, at, quotes) {
        return tail;
    }
    let end = label(text, at).map_or(at, |(_, end)| end);
    Tail { target: None, end }
}

fn inline_tail(text: &str, at: usize, quotes: usize) -> Option<Tail> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let (target, behind) = target(text, skip_space(text, at + 1, quotes))?;
    let mut end = skip_space(text, behind, quotes);
    if end > behind
        && let Some(behind) = title(text, end)
    {
        end = skip_space(text, behind, quotes);
    }
    (bytes.get(end) == Some(&b')')).then_some(Tail { target: Some(target), end: end + 1 })
}

/// Behind white space, and behind the quote marks of lines that begin in it.
fn skip_space(text: &str, mut at: usize, quotes: usize) -> usize {
    let mut marks = 0;
    for byte in &text.as_bytes()[at..] {
        match byte {
            b'\n' | b'\r' => marks = quotes,
            b'>' if marks > 0 => marks -= 1,
            b' ' | b'\t' | 11 | 12 => {}
            _ => break,
        }
        at += 1;
    }
    at
}
