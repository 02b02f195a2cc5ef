//! What an editor offers: one file a feature, each a function of a snapshot.

mod actions;
mod brief;
mod completion;
mod directive;
mod folding;
mod follow;
mod gaps;
mod hover;
mod ignore;
mod inputs;
mod insertable;
mod progress;
mod repeat;
mod section;
mod selection;
mod snippet;
mod symbols;

pub use actions::{Action, ActionKind, actions, actions_with};
pub use brief::{Written, brief, part_at, written};
pub use completion::{Completion, completion};
pub use folding::{Fold, FoldKind, folds};
pub use follow::follow;
pub use gaps::{gaps, next_gap, previous_gap};
pub use hover::{Hover, hover};
pub use inputs::{InputError, add_given, inputs};
pub use insertable::{Insertable, Snippet, find_insertable, insert, insert_snippet, insertables};
pub use progress::Progress;
pub use section::{NoSection, section};
pub use selection::selections;
pub use snippet::{plain, snippet};
pub use symbols::{Symbol, symbols};
