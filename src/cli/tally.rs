//! [`Tally`], what a check comes to.

use super::found::Found;
use super::words;
use crate::rules::Severity;
use crate::workspace::Snapshot;
use serde::Serialize;

/// What a check comes to: of one file, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    /// Files read.
    files: usize,
    /// Those that follow a template.
    documents: usize,
    /// Files that could not be read, written or checked.
    pub(super) unreadable: usize,
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
    /// Findings that `--fix` mends.
    fixable: usize,
}

impl Tally {
    /// What one file comes to.
    pub(super) fn of(snapshot: &Snapshot, found: &[Found]) -> Self {
        // One that names a template which is not known means to follow it.
        let follows = snapshot.template().is_some() || snapshot.unknown_template().is_some();
        let mut tally = Self { files: 1, documents: follows.into(), ..Self::default() };
        for found in found {
            tally.add(found.finding.severity);
            tally.fixable += usize::from(found.mended_by().is_some());
        }
        tally
    }

    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Information => self.information += 1,
            Severity::Hint => self.hint += 1,
        }
    }

    /// Takes in what another file came to.
    pub(super) fn merge(&mut self, other: Self) {
        self.files += other.files;
        self.documents += other.documents;
        self.unreadable += other.unreadable;
        self.error += other.error;
        self.warning += other.warning;
        self.information += other.information;
        self.hint += other.hint;
        self.fixable += other.fixable;
    }

    /// How many findings are at least this grave.
    pub(super) fn at_least(&self, severity: Severity) -> usize {
        let graver = |limit, number| if severity <= limit { number } else { 0 };
        graver(Severity::Error, self.error)
            + graver(Severity::Warning, self.warning)
            + graver(Severity::Information, self.information)
            + graver(Severity::Hint, self.hint)
    }

    /// In a sentence or two.
    pub(super) fn summary(&self) -> String {
        let others = match self.files - self.documents {
            0 => String::new(),
            others if self.documents == 0 => format!(" ({} without a template)", words::count(others, "file")),
            others => format!(" ({} without a template left alone)", words::count(others, "file")),
        };
        let documents = words::count(self.documents, "document");
        let unchecked = match self.unreadable {
            0 => String::new(),
            number => format!(" {} could not be checked.", words::count(number, "file")),
        };
        format!("Checked {documents}{others}: {}.{}{unchecked}", self.findings(), self.mendable())
    }

    fn findings(&self) -> String {
        let counts = [
            (self.error, words::count(self.error, "error")),
            (self.warning, words::count(self.warning, "warning")),
            (self.information, format!("{} information", self.information)),
            (self.hint, words::count(self.hint, "hint")),
        ];
        let parts: Vec<_> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }

    fn mendable(&self) -> String {
        match self.fixable {
            0 => String::new(),
            number => format!(" `specls check --fix` mends {number} of them."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_names_only_what_there_is() {
        let mut tally = Tally { files: 3, documents: 1, warning: 2, hint: 1, fixable: 2, ..Tally::default() };
        assert_eq!(
            tally.summary(),
            "Checked 1 document (2 files without a template left alone): 2 warnings, 1 hint. \
             `specls check --fix` mends 2 of them."
        );
        assert_eq!((tally.at_least(Severity::Hint), tally.at_least(Severity::Information)), (3, 2));
        tally.merge(Tally { error: 1, ..Tally::default() });
        assert_eq!(tally.at_least(Severity::Error), 1);
    }
}
