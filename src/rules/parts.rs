//! The parts of a document whose contents are held against the template's.

use super::edits::heading_span;
use super::{empty_section, missing_section};
use crate::document::Document;
use crate::markdown::{BlockKind, normalise};
use crate::template::{Contents, Home, preamble};
use crate::text::Span;
use crate::workspace::Snapshot;

/// A section that is paired with a spec, or what is ahead of the first section.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The section; `None` for what is ahead of the first.
    pub(super) section: Option<usize>,
    pub(super) home: Home,
    /// What the template has there.
    pub(super) contents: &'a Contents,
    /// Its own text.
    pub(super) body: Span,
    /// With the sections below it.
    pub(super) extent: Span,
}

impl Part<'_> {
    /// Where a finding about something that it lacks lies.
    pub(super) fn heading(&self, snapshot: &Snapshot) -> Span {
        let document = snapshot.document();
        match (self.section, snapshot.alignment()) {
            (Some(section), _) => heading_span(document, section),
            (None, Some(alignment)) => missing_section::place_of(document, alignment, None),
            (None, None) => Span::at(0),
        }
    }
}

/// The parts whose contents the template asks for, in document order; not those that only stand
/// where a repeat belongs, that are empty, or that say there is nothing to say.
pub(super) fn parts(snapshot: &Snapshot) -> Vec<Part<'_>> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let mut found = Vec::new();
    let opening = template.contents(Home::Preamble);
    if !opening.is_empty() {
        let body = preamble(document, alignment.title());
        found.push(Part { section: None, home: Home::Preamble, contents: opening, body, extent: body });
    }
    for (section, place) in document.sections().iter().enumerate() {
        let Some(pair) = alignment.pair(section).filter(|pair| !pair.loose) else { continue };
        let home = Home::Spec(pair.spec);
        let contents = template.contents(home);
        if !contents.is_empty() && !empty_section::is_empty(snapshot, section) && !is_waived(document, place.body) {
            found.push(Part { section: Some(section), home, contents, body: place.body, extent: place.extent });
        }
    }
    found
}

/// How a section begins that says there is nothing to say, or not yet.
const WAIVED: [&str; 16] = [
    "n a", "na", "no", "none", "not", "nothing", "tbd", "tbc", "tba", "todo", "unchanged", "skipped", "same", "see",
    "to be", "covered",
];

/// Whether a text is one short paragraph such as `N/A: read-only` or `See the parent specification`.
fn is_waived(document: &Document, body: Span) -> bool {
    const SHORT: usize = 200;
    let mut blocks = document.blocks(body).filter(|block| {
        !matches!(block.item.kind, BlockKind::Html { comments_only: true } | BlockKind::Rule)
    });
    let (Some(first), None) = (blocks.next(), blocks.next()) else { return false };
    let span = first.span(first.item.span);
    if first.item.kind != BlockKind::Paragraph || span.len() > SHORT {
        return false;
    }
    let words = normalise(&document.slice(span));
    WAIVED.iter().any(|known| words.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}
