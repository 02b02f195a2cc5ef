//! The parts of a document whose contents are held against the template's.

use super::edits::{heading_span, quote};
use super::{empty_section, missing_section};
use crate::document::Document;
use crate::markdown::{BlockKind, normalise};
use crate::template::{Contents, Home, Template, preamble};
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

    /// What it is, in words.
    pub(super) fn name(&self, template: &Template) -> String {
        match self.home {
            Home::Spec(spec) => format!("section {}", quote(&template.specs()[spec].pattern.text)),
            Home::Preamble | Home::Nowhere => "the text above the first section".to_owned(),
        }
    }

    /// Whether it says that there is nothing to say.
    pub(super) fn is_waived(&self, snapshot: &Snapshot) -> bool {
        self.section.is_some() && is_waived(snapshot.document(), self.body)
    }

    /// Whether nothing is said of what it lacks: it is empty, which is said already, or it says that
    /// there is nothing to say.
    pub(super) fn is_silent(&self, snapshot: &Snapshot) -> bool {
        match self.section {
            Some(section) => empty_section::is_empty(snapshot, section) || is_waived(snapshot.document(), self.body),
            None => snapshot.document().sections().is_empty(),
        }
    }
}

/// The parts of which `wanted` takes what the template has there, in document order; not those that
/// only stand where a repeat belongs.
pub(super) fn parts<'a>(snapshot: &'a Snapshot, wanted: impl Fn(&Contents) -> bool) -> Vec<Part<'a>> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let sections = (0..document.sections().len()).map(Some);
    let is_wanted = |section: &Option<usize>| match section {
        None => wanted(template.contents(Home::Preamble)),
        Some(section) => {
            let pair = alignment.pair(*section).filter(|pair| !pair.loose);
            pair.is_some_and(|pair| wanted(template.contents(Home::Spec(pair.spec))))
        }
    };
    [None].into_iter().chain(sections).filter(is_wanted).filter_map(|section| part(snapshot, section)).collect()
}

/// The part that `section` is, or what is ahead of the first section; `None` where the template asks nothing of it.
pub(super) fn part(snapshot: &Snapshot, section: Option<usize>) -> Option<Part<'_>> {
    let (document, template, alignment) = snapshot.aligned()?;
    let Some(section) = section else {
        let body = preamble(document, alignment.title());
        let contents = template.contents(Home::Preamble);
        return Some(Part { section, home: Home::Preamble, contents, body, extent: body });
    };
    let home = Home::Spec(alignment.pair(section).filter(|pair| !pair.loose)?.spec);
    let place = &document.sections()[section];
    let (body, extent) = (place.body, place.extent);
    Some(Part { section: Some(section), home, contents: template.contents(home), body, extent })
}

/// How a section begins that says there is nothing to say, or not yet.
const WAIVED: [&str; 13] =
    ["n a", "na", "no", "none", "not", "nothing", "tbd", "tbc", "tba", "todo", "unchanged", "skipped", "to be"];

/// How it begins that it is said elsewhere.
const ELSEWHERE: [&str; 4] = ["see", "same", "covered", "as in"];

/// Whether a text is a few short paragraphs of which one says `N/A: read-only`, `No violations` or
/// `See the parent specification`.
fn is_waived(document: &Document, body: Span) -> bool {
    const FEW: usize = 3;
    const SHORT: usize = 400;
    let is_text = |kind: &BlockKind| !matches!(kind, BlockKind::Html { comments_only: true } | BlockKind::Rule);
    let blocks = document.blocks(body).filter(|block| block.item.parent.is_none() && is_text(&block.item.kind));
    let blocks: Vec<_> = blocks.take(FEW + 1).collect();
    let is_prose = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Quote);
    if blocks.len() > FEW || !blocks.iter().all(|block| is_prose(&block.item.kind)) {
        return false;
    }
    let starts = |words: &str, known: &str| {
        words.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    blocks.iter().any(|block| {
        let span = block.span(block.item.span);
        let words = normalise(&document.slice(Span::new(span.start, span.end.min(span.start + SHORT))));
        let elsewhere =
            blocks.len() == 1 && span.len() < SHORT / 2 && ELSEWHERE.iter().any(|known| starts(&words, known));
        let waived = span.len() <= SHORT && WAIVED.iter().any(|known| starts(&words, known));
        waived || elsewhere || (span.len() <= SHORT && words.contains("not applicable"))
    })
}
