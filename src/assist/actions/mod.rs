//! Code actions: one file for each family, and the list of them.

mod action;
mod asked;
mod extract;
mod findings;
mod follow;
mod ignore;
mod inputs;
mod insert;
mod level;
mod neighbours;
mod relocate;
mod waive;

pub use action::{Action, ActionKind, Change, NewFile};
pub use asked::Asked;

/// Adds what there is to a list.
type Source = for<'a> fn(Asked<'a>, &mut Vec<Action<'a>>);

/// The families, in the order in which editors show them, and the kind of what each offers. What lets a finding be comes
/// last, where nobody takes it for its remedy.
const SOURCES: [(ActionKind, Source); 12] = [
    (ActionKind::QuickFix, findings::fixes),
    (ActionKind::QuickFix, follow::known),
    (ActionKind::FixAll, findings::fix_all),
    (ActionKind::Rewrite, insert::sections),
    (ActionKind::Rewrite, insert::instances),
    (ActionKind::Rewrite, inputs::fill),
    (ActionKind::Rewrite, waive::waive),
    (ActionKind::Move, relocate::relocate),
    (ActionKind::Rewrite, level::level),
    (ActionKind::Extract, extract::extract),
    (ActionKind::Rewrite, follow::other),
    (ActionKind::QuickFix, self::ignore::ignore),
];

/// What the author may have done at a place: mend the findings that touch it, and change the section that it begins in.
pub fn actions<'a>(asked: Asked<'a>) -> Vec<Action<'a>> {
    let mut actions = Vec::new();
    for (_, source) in SOURCES.iter().filter(|(kind, _)| asked.kinds.contains(kind)) {
        source(asked, &mut actions);
    }
    actions
}
