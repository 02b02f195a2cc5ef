//! The template library, which template a document has, and snapshots.

mod library;
mod snapshot;
mod version;

pub use library::Library;
pub use snapshot::{Snapshot, UnknownTemplate};
