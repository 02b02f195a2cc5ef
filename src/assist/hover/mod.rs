//! What there is to say of a place.

mod directive;
mod finding;
mod heading;
mod placeholder;
mod value;
mod words;

pub use words::plain_text;

use crate::rules::Finding;
use crate::text::Span;
use crate::workspace::Snapshot;

/// What there is to say of a place, and of what exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// Markdown; [`plain_text`] makes plain text of it.
    pub markdown: String,
}

/// Where one looks, and what is known there.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The document with its template.
    pub snapshot: &'a Snapshot,
    /// What is wrong with it, by place.
    pub findings: &'a [Finding],
    /// The place, in bytes.
    pub offset: usize,
    /// The address of a template's line (from 0) for an editor to go to; `None` where it is no file.
    pub link: &'a dyn Fn(&str, u32) -> Option<String>,
}

/// Something to say of a place.
type Source = fn(&Look<'_>) -> Option<Hover>;

const SOURCES: &[Source] = &[directive::hover, placeholder::hover, value::hover, heading::hover];

/// All that there is to say of a place, what is about the least text first, and last what is wrong there; `None` where
/// there is nothing.
pub fn hover(look: &Look<'_>) -> Option<Hover> {
    let mut found: Vec<Hover> = SOURCES.iter().filter_map(|source| source(look)).collect();
    found.sort_by_key(|hover| hover.span.len());
    found.extend(finding::hover(look));
    let span = found.iter().map(|hover| hover.span).min_by_key(|span| span.len())?;
    let parts: Vec<String> = found.into_iter().map(|hover| hover.markdown).collect();
    Some(Hover { span, markdown: parts.join("\n\n---\n\n") })
}

impl Look<'_> {
    /// The findings that touch the place.
    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.span.touches(self.offset))
    }
}

#[cfg(test)]
mod tests;
