//! Code actions.

use super::ignore::ignore;
use super::repeat;
use crate::rules::{Finding, Fix, fix_all, fixes, insert_found};
use crate::text::Span;
use crate::workspace::Snapshot;

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a finding, or lets it be.
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

/// For more findings than this at once nobody picks one to ignore.
const MOST_IGNORED: usize = 20;

/// The actions for the findings that touch `at`, those for the whole document, and those for the section
/// that `at` begins in.
pub fn actions(snapshot: &Snapshot, findings: &[Finding], at: Span) -> Vec<Action> {
    actions_with(snapshot, findings, at, true)
}

/// As [`actions`]; the one that makes all safe fixes, which takes as long as all of them, only where `whole` says so.
pub fn actions_with(snapshot: &Snapshot, findings: &[Finding], at: Span, whole: bool) -> Vec<Action> {
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
    let several = findings.iter().filter(|finding| finding.rule.id == "missing-section").nth(1).is_some();
    if structural
        && several
        && let Some(fix) = insert_found(snapshot, findings)
    {
        actions.push(Action { kind: ActionKind::QuickFix, fix, finding: None, preferred: false });
    }
    if let Some(fix) = whole.then(|| fix_all(snapshot, findings)).flatten() {
        actions.push(Action { kind: ActionKind::FixAll, fix, finding: None, preferred: false });
    }
    let refactor = |fix| Action { kind: ActionKind::Refactor, fix, finding: None, preferred: false };
    actions.extend(repeat::fixes(snapshot, at.start).into_iter().map(refactor));
    // What lets a finding be comes last, where nobody takes it for its remedy.
    let here = |(_, finding): &(usize, &Finding)| finding.span.start <= at.end && at.start <= finding.span.end;
    let found: Vec<_> = findings.iter().enumerate().filter(here).collect();
    for (index, finding) in found.into_iter().take(MOST_IGNORED) {
        if let Some(fix) = ignore(snapshot, findings, finding) {
            actions.push(Action { kind: ActionKind::QuickFix, fix, finding: Some(index), preferred: false });
        }
    }
    actions
}
