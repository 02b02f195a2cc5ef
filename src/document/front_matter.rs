//! Front matter, read by raw lines: template front matter is often no valid YAML.

use crate::markdown::Bracket;
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
