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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (one, other) in [("1.9", "1.10"), ("1", "1.1"), ("v1.2", "2"), ("2026-01-09", "2026-01-10"), ("1.09", "1.10")] {
            assert_eq!(compare(one, other), Ordering::Less, "{one} {other}");
        }
        assert_eq!(compare("v1.02", "1.2"), Ordering::Equal);
        assert_eq!(compare("", ""), Ordering::Equal);
    }
}
