//! One chunk's syntax. The only room that imports comrak.
//!
//! A document is cut into chunks that parse alone (see [`cut`]); a chunk owns its text and its
//! facts, all with ranges from the chunk's start, so that an unchanged chunk is shared between
//! versions.

mod block;
mod bracket;
mod chunk;
mod name;

pub use block::{Block, BlockKind, Comment, Directive, Field, Heading, Inline, InlineKind};
pub use bracket::{Bracket, BracketKind, Context};
pub use chunk::Chunk;
pub use name::{Name, normalise};
