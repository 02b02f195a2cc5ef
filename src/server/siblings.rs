//! The index of the workspace's Markdown files: what each holds that others may refer to.
//!
//! Folders are walked and files read on threads of their own, never where messages are read, and no lock is held
//! meanwhile. Each file is read once, and again only where it was changed. What is open in the editor counts before
//! what is on the disk; it is looked at when somebody asks.

use super::documents::Documents;
use super::progress::{Progress, Progresses};
use super::projects::Projects;
use super::threads;
use super::uri::Uri;
use super::version::Version;
use crate::document::Document;
use crate::files::{self, Scan, Stamp, is_markdown};
use crate::workspace::{Sibling, Siblings};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Of longer files nothing is known but that they are there: no author wrote them.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024;
/// No workspace has more Markdown files: it is a disk.
const MOST: usize = 100_000;
/// How many files a thread reads before it says what it found.
const BATCH: usize = 32;
/// How soon folders are walked again for a client that does not say what changes.
const SOON: Duration = Duration::from_secs(5);

/// The index of a session.
#[derive(Clone, Debug)]
pub(crate) struct Index(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    documents: Documents,
    projects: Projects,
    progresses: Progresses,
    state: Mutex<State>,
    /// Whether all folders were walked once.
    built: watch::Sender<bool>,
    /// Counts what changed.
    changed: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Known>,
    /// Made from `files` when somebody asks.
    siblings: Option<Siblings>,
    /// Counts the changes of `files`.
    revision: u64,
    todo: Todo,
    /// Folders outside of the workspace that an open document is in.
    beside: BTreeSet<PathBuf>,
    working: bool,
    /// When all folders were walked last.
    walked: Option<Instant>,
}

#[derive(Debug)]
struct Known {
    stamp: Option<Stamp>,
    sibling: Arc<Sibling>,
}

/// What is to be looked at.
#[derive(Debug, Default)]
struct Todo {
    all: bool,
    /// These folders, without the folders in them.
    folders: BTreeSet<PathBuf>,
    /// These files, and what is below them where they are folders.
    paths: BTreeSet<PathBuf>,
}

impl Index {
    /// Nothing is known yet.
    pub(crate) fn new(documents: Documents, projects: Projects, progresses: Progresses) -> Self {
        let (built, _) = watch::channel(false);
        let (changed, _) = watch::channel(0);
        Self(Arc::new(Shared { documents, projects, progresses, state: Mutex::default(), built, changed }))
    }

    /// Walks all folders, soon.
    pub(crate) fn walk(&self) {
        let mut state = self.0.lock();
        state.todo.all = true;
        state.walked = Some(Instant::now());
        self.begin(state);
    }

    /// The same, unless that was a moment ago.
    pub(crate) fn look(&self) {
        let walked = self.0.lock().walked;
        if walked.is_none_or(|walked| walked.elapsed() >= SOON) {
            self.walk();
        }
    }

    /// Looks at these paths again, soon.
    pub(crate) fn may_change(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut state = self.0.lock();
        state.todo.paths.extend(paths);
        if !state.todo.paths.is_empty() {
            self.begin(state);
        }
    }

    /// Takes notice of a document that was opened: outside of all folders, what lies beside it is looked at.
    pub(crate) fn opened(&self, uri: &Uri) {
        let folder = uri.folder();
        let inside =
            folder.as_os_str().is_empty() || self.0.projects.folders().iter().any(|top| folder.starts_with(top));
        let mut state = self.0.lock();
        if !inside && state.beside.insert(folder.clone()) {
            state.todo.folders.insert(folder);
            self.begin(state);
        }
        self.edited();
    }

    /// Takes notice that the text of an open document changed.
    pub(crate) fn edited(&self) {
        self.0.changed.send_modify(|count| *count += 1);
    }

    /// Changes whenever what is known may have changed.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    /// Waits until all folders were walked once, or the walk was stopped.
    pub(crate) async fn ready(&self) {
        let begun = self.0.lock().walked.is_some();
        if !begun {
            self.walk();
        }
        // An error says that the session is over.
        let _ = self.0.built.subscribe().wait_for(|built| *built).await;
    }

    /// What is known now, `own` left out.
    pub(crate) fn siblings(&self, own: Option<&Uri>) -> Siblings {
        let open = self.0.documents.versions().into_iter().filter_map(|version| {
            let path = version.uri.path().filter(|path| is_markdown(path) || Some(&version.uri) == own)?;
            let sibling = (Some(&version.uri) != own).then(|| version.sibling(&path));
            Some((path, sibling))
        });
        let open = open.collect();
        self.0.on_disk().with_open(open)
    }

    /// What is known now of files that are not among those that are open.
    pub(crate) fn closed(&self, open: &[Arc<Version>]) -> Siblings {
        let hidden = open.iter().filter_map(|version| Some((version.uri.path()?, None))).collect();
        self.0.on_disk().with_open(hidden)
    }

    fn begin(&self, mut state: MutexGuard<'_, State>) {
        if !state.working {
            state.working = true;
            let shared = self.0.clone();
            tokio::task::spawn_blocking(move || shared.work());
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of the disk.
    fn on_disk(&self) -> Siblings {
        let (files, revision) = {
            let state = self.lock();
            if let Some(siblings) = &state.siblings {
                return siblings.clone();
            }
            (state.files.values().map(|known| known.sibling.clone()).collect(), state.revision)
        };
        let siblings = Siblings::of(files);
        let mut state = self.lock();
        if state.revision == revision {
            state.siblings = Some(siblings.clone());
        }
        siblings
    }

    /// Looks at what there is to look at until there is nothing.
    fn work(&self) {
        loop {
            let todo = {
                let mut state = self.lock();
                let todo = std::mem::take(&mut state.todo);
                if !todo.all && todo.folders.is_empty() && todo.paths.is_empty() {
                    state.working = false;
                    break;
                }
                if todo.all {
                    state.beside = self.beside();
                }
                todo
            };
            if catch_unwind(AssertUnwindSafe(|| self.update(&todo))).is_err() {
                tracing::error!("reading the workspace panicked");
            }
        }
        self.built.send_replace(true);
    }

    /// The folders of open documents that are in no folder of the workspace.
    fn beside(&self) -> BTreeSet<PathBuf> {
        let tops = self.projects.folders();
        let is_outside =
            |folder: &PathBuf| !folder.as_os_str().is_empty() && !tops.iter().any(|top| folder.starts_with(top));
        self.documents.folders().into_iter().filter(is_outside).collect()
    }

    fn update(&self, todo: &Todo) {
        let progress = self.progresses.begin("specls: reading the workspace");
        let Some(found) = self.find(todo, &progress) else { return };
        self.forget(todo, &found);
        let changed: Vec<_> = found.into_iter().filter_map(|path| self.change(path)).collect();
        self.read(&changed, &progress);
    }

    /// The files that are there; `None` where the user stopped it.
    fn find(&self, todo: &Todo, progress: &Progress) -> Option<BTreeSet<PathBuf>> {
        let beside = self.lock().beside.clone();
        let mut files = BTreeSet::new();
        let mut walk = |folder: &Path, deep, only| {
            let mut found = |path| {
                files.insert(path);
                if files.len().is_multiple_of(BATCH) {
                    progress.report(format!("{} files found", files.len()), 0);
                }
                files.len() < MOST && !progress.is_cancelled()
            };
            let mut refused = |error: files::Error| tracing::info!("{error}");
            files::scan(Scan { folder, deep, only }, &mut found, &mut refused);
        };
        let only = (!todo.all).then_some(&todo.paths);
        let holds = |folder: &Path| only.is_none_or(|only| only.iter().any(|path| path.starts_with(folder)));
        for folder in self.projects.folders().iter().filter(|folder| holds(folder)) {
            walk(folder, true, only);
        }
        for folder in beside.iter().filter(|folder| holds(folder)) {
            walk(folder, false, only);
        }
        todo.folders.iter().for_each(|folder| walk(folder, false, None));
        if files.len() >= MOST {
            tracing::warn!("the workspace has more than {MOST} Markdown files: the others are not read");
        }
        (!progress.is_cancelled()).then_some(files)
    }

    /// Forgets those files that were looked for and are not there.
    fn forget(&self, todo: &Todo, found: &BTreeSet<PathBuf>) {
        let was_wanted = |path: &Path| todo.all || path.ancestors().any(|above| todo.paths.contains(above));
        let mut state = self.lock();
        let before = state.files.len();
        state.files.retain(|path, _| found.contains(path) || !was_wanted(path));
        if state.files.len() != before {
            self.note(&mut state);
        }
    }

    /// The file with its stamp, where it is not as it was.
    fn change(&self, path: PathBuf) -> Option<(PathBuf, Stamp)> {
        let stamp = files::stamp(&path)?;
        let is_known = self.lock().files.get(&path).is_some_and(|known| known.stamp == Some(stamp));
        (!is_known).then_some((path, stamp))
    }

    /// Reads these files.
    fn read(&self, files: &[(PathBuf, Stamp)], progress: &Progress) {
        threads::each(files, BATCH, &|| !progress.is_cancelled(), |from, batch| {
            let wanted = batch.iter().take_while(|_| !progress.is_cancelled());
            let read: Vec<_> = wanted.map(|(path, stamp)| (path.clone(), *stamp, sibling(path))).collect();
            self.keep(read);
            progress.report(format!("{from} of {} files", files.len()), 100 * from / files.len());
        });
    }

    fn keep(&self, read: Vec<(PathBuf, Stamp, Sibling)>) {
        let mut state = self.lock();
        for (path, stamp, sibling) in read {
            state.files.insert(path, Known { stamp: Some(stamp), sibling: sibling.into() });
        }
        self.note(&mut state);
    }

    /// Notes that what is known of the disk changed.
    fn note(&self, state: &mut State) {
        state.siblings = None;
        state.revision += 1;
        self.changed.send_modify(|count| *count += 1);
    }
}

/// What the file at `path` holds; nothing but that it is there where it cannot be read.
fn sibling(path: &Path) -> Sibling {
    let read = || {
        let text = files::read_up_to(path, LARGEST).inspect_err(|error| tracing::info!("{error}")).ok()??;
        Some(Sibling::new(path.to_owned(), &Document::parse(&text)))
    };
    let read = catch_unwind(read).unwrap_or_else(|_| {
        tracing::error!("reading {} panicked", path.display());
        None
    });
    read.unwrap_or_else(|| Sibling::unread(path.to_owned()))
}
