//! [`Lifecycle`], how far a document has come, and the status words that say so.

use crate::markdown::normalise;
use crate::template::picked;

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

const DRAFT: [&str; 4] = ["draft", "in draft", "wip", "work in progress"];

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
        Self::known(status, own).unwrap_or(Self::Draft)
    }

    /// What a status says; `None` where nobody knows its words, or nothing is picked of a list.
    pub fn known(status: &str, own: &StatusWords) -> Option<Self> {
        let words = own.words.iter().map(|(known, lifecycle)| (known.as_str(), *lifecycle));
        let known = [
            (Self::Draft, DRAFT.as_slice()),
            (Self::Review, REVIEW.as_slice()),
            (Self::Approved, APPROVED.as_slice()),
            (Self::Closed, CLOSED.as_slice()),
        ];
        let known = known.into_iter().flat_map(|(lifecycle, words)| words.iter().map(move |word| (*word, lifecycle)));
        let status = own_words(status)?;
        longest(&status, words).or_else(|| longest(&status, known))
    }

    /// What a status says in a team's `own` words; `None` where it says nothing in them.
    pub fn own(status: &str, own: &StatusWords) -> Option<Self> {
        let words = own.words.iter().map(|(known, lifecycle)| (known.as_str(), *lifecycle));
        longest(&own_words(status)?, words)
    }
}

/// A status without the alternatives beside it and the remarks behind it.
fn own_words(status: &str) -> Option<String> {
    const REMARKS: [&str; 7] = ["(", ",", ";", " - ", " -- ", "–", "—"];
    // The last of what was struck out or led on from.
    let status = picked(status)?.rsplit(['→', '~']).find(|part| !part.trim().is_empty())?;
    let end = REMARKS.iter().filter_map(|remark| status.find(remark)).min().unwrap_or(status.len());
    Some(normalise(&status[..end]))
}

/// What the longest of `known` stands for that begins `status`, alone or with a remark behind it.
fn longest<'a>(status: &str, known: impl Iterator<Item = (&'a str, Lifecycle)>) -> Option<Lifecycle> {
    let begins = |(word, lifecycle): &(&str, Lifecycle)| {
        let rest = status.strip_prefix(word).filter(|rest| rest.is_empty() || rest.starts_with(' '));
        // `superseded by ADR-0123`, `withdrawn for good`
        rest.is_some_and(|rest| *lifecycle == Lifecycle::Closed || is_remark(rest))
    };
    known.filter(begins).max_by_key(|(word, _)| word.len()).map(|(_, lifecycle)| lifecycle)
}

/// Whether what is behind a status says who or when, and not what: `by Ada`, `on 2026-01-02`, `5 May 2026`.
fn is_remark(rest: &str) -> bool {
    const LEADS: [&str; 6] = ["by", "on", "since", "until", "in", "as"];
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_date = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.iter().any(|month| word.starts_with(month))
    };
    let mut words = rest.split_whitespace();
    words.next().is_none_or(|first| LEADS.contains(&first) || (is_date(first) && words.all(is_date)))
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
            ("Draft | Review | **Approved**", Lifecycle::Approved),
            ("~~Draft~~ | Approved", Lifecycle::Approved),
            ("**Draft** | **Approved**", Lifecycle::Draft),
            ("[ ] Draft [x] Approved", Lifecycle::Approved),
            ("[x] Draft [x] Approved", Lifecycle::Draft),
            ("[ ] Approved", Lifecycle::Draft),
            ("Approved <!-- Draft | Review -->", Lifecycle::Approved),
            ("<!-- Draft | Review --> Approved", Lifecycle::Approved),
            ("Approved by Ada", Lifecycle::Approved),
            ("Approved on 2026-01-02", Lifecycle::Approved),
            ("Approved 2026-01-02", Lifecycle::Approved),
            ("Approved 2 May 2026", Lifecycle::Approved),
            ("Approved - Ada", Lifecycle::Approved),
            ("✅ Approved — Ada", Lifecycle::Approved),
            ("Under Review since May", Lifecycle::Review),
            ("Review by 2026-05-01", Lifecycle::Review),
            ("Review of options", Lifecycle::Draft),
            ("Final thoughts", Lifecycle::Draft),
            ("Draft until approved", Lifecycle::Draft),
            ("Not approved", Lifecycle::Draft),
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
            ("Ready for comment by Ada", Lifecycle::Review),
            ("Ready for comments", Lifecycle::Draft),
            ("Parkedish", Lifecycle::Draft),
            ("Draft | Parked", Lifecycle::Draft),
            ("Approved", Lifecycle::Approved),
        ] {
            assert_eq!(Lifecycle::parse(status, &own), expected, "{status}");
        }
    }
}
