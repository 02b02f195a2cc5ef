//! Promoting and demoting a section with those below it.

use super::action::{Action, ActionKind};
use super::asked::Asked;
use super::neighbours::{before, behind, inside};
use crate::rules::relevel;
use crate::text::Edits;
use crate::workspace::Snapshot;

const DEEPEST: u8 = 6;

/// Moves the section at the cursor one level up or down, where nothing else changes its parent by that and where the
/// template does not have it on the level that it is on.
pub(super) fn level<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let Some(section) = asked.part() else { return };
    let document = asked.snapshot.document();
    let (heading, own) = (asked.heading(section), document.sections()[section].level);
    for (shift, verb) in [(-1, "Promote"), (1, "Demote")] {
        let Some(to) = own.checked_add_signed(shift).filter(|to| (1..=DEEPEST).contains(to)) else { continue };
        let title = format!("{verb} section {heading} to level {to}");
        let refusal = if shift < 0 { keeps(asked, section) } else { lacks_parent(asked, section) };
        match refusal.or_else(|| is_meant(asked.snapshot, section, shift)) {
            Some(reason) => actions.extend(asked.refused(ActionKind::Rewrite, title, reason)),
            None => {
                let make = move || Some(Edits::new(relevel(document, section, shift)).ok()?.into());
                actions.push(Action::new(ActionKind::Rewrite, title, make));
            }
        }
    }
}

/// Why a section cannot go one level up: another would become part of it, or the document's title has a rival.
fn keeps(asked: Asked<'_>, section: usize) -> Option<String> {
    let sections = asked.snapshot.document().sections();
    let level = sections[section].level;
    if level == 2 && sections[section].parent.is_some_and(|parent| sections[parent].level == 1) {
        return Some("the document has its title".to_owned());
    }
    let next = behind(asked.snapshot.document(), section).filter(|&next| sections[next].level >= level);
    next.map(|next| format!("section {} behind it would become part of it", asked.heading(next)))
}

/// Why a section cannot go one level down: there is none that it would be part of, or no deeper level.
fn lacks_parent(asked: Asked<'_>, section: usize) -> Option<String> {
    let document = asked.snapshot.document();
    let sections = document.sections();
    if inside(document, section).any(|other| sections[other].level == DEEPEST) {
        return Some("a section below it is on the deepest level".to_owned());
    }
    let parent = before(document, section).filter(|&other| sections[other].level <= sections[section].level);
    parent.is_none().then(|| "there is no section before it that it would be part of".to_owned())
}

/// Why a section belongs on the level that it is on: the template has it there.
fn is_meant(snapshot: &Snapshot, section: usize, shift: i8) -> Option<String> {
    let (document, template, alignment) = snapshot.aligned()?;
    let pair = alignment.pair(section)?;
    let level = |section: usize| document.sections()[section].level as i8;
    let spec = |spec: usize| template.specs()[spec].level as i8;
    let parent = template.specs()[pair.spec].parent.or(template.title());
    let deeper = pair.owner.or(alignment.title()).zip(parent).map_or(0, |(owner, parent)| level(owner) - spec(parent));
    let wanted = spec(pair.spec) + deeper;
    let is_nearer = (level(section) + shift - wanted).abs() < (level(section) - wanted).abs();
    (!is_nearer).then(|| "the template has it on this level".to_owned())
}
