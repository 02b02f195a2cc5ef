//! Versions of a template: which one a document is checked against, and how it gets to a newer one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules::{self, Severity};
use specls::template::Template;
use specls::workspace::{Library, Snapshot};

const OLD: &str = "# {title}\n\n## Goals\n\n{goals}\n\n## Options\n\n{options}\n\n## Notes\n\n{notes}\n";

/// Adds `Risks` and, below `Goals`, `Measure`; drops `Notes`.
const NEW: &str = "# {title}\n\n## Goals\n\n{goals}\n\n### Measure\n\n{how we know}\n\n## Risks\n\n{risks}\n\n## Options\n\n{options}\n";

fn library() -> Library {
    let read = |name: &str, source: &str| Template::read(name, &format!("{name}.md"), source);
    let newest = format!("<!-- specls: template: id=service, version=1.10 -->\n\n{NEW}");
    Library::builtin().with(vec![read("service@1.2", OLD), read("current", &newest), read("service@1.9", OLD)])
}

fn snapshot(source: &str) -> Snapshot {
    library().snapshot(Document::parse(source), None)
}

fn document(name: &str) -> String {
    format!(
        "<!-- specls: template {name} -->\n\n# Té😀 仕\n\n## Goals\n\nSome.\n\n## Options\n\nOne.\n\n## Notes\n\nNone.\n"
    )
}

fn ids(source: &str) -> Vec<&'static str> {
    rules::check(&snapshot(source)).iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn the_newest_version_is_the_template() {
    let library = library();
    assert_eq!(library.get("service").unwrap().version.as_deref(), Some("1.10"));
    assert_eq!(library.get("service@1.9").unwrap().name(), "service@1.9");
    assert!(library.get("service@2").is_none());
    assert_eq!(library.templates().iter().filter(|template| template.id == "service").count(), 1);
    let plain = Library::builtin().with(vec![Template::read("a@1", "a@1.md", OLD), Template::read("a", "a.md", NEW)]);
    assert_eq!(plain.get("a").unwrap().version, None, "what does not say its version is the newest");
}

#[test]
fn a_document_is_checked_against_the_version_that_it_names() {
    assert_eq!(ids(&document("service@1.2")), ["outdated-template"]);
    assert_eq!(ids(&document("service@v1.2")), ["outdated-template"]);
    assert_eq!(ids(&document("service@1.10")), ["missing-section"; 2]);
    assert_eq!(ids(&document("service")), ["missing-section"; 2]);
    let draft = document("service@1.2").replace("## Goals", "**Status:** Approved\n\n## Goals");
    assert_eq!(rules::check(&snapshot(&draft))[0].severity, Severity::Information);
    let front = "---\ntemplate: \"service@1.2\" # as agreed\n---\n\n# T\n\n## Goals\n\nA.\n\n## Options\n\nB.\n\n## Notes\n\nC.\n";
    let found = rules::check(&snapshot(front));
    assert_eq!((found.len(), &front[found[0].span.range()]), (1, "\"service@1.2\""));
    let migrated = rules::fixes(&snapshot(front), &found[0])[0].edits.apply_to(front);
    assert!(migrated.starts_with("---\ntemplate: \"service@1.10\" # as agreed\n---\n"), "{migrated}");
}

#[test]
fn an_unknown_version_names_those_that_there_are() {
    let found = rules::check(&snapshot(&document("service@3")));
    assert_eq!(found.len(), 1);
    let message = "there is no template \"service@3\": known are service@1.10, service@1.2, service@1.9";
    assert_eq!((found[0].rule.id, found[0].message.as_str()), ("unknown-template", message));
    assert!(!ids(&document("component@3")).contains(&"unknown-template"), "a template without versions");
    assert_eq!(ids(&document("service@2026-01-31")), ["missing-section"; 2], "nobody has looked it up");
}

#[test]
fn migrating_inserts_what_is_new_and_nothing_else() {
    for ending in ["\n", "\r\n"] {
        let source = document("service@1.2").replace('\n', ending);
        let source = source.trim_end();
        let before = snapshot(source);
        let found = rules::check(&before);
        let fix = rules::fixes(&before, &found[0]).remove(0);
        assert_eq!((fix.title.as_str(), fix.safe), ("Migrate to service@1.10", false));
        let migrated = fix.edits.apply_to(source);
        let expected = document("service@1.10")
            .replace("Some.\n\n", "Some.\n\n### Measure\n\n{how we know}\n\n## Risks\n\n{risks}\n\n")
            .replace('\n', ending);
        assert_eq!(migrated, expected.trim_end());
        let left = ids(&migrated);
        assert!(left.iter().all(|id| *id == "unfilled-placeholder"), "{left:?}");
        assert!(rules::fix_all(&before, &found).is_none(), "never unseen");
    }
}

#[test]
fn what_the_document_lacked_before_is_not_migration() {
    let source = document("service@1.2").replace("## Options\n\nOne.\n\n", "");
    let before = snapshot(&source);
    let found = rules::check(&before);
    let migrate = found.iter().find(|finding| finding.rule.id == "outdated-template").unwrap();
    let migrated = rules::fixes(&before, migrate)[0].edits.apply_to(&source);
    assert!(!migrated.contains("Options") && migrated.contains("## Risks"), "{migrated}");
}
