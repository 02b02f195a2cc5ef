//! specls: the language server for spec documents.
//!
//! A team's Markdown template is the schema. The rooms of the house, from the ground up; each
//! imports only rooms below it (`tests/house.rs` holds this):
//!
//! ```text
//! cli        the command line
//! server     the protocol shell
//! files      the only room that touches the disk
//! ───────    everything below is pure: no I/O, no protocol types
//! assist     one file per editor feature
//! rules      one file per rule
//! workspace  template library, which template a document has, snapshots
//! align      a document's outline against one template
//! template   a document read as schema
//! document   one version of a text, with its syntax
//! markdown   one chunk's syntax
//! text       rope, byte ⇄ line/column, edits
//! ```

pub mod align;
pub mod assist;
pub mod cli;
pub mod document;
pub mod files;
pub mod markdown;
pub mod rules;
pub mod server;
pub mod template;
pub mod text;
pub mod workspace;
