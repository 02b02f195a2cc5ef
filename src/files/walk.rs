//! Finding the Markdown files below a path, as the `ignore` crate walks.

use super::Error;
use super::error::Cause;
use ignore::WalkBuilder;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// The files found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, sorted by path, each once.
    pub files: Vec<PathBuf>,
    /// Those among them that were named themselves, not found in a directory.
    pub named: HashSet<PathBuf>,
    /// What could not be looked at.
    pub errors: Vec<Error>,
}

/// Whether the path's extension says Markdown.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether there is anything at `path`.
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// The files of `paths`: a path to a file is that file whatever its name, a path to a directory all
/// Markdown files below it that are neither hidden nor ignored by git.
pub fn walk(paths: &[PathBuf]) -> Walk {
    let mut walk = Walk::default();
    for path in paths {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => descend(path, &mut walk),
            Ok(_) => {
                walk.files.push(plain(path));
                walk.named.insert(plain(path));
            }
            Err(error) => walk.errors.push(Error::new(path, Cause::Read(error))),
        }
    }
    walk.files.sort_unstable();
    walk.files.dedup();
    walk
}

fn descend(directory: &Path, walk: &mut Walk) {
    for entry in WalkBuilder::new(directory).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()) => {
                walk.files.push(plain(entry.path()));
            }
            Ok(_) => {}
            Err(error) => walk.errors.push(refused(directory, error)),
        }
    }
}

/// The path without a leading `./`, so that one file has one name.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

pub(super) fn refused(directory: &Path, error: ignore::Error) -> Error {
    let path = path_of(&error).unwrap_or(directory).to_owned();
    let message = error.to_string();
    Error::new(&path, Cause::Read(error.into_io_error().unwrap_or_else(|| io::Error::other(message))))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(walk: &Walk, root: &Path) -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        walk.files.iter().map(name).collect()
    }

    #[test]
    fn markdown_is_found_hidden_and_ignored_is_not() {
        let root = tempfile::tempdir().unwrap();
        for directory in [".git", ".hidden", "docs", "out"] {
            fs::create_dir(root.path().join(directory)).unwrap();
        }
        fs::write(root.path().join(".gitignore"), "/out\nskip.md\n").unwrap();
        for file in ["b.md", "a.MKD", "c.txt", "skip.md", ".d.md", "docs/e.markdown", "out/f.md", ".hidden/g.md"] {
            fs::write(root.path().join(file), "x").unwrap();
        }
        let walked = walk(&[root.path().to_owned()]);
        assert_eq!(names(&walked, root.path()), ["a.MKD", "b.md", "docs/e.markdown"]);
        assert!(walked.errors.is_empty());

        let named = walk(&[root.path().join("c.txt"), root.path().to_owned(), root.path().join("b.md")]);
        assert_eq!(names(&named, root.path()), ["a.MKD", "b.md", "c.txt", "docs/e.markdown"]);
    }

    #[test]
    fn a_missing_path_is_an_error_with_a_remedy() {
        let walked = walk(&[PathBuf::from("no/such.md")]);
        let complaint = walked.errors[0].to_string();
        assert!(
            complaint.starts_with("cannot read no/such.md: there is no such file or directory; check"),
            "{complaint}"
        );
    }
}
