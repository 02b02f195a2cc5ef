//! What to insert for what is missing.

use super::place::body_start;
use super::{Alignment, Missing, Spacing, insertion_point};
use crate::document::Document;
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
        // What belongs to another section of the parent's kind stays there.
        let elsewhere = |section: &usize| self.pair(*section).is_some_and(|pair| pair.owner.is_none());
        template.sections_skeleton(members, style, &|child| !self.instances(child).iter().any(elsewhere))
    }

    /// Inserts all of `missing` at their places; those of one place become one insertion. Nothing is
    /// inserted behind a code block or comment that is not closed: it would be swallowed.
    pub fn insertions(&self, document: &Document, template: &Template, missing: &[Missing]) -> Vec<Insertion> {
        let mut gaps: Vec<(Span, Skeleton)> = Vec::new();
        let mut last: Option<(Missing, Style)> = None;
        for &missing in missing {
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
        let insertions = gaps.into_iter().map(|(gap, skeleton)| Self::insertion(document, gap, skeleton));
        insertions.filter(|insertion| self.takes_heading(document, insertion.offset)).collect()
    }

    /// Inserts `skeleton` into the gap of a [`super::Place`]. `None` behind a code block or comment that
    /// is not closed.
    pub fn insert(document: &Document, gap: Span, skeleton: Skeleton) -> Option<Insertion> {
        Some(Self::insertion(document, gap, skeleton)).filter(|insertion| takes_heading(document, insertion.offset))
    }

    fn insertion(document: &Document, gap: Span, skeleton: Skeleton) -> Insertion {
        let offset = insertion_point(document, gap);
        // As the first line, a rule would be read as front matter.
        let skeleton = if offset <= body_start(document) { skeleton.without_leading_rule() } else { skeleton };
        let spacing = Spacing::around(document, Span::at(offset));
        Insertion { offset, skeleton: spacing.surround(skeleton, document.text().line_ending()) }
    }
}

impl Alignment {
    /// Whether something can be inserted into the gap of a [`super::Place`]: not behind a code block or comment that is
    /// not closed.
    pub fn can_insert(&self, document: &Document, gap: Span) -> bool {
        self.takes_heading(document, insertion_point(document, gap))
    }

    /// As [`takes_heading`]; of the document's end it is asked once.
    fn takes_heading(&self, document: &Document, offset: usize) -> bool {
        if document.text().content_start(offset) < document.len() {
            return takes_heading(document, offset);
        }
        *self.open_end.get_or_init(|| takes_heading(document, offset))
    }
}

/// Whether a heading would be one at `offset`: not in a code block, comment or raw HTML that nobody
/// closed. Where the next text is a heading, it would; else only the parser knows, so it is asked.
pub fn takes_heading(document: &Document, offset: usize) -> bool {
    let next = document.text().content_start(offset);
    if document.sections().binary_search_by_key(&next, |section| section.heading.start).is_ok() {
        return true;
    }
    let (part, base) = document.excerpt(Span::at(offset));
    let probe = part.edit(Span::at(offset - base), "\n\n# x\n\n");
    probe.sections().binary_search_by_key(&(offset - base + 2), |section| section.heading.start).is_ok()
}

impl Spacing {
    /// `skeleton` with the line endings around it.
    pub fn surround(self, skeleton: Skeleton, line_ending: LineEnding) -> Skeleton {
        skeleton.surround(&"\n".repeat(self.lead), &"\n".repeat(self.trail), line_ending)
    }
}
