//! What an editor offers: one file a feature, each a function of a snapshot.

mod actions;
mod completion;
mod directive;
mod hover;
mod ignore;
mod snippet;

pub use actions::{Action, ActionKind, actions};
pub use completion::{Completion, completion};
pub use hover::{Hover, hover};
pub use snippet::{plain, snippet};
