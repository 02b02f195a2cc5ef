//! One chunk's syntax. The only room that imports comrak.
//!
//! A document is cut into chunks that parse alone (see [`next_chunk`]); a chunk owns its text and its
//! facts, all with ranges from the chunk's start, so that an unchanged chunk is shared between
//! versions.

mod anchor;
mod block;
mod bracket;
mod brackets;
mod chunk;
mod comment;
mod cut;
mod definition;
mod extract;
mod facts;
mod fields;
mod inlines;
mod lines;
mod link;
mod loose;
mod memo;
mod name;
mod number;
mod parse;
mod raw;
mod references;
mod remark;
mod target;
#[cfg(test)]
mod tests;
mod words;

pub use anchor::Anchors;
pub use block::{Block, BlockKind, Comment, Directive, Field, Heading, Inline, InlineKind};
pub use bracket::{Bracket, BracketKind, Context};
pub use chunk::Chunk;
pub use cut::{next_chunk, whole};
pub use name::Name;
pub use references::References;
pub use remark::is_remark;
pub use target::{Target, encode_target};
pub use words::{is_wide, normalise};

use crate::text::Span;

/// The bracketed texts of front matter at `span`, each on its line.
pub fn front_matter_brackets(text: &str, span: Span) -> Vec<Bracket> {
    let mut found = Vec::new();
    brackets::code(text, span, Context::FrontMatter, &mut found);
    found
}
