//! Formatting: what a template's documents have in common, and no more. Other tools format Markdown.

use super::{blank_lines, key_order, ordinals, white_space};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

/// What the author's editor wants of white space; where it says nothing, nothing is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// Take white space off the ends of lines.
    pub trim_trailing_whitespace: bool,
    /// End the text with a line ending.
    pub insert_final_newline: bool,
    /// End it with no more than one.
    pub trim_final_newlines: bool,
}

/// What makes a document well formed: one blank line around headings, front matter in the template's order, no ordinal twice,
/// and the white space that `options` ask for. None where the document follows no template: it is somebody else's.
pub fn format(snapshot: &Snapshot, options: FormatOptions) -> Edits {
    format_range(snapshot, Span::new(0, snapshot.document().len()), options)
}

/// The edits of [`format()`] that are on the lines of `range`.
pub fn format_range(snapshot: &Snapshot, range: Span, options: FormatOptions) -> Edits {
    let Some((document, template, _)) = snapshot.aligned() else { return Edits::default() };
    let text = document.text();
    let range = Span::new(text.line_at(range.start).start, text.line_at(range.end).end);
    let FormatOptions { trim_trailing_whitespace, insert_final_newline, trim_final_newlines } = options;
    let is_in = |edit: &Edit| range.start <= edit.span.start && edit.span.end <= range.end;
    let front = key_order::edits(document, template);
    // The keys move all or not at all.
    let mut edits = if front.iter().all(is_in) { front } else { Vec::new() };
    edits.extend(blank_lines::edits(document, &template.document, range));
    edits.extend(ordinals::edits(snapshot));
    if range.end == document.len() {
        edits.extend(white_space::at_end(
            document,
            insert_final_newline,
            trim_final_newlines,
            trim_trailing_whitespace,
        ));
    }
    edits.retain(is_in);
    if trim_trailing_whitespace {
        let mut gone: Vec<Span> = edits.iter().map(|edit| edit.span).filter(|span| !span.is_empty()).collect();
        gone.sort_unstable();
        let is_gone = |edit: &Edit| {
            let before = gone.partition_point(|gone| gone.start < edit.span.end).checked_sub(1);
            before.is_some_and(|before| gone[before].end > edit.span.start)
        };
        let trims = white_space::at_line_ends(document, range);
        edits.extend(trims.into_iter().filter(|edit| !is_gone(edit)));
    }
    Edits::new(edits).unwrap_or_default()
}
