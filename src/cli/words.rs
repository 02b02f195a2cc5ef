//! Small words: counts, lists and near names.

use crate::workspace::nearest;

/// `1 finding`, `2 findings`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// What to say to someone who named something that there is not: the nearest names, else all of
/// them through `list`, a command.
pub(super) fn instead<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, list: &str) -> String {
    let near = nearest(name, known);
    match near.split_last() {
        None => format!("`{list}` lists them"),
        Some((last, [])) => format!("did you mean `{last}`? `{list}` lists them"),
        Some((last, others)) => format!("did you mean `{}` or `{last}`? `{list}` lists them", others.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered() {
        let known = ["missing-section", "missing-field", "broken-link"];
        assert_eq!(nearest("mising-section", known)[0], "missing-section");
        assert_eq!(nearest("link", known), ["broken-link"]);
        assert_eq!(instead("zzz", known, "specls explain"), "`specls explain` lists them");
    }
}
