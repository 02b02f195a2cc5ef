//! Drafts that still hold text of their template, and published documents that should not.
//!
//! `DIR/drafts*.jsonl` tells for each draft the template text that it still holds. Pieces that at least
//! half of the published documents keep are meant to stay (`truth/NAME.chunks.json`), and so are
//! pieces whose words say so: licences and key words. A finding on a published document is true if its
//! text stands word for word in the template in force.

use crate::source::{Said, lines, places, said, squeezed, template};
use crate::{Report, Result, lists, templates_in_force};
use serde_json::Value;
use specls::template::Template;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The share of the text left in drafts that is to be found, in percent.
const FOUND: f64 = 97.0;

/// In how many published documents there may be one false finding.
const CLEAN: usize = 50;

/// Writes how much of the template text left in drafts is found, and what is found in published documents.
pub(crate) fn table(dir: &Path, show: Option<&str>, out: &mut Report<'_>) -> Result<()> {
    match lists(dir, "drafts")?.is_empty() {
        true => writeln!(out, "\nDrafts: left out, there is no drafts*.jsonl")?,
        false => retained(dir, show == Some("drafts"), out)?,
    }
    published(dir, show == Some("published"), out)
}

#[derive(Default)]
struct Templates(HashMap<PathBuf, Arc<Template>>);

impl Templates {
    fn get(&mut self, path: &Path) -> Result<Arc<Template>> {
        if let Some(known) = self.0.get(path) {
            return Ok(known.clone());
        }
        let read = template(path)?;
        self.0.insert(path.to_owned(), read.clone());
        Ok(read)
    }
}

fn retained(dir: &Path, show: bool, out: &mut Report<'_>) -> Result<()> {
    let mut templates = Templates::default();
    let mut counts: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let (mut overlooked, mut noise) = (Vec::new(), Vec::new());
    for draft in lists(dir, "drafts")?.iter().map(|path| lines(path)).collect::<Result<Vec<_>>>()?.concat() {
        let text = |key: &str| draft[key].as_str().unwrap_or_default();
        let (corpus, file) = (text("corpus"), text("file"));
        let path = dir.join(corpus).join("drafts").join(file);
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let all = said(&source, &templates.get(&dir.join(text("template")))?);
        for piece in draft["retained"].as_array().into_iter().flatten() {
            let (kind, piece) =
                (piece["kind"].as_str().unwrap_or_default(), piece["text"].as_str().unwrap_or_default());
            let places = places(&source, piece);
            let is_found = |said: &Said| said.is_left() && places.iter().any(|&place| said.is_at(place));
            let found = all.iter().any(is_found);
            let what = format!("{corpus}/{file} {kind}: {}", piece.chars().take(100).collect::<String>());
            if is_kept(dir, corpus, piece)? {
                if found {
                    noise.push(what);
                }
                continue;
            }
            let count = counts.entry((corpus.to_owned(), kind.to_owned())).or_default();
            count.0 += 1;
            count.1 += usize::from(found);
            if !found {
                overlooked.push(what);
            }
        }
    }
    let (all, found) = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    writeln!(out, "\nText of the template that drafts still hold, without what is meant to stay")?;
    writeln!(out, "\n| drafts | text left | pieces | found |\n| --- | --- | --: | --: |")?;
    for ((corpus, kind), (number, found)) in &counts {
        writeln!(out, "| {corpus} | {kind} | {number} | {found} |")?;
    }
    let share = 100.0 * found as f64 / all.max(1) as f64;
    writeln!(
        out,
        "\n| pieces | found % | wanted | reached | reported of what stays |\n| --: | --: | --: | --- | --: |"
    )?;
    let reached = out.verdict(share >= FOUND);
    writeln!(out, "| {all} | {share:.2} | {FOUND:.2} | {reached} | {} |", noise.len())?;
    if show {
        overlooked.iter().try_for_each(|line| writeln!(out, "  overlooked: {line}"))?;
        noise.iter().try_for_each(|line| writeln!(out, "  stays: {line}"))?;
    }
    Ok(())
}

/// Whether a piece of template text is meant to stay.
fn is_kept(dir: &Path, corpus: &str, piece: &str) -> Result<bool> {
    const SAID: [&str; 5] = ["Copyright", "key words", "**Checkpoint**", "Phase 2", "markdownlint"];
    if SAID.iter().any(|word| piece.contains(word)) {
        return Ok(true);
    }
    let path = dir.join("truth").join(format!("{corpus}.chunks.json"));
    let Ok(chunks) = std::fs::read_to_string(path) else { return Ok(false) };
    let chunks: Value = serde_json::from_str(&chunks)?;
    let wanted = squeezed(piece).0;
    // Process wording, which some documents keep, is no instruction to an author.
    let is_it = |chunk: &&Value| {
        chunk["kind"] == "block" && chunk["text"].as_str().is_some_and(|text| squeezed(text).0 == wanted)
    };
    let rate = chunks.as_array().into_iter().flatten().find(is_it).and_then(|chunk| chunk["rate"].as_f64());
    Ok(rate.is_some_and(|rate| rate > 0.05))
}

fn published(dir: &Path, show: bool, out: &mut Report<'_>) -> Result<()> {
    let mut templates = Templates::default();
    let mut in_force: Vec<_> = templates_in_force(dir)?.into_iter().collect();
    in_force.sort();
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut found = Vec::new();
    for ((corpus, file), asof) in in_force {
        let path = dir.join(&corpus).join("templates").join(format!("{asof}.md"));
        let Ok(source) = std::fs::read_to_string(dir.join(&corpus).join("docs").join(&file)) else { continue };
        let path = if path.exists() { path } else { dir.join(&corpus).join("template.md") };
        let template = templates.get(&path)?;
        let schema = template.document.slice(specls::text::Span::new(0, template.document.len())).into_owned();
        let count = counts.entry(corpus.clone()).or_default();
        count.0 += 1;
        for said in said(&source, &template).into_iter().filter(Said::is_left) {
            let text = &source[said.span.range()];
            let is_true = !places(&schema, text).is_empty();
            count.1 += usize::from(is_true);
            count.2 += usize::from(!is_true);
            let verdict = if is_true { "true" } else { "FALSE" };
            let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
            found.push(format!("{verdict} {} {corpus}/{file}: {shown}", said.rule));
        }
    }
    let (documents, alarms) = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.2));
    writeln!(out, "\nPublished documents: findings on text that is the template's (true), and on other text (false)")?;
    writeln!(out, "\n| published | documents | true findings | false |\n| --- | --: | --: | --: |")?;
    for (corpus, (documents, right, wrong)) in &counts {
        writeln!(out, "| {corpus} | {documents} | {right} | {wrong} |")?;
    }
    let most = documents / CLEAN;
    writeln!(out, "\n| documents | false | at most | reached |\n| --: | --: | --: | --- |")?;
    let reached = out.verdict(alarms <= most);
    writeln!(out, "| {documents} | {alarms} | {most} | {reached} |")?;
    if show {
        found.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    Ok(())
}
