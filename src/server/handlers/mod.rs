//! One file a feature: convert in, ask the snapshot, convert out.

mod code_action;
mod completion;
mod diagnostic;
mod formatting;
mod highlight;
mod hints;
mod hover;
mod lenses;
mod linked;
mod outline;
mod rename;
mod tokens;

use super::state::Feature;

/// All that an editor is offered.
pub(super) const FEATURES: &[Feature] = &[
    code_action::FEATURE,
    completion::FEATURE,
    diagnostic::FEATURE,
    formatting::FEATURE,
    highlight::FEATURE,
    hints::FEATURE,
    hover::FEATURE,
    lenses::FEATURE,
    linked::FEATURE,
    outline::FEATURE,
    rename::FEATURE,
    tokens::FEATURE,
];
