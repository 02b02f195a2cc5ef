//! `specls new`: a document from a template.

use super::args::New;
use super::config::Projects;
use super::console::Console;
use super::{Failure, Outcome, templates, words};
use crate::files;

/// Writes a document from a template.
pub(super) fn new(args: &New, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let project = match &args.path {
        Some(path) => projects.of(path),
        None => projects.here(),
    };
    let outcome = projects.complain(console);
    let template = templates::find(project.library(), &args.template)?;
    let known = template.inputs();
    let inputs = resolve(&args.inputs, &known, &template.id)?;
    let text = template.skeleton().fill(&inputs).plain();
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

/// The inputs under the names that the template has for them.
fn resolve(given: &[(String, String)], known: &[String], id: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut inputs: Vec<(String, String)> = Vec::with_capacity(given.len());
    for (name, value) in given {
        let Some(real) = known.iter().find(|known| *known == name).or_else(|| known.iter().find(|k| alike(k, name)))
        else {
            return Err(unknown(name, known, id));
        };
        if inputs.iter().any(|(taken, _)| taken == real) {
            return Err(Failure::new(format!("the input `{real}` is given twice"), "give each input once"));
        }
        inputs.push((real.clone(), value.clone()));
    }
    Ok(inputs)
}

/// Names are hard to quote in a shell: case and what parts the words do not matter.
fn alike(known: &str, given: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-'], "_");
    plain(known) == plain(given)
}

fn unknown(name: &str, known: &[String], id: &str) -> Failure {
    let remedy = match known {
        [] => "it has no inputs: leave `--input` out".to_owned(),
        known => format!("its inputs are: {}", known.join(", ")),
    };
    Failure::new(format!("the template `{id}` has no input `{name}`"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (String, String) {
        (name.to_owned(), "x".to_owned())
    }

    #[test]
    fn names_are_forgiving_and_unknown_ones_are_not() {
        let known = ["Feature Name".to_owned(), "author".to_owned()];
        assert_eq!(resolve(&[pair("feature-name")], &known, "t").unwrap(), [pair("Feature Name")]);
        let failure = resolve(&[pair("nam")], &known, "t").unwrap_err();
        assert_eq!(failure.problem, "the template `t` has no input `nam`");
        assert_eq!(failure.remedy, "its inputs are: Feature Name, author");
        assert!(resolve(&[pair("author"), pair("AUTHOR")], &known, "t").is_err());
    }
}
