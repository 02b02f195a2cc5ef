//! [`Name`], what headings are compared by.

use std::borrow::Cow;

/// Words that number a heading rather than name it: `Appendix B: Schema` is called `Schema`.
const NUMBERING: [&str; 5] = ["annex", "appendix", "chapter", "part", "section"];

/// What in parentheses or square brackets behind a heading says how binding the section is, and is no part of its name.
const REMARKS: [&str; 14] = [
    "as applicable",
    "as needed",
    "if any",
    "if applicable",
    "if needed",
    "if relevant",
    "include if",
    "mandatory",
    "not required",
    "optional",
    "recommended",
    "required",
    "when applicable",
    "where applicable",
];

/// The remarks among [`REMARKS`] that leave a section to the author.
const BINDING: [&str; 3] = ["mandatory", "recommended", "required"];

/// As [`REMARKS`] and [`BINDING`], in scripts where words are not parted, so that the whole remark must be one: with
/// whether it leaves the section to the author.
const WIDE_REMARKS: [(&str, bool); 13] = [
    ("オプション", true),
    ("任意", true),
    ("可选", true),
    ("可選", true),
    ("如有", true),
    ("如适用", true),
    ("如適用", true),
    ("必填", false),
    ("必要に応じて", true),
    ("必須", false),
    ("必须", false),
    ("选填", true),
    ("該当する場合", true),
];

/// What in square brackets behind a heading says how far the section has come, and is no part of its name.
const STATES: [&str; 6] = ["done", "draft", "in progress", "tbd", "todo", "wip"];

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

/// The words of `text` in lower case, parted by single spaces, without punctuation and emoji.
pub fn normalise(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char, gap: &mut bool| {
        if *gap && !words.is_empty() {
            words.push(' ');
        }
        *gap = false;
        words.extend(c.to_lowercase());
    };
    for c in text.chars() {
        match c {
            '&' => {
                gap = true;
                "and".chars().for_each(|c| push(c, &mut gap));
                gap = true;
            }
            '\'' | '’' => {}
            c if c.is_alphanumeric() => push(c, &mut gap),
            _ => gap = true,
        }
    }
    words
}

/// Whether `c` is of a script with wide characters and no spaces between words.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What is behind a number in wide characters or with their punctuation, or in square brackets: `一、`, `（二）`,
/// `第三章`, `１．`, `2、`, `[1]`. Nobody counts on from it, so it is not given.
fn behind_other_number(text: &str) -> Option<&str> {
    const NUMERALS: &str = "〇零一二三四五六七八九十百";
    let first = text.chars().next()?;
    if first.is_ascii_alphabetic() {
        return None;
    }
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_number = |c: char| is_digit(c) || NUMERALS.contains(c);
    let strip = |text: &'static str| move |c: char| text.contains(c);
    let behind = |text: &'_ str, known: &dyn Fn(char) -> bool| text.len() - text.trim_start_matches(known).len();
    let named = |rest: &'_ str| !rest.is_empty() && rest.contains(char::is_alphanumeric);
    let trim = |rest: &'_ str| behind(rest, &|c: char| c.is_whitespace() || "：:、．.-–—".contains(c));
    let rest = if let Some(inner) = text.strip_prefix('[') {
        let rest = &inner[behind(inner, &is_digit)..];
        rest.strip_prefix(']').filter(|left| rest.len() < inner.len() && left.starts_with(char::is_whitespace))?
    } else if let Some(inner) = text.strip_prefix(['(', '（']) {
        let rest = &inner[behind(inner, &strip(NUMERALS))..];
        rest.strip_prefix([')', '）']).filter(|_| rest.len() < inner.len())?
    } else if let Some(inner) = text.strip_prefix('第') {
        let rest = &inner[behind(inner, &is_number)..];
        // `第二部署` is no part.
        let parted = |rest: &&str| rest.starts_with(|c: char| c.is_whitespace() || "：:、".contains(c));
        let chapter = rest.strip_prefix(['章', '节', '節', '篇', '編', '编']);
        let part = || rest.strip_prefix("部分").or(rest.strip_prefix('部')).filter(parted);
        chapter.or_else(part).filter(|_| rest.len() < inner.len())?
    } else {
        let rest = &text[behind(text, &|c: char| is_number(c) || "．.".contains(c))..];
        let number = &text[..text.len() - rest.len()];
        if number.is_empty() || !number.starts_with(is_number) {
            return None;
        }
        let wide = number.contains(|c: char| !c.is_ascii());
        let marked = number.ends_with(['．', '.']) && rest.starts_with(is_wide);
        let parted = number.starts_with(|c| ('０'..='９').contains(&c)) && rest.starts_with(char::is_whitespace);
        match rest.strip_prefix(['、', '）', ')']) {
            Some(left) if wide || rest.starts_with(['、', '）']) => left,
            _ if marked || parted => rest,
            _ => return None,
        }
    };
    let rest = &rest[trim(rest)..];
    named(rest).then_some(rest)
}

/// A leading number with its punctuation (`3.`, `3.2`, `A)`, `a)`, `IV.`) and what is behind it. No
/// number where nothing would be left, and an empty one where it is of another kind.
fn split_number(text: &str) -> (&str, &str) {
    if let Some(rest) = behind_other_number(text) {
        return ("", rest);
    }
    let none = ("", text);
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let end = if digits > 0 && text.starts_with(|c: char| c.is_ascii_digit()) {
        digits
    } else if text.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && text[1..].starts_with(')') {
        2
    } else {
        let letters = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
        let roman = text[..letters].chars().all(|c| "IVXLC".contains(c));
        let marked = text[letters..].starts_with(['.', ')']) && !text[letters + 1..].starts_with(char::is_alphanumeric);
        if !marked || letters == 0 || (letters > 1 && !roman) {
            return none;
        }
        letters + 1
    };
    let end = end + text[end..].len() - text[end..].trim_start_matches([')', ':']).len();
    let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
    if rest.is_empty() || rest.len() == text[end..].len() {
        return none;
    }
    (&text[..end], rest)
}

/// Whether the text in square brackets behind a heading says how binding the section is and nothing
/// else: `optional` in `## Risks [optional]`.
pub fn is_remark(text: &str) -> bool {
    let remark = normalise(text);
    REMARKS.contains(&remark.as_str()) || WIDE_REMARKS.iter().any(|(known, _)| *known == remark)
}

/// `text` without trailing parentheses or square brackets that hold a remark, and whether one makes it
/// optional.
fn strip_remarks(text: &str) -> (&str, bool) {
    let mut optional = false;
    let mut bare = text;
    loop {
        // Emoji and emphasis may follow the parenthesis: `(OPTIONAL) ⚠️`, `*(optional)*`.
        let trimmed = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && !")）]】}\u{fffc}".contains(c));
        let round = trimmed.strip_suffix([')', '）']).and_then(|inner| inner.rfind(['(', '（']));
        let is_mark = |text: &str| is_remark(text) || STATES.contains(&normalise(text).as_str());
        let square = || {
            let inner = trimmed.strip_suffix([']', '】'])?;
            inner.rfind(['[', '【']).filter(|&open| open > 0 && is_mark(&inner[open..]))
        };
        let Some(open) = round.or_else(square) else {
            return (bare.trim_end(), optional);
        };
        let remark = normalise(&trimmed[open..]);
        let known = REMARKS.iter().find(|known| remark.starts_with(**known)).map(|known| !BINDING.contains(known));
        let wide = || WIDE_REMARKS.iter().find(|(known, _)| *known == remark).map(|&(_, optional)| optional);
        let state = || STATES.contains(&remark.as_str()).then_some(false);
        let Some(leaves) = known.or_else(wide).or_else(|| state().filter(|_| round.is_none())) else {
            return (bare.trim_end(), optional);
        };
        optional |= leaves;
        bare = &trimmed[..open];
    }
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
