//! Values that are picked rather than written: which a template offers, and what a document made of them.

use crate::markdown::{is_wide, normalise};

/// What a document says where its template offers alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// All of them are still there.
    Undecided,
    /// One or several of them, or a value of another kind: a remark, `N/A`, prose.
    Fits,
    /// A short value that is none of them.
    Other,
}

/// Values that say that there is none.
const NONE: [&str; 10] =
    ["n a", "na", "nil", "none", "not applicable", "not known yet", "tba", "tbc", "tbd", "to be decided"];

/// More words are prose rather than a value.
const MOST_WORDS: usize = 5;

/// The alternatives of a value that is nothing else: two or more parted by `|`, `Draft | Review`, or
/// three or more by `/`, `High/Medium/Low`, `Go / Wait / No go`, also `Yes/No`. `None` where it is something else.
pub fn alternatives(text: &str) -> Option<Vec<String>> {
    let bars = text.contains('|');
    let parts: Vec<&str> = text.split(if bars { '|' } else { '/' }).map(|part| bare(part.trim())).collect();
    // With spaces around each slash, several words are one alternative.
    let spaced = !bars && text.matches('/').count() == text.matches(" / ").count();
    let most = if bars || spaced { 3 } else { 1 };
    let is_name = |part: &&str| {
        part.split(' ').count() <= most
            && part.starts_with(char::is_alphanumeric)
            && part.chars().all(|c| c.is_alphanumeric() || " -_".contains(c))
    };
    let capital = parts.iter().all(|part| part.starts_with(|c: char| c.is_uppercase() || is_wide(c)));
    let is_question = parts.len() == 2 && parts[0].eq_ignore_ascii_case("yes") && parts[1].eq_ignore_ascii_case("no");
    let enough = match (bars, capital) {
        (true, true) => parts.len() >= 2,
        (true, false) => parts.len() >= 3 && parts.iter().all(|part| part.starts_with(char::is_alphabetic)),
        (false, _) => is_question || (capital && parts.len() >= 3),
    };
    (enough && parts.iter().all(is_name)).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// The alternatives that a remark at the end of a value lists, and where the value ends:
/// `{TYPE} # rolling, canary`. `None` where there is no such list.
pub(super) fn remark(text: &str) -> Option<(usize, Vec<String>)> {
    let at = text.rfind(" # ")?;
    Some((text[..at].trim_end().len(), list(&text[at + 3..])?))
}

/// The items of a list of two or more short ones, parted by commas or `|`: what a comment behind a
/// value or a `choices` directive says. `None` where it is prose, or open (`etc.`).
pub(super) fn list(text: &str) -> Option<Vec<String>> {
    let parts = text.split(if text.contains('|') { '|' } else { ',' }).map(|part| bare(part.trim()));
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    let is_item = |part: &String| {
        part.starts_with(char::is_alphanumeric)
            && part.split(' ').count() <= 3
            && part.chars().all(|c| c.is_alphanumeric() || " -_+/".contains(c))
            && !["etc", "eg", "or"].contains(&part.split(' ').next().unwrap_or_default())
    };
    (parts.len() >= 2 && parts.iter().all(is_item)).then_some(parts)
}

/// What `value` says where `choices` are offered. Case, markup, emoji and remarks do not matter.
pub fn pick(choices: &[String], value: &str) -> Pick {
    let value = own(value);
    let words = normalise(value);
    let known: Vec<String> = choices.iter().map(|choice| normalise(choice)).collect();
    // Who marks one of them has decided.
    let is_plain = !value.contains(['*', '~', '[', '(']) && value.chars().all(|c| c.is_alphanumeric() || c.is_ascii());
    if let Some(offered) = alternatives(value).filter(|_| is_plain) {
        let same = offered.iter().all(|one| known.contains(&normalise(one)));
        if same && (value.contains('|') || offered.len() == known.len()) {
            return Pick::Undecided;
        }
    }
    let has_brackets = value.contains(['[', '{', '<']);
    let tokens: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let begun = known.iter().filter(|choice| choice.starts_with(&words)).count();
    let fits = begun == 1 || known.iter().any(|choice| holds(&tokens, choice));
    let long = tokens.len() > MOST_WORDS || words.chars().filter(|&c| is_wide(c)).count() > MOST_WORDS;
    if fits || has_brackets || tokens.is_empty() || long || NONE.contains(&words.as_str()) {
        return Pick::Fits;
    }
    Pick::Other
}

/// The value itself, without a comment or a list of alternatives behind it.
pub fn own(value: &str) -> &str {
    let value = value.split("<!--").next().unwrap_or_default().trim_end();
    match remark(value) {
        Some((end, _)) => &value[..end],
        None => value,
    }
}

/// Whether the words of `choice` stand in `tokens`, side by side, in any form: `Implementing` is `Implemented`.
fn holds(tokens: &[&str], choice: &str) -> bool {
    let wanted: Vec<&str> = choice.split(' ').collect();
    tokens.windows(wanted.len()).any(|part| part.iter().zip(&wanted).all(|(one, other)| stem(one) == stem(other)))
        || tokens.concat() == wanted.concat()
        // Some scripts have no spaces between words.
        || (choice.contains(is_wide) && tokens.iter().any(|token| token.contains(choice)))
}

fn stem(word: &str) -> &str {
    let ending = ["ed", "ing", "ion", "al", "d", "s"].into_iter().find(|ending| word.ends_with(ending));
    let stem = ending.and_then(|ending| word.strip_suffix(ending)).filter(|stem| stem.chars().count() >= 4);
    let stem = stem.unwrap_or(word);
    if stem.len() > 4 { stem.strip_suffix('e').unwrap_or(stem) } else { stem }
}

/// An alternative without quotes, code marks and a remark in parentheses.
fn bare(part: &str) -> &str {
    let part = match part.find(" (") {
        Some(open) if part.ends_with(')') => &part[..open],
        _ => part,
    };
    part.trim_matches(['`', '"', '\'', '*', '_'])
}

#[cfg(test)]
mod tests {
    use super::{Pick, alternatives, pick, remark};

    #[test]
    fn a_whole_value_of_bare_alternatives_is_a_choice() {
        for text in [
            "Draft | Review",
            "High/Medium/Low",
            "Low / Medium / High",
            "Go / Wait / No go",
            "草稿 / 评审中 / 已批准",
            "Yes/No",
            "draft | review | approved",
        ] {
            assert!(alternatives(text).is_some(), "{text}");
        }
        assert_eq!(alternatives("High (PII) | Low").unwrap_or_default(), ["High", "Low"]);
        for text in [
            "Backup/Recovery",
            "requests/second",
            "string | null",
            "{JWT, OAuth2, etc.}",
            "src/main/java",
            "CI/CD",
            "Backup / Recovery",
            "Go/Wait/No go",
            "Go / wait for the others / No go",
            "Draft | see [notes](n.md)",
            "",
            "|",
            "/",
            "We write | and read",
        ] {
            assert_eq!(alternatives(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_behind_a_value_is_a_choice() {
        assert_eq!(remark("{TYPE} # blue-green, rolling, canary").map(|(end, list)| (end, list.len())), Some((6, 3)));
        for text in ["{HOURS} # person-hours", "{X} # a, b, etc.", "C# , F#", "{X} # say why, in one short sentence"] {
            assert_eq!(remark(text), None, "{text}");
        }
    }

    #[test]
    fn a_picked_value_may_be_written_in_many_ways() {
        let choices = ["Draft", "Review", "Approved", "In Progress"].map(str::to_owned);
        for value in [
            "Review",
            "review",
            "**Review**",
            "In review",
            "🟢 Approved",
            "Approved (2026-01-01)",
            "Draft, until May",
            "Approved – see minutes",
            "~~Draft~~ Approved",
            "N/A",
            "",
            "—",
            "Reviewed",
            "in-progress",
            "[REQUIRED_INPUT]",
            "Draft / Review",
            "Draft | **Review** | Approved",
            "Review # draft, review",
            "as soon as the team in Rome has answered",
        ] {
            assert_eq!(pick(&choices, value), Pick::Fits, "{value}");
        }
        for value in ["Draft | Review | Approved | In Progress", "Draft | Review"] {
            assert_eq!(pick(&choices, value), Pick::Undecided, "{value}");
        }
        for value in ["Soon", "Done", "Versuch", "3"] {
            assert_eq!(pick(&choices, value), Pick::Other, "{value}");
        }
        let stages = ["草稿", "评审中", "已批准"].map(str::to_owned);
        assert_eq!(pick(&stages, "草稿 / 评审中 / 已批准"), Pick::Undecided);
        for value in ["已批准", "目前评审中", "已批准（三月四日）", "等到罗马的团队回答以后"]
        {
            assert_eq!(pick(&stages, value), Pick::Fits, "{value}");
        }
        assert_eq!(pick(&stages, "完成"), Pick::Other);
        let levels = ["High", "Medium", "Low"].map(str::to_owned);
        assert_eq!(pick(&levels, "High/Medium/Low"), Pick::Undecided);
        for value in ["High/Medium", "Med", "h", "**Lo**"] {
            assert_eq!(pick(&levels, value), Pick::Fits, "{value}");
        }
        assert_eq!(pick(&["Minor", "Major"].map(str::to_owned), "M"), Pick::Other);
        assert_eq!(pick(&levels, "Lowest"), Pick::Other);
    }
}
