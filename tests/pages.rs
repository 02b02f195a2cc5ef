//! The project's own pages: their links lead somewhere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use specls::document::Document;
use specls::markdown::Target;
use specls::text::Span;
use specls::workspace::Sibling;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders with pages; what lies in others is there to be tested on.
const FOLDERS: [&str; 5] = ["", "docs", "docs/features", "editors/vscode/media/walkthrough", "release"];

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let editors = fs::read_dir(root.join("editors")).unwrap().map(|entry| entry.unwrap().path());
    let folders = FOLDERS.iter().map(|folder| root.join(folder)).chain(editors.filter(|path| path.is_dir()));
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

#[test]
fn the_links_of_the_pages_lead_somewhere() {
    let mut dead = Vec::new();
    let mut count = 0;
    for page in pages() {
        let document = Document::parse(&fs::read_to_string(&page).unwrap());
        let whole = Span::new(0, document.len());
        for (url, target) in document.links(whole).filter_map(|link| Some((link.url, Target::parse(link.url)?))) {
            count += 1;
            if !leads_somewhere(&page, &document, &target) {
                dead.push(format!("{}: {url}", page.display()));
            }
        }
    }
    assert_eq!(dead, Vec::<String>::new());
    assert!(count > 100, "only {count} links");
}

fn leads_somewhere(page: &Path, document: &Document, target: &Target) -> bool {
    let file = page.parent().unwrap().join(&target.path);
    let Some(anchor) = &target.anchor else { return file.exists() };
    let there = if target.path.is_empty() {
        Sibling::new(page.into(), document)
    } else {
        let Ok(text) = fs::read_to_string(&file) else { return false };
        Sibling::new(file, &Document::parse(&text))
    };
    there.anchor(anchor).is_some()
}
