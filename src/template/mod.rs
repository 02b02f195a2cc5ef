//! A document read as schema.

mod skeleton;

pub use skeleton::{Piece, Skeleton};

use crate::document::Document;

/// A Markdown file read as a schema.
#[derive(Debug)]
pub struct Template {
    /// What documents and the command line call it: `milestone`.
    pub id: String,
    /// Where it is: `builtin:milestone`, or the path of its file.
    pub path: String,
    /// Its text and syntax.
    pub document: Document,
}

impl Template {
    /// Reads a template. Any Markdown is one.
    pub fn read(id: &str, path: &str, source: &str) -> Self {
        todo!("{id} {path} {source}")
    }

    /// One line that says what it is for: the `description` of its `template` directive, else its title.
    pub fn summary(&self) -> String {
        todo!()
    }

    /// The whole template as a document to fill in.
    pub fn skeleton(&self) -> Skeleton {
        todo!()
    }

    /// The values that the template asks for by name (its inputs), in order, without brackets: what
    /// `specls new --input name=value` takes.
    pub fn inputs(&self) -> Vec<String> {
        todo!()
    }
}
