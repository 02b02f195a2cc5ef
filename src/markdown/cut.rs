//! Cutting a document into chunks that parse alone.
//!
//! Only comrak knows where a heading is none because a fence or a comment is open, so a cut is
//! never guessed: a chunk is parsed *through* the line that may begin the next one, and ends there
//! only if comrak sees a block begin at the root on that line.

use super::extract::{Facts, extract};
use super::parse::{resolve, with_tree};
use super::references::stubs;
use super::{Chunk, References};
use comrak::nodes::{Node, NodeValue};
use std::sync::Arc;

/// A chunk above this is also cut at root blocks that are no headings.
const LARGE: usize = 16 * 1024;
const BOM: &str = "\u{feff}";

/// The chunk that starts `source`, a document's rest; `first` says that the rest is all of it. It is empty only where
/// `source` is.
pub fn next_chunk(source: &str, first: bool, references: &References) -> Chunk {
    let base = base(source, first);
    let mut candidates = Candidates { source, at: base, blank_before: false };
    let mut skip = 0;
    let mut step = 1;
    while let Some((start, end)) = candidates.next() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if let Some(chunk) = parse(source, base, Some((start, end)), references, None) {
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
    parse(source, base(source, first), None, references, None).unwrap_or_default()
}

impl Chunk {
    /// The same text parsed with other `references`.
    pub fn again(&self, first: bool, references: &References) -> Self {
        let conflicts: Vec<_> = self
            .defined
            .iter()
            .filter_map(|(label, target)| {
                let other = references.target(label).filter(|other| *other != target)?;
                Some((label.clone(), other.clone()))
            })
            .collect();
        let footnotes = references.footnotes_in(&self.text, &self.footnotes);
        let ahead = stubs(&conflicts, &footnotes);
        parse(&self.text, base(&self.text, first), None, references, Some(&ahead)).unwrap_or_default()
    }
}

/// Where comrak reads from: behind a byte order mark at a text's start.
fn base(source: &str, first: bool) -> usize {
    if first && source.starts_with(BOM) { BOM.len() } else { 0 }
}

/// Parses `source` up to the candidate line `cut`, and through it; `None` if there is no cut.
fn parse(
    source: &str,
    base: usize,
    cut: Option<(usize, usize)>,
    references: &References,
    ahead: Option<&str>,
) -> Option<Chunk> {
    let (end, through) = cut.unwrap_or((source.len(), source.len()));
    let text = &source[..end];
    let own;
    let ahead = match ahead {
        Some(ahead) => ahead,
        None => {
            own = stubs(&[], &references.footnotes_in(text, &[]));
            &own
        }
    };
    let visit = |root: Node<'_>, lines| {
        (cut.is_none() || begins_last(root, source, base, end, lines)).then(|| extract(root, text, base, lines))
    };
    let (facts, asked) = with_tree(ahead, &source[base..through], references, visit);
    let mut chunk = facts.map(|facts| Chunk::new(text, facts))?;
    chunk.asked = asked;
    for (label, target) in &chunk.defined {
        let told = references.target(label).filter(|_| ahead.contains("]: <")).unwrap_or(target);
        if !chunk.asked.iter().any(|(asked, _)| asked == label) {
            chunk.asked.push((label.clone(), Some(told.clone())));
        }
    }
    chunk.told_footnotes = references.footnotes_in(text, &chunk.footnotes);
    Some(chunk)
}

/// Whether the last block at the root begins at `at`, in column 1.
fn begins_last(root: Node<'_>, source: &str, base: usize, at: usize, ahead: usize) -> bool {
    let Some(last) = root.last_child() else { return false };
    let data = last.data();
    let start = data.sourcepos.start;
    if start.column != 1 || start.line <= ahead {
        return false;
    }
    let is_heading = source.as_bytes()[at] == b'#' && heading_mark(&source.as_bytes()[at..]);
    if is_heading && !matches!(data.value, NodeValue::Heading(heading) if !heading.setext) {
        return false;
    }
    let line = line_count(&source.as_bytes()[base..at]);
    start.line - ahead == line + 1
}

/// How many lines end in `bytes`.
fn line_count(bytes: &[u8]) -> usize {
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count()
}

impl Chunk {
    fn new(text: &str, facts: Facts) -> Self {
        let roots = (0u32..).zip(&facts.blocks).filter(|(_, block)| block.parent.is_none()).map(|(index, _)| index);
        let mut defined: Vec<(Box<str>, Arc<str>)> = Vec::new();
        for (label, target) in &facts.definitions {
            if let Some((label, target)) = resolve(label, target)
                && !defined.iter().any(|(known, _)| *known == label)
            {
                defined.push((label, target));
            }
        }
        Self {
            text: text.into(),
            roots: roots.collect(),
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
