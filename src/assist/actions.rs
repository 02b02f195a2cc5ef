//! Code actions.

use super::repeat;
use crate::rules::{Finding, Fix, fix_all, fixes, insert_all};
use crate::text::Span;
use crate::workspace::Snapshot;

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a finding.
    QuickFix,
    /// Makes all safe fixes: `source.fixAll.specls`.
    FixAll,
    /// Changes what is right as it is.
    Refactor,
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

/// The actions for the findings that touch `at`, those for the whole document, and those for the section
/// that `at` begins in.
pub fn actions(snapshot: &Snapshot, findings: &[Finding], at: Span) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut structural = false;
    for (index, finding) in findings.iter().enumerate() {
        if finding.span.start > at.end || at.start > finding.span.end {
            continue;
        }
        structural |= finding.rule.id == "missing-section";
        for (order, fix) in fixes(snapshot, finding).into_iter().enumerate() {
            let preferred = order == 0 && fix.safe;
            actions.push(Action { kind: ActionKind::QuickFix, fix, finding: Some(index), preferred });
        }
    }
    let several = snapshot.alignment().is_some_and(|alignment| alignment.missing().len() > 1);
    if let Some(fix) = insert_all(snapshot).filter(|_| structural && several) {
        actions.push(Action { kind: ActionKind::QuickFix, fix, finding: None, preferred: false });
    }
    if let Some(fix) = fix_all(snapshot, findings) {
        actions.push(Action { kind: ActionKind::FixAll, fix, finding: None, preferred: false });
    }
    let refactor = |fix| Action { kind: ActionKind::Refactor, fix, finding: None, preferred: false };
    actions.extend(repeat::fixes(snapshot, at.start).into_iter().map(refactor));
    actions
}
