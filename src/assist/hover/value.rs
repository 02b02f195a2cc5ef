//! What a front-matter key, a field or a table's column wants.

use super::words::{asked_by, code, escaped, field_kind, kind};
use super::{Hover, Look};
use crate::assist::subject::placeholder_at;
use crate::document::same_key;
use crate::markdown::BlockKind;
use crate::template::{FieldKind, Home, Template, ValueKind, label_key, plain};
use crate::text::Span;

/// What to say of the key, the label or the column at the place, and of a placeholder as their value.
pub(super) fn hover(look: &Look<'_>) -> Option<Hover> {
    key(look).or_else(|| field(look)).or_else(|| column(look))
}

/// Whether the place is in `label`, or in a placeholder in `value`.
fn is_at(look: &Look<'_>, label: Span, value: Span) -> bool {
    let is_open = || placeholder_at(look.snapshot, look.offset).is_some_and(|hole| value.covers(hole.span));
    label.touches(look.offset) || (value.touches(look.offset) && is_open())
}

fn key(look: &Look<'_>) -> Option<Hover> {
    let (document, template, _) = look.snapshot.aligned()?;
    let matter = document.front_matter().filter(|matter| matter.content.touches(look.offset))?;
    let entry = matter.entries.iter().find(|entry| is_at(look, entry.key, entry.value))?;
    let name = matter.text(entry.key);
    let spec = template.keys().iter().find(|spec| same_key(&spec.name, name))?;
    let asked = template.document.front_matter()?;
    let comment = asked.entries.iter().find(|entry| entry.key == spec.key).and_then(|entry| entry.comment);
    // A comment that lists the choices is said already.
    let comment = comment.filter(|_| !matches!(spec.kind, ValueKind::Choice { .. }));
    let comment = comment.map(|comment| escaped(asked.text(comment)));
    let markdown = said(&spec.name, !spec.optional, kind(&spec.kind), comment, asked_here(look, template, spec.key));
    Some(Hover { span: Span::new(entry.key.start, entry.value.end.max(entry.key.end)), markdown })
}

fn field(look: &Look<'_>) -> Option<Hover> {
    let (document, template, _) = look.snapshot.aligned()?;
    let field = look.snapshot.fields().iter().find(|field| is_at(look, field.label, field.value))?;
    let spec = field.of(template);
    let text = template.document.slice(spec.value);
    let holds_hole = template.placeholders().spans().iter().any(|hole| spec.value.covers(*hole));
    let is_told = holds_hole && spec.choices.is_empty() && *document.slice(field.value) != *text && text.len() <= 300;
    let example = is_told.then(|| format!("The template has {}", code(&text)));
    let kind = field_kind(spec.kind, &spec.choices);
    let markdown = said(&spec.label, spec.required, kind, example, asked_here(look, template, spec.span));
    let (first, last) = (field.label.start.min(field.value.start), field.label.end.max(field.value.end));
    // A column's value is below other cells: the label alone is what it is about.
    let span = if field.column {
        if field.label.touches(look.offset) { field.label } else { field.value }
    } else {
        Span::new(first, last)
    };
    Some(Hover { span, markdown })
}

/// A table's column, by its header, or by a placeholder in one of its cells.
fn column(look: &Look<'_>) -> Option<Hover> {
    let (document, template, alignment) = look.snapshot.aligned()?;
    let section = document.section_at(look.offset)?;
    let pair = alignment.pair(section).filter(|pair| !pair.loose)?;
    let tables = &template.contents(Home::Spec(pair.spec)).tables;
    if tables.is_empty() {
        return None;
    }
    let body = document.sections()[section].body;
    let is_here = |span: &Span| span.touches(look.offset);
    let found = document.blocks(body).filter(|block| block.item.kind == BlockKind::Table);
    let rows = document.table(found.map(|block| block.span(block.item.span)).find(is_here)?);
    let cell_at = |row: &Vec<Span>| row.iter().position(is_here);
    let row = rows.iter().position(|row| cell_at(row).is_some())?;
    let at = cell_at(&rows[row])?;
    let (header, cell) = (*rows.first()?.get(at)?, rows[row][at]);
    if row > 0 && !is_at(look, Span::at(cell.start), cell) {
        return None;
    }
    let key = label_key(plain(&document.slice(header)));
    let (table, column) = tables.iter().find_map(|table| {
        let column = table.columns.iter().position(|column| label_key(plain(column)) == key)?;
        Some((table, column))
    })?;
    let choices = &table.choices[column];
    let kind = field_kind(FieldKind::Written, choices);
    let markdown =
        said(plain(&table.columns[column]), table.required, kind, None, asked_here(look, template, table.span));
    Some(Hover { span: cell, markdown })
}

/// `**Owner**, required: one of …`, what else there is to say, and who asks.
fn said(name: &str, required: bool, kind: Option<String>, more: Option<String>, asked: String) -> String {
    let must = if required { "required" } else { "optional" };
    let kind = kind.map(|kind| format!(": {kind}")).unwrap_or_default();
    let first = format!("**{}**, {must}{kind}", escaped(name));
    let paragraphs = [Some(first), more, Some(asked)].into_iter().flatten().filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The template's line, unless the hover of the placeholder in it says one.
fn asked_here(look: &Look<'_>, template: &Template, span: Span) -> String {
    let is_said = placeholder_at(look.snapshot, look.offset).is_some_and(|placeholder| placeholder.learned.is_some());
    if is_said { String::new() } else { asked_by(look, template, span) }
}
