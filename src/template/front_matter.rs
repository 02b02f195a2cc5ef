//! What a template asks of a document's front matter.

use super::Placeholders;
use super::key_choices::{Items, choices};
use super::notation::inner;
use crate::document::{DateReading, Document, FrontMatter, same_key};
use crate::text::Span;

/// A key that a template has in its front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySpec {
    /// The key, without a remark such as `(*optional)` behind it.
    pub name: String,
    /// Where the template has it, the remark included.
    pub key: Span,
    /// The entry's lines in the template, the last line's ending included.
    pub lines: Span,
    /// What its value is.
    pub kind: ValueKind,
    /// Whether a document may leave it out.
    pub optional: bool,
    /// Whether the template leaves its value to the author: a placeholder, a choice, nothing.
    pub open: bool,
}

/// What the value of a key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Anything.
    Text,
    /// A day.
    Date,
    /// A version.
    Version,
    /// A number, with a unit perhaps; several.
    Number,
    /// A list.
    List,
    /// One of these values, or several.
    Choice {
        /// The values, as the template writes them.
        values: Vec<String>,
        /// Whether there may be others: the template says `…`.
        others: bool,
    },
}

/// How a template says that a key may be left out.
const OPTIONAL: [&str; 14] = [
    "optional",
    "recommended",
    "if applicable",
    "if any",
    "if needed",
    "if known",
    "if relevant",
    "only required",
    "only needed",
    "remove this",
    "remove any",
    "delete if",
    "omit if",
    "may be omitted",
];

/// Words of which a key of a date has one.
const DATES: [&str; 8] = ["date", "created", "updated", "modified", "deadline", "due", "published", "revised"];

/// Words that such a key may have besides.
const OF_DATES: [&str; 18] = [
    "at",
    "on",
    "last",
    "first",
    "next",
    "start",
    "end",
    "target",
    "completion",
    "release",
    "effective",
    "expiry",
    "approval",
    "decision",
    "creation",
    "publication",
    "update",
    "call",
];

/// The keys of a template's front matter, in order; none where it has none.
pub(super) fn keys(document: &Document, placeholders: &Placeholders) -> Vec<KeySpec> {
    let Some(matter) = document.front_matter() else { return Vec::new() };
    // That of an issue form tells its host about the template.
    if ["name", "about"].iter().all(|key| matter.find(key).is_some()) {
        return Vec::new();
    }
    let told = told_choices(document);
    let spared = spared(matter);
    let specs = matter.entries.iter().enumerate().map(|(index, entry)| {
        let key = matter.text(entry.key);
        let (name, remark) = key.split_once(" (").unwrap_or((key, ""));
        let name = name.trim();
        let value = matter.text(matter.inner(entry));
        let is_hole = placeholders.spans().binary_search(&matter.inner(entry)).is_ok();
        let comment = entry.comment.map_or("", |comment| matter.text(comment));
        let told = told.iter().find(|(key, _)| same_key(key, name)).map(|(_, kind)| kind.clone());
        let kind = told.unwrap_or_else(|| kind(name, value, comment, is_hole));
        let holds_hole = placeholders.spans().iter().any(|span| entry.value.covers(*span));
        KeySpec {
            name: name.to_owned(),
            key: entry.key,
            lines: matter.lines(entry),
            optional: spared[index]
                || says_optional(remark)
                || says_optional(comment)
                || (is_bracketed(value) && says_optional(value)),
            open: holds_hole
                || value.is_empty()
                || is_bracketed(value)
                || matches!(kind, ValueKind::Choice { .. })
                || same_key(name, "status"),
            kind,
        }
    });
    specs.collect()
}

/// What the value of a key that no template has is, by the key alone: a date, a version or text.
pub fn kind_of_key(key: &str) -> ValueKind {
    let words: Vec<String> = key.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let is_of_date = |word: &String| DATES.contains(&word.as_str()) || OF_DATES.contains(&word.as_str());
    match words.last().map(String::as_str) {
        Some("version") if words.len() == 1 || has(&["doc", "document", "spec"]) => ValueKind::Version,
        _ if has(&DATES) && words.iter().all(is_of_date) => ValueKind::Date,
        _ => ValueKind::Text,
    }
}

/// What the directives `choices Status: A, B` say.
fn told_choices(document: &Document) -> Vec<(&str, ValueKind)> {
    let directives = document.directives(Span::new(0, document.len()));
    let told = directives.filter(|directive| directive.text(directive.item.name) == "choices");
    told.filter_map(|directive| {
        let (key, values) = directive.text(directive.item.value).split_once(':')?;
        let values: Vec<String> = values.split([',', '|']).map(|value| value.trim().to_owned()).collect();
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        (!values.is_empty()).then_some((key.trim(), ValueKind::Choice { values, others: false }))
    })
    .collect()
}

/// For each entry whether a comment on a line of its own says that it may be left out: `these are
/// optional` speaks of all entries up to the next such comment, `optional` of the next one.
fn spared(matter: &FrontMatter) -> Vec<bool> {
    let mut spared = Vec::with_capacity(matter.entries.len());
    let mut from = matter.content.start;
    let (mut all, mut next);
    all = false;
    for entry in &matter.entries {
        next = false;
        let lines = matter.lines(entry);
        for line in matter.text(Span::new(from, lines.start.max(from))).lines() {
            if let Some(comment) = line.trim_start().strip_prefix('#') {
                let comment = comment.to_lowercase();
                let several = ["these", "them", "all ", "following", "below"].iter().any(|word| comment.contains(word));
                next = says_optional(&comment);
                all = next && several;
            }
        }
        spared.push(all || next);
        from = lines.end;
    }
    spared
}

fn says_optional(text: &str) -> bool {
    let text = text.to_lowercase();
    OPTIONAL.iter().any(|known| text.contains(known)) && !text.contains("not optional")
}

/// What a template's value is, by its key, the value and the comment behind it.
fn kind(key: &str, value: &str, comment: &str, is_hole: bool) -> ValueKind {
    let bracketed = is_hole || is_bracketed(value);
    let kind = kind_of_key(key);
    let is_open = bracketed || value.is_empty();
    if kind == ValueKind::Version && (is_open || value.contains(|c: char| c.is_ascii_digit())) {
        return kind;
    }
    if kind == ValueKind::Date && (is_open || DateReading::of(value) != DateReading::Other) {
        return kind;
    }
    let own = if bracketed { choices(inner_of(value), Items::OfProse) } else { choices(value, Items::Bare) };
    if let Some(kind) = own.filter(|_| is_hole || !value.starts_with('[')) {
        return kind;
    }
    if let Some(kind) = choices(comment, Items::OfComment) {
        let ValueKind::Choice { values, .. } = &kind else { return kind };
        let is_one = values.iter().any(|known| same_key(known, value));
        if is_open || is_one {
            return kind;
        }
    }
    let is_list = value.starts_with('[') && value.contains(char::is_alphanumeric) || value == "[]";
    if !is_hole && (is_list || value.starts_with("- ")) {
        return ValueKind::List;
    }
    let words = value.to_lowercase();
    let has = |known: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| known.contains(&word));
    match bracketed {
        true if words.contains("yyyy") || has(&["date", "iso"]) => ValueKind::Date,
        true if has(&["number", "numbers", "integer", "count"]) && !has(&["name", "names"]) => ValueKind::Number,
        false if value.parse::<f64>().is_ok_and(f64::is_finite) => ValueKind::Number,
        _ => ValueKind::Text,
    }
}

/// Whether a value is one text in brackets, well closed or not.
fn is_bracketed(value: &str) -> bool {
    value.starts_with(['{', '<']) || (value.starts_with('[') && value.ends_with(']') && !value.contains(','))
}

fn inner_of(value: &str) -> &str {
    let closed = value.ends_with(['}', '>', ']']);
    if closed { inner(value) } else { value.trim_start_matches(['{', '<', '[']) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;

    /// The keys of a template with this front matter: name, kind, whether it may be left out.
    fn read(content: &str) -> Vec<(String, ValueKind, bool)> {
        let template = Template::read("t", "t.md", &format!("---\n{content}---\n\n# {{title}}\n"));
        template.keys().iter().map(|key| (key.name.clone(), key.kind.clone(), key.optional)).collect()
    }

    fn kind_in(content: &str) -> ValueKind {
        read(&format!("{content}\n")).remove(0).1
    }

    fn choice(values: &[&str], others: bool) -> ValueKind {
        ValueKind::Choice { values: values.iter().map(|value| (*value).to_owned()).collect(), others }
    }

    #[test]
    fn kinds_follow_from_key_value_and_comment() {
        for (line, kind) in [
            ("created: <date, ISO 8601>", ValueKind::Date),
            ("last_updated: \"{LAST_UPDATED}\"", ValueKind::Date),
            ("decided: {YYYY-MM-DD}", ValueKind::Date),
            ("created_by: {name}", ValueKind::Text),
            ("created-with: {tool}", ValueKind::Text),
            ("last-call-deadline: {x}", ValueKind::Date),
            ("version: \"{VERSION}\"", ValueKind::Version),
            ("requires: <EIP number(s)>", ValueKind::Number),
            ("nav_order: 3", ValueKind::Number),
            ("tags: [a, b]", ValueKind::List),
            ("tags:\n  - a", ValueKind::List),
            ("title: {X} trailing", ValueKind::Text),
            ("owner: @handle", ValueKind::Text),
            ("number: [###]", ValueKind::Text),
        ] {
            assert_eq!(kind_in(line), kind, "{line}");
        }
    }

    #[test]
    fn choices_are_read_in_every_notation() {
        for (line, values, others) in [
            ("status: Draft | Review", &["Draft", "Review"][..], false),
            ("status: \"{STATUS}\" # draft, in_review", &["draft", "in_review"], false),
            ("level: low # low, medium, high", &["low", "medium", "high"], false),
            ("type: <Alpha (a, b) | Beta>", &["Alpha", "Beta"], false),
            ("type: <Standards Track, Meta, or Other kind>", &["Standards Track", "Meta", "Other kind"], false),
            ("status: {proposed | accepted | … | replaced by [1](1.md)}", &["proposed", "accepted"], true),
            ("risk: High/Medium/Low", &["High", "Medium", "Low"], false),
        ] {
            assert_eq!(kind_in(line), choice(values, others), "{line}");
        }
        for line in [
            "effort: \"{EFFORT}\" # person-hours",
            "tags: spec # lower case, dashes",
            "author: {name, team, or role}",
            "owner: <name | email>",
            "stack: {JWT, OAuth2, etc.}",
            "title: A/B",
            "id: {x} # kebab-case, unique",
        ] {
            assert_eq!(kind_in(line), ValueKind::Text, "{line}");
        }
    }

    #[test]
    fn a_key_may_be_left_out_where_the_template_says_so() {
        let optional = |content: &str| {
            read(content).into_iter().filter(|key| key.2).map(|key| key.0).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(optional("a: {x} # optional\nb: {x}\nc (*optional): {x}\nd: <text (if applicable)>\n"), "a c d");
        assert_eq!(optional("# These are optional.\na: {x}\nb: {x}\n# Always\nc: {x}\n"), "a b");
        assert_eq!(optional("# optional\na: {x}\nb: {x}\n"), "a");
        assert_eq!(optional("a: {x} # Only required for B. Otherwise, remove this field.\n"), "a");
    }

    #[test]
    fn a_directive_says_the_choices() {
        let source = "---\nphase: {phase}\n---\n\n<!-- specls: choices Phase: Alpha, Beta -->\n\n# {title}\n";
        let template = Template::read("t", "t.md", source);
        assert_eq!(template.keys()[0].kind, choice(&["Alpha", "Beta"], false));
    }

    #[test]
    fn toml_is_read_too() {
        let template = Template::read("t", "t.md", "+++\nstatus = \"{x}\" # a, b\ncreated = {date}\n+++\n# T\n");
        assert_eq!(template.keys()[0].kind, choice(&["a", "b"], false));
        assert_eq!(template.keys()[1].kind, ValueKind::Date);
    }
}
