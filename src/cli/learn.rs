//! `specls templates learn`: what past documents make of a template.

use super::args::{Format, Learn};
use super::console::Console;
use super::{Failure, find, words};
use crate::align::{Learner, Lesson, Practice};
use crate::document::Document;
use crate::files;
use crate::template::{Directive, Template, directives};
use crate::text::Span;
use crate::workspace::{Library, Project};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Reads the documents, says what they make of the template, and writes it there if asked for.
pub(super) fn learn(project: &Project, args: &Learn, console: &mut Console<'_>) -> Result<(), Failure> {
    let library = project.library();
    let template = find::template(library, &args.template)?;
    if args.write && template.path.starts_with("builtin:") {
        return Err(Failure::new(
            format!("the template `{}` is built in and cannot be written", template.id),
            format!("make it your own first: `specls templates show {0} > {0}.md`", template.id),
        ));
    }
    let mut learner = Learner::new(&template);
    let mut others = 0;
    let walk = files::walk(&args.paths);
    if let Some(error) = walk.errors.into_iter().next() {
        return Err(error.into());
    }
    for path in walk.files.iter().filter(|path| !is_no_document(project, &template, path, &args.paths)) {
        let text = files::read(path).map_err(|error| console.complain(&error.into()));
        let Ok(document) = text.map(|text| Document::parse(&text)) else {
            others += 1;
            continue;
        };
        let is_taken = !is_other(project, path, &document, &template) && learner.add(&document);
        others += usize::from(!is_taken);
    }
    let lessons = learner.lessons(args.at_least.into());
    match args.format {
        Format::Text => write!(console.out, "{}", text(&template, &learner, &lessons, others))?,
        Format::Json => writeln!(console.out, "{}", json(&template, &learner, &lessons, others)?)?,
    }
    if args.write && !lessons.is_empty() {
        let path = Path::new(&*template.path);
        let directives: Vec<_> = lessons.iter().map(|(spec, lesson)| (*spec, lesson.directive())).collect();
        files::replace(path, &template.annotate(&directives).apply_to(&files::read(path)?))?;
        let count = words::count(lessons.len(), "directive");
        writeln!(console.err, "Wrote {count} into {}.", path.display())?;
    }
    Ok(())
}

/// Whether the document names another template, or is one, or the settings give its path another.
fn is_other(project: &Project, path: &Path, document: &Document, template: &Template) -> bool {
    let library: &Library = project.library();
    let follows_this =
        |directive: &Directive<'_>| matches!(directive, Directive::Follows { id, .. } if *id == template.id);
    // The library need not know the template.
    let says_so = directives(document, Span::new(0, document.len())).any(|(_, directive)| follows_this(&directive));
    let named = || library.template_of(document).is_some_and(|named| named.id == template.id);
    if library.is_named_by(document) {
        return !says_so && !named();
    }
    project.mapped(&files::absolute(path)).is_some_and(|mapped| mapped.id != template.id)
}

/// Whether the file is the template itself, another of the project's, or one to be left alone: unless
/// who names it, or a folder that is left alone as a whole, wants just that.
fn is_no_document(project: &Project, template: &Template, path: &Path, named: &[PathBuf]) -> bool {
    let file = files::absolute(path);
    let is_wanted = || {
        let mut named = named.iter().map(|named| files::absolute(named));
        named.any(|named| file.starts_with(&named) && project.ignores(&named))
    };
    file == files::absolute(Path::new(&*template.path))
        || project.is_template(&file)
        || project.ignores(&file) && !is_wanted()
}

/// What a section is called in a report.
fn heading(template: &Template, spec: usize) -> &str {
    &template.specs()[spec].pattern.text
}

/// What is worth a line: all that is not as the template has it.
fn remarks(template: &Template, practice: &Practice) -> Vec<String> {
    let Practice { documents, missing, repeated, misplaced, behind, renamed, order, .. } = practice;
    let of = |count: usize| format!("{count} of {documents}");
    let mut remarks = Vec::new();
    if *missing > 0 {
        let known = if template.specs()[practice.spec].optional { " (optional)" } else { "" };
        remarks.push(format!("missing in {}{known}", of(*missing)));
    }
    if *repeated > 0 {
        remarks.push(format!("several times in {}", of(*repeated)));
    }
    for (heading, count) in renamed.iter().take(3) {
        remarks.push(format!("\"{heading}\" instead in {}", of(*count)));
    }
    if *misplaced > 0 {
        let place = behind.as_ref().map(|(heading, count)| match heading.as_str() {
            "" => format!(", first in {count}"),
            heading => format!(", behind \"{heading}\" in {count}"),
        });
        remarks.push(format!("at another place in {}{}", of(*misplaced), place.unwrap_or_default()));
    }
    if order.1 > 0 && Some(practice.spec) != template.title() {
        remarks.push(format!("its sections in another order in {} of {}", order.1, order.0));
    }
    remarks
}

/// A table for people: line in the template, section, what documents do, what the template could say.
fn text(template: &Template, learner: &Learner<'_>, lessons: &[(usize, Lesson)], others: usize) -> String {
    let left = match others {
        0 => String::new(),
        others => format!(" ({} of other kinds left out)", words::count(others, "file")),
    };
    let mut text = format!("{}, learned from {}{left}\n", template.path, words::count(learner.documents(), "document"));
    let rows: Vec<(u32, &str, Vec<String>)> = learner
        .practices()
        .iter()
        .map(|practice| {
            let (line, _) = template.line(template.heading(practice.spec).start);
            (line + 1, heading(template, practice.spec), remarks(template, practice))
        })
        .filter(|(.., remarks)| !remarks.is_empty())
        .collect();
    let width = rows.iter().map(|(_, heading, _)| heading.chars().count()).max().unwrap_or_default();
    if !rows.is_empty() {
        text.push('\n');
    }
    for (line, heading, remarks) in &rows {
        for (index, remark) in remarks.iter().enumerate() {
            let (line, heading) = if index == 0 { (line.to_string(), *heading) } else { Default::default() };
            _ = writeln!(text, "{line:>5}  {heading:width$}  {remark}");
        }
    }
    match lessons {
        [] => text.push_str("\nThe template needs no directive.\n"),
        lessons => {
            text.push_str("\nThe template could say:\n\n");
            for (spec, lesson) in lessons {
                let (line, _) = template.line(template.heading(*spec).start);
                let (line, heading) = (line + 1, heading(template, *spec));
                _ = writeln!(text, "{line:>5}  {heading:width$}  <!-- specls: {} -->", lesson.directive());
            }
        }
    }
    text
}

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    template: Source<'a>,
    documents: usize,
    left_out: usize,
    sections: Vec<Section<'a>>,
    directives: Vec<Written<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Section<'a> {
    section: &'a str,
    line: u32,
    documents: usize,
    missing: usize,
    repeated: usize,
    misplaced: usize,
    behind: Option<&'a (String, usize)>,
    renamed: &'a [(String, usize)],
    /// Documents with two or more of the sections below, and those that have them in another order.
    order: (usize, usize),
}

#[derive(Serialize)]
struct Written<'a> {
    section: &'a str,
    line: u32,
    directive: &'static str,
}

fn json(
    template: &Template,
    learner: &Learner<'_>,
    lessons: &[(usize, Lesson)],
    left_out: usize,
) -> Result<String, serde_json::Error> {
    let line = |spec: usize| template.line(template.heading(spec).start).0 + 1;
    let practices = learner.practices();
    let sections = practices.iter().map(|practice| Section {
        section: heading(template, practice.spec),
        line: line(practice.spec),
        documents: practice.documents,
        missing: practice.missing,
        repeated: practice.repeated,
        misplaced: practice.misplaced,
        behind: practice.behind.as_ref(),
        renamed: &practice.renamed,
        order: practice.order,
    });
    let directives = lessons.iter().map(|(spec, lesson)| Written {
        section: heading(template, *spec),
        line: line(*spec),
        directive: lesson.directive(),
    });
    serde_json::to_string(&Report {
        version: 1,
        template: Source { id: &template.id, path: &template.path },
        documents: learner.documents(),
        left_out,
        sections: sections.collect(),
        directives: directives.collect(),
    })
}
