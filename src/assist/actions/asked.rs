//! [`Asked`], what a client wants to know.

use super::action::{Action, ActionKind};
use crate::rules::{Finding, quote};
use crate::text::Span;
use crate::workspace::{Library, Snapshot};
use std::fmt;

/// What code actions are asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The document.
    pub snapshot: &'a Snapshot,
    /// All of its findings, by place.
    pub findings: &'a [Finding],
    /// The place: a selection, in bytes, or the cursor.
    pub at: Span,
    /// The kinds that are wanted; nothing is computed for others.
    pub kinds: &'a [ActionKind],
    /// Whether the author asked for refactorings, and not just for what there is: only then are they offered in
    /// documents that follow no template, and said why they cannot be done.
    pub by_name: bool,
    /// Whether what cannot be done is of interest at all.
    pub disabled: bool,
    /// The templates that the document may follow; `None` where nobody knows.
    pub library: Option<&'a Library>,
    /// Says whether the document's folder has a file of this name already; `None` where no file can be created.
    pub is_taken: Option<&'a dyn Fn(&str) -> bool>,
}

impl fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked").field("at", &self.at).field("kinds", &self.kinds).finish_non_exhaustive()
    }
}

impl<'a> Asked<'a> {
    /// All that can be done at `at` in a document alone: without other files and other templates.
    pub fn new(snapshot: &'a Snapshot, findings: &'a [Finding], at: Span) -> Self {
        let kinds = &ActionKind::ALL;
        Self { snapshot, findings, at, kinds, by_name: false, disabled: false, library: None, is_taken: None }
    }

    /// The findings that touch the place, with their index.
    pub(super) fn here(self) -> impl Iterator<Item = (usize, &'a Finding)> {
        let at = self.at_words();
        let touches = move |finding: &Finding| finding.span.start <= at.end && at.start <= finding.span.end;
        self.findings.iter().enumerate().filter(move |(_, finding)| touches(finding))
    }

    /// The place; on the marks of a heading, where no finding lies, up to its words.
    fn at_words(self) -> Span {
        let Self { at, .. } = self;
        let section = self.section().map(|section| &self.snapshot.document().sections()[section]);
        match section.filter(|section| section.heading.start <= at.start && at.end <= section.heading.end) {
            Some(section) => Span::new(at.start.min(section.title.end), at.end.max(section.title.start)),
            None => at,
        }
    }

    /// The innermost section that the place begins in; `None` ahead of the first and in the footer.
    pub(super) fn section(self) -> Option<usize> {
        self.snapshot.document().section_at(self.at.start)
    }

    /// The innermost section, of a document whose structure the author wants to change: one that follows a template, or
    /// any where refactorings are asked for. Never the title.
    pub(super) fn part(self) -> Option<usize> {
        let title = crate::template::title(self.snapshot.document());
        let is_meant = self.snapshot.template().is_some() || self.by_name;
        self.section().filter(|&section| is_meant && Some(section) != title)
    }

    /// A section's heading in quotes.
    pub(super) fn heading(self, section: usize) -> String {
        quote(self.snapshot.document().heading(section))
    }

    /// What says why something cannot be done; `None` where nobody wants to know.
    pub(super) fn refused(self, kind: ActionKind, title: String, reason: String) -> Option<Action<'a>> {
        (self.by_name && self.disabled).then(|| Action::disabled(kind, title, reason))
    }
}
