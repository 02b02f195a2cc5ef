//! Instructions: what a template tells its authors, found again in documents.

use super::Home;
use super::lesson::{self, InstructionKind, Lesson};
use super::squeeze::{Start, matches, squeezed, start};
use crate::document::Document;
use crate::markdown::{BlockKind, Chunk};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// An instruction of the template in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Where it is.
    pub span: Span,
    /// The template's instruction, in bytes of the template.
    pub learned: Span,
    /// How it is set off.
    pub kind: InstructionKind,
    /// Whether its section has no text but the template's.
    pub alone: bool,
}

/// The instructions of a template.
#[derive(Clone, Debug, Default)]
pub struct Instructions {
    lessons: Vec<(Lesson, Box<str>)>,
    /// The lessons by how they begin.
    starts: Arc<Starts>,
    /// What all of the template's paragraphs, cells and code blocks say.
    texts: HashSet<Box<str>>,
}

type Starts = HashMap<Start, Vec<usize>>;

/// The paragraphs of a chunk in which a line begins as a lesson does, by index of the block.
struct Candidates {
    /// Of which template's lessons.
    of: Arc<Starts>,
    blocks: Vec<u32>,
}

/// What is shorter, in bytes without spaces, is found in its own section only.
const SHORT: usize = 24;

impl Instructions {
    /// Learns those of `template`, whose section at an offset is `home`; `placeholders` are its
    /// placeholders, by place.
    pub(super) fn learn(template: &Document, placeholders: &[Span], home: &dyn Fn(usize) -> Home) -> Self {
        let mut found = Self::default();
        let mut starts = Starts::new();
        for lesson in lesson::all(template, placeholders, home) {
            let text: Box<str> = squeezed(&template.slice(lesson.span)).into();
            if let Some(start) = start(&text) {
                starts.entry(start).or_default().push(found.lessons.len());
                found.lessons.push((lesson, text));
            }
        }
        // The longest is tried first: one may begin as another.
        let lessons = &found.lessons;
        starts.values_mut().for_each(|list| list.sort_by_key(|&lesson| usize::MAX - lessons[lesson].1.len()));
        found.starts = starts.into();
        let whole = Span::new(0, template.len());
        found.texts = leaves(template, whole).map(|leaf| squeezed(&template.slice(leaf)).into()).collect();
        found
    }

    /// The instructions that `document` still holds, by place, disjoint; `home` tells which spec
    /// rules at an offset. Open ones are given only where the section has no text of its own; neighbours in a section are one.
    pub fn find(&self, document: &Document, home: &dyn Fn(usize) -> Home) -> Vec<Instruction> {
        if self.lessons.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.comments(document, home, &mut found);
        self.paragraphs(document, home, &mut found);
        found.sort_unstable_by_key(|instruction| (instruction.span.start, usize::MAX - instruction.span.end));
        found.dedup_by(|next, last| next.span.start < last.span.end);
        self.judge(document, home, &mut found);
        found.dedup_by(|next, last| continues(document, last, next));
        found.retain(|found| found.alone || found.kind != InstructionKind::Open);
        found.dedup_by(|next, last| join(document, last, next));
        found
    }

    /// Instructions in comments: such a comment has nothing else. The template may say in prose what
    /// the document's author has made a comment.
    fn comments(&self, document: &Document, home: &dyn Fn(usize) -> Home, found: &mut Vec<Instruction>) {
        for comment in document.comments(Span::new(0, document.len())) {
            let text = comment.text(comment.item.text);
            let span = comment.span(comment.item.span);
            let mut first = None;
            let mut at = 0;
            while at < text.len() {
                let Some((lesson, len)) = self.recall(&text[at..], || home(span.start)) else { break };
                first.get_or_insert(lesson);
                at += len + text[at + len..].len() - text[at + len..].trim_start().len();
            }
            if let Some(lesson) = first.filter(|_| at == text.len()) {
                found.push(Instruction { kind: InstructionKind::Comment, ..told(lesson, span) });
            }
        }
    }

    /// Instructions in paragraphs: each may begin on any line of one, and end ahead of its end.
    fn paragraphs(&self, document: &Document, home: &dyn Fn(usize) -> Home, found: &mut Vec<Instruction>) {
        for (base, chunk) in document.chunks() {
            let is_of = |known: &Candidates| Arc::ptr_eq(&known.of, &self.starts);
            let candidates = chunk.memo_if(is_of, |chunk| self.candidates(chunk));
            self.paragraphs_of(chunk, base, &candidates, home, found);
        }
    }

    fn candidates(&self, chunk: &Chunk) -> Candidates {
        let begins = |text: &str| {
            let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes());
            std::iter::once(0).chain(ends.map(|end| end + 1)).any(|at| {
                let start = start(&text[at + marks(&text[at..])..]);
                start.is_some_and(|start| self.starts.contains_key(&start))
            })
        };
        let all = (0u32..).zip(chunk.blocks()).filter(|(_, block)| block.kind == BlockKind::Paragraph);
        let blocks = all.filter(|(_, block)| begins(&chunk.text()[block.span.range()])).map(|(index, _)| index);
        Candidates { of: Arc::clone(&self.starts), blocks: blocks.collect() }
    }

    fn paragraphs_of(
        &self,
        chunk: &Chunk,
        base: usize,
        candidates: &Candidates,
        home: &dyn Fn(usize) -> Home,
        found: &mut Vec<Instruction>,
    ) {
        for &block in &candidates.blocks {
            let local = chunk.blocks()[block as usize].span;
            let (text, span) = (&chunk.text()[local.range()], local.shift(base));
            let mut at = 0;
            while at < text.len() {
                let rest = &text[at..];
                let next = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map_or(text.len(), |line| at + line + 1);
                let from = at + marks(rest);
                at = next;
                if let Some((lesson, len)) = self.recall(&text[from..], || home(span.start))
                    && ends_well(&text[from..], len)
                {
                    found.push(told(lesson, Span::new(span.start + from, span.start + from + len)));
                    at = (from + len).max(next);
                }
            }
        }
    }

    /// The longest lesson that `text` begins with, and how much of the text it is.
    fn recall(&self, text: &str, here: impl Fn() -> Home) -> Option<(&Lesson, usize)> {
        let known = self.starts.get(&start(text)?)?;
        let all = known.iter().map(|&index| &self.lessons[index]);
        let fitting: Vec<_> =
            all.filter_map(|(lesson, wanted)| Some((lesson, matches(text, wanted)?, wanted))).collect();
        let longest = fitting.first()?.2;
        let home = here();
        let mut same = fitting.iter().filter(|(_, _, wanted)| *wanted == longest);
        let chosen = same.clone().find(|(lesson, ..)| lesson.home == home);
        let (lesson, len, _) = chosen.or(same.next().filter(|_| longest.len() >= SHORT))?;
        Some((lesson, *len))
    }

    /// Tells which stand alone in their sections.
    fn judge(&self, document: &Document, home: &dyn Fn(usize) -> Home, found: &mut [Instruction]) {
        let mut from = 0;
        while from < found.len() {
            let start = found[from].span.start;
            let section = document.section_at(start);
            let len = found[from..].iter().take_while(|next| document.section_at(next.span.start) == section).count();
            let text = text_around(document, home, start);
            let alone = !self.has_text(document, text, found);
            found[from..from + len].iter_mut().for_each(|instruction| instruction.alone = alone);
            from += len;
        }
    }

    /// Whether the section around `offset`, with those below it, has text that is not the template's;
    /// `home` tells which spec rules at an offset.
    pub fn is_written(&self, document: &Document, home: &dyn Fn(usize) -> Home, offset: usize) -> bool {
        self.has_text(document, text_around(document, home, offset), &[])
    }

    /// Whether `span` has text that is neither the template's nor one of `found`.
    fn has_text(&self, document: &Document, span: Span, found: &[Instruction]) -> bool {
        leaves(document, span).any(|leaf| {
            let after = found.partition_point(|instruction| instruction.span.start <= leaf.start);
            let told = found[..after].last().is_some_and(|instruction| instruction.span.covers(leaf));
            !told && !self.texts.contains(squeezed(&document.slice(leaf)).as_str())
        })
    }
}

/// How many bytes of spaces and marks of quotes are ahead of a line's text.
fn marks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

fn told(lesson: &Lesson, span: Span) -> Instruction {
    Instruction { span, learned: lesson.span, kind: lesson.kind, alone: false }
}

/// Whether a sentence or a line of `text` ends at `len`.
fn ends_well(text: &str, len: usize) -> bool {
    let rest = &text[len..];
    let line_ends = rest.trim_start_matches([' ', '\t', '\\']);
    let sentence = text[..len].ends_with(['.', '?', '!', ':', ')', '"', '”']) && rest.starts_with(char::is_whitespace);
    line_ends.is_empty() || line_ends.starts_with(['\n', '\r']) || (len >= SHORT && sentence)
}

/// Takes `next` into `last` where it is the next paragraph of an instruction that is surely left, and no question.
fn continues(document: &Document, last: &mut Instruction, next: &mut Instruction) -> bool {
    let sure = matches!(last.kind, InstructionKind::Marked | InstructionKind::Prose);
    let open = next.kind == InstructionKind::Open && !next.alone && !last.alone;
    let goes_on = sure
        && open
        && document.slice(Span::new(last.span.end, next.span.start)).trim().is_empty()
        && !document.slice(next.span).ends_with('?');
    if goes_on {
        last.span.end = next.span.end;
    }
    goes_on
}

/// Takes `next` into `last` where nothing but marks of lists and quotes is between them.
fn join(document: &Document, last: &mut Instruction, next: &mut Instruction) -> bool {
    let shown = |instruction: &Instruction| instruction.kind != InstructionKind::Comment;
    if !shown(last) || !shown(next) || last.alone != next.alone {
        return false;
    }
    let between = document.slice(Span::new(last.span.end, next.span.start));
    let joins = between.chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || ">-*+.)".contains(c));
    if joins {
        last.span.end = next.span.end;
    }
    joins
}

/// The section around `offset` with those below it; of the title, and ahead of all sections, only
/// the own text; the footer.
fn text_around(document: &Document, home: &dyn Fn(usize) -> Home, offset: usize) -> Span {
    match document.section_at(offset).map(|section| &document.sections()[section]) {
        Some(section) if home(offset) == Home::Preamble => section.own(),
        Some(section) => section.extent,
        None => match document.footer().filter(|footer| footer.start <= offset) {
            Some(footer) => footer,
            None => Span::new(0, document.sections().first().map_or(document.len(), |first| first.extent.start)),
        },
    }
}

/// What holds text in `span`: paragraphs, cells, code, HTML.
fn leaves(document: &Document, span: Span) -> impl Iterator<Item = Span> {
    document
        .blocks(span)
        .filter(|block| {
            matches!(
                block.item.kind,
                BlockKind::Paragraph
                    | BlockKind::Cell
                    | BlockKind::Code { .. }
                    | BlockKind::Html { comments_only: false }
            )
        })
        .map(|block| block.span(block.item.span))
        .filter(|span| !span.is_empty())
}
