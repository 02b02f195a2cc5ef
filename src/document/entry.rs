//! The entries of front matter: finding one, and what to write in its place.

use super::{Document, Entry, FrontMatter, FrontMatterKind};
use crate::text::Span;

/// Whether two keys are one but for case, `-`, `_` and spaces.
pub fn same_key(one: &str, other: &str) -> bool {
    fn plain(key: &str) -> impl Iterator<Item = char> {
        key.trim().chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).flat_map(char::to_lowercase)
    }
    plain(one).eq(plain(other))
}

impl Document {
    /// `value` as it must be written in place of `span`: in quotes where it is all of a front-matter value.
    pub fn in_place(&self, span: Span, value: &str) -> String {
        let matter = self.front_matter().filter(|matter| matter.content.covers(span));
        let entry = |matter: &FrontMatter| matter.entries.iter().position(|entry| entry.value.covers(span));
        let Some((matter, entry)) = matter.and_then(|matter| Some((matter, &matter.entries[entry(matter)?]))) else {
            return value.to_owned();
        };
        match matter.text(entry.value) {
            _ if entry.value == span => matter.kind.scalar(value),
            written if written.starts_with('\'') => value.replace('\'', "''"),
            written if written.contains('"') => value.replace('\\', "\\\\").replace('"', "\\\""),
            _ => value.to_owned(),
        }
    }
}

impl FrontMatter {
    /// The first entry with `key`, but for case, `-` and `_`; `None` where there is none.
    pub fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| same_key(self.text(entry.key), key))
    }

    /// An entry's value without the quotes around it; empty where there is none.
    pub fn inner(&self, entry: &Entry) -> Span {
        let value = self.text(entry.value);
        let quoted = |quote: char| value.len() >= 2 && value.starts_with(quote) && value.ends_with(quote);
        if quoted('"') || quoted('\'') {
            return Span::new(entry.value.start + 1, entry.value.end - 1);
        }
        entry.value
    }

    /// The lines of an entry, the last line's ending included.
    pub fn lines(&self, entry: &Entry) -> Span {
        let base = self.span.start;
        let before = &self.source[..entry.key.start - base];
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let from = entry.value.end.max(entry.key.end) - base;
        let rest = &self.source[from..];
        let end = rest
            .find(['\n', '\r'])
            .map_or(self.source.len(), |at| from + at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
        Span::new(start + base, end + base)
    }

    /// What to write in place of which bytes so that the entry's value is `value`: between the quotes
    /// where it has some, in quotes of its own where its syntax asks for them.
    pub fn set(&self, entry: &Entry, value: &str) -> (Span, String) {
        let inner = self.inner(entry);
        if inner != entry.value {
            let text = match self.text(entry.value).starts_with('"') {
                true => value.replace('\\', "\\\\").replace('"', "\\\""),
                false => value.replace('\'', "''"),
            };
            return (inner, text);
        }
        let gap = match self.source[..entry.value.start - self.span.start].ends_with([':', '=']) {
            true => " ",
            false => "",
        };
        (entry.value, format!("{gap}{}", self.kind.scalar(value)))
    }
}

impl FrontMatterKind {
    /// `value` as it is written in this syntax, in quotes where it must be.
    pub fn scalar(self, value: &str) -> String {
        let is_number = value.starts_with(|c: char| c.is_ascii_digit())
            && value.chars().all(|c| c.is_ascii_digit() || "-.:TZ".contains(c));
        let is_plain = match self {
            Self::Yaml => {
                value.starts_with(char::is_alphanumeric)
                    && !value.contains(": ")
                    && !value.contains(" #")
                    && !value.ends_with([':', ' '])
            }
            Self::Toml => is_number,
        };
        if is_plain {
            return value.to_owned();
        }
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
