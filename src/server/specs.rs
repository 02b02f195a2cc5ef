//! The workspace's specs with what is left to do in each: for clients that show them as a list.

use super::documents::Documents;
use super::progress::Progresses;
use super::projects::Projects;
use super::siblings::{Index, LARGEST};
use super::threads;
use super::transport::Outbox;
use super::uri::Uri;
use crate::assist::{Standing, standing};
use crate::document::Document;
use crate::files;
use crate::workspace::{Project, Sibling};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How often a client is told at most that the list may have changed.
const INTERVAL: Duration = Duration::from_millis(500);
/// How many files a thread looks at at once.
const BATCH: usize = 16;

/// The specs of a session.
#[derive(Clone)]
pub(crate) struct Specs(Arc<Shared>);

struct Shared {
    documents: Documents,
    projects: Projects,
    index: Index,
    progresses: Progresses,
    outbox: Outbox,
    /// What was found out of files that are not open.
    kept: Mutex<HashMap<PathBuf, Kept>>,
    /// Whether somebody asked: only who did is told of changes.
    asked: AtomicBool,
}

/// What was found out of a file, and from what: the same again is not looked at again.
#[derive(Clone)]
struct Kept {
    sibling: Arc<Sibling>,
    project: Arc<Project>,
    standing: Option<Arc<Standing>>,
}

impl Specs {
    /// Nobody asked yet.
    pub(crate) fn new(
        (documents, projects): (Documents, Projects),
        index: Index,
        progresses: Progresses,
        outbox: Outbox,
    ) -> Self {
        let (kept, asked) = (Mutex::default(), AtomicBool::default());
        Self(Arc::new(Shared { documents, projects, index, progresses, outbox, kept, asked }))
    }

    /// From now on the client is told when the list may have changed.
    pub(crate) fn tell(&self) {
        if !self.0.asked.swap(true, Ordering::Relaxed) {
            tokio::spawn(tell(self.0.outbox.clone(), self.0.index.changes(), self.0.projects.replaced()));
        }
    }

    /// All specs, by path. Reads files: not for the reading side. `None` where `go_on` says that nobody wants to know
    /// any more.
    pub(crate) fn list(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<(Uri, Arc<Standing>)>> {
        let shared = &self.0;
        let mut specs: BTreeMap<PathBuf, (Uri, Arc<Standing>)> = BTreeMap::new();
        let open = shared.documents.versions();
        for version in &open {
            let Some(path) = version.uri.path() else { continue };
            let snapshot = version.snapshot().filter(|_| !version.is_pending() && !version.choice.ignored);
            if let Some(standing) = snapshot.and_then(standing) {
                specs.insert(path, (version.uri.clone(), standing.into()));
            }
        }
        let siblings = shared.index.closed(&open);
        let folder = |sibling: &Sibling| sibling.path.parent().map(Path::to_owned).unwrap_or_default();
        let projects = shared.projects.look_up(siblings.all().map(|sibling| folder(sibling)).collect());
        let known = std::mem::take(&mut *shared.lock());
        let kept: Mutex<HashMap<PathBuf, Kept>> = Mutex::default();
        let files: Vec<_> =
            siblings.all().filter_map(|sibling| Some((sibling, projects.get(&folder(sibling))?))).collect();
        let progress = shared.progresses.begin("specls: reading the specs");
        threads::each(&files, BATCH, &|| go_on() && !progress.is_cancelled(), |from, batch| {
            let look = |(sibling, project): &(&Arc<Sibling>, &Arc<Project>)| {
                let before = known.get(&sibling.path).filter(|kept| kept.is_of(sibling, project));
                let kept = before.cloned().unwrap_or_else(|| Kept::new(sibling, project));
                (sibling.path.clone(), kept)
            };
            let found: Vec<_> = batch.iter().map(look).collect();
            kept.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
            progress.report(format!("{from} of {} files", files.len()), 100 * from / files.len());
        });
        let mut kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (path, kept) in &kept {
            if let (Some(standing), Some(uri)) = (&kept.standing, Uri::from_path(path)) {
                specs.insert(path.clone(), (uri, standing.clone()));
            }
        }
        let stopped = !go_on() || progress.is_cancelled();
        // What was not looked at now, because it was stopped, is still known.
        for (path, before) in known.into_iter().filter(|_| stopped) {
            kept.entry(path).or_insert(before);
        }
        *shared.lock() = kept;
        go_on().then(|| specs.into_values().collect())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn is_of(&self, sibling: &Arc<Sibling>, project: &Arc<Project>) -> bool {
        Arc::ptr_eq(&self.sibling, sibling) && Arc::ptr_eq(&self.project, project)
    }

    /// Reads the file where it may follow a template.
    fn new(sibling: &Arc<Sibling>, project: &Arc<Project>) -> Self {
        let path = &sibling.path;
        let may_follow = (sibling.may_follow() || project.mapped(path).is_some())
            && !project.is_template(path)
            && !project.ignores(path);
        let read = || {
            let text = files::read_up_to(path, LARGEST).ok()??;
            standing(&project.snapshot(Document::parse(&text), Some(path))).map(Arc::new)
        };
        let look = || if may_follow { read() } else { None };
        let standing = catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|_| {
            tracing::error!("looking at {} panicked", path.display());
            None
        });
        Self { sibling: sibling.clone(), project: project.clone(), standing }
    }
}

/// Tells the client of changes, until the session is over.
async fn tell(outbox: Outbox, mut index: watch::Receiver<u64>, mut projects: watch::Receiver<u64>) {
    index.mark_unchanged();
    projects.mark_unchanged();
    loop {
        let changed = tokio::select! {
            changed = index.changed() => changed,
            changed = projects.changed() => changed,
        };
        if changed.is_err() {
            return;
        }
        outbox.send(&json!({"jsonrpc": "2.0", "method": "specls/didChangeSpecs", "params": {}}));
        tokio::time::sleep(INTERVAL).await;
    }
}
