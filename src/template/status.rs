//! Where a text says how far it has come: its status, in the many places in which people write it.

use super::choice::own;
use super::opening;
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, Field, normalise};
use crate::text::Span;

/// A longer text is no status.
const MOST_WORDS: usize = 12;

/// What may be the document's status, as written, those that decide first: the fields of the opening,
/// with what stands below their labels, the rows and the columns of its tables, and what a section
/// `Status` begins with. None of the front matter, which decides where it has one.
pub fn statuses(document: &Document, title: Option<usize>) -> Vec<String> {
    let opening = opening(document, title);
    let mut found: Vec<String> = document
        .fields(opening)
        .filter(|field| is_status(field.text(field.item.label)))
        .map(|field| of_field(document, field, opening.end))
        .collect();
    let is_table = |block: &Located<'_, Block>| block.item.kind == BlockKind::Table;
    for table in document.blocks(opening).filter(is_table) {
        found.extend(of_table(document, table.span(table.item.span)));
    }
    for section in 0..document.sections().len() {
        let is_top = document.sections()[section].parent.is_none_or(|parent| Some(parent) == title);
        if Some(section) != title && is_top && is_status(document.heading(section)) {
            found.extend(of_section(document, document.sections()[section].body));
        }
    }
    found
}

fn is_status(label: &str) -> bool {
    label.len() < 64 && normalise(label) == "status"
}

/// The value on the label's line, or below it.
fn of_field(document: &Document, field: Located<'_, Field>, end: usize) -> String {
    let value = field.text(field.item.value);
    if !own(value).trim().is_empty() {
        return value.to_owned();
    }
    document.below(field, end).map_or_else(String::new, |below| first(document, below))
}

/// The first line of what is at `span`, or the ticked one of its items; empty where none or several are.
fn first(document: &Document, span: Span) -> String {
    let mut ticked = Vec::new();
    let mut boxes = false;
    for block in document.blocks(span) {
        if let BlockKind::Item { task: Some(tick), content } = block.item.kind {
            boxes = true;
            ticked.extend(tick.then(|| block.text(content)));
        }
    }
    let text = document.slice(span);
    let text = match ticked.as_slice() {
        [one] => one,
        _ if boxes => "",
        _ => text.trim(),
    };
    let line = text.lines().next().unwrap_or_default();
    bulletless(line).to_owned()
}

/// A line without the marker of an item or a quote ahead of it.
fn bulletless(line: &str) -> &str {
    let marker = ["- ", "* ", "+ ", "> "].into_iter().find_map(|marker| line.trim_start().strip_prefix(marker));
    marker.unwrap_or(line).trim()
}

/// The value of the row `Status`, or the first one of the column `Status`.
fn of_table(document: &Document, table: Span) -> Vec<String> {
    let rows = document.table(table);
    let text = |span: &Span| document.slice(*span).into_owned();
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if let [label, value] = row.as_slice()
            && is_status(&document.slice(*label))
        {
            found.push(text(value));
        }
        let column = row.iter().position(|cell| is_status(&document.slice(*cell)));
        if let Some(value) = column.filter(|_| index == 0).and_then(|column| rows.get(1)?.get(column)) {
            found.push(text(value));
        }
    }
    found
}

/// What a section begins with, if that is short: nothing else is a status.
fn of_section(document: &Document, body: Span) -> Option<String> {
    let is_comment = |block: &Located<'_, Block>| matches!(block.item.kind, BlockKind::Html { comments_only: true });
    let is_heading = |block: &Located<'_, Block>| matches!(block.item.kind, BlockKind::Heading(_));
    let Some(block) = document.blocks(body).filter(|block| !is_heading(block)).find(|block| !is_comment(block)) else {
        return Some(String::new());
    };
    match block.item.kind {
        BlockKind::Paragraph | BlockKind::List { .. } => {
            let text = first(document, block.span(block.item.span));
            (text.split_whitespace().count() <= MOST_WORDS).then_some(text)
        }
        _ => None,
    }
}

/// Whether front matter, the opening or a section has a status.
pub(super) fn has_status(document: &Document, title: Option<usize>) -> bool {
    document.front_matter().is_some_and(|matter| matter.get("status").is_some())
        || !statuses(document, title).is_empty()
}

/// The one of several alternatives that somebody picked: the only ticked box of `[ ] Draft [x] Approved`,
/// the only marked one of `Draft | **Approved**`, the one that is not struck out. All of a text that offers none.
/// `None` where nothing is picked, or several are.
pub fn picked(text: &str) -> Option<&str> {
    let text = without_comments(text);
    if text.contains("[ ]") || text.contains("[x]") || text.contains("[X]") {
        return only(text.split('[').filter_map(|part| part.strip_prefix("x]").or(part.strip_prefix("X]"))));
    }
    let parts: Vec<&str> = match (text.contains('|'), text.matches(" / ").count()) {
        (true, _) => text.split('|').collect(),
        (false, 2..) => text.split(" / ").collect(),
        _ => return Some(text),
    };
    let parts = || parts.iter().map(|part| part.trim().trim_end_matches('\\').trim());
    let is_struck = |part: &str| part.starts_with("~~") && part.ends_with("~~");
    let is_marked = |part: &&str| {
        let is_bold = |mark| part.starts_with(mark) && part.matches(mark).count() >= 2;
        is_bold('*') || is_bold('_') || part.starts_with(['✅', '☑'])
    };
    only(parts().filter(is_marked))
        .or_else(|| parts().any(is_struck).then(|| only(parts().filter(|part| !is_struck(part))))?)
}

/// The only item; `None` of several.
fn only<'a>(mut items: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// What is left of a text between the comments ahead of it and the one behind it.
fn without_comments(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        text = rest.trim_start();
    }
    own(text)
}
