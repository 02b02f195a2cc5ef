//! The places of a document that links may name.

use super::{Document, Located};
use crate::markdown::{Anchors, Block, BlockKind, Heading, Inline, InlineKind};
use crate::text::Span;

/// A place that a link may name behind `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// The name, without `#`; empty for a heading of nothing but punctuation.
    pub name: String,
    /// The heading's title, or the HTML that gives the name.
    pub span: Span,
    /// The heading's level and plain text; `None` where it is HTML.
    pub heading: Option<(u8, &'a str)>,
}

impl Document {
    /// All anchors: those of the headings, be they sections or in lists and quotes, in document order, then the names
    /// that HTML gives.
    pub fn anchors(&self) -> Vec<Anchor<'_>> {
        let whole = Span::new(0, self.len());
        let mut names = Anchors::default();
        let heading = |(block, heading): (Located<'_, Block>, &Heading)| block.span(heading.title);
        let mut found: Vec<Anchor<'_>> = self
            .headings()
            .map(|one| Anchor {
                name: names.next(&one.1.text),
                span: heading(one),
                heading: Some((one.1.level, &*one.1.text)),
            })
            .collect();
        let mut html = |source: &str, span: Span| {
            let anchor = |name: &str| Anchor { name: name.to_owned(), span, heading: None };
            found.extend(html_names(source).map(anchor));
        };
        let is_html = |inline: &Located<'_, Inline>| inline.item.kind == InlineKind::Html;
        self.inlines(whole)
            .filter(is_html)
            .for_each(|inline| html(inline.text(inline.item.span), inline.span(inline.item.span)));
        let is_html = |block: &Located<'_, Block>| matches!(block.item.kind, BlockKind::Html { comments_only: false });
        self.blocks(whole)
            .filter(is_html)
            .for_each(|block| html(block.text(block.item.span), block.span(block.item.span)));
        found
    }

    /// All headings with their blocks, in document order, those in lists and quotes too.
    pub fn headings(&self) -> impl Iterator<Item = (Located<'_, Block>, &Heading)> {
        self.blocks(Span::new(0, self.len())).filter_map(|block| match &block.item.kind {
            BlockKind::Heading(heading) => Some((block, heading)),
            _ => None,
        })
    }
}

/// The values of the attributes `id` and `name` in HTML.
fn html_names(source: &str) -> impl Iterator<Item = &str> {
    let tags = source.split('<').skip(1).filter(|tag| !tag.starts_with(['!', '/']));
    tags.filter_map(|tag| {
        let tag = tag.split('>').next().unwrap_or(tag);
        ["id", "name"].iter().find_map(|key| attribute(tag, key))
    })
}

/// The value of `key` in a tag; `None` where it has none, or an empty one.
fn attribute<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let is_space = |c: char| c.is_ascii_whitespace();
    tag.match_indices(key).find_map(|(at, _)| {
        let rest = tag[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
        let value = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
            _ => rest.split(is_space).next()?,
        };
        (tag[..at].ends_with(is_space) && !value.is_empty()).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_html_have_anchors() {
        let source = "# A `b`\r\n\r\n## Goals\r\n\r\n- # Goals\r\n\r\n<a name=\"old\"></a> <b data-id=x>\r\n\r\n\
                      <div class='c' id='div'>\r\nid=no\r\n</div>\r\n\r\n仕様 😀\r\n===\r\n\r\n> ## Goals\r\n";
        let document = Document::parse(source);
        let anchors = document.anchors();
        let found: Vec<_> = anchors.iter().map(|anchor| (anchor.name.as_str(), &source[anchor.span.range()])).collect();
        assert_eq!(found[..3], [("a-b", "A `b`"), ("goals", "Goals"), ("goals-1", "Goals")]);
        assert_eq!(found[3..5], [("仕様-", "仕様 😀"), ("goals-2", "Goals")]);
        assert_eq!(found[5..].iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["old", "div"]);
        assert!(Document::parse("").anchors().is_empty());
    }
}
