//! Where a field stands, and what belongs to its label below its line.

use super::{Document, Located};
use crate::markdown::{Block, BlockKind, Field};
use crate::text::Span;

impl<'a> Located<'a, Field> {
    /// The blocks that hold the field, innermost first: its paragraph, its list item, the list ….
    pub fn holders(&self) -> impl Iterator<Item = Located<'a, Block>> + use<'a> {
        const NEAR: usize = 16;
        let (chunk, base) = (self.chunk, self.base);
        let label = self.item.label.start;
        let blocks = chunk.blocks();
        let behind = blocks.partition_point(|block| block.span.start <= label);
        let holds = |&index: &usize| blocks[index].kind == BlockKind::Paragraph && blocks[index].span.end >= label;
        let first = (0..behind).rev().take(NEAR).find(holds);
        let parent = move |&index: &usize| blocks[index].parent.map(|parent| parent as usize);
        std::iter::successors(first, parent).map(move |index| Located { item: &blocks[index], chunk, base })
    }

    /// The whole field, from its label to the end of its value.
    pub fn whole(&self) -> Span {
        let (label, value) = (self.span(self.item.label), self.span(self.item.value));
        Span::new(label.start, value.end.max(label.end))
    }
}

impl Document {
    /// What belongs to a label besides its line, up to `end`: the lines below it, what is nested
    /// below its list item, or the block directly after it. `None` where there is nothing, or the
    /// next label.
    pub fn below(&self, field: Located<'_, Field>, end: usize) -> Option<Span> {
        let mut holders = field.holders();
        let paragraph = holders.next()?;
        let paragraph = paragraph.span(paragraph.item.span);
        let line = self.text().line_at(field.span(field.item.value).end);
        if line.end < paragraph.end {
            let rest = Span::new(line.end, paragraph.end);
            // The first field behind it, on this line or on one below, ends its value.
            let behind = Span::new(field.whole().end.max(field.span(field.item.label).end), paragraph.end);
            let next =
                self.fields(behind).next().map(|next| self.text().line_at(next.span(next.item.label).start).start);
            let value = Span::new(rest.start, next.unwrap_or(rest.end).max(rest.start));
            return (!self.slice(value).trim().is_empty()).then_some(value);
        }
        let mut outer = paragraph;
        for holder in holders {
            let span = holder.span(holder.item.span);
            match holder.item.kind {
                BlockKind::Item { .. } if self.has_text(outer.end, span.end) => {
                    return Some(Span::new(outer.end, span.end));
                }
                BlockKind::Item { .. } => outer = span,
                BlockKind::List { .. } if outer.end < span.end => return self.after(outer.end, span.end),
                BlockKind::List { .. } => outer = span,
                _ => return None,
            }
        }
        self.after(outer.end, end)
    }

    /// The block after `from` that may be a label's value, up to `end`.
    fn after(&self, from: usize, end: usize) -> Option<Span> {
        let rest = Span::new(from, end.max(from));
        let is_comment =
            |block: &Located<'_, Block>| matches!(block.item.kind, BlockKind::Html { comments_only: true });
        let next = self.blocks(rest).find(|block| !is_comment(block))?;
        let span = next.span(next.item.span);
        let is_labelled = || {
            let label = self.fields(span).next().map(|first| first.span(first.item.label).start);
            let is_mark = |c: char| !c.is_alphabetic() || c.eq_ignore_ascii_case(&'x');
            label.is_some_and(|label| self.slice(Span::new(span.start, label)).chars().all(is_mark))
        };
        match next.item.kind {
            BlockKind::Heading(_) | BlockKind::Rule | BlockKind::LinkDefinition { .. } => None,
            BlockKind::Paragraph | BlockKind::Item { .. } if is_labelled() => None,
            _ => Some(span),
        }
    }

    /// Whether a block begins between two places.
    fn has_text(&self, from: usize, to: usize) -> bool {
        self.blocks(Span::new(from, to.max(from))).next().is_some()
    }
}
