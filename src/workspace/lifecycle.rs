//! [`Lifecycle`], how far a document has come, and the status words that say so.

use crate::markdown::normalise;

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

/// A team's own status words, beside the ones that specls knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusWords {
    words: Vec<(String, Lifecycle)>,
}

impl Lifecycle {
    /// All of them, in the order in which a document goes through them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Review, Self::Approved, Self::Closed];

    /// What settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Approved => "approved",
            Self::Closed => "closed",
        }
    }

    /// What a status says; `own` words come before the known ones, and words that nobody knows are a
    /// draft's.
    pub fn parse(status: &str, own: &StatusWords) -> Self {
        // The last of what was struck out or led on from, without what is in parentheses.
        let status = status.rsplit(['→', '~']).find(|part| !part.trim().is_empty()).unwrap_or_default();
        let words = normalise(status.split(['(', ',', ';']).next().unwrap_or_default());
        let is = |known: &[&str]| known.iter().any(|known| words == *known);
        // `superseded by ADR-0123`
        let begins =
            |known: &str| words.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let closed = |known: &str| begins(known) && !status.contains('|');
        let own = own.words.iter().find(|(known, lifecycle)| match lifecycle {
            Self::Closed => closed(known),
            _ => words == *known,
        });
        if let Some((_, lifecycle)) = own {
            *lifecycle
        } else if CLOSED.iter().any(|known| closed(known)) {
            Self::Closed
        } else if is(&APPROVED) {
            Self::Approved
        } else if is(&REVIEW) {
            Self::Review
        } else {
            Self::Draft
        }
    }
}

impl StatusWords {
    /// Adds a word. Gives the lifecycle that it stands for already, if that is another one; then the
    /// first stays.
    pub(super) fn add(&mut self, word: &str, lifecycle: Lifecycle) -> Option<Lifecycle> {
        let word = normalise(word);
        match self.words.iter().find(|(known, _)| *known == word) {
            Some((_, other)) => Some(*other).filter(|other| *other != lifecycle),
            None => {
                self.words.push((word, lifecycle));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_how_far_a_document_has_come() {
        for (status, expected) in [
            ("Draft", Lifecycle::Draft),
            ("", Lifecycle::Draft),
            ("Draft | Review | Approved", Lifecycle::Draft),
            ("Superseded | Approved", Lifecycle::Draft),
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
            assert_eq!(Lifecycle::parse(status, &StatusWords::default()), expected, "{status}");
        }
    }

    #[test]
    fn own_words_come_first() {
        let mut own = StatusWords::default();
        assert_eq!(own.add("Ready for comment", Lifecycle::Review), None);
        assert_eq!(own.add("Living", Lifecycle::Review), None);
        assert_eq!(own.add("Parked", Lifecycle::Closed), None);
        assert_eq!(own.add("PARKED", Lifecycle::Draft), Some(Lifecycle::Closed));
        for (status, expected) in [
            ("ready for Comment", Lifecycle::Review),
            ("Living", Lifecycle::Review),
            ("Parked until May", Lifecycle::Closed),
            ("Parkedish", Lifecycle::Draft),
            ("Draft | Parked", Lifecycle::Draft),
            ("Approved", Lifecycle::Approved),
        ] {
            assert_eq!(Lifecycle::parse(status, &own), expected, "{status}");
        }
    }
}
