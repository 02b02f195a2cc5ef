//! Checks over documents that nobody here wrote, where they are at hand: the folder `shared` beside
//! the checkout, or the one that `SPECLS_SHARED` names. Elsewhere each check says that it is skipped.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking and says when it is skipped")]

use specls::assist::completion;
use specls::document::Document;
use specls::rules;
use specls::template::Template;
use specls::workspace::{Around, Library, Snapshot};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder `name` of the shared material; `None`, said on stderr, where it is not.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("SPECLS_SHARED").map_or_else(beside, PathBuf::from).join(name);
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

/// All Markdown files below `folder`.
fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "md") {
                found.push(entry);
            }
        }
    }
    found.sort();
    found
}

/// The seed's document whose text holds `mark`; of a template wrapped in a prompt, the template.
fn seed(seeds: &Path, number: &str) -> String {
    let files = std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path());
    let path = files.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with(number)).unwrap();
    let source = std::fs::read_to_string(path).unwrap();
    let open = "<technical_spec_template markdown=\"true\">\n";
    match source.split_once(open) {
        Some((_, rest)) => rest.split_once("</technical_spec_template>").unwrap().0.to_owned(),
        None => source,
    }
}

#[test]
fn a_raw_copy_of_each_seed_is_recognised_and_has_its_placeholders_only() {
    let Some(seeds) = shared("seeds") else { return };
    for (number, id, count, choices) in
        [("001", "saas", 107, 4), ("002", "feature", 157, 2), ("003", "component", 21, 0), ("004", "milestone", 235, 0)]
    {
        let source = seed(&seeds, number);
        for source in [source.clone(), source.replace('\n', "\r\n"), source.trim_end().to_owned()] {
            let snapshot = Library::builtin().snapshot(Document::parse(&source), None);
            assert_eq!(snapshot.template().unwrap().id, id);
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            let mut end = 0;
            for finding in rules::check(&snapshot) {
                *counts.entry(finding.rule.id).or_default() += 1;
                assert!(finding.span.start >= end, "{id}: {finding:?} overlaps");
                end = finding.span.end;
            }
            let choices = (choices > 0).then_some(("undecided-choice", choices));
            assert_eq!(counts, [("unfilled-placeholder", count)].into_iter().chain(choices).collect(), "{id}");
        }
    }
}

#[test]
fn documents_that_follow_no_template_stay_silent() {
    let Some(corpus) = shared("corpus") else { return };
    let library = Library::builtin();
    for path in markdown(&corpus) {
        let source = std::fs::read_to_string(&path).unwrap();
        // One corpus is a relative of a built-in template.
        if path.components().any(|part| part.as_os_str() == "spec-chain-v2-technical_spec") {
            continue;
        }
        let snapshot = library.snapshot(Document::parse(&source), None);
        assert!(snapshot.template().is_none(), "{}: {}", path.display(), snapshot.template().unwrap().id);
        assert!(rules::check(&snapshot).is_empty(), "{}", path.display());
    }
}

/// Every document with a template of its corpus: no panic, every place on a character boundary,
/// every fix applicable, an insertion gone once made.
#[test]
fn real_documents_are_checked_and_mended() {
    let Some(corpus) = shared("corpus") else { return };
    for folder in std::fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(source) = std::fs::read_to_string(folder.join("template.md")) else { continue };
        let template = Arc::new(Template::read("corpus", "template.md", &source));
        for path in markdown(&folder) {
            mend(&path, &template);
        }
    }
}

fn mend(path: &Path, template: &Arc<Template>) {
    let source = std::fs::read_to_string(path).unwrap();
    let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
    let found = rules::check(&snapshot);
    for finding in &found {
        assert!(source.get(finding.span.range()).is_some(), "{}: {finding:?}", path.display());
        for fix in rules::fixes(&snapshot, finding) {
            fix.edits.apply_to(&source);
        }
    }
    for finding in found.iter().step_by(7) {
        completion(&Around::alone(&Library::builtin()), &snapshot, finding.span.start);
    }
    if let Some(fix) = rules::insert_all(&snapshot) {
        let mended = fix.edits.apply_to(&source);
        let again = Snapshot::new(Document::parse(&mended), Some(template.clone()));
        let left = again.alignment().unwrap().missing().len();
        let had = snapshot.alignment().unwrap().missing().len();
        assert!(left < had || left == 0, "{}: {left} of {had} are still missing", path.display());
    }
}

/// The sources of the crates in `Cargo.lock`, as cargo keeps them.
fn crates() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let Some(Ok(registries)) = home.map(|home| std::fs::read_dir(home.join("registry/src"))) else { return Vec::new() };
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let value = |line: &str| line.split('"').nth(1).map(str::to_owned);
    let names = lock.lines().filter(|line| line.starts_with("name = ")).filter_map(value);
    let versions = lock.lines().filter(|line| line.starts_with("version = ")).filter_map(value);
    // The lock file's own version is no string, so names and versions go in pairs.
    let folders: Vec<String> = names.zip(versions).map(|(name, version)| format!("{name}-{version}")).collect();
    let registries = registries.map(|entry| entry.unwrap().path());
    registries
        .flat_map(|registry| folders.iter().map(move |folder| registry.join(folder)))
        .filter(|path| path.is_dir())
        .collect()
}

#[test]
fn the_documentation_of_our_dependencies_stays_silent() {
    let crates = crates();
    if crates.is_empty() {
        eprintln!("skipped: cargo keeps no sources of dependencies here");
        return;
    }
    let library = Library::builtin();
    for path in crates.iter().flat_map(|folder| markdown(folder)) {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let snapshot = library.snapshot(Document::parse(&source), None);
        assert!(snapshot.template().is_none(), "{}: {}", path.display(), snapshot.template().unwrap().id);
        assert!(rules::check(&snapshot).is_empty(), "{}", path.display());
    }
}
