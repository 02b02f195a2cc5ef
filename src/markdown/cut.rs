//! Cutting a document into chunks that parse alone.
//!
//! Only comrak knows where a heading is none because a fence or a comment is open, so a cut is
//! never guessed: a chunk is parsed *through* the line that may begin the next one, and ends there
//! only if comrak sees a block begin at the root on that line.

use super::extract::extract;
use super::facts::Facts;
use super::parse::{resolve, with_tree};
use super::references::stubs;
use super::{Block, BlockKind, Chunk, References};
use comrak::nodes::{Node, NodeValue};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A chunk above this is also cut at root blocks that are no headings. In tests it is small, so that
/// small documents are cut so, too.
const LARGE: usize = if cfg!(test) { 48 } else { 16 * 1024 };
const BOM: &str = "\u{feff}";

/// The chunk that starts `source`, a document's rest; `first` says that the rest is all of it. It is empty only where
/// `source` is.
pub fn next_chunk(source: &str, first: bool, references: &References) -> Chunk {
    let base = base(source, first);
    let mut skip = 0;
    let mut step = 1;
    for (start, end) in (Candidates { source, at: base, blank_before: false }) {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let piece = Piece { text: &source[..start], through: &source[base..end], base };
        let footnotes = references.footnotes_in(piece.text, &[]);
        if let Some(chunk) = piece.parse(references, &[], &footnotes) {
            return chunk;
        }
        // Candidates in a fence come in flocks: trying each would parse the fence as often.
        skip = step - 1;
        step *= 2;
    }
    whole(source, first, references)
}

/// All of `source` as one chunk.
pub fn whole(source: &str, first: bool, references: &References) -> Chunk {
    let base = base(source, first);
    let piece = Piece { text: source, through: &source[base..], base };
    piece.parse(references, &[], &references.footnotes_in(source, &[])).unwrap_or_default()
}

impl Chunk {
    /// The same text parsed with other `references`.
    pub fn again(&self, first: bool, references: &References) -> Self {
        let conflict = |(label, target): &Target| {
            let other = references.target(label).filter(|other| *other != target)?;
            Some((label.clone(), other.clone()))
        };
        let conflicts: Vec<Target> = self.defined.iter().filter_map(conflict).collect();
        let footnotes = references.footnotes_in(&self.text, &self.footnotes);
        let base = base(&self.text, first);
        let piece = Piece { text: &self.text, through: &self.text[base..], base };
        piece.parse(references, &conflicts, &footnotes).unwrap_or_default()
    }
}

/// A label and its target.
type Target = (Box<str>, Arc<str>);

/// Where comrak reads from: behind a byte order mark at a text's start.
fn base(source: &str, first: bool) -> usize {
    if first && source.starts_with(BOM) { BOM.len() } else { 0 }
}

/// What may be a chunk.
struct Piece<'t> {
    text: &'t str,
    /// The text from `base` on, through the line that is to prove that the chunk ends ahead of it.
    through: &'t str,
    base: usize,
}

impl Piece<'_> {
    /// Parses the piece, whose own definitions of `conflicts` do not count; `None` if it is no chunk.
    fn parse(&self, references: &References, conflicts: &[Target], footnotes: &[Box<str>]) -> Option<Chunk> {
        let visit = |root: Node<'_>, ahead| self.ends(root, ahead).then(|| extract(root, self.text, self.base, ahead));
        let mut ahead = stubs(conflicts, footnotes);
        if ahead.is_empty() && self.through.starts_with(BOM) {
            // To comrak, a mark in its first line is none of the text.
            ahead.push_str("#\n");
        }
        let (facts, asked) = with_tree(&ahead, self.through, references, visit);
        let mut chunk = Chunk::new(self.text, facts?);
        chunk.asked = asked;
        chunk.asked.sort_unstable();
        chunk.asked.dedup();
        let conflicts: HashMap<_, _> = conflicts.iter().map(|(label, told)| (label, told)).collect();
        let asked = chunk.asked.len();
        for (label, target) in &chunk.defined {
            if chunk.asked[..asked].binary_search_by_key(&label, |(label, _)| label).is_err() {
                let told = conflicts.get(label).copied().unwrap_or(target);
                chunk.asked.push((label.clone(), Some(told.clone())));
            }
        }
        chunk.told_footnotes = references.footnotes_in(self.text, &chunk.footnotes);
        Some(chunk)
    }

    /// Whether the last block at the root begins where the text ends, in column 1.
    fn ends(&self, root: Node<'_>, ahead: usize) -> bool {
        let own = &self.text[self.base..];
        let next = &self.through.as_bytes()[own.len()..];
        if next.is_empty() {
            return true;
        }
        let Some(last) = root.last_child() else { return false };
        let data = last.data();
        let is_atx = matches!(data.value, NodeValue::Heading(heading) if !heading.setext);
        let start = data.sourcepos.start;
        (is_atx || !heading_mark(next)) && start.column == 1 && start.line == ahead + line_count(own.as_bytes()) + 1
    }
}

/// How many lines end in `bytes`.
fn line_count(bytes: &[u8]) -> usize {
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count()
}

impl Chunk {
    fn new(text: &str, facts: Facts) -> Self {
        let those = |is: fn(&Block) -> bool| {
            let blocks = (0u32..).zip(&facts.blocks);
            blocks.filter(|(_, block)| is(block)).map(|(index, _)| index).collect()
        };
        let mut defined: Vec<Target> = Vec::new();
        let mut known = HashSet::new();
        for (label, target) in &facts.definitions {
            if let Some((label, target)) = resolve(label, target)
                && known.insert(label.clone())
            {
                defined.push((label, target));
            }
        }
        Self {
            text: text.into(),
            roots: those(|block| block.parent.is_none()),
            tables: those(|block| block.kind == BlockKind::Table),
            defined,
            blocks: facts.blocks,
            inlines: facts.inlines,
            comments: facts.comments,
            directives: facts.directives,
            fields: facts.fields,
            brackets: facts.brackets,
            footnotes: facts.footnotes,
            ..Self::default()
        }
    }
}

/// The lines of a text that may begin the next chunk: start and end of each.
struct Candidates<'t> {
    source: &'t str,
    at: usize,
    blank_before: bool,
}

impl Iterator for Candidates<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let bytes = self.source.as_bytes();
        while self.at < bytes.len() {
            let start = self.at;
            let end = line_end(bytes, start);
            let blank_before = self.blank_before;
            let line = &bytes[start..end];
            self.blank_before = line.trim_ascii().is_empty();
            self.at = end;
            let is_root =
                start > LARGE && blank_before && !line[0].is_ascii_whitespace() && !line.starts_with(BOM.as_bytes());
            if start > 0 && (is_root || heading_mark(line)) {
                return Some((start, end));
            }
        }
        None
    }
}

/// Whether a line begins like a heading in column 1.
fn heading_mark(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|&&b| b == b'#').count();
    (1..=6).contains(&marks) && line.get(marks).is_none_or(u8::is_ascii_whitespace)
}

/// Behind the ending of the line that starts at `at`.
fn line_end(bytes: &[u8], at: usize) -> usize {
    match memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
        Some(found) if bytes[at + found] == b'\r' && bytes.get(at + found + 1) == Some(&b'\n') => at + found + 2,
        Some(found) => at + found + 1,
        None => bytes.len(),
    }
}
