//! One more row of a table.

use super::cursor::Cursor;
use super::{Completion, CompletionKind, documentation};
use crate::rules::table_at;
use crate::template::{Piece, Skeleton, TableSpec, Template, plain};
use crate::text::Span;

/// A row with the template's cells, on a line below or in a table on which nothing but a bar stands; `None` elsewhere.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    let typed = cursor.source().trim();
    let is_begun = (1..=2).contains(&typed.matches('|').count()) && typed.trim_matches(['|', ' ']).is_empty();
    let item = if is_begun { item(cursor)? } else { return None };
    Some(vec![item])
}

/// The same on the empty line directly below a table.
pub(super) fn below(cursor: &Cursor<'_>) -> Option<Completion> {
    if cursor.source().trim().is_empty() { item(cursor) } else { None }
}

fn item(cursor: &Cursor<'_>) -> Option<Completion> {
    let (document, template) = (cursor.document(), cursor.snapshot.template()?);
    if cursor.is_verbatim() {
        return None;
    }
    let above = document.text().line_at(document.text().content_end(cursor.line.start));
    let section = cursor.section();
    let from = section.map_or(0, |section| document.sections()[section].extent.start);
    let is_near = document.text().slice(Span::new(above.end, cursor.line.start)).trim_matches(['\r', '\n']).is_empty();
    let span = document.tables(Span::new(from.min(above.end), above.end)).find(|table| table.end >= above.end)?;
    // Directly below it, or on a line that is a row already; not between its header and the rule below.
    let rule = document.text().line_at(document.text().content_start(document.text().line_at(span.start).end));
    if !is_near
        || cursor.line.start <= rule.start
        || document.text().line_at(cursor.line.start.saturating_sub(1)).is_empty()
    {
        return None;
    }
    let (spec, columns) = table_at(cursor.snapshot, section, span)?;
    let width = document.table(span).first().map_or(0, Vec::len);
    let pieces = row(template, spec, &columns, width);
    let indent = &cursor.source()[..cursor.source().len() - cursor.source().trim_start().len()];
    let mut skeleton = Skeleton([vec![Piece::Text(indent.to_owned())], pieces].concat());
    let preview = skeleton.plain();
    // The line may be the blank one between the table and what follows.
    let line_ending = document.text().line_ending();
    let next = document.text().content_start(cursor.line.end);
    let is_next = document.slice(Span::new(cursor.line.end, next)).matches(line_ending.as_str()).count() == 1;
    let below = document.slice(document.text().line_at(next));
    if is_next && span.end <= cursor.line.end && !below.trim().is_empty() && !below.trim_start().starts_with('|') {
        skeleton.0.push(Piece::Text(line_ending.as_str().to_owned()));
    }
    Some(Completion {
        label: preview.trim().to_owned(),
        kind: CompletionKind::Part,
        detail: format!("row as in {}", template.id),
        documentation: documentation("", &preview),
        span: cursor.line,
        filter: preview,
        skeleton,
        order: 0,
    })
}

/// The cells of the template's first row below the header, each where the document has its column; in those of its own
/// nothing.
fn row(template: &Template, spec: &TableSpec, columns: &[Option<usize>], width: usize) -> Vec<Piece> {
    let rows = template.document.table(spec.span);
    let cells = rows.get(1).map_or(&[][..], Vec::as_slice);
    let mut pieces = vec![Piece::Text("|".to_owned())];
    for column in 0..width {
        let at = columns.iter().position(|other| *other == Some(column));
        pieces.push(Piece::Text(" ".to_owned()));
        pieces.push(at.map_or_else(|| Piece::Hole(String::new()), |at| cell(template, spec, at, cells.get(at))));
        pieces.push(Piece::Text(" |".to_owned()));
    }
    pieces
}

fn cell(template: &Template, spec: &TableSpec, at: usize, span: Option<&Span>) -> Piece {
    let source = span.map_or_else(String::new, |span| template.document.slice(*span).trim().to_owned());
    if let Some(choices) = spec.choices.get(at).filter(|choices| !choices.is_empty()) {
        return Piece::Choice(source, choices.clone());
    }
    let holes = template.placeholders().spans();
    let is_open = span.is_some_and(|span| holes.iter().any(|hole| span.covers(*hole)));
    // What stands there without a placeholder is the template's own example.
    let is_kept = is_open && !plain(&source).is_empty();
    Piece::Hole(if is_kept { source } else { String::new() })
}
