//! What leaves a field to the author.

use crate::markdown::normalise;

/// How a value begins, or ends, that need not be given.
const OPEN: [&str; 10] = [
    "optional",
    "if any",
    "if applicable",
    "if available",
    "if known",
    "if needed",
    "if relevant",
    "when applicable",
    "where applicable",
    "only if",
];

/// Whether a field may be left out, by its label, its value or a comment on its line.
pub(super) fn leaves_open(label: &str, value: &str, line: &str) -> bool {
    let in_label = label.split_once('(').is_some_and(|(_, remark)| starts_open(&normalise(remark)));
    let words = normalise(value.split("<!--").next().unwrap_or_default());
    let in_value = starts_open(&words)
        || OPEN.iter().any(|open| words.ends_with(open))
        || value.split('(').skip(1).any(|remark| starts_open(&normalise(remark)));
    let in_comment = line.split("<!--").skip(1).any(|comment| normalise(comment).contains("optional"));
    in_label || in_value || in_comment
}

fn starts_open(words: &str) -> bool {
    OPEN.iter().any(|open| words.starts_with(open))
}
