//! The fields that a section lacks.

use super::beginning::{Beginning, Shape};
use super::{Completion, CompletionKind, documentation};
use crate::document::Document;
use crate::rules::open_fields;
use crate::template::{Piece, Skeleton};
use crate::text::Span;

/// What a field's line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Item,
    Line,
    Row,
}

/// The fields that the section around the cursor lacks, in template order and in the section's own style.
pub(super) fn missing(beginning: &Beginning<'_>) -> Vec<Completion> {
    let Some((document, template, _)) = beginning.snapshot.aligned() else { return Vec::new() };
    if matches!(beginning.typed.shape, Shape::Heading | Shape::Fence | Shape::Ahead) {
        return Vec::new();
    }
    let is_below_row = is_below_row(beginning);
    let line_ending = document.text().line_ending();
    let fields = open_fields(beginning.snapshot, beginning.section).into_iter().filter_map(|field| {
        let text = field.skeleton.plain();
        let form = match field.row {
            true => Form::Row,
            false if is_item(&text) => Form::Item,
            false => Form::Line,
        };
        let fits = match beginning.typed.shape {
            Shape::Row => form == Form::Row,
            Shape::Item => form == Form::Item && !is_below_item(beginning, &text),
            _ => true,
        };
        if !fits || is_below_row != (form == Form::Row) || !beginning.is_meant(&field.label) {
            return None;
        }
        let skeleton = apart(beginning, form, field.skeleton);
        let filter = match beginning.typed.shape {
            Shape::Blank => text.lines().next().unwrap_or_default().trim_start().to_owned(),
            _ => beginning.filter(&field.label, &text),
        };
        let (_, line) = template.line(field.wanted.start);
        Some(Completion {
            label: field.label,
            kind: CompletionKind::Field,
            detail: format!("missing field of {}", template.id),
            documentation: documentation(
                &format!("The template asks for it: `{}`", line.trim().replace('`', "'")),
                &text,
            ),
            span: beginning.typed.span,
            skeleton: skeleton.in_line_ending(line_ending),
            filter,
            order: 0,
        })
    });
    fields.collect()
}

/// Whether the line above is a table's row.
fn is_below_row(beginning: &Beginning<'_>) -> bool {
    let document = beginning.snapshot.document();
    let (above, _) = beginning.neighbours();
    let from = beginning.section.map_or(0, |section| document.sections()[section].extent.start);
    let mut tables = document.tables(Span::new(from.min(above.end), above.end));
    !above.is_empty() && tables.any(|table| table.start < above.start && table.end == above.end)
}

/// Whether what is typed is an item of another one's list, and `text`, which is to come, would not be.
fn is_below_item(beginning: &Beginning<'_>, text: &str) -> bool {
    let above = beginning.snapshot.document().slice(beginning.neighbours().0);
    let is_deeper = beginning.typed.indent.len() > text.len() - text.trim_start().len();
    is_deeper && (is_item(&above) || above.starts_with([' ', '\t']))
}

fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_marked = |rest: &str, marks: &[char]| rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with(' '));
    is_marked(text, &['-', '*', '+']) || (behind.len() < text.len() && is_marked(behind, &['.', ')']))
}

/// `skeleton` with blank lines to what is no field of its kind.
fn apart(beginning: &Beginning<'_>, form: Form, skeleton: Skeleton) -> Skeleton {
    let document = beginning.snapshot.document();
    let (above, below) = beginning.neighbours();
    let is_apart = |line: Span| {
        let text = document.slice(line);
        let is_blank = text.trim().is_empty();
        let is_alike = match form {
            Form::Item => is_item(&text) || text.starts_with([' ', '\t']),
            Form::Line => document.fields(line).next().is_some() && !is_item(&text),
            Form::Row => text.trim_start().starts_with('|'),
        };
        !is_blank && !is_alike
    };
    let mut pieces = skeleton.0;
    // Between two lines that are kept apart, it is kept apart in their way.
    let ending = document.slice(above);
    let hard = ["  ", "\\"].into_iter().find(|hard| ending.ends_with(hard));
    if let Some(hard) = hard.filter(|_| form == Form::Line && !is_apart(above) && !is_apart(below)) {
        pieces.push(Piece::Text(hard.to_owned()));
    }
    let is_front_matter =
        |document: &Document| document.front_matter().is_some_and(|matter| matter.span.end > above.start);
    if is_apart(above) && !is_front_matter(document) {
        pieces.insert(0, Piece::Text("\n".to_owned()));
    }
    if is_apart(below) {
        pieces.push(Piece::Text("\n".to_owned()));
    }
    Skeleton(pieces)
}
