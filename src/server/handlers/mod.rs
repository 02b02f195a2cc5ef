//! One file a feature: convert in, ask the snapshot, convert out.

mod code_action;
mod command;
mod completion;
mod diagnostic;
mod hover;
mod outline;

use super::state::Feature;

/// All that an editor is offered.
pub(super) const FEATURES: &[Feature] = &[
    code_action::FEATURE,
    command::FEATURE,
    completion::FEATURE,
    diagnostic::FEATURE,
    hover::FEATURE,
    outline::FEATURE,
];
