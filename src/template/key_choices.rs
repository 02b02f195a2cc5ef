//! The alternatives that a template offers for the value of a front-matter key.

use super::ValueKind;

/// Words that describe values and are none.
const NOTIONS: [&str; 26] = [
    "comma",
    "date",
    "email",
    "etc",
    "id",
    "integer",
    "iso",
    "kebab",
    "link",
    "list",
    "lowercase",
    "multiple",
    "name",
    "null",
    "number",
    "optional",
    "path",
    "required",
    "semver",
    "separated",
    "string",
    "unique",
    "uppercase",
    "url",
    "username",
    "yyyy",
];

/// Where alternatives stand, which says what they may look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    /// As the value itself: `Draft | Review`.
    Bare,
    /// In a placeholder: `<Standards Track, Meta, or Informational>`.
    OfProse,
    /// In a comment: `# low, medium, high`.
    OfComment,
}

/// The alternatives that `text` offers.
pub(super) fn choices(text: &str, items: Items) -> Option<ValueKind> {
    let parts: Vec<&str> = if text.contains('|') {
        text.split('|').collect()
    } else if text.split('/').count() >= 3 && !text.contains([' ', ':', '.']) {
        text.split('/').collect()
    } else {
        match items {
            Items::Bare => return None,
            Items::OfProse => with_or(text)?,
            Items::OfComment => text.split(',').collect(),
        }
    };
    let (mut values, mut others) = (Vec::new(), false);
    let many = parts.len() >= 3;
    let listed = !text.contains('|') && !text.contains('/');
    for part in parts {
        let part = without_remark(part.trim().trim_matches(['"', '\'', '`']).trim());
        let is_more = part.trim_matches(['.', '…', ' ']).is_empty() || ["etc", "etc.", "other"].contains(&part);
        let words = part.split_whitespace().count();
        let is_plain = part.chars().all(|c| c.is_alphanumeric() || " -_.+".contains(c));
        if is_more || (!is_plain && text.contains('|')) {
            others = true;
            continue;
        }
        let is_wordy = listed && words > if many { 2 } else { 1 };
        // Names that are offered in prose are written as names.
        let is_name = items != Items::OfProse || !listed || part.starts_with(char::is_uppercase);
        let is_notion =
            part.split(|c: char| !c.is_alphanumeric()).any(|word| NOTIONS.contains(&word.to_lowercase().as_str()));
        if !is_plain || is_notion || !is_name || words > 5 || (is_wordy && items == Items::OfComment) {
            return None;
        }
        values.push(part.to_owned());
    }
    (values.len() >= 2).then_some(ValueKind::Choice { values, others })
}

/// The items of a list that ends with `or`: `A, B, or C`.
fn with_or(text: &str) -> Option<Vec<&str>> {
    let (before, last) = text.rsplit_once(" or ")?;
    let mut parts: Vec<&str> = before.trim_end().trim_end_matches(',').split(',').collect();
    parts.push(last);
    Some(parts)
}

/// `Standards Track (Core, Interface)` without what is in parentheses.
fn without_remark(part: &str) -> &str {
    part.split_once(" (").map_or(part, |(part, _)| part).trim()
}
