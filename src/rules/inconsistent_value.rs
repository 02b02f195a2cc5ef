//! `inconsistent-value`

use super::edits::quote;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::{Given, GivenBy};
use crate::document::{DateReading, Document, same_key};
use crate::template::{Template, ValueKind, kind_of_key, opening_fields};
use crate::text::{Edit, Span};
use crate::workspace::{Lifecycle, Snapshot};

pub(super) static RULE: Rule = Rule {
    id: "inconsistent-value",
    summary: "A document says the same thing twice, and differently.",
    explanation: "\
A status of `approved` in the front matter and of `Draft` below the title: readers believe the one, tools the other. Two
places say the same thing where the template has the same placeholder in both of them (front matter, title, the fields
ahead of the first section, what the directive `inputs` names), and where a date, a version, a choice or the status is a key of
the front matter and a field of the same name there. Case, quotes, markup, a leading `v`, remarks behind a value and the
way in which a date is written do not matter.

**Fix:** take the value of the front matter, else that of the title. It replaces what is there, so it is never made unseen.",
    example: Example {
        template: "---\nstatus: draft | approved\n---\n\n# {title}\n\n**Status:** draft | approved\n\n## Goals\n\n{goals}\n",
        bad: "---\nstatus: approved\n---\n\n# Export\n\n**Status:** Draft\n\n## Goals\n\nExport invoices.\n",
        good: "---\nstatus: approved\n---\n\n# Export\n\n**Status:** Approved (2026-01-05)\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| make_one(snapshot, finding).into_iter().collect(),
};

/// A value that is not what another place says.
struct Clash {
    /// Where it is.
    span: Span,
    /// What it is the value of.
    name: String,
    value: String,
    /// What it should be, and who says so.
    decided: String,
    by: GivenBy,
    /// Where the template has it.
    wanted: Option<Span>,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for clash in clashes(snapshot) {
        let message = format!(
            "{} is {} here and {} {}: make them one",
            clash.name,
            quote(&clash.value),
            quote(&clash.decided),
            place(clash.by)
        );
        findings.report(snapshot, clash.span, About::Text(clash.wanted), message);
    }
}

fn place(by: GivenBy) -> &'static str {
    match by {
        GivenBy::Key => "in the front matter",
        GivenBy::Title => "in the title",
        GivenBy::Field => "further up",
    }
}

/// All clashes, by place, one for each place.
fn clashes(snapshot: &Snapshot) -> Vec<Clash> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let mut found = of_keys(snapshot, document, template, alignment.title());
    let given = snapshot.given();
    for (index, one) in given.iter().enumerate() {
        let first = given[..index].iter().find(|first| first.name.eq_ignore_ascii_case(&one.name));
        let is_status = same_key(&one.name, "status");
        let is_one = |first: &Given| {
            is_same(&first.value, &one.value)
                || is_part(first, one)
                || (is_status && is_same_status(snapshot, &first.value, &one.value))
        };
        if let Some(first) = first.filter(|first| !is_one(first)) {
            found.push(Clash {
                span: one.span,
                name: one.name.clone(),
                value: one.value.clone(),
                decided: first.value.clone(),
                by: first.by,
                wanted: Some(one.wanted),
            });
        }
    }
    found.sort_by_key(|clash| clash.span);
    found.dedup_by_key(|clash| clash.span);
    found
}

/// Whether one of the two is a title that has the other's words among its own.
fn is_part(one: &Given, other: &Given) -> bool {
    let has = |long: &str, short: &str| format!(" {} ", fold(long)).contains(&format!(" {} ", fold(short)));
    let is_title = one.by == GivenBy::Title || other.by == GivenBy::Title;
    is_title && (has(&one.value, &other.value) || has(&other.value, &one.value))
}

/// The fields of the opening that say something else than the front-matter key of their name.
fn of_keys(snapshot: &Snapshot, document: &Document, template: &Template, title: Option<usize>) -> Vec<Clash> {
    let Some(matter) = document.front_matter() else { return Vec::new() };
    let mut found = Vec::new();
    for (label, here) in opening_fields(document, title) {
        let Some(entry) = matter.find(label) else { continue };
        let spec = template.keys().iter().find(|spec| same_key(&spec.name, label));
        let by_name = kind_of_key(label);
        let is_strict = !matches!(spec.map_or(&by_name, |spec| &spec.kind), ValueKind::Text | ValueKind::List);
        let there = matter.inner(entry);
        let (value, decided) = (document.slice(here), matter.text(there));
        let open = !snapshot.placeholders_in(here).is_empty() || !snapshot.placeholders_in(there).is_empty();
        if open || !(is_strict || same_key(label, "status")) || !is_one(&value) || !is_one(decided) {
            continue;
        }
        let is_status = same_key(label, "status");
        let agrees = is_same(decided, &value) || (is_status && is_same_status(snapshot, decided, &value));
        if !agrees {
            found.push(Clash {
                span: here,
                name: label.to_owned(),
                value: value.into_owned(),
                decided: decided.to_owned(),
                by: GivenBy::Key,
                wanted: spec.map(|spec| spec.key),
            });
        }
    }
    found
}

/// Whether a text is one value that somebody decided on.
fn is_one(text: &str) -> bool {
    const OPEN: [&str; 6] = ["tbd", "tbc", "tba", "todo", "n/a", "none"];
    !text.is_empty()
        && !text.contains(['|', '\n', '\r', '{', '[', '<'])
        && !OPEN.contains(&text.trim_matches(['*', '.', ' ']).to_lowercase().as_str())
}

/// Whether two statuses say that the document has come equally far: `review` and `In Review`.
fn is_same_status(snapshot: &Snapshot, one: &str, other: &str) -> bool {
    let known = |text: &str| Lifecycle::known(text, snapshot.settings().status_words());
    known(one).is_some_and(|one| known(other) == Some(one))
}

/// Whether two values are one, but for how they are written and for remarks behind them.
fn is_same(one: &str, other: &str) -> bool {
    let date = |text: &str| DateReading::of(text);
    match (date(one), date(other)) {
        (DateReading::Date(one, _), DateReading::Date(other, _)) => return one == other,
        (DateReading::Ambiguous, _) | (_, DateReading::Ambiguous) => return true,
        _ => {}
    }
    let (one, other) = (fold(one), fold(other));
    let leads = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '.'))
    };
    one == other || leads(&one, &other) || leads(&other, &one)
}

/// What values are compared by: lower case, no markup, no quotes, no leading `v`, no `.0` at the end.
fn fold(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let kept: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '@' | '"' | '\'' | '“' | '”')).collect();
    let kept = kept.replace(['_', '-'], " ");
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_version = |rest: &&str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let kept =
        ["version ", "v. ", "v "].iter().find_map(|lead| kept.strip_prefix(lead).filter(is_version)).unwrap_or(&kept);
    let kept = kept.strip_prefix('v').filter(is_version).unwrap_or(kept);
    let mut kept = kept.trim_end_matches(['.', ' ']);
    while let Some(short) = kept.strip_suffix(".0").filter(|short| short.starts_with(|c: char| c.is_ascii_digit())) {
        kept = short;
    }
    kept.to_owned()
}

fn make_one(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let clash = clashes(snapshot).into_iter().find(|clash| clash.span == finding.span)?;
    let title = format!("Set to {}, as {}", quote(&clash.decided), place(clash.by));
    Some(Fix { title, edits: Edit::replace(clash.span, clash.decided).into(), safe: false })
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn values_are_one_however_they_are_written() {
        for (one, other) in [
            ("approved", "**Approved**"),
            ("in_progress", "In Progress"),
            ("1.2", "v1.2"),
            ("1", "Version 1.0"),
            ("2026-01-05", "5 January 2026"),
            ("2026-01-05", "01/05/2026"),
            ("approved", "Approved (by Jane)"),
            ("\"Überblick\"", "überblick"),
        ] {
            assert!(is_same(one, other), "{one} {other}");
        }
        for (one, other) in [("draft", "approved"), ("1.2", "1.20"), ("1.2", "1.2.1"), ("2026-01-05", "2026-01-06")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }
}
