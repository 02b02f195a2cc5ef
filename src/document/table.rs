//! Tables: their rows and cells.

use super::Document;
use crate::markdown::BlockKind;
use crate::text::Span;

impl Document {
    /// The cells of the table at `span`, row by row, the header first; none of the delimiter row. A
    /// row may have fewer cells than the header.
    pub fn table(&self, span: Span) -> Vec<Vec<Span>> {
        let mut rows: Vec<Vec<Span>> = Vec::new();
        for block in self.blocks(span) {
            match block.item.kind {
                BlockKind::Row { .. } => rows.push(Vec::new()),
                BlockKind::Cell => rows.last_mut().into_iter().for_each(|row| row.push(block.span(block.item.span))),
                _ => {}
            }
        }
        rows
    }

    /// The rows of the table at `span`, the header among them, where it has two columns: label and value.
    /// None where it has more or fewer.
    pub fn pairs(&self, span: Span) -> Vec<[Span; 2]> {
        let mut pairs = Vec::new();
        let (mut first, mut cells, mut columns) = (None, 0, None);
        for block in self.blocks(span) {
            match (&block.item.kind, cells) {
                (BlockKind::Row { header }, _) => {
                    // The header's columns are known once the next row begins.
                    columns = columns.or((!header).then_some(cells));
                    if columns.is_some_and(|columns| columns != 2) {
                        return Vec::new();
                    }
                    cells = 0;
                }
                (BlockKind::Cell, 0) => (first, cells) = (Some(block.span(block.item.span)), 1),
                (BlockKind::Cell, 1) => {
                    pairs.extend(first.take().map(|label| [label, block.span(block.item.span)]));
                    cells = 2;
                }
                (BlockKind::Cell, _) => cells += 1,
                _ => {}
            }
        }
        if columns.unwrap_or(cells) == 2 { pairs } else { Vec::new() }
    }
}
