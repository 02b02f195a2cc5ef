//! The rules: one file a rule, a registry, and the one place that decides how grave a finding is.

mod finding;

pub use finding::{About, Finding, Findings, Fix, Severity, Wanted};

use crate::workspace::Snapshot;

/// One check.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case: `missing-section`.
    pub id: &'static str,
    /// One line: what it reports.
    pub summary: &'static str,
    /// Markdown: what it checks, why, a bad and a good example, severity, fixes.
    pub documentation: &'static str,
    /// How grave its findings are, by the document's lifecycle.
    pub weight: Weight,
    /// Reports what is wrong.
    pub check: fn(&Snapshot, &mut Findings),
    /// The edits that mend one of its findings; none where an author must decide.
    pub fixes: fn(&Snapshot, &Finding) -> Vec<Fix>,
}

/// What a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something is missing: information in a draft, a warning in review, an error once approved.
    Gap,
    /// Something is not filled in: a hint in a draft, then as a gap.
    Placeholder,
    /// Worth a look, never more than information.
    Note,
}

/// All rules, in the order of their documentation.
pub fn all() -> &'static [&'static Rule] {
    &[]
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().copied().find(|rule| rule.id == id)
}

/// All findings of a snapshot, by place. None when the document follows no template.
pub fn check(snapshot: &Snapshot) -> Vec<Finding> {
    todo!("{snapshot:?}")
}

/// The fixes of one of the snapshot's findings.
pub fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    (finding.rule.fixes)(snapshot, finding)
}

/// One fix that makes all safe fixes of these findings at once; `None` where there is none.
pub fn fix_all(snapshot: &Snapshot, findings: &[Finding]) -> Option<Fix> {
    todo!("{snapshot:?} {findings:?}")
}
