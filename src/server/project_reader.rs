//! Reading projects from the disk, and from what is open in their place.

use super::documents::Documents;
use super::uri::Uri;
use crate::files::{self, Loaded, Material, View};
use crate::rules;
use crate::workspace::{Project, Settings};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What was read, with what it was made from: the same again is the same project.
pub(super) type Read = HashMap<PathBuf, Arc<(Material, Loaded)>>;

/// What is needed to read, so that nothing is locked meanwhile.
pub(super) struct Reader<'a> {
    folders: Vec<PathBuf>,
    editor: Option<Value>,
    /// What was read before, and need not be made again where it is the same.
    pub(super) before: Read,
    documents: &'a Documents,
    rules: Vec<&'static str>,
    builtin: Arc<Project>,
}

impl<'a> Reader<'a> {
    /// For the workspace's `folders` and the `editor`'s settings; `before` is what was read last.
    pub(super) fn new(folders: Vec<PathBuf>, editor: Option<Value>, before: Read, documents: &'a Documents) -> Self {
        let rules = rules::all().iter().map(|rule| rule.id).collect();
        Self { folders, editor, before, documents, rules, builtin: builtin().clone() }
    }

    /// The projects of these folders and of the workspace's own, and what they were read from.
    pub(super) fn read(&self, wanted: BTreeSet<PathBuf>) -> (HashMap<PathBuf, Arc<Project>>, Read) {
        let mut read = Read::new();
        let all = wanted.into_iter().chain(self.folders.iter().cloned()).chain([PathBuf::new()]);
        let projects = all.map(|folder| {
            let project = catch_unwind(AssertUnwindSafe(|| self.project(&folder, &mut read)));
            let project = project.unwrap_or_else(|_| {
                tracing::error!("reading the project of {} panicked", folder.display());
                self.builtin.clone()
            });
            (folder, project)
        });
        (projects.collect(), read)
    }

    /// The project of a folder; what it was read from is kept in `read`.
    fn project(&self, folder: &Path, read: &mut Read) -> Arc<Project> {
        let folder = match self.folders.first() {
            // A document that is no file yet will most likely be one of the first folder's.
            Some(first) if folder.as_os_str().is_empty() => first,
            _ => folder,
        };
        let top = self.folders.iter().filter(|top| folder.starts_with(top)).max_by_key(|top| top.as_os_str().len());
        if !folder.as_os_str().is_empty()
            && let Some(file) = files::nearest(folder, top.map(PathBuf::as_path))
        {
            return self.keep(file.clone(), read, |view| Material::read(&file, view));
        }
        let root = top.or(self.folders.first()).map_or(folder, PathBuf::as_path);
        match &self.editor {
            Some(editor) => self.keep(root.to_owned(), read, |view| {
                let (settings, _) = Settings::from_json(editor, &self.rules);
                let (material, problems) = Material::with(root.to_owned(), settings, view);
                problems.iter().for_each(|problem| tracing::warn!("the editor's settings: {}", problem.message));
                material
            }),
            None => self.builtin.clone(),
        }
    }

    /// What was read from `key`: once, and as before where it is the same.
    fn keep(&self, key: PathBuf, read: &mut Read, make: impl FnOnce(View<'_>) -> Material) -> Arc<Project> {
        let known = read.get(&key).cloned().unwrap_or_else(|| {
            let open = |path: &Path| {
                let version = self.documents.get(&Uri::from_path(path)?)?;
                Some(version.text().to_string())
            };
            let view = View { rules: &self.rules, base: None, open: &open };
            let material = make(view);
            match self.before.get(&key) {
                Some(before) if before.0.is_same(&material) => before.clone(),
                _ => {
                    let loaded = material.project(view);
                    Arc::new((material, loaded))
                }
            }
        });
        let project = known.1.project.clone();
        read.insert(key, known);
        project
    }
}

/// The project of documents that have none, the same for all.
fn builtin() -> &'static Arc<Project> {
    static BUILTIN: OnceLock<Arc<Project>> = OnceLock::new();
    BUILTIN.get_or_init(Project::builtin)
}
