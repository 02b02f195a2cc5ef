//! Labelled snippets: which of them specls takes for text of the template.
//!
//! `DIR/placeholders*.jsonl` tells for each snippet whether it is a placeholder or an instruction,
//! text that stays, a question that the author kept and answered, or the author's own note. It is
//! looked up in its document, else it makes a document of its own below the template's first section.

use crate::source::{Said, line, lines, places, said, template};
use crate::{Report, Result, lists, templates_in_force};
use serde_json::Value;
use specls::text::Span;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many of the snippets found are to be found, and how many of those are, in percent.
const PRECISION: f64 = 98.0;
const RECALL: f64 = 95.0;

/// Writes how many snippets of each label are found.
pub(crate) fn table(dir: &Path, show: Option<&str>, out: &mut Report<'_>) -> Result<()> {
    let files = lists(dir, "placeholders")?;
    if files.is_empty() {
        writeln!(out, "\nLabelled snippets: left out, there is no placeholders*.jsonl")?;
        return Ok(());
    }
    let in_force = templates_in_force(dir)?;
    let drafts = drafts(dir)?;
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for snippet in files.iter().map(|path| lines(path)).collect::<Result<Vec<_>>>()?.concat() {
        let Some((source, path)) = home(dir, &snippet, &in_force, &drafts)? else { continue };
        let (source, place) = placed(source, &snippet);
        let all = said(&source, &template(&path)?);
        let label = snippet["label"].as_str().unwrap_or_default();
        // `todo` as a whole body is no template's text.
        let is_word = snippet["kind"].as_str().is_some_and(|kind| kind.starts_with("wd-"));
        let counted = |said: &&Said| said.is_left() || label == "author-todo" || (is_word && label == "placeholder");
        let found = all.iter().filter(counted).any(|said| said.is_at(place));
        let wanted = matches!(label, "placeholder" | "author-todo");
        let count = counts.entry(label.to_owned()).or_default();
        count.0 += 1;
        count.1 += usize::from(found);
        if found != wanted {
            let text: String = snippet["text"].as_str().unwrap_or_default().chars().take(80).collect();
            wrong.push(format!("{} {label} {}: {text}", snippet["id"], snippet["source"]));
        }
    }
    let sum = |wanted: bool| {
        let of = counts.iter().filter(|(label, _)| (*label == "placeholder" || *label == "author-todo") == wanted);
        of.fold((0, 0), |sum, (_, count)| (sum.0 + count.0, sum.1 + count.1))
    };
    let ((all, found), (_, false_alarms)) = (sum(true), sum(false));
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    writeln!(out, "\nLabelled snippets: which of them are found as text of the template, or as still to be done")?;
    writeln!(out, "\n| snippets labelled | number | found |\n| --- | --: | --: |")?;
    for (label, (number, found)) in &counts {
        writeln!(out, "| {label} | {number} | {found} |")?;
    }
    let (precision, recall) = (share(found, found + false_alarms), share(found, all));
    writeln!(out, "\n| | % | wanted | reached |\n| --- | --: | --: | --- |")?;
    for (what, share, wanted) in [("precision", precision, PRECISION), ("recall", recall, RECALL)] {
        let reached = out.verdict(share >= wanted);
        writeln!(out, "| {what} | {share:.2} | {wanted:.2} | {reached} |")?;
    }
    if show == Some("placeholders") {
        wrong.iter().try_for_each(|line| writeln!(out, "  wrong: {line}"))?;
    }
    Ok(())
}

/// Each draft's file and its template's path, by corpus and old path.
type Drafts = HashMap<(String, String), (String, PathBuf)>;

fn drafts(dir: &Path) -> Result<Drafts> {
    let mut found = HashMap::new();
    for draft in lists(dir, "drafts")?.iter().map(|path| lines(path)).collect::<Result<Vec<_>>>()?.concat() {
        if let (Some(corpus), Some(file), Some(template)) =
            (draft["corpus"].as_str(), draft["file"].as_str(), draft["template"].as_str())
        {
            // A document may have moved since; the snippets know its old path.
            let old = draft["path"].as_str().unwrap_or_default().replace('/', "__");
            let known = (file.to_owned(), dir.join(template));
            found.insert((corpus.to_owned(), old), known.clone());
            found.insert((corpus.to_owned(), file.to_owned()), known);
        }
    }
    Ok(found)
}

/// The document that a snippet is from and its template's path. `None` where the corpus is not here.
fn home(
    dir: &Path,
    snippet: &Value,
    in_force: &HashMap<(String, String), String>,
    drafts: &Drafts,
) -> Result<Option<(String, PathBuf)>> {
    let text = |key: &str| snippet[key].as_str().unwrap_or_default();
    let corpus = text("corpus");
    let folder = dir.join(corpus);
    let newest = folder.join("template.md");
    let file = text("source").split_once(':').map_or("", |(_, path)| path).replace('/', "__");
    let key = (corpus.to_owned(), file.clone());
    let (document, template) = match text("where") {
        "template" => (newest.clone(), newest),
        "draft" => match drafts.get(&key) {
            Some((file, template)) => (folder.join("drafts").join(file), template.clone()),
            None => (folder.join("drafts").join(&file), newest),
        },
        _ => {
            let asof = in_force.get(&key).map(|asof| folder.join("templates").join(format!("{asof}.md")));
            (folder.join("docs").join(&file), asof.filter(|path| path.exists()).unwrap_or(newest))
        }
    };
    if !template.exists() {
        return Ok(None);
    }
    // A template that is not the newest one.
    if text("where") == "template" {
        let heads = dir.join("speckit-head-templates").join(file.rsplit("__").next().unwrap_or_default());
        for path in [document, heads].into_iter().filter(|path| path.exists()) {
            let source = std::fs::read_to_string(&path)?;
            if !places(&source, text("text")).is_empty() {
                return Ok(Some((source, path)));
            }
        }
        return Ok(Some((String::new(), template)));
    }
    let source = if document.exists() { std::fs::read_to_string(&document)? } else { String::new() };
    Ok(Some((source, template)))
}

/// The document with the snippet, and the snippet's place in it: the one nearest to its line.
fn placed(source: String, snippet: &Value) -> (String, Span) {
    let text = snippet["text"].as_str().unwrap_or_default();
    let context = snippet["context"].as_str().unwrap_or_default();
    let wanted = snippet["line"].as_u64().unwrap_or_default() as usize;
    let found = places(&source, text).into_iter().min_by_key(|span| line(&source, span.start).abs_diff(wanted));
    if let Some(span) = found {
        return (source, span);
    }
    let source =
        if context.contains(text) { format!("# Title\n\n{context}\n") } else { format!("# Title\n\n{text}\n") };
    let span = places(&source, text).first().copied().unwrap_or(Span::at(0));
    (source, span)
}
