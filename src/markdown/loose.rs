//! Link definitions of paragraphs that hold nothing else: comrak leaves no trace of them.

use super::extract::Extract;
use super::lines::{pieces, skip_blanks};
use super::{Block, BlockKind, Context, definition};
use crate::text::Span;

impl Extract<'_> {
    /// Adds the link definitions of paragraphs that hold nothing else: they are not in the tree, so
    /// their lines are those that nothing took.
    pub(super) fn loose_definitions(&mut self) {
        let mut line = 0;
        while line < self.lines.count() {
            let mut found = self.lines.span(line);
            if self.taken[line] || memchr::memmem::find(self.text[found.range()].as_bytes(), b"[").is_none() {
                line += 1;
                continue;
            }
            let mut last = line;
            while last + 1 < self.taken.len() && !self.taken[last + 1] && !self.lines.span(last + 1).is_empty() {
                last += 1;
            }
            found = Span::new(self.behind_marks(found), self.lines.span(last).end);
            line += self.definitions_at(found).max(1);
        }
        if self.definitions_found {
            self.sort();
        }
    }

    /// Adds the definitions at the start of `span`, and gives the lines that they take.
    fn definitions_at(&mut self, span: Span) -> usize {
        let holder = self.holder(span.start);
        let mut quotes = 0;
        let mut up = holder;
        while let Some(index) = up {
            quotes += usize::from(self.facts.blocks[index].kind == BlockKind::Quote);
            up = self.facts.blocks[index].parent.map(|parent| parent as usize);
        }
        let lines = pieces(self.text, &self.lines, span, quotes);
        let (definitions, taken) = definition::leading(self.text, &lines);
        self.open = holder.into_iter().collect();
        for definition in definitions {
            self.definition(definition);
        }
        self.open.clear();
        let end = self.facts.blocks.last().map_or(0, |last| last.span.end);
        if taken > 0 {
            self.stretch(holder, end);
        }
        taken
    }

    /// Makes the block at `index`, and all that hold it, reach `end`: comrak ends an item ahead of
    /// the lazy lines of a definition.
    fn stretch(&mut self, index: Option<usize>, end: usize) {
        let mut up = index;
        while let Some(index) = up {
            let block = &mut self.facts.blocks[index];
            block.span.end = block.span.end.max(end);
            if let BlockKind::Item { content, .. } = &mut block.kind {
                content.end = block.span.end;
            }
            up = block.parent.map(|parent| parent as usize);
        }
    }

    /// The innermost container that holds `offset`.
    fn holder(&self, offset: usize) -> Option<usize> {
        self.holders.iter().rev().copied().find(|&index| {
            let span = self.facts.blocks[index].span;
            span.start <= offset && offset < span.end
        })
    }

    /// Behind the marks of the containers that `line` begins with.
    fn behind_marks(&self, line: Span) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = line.start;
        loop {
            at = skip_blanks(self.text, at, line.end);
            let rest = &bytes[at..line.end];
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            match rest.get(digits) {
                Some(b'>' | b'-' | b'+' | b'*') if digits == 0 => at += 1,
                Some(b'.' | b')') if digits > 0 => at += digits + 1,
                Some(b'[') if rest.starts_with(b"[^") => match self.note_at(at) {
                    Some(label) => at = (label.end + 2).min(line.end),
                    None => return at,
                },
                _ => return at,
            }
        }
    }

    /// The label of the footnote definition that starts at `offset`.
    fn note_at(&self, offset: usize) -> Option<Span> {
        self.facts.blocks.iter().find_map(|block| match block.kind {
            BlockKind::FootnoteDefinition { label } if block.span.start == offset => Some(label),
            _ => None,
        })
    }

    /// Puts the definitions among the blocks where they belong.
    fn sort(&mut self) {
        let blocks = &mut self.facts.blocks;
        let mut order: Vec<usize> = (0..blocks.len()).collect();
        order.sort_by_key(|&index| (blocks[index].span.start, index));
        let mut places = vec![0u32; order.len()];
        for (place, &index) in order.iter().enumerate() {
            places[index] = place as u32;
        }
        let mut sorted: Vec<Block> = order.iter().map(|&index| blocks[index].clone()).collect();
        for block in &mut sorted {
            block.parent = block.parent.map(|parent| places[parent as usize]);
        }
        *blocks = sorted;
        for bracket in &mut self.facts.brackets {
            if let Context::CodeBlock(index) = &mut bracket.context {
                *index = places[*index as usize];
            }
        }
        self.facts.brackets.sort_by_key(|bracket| (bracket.span.start, usize::MAX - bracket.span.end));
    }
}
