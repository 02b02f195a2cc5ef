//! Finding labelled values in paragraphs.

use super::inlines::Leaf;
use super::lines::trim;
use super::{Field, Inline, InlineKind};
use crate::text::Span;

/// A longer label is a sentence.
const LONGEST_LABEL: usize = 60;

/// The colon of scripts with wide characters.
const WIDE_COLON: char = '：';

/// Whether it has one; most texts are done with after a search for one byte.
fn has_wide_colon(text: &str) -> bool {
    memchr::memchr(0xef, text.as_bytes()).is_some() && text.contains(WIDE_COLON)
}

/// Finds the fields in `lines`, those of one paragraph.
pub(super) fn scan(text: &str, lines: &[Span], leaf: &Leaf, inlines: &[Inline], found: &mut Vec<Field>) {
    let mut inner = inlines
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Code))
        .map(|inline| inline.span)
        .chain(leaf.comments.iter().copied())
        .collect::<Vec<_>>();
    inner.sort_unstable();
    let mut inner = inner.into_iter().peekable();
    for (index, &line) in lines.iter().enumerate() {
        let source = &text[line.range()];
        if memchr::memchr(b':', source.as_bytes()).is_none() && !has_wide_colon(source) {
            continue;
        }
        while inner.next_if(|span| span.end <= line.start).is_some() {}
        // A line that begins inside code or a comment is no line of prose.
        if inner.peek().is_none_or(|span| span.start > line.start) {
            of_line(text, trim_break(text, line), index > 0, found);
        }
    }
}

/// The fields of one line.
fn of_line(text: &str, line: Span, continued: bool, found: &mut Vec<Field>) {
    let mut segment = line;
    let mut first = true;
    let mut pending: Option<(Span, usize)> = None;
    loop {
        let bar = next_bar(text, segment);
        let part = Span::new(segment.start, bar.unwrap_or(line.end));
        if let Some((label, value)) = label(text, trim(text, part), continued && first) {
            let end = part.start.saturating_sub(usize::from(!first));
            found.extend(pending.take().map(|(label, start)| field(text, label, start, end)));
            pending = Some((label, value));
        }
        first = false;
        match bar {
            Some(bar) => segment = Span::new(bar + 1, line.end),
            None => break,
        }
    }
    found.extend(pending.map(|(label, start)| field(text, label, start, line.end)));
}

fn field(text: &str, label: Span, start: usize, end: usize) -> Field {
    Field { label, value: trim(text, Span::new(start, end.max(start))) }
}

/// `line` without the backslash of a hard break.
fn trim_break(text: &str, line: Span) -> Span {
    let kept = text[line.range()].trim_end();
    let kept = kept.strip_suffix('\\').unwrap_or(kept).trim_end();
    Span::new(line.start, line.start + kept.len())
}

/// The next `|` with white space around it, outside brackets and code.
fn next_bar(text: &str, span: Span) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut code = false;
    for at in span.range() {
        match bytes[at] {
            b'`' => code = !code,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'|' if !code && depth == 0 && is_parted(bytes, at, span.start) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether white space is on both sides of `at`.
fn is_parted(bytes: &[u8], at: usize, start: usize) -> bool {
    at > start && is_blank(bytes[at - 1]) && bytes.get(at + 1).copied().is_none_or(is_blank)
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// The label at the start of `span`, and where its value starts.
fn label(text: &str, span: Span, continued: bool) -> Option<(Span, usize)> {
    let source = &text[span.range()];
    let mark = ["***", "___", "**", "__", "*", "_"].into_iter().find(|mark| source.starts_with(mark));
    let Some(mark) = mark else {
        let (len, behind) = plain(source)?;
        // A wrapped sentence begins its lines with small letters.
        let is_wrapped = continued && source.starts_with(char::is_lowercase);
        let label = Span::new(span.start, span.start + len);
        return (!is_wrapped && is_label(&source[..len])).then_some((label, span.start + behind));
    };
    let inner = &source[mark.len()..];
    let len = inner.find(mark)?;
    let behind = mark.len() + len + mark.len();
    let (words, behind) = match inner[..len].trim_end().strip_suffix([':', WIDE_COLON]) {
        Some(words) => (words, behind),
        None => {
            let rest = source[behind..].trim_start_matches([' ', '\t']).strip_prefix([':', WIDE_COLON])?;
            (&inner[..len], source.len() - rest.len())
        }
    };
    // Behind a full-width colon there is no space.
    let ends_here = source[behind..].chars().next().is_none_or(char::is_whitespace)
        || source[..behind].trim_end_matches(mark).ends_with(WIDE_COLON);
    let start = span.start + mark.len();
    let label = trim(text, Span::new(start, start + words.len()));
    (ends_here && is_label(&text[label.range()])).then_some((label, span.start + behind))
}

/// The length of a label without emphasis, and where its value starts.
fn plain(source: &str) -> Option<(usize, usize)> {
    if has_wide_colon(source)
        && let Some(wide) = source.find(WIDE_COLON)
        && memchr::memchr(b':', &source.as_bytes()[..wide]).is_none()
    {
        let is_short = wide <= 4 * LONGEST_LABEL;
        return is_short.then(|| (source[..wide].trim_end().len(), wide + WIDE_COLON.len_utf8()));
    }
    let mut at = 0;
    loop {
        at += memchr::memchr(b':', &source.as_bytes()[at..])?;
        if at > 4 * LONGEST_LABEL {
            return None;
        }
        if source.as_bytes().get(at + 1).copied().is_none_or(is_blank) {
            return Some((source[..at].trim_end().len(), at + 1));
        }
        at += 1;
    }
}

/// Whether `words` may be a label: short, no sentence.
fn is_label(words: &str) -> bool {
    let starts = words.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '[' | '{' | '<' | '【'));
    let is_sentence = words.contains(['!', '?', ';', '\n', '`', '|', ',', '"', '。', '，', '、', '；', '！', '？'])
        || words.contains(". ")
        || words.contains("://")
        || words.ends_with('.');
    starts && !is_sentence && words.chars().count() <= LONGEST_LABEL
}
