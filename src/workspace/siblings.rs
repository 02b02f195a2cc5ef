//! [`Siblings`], what the other specs of a workspace hold.

use super::Sibling;
use crate::markdown::normalise;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The Markdown files of a workspace, by what others may take over from them or refer to. What was read from the disk
/// is shared; what an editor has open stands in its place.
#[derive(Clone, Debug, Default)]
pub struct Siblings {
    /// By path.
    files: Arc<[Arc<Sibling>]>,
    /// What counts in the place of those files, by path; nothing where a file is to be left out.
    open: Vec<(PathBuf, Option<Arc<Sibling>>)>,
    /// Those that are templates because their project says so.
    templates: Vec<PathBuf>,
}

impl Siblings {
    /// Of these files.
    pub fn new(all: Vec<Sibling>) -> Self {
        Self::of(all.into_iter().map(Arc::new).collect())
    }

    /// Of these files.
    pub fn of(mut files: Vec<Arc<Sibling>>) -> Self {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self { files: files.into(), ..Self::default() }
    }

    /// The same with `open` in the place of the files at these paths, or beside them; without those that have nothing.
    pub fn with_open(self, mut open: Vec<(PathBuf, Option<Arc<Sibling>>)>) -> Self {
        open.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { open, ..self }
    }

    /// The same in which nobody takes over the values of the files at these paths.
    pub fn with_templates(self, templates: &[PathBuf]) -> Self {
        Self { templates: templates.to_vec(), ..self }
    }

    /// All of them: those that are open first, each by path.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Sibling>> {
        let hidden = |path: &Path| self.open.binary_search_by(|(open, _)| (**open).cmp(path)).is_ok();
        let open = self.open.iter().filter_map(|(_, sibling)| sibling.as_ref());
        open.chain(self.files.iter().filter(move |sibling| self.open.is_empty() || !hidden(&sibling.path)))
    }

    /// The file at `path`, absolute; `None` where there is none.
    pub fn get(&self, path: &Path) -> Option<&Arc<Sibling>> {
        match self.open.binary_search_by(|(open, _)| (**open).cmp(path)) {
            Ok(at) => self.open[at].1.as_ref(),
            Err(_) => self.files.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|at| &self.files[at]),
        }
    }

    /// The values that specs other than `own` have under `key`, a front-matter key or a label, as written: those that
    /// stand in most files first. None of several lines.
    pub fn values(&self, key: &str, own: Option<&Path>) -> Vec<&str> {
        let key = normalise(key);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let is_spec = |path: &PathBuf| Some(&**path) != own && !self.templates.contains(path);
        for sibling in self.all().filter(|sibling| is_spec(&sibling.path)) {
            for value in sibling.values(&key) {
                *counts.entry(value).or_default() += 1;
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
        static NONE: LazyLock<Siblings> = LazyLock::new(Siblings::default);
        Self { library, siblings: &NONE, path: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn spec(path: &str, source: &str) -> Sibling {
        Sibling::new(path.into(), &Document::parse(source))
    }

    #[test]
    fn values_of_other_specs_are_known_the_common_ones_first() {
        let siblings = Siblings::new(vec![
            spec("/a.md", "---\nowner: Zoë\n---\n# A\n"),
            spec("/b.md", "# B\n\n**Owner:** 李雷 😀\n"),
            spec("/c.md", "---\r\nowner: \"李雷 😀\"\r\n---\r\n"),
            spec("/own.md", "---\nowner: Me\n---\n"),
            spec("/template.md", "<!-- specls: template: id=t -->\n\n**Owner:** {name}\n"),
            spec("/empty.md", ""),
        ]);
        assert_eq!(siblings.values("OWNER", Some(Path::new("/own.md"))), ["李雷 😀", "Zoë"]);
        assert_eq!(siblings.values("reviewer", None), [""; 0]);
        assert_eq!(siblings.with_templates(&["/a.md".into()]).values("owner", None), ["李雷 😀", "Me"]);
    }

    #[test]
    fn what_is_open_stands_in_the_place_of_its_file() {
        let files = Siblings::new(vec![spec("/b.md", "# B\n"), spec("/a.md", "# A\n"), spec("/c.md", "# C\n")]);
        let open = |path: &str, source: &str| (path.into(), Some(Arc::new(spec(path, source))));
        let siblings =
            files.with_open(vec![open("/new.md", "# New\n"), open("/a.md", "# Ä\n"), ("/b.md".into(), None)]);
        let titles: Vec<_> = siblings.all().map(|sibling| sibling.title().unwrap_or_default()).collect();
        assert_eq!(titles, ["Ä", "New", "C"]);
        assert_eq!(siblings.get(Path::new("/a.md")).and_then(|sibling| sibling.title()), Some("Ä"));
        assert!(siblings.get(Path::new("/b.md")).is_none() && siblings.get(Path::new("/d.md")).is_none());
        assert!(siblings.get(Path::new("/c.md")).is_some());
    }
}
