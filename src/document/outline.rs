//! The section tree.

use crate::markdown::{Block, BlockKind, Chunk};
use crate::text::Span;
use std::sync::Arc;

/// A section: a heading and all that follows up to the next heading of the same or a higher level.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The section that it is part of: the nearest one before it of a lower level number.
    pub parent: Option<usize>,
    /// The heading's lines, without the last line ending.
    pub heading: Span,
    /// The heading's text as written; see [`crate::markdown::Heading::title`].
    pub title: Span,
    /// What is behind the heading, from the line below it, up to the next section's extent (child or
    /// not), the footer or the end.
    pub body: Span,
    /// The section's leading rule or touching comments, heading, body and children, up to the
    /// extent of the next section of the same or a higher level, the footer or the end.
    ///
    /// A rule (`---`) directly before a heading (blank lines between do not matter) goes with that
    /// heading; a comment that touches it (no blank line between) too.
    pub extent: Span,
    /// Where its heading is: chunk, and block in the chunk.
    pub(super) place: (u32, u32),
}

impl Section {
    /// The section without its children: from its extent's start to its body's end.
    pub fn own(&self) -> Span {
        Span::new(self.extent.start, self.body.end.max(self.heading.end))
    }
}

/// A block at the root, with its place in the document.
#[derive(Clone, Copy)]
struct Root<'a> {
    block: &'a Block,
    span: Span,
    chunk: usize,
    index: u32,
}

/// The sections of a document, and its footer.
pub(super) struct Outline {
    pub(super) sections: Vec<Section>,
    pub(super) footer: Option<Span>,
}

/// Reads the sections out of `chunks`, which start at `starts` in a text of `len` bytes.
pub(super) fn outline(chunks: &[Arc<Chunk>], starts: &[usize], len: usize) -> Outline {
    let source = Source { chunks, starts };
    let roots = source.roots();
    let footer = footer(&roots, len);
    let end = footer.map_or(len, |footer| footer.start);
    let mut sections: Vec<Section> = Vec::new();
    // The sections that the current one is in, itself included.
    let mut open: Vec<usize> = Vec::new();
    for (at, root) in roots.iter().enumerate() {
        let BlockKind::Heading(heading) = &root.block.kind else { continue };
        let start = source.extent_start(&roots[..at], *root);
        if let Some(last) = sections.last_mut() {
            last.body.end = start.max(last.body.start);
        }
        while let Some(&last) = open.last()
            && sections[last].level >= heading.level
        {
            sections[last].extent.end = start;
            open.pop();
        }
        let base = starts[root.chunk];
        let body = source.behind_line(*root).min(end);
        let section = Section {
            level: heading.level,
            parent: open.last().copied(),
            heading: root.span,
            title: heading.title.shift(base),
            body: Span::new(body, end),
            extent: Span::new(start, end),
            place: (root.chunk as u32, root.index),
        };
        open.push(sections.len());
        sections.push(section);
    }
    Outline { sections, footer }
}

/// The rule behind all headings that text follows: the last such rule. One directly below the
/// title parts the title from a text without headings, and is none.
fn footer(roots: &[Root<'_>], len: usize) -> Option<Span> {
    let heading = roots.iter().rposition(|root| matches!(root.block.kind, BlockKind::Heading(_)))?;
    let is_text = |root: &Root<'_>| {
        !matches!(
            root.block.kind,
            BlockKind::Rule | BlockKind::LinkDefinition { .. } | BlockKind::Html { comments_only: true }
        )
    };
    let text = roots.iter().rposition(is_text)?;
    let rule = roots[heading..text].iter().rposition(|root| root.block.kind == BlockKind::Rule)? + heading;
    let is_title = matches!(&roots[heading].block.kind, BlockKind::Heading(title) if title.level == 1);
    (!is_title || rule > heading + 1).then(|| Span::new(roots[rule].span.start, len))
}

#[derive(Clone, Copy)]
struct Source<'a> {
    chunks: &'a [Arc<Chunk>],
    starts: &'a [usize],
}

impl<'a> Source<'a> {
    fn roots(self) -> Vec<Root<'a>> {
        let mut roots = Vec::with_capacity(self.chunks.iter().map(|chunk| chunk.roots().len()).sum());
        for (chunk, (facts, &base)) in self.chunks.iter().zip(self.starts).enumerate() {
            for &index in facts.roots() {
                let block = &facts.blocks()[index as usize];
                roots.push(Root { block, span: block.span.shift(base), chunk, index });
            }
        }
        roots
    }

    /// Where the extent of the section with the heading `root`, behind the blocks `before`, starts.
    fn extent_start(self, before: &[Root<'a>], root: Root<'a>) -> usize {
        let mut first = root;
        for &previous in before.iter().rev() {
            match previous.block.kind {
                BlockKind::Rule => return self.line_start(previous),
                BlockKind::Html { comments_only: true } if self.touch(previous, first) => first = previous,
                _ => break,
            }
        }
        self.line_start(first)
    }

    /// The start of the line that `root` begins in: its indentation goes with it.
    fn line_start(self, root: Root<'a>) -> usize {
        let before = &self.chunks[root.chunk].text()[..root.block.span.start];
        root.span.start - before.bytes().rev().take_while(|b| matches!(b, b' ' | b'\t')).count()
    }

    /// Whether no blank line is between two blocks.
    fn touch(self, first: Root<'a>, second: Root<'a>) -> bool {
        let mut endings = 0;
        for chunk in first.chunk..=second.chunk {
            let text = self.chunks[chunk].text();
            let from = if chunk == first.chunk { first.block.span.end } else { 0 };
            let to = if chunk == second.chunk { second.block.span.start } else { text.len() };
            let bytes = &text.as_bytes()[from..to.max(from)];
            endings += line_endings(bytes);
        }
        endings <= 1
    }

    /// Behind the line ending of a block.
    fn behind_line(self, root: Root<'a>) -> usize {
        let rest = &self.chunks[root.chunk].text().as_bytes()[root.block.span.end..];
        let ending = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        root.span.end + ending
    }
}

/// How many lines end in `bytes`.
fn line_endings(bytes: &[u8]) -> usize {
    (0..bytes.len()).filter(|&at| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')).count()
}
