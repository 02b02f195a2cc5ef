//! Versions of templates.

use crate::template::Template;
use std::cmp::Ordering;

/// Whether `one` is an older version than `other`. One that does not say its version is the newest.
pub(super) fn is_older(one: &Template, other: &Template) -> bool {
    match (&one.version, &other.version) {
        (Some(one), Some(other)) => compare(one, other) == Ordering::Less,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Compares versions part by part: numbers as numbers (`1.10` is behind `1.9`), else as words. A
/// leading `v` does not count.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let parts = |version: &str| -> Vec<String> {
        let version = version.trim_start_matches(['v', 'V']);
        version.split(|c: char| !c.is_alphanumeric()).map(|part| part.trim_start_matches('0').to_owned()).collect()
    };
    let (one, other) = (parts(one), parts(other));
    let key = |part: &String| (part.bytes().all(|b| b.is_ascii_digit()).then_some(part.len()), part.clone());
    one.iter().map(key).cmp(other.iter().map(key))
}

/// Whether a version is a date (`2026-01-31`) or a commit (seven or more hexadecimal digits): the
/// history of the template's file knows it, if anything does.
pub fn is_dated(version: &str) -> bool {
    let is_date = version.len() == 10
        && version.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let is_commit = (7..=40).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_date || is_commit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_commits_are_told_from_versions() {
        for (version, expected) in [
            ("2026-01-31", true),
            ("0f3a9c1", true),
            ("1.2", false),
            ("2026", false),
            ("2026-1-31", false),
            ("é仕", false),
        ] {
            assert_eq!(is_dated(version), expected, "{version}");
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (one, other) in
            [("1.9", "1.10"), ("1", "1.1"), ("v1.2", "2"), ("2026-01-09", "2026-01-10"), ("1.09", "1.10")]
        {
            assert_eq!(compare(one, other), Ordering::Less, "{one} {other}");
        }
        assert_eq!(compare("v1.02", "1.2"), Ordering::Equal);
        assert_eq!(compare("", ""), Ordering::Equal);
    }
}
