//! [`Cursor`], where completion is asked for.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::Span;
use crate::workspace::{Around, Snapshot};

/// A place in a document, and its line.
pub(in crate::assist) struct Cursor<'a> {
    pub(in crate::assist) around: Around<'a>,
    pub(in crate::assist) snapshot: &'a Snapshot,
    /// In bytes.
    pub(in crate::assist) offset: usize,
    /// Its line, without the line ending; behind a byte order mark.
    pub(in crate::assist) line: Span,
    /// The line's text.
    source: String,
}

impl<'a> Cursor<'a> {
    /// At `offset`, which is clamped to its line.
    pub(super) fn new(around: Around<'a>, snapshot: &'a Snapshot, offset: usize) -> Self {
        let text = snapshot.document().text();
        let whole = text.line_at(offset);
        let start = text.line_start(offset);
        let line = Span::new(start.min(whole.end), whole.end);
        let source = snapshot.document().slice(line).into_owned();
        let mut offset = offset.clamp(line.start, line.end);
        while !source.is_char_boundary(offset - line.start) {
            offset -= 1;
        }
        Self { around, snapshot, offset, line, source }
    }

    pub(in crate::assist) fn document(&self) -> &'a Document {
        self.snapshot.document()
    }

    /// The whole line.
    pub(in crate::assist) fn source(&self) -> &str {
        &self.source
    }

    /// The line up to the cursor.
    pub(in crate::assist) fn before(&self) -> &str {
        &self.source[..self.offset - self.line.start]
    }

    /// The line behind it.
    pub(in crate::assist) fn behind(&self) -> &str {
        &self.source[self.offset - self.line.start..]
    }

    /// Whether it is in a code block or in raw HTML.
    pub(super) fn is_verbatim(&self) -> bool {
        let document = self.document();
        let is_verbatim = |kind: &BlockKind| matches!(kind, BlockKind::Code { .. } | BlockKind::Html { .. });
        let is_indented = |kind: &BlockKind| matches!(kind, BlockKind::Code { fenced: false, .. });
        document.blocks(self.line).any(|block| is_indented(&block.item.kind))
            || holds(document, self.line, |kind, span| is_verbatim(kind) && span.start < self.line.start)
    }

    /// Whether the line above is empty, or there is none.
    pub(super) fn is_below_blank(&self) -> bool {
        let text = self.document().text();
        self.line.start == text.line_start(0) || text.content_end(self.line.start) + 1 < self.line.start
    }

    /// Whether the line above ends with a labelled value.
    pub(super) fn is_below_field(&self) -> bool {
        let document = self.document();
        let above = document.text().line_at(document.text().content_end(self.line.start));
        above.end < self.line.start && document.fields(above).next().is_some()
    }

    /// Whether the line is the heading of a section of the template's that has text or sections already.
    pub(super) fn is_at_written_heading(&self) -> bool {
        let Some((document, _, alignment)) = self.snapshot.aligned() else { return false };
        let Some(section) = document.section_at(self.offset) else { return false };
        let place = &document.sections()[section];
        let is_here = place.heading.start >= self.line.start && place.heading.start <= self.line.end;
        is_here
            && alignment.pair(section).is_some_and(|pair| !pair.loose)
            && document.text().content_end(place.extent.end) > place.heading.end
    }

    /// Whether the line opens a code block that is closed below: a new block there would break it. One that was
    /// begun just now swallows another's opening fence.
    pub(super) fn is_at_closed_fence(&self) -> bool {
        let document = self.document();
        let line = Span::new(self.line.start, self.line.end + 1);
        let is_code = |kind: &BlockKind| matches!(kind, BlockKind::Code { fenced: true, .. });
        let Some(block) = document.blocks(line).find(|block| is_code(&block.item.kind)) else { return false };
        let text = block.text(block.item.span);
        let fences = text.lines().skip(1).filter(|line| line.trim_start().starts_with(['`', '~'])).count();
        fences == 1 && text.lines().last().is_some_and(|line| line.trim().trim_matches(['`', '~']).is_empty())
    }

    /// The section that it is in; `None` ahead of the first and in the title's own text.
    pub(super) fn section(&self) -> Option<usize> {
        let title = self.snapshot.alignment().and_then(|alignment| alignment.title());
        self.document().section_at(self.offset).filter(|section| Some(*section) != title)
    }
}

/// Whether a block that `is_wanted`, by its kind and place, holds all of `line`.
pub(super) fn holds(document: &Document, line: Span, is_wanted: impl Fn(&BlockKind, Span) -> bool) -> bool {
    // Blocks are found by where they begin, so look from the section's start on.
    let from = document.section_at(line.start).map_or(0, |section| document.sections()[section].extent.start);
    document.blocks(Span::new(from, line.end + 1)).any(|block| {
        let span = block.span(block.item.span);
        span.start <= line.start && line.end <= span.end && is_wanted(&block.item.kind, span)
    })
}
