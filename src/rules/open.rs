//! What a document lacks, as the texts that its author may put where the cursor is.
//!
//! What is missing is what the rules find missing; only an empty section, of which they say no more than
//! that, lacks here what it would have to hold.

use super::parts::part;
use super::{field_line, missing_code_block, missing_field, missing_key, missing_table};
use crate::document::Document;
use crate::template::{KeySpec, Piece, Skeleton, Template, ValueKind};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// A field that a section lacks.
#[derive(Clone, Debug)]
pub(crate) struct OpenField {
    /// Its label, as the template has it.
    pub(crate) label: String,
    /// Where the template has it, in bytes of the template.
    pub(crate) wanted: Span,
    /// It as a line of its own, its lines ended with LF.
    pub(crate) skeleton: Skeleton,
    /// Whether that is a row of the table in which the fields next to it are.
    pub(crate) row: bool,
}

/// A key that the front matter lacks.
#[derive(Clone, Debug)]
pub(crate) struct OpenKey<'a> {
    /// What the template says of it.
    pub(crate) spec: &'a KeySpec,
    /// Its lines, ended with LF but for the last one.
    pub(crate) skeleton: Skeleton,
}

/// The fields that `section` lacks (`None` for what is ahead of the first one), in template order, in the section's own style.
pub(crate) fn open_fields(snapshot: &Snapshot, section: Option<usize>) -> Vec<OpenField> {
    let Some(part) = &part(snapshot, section) else { return Vec::new() };
    let fields = missing_field::open(snapshot, part).into_iter().filter_map(|field| {
        let spec = &part.contents.fields[field];
        let (skeleton, row) = field_line::line(snapshot, part, field)?;
        Some(OpenField { label: spec.label.clone(), wanted: spec.span, skeleton, row })
    });
    fields.collect()
}

/// The table that `section` lacks, in bytes of the template, and its columns.
pub(crate) fn open_table(snapshot: &Snapshot, section: Option<usize>) -> Option<(Span, Vec<String>)> {
    let part = &part(snapshot, section)?;
    let table = missing_table::lacking(snapshot, part)?;
    Some((table.span, table.columns.clone()))
}

/// The code block that `section` lacks, in bytes of the template.
pub(crate) fn open_code(snapshot: &Snapshot, section: Option<usize>) -> Option<Span> {
    let part = &part(snapshot, section)?;
    missing_code_block::lacking(snapshot, part).map(|code| code.span)
}

/// The keys that the front matter lacks, in template order, with what the document says of them elsewhere.
pub(crate) fn open_keys(snapshot: &Snapshot) -> Vec<OpenKey<'_>> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let lacking = missing_key::lacking(document, template, alignment.title());
    lacking.into_iter().map(|spec| OpenKey { spec, skeleton: entry(snapshot, template, spec) }).collect()
}

/// The whole front matter at the top of a document that has none; `None` where the template leaves
/// nothing in it to the author.
pub(crate) fn open_front_matter(snapshot: &Snapshot) -> Option<Edit> {
    let (document, template, alignment) = snapshot.aligned()?;
    let is_open = document.front_matter().is_none()
        && missing_key::lacking(document, template, alignment.title()).iter().any(|key| key.open);
    let fix = is_open.then(|| missing_key::insert_all(snapshot))??;
    fix.edits.first().cloned()
}

/// The lines of a key, with its value to be written or picked where the document does not say it.
fn entry(snapshot: &Snapshot, template: &Template, key: &KeySpec) -> Skeleton {
    let text = missing_key::entry_text(snapshot, template, key);
    let text = text.trim_end();
    let fence = if is_toml(template) { "+++" } else { "---" };
    let document = Document::parse(&format!("{fence}\n{text}\n{fence}\n"));
    let start = fence.len() + 1;
    let value = document.front_matter().and_then(|matter| {
        let span = matter.inner(matter.entries.first()?);
        Some((span.start.checked_sub(start)?..span.end.checked_sub(start)?, matter.text(span).to_owned()))
    });
    let Some((range, value)) = value.filter(|_| key.open) else { return Skeleton(vec![Piece::Text(text.to_owned())]) };
    let is_decided = !value.is_empty() && !template.document.slice(key.lines).contains(&value);
    let piece = match &key.kind {
        _ if is_decided => Piece::Text(value),
        ValueKind::Choice { values, .. } => {
            let mut values = values.clone();
            // What the template has already comes first.
            values.sort_by_key(|known| *known != value);
            Piece::Choice(value, values)
        }
        _ => Piece::Hole(value),
    };
    let gap = if text[..range.start].ends_with([':', '=']) { " " } else { "" };
    Skeleton(vec![
        Piece::Text(format!("{}{gap}", &text[..range.start])),
        piece,
        Piece::Text(text[range.end..].to_owned()),
    ])
}

fn is_toml(template: &Template) -> bool {
    let kind = template.document.front_matter().map(|matter| matter.kind);
    kind == Some(crate::document::FrontMatterKind::Toml)
}
