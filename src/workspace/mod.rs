//! The template library, which template a document has, and snapshots.

mod library;
mod migration;
mod snapshot;
mod version;

pub use library::Library;
pub use migration::Migration;
pub use snapshot::{Outdated, Snapshot, UnknownTemplate};
pub use version::is_dated;
