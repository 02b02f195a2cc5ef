//! Findings and fixes.

use super::Rule;
use crate::text::{Edits, Span};

/// How grave a finding is, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Editors show it faintly and not in problem lists.
    Hint,
    /// Worth knowing.
    Information,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

/// What a finding is about; its rule makes the fixes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A section spec of the template, by index.
    Spec(usize),
    /// A section of the document, by index.
    Section(usize),
    /// A section of the document and the spec that it may stand for.
    Pair {
        /// The section.
        section: usize,
        /// The spec.
        spec: usize,
    },
    /// The finding's own span.
    Span,
}

/// The template line that asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The template's path: `builtin:milestone` or a file's.
    pub path: String,
    /// The place in the template's text, in bytes.
    pub span: Span,
    /// The line of `span`'s start, from 0.
    pub line: u32,
    /// The line's text, without its line ending.
    pub text: String,
}

/// What is wrong, where, how grave, and which template line asks for it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// The bytes that it lies on.
    pub span: Span,
    /// What is wrong and what to do, in a sentence or two.
    pub message: String,
    /// The heading of the section concerned, as the template has it; `None` where no spec is.
    pub section: Option<String>,
    /// The template line that asks for it.
    pub wanted: Option<Wanted>,
    /// What its fixes are made from.
    pub about: About,
}

/// A titled list of minimal edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `Insert section "Goals"`.
    pub title: String,
    /// The edits, to the snapshot's document.
    pub edits: Edits,
    /// Whether it may be applied unseen (insertions only): in fix-all and `--fix`.
    pub safe: bool,
}

/// Where a rule reports to.
#[derive(Debug, Default)]
pub struct Findings {
    pub(super) list: Vec<Finding>,
}
