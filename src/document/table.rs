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
}
