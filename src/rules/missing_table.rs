//! `missing-table`

use super::parts::{Part, parts};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, append, illustrations, is_listed};
use crate::markdown::{BlockKind, normalise};
use crate::template::{TableSpec, label_key};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "missing-table",
    summary: "The template has a table in a section, and the document none.",
    explanation: "\
A table lets readers compare: risks by impact, versions by date. That there be one is all that is checked here; its
columns are `table-columns`. An image, a code block, subsections, or a list that stands in its place will do.

**Fix:** insert the template's table at the end of the section's text. It is safe.",
    example: Example {
        template: "# {title}\n\n## Risks\n\n| Risk | Owner |\n| --- | --- |\n| {risk} | {owner} |\n",
        bad: "# Export\n\n## Risks\n\nThe ledger may be slow in December.\n",
        good: "# Export\n\n## Risks\n\n| Risk | Owner |\n| --- | --- |\n| A slow ledger | Team Billing |\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((_, template, _)) = snapshot.aligned() else { return };
    for part in parts(snapshot, |contents| contents.tables.iter().any(|table| table.required)) {
        let Some(table) = lacking(snapshot, &part).filter(|_| !part.is_silent(snapshot)) else { continue };
        let columns: Vec<&str> = table.columns.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let with =
            if columns.is_empty() { String::new() } else { format!(", with the columns {}", columns.join(", ")) };
        let message = format!("{} lacks the table of the template: add it{with}", part.name(template));
        let about = About::Lacks { section: part.section, wanted: table.span };
        findings.report(snapshot, part.heading(snapshot), about, message);
    }
}

/// The table that `part` lacks, be it empty; `None` where it has what shows as much.
pub(super) fn lacking<'a>(snapshot: &Snapshot, part: &Part<'a>) -> Option<&'a TableSpec> {
    let document = snapshot.document();
    let table = part.contents.tables.iter().find(|table| table.required)?;
    let shown = illustrations(document, part.extent) > 0 || is_listed(document, part);
    (!shown && !is_told_otherwise(snapshot, part, table) && !part.is_waived(snapshot)).then_some(table)
}

/// Whether subsections or a list tell what the table would: by most of its columns' names, or one
/// entry each.
fn is_told_otherwise(snapshot: &Snapshot, part: &Part<'_>, table: &TableSpec) -> bool {
    let document = snapshot.document();
    let children =
        document.sections().iter().filter(|section| section.parent == part.section && section.parent.is_some());
    let blocks = || document.blocks(part.extent);
    let nested = blocks().any(|block| {
        let is_list = matches!(block.item.kind, BlockKind::List { .. });
        is_list && block.item.parent.is_some()
    });
    let text = format!(" {} ", normalise(&document.slice(part.extent)));
    let named = table.columns.iter().filter(|column| text.contains(&format!(" {} ", label_key(column)))).count();
    let has_list = blocks().any(|block| matches!(block.item.kind, BlockKind::List { .. }));
    children.count() > 1 || nested || (has_list && named * 2 >= table.columns.len())
}

fn insert(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let About::Lacks { section, wanted } = finding.about else { return None };
    append(snapshot, section, wanted, "Insert the table of the template")
}
