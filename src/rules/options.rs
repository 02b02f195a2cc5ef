//! Values of a document that the template offers alternatives for.

use super::parts::parts;
use super::tables::paired;
use super::{About, Fix};
use crate::template::{Contents, own_value};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// A value that is to be picked.
pub(super) struct Choice<'a> {
    /// Its label or column, as the template writes it.
    pub(super) name: &'a str,
    /// The value, without a remark behind it.
    pub(super) span: Span,
    /// What it may be.
    pub(super) values: &'a [String],
    /// Where the template says so.
    pub(super) wanted: Span,
}

/// All values that are to be picked, those of fields first; not where a placeholder stands.
pub(super) fn choices(snapshot: &Snapshot) -> Vec<Choice<'_>> {
    let Some((document, template, _)) = snapshot.aligned() else { return Vec::new() };
    let mut found = Vec::new();
    for field in snapshot.fields() {
        let spec = field.of(template);
        if !spec.choices.is_empty() {
            found.push(Choice { name: &spec.label, span: field.value, values: &spec.choices, wanted: spec.span });
        }
    }
    let is_choice =
        |contents: &Contents| contents.tables.iter().flat_map(|table| &table.choices).any(|values| !values.is_empty());
    for part in parts(snapshot, is_choice) {
        for (table, pair) in paired(snapshot, &part) {
            let rows = document.table(pair.span);
            for (at, values) in table.choices.iter().enumerate().filter(|(_, values)| !values.is_empty()) {
                let Some(column) = pair.columns[at] else { continue };
                let cells = rows.iter().skip(1).filter_map(|row| row.get(column));
                let name = table.columns[at].as_str();
                found.extend(cells.map(|&span| Choice { name, span, values, wanted: table.span }));
            }
        }
    }
    for choice in &mut found {
        let own = own_value(&document.slice(choice.span)).len();
        choice.span = Span::new(choice.span.start, choice.span.start + own);
    }
    found.retain(|choice| snapshot.placeholders_in(choice.span).is_empty());
    found
}

/// One fix for each value that may stand at `span`, which the template asks for at `wanted`.
pub(super) fn set(snapshot: &Snapshot, span: Span, about: About) -> Vec<Fix> {
    let all = choices(snapshot);
    let wanted = |choice: &&Choice<'_>| About::Text(Some(choice.wanted)) == about;
    let Some(choice) = all.iter().filter(wanted).find(|choice| choice.span == span) else { return Vec::new() };
    let fix = |value: &String| Fix {
        title: format!("Set {} to \"{value}\"", choice.name),
        edits: Edit::replace(span, value.clone()).into(),
        safe: false,
    };
    choice.values.iter().map(fix).collect()
}

/// The values in words: `"Draft", "Review" or "Approved"`.
pub(super) fn in_words(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
