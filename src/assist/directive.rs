//! What directives are called and say, for those who write them: `<!-- specls: … -->`.

use crate::document::Document;
use crate::markdown::{BlockKind, InlineKind};
use crate::template::{For, Grammar};
use crate::text::Span;

/// Whether code is at `offset`: what looks like a comment there is an example of one.
pub(super) fn is_code(document: &Document, offset: usize) -> bool {
    let from = document.section_at(offset).map_or(0, |section| document.sections()[section].extent.start);
    let around = Span::new(from, offset + 1);
    let holds = |span: Span| span.start <= offset && offset < span.end;
    document
        .blocks(around)
        .any(|block| matches!(block.item.kind, BlockKind::Code { .. }) && holds(block.span(block.item.span)))
        || document
            .inlines(around)
            .any(|inline| inline.item.kind == InlineKind::Code && holds(inline.span(inline.item.span)))
}

/// Where a directive may stand, for people.
pub(super) fn home(home: For) -> &'static str {
    match home {
        For::Template => "in templates",
        For::Document => "in documents",
    }
}

/// What a directive says, as Markdown, with an example.
pub(super) fn documentation(grammar: &Grammar) -> String {
    let Grammar { usage, summary, example, .. } = grammar;
    format!("`{usage}` ({})\n\n{summary}\n\n````markdown\n<!-- specls: {example} -->\n````", home(grammar.home))
}
