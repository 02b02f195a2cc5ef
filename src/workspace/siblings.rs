//! [`Siblings`], what the other specs of a workspace hold.

use crate::document::Document;
use crate::markdown::normalise;
use crate::template::{opening_fields, title};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The specs of a workspace, by what others may take over from them or refer to.
#[derive(Debug, Default)]
pub struct Siblings {
    all: Vec<Sibling>,
}

/// One spec of a workspace.
#[derive(Clone, Debug)]
pub struct Sibling {
    /// Its file, absolute.
    pub path: PathBuf,
    /// The values of its front matter and of the fields in its opening, by normalised key or label.
    values: Vec<(String, String)>,
}

impl Sibling {
    /// What `document`, the file at `path`, holds.
    pub fn new(path: PathBuf, document: &Document) -> Self {
        let mut values = Vec::new();
        if let Some(matter) = document.front_matter() {
            for entry in &matter.entries {
                values.push((normalise(matter.text(entry.key)), matter.text(matter.inner(entry)).to_owned()));
            }
        }
        for (label, value) in opening_fields(document, title(document)) {
            values.push((normalise(label), document.slice(value).trim().to_owned()));
        }
        Self { path, values }
    }
}

impl Siblings {
    /// Of these files.
    pub fn new(all: Vec<Sibling>) -> Self {
        Self { all }
    }

    /// All of them.
    pub fn all(&self) -> &[Sibling] {
        &self.all
    }

    /// The values that specs other than `own` have under `key`, a front-matter key or a label, as written: those that
    /// stand in most files first. None of several lines.
    pub fn values(&self, key: &str, own: Option<&Path>) -> Vec<&str> {
        let key = normalise(key);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for sibling in self.all.iter().filter(|sibling| Some(&*sibling.path) != own) {
            for (_, value) in sibling.values.iter().filter(|(known, _)| *known == key) {
                if !value.is_empty() && !value.contains(['\n', '\r']) {
                    *counts.entry(value).or_default() += 1;
                }
            }
        }
        let mut values: Vec<_> = counts.into_iter().collect();
        values.sort_unstable_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        values.into_iter().map(|(value, _)| value).collect()
    }
}

/// What stands around a document: what it may follow, and what it may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The templates of its project.
    pub library: &'a super::Library,
    /// The other specs of its workspace.
    pub siblings: &'a Siblings,
    /// Its file, absolute; `None` where it is none.
    pub path: Option<&'a Path>,
}

impl<'a> Around<'a> {
    /// A document that is no file and has no siblings.
    pub fn alone(library: &'a super::Library) -> Self {
        static NONE: Siblings = Siblings { all: Vec::new() };
        Self { library, siblings: &NONE, path: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_other_specs_are_known_the_common_ones_first() {
        let spec = |path: &str, source: &str| Sibling::new(path.into(), &Document::parse(source));
        let siblings = Siblings::new(vec![
            spec("/a.md", "---\nowner: Zoë\n---\n# A\n"),
            spec("/b.md", "# B\n\n**Owner:** 李雷 😀\n"),
            spec("/c.md", "---\r\nowner: \"李雷 😀\"\r\n---\r\n"),
            spec("/own.md", "---\nowner: Me\n---\n"),
            spec("/empty.md", ""),
        ]);
        assert_eq!(siblings.values("OWNER", Some(Path::new("/own.md"))), ["李雷 😀", "Zoë"]);
        assert_eq!(siblings.values("reviewer", None), [""; 0]);
    }
}
