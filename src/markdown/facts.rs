//! [`Facts`], what a parsed tree says.

use super::{Block, Bracket, Comment, Directive, Field, Inline};

/// What a tree says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    pub(super) comments: Vec<Comment>,
    pub(super) directives: Vec<Directive>,
    pub(super) fields: Vec<Field>,
    pub(super) brackets: Vec<Bracket>,
    /// Link definitions: label and target, as written.
    pub(super) definitions: Vec<(String, String)>,
    /// Labels of the footnotes that can be referred to.
    pub(super) footnotes: Vec<Box<str>>,
}
