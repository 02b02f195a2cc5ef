//! One file a feature: convert in, ask the snapshot, convert out.

mod code_action;
mod command;
mod completion;
mod diagnostic;
mod formatting;
mod highlight;
mod hints;
mod hover;
mod lenses;
mod linked;
mod links;
mod outline;
mod rename;
mod specs;
mod tokens;
mod workspace_edit;

use super::state::Feature;

/// All that an editor is offered.
pub(super) const FEATURES: &[Feature] = &[
    code_action::FEATURE,
    command::FEATURE,
    completion::FEATURE,
    diagnostic::FEATURE,
    formatting::FEATURE,
    highlight::FEATURE,
    hints::FEATURE,
    hover::FEATURE,
    lenses::FEATURE,
    linked::FEATURE,
    links::FEATURE,
    outline::FEATURE,
    rename::FEATURE,
    specs::FEATURE,
    tokens::FEATURE,
];
