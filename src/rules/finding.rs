//! Findings and fixes.

use super::{Rule, Weight};
use crate::align::Missing;
use crate::template::{Home, Template};
use crate::text::{Edits, Span};
use crate::workspace::{Severity, Snapshot};
use std::sync::Arc;

/// What a finding is about; its rule makes the fixes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A spec that is missing: the spec, and the section that it should be part of.
    Missing(Missing),
    /// A section of the document, by index, and the spec that it is or may stand for.
    Section(usize, Option<Missing>),
    /// The finding's own span, and the template's text that it is or should be like: a placeholder, a
    /// field's value, a table, a sample.
    Text(Option<Span>),
    /// A part of a section that is not there (a field, a table, a front-matter key).
    Lacks {
        /// The section; `None` for the front matter and all that is ahead of the first section.
        section: Option<usize>,
        /// The template's text of the part, in bytes of the template.
        wanted: Span,
    },
}

/// The template line that asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The template's path: `builtin:milestone` or a file's.
    pub path: Arc<str>,
    /// The place in the template's text, in bytes.
    pub span: Span,
    /// The line of `span`'s start, from 0.
    pub line: u32,
    /// The line's text, without its line ending.
    pub text: Arc<str>,
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

impl Finding {
    /// Whether it says that something is left to write: a part that is missing, or one that is not filled in.
    pub fn is_gap(&self) -> bool {
        matches!(self.rule.weight, Weight::Gap | Weight::Placeholder)
    }
}

impl About {
    /// The spec that is missing, or that a section is or may stand for; `None` where it is about a text or a part.
    pub fn missing(self) -> Option<Missing> {
        match self {
            Self::Missing(missing) | Self::Section(_, Some(missing)) => Some(missing),
            _ => None,
        }
    }
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
#[derive(Debug)]
pub struct Findings {
    pub(super) list: Vec<Finding>,
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
}

impl Findings {
    /// Reports what no reader sees: as [`Findings::report`], but as a hint at most.
    pub(super) fn report_unseen(&mut self, snapshot: &Snapshot, span: Span, about: About, message: String) {
        let severity = std::mem::replace(&mut self.severity, Severity::Hint);
        self.report(snapshot, span, about, message);
        self.severity = severity;
    }

    /// Reports `message` at `span`. The section and the template line follow from what it is about.
    pub fn report(&mut self, snapshot: &Snapshot, span: Span, about: About, message: String) {
        let (section, wanted) = match snapshot.template() {
            Some(template) => describe(template, about),
            None => (None, None),
        };
        let finding = Finding { rule: self.rule, severity: self.severity, span, message, section, wanted, about };
        self.list.push(finding);
    }
}

/// The template's heading and line for what a finding is about.
fn describe(template: &Template, about: About) -> (Option<String>, Option<Wanted>) {
    let spec = match about {
        About::Missing(missing) | About::Section(_, Some(missing)) => Some(missing.spec),
        About::Lacks { wanted, .. } => match template.home(wanted.start) {
            Home::Spec(spec) => Some(spec),
            Home::Preamble | Home::Nowhere => None,
        },
        About::Section(_, None) | About::Text(_) => None,
    };
    let span = match about {
        About::Text(wanted) => wanted,
        About::Lacks { wanted, .. } => Some(wanted),
        _ => spec.map(|spec| template.heading(spec)),
    };
    let section = spec.map(|spec| template.specs()[spec].pattern.text.clone());
    (section, span.map(|span| Wanted::at(template, span)))
}

impl Wanted {
    fn at(template: &Template, span: Span) -> Self {
        let (line, text) = template.line(span.start);
        Self { path: template.path.clone(), span, line, text }
    }
}
