//! What an editor offers: one file a feature, each a function of a snapshot.

mod actions;
mod completion;
mod repeat;
mod snippet;

pub use actions::{Action, ActionKind, actions};
pub use completion::{Completion, completion};
pub use snippet::{plain, snippet};
