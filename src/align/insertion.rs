//! What to insert for what is missing.

use super::{Alignment, Missing, Spacing, insertion_point};
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::template::{GroupKind, Skeleton, Style, Template};
use crate::text::{LineEnding, Span};

/// A skeleton and the byte that it goes to, blank lines included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The byte to insert at.
    pub offset: usize,
    /// What to insert.
    pub skeleton: Skeleton,
}

impl Alignment {
    /// What `missing` inserts, in `style`: all of its group, as the template has it, without what the
    /// document has elsewhere.
    pub fn skeleton(&self, template: &Template, missing: Missing, style: &Style) -> Skeleton {
        let group = &template.groups()[template.specs()[missing.spec].group];
        let members = match group.kind {
            GroupKind::Single => std::slice::from_ref(&missing.spec),
            GroupKind::Repeat | GroupKind::Series => group.members.as_slice(),
        };
        template.sections_skeleton(members, style, &|child| self.instances(child).is_empty())
    }

    /// Inserts all of `missing` at their places; those of one place become one insertion. Nothing is
    /// inserted behind a code block or comment that is not closed: it would be swallowed.
    pub fn insertions(&self, document: &Document, template: &Template, missing: &[Missing]) -> Vec<Insertion> {
        let mut gaps: Vec<(Span, Skeleton)> = Vec::new();
        let mut last: Option<(Missing, Style)> = None;
        for &missing in missing {
            if is_open(document, self.place(document, template, missing).gap.start) {
                continue;
            }
            let mut place = self.place(document, template, missing);
            let line_ending = place.style.line_ending;
            // A neighbour that is inserted too comes first in the row of numbers.
            if let Some((before, style)) = last.filter(|(before, _)| before.owner == missing.owner)
                && gaps.last().is_some_and(|(gap, _)| *gap == place.gap)
            {
                let members = template.groups()[template.specs()[before.spec].group].members.len();
                place.style.numbering = (0..members).fold(style.numbering, |numbering, _| numbering.next());
            }
            let skeleton = self.skeleton(template, missing, &place.style);
            last = Some((missing, place.style));
            match gaps.last_mut() {
                Some((gap, before)) if *gap == place.gap => {
                    let pieces = skeleton.surround("\n\n", "", line_ending).0;
                    before.0.extend(pieces);
                }
                _ => gaps.push((place.gap, skeleton)),
            }
        }
        gaps.into_iter().map(|(gap, skeleton)| Self::insertion(document, gap, skeleton)).collect()
    }

    fn insertion(document: &Document, gap: Span, skeleton: Skeleton) -> Insertion {
        let offset = insertion_point(document, gap);
        let spacing = Spacing::around(document, Span::at(offset));
        Insertion { offset, skeleton: spacing.surround(skeleton, document.text().line_ending()) }
    }
}

/// Whether what ends at `end` is a code block without a closing fence, or a comment without its end.
fn is_open(document: &Document, end: usize) -> bool {
    let section = document.section_at(end.saturating_sub(1));
    let start = section.map_or(0, |section| document.sections()[section].heading.end);
    document.blocks(Span::new(start.min(end), end)).any(|block| match block.item.kind {
        BlockKind::Code { fenced: true, body, .. } => {
            let span = block.span(block.item.span);
            span.end >= end && document.text().content_end(block.span(body).end) >= end
        }
        BlockKind::Html { .. } => {
            let text = block.text(block.item.span);
            block.span(block.item.span).end >= end && text.contains("<!--") && !text.trim_end().ends_with('>')
        }
        _ => false,
    })
}

impl Spacing {
    /// `skeleton` with the line endings around it.
    pub fn surround(self, skeleton: Skeleton, line_ending: LineEnding) -> Skeleton {
        skeleton.surround(&"\n".repeat(self.lead), &"\n".repeat(self.trail), line_ending)
    }
}
