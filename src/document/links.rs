//! The links of a document and where they lead.

use super::{Document, Located};
use crate::markdown::{Block, BlockKind, Inline, InlineKind};
use crate::text::Span;

/// A link, an image or a link definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// All of it.
    pub whole: Span,
    /// The target as written; `None` where another place gives it by a label.
    pub target: Option<Span>,
    /// The target, its Markdown escapes decoded but for a definition's; never empty.
    pub url: &'a str,
    /// What is between its brackets; `None` for a definition.
    pub text: Option<Span>,
    /// Whether it is an image.
    pub image: bool,
}

impl Document {
    /// The links and images that begin inside `span`, then the link definitions; no bare URLs.
    pub fn links(&self, span: Span) -> impl Iterator<Item = Link<'_>> {
        self.inlines(span).filter_map(inline).chain(self.blocks(span).filter_map(definition))
    }
}

fn inline(inline: Located<'_, Inline>) -> Option<Link<'_>> {
    let InlineKind::Link { target, url, text, image } = &inline.item.kind else { return None };
    let target = (!target.is_empty()).then(|| inline.span(*target));
    let (whole, text) = (inline.span(inline.item.span), Some(inline.span(*text)));
    (!url.is_empty()).then_some(Link { whole, target, url, text, image: *image })
}

fn definition(block: Located<'_, Block>) -> Option<Link<'_>> {
    let BlockKind::LinkDefinition { target, .. } = &block.item.kind else { return None };
    let (whole, url) = (block.span(block.item.span), block.text(*target));
    (!url.is_empty()).then(|| Link { whole, target: Some(block.span(*target)), url, text: None, image: false })
}
