//! `specls check`: which files, in which order, and what becomes of what they yield.

use super::args::{Check, Format};
use super::config::Projects;
use super::console::Console;
use super::judge::{Checked, Judge};
use super::tally::Tally;
use super::{Failure, Outcome, json};
use crate::files;
use crate::rules::Severity;
use crate::workspace::Project;
use rayon::prelude::*;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Checks files, or the standard input.
pub(super) fn check(args: &Check, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    // Mended text takes the output for itself; what there is to say goes beside it.
    let beside = args.stdin && args.fix;
    let style = if beside { &console.err_style } else { &console.out_style };
    let mut projects = Projects::new(&args.configuration)?;
    let judge = Judge::new(args, style.clone(), &projects.here())?;
    let results =
        if args.stdin { vec![stdin(args, &judge, &mut projects)] } else { walk(args, &judge, &mut projects)? };
    let configuration = projects.complain(console);

    let mut tally = Tally::default();
    let mut all = Vec::with_capacity(results.len());
    let mut said: Vec<Failure> = Vec::new();
    for result in results {
        match result {
            Ok(checked) => {
                tally.merge(checked.tally);
                all.push(checked);
            }
            Err(failure) => {
                tally.unreadable += 1;
                // What is wrong with a template is so for all its documents.
                if !said.contains(&failure) {
                    console.complain(&failure);
                    said.push(failure);
                }
            }
        }
    }
    if beside {
        all.iter().try_for_each(|checked| write!(console.out, "{}", checked.text))?;
    }
    print(args, &all, &tally, if beside { console.err } else { console.out })?;
    if args.format == Format::Json && !args.quiet && !beside {
        print_changes(&all, console.err)?;
    }
    Ok(if configuration == Outcome::Trouble { configuration } else { outcome(args, &tally) })
}

fn walk(args: &Check, judge: &Judge, projects: &mut Projects) -> Result<Vec<Result<Checked, Failure>>, Failure> {
    let here = [PathBuf::from(".")];
    let walk = files::walk(if args.paths.is_empty() { &here } else { &args.paths });
    // A template of the project is looked at for its directives, unless another one is held against all files.
    let files = if args.template.is_some() { projects.documents(&walk) } else { projects.files(&walk) };
    let threads = args.jobs.map_or(0, |jobs| jobs.get().into());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Failure::new(format!("cannot start: {error}"), "try fewer `--jobs`"))?;
    // Collecting keeps the order of the paths, whichever thread is done first.
    let check = |(path, project): &(&Path, Arc<Project>)| {
        let checked = judge.file(path, project);
        let is_silent = |checked: &Checked| checked.tally.at_least(Severity::Hint) == 0;
        let is_template = !walk.named.contains(*path) && project.is_template(&files::absolute(path));
        (!(is_template && checked.as_ref().is_ok_and(is_silent))).then_some(checked)
    };
    let checked = pool.install(|| files.par_iter().filter_map(check).collect::<Vec<_>>());
    Ok(walk.errors.into_iter().map(|error| Err(error.into())).chain(checked).collect())
}

fn stdin(args: &Check, judge: &Judge, projects: &mut Projects) -> Result<Checked, Failure> {
    let path = args.stdin_path.as_deref().unwrap_or(Path::new("<stdin>"));
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read the standard input: {error}"), "pipe a document into it"))?;
    judge.text(path, files::decode(path, bytes)?, &projects.of(path))
}

fn print(args: &Check, all: &[Checked], tally: &Tally, out: &mut dyn Write) -> Result<(), Failure> {
    if args.format == Format::Json {
        let reports: Vec<_> = all.iter().map(|checked| checked.report.as_str()).collect();
        return Ok(json::all(&reports, tally, out)?);
    }
    if !args.quiet {
        print_changes(all, out)?;
    }
    all.iter().try_for_each(|checked| write!(out, "{}", checked.report))?;
    if !args.quiet {
        writeln!(out, "{}", tally.summary())?;
    }
    Ok(())
}

fn print_changes(all: &[Checked], out: &mut dyn Write) -> Result<(), Failure> {
    for checked in all {
        checked.changes.iter().try_for_each(|change| writeln!(out, "fixed {}: {change}", checked.path))?;
    }
    Ok(())
}

fn outcome(args: &Check, tally: &Tally) -> Outcome {
    if tally.unreadable > 0 {
        Outcome::Trouble
    } else if args.fail_on.least().is_some_and(|least| tally.at_least(least) > 0) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}
