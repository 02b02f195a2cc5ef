//! Filling in an input everywhere, from the place where its value is given.

use super::action::{Action, ActionKind};
use super::asked::Asked;
use crate::rules;

/// Fills in the value at the cursor wherever its name still stands.
pub(super) fn fill<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let all = asked.snapshot.given();
    let is_first = |index: usize| !all[..index].iter().any(|before| before.name.eq_ignore_ascii_case(&all[index].name));
    let here = all.iter().enumerate().filter(|(_, given)| given.span.touches(asked.at.start));
    let fixes =
        here.filter(|(index, _)| is_first(*index)).filter_map(|(_, given)| rules::fill_given(asked.snapshot, given));
    actions.extend(fixes.map(|fix| Action::of(ActionKind::Rewrite, fix)));
}
