//! Settings, the template library, which template a document has, and snapshots.

mod config;
mod features;
mod globs;
mod library;
mod lifecycle;
mod migration;
mod node;
mod project;
mod schema;
mod settings;
mod severity;
mod sibling;
mod siblings;
mod snapshot;
mod version;
mod words;

pub use config::Problem;
pub use features::{Features, Switch};
pub use globs::Globs;
pub use library::Library;
pub use lifecycle::{Lifecycle, StatusWords};
pub use migration::Migration;
pub use project::{Own, Project, join};
pub use schema::schema;
pub use settings::{Mapping, Named, Settings};
pub use severity::Severity;
pub use sibling::{Sibling, SiblingHeading, is_anchor};
pub use siblings::{Around, Siblings};
pub use snapshot::{Outdated, Snapshot, UnknownTemplate};
pub use version::is_dated;
pub use words::nearest;
