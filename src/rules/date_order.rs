//! `date-order`

use super::edits::brief;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::document::{Date, DateReading, DateStyle, Document, same_key};
use crate::template::{Template, opening_fields};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "date-order",
    summary: "A document was updated before it was created.",
    explanation: "\
One of the two dates is wrong, most often because a document was copied and its dates were not. The dates are those of
the front matter (`created`, `last_updated` and the like), else of the fields ahead of the first section (`Created:`,
`Date:`, `Last Updated:`). They may be written in any way, `2026-01-05` or `5 January 2026`; one that may be two days,
such as `01/02/2026`, is left alone.

**Fix:** set the later date to today, or swap the two. They replace what is there, so they are never made unseen.",
    example: Example {
        template: "---\ncreated: {date}\nupdated: {date}\n---\n\n# {title}\n\n## Goals\n\n{goals}\n",
        bad: "---\ncreated: 2026-03-01\nupdated: 2026-02-01\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "---\ncreated: 2026-03-01\nupdated: 2026-03-02\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Gap,
    check,
    fixes,
};

const CREATED: [&str; 7] =
    ["created", "created-date", "date-created", "created-at", "created-on", "creation-date", "date"];

const UPDATED: [&str; 12] = [
    "updated",
    "last-updated",
    "updated-date",
    "date-updated",
    "updated-at",
    "updated-on",
    "last-update",
    "modified",
    "last-modified",
    "date-modified",
    "modified-date",
    "last-revised",
];

/// A date that a document gives.
struct Dated<'a> {
    /// The key or label.
    name: &'a str,
    /// Where the date is, without quotes and markup.
    span: Span,
    date: Date,
    style: DateStyle,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((created, updated)) = dates(snapshot) else { return };
    if updated.date < created.date {
        let document = snapshot.document();
        let (earlier, later) = (document.slice(updated.span), document.slice(created.span));
        let message = format!(
            "{} ({}) is before {} ({}): one of the two is wrong",
            brief(updated.name),
            brief(&earlier),
            brief(created.name),
            brief(&later)
        );
        findings.report(snapshot, updated.span, About::Text(None), message);
    }
}

/// When the document was created and last updated; `None` where it does not say both.
fn dates(snapshot: &Snapshot) -> Option<(Dated<'_>, Dated<'_>)> {
    let (document, template, alignment) = snapshot.aligned()?;
    let all = all(document, alignment.title());
    let named = |names: &[&str]| {
        let of = |name: &&str| all.iter().position(|dated| same_key(dated.name, name));
        names.iter().find_map(of)
    };
    let (created, updated) = (named(&CREATED)?, named(&UPDATED)?);
    if same_key(all[created].name, "date") && is_of_update(template) {
        return None;
    }
    let mut all: Vec<Option<Dated>> = all.into_iter().map(Some).collect();
    Some((all[created].take()?, all[updated].take()?))
}

/// Whether the template says that its `date` is that of the last change.
fn is_of_update(template: &Template) -> bool {
    let Some(matter) = template.document.front_matter() else { return false };
    let value = matter.find("date").map_or("", |entry| matter.text(entry.value));
    value.contains("updat") || value.contains("chang")
}

/// The dates of the front matter, then those of the opening's fields.
fn all(document: &Document, title: Option<usize>) -> Vec<Dated<'_>> {
    let is_known = |name: &str| CREATED.iter().chain(&UPDATED).any(|known| same_key(known, name));
    let dated = |name, span| {
        let (date, style) = DateReading::of(&document.slice(span)).date()?;
        Some(Dated { name, span, date, style })
    };
    let mut found = Vec::new();
    if let Some(matter) = document.front_matter() {
        let entries = matter.entries.iter().filter(|entry| is_known(matter.text(entry.key)));
        found.extend(entries.filter_map(|entry| dated(matter.text(entry.key), matter.inner(entry))));
    }
    let fields = opening_fields(document, title).filter(|(label, _)| is_known(label));
    found.extend(fields.filter_map(|(label, span)| dated(label, span)));
    found
}

fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let Some((created, updated)) = dates(snapshot).filter(|(_, updated)| updated.span == finding.span) else {
        return Vec::new();
    };
    let mut fixes = Vec::new();
    if let Some(today) = snapshot.today().filter(|today| *today >= created.date) {
        let today = today.write(updated.style);
        let title = format!("Set to today, {today}");
        fixes.push(Fix { title, edits: Edit::replace(updated.span, today).into(), safe: false });
    }
    let swapped = vec![
        Edit::replace(created.span, updated.date.write(created.style)),
        Edit::replace(updated.span, created.date.write(updated.style)),
    ];
    let title = "Swap the two dates".to_owned();
    fixes.extend(Edits::new(swapped).ok().map(|edits| Fix { title, edits, safe: false }));
    fixes
}
