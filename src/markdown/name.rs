//! [`Name`], what headings are compared by.

use super::number::split_number;
use super::remark::strip_remarks;
use super::words::normalise;
use std::borrow::Cow;

/// Words that number a heading rather than name it: `Appendix B: Schema` is called `Schema`.
const NUMBERING: [&str; 5] = ["annex", "appendix", "chapter", "part", "section"];

/// What headings are compared by: a heading's text without case, numbering, emoji, punctuation and
/// remarks such as `(optional)`; `&` is `and`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The normalised words, parted by single spaces: `technical risks and mitigation`. Never empty
    /// unless the heading is.
    pub words: Box<str>,
    /// The words ahead of the first colon, dash or parenthesis; the same as `words` where there is none.
    pub head: Box<str>,
    /// The words without parentheses at the end; the same as `words` where there are none.
    pub bare: Box<str>,
    /// The leading number as written, with its punctuation: `3.`, `3.2`, `A)`; empty where there is none.
    pub number: Box<str>,
    /// The word and ordinal that the name begins with: `("component", "1")` in `Component 1: Auth`.
    pub label: Option<(Box<str>, Box<str>)>,
    /// The words behind the label; the same as `words` where there is no label.
    pub rest: Box<str>,
    /// Whether the heading says that the section may be left out: `(optional)`, `(if applicable)`.
    pub optional: bool,
}

impl Name {
    /// Reads a heading's plain text.
    pub fn parse(text: &str) -> Self {
        let plain = without_marks(text.trim());
        let text = plain.trim();
        let named = text.trim_start_matches(is_mark);
        let (number, unnumbered) = split_number(named);
        // Behind an emoji, it is not the number that the heading begins with.
        let number = if named.len() == text.len() { number } else { "" };
        let (bare, optional) = strip_remarks(unnumbered);
        let bare = if bare.is_empty() { unnumbered } else { bare };
        let whole = normalise(bare);
        let head = normalise(head_of(bare));
        let end = bare.strip_suffix([')', '）']).and_then(|inner| inner.rfind(['(', '（'])).filter(|&open| open > 0);
        let without = end.map(|open| normalise(&bare[..open]));
        let (label, rest) = match split_label(bare) {
            Some((label, ordinal, rest)) => {
                (Some((normalise(label).into(), ordinal.to_lowercase().into())), normalise(rest))
            }
            None => (None, whole.clone()),
        };
        let numbered = label.as_ref().is_some_and(|(word, _): &(Box<str>, _)| NUMBERING.contains(&&**word));
        let (words, head) = if numbered && !rest.is_empty() {
            (rest.clone(), rest.clone())
        } else if whole.is_empty() {
            let raw = text.to_lowercase();
            (raw.clone(), raw)
        } else if head.is_empty() {
            (whole.clone(), whole)
        } else {
            (whole, head)
        };
        let bare = without.unwrap_or_else(|| words.clone());
        Self {
            words: words.into(),
            bare: bare.into(),
            head: head.into(),
            number: number.into(),
            label,
            rest: rest.into(),
            optional,
        }
    }
}

/// Whether a heading may begin with `c` ahead of its number, as with an emoji. Not what stands for a hole.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && c != '\u{fffc}' || c.is_whitespace()
}

/// `text` without an anchor at its end (`{#goals}`) and without emoji codes (`:rocket:`).
fn without_marks(text: &str) -> Cow<'_, str> {
    let text = match text.rfind("{#") {
        Some(at) if text.ends_with('}') => &text[..at],
        _ => text,
    };
    if !text.contains(':') {
        return Cow::Borrowed(text);
    }
    let is_code = |word: &str| {
        word.len() > 2
            && word.strip_prefix(':').and_then(|word| word.strip_suffix(':')).is_some_and(|name| {
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b))
            })
    };
    if !text.split_whitespace().any(is_code) {
        return Cow::Borrowed(text);
    }
    text.split_whitespace().filter(|word| !is_code(word)).collect::<Vec<_>>().join(" ").into()
}

/// What is ahead of the first colon, spaced dash or parenthesis.
fn head_of(text: &str) -> &str {
    let end = [": ", " - ", " – ", " — ", " (", "：", "（"].iter().filter_map(|mark| text.find(mark)).min();
    &text[..end.unwrap_or(text.len())]
}

/// `Component 1: Auth` as `Component`, `1`, `Auth`: up to four words, an ordinal (digits, one
/// capital letter, a Roman number, `N`), then punctuation or the end.
fn split_label(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    for _ in 0..=4 {
        let word = &text[from..];
        let end = word.find(|c: char| !c.is_alphanumeric() && c != '/').unwrap_or(word.len());
        if end == 0 {
            return None;
        }
        let behind = word[end..].trim_start();
        let closed = behind.is_empty() || behind.starts_with([':', '.', ')', '-', '–', '—', '(', '\u{fffc}']);
        if from > 0 && closed && is_ordinal(&word[..end]) {
            let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || ":.)-–—".contains(c));
            return Some((text[..from].trim_end(), &word[..end], rest));
        }
        if !word.chars().next().is_some_and(char::is_alphabetic) || !word[end..].starts_with(' ') {
            return None;
        }
        from += end + 1;
    }
    None
}

fn is_ordinal(word: &str) -> bool {
    let mut chars = word.chars();
    let single = matches!((chars.next(), chars.next()), (Some('A'..='Z'), None));
    single || (word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit())) || word.chars().all(|c| "IVX".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        Name::parse(text).words.into()
    }

    #[test]
    fn what_does_not_matter_is_dropped() {
        for (heading, expected) in [
            ("Security considerations", "security considerations"),
            ("3.2 Risks & Mitigation", "risks and mitigation"),
            ("3) Risks", "risks"),
            ("IV. Risks", "risks"),
            ("Appendix B: Database Schema", "database schema"),
            ("🎯 Goals", "goals"),
            ("🏗️ 3.2 Goals", "goals"),
            ("§ 3 Goals", "goals"),
            ("🚀 Appendix A: Goals", "goals"),
            ("🎯", "🎯"),
            ("Non-Goals", "non goals"),
            ("Dark Mode (Optional)", "dark mode"),
            ("Key Entities (include if feature involves data)", "key entities"),
            ("Tests for User Story 1 (OPTIONAL - only if tests requested) ⚠️", "tests for user story 1"),
            ("Frontend (if applicable):", "frontend"),
            ("Open Questions [optional]", "open questions"),
            ("Open Questions [for the team]", "open questions for the team"),
            ("3D Rendering", "3d rendering"),
            ("[1] Goals", "goals"),
            ("[1]", "1"),
            ("a) Goals", "goals"),
            ("a) ", "a"),
            ("Goals [WIP]", "goals"),
            ("[WIP]", "wip"),
            ("Goals (draft)", "goals draft"),
            ("一、概述", "概述"),
            ("十二、概述", "概述"),
            ("（二）概述", "概述"),
            ("第三章 概述", "概述"),
            ("第三章概述", "概述"),
            ("第2节：概述", "概述"),
            ("第三方接口", "第三方接口"),
            ("第一部署方案", "第一部署方案"),
            ("１．概述", "概述"),
            ("１．２　概述", "概述"),
            ("2、概述", "概述"),
            ("1.概述", "概述"),
            ("2024年计划", "2024年计划"),
            ("三个目标", "三个目标"),
            ("一", "一"),
            ("一、", "一"),
            ("概述（可选）", "概述"),
            ("概述(可选)", "概述"),
            ("概述（可选方案）", "概述 可选方案"),
            ("概要【任意】", "概要"),
            ("仕様 の 概要", "仕様 の 概要"),
            ("Goals {#goals}", "goals"),
            (":rocket: Goals", "goals"),
            ("???", "???"),
            ("2.", "2"),
            ("", ""),
        ] {
            assert_eq!(words(heading), expected, "{heading}");
        }
    }

    #[test]
    fn numbers_and_labels_are_told_apart() {
        let number = |text| Name::parse(text).number.into_string();
        assert_eq!(number("3.2. Risks"), "3.2.");
        assert_eq!(number("A) Risks"), "A)");
        assert_eq!(number("a) Risks"), "a)");
        assert_eq!(number("一、风险"), "");
        assert_eq!(number("A Risk"), "");
        let label = |text| Name::parse(text).label.map(|(word, ordinal)| format!("{word}|{ordinal}"));
        assert_eq!(label("Component 1: Auth").as_deref(), Some("component|1"));
        assert_eq!(label("User Story 2 - Title").as_deref(), Some("user story|2"));
        assert_eq!(label("🚀 Phase 1: Setup").as_deref(), Some("phase|1"));
        assert_eq!(number("🚀 1. Setup"), "");
        assert_eq!(label("Phase N: Polish").as_deref(), Some("phase|n"));
        assert_eq!(label("Appendix A").as_deref(), Some("appendix|a"));
        assert_eq!(label("Level 1 Support"), None);
        assert_eq!(Name::parse("Story 1: Production").head.as_ref(), "story 1");
    }

    #[test]
    fn remarks_say_whether_a_section_may_be_left_out() {
        assert!(Name::parse("Frontend (if applicable)").optional);
        assert!(Name::parse("Drawbacks [Optional]").optional);
        assert!(!Name::parse("Drawbacks [WIP]").optional);
        for heading in ["附录（可选）", "附录(可选)", "附録（任意）", "附录（如适用）", "附录【选填】"]
        {
            assert!(Name::parse(heading).optional, "{heading}");
        }
        assert!(!Name::parse("附录（必填）").optional);
        assert!(!Name::parse("附录（可选方案）").optional);
        assert!(!Name::parse("Requirements (mandatory)").optional);
        assert!(!Name::parse("Phase 1: Setup (Shared Infrastructure)").optional);
    }
}
