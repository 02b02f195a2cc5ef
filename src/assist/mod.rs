//! What an editor offers: one file a feature, each a function of a snapshot.

mod actions;
mod completion;
mod directive;
mod folding;
mod highlight;
mod hover;
mod ignore;
mod linked;
mod links;
mod mentions;
mod progress;
mod rename;
mod repeat;
mod selection;
mod snippet;
mod subject;
mod symbols;

pub use actions::{Action, ActionKind, actions, actions_with};
pub use completion::{Completion, CompletionKind, completion};
pub use folding::{Fold, FoldKind, folds};
pub use highlight::highlights;
pub use hover::{Hover, Look, hover, plain_text};
pub use linked::{Linked, linked};
pub use progress::Progress;
pub use rename::{Renamable, Renaming, renamable, rename};
pub use selection::selections;
pub use snippet::{plain, snippet};
pub use symbols::{Symbol, symbols};
