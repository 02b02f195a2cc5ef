//! Code actions.

use crate::rules::{Finding, Fix};
use crate::text::Span;
use crate::workspace::Snapshot;

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a finding.
    QuickFix,
    /// Makes all safe fixes: `source.fixAll.specls`.
    FixAll,
}

/// Something that the author may have done at a place.
#[derive(Clone, Debug)]
pub struct Action {
    /// What kind.
    pub kind: ActionKind,
    /// What it does.
    pub fix: Fix,
    /// The finding that it mends; an index into the findings given. `None` for those of the document.
    pub finding: Option<usize>,
    /// Whether it is the one that an editor applies when asked to "just fix it".
    pub preferred: bool,
}

/// The actions for the findings that touch `at`, and those for the whole document.
pub fn actions(snapshot: &Snapshot, findings: &[Finding], at: Span) -> Vec<Action> {
    todo!("{snapshot:?} {findings:?} {at:?}")
}
