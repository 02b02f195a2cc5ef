//! Which sections a document lacks: `truth/NAME.jsonl`, for each document the headings that it lacks.
//!
//! A decision is one heading of the template for one document. Truth looks for the heading itself,
//! anywhere; specls asks whether a reader would miss the section. Where the two differ by what the
//! design says, the decision counts as agreed, and the table says how many of these there were:
//!
//! - *several*: a member of a repeat or a series, of which one is enough, or what is below one;
//! - *optional*: what the template leaves to the author, or what is below that;
//! - *renamed*: reported as renamed rather than as missing, or below such a heading, whose contents
//!   are only asked for once it is clear that it is the section;
//! - *merged*: the heading is there with others or with more behind it (`Drawbacks and Alternatives`,
//!   `Motivation: why now`, `Notes (for now)`), or is below such a one.
//!
//! What else differs is a false alarm or overlooked. Known classes: a name that the template has under two
//! parents, which truth finds anywhere and specls under its own parent only (`Caching Strategy`); headings
//! below a code fence that nobody closed, which Markdown does not have.
//!
//! A heading that is one placeholder and nothing else is no decision: it has no name to look for.

use crate::{Report, Result, lists, templates_in_force};
use serde_json::Value;
use specls::document::Document;
use specls::markdown::Name;
use specls::template::{GroupKind, Template};
use specls::workspace::Snapshot;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The share of decisions to agree on in every corpus, in percent.
const WANTED: f64 = 99.0;

/// Why a decision counts as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Same,
    Several,
    Optional,
    Renamed,
    Merged,
    /// We say missing, truth does not.
    FalseAlarm,
    /// Truth says missing, we do not.
    Overlooked,
}

/// What came out for one corpus.
#[derive(Default)]
struct Tally {
    documents: usize,
    decisions: usize,
    counts: BTreeMap<Class, usize>,
    /// All that is not simply the same.
    differing: Vec<(Class, String)>,
}

/// Prints the table; the decisions that differ in the corpus `show` below its line.
pub(crate) fn table(dir: &Path, show: Option<&str>, out: &mut Report<'_>) -> Result<()> {
    let Ok(files) = lists(&dir.join("truth"), "") else {
        writeln!(out, "Missing sections: left out, there is no truth/*.jsonl\n")?;
        return Ok(());
    };
    writeln!(out, "Missing sections: decisions that agree with truth, one for each heading and document\n")?;
    writeln!(
        out,
        "| corpus | documents | decisions | same | several | optional | renamed | merged | false alarms | overlooked | \
         agreed % | wanted | reached |"
    )?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |")?;
    let in_force = templates_in_force(dir)?;
    for name in files.iter().filter_map(|path| path.file_stem()?.to_str()) {
        let tally = corpus(dir, name, &in_force)?;
        if tally.decisions == 0 {
            writeln!(out, "| {name} | 0 |")?;
            continue;
        }
        let count = |class| tally.counts.get(&class).copied().unwrap_or_default();
        let wrong = count(Class::FalseAlarm) + count(Class::Overlooked);
        let share = 100.0 * (tally.decisions - wrong) as f64 / tally.decisions as f64;
        write!(out, "| {name} | {} | {} |", tally.documents, tally.decisions)?;
        for class in [Class::Same, Class::Several, Class::Optional, Class::Renamed, Class::Merged] {
            write!(out, " {} |", count(class))?;
        }
        let (alarms, overlooked) = (count(Class::FalseAlarm), count(Class::Overlooked));
        let reached = out.verdict(share >= WANTED);
        writeln!(out, " {alarms} | {overlooked} | {share:.2} | {WANTED:.2} | {reached} |")?;
        if show == Some(name) {
            tally.differing.iter().try_for_each(|(class, line)| writeln!(out, "  {class:?}: {line}"))?;
        }
    }
    writeln!(out)?;
    Ok(())
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
        let document = Document::parse(&std::fs::read_to_string(&document)?);
        let snapshot = Snapshot::new(document, Some(templates[&path].clone()));
        compare(&mut tally, file, &snapshot, wanted);
    }
    Ok(tally)
}

fn compare(tally: &mut Tally, file: &str, snapshot: &Snapshot, truth: &Value) {
    let Some((_, template, alignment)) = snapshot.aligned() else { return };
    let said = said_missing(template, alignment.missing().iter().map(|missing| missing.spec).collect(), snapshot);
    let (truly, optional) = truly_missing(template, truth, &said);
    tally.documents += 1;
    for (spec, described) in template.specs().iter().enumerate() {
        if Some(spec) == template.title() || described.pattern.is_bare_hole() {
            continue;
        }
        let class = match (truly.contains(&spec), said.contains(&spec)) {
            (truly, ours) if truly == ours => Class::Same,
            _ if is_one_of_several(template, spec) => Class::Several,
            _ if optional.contains(&spec) || is_left_to_the_author(snapshot, spec) => Class::Optional,
            _ if is_renamed(snapshot, spec) => Class::Renamed,
            (true, _) if is_merged(snapshot, spec) => Class::Merged,
            (true, _) => Class::Overlooked,
            _ => Class::FalseAlarm,
        };
        tally.decisions += 1;
        *tally.counts.entry(class).or_default() += 1;
        if class != Class::Same {
            tally.differing.push((class, format!("{file}: {}", template.document.heading(spec))));
        }
    }
}

/// The specs that truth lists, and those of them that it calls optional. Of several with one name and
/// level, which truth does not tell apart, the ones that we say are taken first.
fn truly_missing(template: &Template, truth: &Value, said: &HashSet<usize>) -> (HashSet<usize>, HashSet<usize>) {
    let (mut missing, mut optional) = (HashSet::new(), HashSet::new());
    for entry in truth["missing"].as_array().into_iter().flatten() {
        let Some(heading) = entry["h"].as_str() else { continue };
        let words = Name::parse(heading).words;
        let level = entry["level"].as_u64();
        let is_it = |spec: &usize| {
            let same_level = level.is_none_or(|level| level == u64::from(template.specs()[*spec].level));
            same_level && Name::parse(template.document.heading(*spec)).words == words && !missing.contains(spec)
        };
        let named: Vec<usize> = (0..template.specs().len()).filter(is_it).collect();
        let Some(&spec) = named.iter().find(|spec| said.contains(spec)).or(named.first()) else { continue };
        missing.insert(spec);
        if !entry["opt"].is_null() {
            optional.insert(spec);
        }
    }
    (missing, optional)
}

/// What is missing, with all that would be below it and is nowhere else in the document.
fn said_missing(template: &Template, topmost: Vec<usize>, snapshot: &Snapshot) -> HashSet<usize> {
    let inside = |spec: usize| topmost.iter().any(|&top| template.is_inside(spec, top));
    let absent = |spec: &usize| snapshot.alignment().is_some_and(|alignment| alignment.instances(*spec).is_empty());
    (0..template.specs().len()).filter(|&spec| inside(spec)).filter(absent).collect()
}

/// The spec and those that it is part of.
fn line(template: &Template, spec: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(spec), |&spec| template.specs()[spec].parent)
}

/// Whether the spec is an instance of a repeat or a series, or below one.
fn is_one_of_several(template: &Template, spec: usize) -> bool {
    line(template, spec).any(|spec| template.groups()[template.specs()[spec].group].kind != GroupKind::Single)
}

/// Whether the spec is optional, or below an optional one that is not there.
fn is_left_to_the_author(snapshot: &Snapshot, spec: usize) -> bool {
    let Some((_, template, alignment)) = snapshot.aligned() else { return false };
    template.specs()[spec].optional
        || line(template, spec)
            .skip(1)
            .any(|above| template.specs()[above].optional && alignment.instances(above).is_empty())
}

/// Whether the spec is reported as renamed, or below one that is.
fn is_renamed(snapshot: &Snapshot, spec: usize) -> bool {
    let Some((_, template, alignment)) = snapshot.aligned() else { return false };
    line(template, spec).any(|spec| alignment.renamed().iter().any(|(_, missing)| missing.spec == spec))
}

/// Whether a heading of the document begins with the spec's words or names it among others, or those
/// of a spec above it.
fn is_merged(snapshot: &Snapshot, spec: usize) -> bool {
    let Some((document, template, _)) = snapshot.aligned() else { return false };
    let is_there = |words: &str| (0..document.sections().len()).any(|section| *document.name(section).words == *words);
    let holds = |words: &str| {
        (0..document.sections().len()).any(|section| {
            let name = document.name(section);
            let listed = document.heading(section).split([',', '/', '&', '+']).flat_map(|part| part.split(" and "));
            let mut parts = listed.map(|part| Name::parse(part.trim_start().trim_start_matches("and ")).words);
            *name.head == *words || *name.bare == *words || parts.any(|part| *part == *words)
        })
    };
    let words = |spec: usize| &*template.specs()[spec].pattern.name.words;
    line(template, spec).any(|spec| !is_there(words(spec)) && holds(words(spec)))
}
