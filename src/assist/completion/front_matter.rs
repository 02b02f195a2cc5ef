//! The front matter itself, at the top of a document that has none.

use super::cursor::Cursor;
use super::{Completion, CompletionKind, documentation};
use crate::document::Document;
use crate::rules::open_front_matter;
use crate::template::{Piece, Skeleton};
use crate::text::Span;
use crate::workspace::Snapshot;

/// The front matter in place of a fence that is begun on the first line; `None` where there is none.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    let typed = cursor.source().trim_end();
    let is_fence =
        (1..=3).contains(&typed.len()) && (typed.trim_matches('-').is_empty() || typed.trim_matches('+').is_empty());
    if !is_fence || !is_top(cursor) {
        return None;
    }
    let template = cursor.snapshot.template()?;
    let without = Snapshot::new(cursor.document().edit(cursor.line, ""), Some(template.clone()));
    let item = item(&without, cursor.line)?;
    Some(vec![item])
}

/// The front matter, where the cursor is at the very start.
pub(super) fn at_top(cursor: &Cursor<'_>) -> Option<Completion> {
    let is_free = cursor.source().trim().is_empty() || cursor.before().is_empty();
    if !is_top(cursor) || !is_free {
        return None;
    }
    item(cursor.snapshot, Span::at(cursor.offset))
}

fn is_top(cursor: &Cursor<'_>) -> bool {
    let document = cursor.document();
    document.front_matter().is_none() && cursor.line.start == document.text().line_start(0)
}

fn item(snapshot: &Snapshot, span: Span) -> Option<Completion> {
    let template = snapshot.template()?;
    let text = open_front_matter(snapshot)?.text;
    let skeleton = Skeleton(pieces(&text));
    let label = text.lines().next().unwrap_or("---");
    Some(Completion {
        label: format!("{label} (front matter)"),
        kind: CompletionKind::Template,
        detail: format!("missing front matter of {}", template.id),
        documentation: documentation("", text.trim_end()),
        span,
        skeleton,
        filter: label.to_owned(),
        order: 0,
    })
}

/// `text`, front matter, with the placeholders that are whole values as holes.
fn pieces(text: &str) -> Vec<Piece> {
    let document = Document::parse(text);
    let Some(matter) = document.front_matter() else { return vec![Piece::Text(text.to_owned())] };
    let mut pieces = Vec::new();
    let mut from = 0;
    for entry in &matter.entries {
        let value = matter.inner(entry);
        let source = matter.text(value);
        if source.starts_with(['{', '<', '[', '$']) && source.ends_with(['}', '>', ']']) {
            pieces.push(Piece::Text(text[from..value.start].to_owned()));
            pieces.push(Piece::Hole(source.to_owned()));
            from = value.end;
        }
    }
    pieces.push(Piece::Text(text[from..].to_owned()));
    pieces
}
