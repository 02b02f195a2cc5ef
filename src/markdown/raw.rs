//! Facts out of comrak's tree: blocks without inline content.

use super::extract::Extract;
use super::lines::trim;
use super::{BlockKind, Context, brackets, comment};
use crate::text::Span;
use comrak::nodes::{NodeCodeBlock, Sourcepos};

impl Extract<'_> {
    /// The place of a block that ends `more` lines below its first: comrak misplaces the end of one
    /// that is not closed in a list.
    fn raw_place(&self, pos: Sourcepos, more: usize) -> Span {
        let start = self.lines.place(pos).start;
        let end = self.lines.span(self.lines.at(start) + more).end;
        self.lines.without_blank_end(Span::new(start, end.max(start)))
    }

    pub(super) fn code(&mut self, code: &NodeCodeBlock, pos: Sourcepos) {
        let span = if code.fenced {
            self.raw_place(pos, line_count(&code.literal) + usize::from(code.closed))
        } else {
            self.lines.place(pos)
        };
        let (info, body) = if code.fenced { self.fenced(code, span) } else { (Span::at(span.start), span) };
        self.push(BlockKind::Code { fenced: code.fenced, info, body }, span);
        let context = Context::CodeBlock((self.facts.blocks.len() - 1) as u32);
        brackets::code(self.text, body, context, &mut self.facts.brackets);
    }

    /// A fenced block's info string and code.
    fn fenced(&self, code: &NodeCodeBlock, span: Span) -> (Span, Span) {
        let (first, last) = (self.lines.at(span.start), self.lines.at(span.end.max(span.start + 1) - 1));
        let opening = self.lines.span(first);
        let fence =
            self.text[span.start..opening.end.max(span.start)].bytes().take_while(|&b| b == code.fence_char).count();
        let info = trim(self.text, Span::new(span.start + fence, opening.end.max(span.start + fence)));
        let start = self.lines.start(first + 1);
        let end = self.lines.start(if code.closed { last } else { last + 1 });
        (info, Span::new(start, end.max(start)))
    }

    pub(super) fn html(&mut self, literal: &str, pos: Sourcepos) {
        let span = self.raw_place(pos, line_count(literal).saturating_sub(1));
        let spans = comment::spans(self.text, span);
        let mut rest = String::new();
        let mut from = span.start;
        for found in &spans {
            rest.push_str(&self.text[from..found.start]);
            from = found.end;
        }
        rest.push_str(&self.text[from..span.end]);
        let marks = self.quotes > 0;
        let comments_only = !spans.is_empty() && rest.chars().all(|c| c.is_whitespace() || marks && c == '>');
        self.push(BlockKind::Html { comments_only }, span);
        for found in &spans {
            let alone = comments_only || self.is_alone(*found, span);
            self.comment(*found, alone);
        }
        brackets::html(self.text, span, &spans, &mut self.facts.brackets);
    }

    /// Whether nothing but white space stands beside `found` in its lines.
    fn is_alone(&self, found: Span, block: Span) -> bool {
        let before = self.lines.start(self.lines.at(found.start)).max(block.start);
        let after = self.lines.span(self.lines.at(found.end.saturating_sub(1))).end;
        self.text[before..found.start].trim().is_empty() && self.text[found.end..after.max(found.end)].trim().is_empty()
    }

    pub(super) fn comment(&mut self, span: Span, block: bool) {
        let found = comment::at(self.text, span, block);
        self.facts.directives.extend(comment::directive(self.text, &found));
        self.facts.comments.push(found);
    }

    /// A rule: comrak misplaces the end of one that ends the text.
    pub(super) fn rule(&mut self, pos: Sourcepos) {
        let span = self.lines.place(pos);
        let line = self.lines.span(self.lines.at(span.start));
        let end = span.start + self.text[span.start..line.end].trim_ascii_end().len();
        self.push(BlockKind::Rule, Span::new(span.start, end));
    }
}

/// How many lines `text` has; the last may have no ending.
fn line_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let endings = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count();
    endings + usize::from(!bytes.is_empty() && !text.ends_with(['\n', '\r']))
}
