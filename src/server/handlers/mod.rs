//! One file a feature: convert in, ask the snapshot, convert out.

pub(super) mod code_action;
pub(super) mod completion;
pub(super) mod hover;
pub(super) mod outline;
