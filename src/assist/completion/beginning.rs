//! [`Beginning`], a line on which something may begin: nothing stands there, or what an author has begun.

use super::cursor::{Cursor, holds};
use super::{Completion, begins, matches};
use crate::markdown::BlockKind;
use crate::template::{Home, Template};
use crate::text::Span;
use crate::workspace::Snapshot;
use std::borrow::Cow;

/// A line on which something may begin, in a document without what was typed on it.
pub(super) struct Beginning<'a> {
    /// The document without what was typed.
    pub(super) snapshot: &'a Snapshot,
    /// What was typed.
    pub(super) typed: Typed<'a>,
    /// The section there; `None` ahead of the first and in the title's own text.
    pub(super) section: Option<usize>,
}

/// What an author has typed on a line.
pub(super) struct Typed<'a> {
    /// What a completion replaces.
    pub(super) span: Span,
    /// What it looks like.
    pub(super) shape: Shape,
    /// The white space ahead of it.
    pub(super) indent: &'a str,
    /// The marks: `## `, `- **`, `| `. Empty where there are none.
    pub(super) marks: &'a str,
    /// The letters typed of a name, up to the cursor.
    pub(super) word: &'a str,
}

/// What something that is being typed looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An empty line.
    Blank,
    /// Nothing, at the start of a line of text.
    Ahead,
    /// `##`, with a name perhaps.
    Heading,
    /// A list's item: `- Own`, `- [ ] `, `1. **`.
    Item,
    /// A table: `|`.
    Row,
    /// A code block's fence.
    Fence,
    /// A word on a line of its own, perhaps in bold.
    Word,
}

/// The longest name that is looked for, in words.
const MOST_WORDS: usize = 4;

/// What `contexts` offer where something may begin; nothing elsewhere.
pub(super) fn complete(cursor: &Cursor<'_>, contexts: &[fn(&Beginning<'_>) -> Vec<Completion>]) -> Vec<Completion> {
    let (Some(template), Some(typed)) = (cursor.snapshot.template(), Typed::read(cursor)) else { return Vec::new() };
    // Most of what is typed is prose: that costs no more than this.
    if typed.shape == Shape::Word && !is_named(template, typed.word) {
        return Vec::new();
    }
    // What is half typed may be a section, or swallow what is below it: look at the document without.
    let edited = || Snapshot::new(cursor.document().edit(typed.span, ""), Some(template.clone()));
    let without = (!typed.span.is_empty()).then(edited);
    let snapshot = without.as_ref().unwrap_or(cursor.snapshot);
    let Some(beginning) = Beginning::new(snapshot, typed) else { return Vec::new() };
    let mut list: Vec<_> = contexts.iter().flat_map(|context| context(&beginning)).collect();
    let depth = |text: &str| text.len() - text.trim_start_matches('#').len();
    let typed = depth(beginning.typed.marks);
    // More marks may follow; those that are there stay.
    list.sort_by_key(|item| depth(&item.label) < typed);
    list
}

/// Whether a section or a field of the template is called so.
fn is_named(template: &Template, word: &str) -> bool {
    let fields = (0..template.specs().len()).map(Home::Spec).chain([Home::Preamble]);
    template.specs().iter().any(|spec| begins(&spec.pattern.text, word) || begins(&spec.pattern.name.words, word))
        || fields.flat_map(|home| &template.contents(home).fields).any(|field| begins(&field.label, word))
}

impl<'a> Beginning<'a> {
    /// `None` inside of a block in which nothing of the document can begin.
    fn new(snapshot: &'a Snapshot, typed: Typed<'a>) -> Option<Self> {
        let (document, _, alignment) = snapshot.aligned()?;
        let at = typed.span.start;
        let line = document.text().line_at(at);
        let is_closed = |kind: &BlockKind, _| match kind {
            BlockKind::Code { .. } | BlockKind::Html { .. } | BlockKind::Table => true,
            BlockKind::List { .. } | BlockKind::Quote => typed.shape == Shape::Ahead,
            _ => false,
        };
        let in_front_matter = document.front_matter().is_some_and(|matter| line.start < matter.span.end);
        if in_front_matter || holds(document, line, is_closed) {
            return None;
        }
        let section = document.section_at(at).filter(|section| Some(*section) != alignment.title());
        Some(Self { snapshot, typed, section })
    }

    /// Where what was typed began, in bytes.
    pub(super) fn at(&self) -> usize {
        self.typed.span.start
    }

    /// Whether what is called `name` is meant by what was typed: anything where nothing was.
    pub(super) fn is_meant(&self, name: &str) -> bool {
        match self.typed.shape {
            Shape::Heading => matches(name, self.typed.word),
            _ => begins(name, self.typed.word),
        }
    }

    /// The text of the line that holds `offset`.
    pub(super) fn line_at(&self, offset: usize) -> Cow<'a, str> {
        let document = self.snapshot.document();
        document.slice(document.text().line_at(offset))
    }

    /// The line above, and the line below; empty where there is none.
    pub(super) fn neighbours(&self) -> (Span, Span) {
        let text = self.snapshot.document().text();
        let line = text.line_at(self.at());
        let above = line.start.checked_sub(1).map_or(Span::at(0), |end| {
            let above = text.line_at(end);
            // Between CR and LF is the line that they end.
            if above.start == line.start { text.line_at(end.saturating_sub(1)) } else { above }
        });
        let next = line.end + ending(&text.slice(Span::new(line.end, line.end + 2)));
        (above, if next == line.end { Span::at(next) } else { text.line_at(next) })
    }

    /// What an editor matches the typed text with, where `name` is meant and `text` comes. The list stays on the screen while
    /// the rest of the marks is typed; some editors take only what begins with all that is typed.
    pub(super) fn filter(&self, name: &str, text: &str) -> String {
        let Typed { indent, marks, word, .. } = &self.typed;
        if !word.is_empty() {
            return format!("{indent}{marks}{name}");
        }
        let text = text.trim_start();
        match text.find(name).filter(|_| text.starts_with(marks.trim_end())) {
            Some(at) => format!("{indent}{}", &text[..at + name.len()]),
            None if marks.is_empty() || marks.ends_with(' ') || (marks.len() > 1 && marks.ends_with(['*', '_'])) => {
                format!("{indent}{marks}{name}")
            }
            None => format!("{indent}{marks} {name}"),
        }
    }
}

/// The length of the line ending at the start of a text.
fn ending(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\r', '\n'])) }
}

impl<'a> Typed<'a> {
    /// What was typed on the cursor's line; `None` in text, code and front matter, where nothing begins.
    fn read(cursor: &'a Cursor<'_>) -> Option<Self> {
        let document = cursor.document();
        let in_front_matter = document.front_matter().is_some_and(|matter| cursor.line.start < matter.span.end);
        if in_front_matter || cursor.is_verbatim() {
            return None;
        }
        let (line, source, at) = (cursor.line, cursor.source(), cursor.before().len());
        let text = source.trim_start();
        if text.is_empty() || at == 0 {
            // A blank line is replaced; ahead of text something is inserted.
            let (shape, span) = match text.is_empty() {
                true => (Shape::Blank, line),
                false => (Shape::Ahead, Span::at(line.start)),
            };
            return Some(Self { span, shape, indent: "", marks: "", word: "" });
        }
        let indent = source.len() - text.len();
        let (shape, marks) = read_marks(text);
        let start = (indent + marks).min(source.len());
        if at < indent || (indent > 3 && shape != Shape::Item) {
            return None;
        }
        let word = source.get(start..at.max(start))?.trim_start();
        let begun = Self { span: line, shape, indent: &source[..indent], marks: &source[indent..start], word };
        let is_alone = || cursor.is_below_blank() || cursor.is_below_field();
        let is_one = match shape {
            Shape::Heading => !cursor.is_at_written_heading(),
            Shape::Fence if cursor.is_at_closed_fence() => false,
            Shape::Word => word.starts_with(char::is_alphanumeric) && is_name(cursor.behind()) && is_alone(),
            Shape::Item | Shape::Row | Shape::Fence => is_name(cursor.behind()),
            Shape::Blank | Shape::Ahead => false,
        };
        (is_one && word.split_whitespace().count() <= MOST_WORDS && !word.contains(['|', '`', ':', '：']))
            .then_some(begun)
    }
}

/// What a line that begins so looks like, and how many bytes its marks take, white space included.
fn read_marks(text: &str) -> (Shape, usize) {
    let blank = |rest: &str| rest.len() - rest.trim_start().len();
    let hashes = text.len() - text.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && text[hashes..].chars().next().is_none_or(char::is_whitespace) {
        return (Shape::Heading, hashes + blank(&text[hashes..]));
    }
    if let Some(rest) = text.strip_prefix('|') {
        return (Shape::Row, 1 + blank(rest));
    }
    if text.starts_with("```") || text.starts_with("~~~") {
        let marks = text.len() - text.trim_start_matches(['`', '~']).len();
        return (Shape::Fence, marks + blank(&text[marks..]));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let bullet = if digits > 0 { &['.', ')'][..] } else { &['-', '*', '+'] };
    let rest = text[digits..].strip_prefix(bullet).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let (shape, mut marks) = match rest {
        Some(rest) => (Shape::Item, text.len() - rest.len() + blank(rest)),
        None => (Shape::Word, 0),
    };
    if let Some(rest) = ["[ ]", "[x]", "[X]"].iter().find_map(|task| text[marks..].strip_prefix(task))
        && shape == Shape::Item
    {
        marks = text.len() - rest.len() + blank(rest);
    }
    marks += text[marks..].len() - text[marks..].trim_start_matches(['*', '_']).len();
    (shape, marks)
}

/// Whether nothing but the end of a name stands there: letters and what closes it.
fn is_name(behind: &str) -> bool {
    let rest = behind.trim_start_matches(char::is_alphanumeric).trim_end();
    rest.trim_matches(['*', '_', ':', '：', '|', ' ', '`', '~']).is_empty()
}
