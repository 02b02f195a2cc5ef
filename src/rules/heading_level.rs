//! `heading-level`

use super::edits::{heading_span, quote, relevel};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::text::Edits;
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "heading-level",
    summary: "A heading skips a level.",
    explanation: "\
A jump from `##` to `####` leaves a hole in every outline and table of contents. Jumps that the template makes are left
alone, and so is a document that is as a whole a level deeper or higher than its template. Of several headings below
one parent, the first is reported.

**Fix:** raise the headings below that parent. It is not applied unseen: links to anchors do not change, but the
outline does.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n### Scope\n\n{scope}\n",
        bad: "# Export\n\n## Goals\n\nExport invoices.\n\n#### Scope\n\nInvoices only.\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n\n### Scope\n\nInvoices only.\n",
    },
    weight: Weight::Note,
    check,
    fixes: |snapshot, finding| raise(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    let sections = document.sections();
    let mut reported = None;
    for (index, section) in sections.iter().enumerate() {
        let Some(parent) = section.parent.filter(|&parent| reported != Some(parent)) else { continue };
        let jump = section.level - sections[parent].level;
        let is_shifted = Some(parent) == alignment.title() && sections.iter().all(|section| section.level != 2);
        let of_template = alignment.pair(index).and_then(|pair| {
            let section = &template.document.sections()[pair.spec];
            Some(section.level - template.document.sections()[section.parent?].level)
        });
        if jump >= 2 && !is_shifted && of_template.is_none_or(|allowed| jump > allowed) {
            reported = Some(parent);
            let (level, above) = (section.level, sections[parent].level);
            let message = format!(
                "heading {} is at level {level}, right below one at level {above}: make it level {}",
                quote(document.heading(index)),
                above + 1,
            );
            findings.report(snapshot, heading_span(document, index), About::Section(index, None), message);
        }
    }
}

fn raise(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    let About::Section(section, _) = finding.about else { return None };
    let sections = document.sections();
    let parent = sections[section].parent?;
    let level = sections[parent].level + 1;
    let siblings = (section..sections.len()).filter(|&other| sections[other].parent == Some(parent));
    let edits = siblings.flat_map(|sibling| {
        let shift = level as i8 - sections[sibling].level as i8;
        if shift < 0 { relevel(document, sibling, shift) } else { Vec::new() }
    });
    let edits = Edits::new(edits.collect()).ok()?;
    Some(Fix { title: format!("Raise to level {level}"), edits, safe: false })
}
