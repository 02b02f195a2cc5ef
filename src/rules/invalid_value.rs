//! `invalid-value`

use super::edits::{brief, quote};
use super::lifecycle::is_own_status;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, required_input};
use crate::document::{DateReading, DateStyle, Entry, FrontMatter, same_key};
use crate::markdown::normalise;
use crate::template::{KeySpec, Template, ValueKind, kind_of_key};
use crate::text::Edit;
use crate::workspace::Snapshot;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    id: "invalid-value",
    summary: "A value of the front matter is not what its key asks for.",
    explanation: "\
A date that no calendar has, a status that is none of the choices, a version or a number without a digit: who sorts or
filters documents by such a value loses this one. What a key asks for is read from the template (choices such as
`Draft | Review` or `# low, medium, high`, a placeholder such as `<date, ISO 8601>`) and from its name (`created`,
`last_updated`, `version`). Case, quotes and remarks in parentheses do not matter, lists and several values are read one
by one, and `TBD`, `n/a` and an empty value say that there is none yet.

**Fix:** set one of the choices, or today's date. They replace what is there, so they are never made unseen.",
    example: Example {
        template: "---\nstatus: Draft | Review | Approved\n---\n\n# {title}\n\n## Goals\n\n{goals}\n",
        bad: "---\nstatus: Ready-ish\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "---\nstatus: review\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Gap,
    check,
    fixes,
};

/// What is wrong with a value.
enum Fault<'a> {
    /// It is no date.
    Date,
    /// It is a date that no calendar has.
    Day,
    /// It is no version.
    Version,
    /// It is no number.
    Number,
    /// It is none of these.
    Choice(&'a [String]),
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (Some(template), Some(matter)) = (snapshot.template(), snapshot.document().front_matter()) else { return };
    let broken: HashSet<usize> = matter.defects.iter().filter_map(|defect| defect.entry).collect();
    for (index, entry) in matter.entries.iter().enumerate() {
        let spec = spec_of(template, matter, entry);
        let by_name = kind_of_key(matter.text(entry.key));
        let kind = spec.map_or(&by_name, |spec| &spec.kind);
        if entry.value.is_empty()
            || is_open(kind, matter.text(entry.value))
            || broken.contains(&index)
            || is_own_status(snapshot, matter.text(entry.key), matter.text(matter.inner(entry)))
            || !snapshot.placeholders_in(entry.value).is_empty()
            || spec.is_some_and(|spec| is_as_in_template(template, spec, matter.text(entry.value)))
        {
            continue;
        }
        let values = values(matter, entry);
        let Some((value, fault)) = values.iter().find_map(|value| Some((*value, fault(kind, value)?))) else {
            continue;
        };
        let message = message(matter.text(entry.key), value, &fault);
        findings.report(snapshot, matter.inner(entry), About::Text(spec.map(|spec| spec.key)), message);
    }
}

fn spec_of<'a>(template: &'a Template, matter: &FrontMatter, entry: &Entry) -> Option<&'a KeySpec> {
    template.keys().iter().find(|spec| same_key(&spec.name, matter.text(entry.key)))
}

/// Whether a value in square brackets is a marker or a blank to fill in rather than a list.
fn is_open(kind: &ValueKind, value: &str) -> bool {
    let is_blank = !matches!(kind, ValueKind::Choice { .. }) && !value.contains(|c: char| c.is_numeric());
    value.starts_with('[') && (required_input::is_marker(value) || is_blank)
}

/// Whether the value is still the template's, word for word.
fn is_as_in_template(template: &Template, spec: &KeySpec, value: &str) -> bool {
    let own = template.document.front_matter();
    own.and_then(|own| Some((own, own.find(&spec.name)?))).is_some_and(|(own, entry)| own.text(entry.value) == value)
}

/// The values of an entry: the items of a list, the parts between commas, or the one that it is.
fn values<'a>(matter: &'a FrontMatter, entry: &Entry) -> Vec<&'a str> {
    let whole = matter.text(matter.inner(entry));
    let is_list = whole.starts_with('[') || whole.starts_with("- ");
    let inner = whole.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(whole);
    let parts: Vec<&str> = match is_list {
        true => inner.split([',', '\n', '\r']).map(|part| part.trim().trim_start_matches("- ")).collect(),
        // `January 5, 2026` is one.
        false if DateReading::of(inner) != DateReading::Other => vec![inner],
        false => inner.split(',').collect(),
    };
    let plain = |part: &'a str| part.trim().trim_matches(['"', '\'', '`', '*']).trim();
    parts.into_iter().map(plain).filter(|part| !part.is_empty()).collect()
}

/// What is wrong with `value`; `None` where nothing is, or nothing surely.
fn fault<'a>(kind: &'a ValueKind, value: &str) -> Option<Fault<'a>> {
    if is_none_yet(value) || value.starts_with(['{', '<', '$', '%']) {
        return None;
    }
    let has_digit = value.contains(|c: char| c.is_numeric()) || is_word_for_it(value);
    match kind {
        ValueKind::Date => match DateReading::of(value) {
            DateReading::Impossible => Some(Fault::Day),
            DateReading::Other if !has_digit => Some(Fault::Date),
            _ => None,
        },
        ValueKind::Version => (!has_digit && value.chars().count() > 2).then_some(Fault::Version),
        ValueKind::Number => (!has_digit).then_some(Fault::Number),
        ValueKind::Choice { values, others: false } => {
            let is_one = values.iter().any(|known| begins_with(value, known));
            (!is_one).then_some(Fault::Choice(values))
        }
        _ => None,
    }
}

/// Whether `value` is the choice `known`, be it with a remark behind it: `Approved (2026-01-05)`.
fn begins_with(value: &str, known: &str) -> bool {
    let (value, known) = (normalise(value), normalise(known));
    value.strip_prefix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a value says that there is none, or none yet.
fn is_none_yet(value: &str) -> bool {
    const NONE: [&str; 11] = ["", "tbd", "tbc", "tba", "todo", "n a", "na", "none", "null", "unknown", "undecided"];
    let words = normalise(value);
    NONE.contains(&words.as_str()) || words.starts_with("to be ")
}

/// Whether a date, a version or a number has words for its value that will do.
fn is_word_for_it(value: &str) -> bool {
    const WORDS: [&str; 13] = [
        "true",
        "false",
        "yes",
        "no",
        "never",
        "ongoing",
        "open",
        "pending",
        "not yet",
        "unreleased",
        "unlimited",
        "draft",
        "latest",
    ];
    WORDS.contains(&normalise(value).as_str())
}

fn message(key: &str, value: &str, fault: &Fault) -> String {
    let (key, value) = (quote(key), brief(value));
    match fault {
        Fault::Date => format!("{key} is no date: {value}; write one such as 2026-01-31"),
        Fault::Day => format!("{key} is a day that no calendar has: {value}"),
        Fault::Version => format!("{key} is no version: {value}; write one such as 1.0"),
        Fault::Number => format!("{key} is no number: {value}"),
        Fault::Choice(values) => format!("{key} is {value}, which is none of {}", values.join(", ")),
    }
}

fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let (Some(template), Some(matter)) = (snapshot.template(), snapshot.document().front_matter()) else {
        return Vec::new();
    };
    let Some(entry) = matter.entries.iter().find(|entry| matter.inner(entry) == finding.span) else {
        return Vec::new();
    };
    let spec = spec_of(template, matter, entry);
    let by_name = kind_of_key(matter.text(entry.key));
    let kind = spec.map_or(&by_name, |spec| &spec.kind);
    let set = |value: &str| {
        let (span, text) = matter.set(entry, value);
        Fix { title: format!("Set to {}", quote(value)), edits: Edit::replace(span, text).into(), safe: false }
    };
    let is_several = matter.text(entry.value).starts_with(['[', '-']);
    match kind {
        _ if is_several => Vec::new(),
        ValueKind::Choice { values, .. } => values.iter().map(|value| set(value)).collect(),
        ValueKind::Date => {
            let today = snapshot.today().map(|today| today.write(DateStyle::YearFirst('-')));
            today.iter().map(|today| set(today)).collect()
        }
        _ => Vec::new(),
    }
}
