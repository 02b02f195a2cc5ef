//! Finding the Markdown files of folders again and again, and telling which of them changed.

use super::{Error, is_markdown};
use ignore::{DirEntry, WalkBuilder};
use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where to look for files.
#[derive(Clone, Copy, Debug)]
pub struct Scan<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Whether to look into the folders in it.
    pub deep: bool,
    /// The only paths that matter; `None` where all do. What is below one of them matters too.
    pub only: Option<&'a BTreeSet<PathBuf>>,
}

/// What tells that a file was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

/// The stamp of the file at `path`; `None` where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = path.metadata().ok().filter(|metadata| metadata.is_file())?;
    Some(Stamp { len: metadata.len(), modified: metadata.modified().ok() })
}

/// Hands the Markdown files of a folder that are neither hidden nor ignored by git to `found`, until that says
/// `false`, and what cannot be looked at to `refused`. Only the folders are read that matter.
pub fn scan(scan: Scan<'_>, found: &mut dyn FnMut(PathBuf) -> bool, refused: &mut dyn FnMut(Error)) {
    let mut walk = WalkBuilder::new(scan.folder);
    walk.max_depth((!scan.deep).then_some(1));
    if let Some(only) = scan.only.cloned() {
        walk.filter_entry(move |entry| matters(&only, entry));
    }
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()) => {
                if !found(entry.into_path()) {
                    return;
                }
            }
            Ok(_) => {}
            Err(error) => refused(super::walk::refused(scan.folder, error)),
        }
    }
}

/// Whether an entry is one of `only`, in one of them, or holds one.
fn matters(only: &BTreeSet<PathBuf>, entry: &DirEntry) -> bool {
    let path = entry.path();
    // Sorted by their parts, what a folder holds stands right behind it.
    let next = only.range::<Path, _>((Bound::Included(path), Bound::Unbounded)).next();
    next.is_some_and(|next| next.starts_with(path)) || path.ancestors().any(|above| only.contains(above))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(root: &Path, deep: bool, only: Option<&[&str]>) -> Vec<String> {
        let only = only.map(|only| only.iter().map(|path| root.join(path)).collect::<BTreeSet<_>>());
        let mut names = Vec::new();
        let mut found = |path: PathBuf| {
            names.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            true
        };
        scan(Scan { folder: root, deep, only: only.as_ref() }, &mut found, &mut |error| panic!("{error}"));
        names.sort();
        names
    }

    #[test]
    fn what_matters_is_found() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for file in [".git/x.md", "out/a.md", "a/b/仕 1.md", "a/b/2.md", "a/b.md", "a/c.txt", "top.md"] {
            fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            fs::write(root.join(file), "x").unwrap();
        }
        fs::write(root.join(".gitignore"), "/out\n").unwrap();
        assert_eq!(names(root, true, None), ["a/b.md", "a/b/2.md", "a/b/仕 1.md", "top.md"]);
        assert_eq!(names(root, false, None), ["top.md"]);
        assert_eq!(names(root, true, Some(&["a/b/2.md", "out/a.md", "gone.md"])), ["a/b/2.md"]);
        assert_eq!(names(root, true, Some(&["a/b"])), ["a/b/2.md", "a/b/仕 1.md"]);
        assert_eq!(names(root, true, Some(&["a/b.md"])), ["a/b.md"]);
    }

    #[test]
    fn a_changed_file_has_another_stamp() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("a.md");
        assert_eq!(stamp(&file), None);
        fs::write(&file, "x").unwrap();
        let before = stamp(&file);
        assert!(before.is_some() && before == stamp(&file));
        fs::write(&file, "xy").unwrap();
        assert_ne!(before, stamp(&file));
        assert_eq!(stamp(root.path()), None);
    }
}
