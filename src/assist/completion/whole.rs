//! Whole templates, in a document that has nothing yet.

use super::cursor::Cursor;
use super::{Completion, CompletionKind, documentation, matches};
use crate::align::Spacing;
use crate::assist::new::naming;
use crate::document::Located;
use crate::markdown::{Block, BlockKind};
use crate::template::Template;
use crate::text::{LineEnding, Span};
use std::sync::Arc;

/// Templates whole, in a document that has nothing yet but comments, such as the one that names its
/// template: then only that one.
pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let snapshot = cursor.snapshot;
    let templates = match snapshot.template() {
        Some(template) => std::slice::from_ref(template),
        None if snapshot.unknown_template().is_none() => cursor.around.library.templates(),
        None => return Vec::new(),
    };
    let (document, line) = (cursor.document(), cursor.line);
    let typed = cursor.source().trim();
    let is_other = |block: Located<'_, Block>| {
        let comment = matches!(block.item.kind, BlockKind::Html { comments_only: true });
        comment == line.overlaps(block.span(block.item.span))
    };
    let whole = Span::new(0, document.len());
    if typed.contains(' ') || document.front_matter().is_some() || document.blocks(whole).any(is_other) {
        return Vec::new();
    }
    let word = typed.trim_start_matches('#');
    let line_ending = document.text().line_ending();
    let lead = Spacing::around(document, line).lead;
    let complete = |template: &Arc<Template>| {
        let mut skeleton = template.skeleton();
        let name = template.id.as_str();
        // Who says it, or the settings, have said it already.
        if snapshot.template().is_none() && !cursor.around.library.recognises(template) {
            skeleton = naming(cursor.around.library, template, skeleton);
        }
        let documentation = documentation("", skeleton.plain().trim_end());
        if line.end < document.len() {
            // The line's own ending is the document's last one.
            skeleton.trim();
        }
        matches(name, word).then(|| Completion {
            label: format!("{name} (whole document)"),
            kind: CompletionKind::Template,
            detail: template.summary(),
            documentation,
            span: line,
            skeleton: skeleton.surround(&"\n".repeat(lead), "", LineEnding::Lf).in_line_ending(line_ending),
            filter: format!("{}{name}", &typed[..typed.len() - word.len()]),
            order: 0,
        })
    };
    templates.iter().filter_map(complete).collect()
}
