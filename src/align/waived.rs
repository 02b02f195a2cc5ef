//! Sections that need none below them: they say that there is nothing to say, or say it themselves.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::Span;

/// How such a text begins, whatever follows, or a mark.
const WAIVED: [&str; 2] = ["n/a", "not applicable"];

/// Whether all that `section` has is one short paragraph that says `N/A`, `None.` or `Not applicable: read-only`.
pub fn is_waived(document: &Document, section: usize) -> bool {
    const SHORT: usize = 400;
    if document.sections().get(section + 1).is_some_and(|next| next.parent == Some(section)) {
        return false;
    }
    let is_text = |kind: &BlockKind| !matches!(kind, BlockKind::Html { comments_only: true } | BlockKind::Rule);
    let mut blocks = document.blocks(document.sections()[section].body).filter(|block| is_text(&block.item.kind));
    let (Some(only), None) = (blocks.next(), blocks.next()) else { return false };
    let span: Span = only.span(only.item.span);
    if only.item.kind != BlockKind::Paragraph || span.len() > SHORT {
        return false;
    }
    let text = document.slice(span).trim_matches(['*', '_', ' ']).to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let marked = |rest: &str| !rest.trim_start().starts_with(char::is_alphanumeric);
    WAIVED.iter().any(|known| text.strip_prefix(known).is_some_and(ends))
        || text.strip_prefix("none").is_some_and(marked)
}

/// Whether `section`, which has no section below it, has a table or a list of several items.
pub(super) fn is_listed(document: &Document, section: usize) -> bool {
    if document.sections().get(section + 1).is_some_and(|next| next.parent == Some(section)) {
        return false;
    }
    let kinds = || document.blocks(document.sections()[section].body).map(|block| &block.item.kind);
    kinds().any(|kind| *kind == BlockKind::Table)
        || kinds().filter(|kind| matches!(kind, BlockKind::Item { .. })).count() > 1
}
