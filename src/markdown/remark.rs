//! Remarks behind a heading: how binding its section is, and how far it has come.

use super::words::normalise;

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

/// Whether the text in square brackets behind a heading says how binding the section is and nothing
/// else: `optional` in `## Risks [optional]`.
pub fn is_remark(text: &str) -> bool {
    let remark = normalise(text);
    REMARKS.contains(&remark.as_str()) || WIDE_REMARKS.iter().any(|(known, _)| *known == remark)
}

/// `text` without trailing parentheses or square brackets that hold a remark, and whether one makes it
/// optional.
pub(super) fn strip_remarks(text: &str) -> (&str, bool) {
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
