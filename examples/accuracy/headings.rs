//! Which headings are the same section: `heading_pairs*.jsonl`, labelled pairs of a template's heading
//! and a document's.
//!
//! What else a template has decides whether a heading can be another name of a section. So each pair
//! is put into its own template, the newest that has the heading: the document is that template's
//! headings with the one exchanged for the other, once as it is and once without the section that the
//! other heading has in the template, if it has one. The section keeps its place and has no subsections,
//! which alone would tell what it is.

use crate::{Report, Result, lists};
use serde_json::Value;
use specls::document::Document;
use specls::markdown::Name;
use specls::template::{GroupKind, Template};
use specls::workspace::Snapshot;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What becomes of a heading that stands for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The section is missing, and nothing stands for it.
    Missing,
    /// It is offered as renamed.
    Renamed,
    /// It satisfies the template: paired, or merged with others.
    Paired,
}

/// What came out for the pairs of one label.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<Outcome, usize>,
    /// Pairs of instances of one repeat or series, which may be paired.
    instances: usize,
    lines: Vec<String>,
}

/// Prints the table; the pairs of the label `show` below its line.
pub(crate) fn table(dir: &Path, show: Option<&str>, out: &mut Report<'_>) -> Result<()> {
    let files = lists(dir, "heading_pairs")?;
    if files.is_empty() {
        writeln!(out, "Heading pairs: left out, there is no heading_pairs*.jsonl\n")?;
        return Ok(());
    }
    writeln!(out, "Heading pairs: what becomes of a section under the other heading\n")?;
    writeln!(out, "| label | pairs | paired | renamed | missing | instances of one group | wanted | reached |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --- | --- |")?;
    let mut templates: BTreeMap<String, Vec<Arc<Template>>> = BTreeMap::new();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let pair: Value = serde_json::from_str(line)?;
            let text = |key: &str| pair[key].as_str().unwrap_or_default();
            let known = templates.entry(text("corpus").to_owned()).or_insert_with(|| read(dir, text("corpus")));
            judge(tallies.entry(text("label").to_owned()).or_default(), known, text("template"), text("doc"));
        }
    }
    for (label, tally) in &tallies {
        let count = |outcome| tally.counts.get(&outcome).copied().unwrap_or_default();
        let [paired, renamed, missing] = [Outcome::Paired, Outcome::Renamed, Outcome::Missing].map(count);
        let all = paired + renamed + missing;
        let (wanted, reached) = match label.as_str() {
            "different" | "sibling-different" => ("none paired or renamed", paired + renamed == 0),
            "same-norm" => ("all paired", paired == all),
            "same" => ("90 % paired or renamed", (paired + renamed) * 10 >= all * 9),
            _ => ("", true),
        };
        let reached = if wanted.is_empty() { "" } else { out.verdict(reached) };
        let instances = tally.instances;
        writeln!(
            out,
            "| {label} | {} | {paired} | {renamed} | {missing} | {instances} | {wanted} | {reached} |",
            all + instances
        )?;
        if show == Some(label.as_str()) {
            tally.lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// All templates of a corpus, the newest first.
fn read(dir: &Path, corpus: &str) -> Vec<Arc<Template>> {
    let folder = dir.join(corpus);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("templates"))
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths.push(folder.join("template.md"));
    let source = |path: PathBuf| std::fs::read_to_string(path).ok();
    paths.into_iter().rev().filter_map(source).map(|source| Arc::new(Template::read(corpus, corpus, &source))).collect()
}

fn judge(tally: &mut Tally, templates: &[Arc<Template>], heading: &str, other: &str) {
    let found = templates.iter().find_map(|template| Some((template.clone(), spec(template, heading)?)));
    let (template, spec, note) = match found {
        Some((template, spec)) => (template, spec, ""),
        None => {
            let source = format!("# {{title}}\n\n## {heading}\n\n{{text}}\n");
            (Arc::new(Template::read("pair", "pair", &source)), 1, " (in no template: alone)")
        }
    };
    let own = self::spec(&template, other).filter(|&own| own != spec);
    if own.is_some_and(|own| are_instances(&template, spec, own)) {
        tally.instances += 1;
        tally.lines.push(format!("Instances: {heading} | {other}"));
        return;
    }
    let outcome = outcome(&template, spec, other, None).max(outcome(&template, spec, other, own));
    *tally.counts.entry(outcome).or_default() += 1;
    tally.lines.push(format!("{outcome:?}: {heading} | {other}{note}"));
}

/// The spec of a template with this heading: as written, else by its words.
fn spec(template: &Template, heading: &str) -> Option<usize> {
    let document = &template.document;
    let plain = |text: &str| text.replace(['*', '_', '`'], "").trim().to_owned();
    let written = |spec: &usize| plain(&document.slice(document.sections()[*spec].title)) == plain(heading);
    let words = Name::parse(heading).words;
    let mut specs = 0..template.specs().len();
    specs.clone().find(written).or_else(|| specs.find(|&spec| Name::parse(document.heading(spec)).words == words))
}

/// Whether the template has both as instances of one repeat or series, or alike below two of them.
fn are_instances(template: &Template, one: usize, other: usize) -> bool {
    let (group, parent) = (template.specs()[one].group, template.specs()[one].parent);
    let same = group == template.specs()[other].group && template.groups()[group].kind != GroupKind::Single;
    let shape = |spec: usize| template.specs()[spec].pattern.name.words.replace(|c: char| c.is_ascii_digit(), "0");
    same || parent.zip(template.specs()[other].parent).is_some_and(|(one_parent, other_parent)| {
        one_parent != other_parent && shape(one) == shape(other) && are_instances(template, one_parent, other_parent)
    })
}

/// What becomes of `spec` in a document of the template's headings, with `other` for its own, and
/// without what is below it and below `left_out`.
fn outcome(template: &Arc<Template>, spec: usize, other: &str, left_out: Option<usize>) -> Outcome {
    let mut source = String::new();
    let (mut section, mut count) = (0, 0);
    for (index, own) in template.document.sections().iter().enumerate() {
        let below = index != spec && template.is_inside(index, spec);
        if below || left_out.is_some_and(|left_out| index != spec && template.is_inside(index, left_out)) {
            continue;
        }
        if index == spec {
            section = count;
        }
        let title = template.document.slice(own.title);
        let title = if index == spec { other } else { &title };
        source.push_str(&format!("{} {title}\n\nText.\n\n", "#".repeat(own.level.into())));
        count += 1;
    }
    let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
    let Some((_, _, alignment)) = snapshot.aligned() else { return Outcome::Missing };
    let group = template.specs()[spec].group;
    if alignment.pair(section).is_some_and(|pair| template.specs()[pair.spec].group == group) {
        Outcome::Paired
    } else if alignment.renamed().iter().any(|&(renamed, missing)| renamed == section && missing.spec == spec) {
        Outcome::Renamed
    } else {
        Outcome::Missing
    }
}
