//! `specls migrate`: from one version of a template to another.

use super::args::Migrate;
use super::config::Projects;
use super::console::Console;
use super::past::Past;
use super::{Failure, Outcome, find, words};
use crate::document::Document;
use crate::files;
use crate::rules;
use crate::template::Template;
use crate::text::Encoding;
use crate::workspace::{Library, Migration, Outdated, Project, Snapshot};
use std::path::Path;
use std::sync::Arc;

/// What one document would become.
struct Plan {
    /// What changes, in lines.
    list: String,
    /// The text after it.
    text: String,
}

/// Says what the newer versions of their templates ask of the documents, and inserts it if asked for.
/// What is wrong with one document is no reason to leave the others.
pub(super) fn migrate(args: &Migrate, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let mut projects = Projects::new(&args.configuration)?;
    let past = Past::default();
    let mut walk = files::walk(&args.paths);
    let mut failures: Vec<Failure> = std::mem::take(&mut walk.errors).into_iter().map(Failure::from).collect();
    let (mut open, mut idle) = (0, 0);
    for (path, project) in projects.documents(&walk) {
        let library = library(project.library(), args.template.as_deref())?;
        match plan(args, &project, &library, &past, path) {
            // Of a folder's documents most have nothing to do with it.
            Ok(None) if !walk.named.contains(path) => idle += 1,
            Ok(None) => writeln!(console.out, "{}: nothing to migrate", path.display())?,
            Ok(Some(plan)) => {
                write!(console.out, "{}", plan.list)?;
                if args.write {
                    files::replace(path, &plan.text)?;
                } else {
                    open += 1;
                }
            }
            // What is wrong with a template is so for all its documents.
            Err(failure) if failures.contains(&failure) => {}
            Err(failure) => failures.push(failure),
        }
    }
    if open > 0 {
        let count = words::count(open, "document");
        writeln!(console.err, "{count} to migrate: `--write` inserts what is listed, and names the version.")?;
    }
    if idle > 0 {
        writeln!(console.err, "Nothing to migrate in {}.", words::count(idle, "document"))?;
    }
    failures.iter().for_each(|failure| console.complain(failure));
    let outcome = projects.complain(console);
    Ok(if failures.is_empty() { outcome } else { Outcome::Trouble })
}

/// What becomes of a document; `None` where there is nothing to do.
fn plan(
    args: &Migrate,
    project: &Project,
    library: &Arc<Library>,
    past: &Past,
    path: &Path,
) -> Result<Option<Plan>, Failure> {
    let text = files::read(path)?;
    let document = Document::parse(&text);
    let library = past.library(library, &document)?;
    let Some((document, from, to)) = versions(&library, document, path, args.to.as_deref())? else { return Ok(None) };
    let migration = Migration::new(&document, &from, &to.newer, to.span);
    let text = migration.edits.apply_to(&text);
    let mut list = list(path, &document, (&from, &to.newer), &migration);
    let settled = |text: &str, template: &Arc<Template>| {
        Snapshot::new(Document::parse(text), Some(template.clone())).with_settings(project.settings().clone())
    };
    for finding in asked(&settled(&document.text().to_string(), &from), &settled(&text, &to.newer)) {
        list += &format!("  asked   {finding}\n");
    }
    Ok(Some(Plan { list, text }))
}

/// What the document lacks in the newer version, and did not in the older, but for sections.
fn asked(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    const ABOUT: [&str; 5] = ["missing-key", "missing-field", "missing-table", "table-columns", "missing-code-block"];
    let found = |snapshot: &Snapshot| -> Vec<String> {
        let all = rules::check(snapshot).into_iter();
        all.filter(|finding| ABOUT.contains(&finding.rule.id)).map(|finding| finding.message).collect()
    };
    let known = found(before);
    found(after).into_iter().filter(|message| !known.contains(message)).collect()
}

/// What `known` has, and the template that is named with the versions of it that lie beside it.
fn library(known: &Arc<Library>, name: Option<&str>) -> Result<Arc<Library>, Failure> {
    let Some(name) = name else { return Ok(known.clone()) };
    let template = find::template(known, name)?;
    if template.path.starts_with("builtin:") {
        return Ok(known.clone());
    }
    Ok(Arc::new(known.with(files::versions(Path::new(&*template.path))?)))
}

/// From which version the document goes to which; `None` where it is there already, or names no version.
fn versions(
    library: &Library,
    document: Document,
    path: &Path,
    to: Option<&str>,
) -> Result<Option<(Document, Arc<Template>, Outdated)>, Failure> {
    let snapshot = library.snapshot(document, None);
    if let Some(unknown) = snapshot.unknown_template() {
        let problem = format!("{}: there is no template `{}`", path.display(), unknown.name);
        return Err(Failure::new(
            problem,
            format!("known are {}; `--template` names another", unknown.known.join(", ")),
        ));
    }
    let (Some(template), true) = (snapshot.template().cloned(), library.is_named_by(snapshot.document())) else {
        return Ok(None);
    };
    let Some(outdated) = snapshot.outdated().cloned() else { return Ok(None) };
    let newer = match to {
        None => outdated.newer,
        Some(to) => library.get(&format!("{}@{to}", template.id)).cloned().ok_or_else(|| {
            let known: Vec<String> = std::iter::once(&outdated.newer)
                .chain(library.older())
                .filter(|known| known.id == template.id)
                .map(|known| known.name())
                .collect();
            Failure::new(
                format!("there is no template `{}@{to}`", template.id),
                format!("known are {}", known.join(", ")),
            )
        })?,
    };
    let outdated = Outdated { newer, span: outdated.span };
    Ok((template.name() != outdated.newer.name()).then(|| (snapshot.document().clone(), template, outdated)))
}

/// What changes, a line each: what is inserted, and what is told only.
fn list(path: &Path, document: &Document, (from, to): (&Template, &Template), migration: &Migration) -> String {
    let mut list = format!("{}: {} to {}\n", path.display(), from.name(), to.name());
    for (heading, at) in &migration.inserted {
        // The line that it follows, as people count.
        let line = document.text().position(*at, Encoding::Utf32).line + 1;
        list += &format!("  insert  \"{heading}\", behind line {line}\n");
    }
    let whole: Vec<String> =
        document.sections().iter().map(|section| document.slice(section.title).to_lowercase()).collect();
    let has = |heading: &str| whole.iter().any(|title| title.contains(&heading.to_lowercase()));
    for (before, now) in migration.renamed.iter().filter(|(before, _)| has(before)) {
        list += &format!("  renamed \"{before}\" is now \"{now}\": rename the heading yourself\n");
    }
    for heading in migration.gone.iter().filter(|heading| has(heading)) {
        list += &format!("  gone    \"{heading}\" is not asked for any more\n");
    }
    list
}
