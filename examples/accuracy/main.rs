//! How well specls agrees with independent truth on which sections a document lacks, and how much
//! of a template's text it finds again.
//!
//! ```text
//! cargo run --release --example accuracy -- DIR [--show CORPUS]
//! ```
//!
//! `--show CORPUS` lists what disagrees there; `--show placeholders`, `drafts` and `published` that
//! of the tables of template text.
//!
//! `DIR` holds folders of documents (`NAME/docs`) with the templates that they were written from
//! (`NAME/templates/TIME-ID.md`, `NAME/template.md`), and `truth/NAME.jsonl`, which tells for each
//! document the headings that it lacks. A decision is one heading of the template for one document.
//! Members of a repeat or a series, and headings reported as renamed, count as agreed.

mod drafts;
mod placeholders;
mod source;

use serde_json::Value;
use specls::document::Document;
use specls::markdown::Name;
use specls::template::{GroupKind, Template};
use specls::workspace::Snapshot;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What came out for one corpus.
#[derive(Default)]
struct Tally {
    documents: usize,
    decisions: usize,
    agreed: usize,
    /// We say missing, truth does not.
    false_alarms: Vec<String>,
    /// Truth says missing, we do not.
    overlooked: Vec<String>,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(dir) = arguments.next().map(PathBuf::from) else {
        return Err("usage: accuracy DIR [--show CORPUS]".into());
    };
    let show = arguments.skip_while(|argument| argument != "--show").nth(1);
    let mut out = std::io::stdout().lock();
    writeln!(out, "| corpus | documents | decisions | agreed | % | false alarms | overlooked |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: |")?;
    let mut names: Vec<String> = std::fs::read_dir(dir.join("truth"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".jsonl").map(str::to_owned))
        .collect();
    names.sort();
    let in_force = templates_in_force(&dir)?;
    for name in names {
        let tally = corpus(&dir, &name, &in_force)?;
        let share = 100.0 * tally.agreed as f64 / tally.decisions.max(1) as f64;
        let Tally { documents, decisions, agreed, false_alarms, overlooked } = &tally;
        let (alarms, missed) = (false_alarms.len(), overlooked.len());
        writeln!(out, "| {name} | {documents} | {decisions} | {agreed} | {share:.2} | {alarms} | {missed} |")?;
        if show.as_deref() == Some(name.as_str()) {
            false_alarms.iter().try_for_each(|line| writeln!(out, "  false alarm: {line}"))?;
            overlooked.iter().try_for_each(|line| writeln!(out, "  overlooked:  {line}"))?;
        }
    }
    placeholders::table(&dir, show.as_deref(), &mut out)?;
    drafts::table(&dir, show.as_deref(), &mut out)
}

/// The template in force when each document was first committed: (corpus, file) to its name.
fn templates_in_force(dir: &Path) -> Result<HashMap<(String, String), String>> {
    let mut found = HashMap::new();
    for entry in std::fs::read_dir(dir)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !(name.starts_with("manifest") && name.ends_with(".jsonl")) {
            continue;
        }
        for line in std::fs::read_to_string(entry.path())?.lines() {
            let line: Value = serde_json::from_str(line)?;
            if let (Some(corpus), Some(file), Some(asof)) =
                (line["corpus"].as_str(), line["file"].as_str(), line["asof"].as_str())
            {
                found.insert((corpus.to_owned(), file.to_owned()), asof.to_owned());
            }
        }
    }
    Ok(found)
}

fn corpus(dir: &Path, name: &str, in_force: &HashMap<(String, String), String>) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut templates: BTreeMap<PathBuf, Arc<Template>> = BTreeMap::new();
    for line in std::fs::read_to_string(dir.join("truth").join(format!("{name}.jsonl")))?.lines() {
        let truth: Value = serde_json::from_str(line)?;
        let Some(file) = truth["file"].as_str() else { continue };
        let asof = in_force.get(&(name.to_owned(), file.to_owned()));
        let (path, wanted) = match asof.filter(|_| truth["asof"].is_object()) {
            Some(asof) => (dir.join(name).join("templates").join(format!("{asof}.md")), &truth["asof"]),
            None => (dir.join(name).join("template.md"), &truth["head"]),
        };
        let document = dir.join(name).join("docs").join(file);
        if !path.exists() || !document.exists() {
            continue;
        }
        if !templates.contains_key(&path) {
            let source = std::fs::read_to_string(&path)?;
            templates.insert(path.clone(), Arc::new(Template::read(name, &path.to_string_lossy(), &source)));
        }
        compare(&mut tally, file, &std::fs::read_to_string(&document)?, &templates[&path], wanted);
    }
    Ok(tally)
}

fn compare(tally: &mut Tally, file: &str, source: &str, template: &Arc<Template>, truth: &Value) {
    let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
    let Some(alignment) = snapshot.alignment() else { return };
    let said = said_missing(template, alignment.missing().iter().map(|missing| missing.spec).collect(), &snapshot);
    let renamed: HashSet<usize> = alignment.renamed().iter().map(|(_, missing)| missing.spec).collect();
    let entries = truth["missing"].as_array().cloned().unwrap_or_default();
    let is_true = |entry: &Value, spec: usize| {
        entry["h"].as_str().is_some_and(|heading| {
            let heading = Name::parse(heading).words;
            let name = Name::parse(template.document.heading(spec)).words;
            heading == name
        })
    };
    tally.documents += 1;
    for (spec, described) in template.specs().iter().enumerate() {
        if Some(spec) == template.title() {
            continue;
        }
        let entry = entries.iter().find(|entry| is_true(entry, spec));
        let optional = described.optional || entry.is_some_and(|entry| !entry["opt"].is_null());
        let several = template.groups()[described.group].kind != GroupKind::Single || inside_group(template, spec);
        let (truly, ours) = (entry.is_some(), said.contains(&spec));
        tally.decisions += 1;
        let heading = template.document.heading(spec);
        match (truly, ours) {
            _ if truly == ours || optional || several || renamed.contains(&spec) => tally.agreed += 1,
            (false, true) => tally.false_alarms.push(format!("{file}: {heading}")),
            _ => tally.overlooked.push(format!("{file}: {heading}")),
        }
    }
}

/// Whether the spec is below an instance of a repeat or a series.
fn inside_group(template: &Template, spec: usize) -> bool {
    let parent = |&spec: &usize| template.specs()[spec].parent;
    std::iter::successors(Some(spec), parent)
        .skip(1)
        .any(|spec| template.groups()[template.specs()[spec].group].kind != GroupKind::Single)
}

/// What is missing, with all that would be below it and is nowhere else in the document.
fn said_missing(template: &Template, topmost: Vec<usize>, snapshot: &Snapshot) -> HashSet<usize> {
    let inside = |spec: usize| topmost.iter().any(|&top| template.is_inside(spec, top));
    let absent = |spec: &usize| snapshot.alignment().is_some_and(|alignment| alignment.instances(*spec).is_empty());
    (0..template.specs().len()).filter(|&spec| inside(spec)).filter(absent).collect()
}
