//! `table-columns`

use super::edits::{brief, quote};
use super::parts::parts;
use super::tables::{PairedTable, paired};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::template::TableSpec;
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "table-columns",
    summary: "A table lacks columns that the template's table has.",
    explanation: "\
Each column answers a question for every row; without it nobody answers. Columns are found by their names, in any order;
columns of your own are fine, and one of your own for each that is gone counts as another name for it. A table that
shares less than half of the columns is taken for another table.

**Fix:** add the missing columns, empty, at the end of the table. It is safe.",
    example: Example {
        template: "# {title}\n\n## Risks\n\n| Risk | Impact | Owner |\n| --- | --- | --- |\n| {risk} | {impact} | {owner} |\n",
        bad: "# Export\n\n## Risks\n\n| Risk | Impact |\n| --- | --- |\n| A slow ledger | Late invoices |\n",
        good: "# Export\n\n## Risks\n\n| Owner | Risk | Impact |\n| --- | --- | --- |\n| Ada | A slow ledger | Late invoices |\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| add(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, _, _)) = snapshot.aligned() else { return };
    for part in parts(snapshot, |contents| !contents.tables.is_empty()) {
        for (table, pair) in paired(snapshot, &part) {
            let lacking = lacking(table, &pair);
            if lacking.len() <= pair.own || !snapshot.placeholders_in(pair.span).is_empty() {
                continue;
            }
            let names: Vec<String> = lacking.iter().map(|column| quote(column)).collect();
            let word = if names.len() == 1 { "column" } else { "columns" };
            let message = format!("the table lacks the {word} {}: add what the template asks for", names.join(", "));
            let header = document.text().line_at(pair.span.start);
            let span = Span::new(pair.span.start, header.end.max(pair.span.start));
            findings.report(snapshot, span, About::Text(Some(table.span)), message);
        }
    }
}

fn lacking<'a>(table: &'a TableSpec, pair: &PairedTable) -> Vec<&'a str> {
    let gone = table.columns.iter().zip(&pair.columns).filter(|(_, column)| column.is_none());
    gone.map(|(column, _)| column.as_str()).filter(|column| !column.is_empty()).collect()
}

/// Adds the columns behind the last one, where every line of the table ends with a bar.
fn add(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    let all = parts(snapshot, |contents| !contents.tables.is_empty());
    let mut pairs = all.iter().flat_map(|part| paired(snapshot, part));
    let (table, pair) = pairs.find(|(_, pair)| pair.span.start == finding.span.start)?;
    let lacking = lacking(table, &pair);
    let mut edits = Vec::new();
    let mut at = pair.span.start;
    let mut row = 0;
    while at < pair.span.end {
        let line = document.text().line_at(at);
        let text = document.slice(Span::new(at, line.end.min(pair.span.end).max(at)));
        let solid = text.trim_end();
        if !solid.ends_with('|') || solid.ends_with("\\|") {
            return None;
        }
        let cells = lacking.iter().map(|name| match row {
            0 => format!(" {name} |"),
            1 => format!("{}|", "-".repeat(name.chars().count() + 2)),
            _ => format!("{}|", " ".repeat(name.chars().count() + 2)),
        });
        edits.push(Edit::insert(at + solid.len(), cells.collect::<String>()));
        row += 1;
        at = document.text().content_start(line.end).max(line.end + 1);
    }
    let title = match lacking[..] {
        [one] => format!("Add the column \"{}\"", brief(one)),
        _ => format!("Add the {} missing columns", lacking.len()),
    };
    Some(Fix { title, edits: Edits::new(edits).ok()?, safe: true })
}
