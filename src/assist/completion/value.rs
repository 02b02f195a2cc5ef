//! Values of fields, of a table's cells and of placeholders.

use super::Completion;
use super::cursor::Cursor;
use super::slot::Slot;
use crate::rules::table_at;
use crate::template::{
    FieldSpec, Template, ValueKind, alternatives, kind_of_key, own_value, placeholder_name, plain, value_of,
};
use crate::text::Span;

/// The values that are known where the cursor is in a value; `None` elsewhere.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    cursor.snapshot.template()?;
    let outer = cell(cursor).or_else(|| field(cursor));
    let Some(hole) = placeholder(cursor) else { return outer.map(|slot| slot.complete(cursor)) };
    match outer {
        // A value that is nothing but the placeholder.
        Some(slot) if slot.span == hole || hole.covers(slot.span) => {
            Some(with_own(cursor, Slot { span: hole, ..slot }).complete(cursor))
        }
        _ => Some(with_own(cursor, alone(cursor, hole)).complete(cursor)),
    }
}

/// A placeholder somewhere in a text.
fn alone(cursor: &Cursor<'_>, span: Span) -> Slot {
    let name = placeholder_name(&cursor.document().slice(span)).trim().to_owned();
    let kind = kind_named(&name);
    Slot { span, name, wanted: None, choices: Vec::new(), kind, in_list: false, write: Box::new(str::to_owned) }
}

/// With the alternatives that the placeholder itself offers.
fn with_own(cursor: &Cursor<'_>, mut slot: Slot) -> Slot {
    if slot.choices.is_empty() {
        let source = cursor.document().slice(slot.span);
        slot.choices = alternatives(placeholder_name(&source)).unwrap_or_default();
    }
    slot
}

/// What a value is, by the name of its label or placeholder.
fn kind_named(name: &str) -> ValueKind {
    if name.to_lowercase().contains("yyyy") { ValueKind::Date } else { kind_of_key(name) }
}

/// What a value is, by its label and by what the template has in its place.
fn kind_asked(label: &str, asked: &str) -> ValueKind {
    match kind_named(label) {
        ValueKind::Text => kind_named(placeholder_name(plain(asked))),
        kind => kind,
    }
}

/// The placeholder at the cursor, on its line; where it is just begun, up to the cursor, and with the bracket that an
/// editor has closed there.
pub(super) fn placeholder(cursor: &Cursor<'_>) -> Option<Span> {
    let (document, template, alignment) = cursor.snapshot.aligned()?;
    let at = cursor.offset;
    let known = template.placeholders();
    let found = known.find(document, cursor.line, |offset| alignment.home(document, offset));
    let here = |span: Span| span.start < at && at <= span.end && span.end <= cursor.line.end;
    if let Some(placeholder) = found.iter().find(|placeholder| here(placeholder.span)) {
        return Some(placeholder.span);
    }
    let before = cursor.before();
    let open = before.rfind(['{', '[', '<', '【'])?;
    // Two brackets of a kind are one.
    let open = before[..open].trim_end_matches(['{', '[', '$']).len();
    let begun = &before[open..];
    let is_known = |span: &Span| template.document.slice(*span).starts_with(begun);
    let is_begun = begun.chars().count() > 2 && !begun.contains(['}', ']', '>', '】']);
    let behind = cursor.behind();
    let closed = behind.len() - behind.trim_start_matches(['}', ']', '>', '】']).len();
    (is_begun && known.spans().iter().any(is_known)).then(|| Span::new(cursor.line.start + open, at + closed))
}

/// The value of the field on the cursor's line.
fn field(cursor: &Cursor<'_>) -> Option<Slot> {
    let (document, template, alignment) = cursor.snapshot.aligned()?;
    let whole = Span::new(cursor.line.start, cursor.line.end + 1);
    let field = document.fields(whole).take_while(|field| field.span(field.item.label).end <= cursor.offset).last()?;
    let value = field.span(field.item.value);
    let source = document.slice(value);
    let own = value_of(document, Span::new(value.start, value.start + own_value(&source).len()));
    let is_empty = own.is_empty();
    let rest = document.slice(Span::new(cursor.offset, cursor.line.end));
    let is_there = match is_empty {
        true => {
            value.start <= cursor.offset && (rest.trim().is_empty() || rest.trim_start().starts_with(['|', '#', '<']))
        }
        false => own.touches(cursor.offset),
    };
    if !is_there {
        return None;
    }
    let section = cursor.document().section_at(cursor.offset);
    let homes = alignment.homes(document, template, section).map(|home| template.contents(home));
    let label = field.text(field.item.label);
    let spec = homes.into_iter().find_map(|contents| Some(&contents.fields[contents.named(label)?]));
    let span = if is_empty { Span::at(cursor.offset) } else { own };
    let is_glued = is_empty && !cursor.before().ends_with([' ', '\t', '：']);
    let write = move |value: &str| if is_glued { format!(" {value}") } else { value.to_owned() };
    Some(slot(template, span, label, spec, Box::new(write)))
}

fn slot(
    template: &Template,
    span: Span,
    label: &str,
    spec: Option<&FieldSpec>,
    write: Box<dyn Fn(&str) -> String>,
) -> Slot {
    let asked = spec.map_or_else(String::new, |spec| template.document.slice(spec.value).into_owned());
    Slot {
        span,
        name: label.to_owned(),
        wanted: spec.map(|spec| spec.span),
        choices: spec.map(|spec| spec.choices.clone()).unwrap_or_default(),
        kind: kind_asked(label, &asked),
        in_list: false,
        write,
    }
}

/// The cell of a table at the cursor; `None` in its header and elsewhere.
fn cell(cursor: &Cursor<'_>) -> Option<Slot> {
    let (document, template, alignment) = cursor.snapshot.aligned()?;
    let source = cursor.source();
    if !source.contains('|') {
        return None;
    }
    let section = document.section_at(cursor.offset);
    let from = section.map_or(0, |section| document.sections()[section].extent.start);
    let mut tables = document.tables(Span::new(from, cursor.line.end));
    let table = tables.find(|table| table.end >= cursor.line.end.min(cursor.offset))?;
    let header = document.text().line_at(table.start);
    let rule = document.text().line_at(document.text().content_start(header.end));
    if cursor.line.start <= rule.start {
        return None;
    }
    let (column, span) = cell_at(cursor)?;
    let rows = document.table(table);
    let text = document.slice(span);
    let span = if text.trim().is_empty() { Span::at(cursor.offset) } else { value_of(document, span) };
    let pad = [!cursor.before().ends_with(' '), cursor.behind().starts_with('|')].map(|pad| pad && span.is_empty());
    let write: Box<dyn Fn(&str) -> String> = Box::new(move |value| {
        let [before, behind] = pad.map(|pad| if pad { " " } else { "" });
        format!("{before}{}{behind}", value.replace('|', "\\|"))
    });
    if !span.touches(cursor.offset) {
        return None;
    }
    let own = section.filter(|section| Some(*section) != alignment.title());
    if let Some((spec, columns)) = table_at(cursor.snapshot, own, table) {
        let name = rows.first()?.get(column).map(|cell| document.slice(*cell).into_owned()).unwrap_or_default();
        let at = columns.iter().position(|other| *other == Some(column));
        let choices = at.and_then(|at| spec.choices.get(at).cloned()).unwrap_or_default();
        let cells = template.document.table(spec.span);
        let asked = at
            .and_then(|at| cells.get(1)?.get(at))
            .map_or_else(String::new, |cell| template.document.slice(*cell).into_owned());
        let kind = kind_asked(plain(&name), &asked);
        return Some(Slot {
            span,
            name: plain(&name).to_owned(),
            wanted: Some(spec.span),
            choices,
            kind,
            in_list: false,
            write,
        });
    }
    // A row that is a label and its value.
    let row = rows.iter().rfind(|row| row.first().is_some_and(|cell| cell.start >= cursor.line.start))?;
    let label = document.slice(*row.first().filter(|cell| column == 1 && cell.end < cursor.offset)?);
    let homes = alignment.homes(document, template, section).map(|home| template.contents(home));
    let spec = homes.into_iter().find_map(|contents| Some(&contents.fields[contents.named(plain(&label))?]));
    Some(slot(template, span, plain(&label), spec, write))
}

/// Which cell of its row the cursor is in, from 0, and where it is, without the white space around.
fn cell_at(cursor: &Cursor<'_>) -> Option<(usize, Span)> {
    let source = cursor.source();
    let (mut bars, mut escaped, mut code) = (Vec::new(), false, false);
    for (at, c) in source.char_indices() {
        match c {
            '`' => code = !code,
            '|' if !escaped && !code => bars.push(at),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    let at = cursor.before().len();
    let ahead = bars.iter().filter(|bar| **bar < at).count();
    let start = ahead.checked_sub(1).map_or(0, |last| bars[last] + 1);
    let end = bars.get(ahead).copied().unwrap_or(source.len());
    let column = ahead.checked_sub(usize::from(source.trim_start().starts_with('|')))?;
    let text = &source[start..end];
    let inner = start + text.len() - text.trim_start().len();
    let inner = Span::new(inner.min(end), (start + text.trim_end().len()).max(inner.min(end)));
    Some((column, inner.shift(cursor.line.start)))
}
