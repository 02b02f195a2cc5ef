//! Values of a document that the template offers alternatives for.

use super::parts::parts;
use super::tables::paired;
use super::{About, Fix};
use crate::template::{Contents, Pick, own_value, pick};
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
    choices_in(snapshot, Span::new(0, snapshot.document().len()))
}

/// The values that share a byte with `within` whose alternatives are all still there; none when there is no template.
pub fn undecided(snapshot: &Snapshot, within: Span) -> Vec<Span> {
    let document = snapshot.document();
    let open = choices_in(snapshot, within).into_iter();
    let open = open.filter(|choice| pick(choice.values, &document.slice(choice.span)) == Pick::Undecided);
    open.map(|choice| choice.span).filter(|span| span.overlaps(within)).collect()
}

/// Those of [`choices`] that stand in fields and in sections that touch `within`.
fn choices_in(snapshot: &Snapshot, within: Span) -> Vec<Choice<'_>> {
    let Some((document, template, _)) = snapshot.aligned() else { return Vec::new() };
    let mut found = Vec::new();
    let is_near = |span: Span| span.start <= within.end && within.start <= span.end;
    for field in snapshot.fields().iter().filter(|field| is_near(field.value)) {
        let spec = field.of(template);
        if !spec.choices.is_empty() {
            found.push(Choice { name: &spec.label, span: field.value, values: &spec.choices, wanted: spec.span });
        }
    }
    let is_choice =
        |contents: &Contents| contents.tables.iter().flat_map(|table| &table.choices).any(|values| !values.is_empty());
    for part in parts(snapshot, is_choice).into_iter().filter(|part| is_near(part.extent)) {
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
