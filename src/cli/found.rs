//! [`Found`], a finding with its fixes.

use crate::rules::{self, Finding, Fix};
use crate::workspace::Snapshot;

/// A finding, with what mends it.
pub(super) struct Found {
    pub(super) finding: Finding,
    pub(super) fixes: Vec<Fix>,
}

impl Found {
    pub(super) fn all(snapshot: &Snapshot) -> Vec<Self> {
        let findings = rules::check(snapshot).into_iter();
        findings.map(|finding| Self { fixes: rules::fixes(snapshot, &finding), finding }).collect()
    }

    /// What `--fix` does about it; `None` where it leaves it to the author.
    pub(super) fn mended_by(&self) -> Option<&Fix> {
        rules::unseen(&self.finding, &self.fixes)
    }
}
