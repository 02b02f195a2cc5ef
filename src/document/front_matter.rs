//! Front matter, read by raw lines: template front matter is often no valid YAML.

use super::syntax::{Defect, defects};
use crate::markdown::{Bracket, front_matter_brackets};
use crate::text::Span;

/// Front matter at the start of a document (behind a byte order mark).
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// Its syntax.
    pub kind: FrontMatterKind,
    /// The whole, both fences and the line ending behind the second included.
    pub span: Span,
    /// What is between the fences.
    pub content: Span,
    /// The top-level entries, in order.
    pub entries: Vec<Entry>,
    /// Bracketed texts in it.
    pub brackets: Vec<Bracket>,
    /// The source of `span`.
    pub source: Box<str>,
    /// What keeps a parser from reading it, by place.
    pub defects: Vec<Defect>,
}

/// The syntax of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterKind {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// A top-level key with its value, by raw lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: Span,
    /// The value, up to the next key, trimmed, without a trailing comment; with its quotes. Empty
    /// where there is none.
    pub value: Span,
    /// A trailing `# comment` of the key's line, without the `#`, trimmed.
    pub comment: Option<Span>,
}

impl FrontMatter {
    /// The source at one of its spans.
    pub fn text(&self, span: Span) -> &str {
        &self.source[span.start - self.span.start..span.end - self.span.start]
    }

    /// The value of `key` without quotes; `None` where there is no such key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|e| self.text(e.key).eq_ignore_ascii_case(key))?;
        Some(self.text(entry.value).trim_matches(['"', '\'']))
    }
}

const BOM: &str = "\u{feff}";

/// Reads the front matter at the start of `text`.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let kind = match text[start..].get(..3)? {
        "---" => FrontMatterKind::Yaml,
        "+++" => FrontMatterKind::Toml,
        _ => return None,
    };
    let (first, content) = line(text, start);
    if text[first.range()].trim_ascii_end().len() != 3 {
        return None;
    }
    let (content, end) = fenced(text, content, kind)?;
    let entries = entries(text, content, kind);
    // A rule opens many a document that has no front matter.
    if entries.is_empty() && !text[content.range()].trim().is_empty() {
        return None;
    }
    let span = Span::new(start, end);
    let brackets = front_matter_brackets(text, content);
    let source = text[span.range()].into();
    let mut matter = FrontMatter { kind, span, content, entries, brackets, source, defects: Vec::new() };
    matter.defects = defects(&matter);
    Some(matter)
}

/// The line at `at` without its line ending, and the start of the next.
fn line(text: &str, at: usize) -> (Span, usize) {
    let bytes = text.as_bytes();
    match memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
        Some(len) => {
            let end = at + len;
            let width = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
            (Span::new(at, end), end + width)
        }
        None => (Span::new(at, text.len()), text.len()),
    }
}

/// What is between the fences, the second of which is looked for from `start`, and the place behind them.
fn fenced(text: &str, start: usize, kind: FrontMatterKind) -> Option<(Span, usize)> {
    let closers: &[&str] = if kind == FrontMatterKind::Yaml { &["---", "..."] } else { &["+++"] };
    let mut at = start;
    while at < text.len() {
        let (span, next) = line(text, at);
        if closers.contains(&text[span.range()].trim_ascii_end()) {
            return Some((Span::new(start, at), next));
        }
        at = next;
    }
    None
}

/// The top-level entries in `content`.
fn entries(text: &str, content: Span, kind: FrontMatterKind) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Where the last entry's value starts, and the end of its last line that is no comment.
    let mut value = Span::at(content.start);
    let mut at = content.start;
    while at < content.end {
        let (span, next) = line(text, at);
        at = next;
        let source = &text[span.range()];
        if kind == FrontMatterKind::Toml && source.starts_with('[') && value_is_closed(text, value) {
            break;
        }
        if let Some((key, behind)) = key(text, span, kind) {
            close(text, &mut entries, value);
            let (end, comment) = without_comment(text, Span::new(behind, span.end));
            value = Span::new(behind, end);
            if text[value.range()].trim().is_empty() {
                value = Span::at(behind);
            }
            entries.push(Entry { key, value, comment });
        } else if !source.trim().is_empty() && !source.trim_start().starts_with('#') {
            // A comment of the key's line is no part of a value below it.
            let start = if value.is_empty() && !entries.is_empty() { span.start } else { value.start };
            value = Span::new(start, span.end);
        }
    }
    close(text, &mut entries, value);
    entries
}

/// Whether no array is open in `value`.
fn value_is_closed(text: &str, value: Span) -> bool {
    let source = &text[value.range()];
    source.matches('[').count() <= source.matches(']').count()
}

/// Sets the last entry's value.
fn close(text: &str, entries: &mut [Entry], value: Span) {
    if let Some(last) = entries.last_mut() {
        last.value = trim(text, value);
    }
}

fn trim(text: &str, span: Span) -> Span {
    let source = &text[span.range()];
    let start = span.start + (source.len() - source.trim_start().len());
    if start == span.end { Span::at(span.start) } else { Span::new(start, start + source.trim().len()) }
}

/// The key that starts `line`, without quotes, and the place behind its separator.
fn key(text: &str, line: Span, kind: FrontMatterKind) -> Option<(Span, usize)> {
    let source = &text[line.range()];
    let first = source.chars().next()?;
    if first.is_whitespace() || matches!(first, '#' | '-' | '[' | ']' | '{' | '}' | '|' | '>' | ',') {
        return None;
    }
    let separator = if kind == FrontMatterKind::Yaml { ':' } else { '=' };
    let quoted = matches!(first, '"' | '\'').then(|| source[1..].find(first)).flatten();
    let (key, behind) = match quoted {
        Some(len) => (Span::new(line.start + 1, line.start + 1 + len), len + 2),
        None => {
            let len = separator_at(source, separator)?;
            (trim(text, Span::new(line.start, line.start + len)), len)
        }
    };
    let rest = source[behind..].trim_start().strip_prefix(separator)?;
    let is_parted = separator == '=' || rest.is_empty() || rest.starts_with([' ', '\t']);
    (is_parted && !key.is_empty()).then_some((key, line.end - rest.len()))
}

/// Where the separator stands that ends a key without quotes.
fn separator_at(source: &str, separator: char) -> Option<usize> {
    source
        .match_indices(separator)
        .map(|(at, _)| at)
        .find(|&at| separator == '=' || source[at + 1..].chars().next().is_none_or(char::is_whitespace))
}

/// The end of the value that starts `rest`, a line's rest, and the comment behind it.
fn without_comment(text: &str, rest: Span) -> (usize, Option<Span>) {
    let source = &text[rest.range()];
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') if before.is_whitespace() || matches!(before, '[' | '{' | ',') => quote = Some(c),
            (None, '#') if before.is_whitespace() => {
                let start = rest.start + at;
                let comment = trim(text, Span::new(start + 1, rest.end));
                return (start, Some(comment));
            }
            _ => {}
        }
        before = c;
    }
    (rest.end, None)
}
