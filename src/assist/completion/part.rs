//! The table, the code block and the items of lists that a section lacks.

use super::beginning::{Beginning, Shape};
use super::{Completion, CompletionKind, documentation};
use crate::align::Spacing;
use crate::markdown::{BlockKind, normalise};
use crate::rules::{open_code, open_table};
use crate::template::{Contents, Home, ListSpec, Piece, Skeleton, Template};
use crate::text::Span;

/// The table and the code block that the section around the cursor lacks; the missing items of its lists.
pub(super) fn missing(beginning: &Beginning<'_>) -> Vec<Completion> {
    match beginning.typed.shape {
        Shape::Blank => [table(beginning), codes(beginning), items(beginning)].concat(),
        Shape::Row => table(beginning),
        Shape::Fence => codes(beginning),
        Shape::Item => items(beginning),
        Shape::Ahead | Shape::Heading | Shape::Word => Vec::new(),
    }
}

fn table(beginning: &Beginning<'_>) -> Vec<Completion> {
    let Some((span, columns)) = open_table(beginning.snapshot, beginning.section) else { return Vec::new() };
    if !beginning.is_meant(columns.first().map_or("", String::as_str)) {
        return Vec::new();
    }
    let label = format!("| {} |", columns.join(" | "));
    let filter =
        if beginning.typed.marks.is_empty() { label.clone() } else { beginning.filter(&columns.join(" | "), &label) };
    block(beginning, span, label, filter, "missing table").into_iter().collect()
}

/// The code block that is missing; once a fence is begun, all that the template has there.
fn codes(beginning: &Beginning<'_>) -> Vec<Completion> {
    let Some(contents) = contents(beginning) else { return Vec::new() };
    let is_begun = beginning.typed.shape == Shape::Fence;
    let missing = open_code(beginning.snapshot, beginning.section);
    let codes = contents.codes.iter().filter(|code| is_begun || missing == Some(code.span));
    let codes = codes.filter(|code| beginning.is_meant(&code.language)).filter_map(|code| {
        let label = format!("```{}", code.language);
        let filter = if is_begun { beginning.filter(&code.language, &label) } else { label.clone() };
        let detail = if missing == Some(code.span) { "missing code block" } else { "code block" };
        block(beginning, code.span, label, filter, detail)
    });
    codes.collect()
}

/// What the template has where the cursor is.
fn contents<'a>(beginning: &Beginning<'a>) -> Option<&'a Contents> {
    let (_, template, alignment) = beginning.snapshot.aligned()?;
    Some(match beginning.section {
        None => template.contents(Home::Preamble),
        Some(section) => template.contents(Home::Spec(alignment.pair(section).filter(|pair| !pair.loose)?.spec)),
    })
}

/// The template's block at `wanted`, with blank lines around it.
fn block(beginning: &Beginning<'_>, wanted: Span, label: String, filter: String, detail: &str) -> Option<Completion> {
    let (document, template, _) = beginning.snapshot.aligned()?;
    let line_ending = document.text().line_ending();
    let start = template.document.text().line_at(wanted.start).start;
    let skeleton = template.part_skeleton(Span::new(start, wanted.end), line_ending);
    let documentation = documentation("", &skeleton.plain());
    let spacing = Spacing::around(document, Span::at(beginning.at()));
    Some(Completion {
        label,
        kind: CompletionKind::Part,
        detail: format!("{detail} of {}", template.id),
        documentation,
        span: beginning.typed.span,
        skeleton: spacing.surround(skeleton, line_ending),
        filter,
        order: 0,
    })
}

/// The items that the template's lists have and the section's have not: those of checklists, and where the
/// section has no list yet, those that are to be filled in.
fn items(beginning: &Beginning<'_>) -> Vec<Completion> {
    let (Some((document, template, _)), Some(contents)) = (beginning.snapshot.aligned(), contents(beginning)) else {
        return Vec::new();
    };
    if contents.lists.is_empty() {
        return Vec::new();
    }
    let own = match beginning.section {
        Some(section) => document.sections()[section].own(),
        None => Span::new(0, beginning.at()),
    };
    let there: Vec<String> = document
        .blocks(own)
        .filter_map(|block| match block.item.kind {
            BlockKind::Item { content, .. } => Some(normalise(first_line(block.text(content)))),
            _ => None,
        })
        .collect();
    let mark = mark(beginning);
    let lists = contents.lists.iter().filter(|list| !list.ordered);
    let wanted: Vec<Item> = lists.flat_map(|list| wanted_items(template, contents, list)).collect();
    // Who has items of one's own in the list writes on at them.
    let is_own = there.iter().any(|text| !wanted.iter().any(|item| normalise(&item.text) == *text));
    if is_own && beginning.typed.word.is_empty() {
        return Vec::new();
    }
    let items = wanted.into_iter().filter_map(|item| {
        let is_there = there.contains(&normalise(&item.text)) || (item.is_open && !there.is_empty());
        if is_there || !beginning.is_meant(&item.text) {
            return None;
        }
        let skeleton = with_mark(item.skeleton, mark);
        let text = skeleton.plain();
        let skeleton = Skeleton(apart(beginning, skeleton.0));
        Some(Completion {
            label: item.text.clone(),
            kind: CompletionKind::Part,
            detail: format!("missing item of {}", template.id),
            documentation: documentation("", &text),
            span: beginning.typed.span,
            skeleton: skeleton.in_line_ending(document.text().line_ending()),
            filter: if beginning.typed.marks.is_empty() { text } else { beginning.filter(&item.text, &text) },
            order: 0,
        })
    });
    items.collect()
}

/// An item of a template's list.
struct Item {
    /// What follows the mark and the box.
    text: String,
    /// With the mark.
    skeleton: Skeleton,
    /// Whether it is a placeholder rather than words to keep.
    is_open: bool,
}

/// The items that documents are to have: not fields, which are missing as such, and no words of a plain list, which are
/// advice.
fn wanted_items<'a>(
    template: &'a Template,
    contents: &'a Contents,
    list: &'a ListSpec,
) -> impl Iterator<Item = Item> + 'a {
    let holes = template.placeholders().spans();
    template.document.blocks(list.span).filter_map(move |block| {
        let BlockKind::Item { content, .. } = block.item.kind else { return None };
        let (span, content) = (block.span(block.item.span), block.span(content));
        let line = template.document.text().line_at(span.start);
        let content = Span::new(content.start, content.end.min(line.end).max(content.start));
        let is_field = contents.fields.iter().any(|field| content.covers(Span::at(field.span.start)));
        let is_open = holes.iter().any(|hole| content.covers(*hole));
        let is_top =
            line.start + (list.span.start - template.document.text().line_at(list.span.start).start) == span.start;
        if is_field || !is_top || content.is_empty() || !(list.checklist || is_open) {
            return None;
        }
        let skeleton = template.part_skeleton(Span::new(span.start, content.end), Default::default());
        Some(Item { text: template.document.slice(content).trim().to_owned(), skeleton, is_open })
    })
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The bullet that the author uses there.
fn mark(beginning: &Beginning<'_>) -> Option<char> {
    let bullet = |text: &str| text.trim_start().chars().next().filter(|c| "-*+".contains(*c));
    let (above, below) = beginning.neighbours();
    let near = [above.start, below.start].map(|offset| beginning.line_at(offset));
    bullet(beginning.typed.marks).or_else(|| near.iter().find_map(|line| bullet(line)))
}

fn with_mark(mut skeleton: Skeleton, mark: Option<char>) -> Skeleton {
    if let (Some(Piece::Text(first)), Some(mark)) = (skeleton.0.first_mut(), mark)
        && first.starts_with(['-', '*', '+'])
    {
        first.replace_range(..1, mark.encode_utf8(&mut [0; 4]));
    }
    skeleton
}

/// With a blank line to text that is no list.
fn apart(beginning: &Beginning<'_>, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let (above, below) = beginning.neighbours();
    let is_apart = |line: Span| {
        let text = beginning.line_at(line.start);
        !line.is_empty() && !text.trim().is_empty() && !text.starts_with([' ', '\t', '-', '*', '+'])
    };
    if is_apart(above) {
        pieces.insert(0, Piece::Text("\n".to_owned()));
    }
    if is_apart(below) {
        pieces.push(Piece::Text("\n".to_owned()));
    }
    pieces
}
