//! Well-filled documents, one for each built-in template, that deviate from it as real authors do:
//! sections with names and numbers of their own, tables for lists and lists for tables, more phases,
//! merged headings, images for diagrams, everything one level deeper. All are approved, so that every
//! mistake would be an error, and there is nothing to say about them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/gap.rs"]
mod gap;
#[path = "support/removal.rs"]
mod removal;

use gap::snapshot;
use removal::each_section_taken_away;
use specls::document::Document;
use specls::rules::{self, Lifecycle, Severity};
use specls::template::Template;
use specls::text::{Edit, Edits};
use specls::workspace::{Library, Snapshot};
use std::path::Path;
use std::sync::Arc;

/// The documents by the id of their template, and how many sections can be taken away from each.
const FILLED: [(&str, usize); 5] = [("component", 19), ("feature", 66), ("milestone", 71), ("saas", 37), ("tsd", 6)];

fn template(id: &str) -> Arc<Template> {
    Library::builtin().get(id).unwrap().clone()
}

fn filled(id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/filled").join(id).with_extension("md");
    std::fs::read_to_string(path).unwrap()
}

/// A document with other line endings, without the last one, and behind a byte order mark.
fn shapes(source: &str) -> [String; 4] {
    let crlf = source.replace('\n', "\r\n");
    [source.to_owned(), crlf.trim_end().to_owned(), format!("\u{feff}{source}"), crlf]
}

/// What is said of a document above a hint.
fn said(source: &str, snapshot: &Snapshot) -> Vec<String> {
    let found = rules::check(snapshot);
    let found = found.iter().filter(|finding| finding.severity > Severity::Hint);
    found.map(|finding| format!("{:?}: {}", &source[finding.span.range()], finding.message)).collect()
}

#[test]
fn there_is_nothing_to_say_about_a_well_filled_document() {
    let mut all = Vec::new();
    for (id, _) in FILLED {
        for source in shapes(&filled(id)) {
            let snapshot = Library::builtin().snapshot(Document::parse(&source), None);
            assert_eq!(snapshot.template().unwrap().id, id);
            assert_eq!(Lifecycle::of(&snapshot), Lifecycle::Approved, "{id}");
            all.extend(said(&source, &snapshot).into_iter().map(|said| format!("{id} {said}")));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// What authors put around the text of a heading.
const ADORNED: [(&str, &str); 11] = [
    ("🚀 ", ""),
    (":rocket: ", ""),
    ("§ ", ""),
    ("**", "**"),
    ("<a name=\"here\"></a>", ""),
    ("", " ✅"),
    ("", " {#here}"),
    ("", " (done)"),
    ("", " — for now"),
    ("", ":"),
    ("", " ##"),
];

#[test]
fn headings_may_be_adorned_and_joined_otherwise() {
    for (id, _) in FILLED {
        let (source, template) = (filled(id), template(id));
        let document = Document::parse(&source);
        let written = |write: &dyn Fn(&str) -> String| {
            let titles = document.sections().iter().map(|section| section.title);
            let edits = titles.map(|title| Edit::replace(title, write(&source[title.range()])));
            Edits::new(edits.collect()).unwrap().apply_to(&source)
        };
        let adorned = ADORNED.map(|(before, behind)| written(&|title| format!("{before}{title}{behind}")));
        let joined = [" & ", " and ", " / ", " + "]
            .map(|joint| written(&|title| title.replace(" & ", " and ").replace(" and ", joint)));
        for source in adorned.into_iter().chain(joined) {
            let found = said(&source, &snapshot(&source, &template));
            let title = source.lines().find(|line| line.starts_with('#')).unwrap();
            assert!(found.is_empty(), "{id} {title}: {found:#?}");
        }
    }
}

#[test]
fn a_section_taken_away_from_a_well_filled_document_is_put_back_at_its_place() {
    for (id, count) in FILLED {
        for source in [filled(id), filled(id).replace('\n', "\r\n")] {
            assert_eq!(each_section_taken_away(&template(id), &source, id), count, "{id}");
        }
    }
}

/// What an author who fills a placeholder of this text may write: the choices and kinds of the
/// templates' front matter and code are met.
fn value(placeholder: &str) -> &'static str {
    let has = |word: &str| placeholder.to_lowercase().contains(word);
    match () {
        () if has("status") => "approved",
        () if ["priority", "complexity", "risk_level"].iter().any(|word| has(word)) => "high",
        () if has("date") || has("completion") || has("yyyy") || has("updated") => "2026-03-30",
        () if has("version") => "1.3",
        () if has("schema") => "{ \"id\": 7 }",
        () if has("deployment_type") => "rolling",
        () if has("effort") || has("[port]") || has("number") => "120",
        () => "seats",
    }
}

/// The template's skeleton with every second placeholder filled, from the one at `from`.
fn half_filled(template: &Arc<Template>, from: usize) -> String {
    let skeleton = template.skeleton().plain();
    let raw = snapshot(&skeleton, template);
    let every_second = raw.placeholders().iter().skip(from).step_by(2);
    let edits =
        every_second.map(|placeholder| Edit::replace(placeholder.span, value(&skeleton[placeholder.span.range()])));
    Edits::new(edits.collect()).unwrap().apply_to(&skeleton)
}

#[test]
fn a_half_filled_document_has_only_what_is_not_filled() {
    const LEFT: [&str; 4] = ["unfilled-placeholder", "undecided-choice", "sample-left", "instruction-left"];
    for (id, _) in FILLED {
        let template = template(id);
        for from in [0, 1] {
            let source = half_filled(&template, from);
            let snapshot = Library::builtin().snapshot(Document::parse(&source), None);
            assert_eq!(snapshot.template().unwrap().id, id);
            let found = rules::check(&snapshot);
            assert!(found.iter().any(|finding| finding.rule.id == LEFT[0]), "{id} from {from}");
            let others: Vec<_> = found
                .iter()
                .filter(|finding| !LEFT.contains(&finding.rule.id))
                .map(|finding| format!("{}: {}", &source[finding.span.range()], finding.message))
                .collect();
            assert!(others.is_empty(), "{id} from {from}: {others:#?}");
        }
    }
}

#[test]
fn nothing_panics_on_any_beginning_of_a_well_filled_document() {
    for (id, _) in FILLED {
        let (source, template) = (filled(id), template(id));
        for (end, _) in source.match_indices([' ', '\n']).step_by(5) {
            let snapshot = snapshot(&source[..end], &template);
            for finding in rules::check(&snapshot) {
                rules::fixes(&snapshot, &finding);
            }
        }
    }
}
