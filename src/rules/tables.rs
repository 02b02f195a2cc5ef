//! A document's tables paired with those of its template.

use super::parts::{Part, part};
use crate::document::Document;
use crate::template::{TableSpec, Wording, label_key, plain};
use crate::text::Span;
use crate::workspace::Snapshot;

/// A table of a document that stands for one of the template.
pub(super) struct PairedTable {
    /// Where it is.
    pub(super) span: Span,
    /// For each of the template's columns the one of the document.
    pub(super) columns: Vec<Option<usize>>,
    /// How many columns of its own it has.
    pub(super) own: usize,
}

/// The template's tables with those of the document that have at least half of their columns, each
/// of them once.
pub(super) fn paired<'a>(snapshot: &Snapshot, part: &Part<'a>) -> Vec<(&'a TableSpec, PairedTable)> {
    let document = snapshot.document();
    let specs: Vec<&TableSpec> = part.contents.tables.iter().filter(|table| !table.labels).collect();
    let mut found = Vec::new();
    for span in document.tables(part.extent) {
        found.extend(best(document, &specs, span));
    }
    found
}

/// The template's table that the one at `span`, in `section`, stands for, and for each of its columns the one
/// of the document. `None` where it stands for none.
pub(crate) fn table_at(
    snapshot: &Snapshot,
    section: Option<usize>,
    span: Span,
) -> Option<(&TableSpec, Vec<Option<usize>>)> {
    let document = snapshot.document();
    let parent = |section: &Option<usize>| section.map(|section| document.sections()[section].parent);
    let mut sections = std::iter::successors(Some(section), parent);
    sections.find_map(|section| {
        let part = part(snapshot, section)?;
        let specs: Vec<&TableSpec> = part.contents.tables.iter().filter(|table| !table.labels).collect();
        best(document, &specs, span).map(|(spec, pair)| (spec, pair.columns))
    })
}

/// The one of `specs` that shares most columns, and at least half of its own, with the table at `span`.
fn best<'a>(document: &Document, specs: &[&'a TableSpec], span: Span) -> Option<(&'a TableSpec, PairedTable)> {
    let pairs = specs.iter().map(|spec| (*spec, pair(document, spec, span)));
    let shared = |pair: &PairedTable| pair.columns.iter().flatten().count();
    let best = pairs.max_by_key(|(_, pair)| shared(pair));
    best.filter(|(spec, pair)| shared(pair) > 0 && shared(pair) * 2 >= spec.columns.len())
}

/// Pairs the columns: equal names first, then those that are alike.
fn pair(document: &Document, spec: &TableSpec, span: Span) -> PairedTable {
    let header = document.table(span).into_iter().next().unwrap_or_default();
    let names: Vec<String> = header.iter().map(|cell| label_key(plain(&document.slice(*cell)))).collect();
    let keys: Vec<String> = spec.columns.iter().map(|column| label_key(column)).collect();
    let mut columns: Vec<Option<usize>> = vec![None; keys.len()];
    let mut taken = vec![false; names.len()];
    for strict in [true, false] {
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
            if columns[at].is_none() {
                let fits = |name: &String| if strict { name == key } else { is_alike(key, name) };
                columns[at] = (0..names.len()).find(|&column| !taken[column] && fits(&names[column]));
                columns[at].into_iter().for_each(|column| taken[column] = true);
            }
        }
    }
    PairedTable { span, columns, own: taken.iter().filter(|taken| !**taken).count() }
}

/// Whether two labels may be names for one thing: alike, or one with words more.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| format!(" {text} ");
    let holds = |long: &str, short: &str| short.len() > 2 && words(long).contains(&words(short));
    Wording::new(one).is_like(other) || holds(one, other) || holds(other, one)
}
