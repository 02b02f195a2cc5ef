//! Learning a template's instructions.

use super::Home;
use super::advice::{asks, asks_in_wide, is_called_out, is_kept, is_task, speaks_to_author, words};
use super::directive::{Directive, directives};
use super::guidance::{is_for_tools, is_italic, without_colon};
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, normalise};
use crate::text::Span;

/// How a template sets an instruction off from the text that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionKind {
    /// A comment.
    Comment,
    /// A block quote, italics, brackets over several blocks, parentheses.
    Marked,
    /// Plain prose that tells what to write: `Describe the change.`
    Prose,
    /// Questions, which an author may keep and answer, and prose that may be there to stay.
    Open,
}

/// One instruction, or one paragraph of it.
#[derive(Clone, Debug)]
pub(super) struct Lesson {
    pub(super) span: Span,
    pub(super) home: Home,
    pub(super) kind: InstructionKind,
}

/// All instructions of `template`, by place. What is a placeholder is none.
pub(super) fn all(template: &Document, placeholders: &[Span], home: &dyn Fn(usize) -> Home) -> Vec<Lesson> {
    let mut lessons = comments(template, placeholders);
    let mut from = 0;
    for section in 0..=template.sections().len() {
        let text = match section.checked_sub(1) {
            None => Span::new(0, template.sections().first().map_or(template.len(), |first| first.extent.start)),
            Some(section) => template.sections()[section].body,
        };
        let own = Span::new(from, text.end.max(from));
        from = own.end;
        if !keeps(template, own) {
            let reader = Reader { template, placeholders, text };
            reader.read(&mut lessons);
        }
    }
    for lesson in &mut lessons {
        lesson.home = home(lesson.span.start);
    }
    lessons
}

/// Whether a directive says that the text of `span` is meant to stay.
fn keeps(document: &Document, span: Span) -> bool {
    directives(document, span).any(|(_, directive)| matches!(directive, Directive::Keep))
}

fn lesson(span: Span, kind: InstructionKind) -> Lesson {
    Lesson { span, home: Home::Nowhere, kind }
}

/// Comments to authors: two words or more, or a remark such as `optional`.
fn comments(template: &Document, placeholders: &[Span]) -> Vec<Lesson> {
    let whole = Span::new(0, template.len());
    let comments = template.comments(whole).filter(|comment| {
        let text = comment.text(comment.item.text);
        let speaks = text.starts_with(char::is_alphabetic) || words(text) >= 4;
        let enough = words(text) >= 2 || ["optional", "required", "mandatory"].contains(&normalise(text).as_str());
        let is_placeholder = placeholders.binary_search(&comment.span(comment.item.span)).is_ok();
        speaks && enough && !is_placeholder && !is_for_tools(text) && !is_kept(text)
    });
    comments.map(|comment| lesson(comment.span(comment.item.text), InstructionKind::Comment)).collect()
}

/// Reads one section's own text.
struct Reader<'a> {
    template: &'a Document,
    placeholders: &'a [Span],
    text: Span,
}

impl<'a> Reader<'a> {
    fn read(&self, lessons: &mut Vec<Lesson>) {
        let roots: Vec<_> = self.template.blocks(self.text).filter(|block| block.item.parent.is_none()).collect();
        let is_advice = roots.iter().any(|root| self.is_prose(*root) && speaks_to_author(root.text(root.item.span)));
        // Whether the paragraph before says what its list is about.
        let mut leads = false;
        let mut closer: Option<char> = None;
        for root in roots {
            let span = root.span(root.item.span);
            let source = root.text(root.item.span);
            if let Some(close) = closer {
                self.paragraphs(span, InstructionKind::Marked, lessons);
                closer = closer.filter(|_| !source.trim_end().ends_with(close));
                continue;
            }
            let led = std::mem::take(&mut leads);
            match root.item.kind {
                BlockKind::Quote if !is_kept(source) && !is_called_out(source) && words(source) >= 3 => {
                    self.paragraphs(span, InstructionKind::Marked, lessons);
                }
                BlockKind::Paragraph => {
                    closer = self.opens(span, source);
                    let kind = match self.marked(span, source) {
                        _ if closer.is_some() => Some(InstructionKind::Marked),
                        Some(kind) => Some(kind),
                        None if is_advice && self.is_prose(root) => Some(prose(source)),
                        None => None,
                    };
                    leads =
                        source.ends_with(':') && (kind.is_some() || self.is_placeholder(without_colon(span, source)));
                    lessons.extend(kind.filter(|_| !self.is_placeholder(span)).map(|kind| lesson(span, kind)));
                }
                BlockKind::List { .. } => self.list(span, led, lessons),
                _ => {}
            }
        }
    }

    /// The paragraphs in `span`.
    fn paragraphs(&self, span: Span, kind: InstructionKind, lessons: &mut Vec<Lesson>) {
        let all = self.template.blocks(span).filter(|block| block.item.kind == BlockKind::Paragraph);
        let all = all.map(|block| block.span(block.item.span)).filter(|span| !self.is_placeholder(*span));
        lessons.extend(all.map(|span| lesson(span, kind)));
    }

    /// The items of a list: all where the paragraph above has `led` to it, else those in italics and,
    /// where each of them is one, questions.
    fn list(&self, span: Span, led: bool, lessons: &mut Vec<Lesson>) {
        let items: Vec<_> = self
            .template
            .blocks(span)
            .filter(|block| block.item.kind == BlockKind::Paragraph && !self.is_box(*block))
            .map(|block| (block.span(block.item.span), block.text(block.item.span)))
            .filter(|(span, _)| !self.is_placeholder(*span))
            .collect();
        let asked = items.iter().all(|(_, text)| asks(text));
        for (span, text) in items {
            let kind = match self.marked(span, text) {
                Some(kind) => Some(kind),
                None if led || asked => Some(prose(text)),
                None => None,
            };
            lessons.extend(kind.filter(|_| words(text) >= 2).map(|kind| lesson(span, kind)));
        }
    }

    fn is_box(&self, paragraph: Located<'a, Block>) -> bool {
        let parent = paragraph.item.parent.and_then(|parent| paragraph.chunk().blocks().get(parent as usize));
        parent.is_some_and(|parent| matches!(parent.kind, BlockKind::Item { task: Some(_), .. }))
    }

    /// Whether a paragraph as a whole is a placeholder.
    fn is_placeholder(&self, span: Span) -> bool {
        self.placeholders.binary_search(&span).is_ok()
    }

    /// Whether a block at the root is prose that may be advice: no label, no field, no text that stays.
    fn is_prose(&self, block: Located<'a, Block>) -> bool {
        let text = block.text(block.item.span);
        let span = block.span(block.item.span);
        let is_label = text.starts_with("**") || is_called_out(text);
        let has_field = self.template.fields(span).next().is_some();
        block.item.kind == BlockKind::Paragraph
            && words(text) >= 1
            && !(is_label || is_kept(text) || (has_field && !text.ends_with(':') && !speaks_to_author(text)))
    }

    /// How a paragraph is set off: in italics or in parentheses.
    fn marked(&self, span: Span, text: &str) -> Option<InstructionKind> {
        let round = text.starts_with('(') && text.ends_with(')');
        let italic = is_italic(self.template, span) && !is_called_out(text);
        let wide = text.starts_with(['(', '（']) && text.ends_with([')', '）']) && asks_in_wide(text);
        let label = text.trim_end_matches(['*', '_']).ends_with(':') && !speaks_to_author(text);
        let enough = (words(text) >= 3 || asks_in_wide(text)) && !label && !is_kept(text);
        (enough && (italic || round || wide)).then_some(InstructionKind::Marked)
    }

    /// The bracket that closes what a paragraph opens and does not close.
    fn opens(&self, span: Span, text: &str) -> Option<char> {
        let open = text.chars().next()?;
        let close = match open {
            '[' => ']',
            '{' => '}',
            '<' => '>',
            '(' => ')',
            _ => return None,
        };
        let rest = Span::new(span.end, self.text.end);
        let is_open = text.matches(open).count() > text.matches(close).count() && words(text) >= 2;
        let closes = |block: Located<'a, Block>| block.text(block.item.span).trim_end().ends_with(close);
        (is_open && self.template.blocks(rest).any(closes)).then_some(close)
    }
}

fn prose(text: &str) -> InstructionKind {
    if is_task(text) && !asks(text) { InstructionKind::Prose } else { InstructionKind::Open }
}
