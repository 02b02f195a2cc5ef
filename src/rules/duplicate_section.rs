//! `duplicate-section`

use super::edits::{heading_span, quote, remove};
use super::empty_section::is_empty;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::text::Encoding;
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-section",
    summary: "A section that the template has once is there twice.",
    explanation: "\
Two sections of one name, side by side, are read as one or the other, seldom as both. Sections that the template
repeats (`Component 1`, `Component 2`) may stand as often as you like, and equal names under different parents are no
duplicates.

**Fix:** where one of the two is empty, remove it. Where both have text, merging is yours to do.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Goals\n\nExport invoices.\n\n## Risks\n\nNone.\n\n## Goals\n\nExport receipts.\n",
        good: "# Export\n\n## Goals\n\nExport invoices and receipts.\n\n## Risks\n\nNone.\n",
    },
    weight: Weight::Note,
    check,
    fixes,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, _, alignment)) = snapshot.aligned() else { return };
    for &(first, again) in alignment.duplicates() {
        let line = document.text().position(document.sections()[first].heading.start, Encoding::Utf8).line + 1;
        let heading = quote(document.heading(again));
        let message = format!("section {heading} is here a second time (first in line {line}): merge the two");
        findings.report(snapshot, heading_span(document, again), About::Section(again, None), message);
    }
}

fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let Some((document, _, alignment)) = snapshot.aligned() else { return Vec::new() };
    let About::Section(again, _) = finding.about else { return Vec::new() };
    let Some(&(first, _)) = alignment.duplicates().iter().find(|(_, other)| *other == again) else { return Vec::new() };
    let Some(empty) = [again, first].into_iter().find(|&section| is_empty(snapshot, section)) else {
        return Vec::new();
    };
    let title = format!("Remove the empty section {}", quote(document.heading(empty)));
    vec![Fix { title, edits: remove(document, document.sections()[empty].extent).into(), safe: false }]
}
