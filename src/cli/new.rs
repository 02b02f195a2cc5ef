//! `specls new`: a document from a template.

use super::args::New;
use super::config::Projects;
use super::console::Console;
use super::{Failure, Outcome, find, words};
use crate::assist;
use crate::files;

/// Writes a document from a template.
pub(super) fn new(args: &New, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let project = match &args.path {
        Some(path) => projects.of(path),
        None => projects.here(),
    };
    let outcome = projects.complain(console);
    let template = find::template(project.library(), &args.template)?;
    let known = template.inputs();
    let inputs = assist::inputs(&template, &args.inputs)?;
    let file = args.path.as_deref().map(files::absolute);
    let text = assist::new_document(&project, &template, &inputs, file.as_deref()).plain();
    let Some(path) = &args.path else {
        write!(console.out, "{text}")?;
        return Ok(outcome);
    };
    if args.force {
        files::save(path, &text)?
    } else {
        files::create(path, &text)?
    }
    writeln!(console.err, "Wrote {} from {}.", path.display(), template.path)?;
    let open: Vec<_> = known.iter().filter(|name| inputs.iter().all(|(given, _)| given != *name)).collect();
    if !open.is_empty() {
        let names = open.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(console.err, "{} still to fill in: {names}.", words::count(open.len(), "input"))?;
    }
    Ok(outcome)
}
