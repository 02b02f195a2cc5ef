//! HTML comments and what they say to specls.

use super::lines::trim;
use super::{Comment, Directive};
use crate::text::Span;

/// The end of the comment that starts at `at`, at most `end`: an unclosed one runs up to there.
pub(super) fn end(text: &str, at: usize, end: usize) -> usize {
    let inner = &text[at + 4..end.max(at + 4)];
    // Two short forms are whole comments: `<!-->` and `<!--->`.
    for short in [">", "->"] {
        if inner.starts_with(short) {
            return at + 4 + short.len();
        }
    }
    memchr::memmem::find(inner.as_bytes(), b"-->").map_or(end, |found| at + 4 + found + 3)
}

/// The comment at `span`.
pub(super) fn at(text: &str, span: Span, block: bool) -> Comment {
    let whole = &text[span.range()];
    let close = if whole.len() >= 7 && whole.ends_with("-->") { 3 } else { 0 };
    let start = (span.start + 4).min(span.end);
    let inner = Span::new(start, (span.end - close).max(start));
    Comment { span, text: trim(text, inner), block }
}

/// The comments in `span`, an HTML block.
pub(super) fn spans(text: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = span.start;
    while let Some(start) = memchr::memmem::find(&text.as_bytes()[at..span.end], b"<!--") {
        let start = at + start;
        at = end(text, start, span.end);
        found.push(Span::new(start, at));
    }
    found
}

/// What `comment` says to specls; `None` for every other comment.
pub(super) fn directive(text: &str, comment: &Comment) -> Option<Directive> {
    let (prefix, words) = text[comment.text.range()].split_once(':')?;
    if !prefix.eq_ignore_ascii_case("specls") {
        return None;
    }
    let rest = trim(text, Span::new(comment.text.end - words.len(), comment.text.end));
    let said = &text[rest.range()];
    let len = said.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(said.len());
    let name = Span::new(rest.start, rest.start + len);
    let colon = usize::from(said[len..].starts_with(':'));
    let mut value = trim(text, Span::new(name.end + colon, rest.end));
    if value.is_empty() {
        value = Span::at(rest.end);
    }
    Some(Directive { span: comment.span, name, value })
}

/// Whether the comment's text leads with a marker: upper-case words and a colon.
pub(super) fn is_marker(text: &str) -> bool {
    let Some((marker, _)) = text.split_once(':') else {
        return false;
    };
    let is_word = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '_' | ' ');
    marker.chars().any(char::is_uppercase) && marker.chars().all(is_word)
}
