//! Which project an open document belongs to: workspace folders, `specls.toml`, templates of one's own.
//!
//! The disk is read on a thread, never where messages are read. A document whose folder was not looked at yet
//! waits: nothing is said of it until its project is known. When something changes on the disk or in the editor,
//! all that is needed is read again, and documents whose project is another one then are decided on anew.

use super::capabilities::Client;
use super::diagnostics::Publisher;
use super::documents::Documents;
use super::lsp::Socket;
use super::project_reader::{Read, Reader};
use super::refresh::{refresh, refresh_diagnostics};
use super::sync;
use super::uri::Uri;
use super::version::Version;
use crate::files::{self, Config};
use crate::text::Text;
use crate::workspace::{Features, Problem, Project, Settings};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// The projects of a session.
#[derive(Clone, Debug)]
pub(crate) struct Projects(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    documents: Documents,
    publisher: Publisher,
    client: Arc<OnceLock<Arc<Client>>>,
    socket: Socket,
    state: Mutex<State>,
    /// Changes whenever documents were given their projects.
    settled: watch::Sender<u64>,
    /// Changes whenever an open document was given another project.
    replaced: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    /// The workspace folders, in the client's order.
    folders: Vec<PathBuf>,
    /// The editor's own settings.
    editor: Option<Value>,
    /// What they say of the editor's features.
    features: Features,
    /// Counts the reasons to read: what was read for an older one is not used.
    epoch: u64,
    /// When there was one last.
    asked: Option<Instant>,
    /// Counts what was read.
    generation: u64,
    working: bool,
    /// By the folder of a document; documents without one have the empty path.
    by_folder: HashMap<PathBuf, Arc<Project>>,
    /// By the file or the root that they were read from.
    read: Read,
    /// The same of folders in which nothing is open.
    aside: Read,
    /// Whether something of those was changed that nobody was told of.
    aside_changed: bool,
    /// The configurations that something is wrong with, as it was published.
    wrong: BTreeMap<PathBuf, Config>,
}

impl Projects {
    /// None are known yet.
    pub(crate) fn new(
        documents: Documents,
        publisher: Publisher,
        client: Arc<OnceLock<Arc<Client>>>,
        socket: Socket,
    ) -> Self {
        let ((settled, _), (replaced, _)) = (watch::channel(0), watch::channel(0));
        let state = Mutex::default();
        Self(Arc::new(Shared { documents, publisher, client, socket, state, settled, replaced }))
    }

    /// The project of a document, `None` where it is not known yet, and what to hand to [`Projects::settle`]
    /// once the document's version is in its place.
    pub(crate) fn of(&self, uri: &Uri) -> (Option<Arc<Project>>, u64) {
        let state = self.0.lock();
        (state.by_folder.get(&uri.folder()).cloned(), state.generation)
    }

    /// Looks after a version that was put in its place: where its project is not known it is read, and where
    /// another was found since `generation` it gets that.
    pub(crate) fn settle(&self, uri: &Uri, generation: u64) {
        let (known, now) = self.of(uri);
        if known.is_none() {
            self.reload();
        } else if now != generation {
            self.0.decide([uri]);
        }
    }

    /// Waits until the project of this document is known; where it is not open there is nothing to wait for.
    pub(crate) async fn ready(&self, uri: &Uri) {
        let mut settled = self.0.settled.subscribe();
        while self.0.documents.get(uri).is_some_and(|version| version.is_pending()) {
            if settled.changed().await.is_err() {
                return;
            }
        }
    }

    /// The project of a document that need not be open, nor be there: what was read for the documents of its folder, else
    /// what is on the disk. `None` where reading it panicked.
    pub(crate) async fn around(&self, uri: &Uri) -> Option<Arc<Project>> {
        if let (Some(known), _) = self.of(uri) {
            return Some(known);
        }
        let (projects, folder) = (self.clone(), uri.folder());
        let read = move || projects.look_up(BTreeSet::from([folder.clone()])).remove(&folder);
        tokio::task::spawn_blocking(read).await.ok().flatten()
    }

    /// Changes whenever an open document was given another project.
    pub(crate) fn replaced(&self) -> watch::Receiver<u64> {
        self.0.replaced.subscribe()
    }

    /// The projects of these folders, whatever is open in them, as they are now. Reads: not for the reading side.
    pub(crate) fn look_up(&self, folders: BTreeSet<PathBuf>) -> HashMap<PathBuf, Arc<Project>> {
        let reader = {
            let state = self.0.lock();
            let mut reader = state.reader(&self.0.documents);
            for (key, read) in &state.aside {
                reader.before.entry(key.clone()).or_insert_with(|| read.clone());
            }
            reader
        };
        let (projects, read) = reader.read(folders);
        self.0.lock().aside.extend(read);
        projects
    }

    /// Reads all again that open documents need, soon.
    pub(crate) fn reload(&self) {
        let mut state = self.0.lock();
        state.epoch += 1;
        state.asked = Some(Instant::now());
        if !state.working {
            state.working = true;
            let shared = self.0.clone();
            tokio::task::spawn_blocking(move || shared.work());
        }
    }

    /// The same, unless that was a moment ago: clients do not say all that changes on the disk, not even all of those
    /// that promise to.
    pub(crate) fn look(&self) {
        const MOMENT: Duration = Duration::from_secs(1);
        let asked = self.0.lock().asked;
        if asked.is_none_or(|asked| asked.elapsed() >= MOMENT) {
            self.reload();
        }
    }

    /// Whether a change of the file at `path` may change a project.
    pub(crate) fn read(&self, path: &Path) -> bool {
        is_config(path) || self.0.lock().read.values().any(|read| read.1.project.reads(path))
    }

    /// Takes notice of changed files: what they may change is read again, and the client told, also where nothing that
    /// is open is another.
    pub(crate) fn changed(&self, paths: &[PathBuf]) {
        let aside = {
            let mut state = self.0.lock();
            // What open documents need is read again and compared.
            let is_aside = |key: &PathBuf| !state.read.contains_key(key);
            let reads =
                |path: &PathBuf| state.aside.iter().any(|(key, read)| is_aside(key) && read.1.project.reads(path));
            // A configuration where none was known may hold for files below it.
            let is_new = |path: &PathBuf| is_config(path) && is_aside(path);
            let aside = !state.aside.is_empty() && paths.iter().any(|path| is_new(path) || reads(path));
            state.aside_changed |= aside;
            aside
        };
        if aside || paths.iter().any(|path| self.read(path)) {
            self.reload();
        }
    }

    /// Takes workspace folders away and adds others.
    pub(crate) fn set_folders(&self, removed: &[PathBuf], added: Vec<PathBuf>) {
        let mut state = self.0.lock();
        state.folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !state.folders.contains(&folder) {
                state.folders.push(folder);
            }
        }
    }

    /// The workspace folders, in the client's order.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        self.0.lock().folders.clone()
    }

    /// The editor's own settings.
    pub(crate) fn editor(&self) -> Option<Value> {
        self.0.lock().editor.clone()
    }

    /// What the user wants of the editor's features.
    pub(crate) fn features(&self) -> Features {
        self.0.lock().features.clone()
    }

    /// Takes the editor's own settings.
    pub(crate) fn set_editor(&self, settings: Value) {
        let features = Settings::from_json(&settings, &[]).0.features().clone();
        let mut state = self.0.lock();
        state.features = features;
        if state.editor.as_ref() != Some(&settings) {
            state.editor = Some(settings);
            // What was read may be the same, but what is made of it is not.
            state.read.clear();
            state.aside.clear();
        }
    }
}

impl State {
    /// What reads the projects as they are now.
    fn reader<'a>(&self, documents: &'a Documents) -> Reader<'a> {
        Reader::new(self.folders.clone(), self.editor.clone(), self.read.clone(), documents)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until what was read is the newest.
    fn work(&self) {
        loop {
            let (epoch, reader) = {
                let state = self.lock();
                (state.epoch, state.reader(&self.documents))
            };
            let found = reader.read(self.documents.folders());
            let others = {
                let mut state = self.lock();
                if state.epoch != epoch {
                    continue;
                }
                let is_other = |(folder, project)| found.0.get(folder).is_some_and(|now| !Arc::ptr_eq(now, project));
                let others = std::mem::take(&mut state.aside_changed) || state.by_folder.iter().any(is_other);
                (state.by_folder, state.read) = found;
                state.generation += 1;
                others
            };
            let told = catch_unwind(AssertUnwindSafe(|| {
                self.publish_problems();
                if !self.decide(&self.documents.uris()) && others {
                    refresh_diagnostics(self.client.get_or_init(Arc::default), &self.socket);
                }
            }));
            if told.is_err() {
                tracing::error!("deciding on templates panicked");
            }
            self.settled.send_modify(|count| *count += 1);
            let mut state = self.lock();
            if state.epoch == epoch {
                state.working = false;
                return;
            }
        }
    }

    /// Gives open documents their projects, and tells the client where what it shows beside a text may be another. Says
    /// whether it did.
    fn decide<'a>(&self, uris: impl IntoIterator<Item = &'a Uri>) -> bool {
        // Of a document that waited for its project nothing was answered yet.
        let changed = uris.into_iter().filter(|uri| self.decide_on(uri) == Some(true)).count() > 0;
        if changed {
            refresh(self.client.get_or_init(Arc::default), &self.socket);
        }
        changed
    }

    /// Gives an open document its project, if that is another than it has, and decides on its template anew. Says
    /// whether it had one before; `None` where nothing changed.
    fn decide_on(&self, uri: &Uri) -> Option<bool> {
        // A newer version may come in between: then it is that one's turn.
        while let Some(version) = self.documents.get(uri) {
            let project = self.lock().by_folder.get(&uri.folder()).cloned()?;
            if uri.is_config() || version.project.as_ref().is_some_and(|known| Arc::ptr_eq(known, &project)) {
                return None;
            }
            let choice = sync::choose(&project, &version.uri, &version.content, Some(&*version));
            let id = (version.uri.clone(), version.number);
            let anew = Arc::new(Version::new(id, version.content.clone(), choice, Some(project)));
            if self.documents.swap(&version, &anew) {
                self.publisher.publish(anew, self.client.get_or_init(Arc::default).clone());
                self.replaced.send_modify(|count| *count += 1);
                return Some(version.project.is_some());
            }
        }
        None
    }

    /// Publishes what is wrong with the configurations, and takes away what is not any more.
    fn publish_problems(&self) {
        let (now, before) = {
            let mut state = self.lock();
            let configs = state.read.values().filter_map(|read| read.1.config.clone());
            let wrong = configs.filter(|config| !config.problems.is_empty());
            let now: BTreeMap<_, _> = wrong.map(|config| (config.file.clone(), config)).collect();
            (now.clone(), std::mem::replace(&mut state.wrong, now))
        };
        for (file, config) in now.iter().filter(|(file, config)| before.get(*file) != Some(config)) {
            self.publish(file, &config.text, &config.problems);
        }
        for mended in before.keys().filter(|file| !now.contains_key(*file)) {
            self.publish(mended, "", &[]);
        }
    }

    fn publish(&self, file: &Path, text: &str, problems: &[Problem]) {
        let Some(uri) = Uri::from_path(file) else { return };
        // Where the client has the file open it has its own way to write the name.
        let uri = self.documents.get(&uri).map_or(uri, |version| version.uri.clone());
        self.publisher.problems(&uri, &Text::new(text), problems, self.client.get_or_init(Arc::default));
    }
}

fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == files::CONFIG)
}
