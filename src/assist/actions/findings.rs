//! What mends findings: one, all missing sections, all that is safe.

use super::action::{Action, ActionKind, Change};
use super::asked::Asked;
use crate::rules::{self, About, Finding, Fix};
use crate::workspace::Snapshot;

/// The fixes of the findings at the place, and the one that inserts all missing sections where one of them is there.
pub(super) fn fixes<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let is_missing = |finding: &&Finding| finding.rule.id == "missing-section";
    let mut structural = false;
    for (index, finding) in asked.here() {
        for (order, fix) in rules::fixes(asked.snapshot, finding).into_iter().enumerate() {
            structural |= is_missing(&finding);
            let preferred = order == 0 && fix.safe;
            let title = fix.title.clone();
            let make = move || Some(with_stops(asked.snapshot, finding, &fix));
            let action = Action::new(ActionKind::QuickFix, title, make);
            actions.push(Action { finding: Some(index), preferred, ..action });
        }
    }
    if !structural {
        return;
    }
    let count = asked.findings.iter().filter(is_missing).count();
    if count > 1 {
        let title = format!("Insert all {count} missing sections");
        let make = move || Some(rules::insert_found(asked.snapshot, asked.findings)?.edits.into());
        actions.push(Action::new(ActionKind::QuickFix, title, make));
    }
}

/// Makes all safe fixes of the document at once.
pub(super) fn fix_all<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    if rules::mends_unseen(asked.snapshot, asked.findings) {
        let make = move || Some(rules::fix_all(asked.snapshot, asked.findings)?.edits.into());
        actions.push(Action::new(ActionKind::FixAll, rules::FIX_ALL.to_owned(), make));
    }
}

/// The fix, with tab stops where it inserts a section.
fn with_stops(snapshot: &Snapshot, finding: &Finding, fix: &Fix) -> Change {
    let change = Change::from(fix.edits.clone());
    let (Some((document, template, alignment)), About::Missing(missing)) = (snapshot.aligned(), finding.about) else {
        return change;
    };
    let mut insertions = alignment.insertions(document, template, &[missing]).into_iter();
    let skeleton = insertions.next().map(|insertion| insertion.skeleton);
    let is_it = |text: &str| matches!(&*change.edits, [only] if only.text == text);
    let stops = skeleton.filter(|skeleton| is_it(&skeleton.plain())).map(|skeleton| (0, skeleton));
    Change { stops, ..change }
}
