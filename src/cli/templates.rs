//! `specls templates`.

use super::args::{Templates, TemplatesCommand};
use super::config::Projects;
use super::console::Console;
use super::{Failure, Outcome, find, learn, words};
use crate::workspace::Library;
use std::io::Write;

/// Lists the templates, or prints one.
pub(super) fn templates(args: &Templates, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let project = projects.here();
    let outcome = projects.complain(console);
    match &args.command {
        None | Some(TemplatesCommand::List) => list(project.library(), console.out)?,
        Some(TemplatesCommand::Show { id }) => {
            write!(console.out, "{}", find::template(project.library(), id)?.document.text())?
        }
        Some(TemplatesCommand::Learn(args)) => learn::learn(&project, args, console)?,
    }
    Ok(outcome)
}

fn list(library: &Library, out: &mut dyn Write) -> std::io::Result<()> {
    // Each template, and its older versions below it.
    let mut templates = Vec::new();
    for newest in library.templates() {
        templates.push(newest);
        templates.extend(library.older().iter().filter(|older| older.id == newest.id));
    }
    let width = templates.iter().map(|template| template.name().chars().count()).max().unwrap_or(0);
    for template in templates {
        let sections = words::count(template.document.sections().len(), "section");
        // A built-in template is called by its id only.
        let own = Some(&template.path).filter(|path| !path.starts_with("builtin:"));
        let path = own.map(|path| format!("  {path}")).unwrap_or_default();
        writeln!(out, "{:width$}  {sections:>12}  {}{path}", template.name(), template.summary())?;
    }
    Ok(())
}
