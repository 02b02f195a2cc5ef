//! The words that make a sentence a requirement, and the ids of requirements.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// The words of RFC 2119 and RFC 8174; `NOT` may follow some of them.
const KEYWORDS: [&str; 7] = ["MUST", "SHALL", "SHOULD", "MAY", "REQUIRED", "RECOMMENDED", "OPTIONAL"];

/// Those of them that `NOT` follows.
const NEGATED: [&str; 3] = ["MUST", "SHALL", "SHOULD"];

/// What the ids of requirements, stories and criteria begin with everywhere. A template may teach others.
const PREFIXES: [&str; 10] = ["REQ", "FR", "NFR", "US", "UC", "AC", "SC", "BR", "SR", "TC"];

/// What names of standards begin with, which look alike.
const STANDARDS: [&str; 9] = ["AES", "CVE", "HTTP", "IEEE", "ISO", "RFC", "RSA", "SHA", "UTF"];

/// What a marked word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `MUST`, `SHALL NOT`.
    Keyword,
    /// `REQ-12`.
    Id,
}

/// What ids may begin with.
pub(super) struct Prefixes(HashSet<String>);

impl Prefixes {
    /// The usual ones, and those that a template's items, cells, headings and paragraphs in emphasis begin with: `ORD-001`.
    pub(super) fn of(template: &Document) -> Self {
        let mut known: HashSet<String> = PREFIXES.map(str::to_owned).into();
        for block in template.blocks(Span::new(0, template.len())) {
            let span = match &block.item.kind {
                BlockKind::Heading(heading) => heading.title,
                BlockKind::Paragraph | BlockKind::Cell => block.item.span,
                _ => continue,
            };
            let text = block.text(span);
            let parent = block.item.parent.map(|parent| &block.chunk().blocks()[parent as usize].kind);
            let is_prose = block.item.kind == BlockKind::Paragraph && !matches!(parent, Some(BlockKind::Item { .. }));
            if is_prose && !text.starts_with(['*', '_', '[']) {
                continue;
            }
            if let Some(first) = words(text).next()
                && let Some(prefix) = id_prefix(&text[first]).filter(|prefix| !STANDARDS.contains(prefix))
            {
                known.insert(prefix.to_owned());
            }
        }
        Self(known)
    }

    fn knows(&self, prefix: &str) -> bool {
        self.0.contains(prefix)
    }
}

/// The keywords and ids in `text`, one paragraph, cell or heading, by place. Upper case only; not where the words around a
/// keyword are upper case too, which is shouting, and not in file names.
pub(super) fn marks(text: &str, prefixes: &Prefixes) -> Vec<(Range<usize>, Mark)> {
    // Most words are turned down by their first letter.
    let capital = words(text).filter(|word| text[word.start..].starts_with(|c: char| c.is_ascii_uppercase()));
    let marked = capital.filter_map(|word| {
        let source = &text[word.clone()];
        if KEYWORDS.contains(&source) {
            return Some((keyword(text, word)?, Mark::Keyword));
        }
        let is_id = id_prefix(source).is_some_and(|prefix| prefixes.knows(prefix)) && !is_of_path(text, &word);
        is_id.then_some((word, Mark::Id))
    });
    marked.collect()
}

/// A keyword with the `NOT` that belongs to it; `None` where the word is none there: it is shouted, or a month.
fn keyword(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let source = &text[word.clone()];
    let before = last_word(&text[..word.start]);
    let behind = words(&text[word.end..]).next().map(|next| next.start + word.end..next.end + word.end);
    let is_not = |other: &Range<usize>, between: Range<usize>| {
        &text[other.clone()] == "NOT" && text[between].chars().all(char::is_whitespace)
    };
    if let Some(not) = behind.as_ref().filter(|not| NEGATED.contains(&source) && is_not(not, word.end..not.start)) {
        return Some(word.start..not.end);
    }
    if let Some(not) = before.as_ref().filter(|not| source == "RECOMMENDED" && is_not(not, not.end..word.start)) {
        return Some(not.start..word.end);
    }
    let shouted = |word: &Range<usize>| is_shouted(&text[word.clone()]);
    let is_shouted = before.as_ref().is_some_and(shouted) && behind.as_ref().is_some_and(shouted);
    let is_number = |word: &Range<usize>| text[word.start..].starts_with(|c: char| c.is_ascii_digit());
    let is_month = source == "MAY" && behind.as_ref().is_some_and(is_number);
    (!is_shouted && !is_month).then_some(word)
}

/// Whether a word is written in capitals and is no keyword.
fn is_shouted(word: &str) -> bool {
    let is_capital = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    is_capital && !KEYWORDS.contains(&word) && word != "NOT"
}

/// What an id begins with: `REQ` of `REQ-12` and of `REQ-AUTH-12b`. `None` where it is none.
fn id_prefix(word: &str) -> Option<&str> {
    let (prefix, rest) = word.split_once('-')?;
    let number = rest.rsplit('-').next()?;
    let groups = rest.strip_suffix(number)?.split_terminator('-');
    let digits = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_capital = |part: &str| part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let is_id = prefix.len() >= 2
        && prefix.starts_with(|c: char| c.is_ascii_uppercase())
        && is_capital(prefix)
        && groups.into_iter().all(|group| is_capital(group) && group.starts_with(|c: char| c.is_ascii_uppercase()))
        && (1..=5).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && number.len() - digits.len() <= 1;
    is_id.then_some(prefix)
}

/// Whether a word is part of a path, an address or a file's name.
fn is_of_path(text: &str, word: &Range<usize>) -> bool {
    let behind = &text[word.end..];
    text[..word.start].ends_with(['/', '\\', '@', '.', '#'])
        || behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Where words are: letters, digits, `_` and `-`.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(|c: char| c.is_alphanumeric())?;
        let end = text[start..].find(|c: char| !is_of_word(c)).map_or(text.len(), |len| start + len);
        from = end;
        Some(start..end)
    })
}

/// Where the last word of `text` is.
fn last_word(text: &str) -> Option<Range<usize>> {
    let word = text.trim_end_matches(|c: char| !is_of_word(c));
    let start = word.len() - word.chars().rev().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum::<usize>();
    (start < word.len()).then_some(start..word.len())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let template = Document::parse("# T\n\n- **ORD-001**: {order}\n- UTF-8\n\nAPI-1 is old.\n");
        let found = marks(text, &Prefixes::of(&template));
        found.into_iter().map(|(range, mark)| format!("{} {mark:?}", &text[range])).collect()
    }

    #[test]
    fn upper_case_keywords_are_marked() {
        assert_eq!(shown("é😀 The API MUST NOT fail, and MAY log."), ["MUST NOT Keyword", "MAY Keyword"]);
        assert_eq!(shown("It is NOT RECOMMENDED to wait."), ["NOT RECOMMENDED Keyword"]);
        assert_eq!(shown("| **REQUIRED** |"), ["REQUIRED Keyword"]);
        for text in ["You must, You Must", "WE MUST GO", "MUST-HAVE", "MUST_HAVE", "on MAY 12", ""] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn ids_begin_as_is_usual_or_as_in_the_template() {
        assert_eq!(shown("REQ-12, NFR-001 and US-4."), ["REQ-12 Id", "NFR-001 Id", "US-4 Id"]);
        assert_eq!(shown("(REQ-AUTH-12b) ORD-7"), ["REQ-AUTH-12b Id", "ORD-7 Id"]);
        assert_eq!(shown("API-2"), [""; 0]);
        for text in [
            "UTF-8 SHA-256 ISO-8601 RFC-2119",
            "specs/FR-1.md",
            "FR-1.md",
            "FR-123456",
            "fr-1",
            "XFR-1",
            "FR-",
            "FR-1-FR-2",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }
}
