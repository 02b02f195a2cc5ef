//! `specls brief`: what to hand to whoever writes a section or a document.

use super::args::Brief;
use super::config::Projects;
use super::console::Console;
use super::{Failure, Outcome, find};
use crate::assist::{self, Written};
use crate::document::Document;
use crate::files;
use crate::rules;
use crate::workspace::Snapshot;

/// Prints the brief.
pub(super) fn brief(args: &Brief, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let project = match &args.document {
        Some(path) => projects.of(path),
        None => projects.here(),
    };
    let outcome = projects.complain(console);
    let template = find::template(project.library(), &args.template)?;
    let spec = args.section.as_deref().map(|name| assist::section(&template, name)).transpose()?;
    let mut given = assist::inputs(&template, &args.inputs)?;
    let written: Option<Written> = match &args.document {
        Some(path) => {
            let document = Document::parse(&files::read(path)?);
            let snapshot = Snapshot::new(document, Some(template.clone())).with_settings(project.settings().clone());
            assist::add_given(&snapshot, &mut given);
            Some(assist::written(&snapshot, &rules::check(&snapshot), spec, None))
        }
        None => None,
    };
    write!(console.out, "{}", assist::brief(&template, spec, &given, written.as_ref()))?;
    Ok(outcome)
}
