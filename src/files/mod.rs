//! The only room that touches the disk: walking, reading, writing.
//!
//! Whatever the disk answers, the rooms above get a text or an [`Error`] that names the file, the
//! place in it and the remedy; nothing here panics and nothing is half done.

mod error;
mod history;
mod project;
mod read;
mod scan;
mod walk;
mod write;

pub use error::Error;
pub use history::past;
pub use project::{CONFIG, Config, Loaded, Material, View, absolute, nearest};
pub use read::{decode, read, read_up_to, template, versions};
pub use scan::{Scan, Stamp, scan, stamp};
pub use walk::{Walk, is_markdown, is_there, walk};
pub use write::{create, make_directory, replace, save};
