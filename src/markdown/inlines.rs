//! Facts out of comrak's tree: inlines, each found again in the source.
//!
//! comrak's places of inlines are wrong behind link definitions, behind `\|` in a cell and behind a
//! line break in a link's target, so each is checked against the text, and searched for from the
//! end of the inline before it where it is not what it should be.

use super::facts::Facts;
use super::lines::{Lines, floor};
use super::{Inline, InlineKind, comment, link};
use crate::text::Span;
use comrak::nodes::{Node, NodeLink, NodeValue, Sourcepos};

/// A block with inline content, while its content is walked.
#[derive(Debug)]
pub(super) struct Leaf {
    /// Its index in the chunk's blocks.
    pub(super) block: usize,
    /// Its text.
    pub(super) span: Span,
    /// How many quotes it is in.
    pub(super) quotes: usize,
    /// The index of its first inline in the chunk's.
    pub(super) first_inline: usize,
    /// The comments in it.
    pub(super) comments: Vec<Span>,
    /// The text without markup, for a heading.
    pub(super) words: Option<String>,
    /// Behind the last inline, or inside the one that is open.
    cursor: usize,
    /// The inlines that hold the current node; `None` for one that was not found.
    open: Vec<Option<usize>>,
    /// Where each line's text starts, for a paragraph that link definitions lead.
    starts: Vec<usize>,
    /// How many lines the definitions take.
    shift: usize,
    /// Where comrak took a backslash before `|` out of a cell, in what it left.
    pipes: Vec<usize>,
    /// Whether a search failed: the next one will not be tried.
    lost: bool,
}

impl Leaf {
    pub(super) fn new(span: Span, quotes: usize, facts: &Facts) -> Self {
        Self {
            block: 0,
            span,
            quotes,
            first_inline: facts.inlines.len(),
            comments: Vec::new(),
            words: None,
            cursor: span.start,
            open: Vec::new(),
            starts: Vec::new(),
            shift: 0,
            pipes: Vec::new(),
            lost: false,
        }
    }

    pub(super) fn set_span(&mut self, span: Span) {
        self.span = span;
        self.cursor = span.start;
    }

    /// Says that link definitions take the first `taken` of `lines`.
    pub(super) fn shift(&mut self, lines: &[Span], taken: usize) {
        if taken > 0 {
            self.starts = lines.iter().map(|line| line.start).collect();
            self.shift = taken;
        }
    }

    /// Finds the backslashes that comrak takes out of a cell.
    pub(super) fn escaped_pipes(&mut self, text: &str, span: Span) {
        let bytes = text.as_bytes();
        let mut at = span.start;
        while let Some(found) = memchr::memchr(b'\\', &bytes[at.min(span.end)..span.end]) {
            at += found;
            if bytes.get(at + 1) == Some(&b'|') {
                self.pipes.push(at - self.pipes.len());
            }
            at += 2;
        }
    }

    /// The byte at comrak's line and column (from 0).
    fn offset(&self, lines: &Lines<'_>, text: &str, line: usize, column: usize) -> usize {
        if self.shift > 0
            && let Some(index) = lines.index(line).checked_sub(self.starts.first().map_or(0, |&start| lines.at(start)))
            && let (Some(&here), Some(&there)) = (self.starts.get(index), self.starts.get(index + self.shift))
        {
            let indent = here - lines.start(lines.index(line));
            return floor(text, (there + column.saturating_sub(indent)).min(self.span.end));
        }
        let mut at = lines.offset(line, column);
        at += self.pipes.partition_point(|&pipe| pipe <= at);
        floor(text, at.clamp(self.span.start, self.span.end))
    }
}

/// What inlines are found in.
#[derive(Clone, Copy)]
pub(super) struct Markup<'a, 't> {
    pub(super) text: &'t str,
    pub(super) lines: &'a Lines<'t>,
}

impl Markup<'_, '_> {
    /// Takes in an inline.
    pub(super) fn enter(self, leaf: &mut Leaf, node: Node<'_>, value: &NodeValue, pos: Sourcepos, facts: &mut Facts) {
        if let Some(words) = &mut leaf.words {
            match value {
                NodeValue::Text(text) => words.push_str(text),
                NodeValue::Code(code) => words.push_str(&code.literal),
                NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
                _ => {}
            }
        }
        let start = leaf.offset(self.lines, self.text, pos.start.line, pos.start.column.saturating_sub(1));
        let end = leaf.offset(self.lines, self.text, pos.end.line, pos.end.column).max(start);
        let span = Span::new(start, end);
        match value {
            NodeValue::Code(code) => self.code(leaf, code.num_backticks, start, facts),
            NodeValue::HtmlInline(literal) => self.html(leaf, literal, span, facts),
            NodeValue::FootnoteReference(_) => self.footnote(leaf, start, facts),
            NodeValue::Emph => self.emphasis(leaf, InlineKind::Emphasis, span, facts),
            NodeValue::Strong => self.emphasis(leaf, InlineKind::Strong, span, facts),
            NodeValue::Link(found) => self.link(leaf, node, found, false, span, facts),
            NodeValue::Image(found) => self.link(leaf, node, found, true, span, facts),
            _ => {}
        }
    }

    /// Ends an inline.
    pub(super) fn leave(self, leaf: &mut Leaf, value: &NodeValue, facts: &mut Facts) {
        if !matches!(value, NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) | NodeValue::Image(_)) {
            return;
        }
        let Some(index) = leaf.open.pop().flatten() else { return };
        if matches!(facts.inlines[index].kind, InlineKind::Link { .. }) && !self.finish_link(leaf, index, facts) {
            // Without its end there is no link; its children stand on their own.
            facts.inlines.remove(index);
            return;
        }
        leaf.cursor = leaf.cursor.max(facts.inlines[index].span.end);
    }

    /// The first place from `start`, or else from the cursor, where `opener` stands.
    fn find(self, leaf: &mut Leaf, start: usize, opener: &str) -> Option<usize> {
        let end = leaf.span.end;
        if start >= leaf.cursor && self.text[start..end.max(start)].starts_with(opener) {
            return Some(start);
        }
        if leaf.lost || leaf.cursor >= end {
            return None;
        }
        let found = memchr::memmem::find(&self.text.as_bytes()[leaf.cursor..end], opener.as_bytes());
        leaf.lost = found.is_none();
        found.map(|found| leaf.cursor + found)
    }

    fn add(self, leaf: &mut Leaf, kind: InlineKind, span: Span, facts: &mut Facts) {
        leaf.cursor = leaf.cursor.max(span.end);
        facts.inlines.push(Inline { kind, span });
    }

    fn code(self, leaf: &mut Leaf, ticks: usize, start: usize, facts: &mut Facts) {
        let end = leaf.span.end;
        let is_run = |(at, run): &(usize, usize)| *run == ticks && *at >= leaf.cursor;
        let exact = Runs { bytes: self.text.as_bytes(), at: start, end }.next().filter(|run| run.0 == start);
        // Inside a run of more backticks nothing begins.
        let inside = start > leaf.span.start && self.text.as_bytes()[start - 1] == b'`';
        let found = match exact.filter(is_run).filter(|_| !inside) {
            None if leaf.lost => return,
            None => Runs { bytes: self.text.as_bytes(), at: leaf.cursor, end }.find(is_run),
            exact => exact,
        };
        let Some((start, _)) = found else {
            leaf.lost = true;
            return;
        };
        let mut rest = Runs { bytes: self.text.as_bytes(), at: start + ticks, end };
        if let Some((close, _)) = rest.find(|&(_, run)| run == ticks) {
            self.add(leaf, InlineKind::Code, Span::new(start, close + ticks), facts);
        }
    }

    fn html(self, leaf: &mut Leaf, literal: &str, span: Span, facts: &mut Facts) {
        let first = literal.lines().next().unwrap_or(literal);
        let Some(start) = self.find(leaf, span.start, first) else { return };
        if literal.starts_with("<!--") {
            let end = comment::end(self.text, start, leaf.span.end);
            leaf.cursor = end;
            leaf.comments.push(Span::new(start, end));
            return;
        }
        let last = literal.lines().next_back().unwrap_or(literal);
        let end = if first.len() == literal.len() {
            Some(start + literal.len())
        } else {
            let from = start + first.len();
            memchr::memmem::find(&self.text.as_bytes()[from..leaf.span.end], last.as_bytes())
                .map(|found| from + found + last.len())
        };
        if let Some(end) = end {
            self.add(leaf, InlineKind::Html, Span::new(start, end), facts);
        }
    }

    fn footnote(self, leaf: &mut Leaf, start: usize, facts: &mut Facts) {
        let Some(start) = self.find(leaf, start, "[^") else { return };
        let Some(len) = memchr::memchr(b']', &self.text.as_bytes()[start..leaf.span.end]) else { return };
        self.add(leaf, InlineKind::FootnoteReference, Span::new(start, start + len + 1), facts);
    }

    fn emphasis(self, leaf: &mut Leaf, kind: InlineKind, span: Span, facts: &mut Facts) {
        let width = if kind == InlineKind::Strong { 2 } else { 1 };
        let source = &self.text[span.range()];
        let is_marked = |mark: &str| source.len() > 2 * width && source.starts_with(mark) && source.ends_with(mark);
        let marks = if width == 2 { ["**", "__"] } else { ["*", "_"] };
        if span.start < leaf.cursor || !marks.into_iter().any(is_marked) {
            // Nothing tells which of the many `*` it was.
            leaf.open.push(None);
            return;
        }
        leaf.open.push(Some(facts.inlines.len()));
        facts.inlines.push(Inline { kind, span });
        leaf.cursor = span.start + width;
    }

    fn link(self, leaf: &mut Leaf, node: Node<'_>, found: &NodeLink, image: bool, span: Span, facts: &mut Facts) {
        if !image && let Some(span) = self.autolink(leaf, node, span) {
            leaf.open.push(None);
            return self.add(leaf, InlineKind::Autolink, span, facts);
        }
        let opener = if image { "![" } else { "[" };
        let Some(start) = self.find(leaf, span.start, opener) else {
            leaf.open.push(None);
            return;
        };
        let inner = Span::at(start + opener.len());
        leaf.open.push(Some(facts.inlines.len()));
        leaf.cursor = inner.start;
        let kind = InlineKind::Link { image, text: inner, target: inner, url: found.url.as_str().into() };
        facts.inlines.push(Inline { kind, span: Span::new(start, inner.start) });
    }

    /// The place of `<https://…>` or a bare URL, where the link is one.
    fn autolink(self, leaf: &Leaf, node: Node<'_>, span: Span) -> Option<Span> {
        let source = &self.text[span.start..leaf.span.end.max(span.start)];
        if span.start < leaf.cursor || source.starts_with('[') {
            return None;
        }
        if source.starts_with('<') {
            let len = memchr::memchr(b'>', source.as_bytes())?;
            return Some(Span::new(span.start, span.start + len + 1));
        }
        let child = node.first_child()?;
        let data = child.data();
        let literal = data.value.text()?;
        source.starts_with(literal).then(|| Span::new(span.start, span.start + literal.len()))
    }

    /// Finds a link's parts, now that the inlines in its text are known.
    fn finish_link(self, leaf: &Leaf, index: usize, facts: &mut Facts) -> bool {
        let (before, children) = facts.inlines.split_at_mut(index + 1);
        let Some(Inline { kind: InlineKind::Link { text, target, .. }, span }) = before.last_mut() else {
            return false;
        };
        let Some(close) = self.closing_bracket(leaf, text.start, children) else { return false };
        *text = Span::new(text.start, close);
        let tail = link::tail(&self.text[..leaf.span.end], close + 1, leaf.quotes);
        *target = tail.target.unwrap_or(Span::at(tail.end));
        *span = Span::new(span.start, tail.end);
        true
    }

    /// The `]` that closes the text from `at`, whose inlines are `children`.
    fn closing_bracket(self, leaf: &Leaf, mut at: usize, children: &[Inline]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut opaque = children
            .iter()
            .filter(|child| !matches!(child.kind, InlineKind::Emphasis | InlineKind::Strong))
            .map(|child| child.span)
            .peekable();
        let mut depth = 0;
        while at < leaf.span.end {
            while opaque.next_if(|span| span.end <= at || span.start < at).is_some() {}
            if let Some(span) = opaque.next_if(|span| span.start == at) {
                at = span.end;
                continue;
            }
            match bytes[at] {
                b'\\' => at += 1,
                b'<' if bytes[at..].starts_with(b"<!--") && leaf.comments.iter().any(|span| span.start == at) => {
                    at = comment::end(self.text, at, leaf.span.end);
                    continue;
                }
                b'[' => depth += 1,
                b']' if depth == 0 => return Some(at),
                b']' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// The runs of backticks up to `end`: where each begins, and how long it is.
struct Runs<'t> {
    bytes: &'t [u8],
    at: usize,
    end: usize,
}

impl Iterator for Runs<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.bytes.get(self.at..self.end)?;
        let start = memchr::memchr(b'`', rest)?;
        let run = rest[start..].iter().take_while(|&&b| b == b'`').count();
        let found = (self.at + start, run);
        self.at += start + run;
        Some(found)
    }
}
