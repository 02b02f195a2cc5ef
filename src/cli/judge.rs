//! [`Judge`], which checks one file at a time, on any thread.

use super::args::{Check, Format};
use super::found::Found;
use super::past::Past;
use super::tally::Tally;
use super::{Failure, find, json, report};
use crate::document::Document;
use crate::files;
use crate::rules;
use crate::server::today;
use crate::template::Template;
use crate::text::Edits;
use crate::workspace::{Outdated, Project, Snapshot};
use annotate_snippets::Renderer;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// A fix may make room for another (a section inserted is a section to fill), but not for ever.
const ROUNDS: usize = 4;

/// All that it takes to check a file.
pub(super) struct Judge {
    past: Past,
    /// The template that every document is checked against, where the user says so.
    forced: Option<Arc<Template>>,
    fix: bool,
    format: Format,
    hints: bool,
    renderer: Renderer,
}

/// One file, checked.
pub(super) struct Checked {
    /// Its path, for people.
    pub(super) path: String,
    /// Its text, mended where that was asked for.
    pub(super) text: String,
    /// Its findings, in the format asked for.
    pub(super) report: String,
    /// What they come to.
    pub(super) tally: Tally,
    /// What was mended.
    pub(super) changes: Vec<String>,
}

impl Judge {
    /// # Errors
    /// When there is no template such as the arguments name.
    pub(super) fn new(args: &Check, renderer: Renderer, here: &Project) -> Result<Self, Failure> {
        let forced = args.template.as_deref().map(|name| find::template(here.library(), name)).transpose()?;
        let past = Past::default();
        Ok(Self { past, forced, fix: args.fix, format: args.format, hints: !args.quiet, renderer })
    }

    /// Checks a file of `project`, and mends it in place where that is asked for.
    pub(super) fn file(&self, path: &Path, project: &Project) -> Result<Checked, Failure> {
        let mut checked = self.text(path, files::read(path)?, project)?;
        if !checked.changes.is_empty() {
            files::replace(path, &checked.text)?;
        }
        // Only the standard input's text is wanted later; a thousand files need not stay in memory.
        checked.text = String::new();
        Ok(checked)
    }

    /// Checks a text that is known as `path`. Should checking it panic, that is one file's failure
    /// and not the others'.
    pub(super) fn text(&self, path: &Path, text: String, project: &Project) -> Result<Checked, Failure> {
        catch_unwind(AssertUnwindSafe(|| self.judge(path, text, project))).unwrap_or_else(|_| {
            let problem = format!("cannot check {}: this is a bug in specls", path.display());
            Err(Failure::new(problem, "please report it, with the message above and, if you can, the document"))
        })
    }

    fn judge(&self, path: &Path, text: String, project: &Project) -> Result<Checked, Failure> {
        let file = files::absolute(path);
        let path = path.display().to_string();
        let document = Document::parse(&text);
        let snapshot = match &self.forced {
            Some(template) => with(project, document, Some(template.clone())),
            None => {
                let library = self.past.library(project.library(), &document)?;
                project.snapshot_from(&library, document, Some(&file))
            }
        };
        let mut draft = Draft::new(text, snapshot);
        let changes = if self.fix { draft.mend(project) } else { Vec::new() };
        let Draft { text, snapshot, found } = draft;
        let report = match self.format {
            Format::Text => report::file(&self.renderer, &path, &snapshot, &found, self.hints),
            Format::Json => json::file(&path, &snapshot, &found)?,
        };
        Ok(Checked { path, text, report, tally: Tally::of(&snapshot, &found), changes })
    }
}

/// The document with this template, in this project.
fn with(project: &Project, document: Document, template: Option<Arc<Template>>) -> Snapshot {
    Snapshot::new(document, template).with_settings(project.settings().clone())
}

/// The same where it stands after `edits`, which only insert.
fn moved(outdated: &Outdated, edits: &Edits) -> Outdated {
    let ahead = edits.iter().filter(|edit| edit.span.end <= outdated.span.start);
    let span = outdated.span.shift(ahead.map(|edit| edit.text.len()).sum());
    Outdated { newer: outdated.newer.clone(), span }
}

/// A text on its way to being mended.
struct Draft {
    text: String,
    snapshot: Snapshot,
    found: Vec<Found>,
}

impl Draft {
    fn new(text: String, snapshot: Snapshot) -> Self {
        let snapshot = snapshot.with_today(today());
        Self { text, found: Found::all(&snapshot), snapshot }
    }

    /// Makes all safe fixes, and those that they make room for. Says what it did.
    fn mend(&mut self, project: &Project) -> Vec<String> {
        let mut changes: Vec<String> = Vec::new();
        for _ in 0..ROUNDS {
            let titles: Vec<_> = self.found.iter().filter_map(Found::mended_by).map(|fix| fix.title.clone()).collect();
            // What was made once and is asked for again did not help: making it once more would not either.
            if titles.iter().any(|title| changes.contains(title)) {
                break;
            }
            let findings: Vec<_> = self.found.iter().map(|found| found.finding.clone()).collect();
            // Without a finding that asks for it nothing is touched: not what is superseded, for one.
            let Some(fix) = rules::fix_all(&self.snapshot, &findings).filter(|_| !titles.is_empty()) else { break };
            let text = fix.edits.apply_to(&self.text);
            // Who follows a template goes on following it, whatever the text would now be recognised as.
            let template = self.snapshot.template().cloned();
            let outdated = self.snapshot.outdated().map(|outdated| moved(outdated, &fix.edits));
            let snapshot = with(project, Document::parse(&text), template);
            *self = Self::new(text, outdated.into_iter().fold(snapshot, Snapshot::with_newer));
            changes.extend(titles);
        }
        changes
    }
}
