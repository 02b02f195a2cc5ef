//! What numbers a heading.

use super::words::is_wide;

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
pub(super) fn split_number(text: &str) -> (&str, &str) {
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
