//! The links of a document to its own headings.

use crate::document::Document;
use crate::text::{Span, percent_decoded, percent_encoded};
use std::collections::HashMap;

/// A link to a heading of the same document, or the definition of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The section that it leads to.
    pub(super) section: usize,
    /// Its target behind the `#`.
    pub(super) fragment: Span,
    /// What is between its brackets; `None` for a definition.
    pub(super) text: Option<Span>,
}

/// All links of `document` to its own headings, by place.
pub(super) fn links(document: &Document) -> Vec<Link> {
    links_in(document, Span::new(0, document.len()))
}

/// Those that begin inside `span`.
pub(super) fn links_in(document: &Document, span: Span) -> Vec<Link> {
    let all = document.links(span).filter(|link| !link.image);
    let mut found: Vec<(String, Link)> = all.filter_map(|link| fragment(document, (link.target?, link.text))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let anchors = anchors(document);
    let sections: HashMap<&str, usize> =
        anchors.iter().enumerate().rev().map(|(section, anchor)| (anchor.as_str(), section)).collect();
    found.retain_mut(|(target, link)| {
        let section = sections.get(target.as_str()).or_else(|| sections.get(target.to_lowercase().as_str())).copied();
        link.section = section.unwrap_or_default();
        section.is_some()
    });
    let mut links: Vec<Link> = found.into_iter().map(|(_, link)| link).collect();
    links.sort_unstable_by_key(|link| link.fragment);
    links
}

/// What a link's target names, and the link, whose section is not known yet; `None` where it leads elsewhere.
fn fragment(document: &Document, (target, text): (Span, Option<Span>)) -> Option<(String, Link)> {
    let source = document.slice(target);
    let raw = source.strip_prefix('#').filter(|raw| !raw.is_empty())?;
    let name = String::from_utf8(percent_decoded(raw)).ok()?;
    Some((name, Link { section: 0, fragment: Span::new(target.start + 1, target.end), text }))
}

/// `anchor` as a link has it: with percent signs where the one before, `raw`, had some.
pub(super) fn encoded(anchor: &str, raw: &str) -> String {
    let escapes = raw.contains('%');
    percent_encoded(anchor, |byte| byte.is_ascii() || !escapes)
}

/// The anchor of each section's heading, by section; empty where the heading has no letter.
pub(super) fn anchors(document: &Document) -> Vec<String> {
    let sections = document.sections();
    let mut anchors = Vec::with_capacity(sections.len());
    for anchor in document.anchors().into_iter().filter(|anchor| anchor.heading.is_some()) {
        // Headings in lists and quotes are no sections, and count for the names of those behind them.
        if sections.get(anchors.len()).is_some_and(|section| section.title == anchor.span) {
            anchors.push(anchor.name);
        }
    }
    anchors.resize(sections.len(), String::new());
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_headings_however_they_are_written() {
        let source = "# A\n\n> # A\n\n[a](#Überblick) [b][r] [c](x.md#a) [d](#%C3%BCberblick) ![e](#a) `[f](#a)` [g](#no) [h](#a-2) [i](#a-1)\n\n\
                      ## Überblick\n\n## A\n\n[r]: #a\n";
        let document = Document::parse(source);
        let shown = links(&document);
        let shown: Vec<_> = shown.iter().map(|link| (link.section, &source[link.fragment.range()])).collect();
        assert_eq!(shown, [(1, "Überblick"), (1, "%C3%BCberblick"), (2, "a-2"), (0, "a")]);
        assert_eq!(encoded("ä-b", "%C3"), "%C3%A4-b");
        assert_eq!(encoded("ä-b", "x"), "ä-b");
    }
}
