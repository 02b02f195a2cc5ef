//! Facts out of comrak's tree: blocks.

use super::facts::Facts;
use super::inlines::{Leaf, Markup};
use super::lines::{Lines, pieces, skip_blanks, trim};
use super::{Block, BlockKind, Context, Heading, Name};
use super::{brackets, definition, fields};
use crate::text::Span;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeHeading, NodeValue, Sourcepos};

/// A walk over a tree. It never recurses: quotes nest twenty thousand deep in hostile texts.
pub(super) struct Extract<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Lines<'t>,
    pub(super) facts: Facts,
    /// The blocks that hold the current node.
    pub(super) open: Vec<usize>,
    /// How many of them are quotes and footnote definitions.
    pub(super) quotes: usize,
    pub(super) notes: usize,
    /// The block with inline content that holds the current node.
    pub(super) leaf: Option<Leaf>,
    /// Which lines are taken by a block that holds text.
    pub(super) taken: Vec<bool>,
    /// The blocks that may hold paragraphs.
    pub(super) holders: Vec<usize>,
    pub(super) definitions_found: bool,
}

/// The facts of the first `end` bytes of `text`, from `base` on, out of `root`, which was read
/// behind `ahead` other lines.
pub(super) fn extract(root: Node<'_>, text: &str, base: usize, ahead: usize) -> Facts {
    let lines = Lines::new(text, base, ahead);
    let taken = vec![false; lines.count()];
    let facts = Facts::default();
    let mut walk = Extract {
        text,
        lines,
        facts,
        open: Vec::new(),
        quotes: 0,
        notes: 0,
        leaf: None,
        taken,
        holders: Vec::new(),
        definitions_found: false,
    };
    let last = ahead + walk.lines.count();
    for child in root.children() {
        let line = child.data().sourcepos.start.line;
        // Ahead are the stubs, behind is the heading that ends the chunk.
        if line > ahead && line <= last && walk.lines.start(line - ahead - 1) < text.len() {
            walk.visit(child);
        }
    }
    walk.loose_definitions();
    walk.facts
}

impl<'t> Extract<'t> {
    fn visit(&mut self, node: Node<'_>) {
        for edge in node.traverse() {
            match edge {
                NodeEdge::Start(node) => self.enter(node),
                NodeEdge::End(node) => self.leave(node),
            }
        }
    }

    fn enter(&mut self, node: Node<'_>) {
        let data = node.data();
        let pos = data.sourcepos;
        match &data.value {
            NodeValue::Paragraph => self.paragraph(node, pos),
            NodeValue::Heading(heading) => self.heading(*heading, pos),
            NodeValue::BlockQuote => {
                self.quotes += 1;
                self.push(BlockKind::Quote, self.lines.place(pos));
            }
            NodeValue::List(list) => {
                let start = (list.list_type == comrak::nodes::ListType::Ordered).then_some(list.start);
                self.push(BlockKind::List { start }, self.lines.place(pos));
            }
            NodeValue::Item(_) => self.item(None, pos),
            NodeValue::TaskItem(task) => self.item(Some(task.symbol.is_some()), pos),
            NodeValue::CodeBlock(code) => self.code(code, pos),
            NodeValue::HtmlBlock(html) => self.html(&html.literal, pos),
            NodeValue::Table(_) => self.push(BlockKind::Table, self.lines.place(pos)),
            NodeValue::TableRow(header) => self.push(BlockKind::Row { header: *header }, self.lines.place(pos)),
            NodeValue::TableCell => self.cell(pos),
            NodeValue::ThematicBreak => self.rule(pos),
            NodeValue::FootnoteDefinition(_) => self.footnote(pos),
            value => {
                if let Some(leaf) = &mut self.leaf {
                    let markup = Markup { text: self.text, lines: &self.lines };
                    markup.enter(leaf, node, value, pos, &mut self.facts);
                }
            }
        }
    }

    fn leave(&mut self, node: Node<'_>) {
        let data = node.data();
        if !data.value.block() || matches!(data.value, NodeValue::Document) {
            if let Some(leaf) = &mut self.leaf {
                Markup { text: self.text, lines: &self.lines }.leave(leaf, &data.value, &mut self.facts);
            }
            return;
        }
        let Some(index) = self.open.pop() else { return };
        match &data.value {
            NodeValue::BlockQuote => self.quotes -= 1,
            NodeValue::FootnoteDefinition(_) => self.notes -= 1,
            NodeValue::Item(_) | NodeValue::TaskItem(_) => self.item_content(index),
            _ => {}
        }
        if let Some(leaf) = self.leaf.take() {
            self.finish_leaf(leaf);
        }
        let end = self.facts.blocks[index].span.end;
        if let Some(&parent) = self.open.last() {
            let span = &mut self.facts.blocks[parent].span;
            span.end = span.end.max(end);
        }
    }

    /// Adds a block and makes it the current one.
    pub(super) fn push(&mut self, kind: BlockKind, span: Span) {
        let is_container = matches!(
            kind,
            BlockKind::Quote | BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::FootnoteDefinition { .. }
        );
        let is_list = matches!(kind, BlockKind::List { .. });
        let mut span = span;
        if is_container {
            span.end = span.end.max(self.lines.span(self.lines.at(span.start)).end);
        }
        let index = self.add(kind, span);
        if !is_container {
            self.take(span);
        } else if !is_list {
            self.holders.push(index);
        }
        self.open.push(index);
    }

    pub(super) fn add(&mut self, kind: BlockKind, span: Span) -> usize {
        let parent = self.open.last().map(|&index| index as u32);
        self.facts.blocks.push(Block { kind, span, parent });
        self.facts.blocks.len() - 1
    }

    /// Marks the lines of `span` as taken.
    pub(super) fn take(&mut self, span: Span) {
        let first = self.lines.at(span.start);
        let last = self.lines.at(span.end.max(span.start + 1) - 1);
        self.taken[first..=last].fill(true);
    }

    fn paragraph(&mut self, node: Node<'_>, pos: Sourcepos) {
        let mut span = self.lines.place(pos);
        self.take(span);
        let mut leaf = Leaf::new(span, self.quotes, &self.facts);
        // comrak reads the lines ahead of a table's header as text, whatever they say.
        let above_table = node.next_sibling().is_some_and(|next| {
            let next = next.data();
            matches!(next.value, NodeValue::Table(_)) && next.sourcepos.start.line <= pos.end.line + 1
        });
        // A paragraph behind a task box does not begin where its item's text does.
        let behind_box = node.previous_sibling().is_none()
            && node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::TaskItem(_)));
        if !above_table && !behind_box {
            span.start = self.leading_definitions(&mut leaf, span);
        }
        self.push(BlockKind::Paragraph, span);
        leaf.block = self.facts.blocks.len() - 1;
        leaf.set_span(span);
        self.leaf = Some(leaf);
    }

    /// Adds the link definitions that begin `span`, and gives the place behind them.
    fn leading_definitions(&mut self, leaf: &mut Leaf, span: Span) -> usize {
        if !self.text[span.range()].starts_with('[') {
            return span.start;
        }
        let lines = pieces(self.text, &self.lines, span, self.quotes);
        let (definitions, taken) = definition::leading(self.text, &lines);
        for definition in definitions {
            self.definition(definition);
        }
        leaf.shift(&lines, taken);
        lines.get(taken).map_or(span.end, |piece| trim(self.text, *piece).start)
    }

    pub(super) fn definition(&mut self, found: definition::Definition) {
        self.definitions_found = true;
        let target = self.text[found.target.range()].to_owned();
        self.facts.definitions.push((found.name, target));
        self.add(BlockKind::LinkDefinition { label: found.label, target: found.target }, found.span);
        let mut scan = brackets::Scan::new(self.text, &mut self.facts.brackets);
        scan.run(found.target, Context::LinkTarget, &[]);
        scan.finish();
    }

    fn heading(&mut self, heading: NodeHeading, pos: Sourcepos) {
        let mut span = self.lines.place(pos);
        let first = self.lines.at(span.start);
        let mut leaf = Leaf::new(span, self.quotes, &self.facts);
        let title = if heading.setext {
            let above = self.lines.at(span.end.max(span.start + 1) - 1).saturating_sub(1).max(first);
            let text = Span::new(span.start, self.lines.span(above).end.max(span.start));
            span.start = self.leading_definitions(&mut leaf, text);
            trim(self.text, Span::new(span.start, text.end))
        } else {
            span.end = self.lines.span(first).end.max(span.start);
            self.atx_title(span)
        };
        let fact =
            Heading { level: heading.level, setext: heading.setext, title, text: "".into(), name: Name::default() };
        self.push(BlockKind::Heading(fact), span);
        leaf.block = self.facts.blocks.len() - 1;
        leaf.set_span(title);
        leaf.words = Some(String::new());
        self.leaf = Some(leaf);
    }

    /// The text of an ATX heading: without the `#`s at both ends.
    fn atx_title(&self, span: Span) -> Span {
        let line = &self.text[span.range()];
        let marks = line.bytes().take_while(|&b| b == b'#').count();
        let rest = line[marks..].trim_ascii_end();
        let open = rest.trim_end_matches('#');
        let kept = if open.is_empty() || open.ends_with([' ', '\t']) { open } else { rest };
        let inner = Span::new(span.start + marks, span.start + marks + kept.len());
        if kept.trim_ascii().is_empty() { Span::at(span.end) } else { trim(self.text, inner) }
    }

    fn item(&mut self, task: Option<bool>, pos: Sourcepos) {
        let span = self.lines.place(pos);
        self.push(BlockKind::Item { task, content: Span::at(span.end) }, span);
    }

    /// Sets what follows an item's marker, now that its end is known.
    fn item_content(&mut self, index: usize) {
        let child = self.facts.blocks.get(index + 1).map(|block| block.span.start);
        let block = &mut self.facts.blocks[index];
        let span = block.span;
        let BlockKind::Item { task, content } = &mut block.kind else { return };
        let bytes = self.text.as_bytes();
        let digits = bytes[span.range()].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut at = skip_blanks(self.text, (span.start + digits + 1).min(span.end), span.end);
        if task.is_some() && bytes.get(at) == Some(&b'[') {
            at = skip_blanks(self.text, (at + 3).min(span.end), span.end);
        }
        if at < span.end && matches!(bytes[at], b'\n' | b'\r') {
            at = child.unwrap_or(span.end).min(span.end);
        }
        *content = Span::new(super::lines::floor(self.text, at), span.end);
    }

    fn cell(&mut self, pos: Sourcepos) {
        let Some(index) = self.open.last().copied() else { return };
        let row = self.facts.blocks[index].span;
        let start = self.lines.place(pos).start;
        // comrak misplaces the end of the last cell of the text.
        let place = Span::new(start, cell_end(self.text, start, row.end.max(start)));
        let span = trim(self.text, place);
        // comrak completes short rows with cells that have no place.
        let before = place.start.checked_sub(1).map(|at| self.text.as_bytes()[at]);
        let made_up = place.start >= row.end || self.text.as_bytes()[place.start] == b'|' && before != Some(b'|');
        if made_up {
            self.open.push(index);
            return;
        }
        self.push(BlockKind::Cell, span);
        let mut leaf = Leaf::new(span, self.quotes, &self.facts);
        leaf.block = self.facts.blocks.len() - 1;
        leaf.escaped_pipes(self.text, span);
        self.leaf = Some(leaf);
    }

    fn footnote(&mut self, pos: Sourcepos) {
        let span = self.lines.place(pos);
        // Its end may be misplaced, so the label is looked for in all of its line.
        let end = self.lines.span(self.lines.at(span.start)).end;
        let start = (span.start + 2).min(end);
        let len = memchr::memchr(b']', &self.text.as_bytes()[start..end]).unwrap_or(0);
        let label = Span::new(start, start + len);
        // comrak does not look for definitions inside definitions.
        if self.notes == 0 {
            self.facts.footnotes.push(self.text[label.range()].into());
        }
        self.notes += 1;
        self.push(BlockKind::FootnoteDefinition { label }, span);
    }

    /// Scans what a block with inline content holds, now that its inlines are known.
    fn finish_leaf(&mut self, leaf: Leaf) {
        let block = &self.facts.blocks[leaf.block];
        let is_paragraph = block.kind == BlockKind::Paragraph;
        let first_in = block.parent.map(|parent| parent as usize).filter(|parent| parent + 1 == leaf.block);
        let in_item = first_in.is_some_and(|index| matches!(self.facts.blocks[index].kind, BlockKind::Item { .. }));
        self.facts.inlines[leaf.first_inline..].sort_by_key(|inline| (inline.span.start, usize::MAX - inline.span.end));
        let words = leaf.words.as_deref().map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(words) = words
            && let BlockKind::Heading(heading) = &mut self.facts.blocks[leaf.block].kind
        {
            heading.name = Name::parse(&words);
            heading.text = words.into();
        }
        let span = leaf.span;
        for found in &leaf.comments {
            self.comment(*found, is_paragraph && *found == span);
        }
        let inlines = &self.facts.inlines[leaf.first_inline..];
        brackets::prose(self.text, &leaf, inlines, in_item, &mut self.facts.brackets);
        if is_paragraph {
            let lines = pieces(self.text, &self.lines, span, leaf.quotes);
            fields::scan(self.text, &lines, &leaf, inlines, &mut self.facts.fields);
        }
    }
}

/// The `|` that ends the cell from `start`, or `end`.
fn cell_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'|', b'\\', &bytes[at.min(end)..end]) {
        at += found;
        if bytes[at] == b'|' {
            return at;
        }
        at += 2;
    }
    end
}
