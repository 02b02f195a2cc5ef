//! `specls templates`, and finding a template by what the user calls it.

use super::args::{Templates, TemplatesCommand};
use super::config::Projects;
use super::console::Console;
use super::{Failure, Outcome, learn, words};
use crate::files;
use crate::template::Template;
use crate::workspace::Library;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Lists the templates, or prints one.
pub(super) fn templates(args: &Templates, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let project = projects.here();
    let outcome = projects.complain(console);
    match &args.command {
        None | Some(TemplatesCommand::List) => list(project.library(), console.out)?,
        Some(TemplatesCommand::Show { id }) => write!(console.out, "{}", find(project.library(), id)?.document.text())?,
        Some(TemplatesCommand::Learn(args)) => learn::learn(&project, args, console)?,
    }
    Ok(outcome)
}

/// The template with this id, else the one in the file with this path.
pub(super) fn find(library: &Library, name: &str) -> Result<Arc<Template>, Failure> {
    if let Some(template) = library.get(name) {
        return Ok(Arc::clone(template));
    }
    // Who writes a path meant a file: then what is wrong with the file is worth more than a list of ids.
    let path = Path::new(name);
    if name.contains(['/', '\\']) || files::is_markdown(path) || files::is_there(path) {
        return Ok(Arc::new(files::template(path)?));
    }
    let older = library.older().iter().map(|template| template.name());
    let names: Vec<String> = library.templates().iter().map(|template| template.id.clone()).chain(older).collect();
    let remedy = words::instead(name, names.iter().map(String::as_str), "specls templates");
    Err(Failure::new(
        format!("there is no template `{name}`"),
        format!("{remedy}; a path to a Markdown file will do too"),
    ))
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
