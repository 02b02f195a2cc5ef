//! The document's own status, and how grave it makes a finding.

use super::{Severity, Weight};
use crate::template::opening;
use crate::workspace::Snapshot;

/// How far a document has come, by its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Draft, or not decided yet.
    Draft,
    /// In review, in progress, or a template without a status.
    Review,
    /// Approved, implemented, completed.
    Approved,
    /// Superseded, withdrawn: nobody mends it any more.
    Closed,
}

const REVIEW: [&str; 9] =
    ["review", "in review", "under review", "reviewed", "proposed", "last call", "in progress", "active", "candidate"];

const APPROVED: [&str; 14] = [
    "approved",
    "accepted",
    "implemented",
    "completed",
    "complete",
    "done",
    "final",
    "finished",
    "released",
    "published",
    "stable",
    "living",
    "adopted",
    "ratified",
];

const CLOSED: [&str; 9] =
    ["superseded", "withdrawn", "rejected", "deprecated", "obsolete", "abandoned", "cancelled", "archived", "declined"];

impl Lifecycle {
    /// Reads the document's status; that of the front matter decides.
    pub fn of(snapshot: &Snapshot) -> Self {
        match status(snapshot) {
            Some(status) => Self::parse(&status),
            None if snapshot.template().is_some_and(|template| template.has_status()) => Self::Draft,
            None => Self::Review,
        }
    }

    /// What a status word says; words that nobody knows are a draft's.
    fn parse(status: &str) -> Self {
        // The last of what was struck out or led on from, without what is in parentheses.
        let status = status.rsplit(['→', '~']).find(|part| !part.trim().is_empty()).unwrap_or_default();
        let words = crate::markdown::normalise(status.split(['(', ',', ';']).next().unwrap_or_default());
        let is = |known: &[&str]| known.iter().any(|known| words == *known);
        // `superseded by ADR-0123`
        if CLOSED.iter().any(|known| words.split(' ').next() == Some(known)) && !status.contains('|') {
            Self::Closed
        } else if is(&APPROVED) {
            Self::Approved
        } else if is(&REVIEW) {
            Self::Review
        } else {
            Self::Draft
        }
    }

    /// How grave a finding of this weight is; `None` where nothing is said.
    pub(super) fn severity(self, weight: Weight) -> Option<Severity> {
        Some(match (weight, self) {
            (Weight::Misuse, _) => Severity::Error,
            (_, Self::Closed) => return None,
            (Weight::Note, _) => Severity::Information,
            (_, Self::Approved) => Severity::Error,
            (_, Self::Review) => Severity::Warning,
            (Weight::Gap, Self::Draft) => Severity::Information,
            (Weight::Placeholder, Self::Draft) => Severity::Hint,
        })
    }
}

/// The status as written, in the front matter or in a field of the opening.
fn status(snapshot: &Snapshot) -> Option<String> {
    let document = snapshot.document();
    if let Some(status) = document.front_matter().and_then(|matter| matter.get("status")) {
        return Some(status.to_owned());
    }
    let title = snapshot.alignment().and_then(|alignment| alignment.title());
    let is_status = |label: &str| label.eq_ignore_ascii_case("status");
    let field = document.fields(opening(document, title)).find(|field| is_status(field.text(field.item.label)))?;
    Some(field.text(field.item.value).to_owned())
}

#[cfg(test)]
mod tests {
    use super::Lifecycle;

    #[test]
    fn a_status_says_how_far_a_document_has_come() {
        for (status, expected) in [
            ("Draft", Lifecycle::Draft),
            ("", Lifecycle::Draft),
            ("Draft | Review | Approved", Lifecycle::Draft),
            ("{STATUS}", Lifecycle::Draft),
            // Asleep, not closed: who wakes it up wants to know.
            ("Stagnant", Lifecycle::Draft),
            ("In Review", Lifecycle::Review),
            ("in_progress", Lifecycle::Review),
            ("**Approved**", Lifecycle::Approved),
            ("superseded by ADR-0123", Lifecycle::Closed),
            ("Approved (2026-01-01)", Lifecycle::Approved),
            ("~~Draft~~ Approved", Lifecycle::Approved),
            ("Draft → In review", Lifecycle::Review),
        ] {
            assert_eq!(Lifecycle::parse(status), expected, "{status}");
        }
    }
}
