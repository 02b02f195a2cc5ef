//! [`Reports`] on all files of the workspace, for clients that ask for the diagnostics of all of them.
//!
//! Some ask every two seconds. Of a file that is not open only the id of its report is kept, with what that was made
//! from: where that is the same, the file's stamp is looked at and nothing else.

use super::capabilities::Client;
use super::diagnostics::{Diagnostic, diagnostics};
use super::documents::Documents;
use super::lsp::ProgressToken;
use super::progress::Progress;
use super::projects::Projects;
use super::report::{Report, id};
use super::ruler::Ruler;
use super::siblings::{Index, LARGEST};
use super::threads;
use super::transport::{Outbox, Prepared};
use super::uri::Uri;
use super::version::Version;
use crate::document::Document;
use crate::files::{self, Stamp};
use crate::rules;
use crate::workspace::{Project, Sibling, Snapshot};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many files a thread looks at at once.
const BATCH: usize = 16;
/// A client that takes parts gets one of about so many bytes at a time: no more than that is held in memory.
const PART: usize = 256 * 1024;
/// How often an open document is looked at whose text changes meanwhile.
const TRIES: usize = 3;

/// The reports of a session.
#[derive(Clone, Debug)]
pub(crate) struct Reports(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    documents: Documents,
    projects: Projects,
    index: Index,
    outbox: Outbox,
    /// What was found out of files that are not open.
    kept: Mutex<HashMap<PathBuf, Kept>>,
}

/// What was found out of a file, and from what.
#[derive(Clone, Debug)]
struct Kept {
    stamp: Stamp,
    project: Arc<Project>,
    /// The id of its report; `None` where there is nothing to report, since it is no spec.
    id: Option<Arc<str>>,
}

/// What a client asks for.
pub(crate) struct Asked {
    /// Who asks.
    pub(crate) client: Arc<Client>,
    /// The ids of the reports that it has.
    pub(crate) previous: HashMap<Uri, String>,
    /// Where parts of the answer go; without it all is one answer.
    pub(crate) parts: Option<ProgressToken>,
}

/// A file to report on.
enum Item<'a> {
    Open(Arc<Version>),
    Closed(&'a Path, &'a Arc<Project>),
}

/// What there is to say of a file.
enum Told {
    /// This, in JSON.
    Report(String),
    /// Nothing: it is no spec.
    Nothing,
    /// It is not known: what the client has may stay.
    Unknown,
}

type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

impl Reports {
    /// Nobody asked yet.
    pub(crate) fn new((documents, projects): (Documents, Projects), index: Index, outbox: Outbox) -> Self {
        Self(Arc::new(Shared { documents, projects, index, outbox, kept: Mutex::default() }))
    }

    /// The reports on all files of the workspace that follow a template, or say something that specls cannot read.
    /// Reads files: not for the reading side. `None` where `go_on` says that nobody wants to know any more.
    pub(crate) fn all(&self, asked: &Asked, progress: &Progress, go_on: GoOn<'_>) -> Option<Prepared> {
        let open: Vec<_> = self.0.documents.versions().into_iter().filter(|version| !version.uri.is_config()).collect();
        let siblings = self.0.index.closed(&open);
        let tops = self.0.projects.folders();
        let inside: Vec<_> =
            siblings.all().filter(|sibling| tops.iter().any(|top| sibling.path.starts_with(top))).collect();
        let projects = self.0.projects.look_up(inside.iter().map(|sibling| folder(&sibling.path)).collect());
        let closed = inside.into_iter().filter_map(|sibling| {
            let project = projects.get(&folder(&sibling.path))?;
            may_report(sibling, project).then_some(Item::Closed(&sibling.path, project))
        });
        let items: Vec<_> = open.into_iter().map(Item::Open).chain(closed).collect();
        let (parts, seen) = (Parts::new(&self.0.outbox, asked.parts.as_ref()), Mutex::new(HashSet::new()));
        threads::each(&items, BATCH, go_on, |from, batch| {
            let told: Vec<_> = batch.iter().filter_map(|item| self.0.report(item, asked, go_on)).collect();
            parts.extend(told.iter().filter_map(|(_, report)| report.as_deref()));
            lock(&seen).extend(told.into_iter().map(|(uri, _)| uri));
            progress.report(format!("{from} of {} files", items.len()), 100 * from / items.len());
        });
        if !go_on() {
            return None;
        }
        let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let nothing = id(&[]);
        let gone = asked.previous.iter().filter(|(uri, id)| !seen.contains(uri) && **id != nothing);
        let gone: Vec<_> = gone.filter_map(|(uri, _)| Report::cleared().of(uri, None)).collect();
        parts.extend(gone.iter().map(String::as_str));
        let there: HashSet<&Path> = items.iter().filter_map(Item::closed).collect();
        self.0.lock().retain(|path, _| there.contains(&**path));
        Some(parts.into_answer())
    }

    /// The report on a file that is not open, as it is among those on all; an empty one where it is not. `None` where
    /// `go_on` says that nobody wants to know any more.
    pub(crate) fn one(&self, uri: &Uri, client: &Client, previous: Option<&str>, go_on: GoOn<'_>) -> Option<Prepared> {
        let shared = &self.0;
        let path = uri.path().filter(|path| shared.projects.folders().iter().any(|top| path.starts_with(top)));
        let sibling = path.and_then(|path| shared.index.closed(&[]).get(&path).cloned());
        let project = sibling.and_then(|sibling| {
            let folder = folder(&sibling.path);
            let project = shared.projects.look_up(BTreeSet::from([folder.clone()])).remove(&folder)?;
            may_report(&sibling, &project).then_some((sibling, project))
        });
        let report =
            |items: Option<&[Diagnostic<'_>]>| Prepared::new(&Report::new(items.unwrap_or_default(), previous)).ok();
        match project {
            Some((sibling, project)) => {
                let made = shared.check((&sibling.path, &project), client, go_on, report);
                made.unwrap_or_else(|| go_on().then(|| report(None)).flatten())
            }
            None => report(None),
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Kept>> {
        lock(&self.kept)
    }

    /// The name of an item, as the client writes it, and what there is to say of it; `None` where nobody can name it.
    fn report(&self, item: &Item<'_>, asked: &Asked, go_on: GoOn<'_>) -> Option<(Uri, Option<String>)> {
        let (uri, version) = match item {
            Item::Open(version) => (version.uri.clone(), Some(version.number)),
            Item::Closed(path, _) => {
                let uri = Uri::from_path(path)?;
                (asked.previous.get_key_value(&uri).map_or(uri.clone(), |(theirs, _)| theirs.clone()), None)
            }
        };
        let previous = asked.previous.get(&uri).map(String::as_str);
        let look = || match item {
            Item::Open(version) => self.open(version, &uri, asked, previous),
            Item::Closed(path, project) => self.closed((path, project), &uri, asked, go_on),
        };
        let told = catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|_| {
            tracing::error!("checking {} panicked", uri.as_str());
            Told::Unknown
        });
        let report = match told {
            Told::Report(report) => Some(report),
            // What is no spec any more has no findings any more.
            Told::Nothing if previous.is_some_and(|previous| previous != id(&[])) => {
                Report::cleared().of(&uri, version)
            }
            Told::Nothing | Told::Unknown => None,
        };
        Some((uri, report))
    }

    /// What there is to say of an open document: of the newest version, whichever that is by now.
    fn open(&self, version: &Arc<Version>, uri: &Uri, asked: &Asked, previous: Option<&str>) -> Told {
        for _ in 0..TRIES {
            let Some(newest) = self.documents.get(&version.uri).filter(|newest| !newest.is_pending()) else { break };
            let Some(items) = diagnostics(&newest, &asked.client) else { continue };
            let is_spec = !newest.choice.ignored && newest.snapshot().is_some_and(|snapshot| is_spec(snapshot, &items));
            if !is_spec {
                return Told::Nothing;
            }
            return Told::said(Report::new(&items, previous).of(uri, Some(newest.number)));
        }
        Told::Unknown
    }

    /// What there is to say of a file.
    fn closed(&self, file: (&Path, &Arc<Project>), uri: &Uri, asked: &Asked, go_on: GoOn<'_>) -> Told {
        let previous = asked.previous.get(uri).map(String::as_str);
        let kept = self.lock().get(file.0).cloned();
        if let Some(kept) = kept.filter(|kept| Arc::ptr_eq(&kept.project, file.1))
            && files::stamp(file.0) == Some(kept.stamp)
        {
            match kept.id {
                None => return Told::Nothing,
                Some(id) if previous == Some(&*id) => {
                    return Told::said(Report::Unchanged { result_id: id.to_string() }.of(uri, None));
                }
                Some(_) => {}
            }
        }
        let made = self.check(file, &asked.client, go_on, |items| match items {
            Some(items) => Told::said(Report::new(items, previous).of(uri, None)),
            None => Told::Nothing,
        });
        // Of a file that is gone, or cannot be read, nothing can be said any more.
        made.unwrap_or(if go_on() { Told::Nothing } else { Told::Unknown })
    }

    /// What `make` makes of the diagnostics of a file, `None` where it is no spec; what they are called is kept. `None`
    /// where it cannot be read, or `go_on` says that nobody wants to know any more.
    fn check<T>(
        &self,
        (path, project): (&Path, &Arc<Project>),
        client: &Client,
        go_on: GoOn<'_>,
        make: impl FnOnce(Option<&[Diagnostic<'_>]>) -> T,
    ) -> Option<T> {
        // Ahead of the text: what is written in between is another stamp the next time.
        let stamp = files::stamp(path)?;
        let text = files::read_up_to(path, LARGEST).ok()??;
        let snapshot = project.snapshot(Document::parse(&text), Some(path));
        let found = rules::check_while(&snapshot, go_on)?;
        let ruler = Ruler::new(snapshot.document().text(), client.encoding, found.len());
        let items: Vec<_> = found.iter().map(|finding| Diagnostic::new(finding, &ruler, client)).collect();
        let items = is_spec(&snapshot, &items).then_some(&*items);
        let kept = Kept { stamp, project: project.clone(), id: items.map(|items| id(items).into()) };
        self.lock().insert(path.to_owned(), kept);
        Some(make(items))
    }
}

impl Item<'_> {
    fn closed(&self) -> Option<&Path> {
        match self {
            Self::Open(_) => None,
            Self::Closed(path, _) => Some(path),
        }
    }
}

impl Told {
    fn said(report: Option<String>) -> Self {
        report.map_or(Self::Unknown, Self::Report)
    }
}

/// Whether there may be something to say of a file.
fn may_report(sibling: &Sibling, project: &Project) -> bool {
    !project.ignores(&sibling.path) && (sibling.may_follow() || project.mapped(&sibling.path).is_some())
}

/// Whether a document follows a template, or says something that specls cannot read.
fn is_spec(snapshot: &Snapshot, items: &[Diagnostic<'_>]) -> bool {
    snapshot.template().is_some() || snapshot.unknown_template().is_some() || !items.is_empty()
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The reports, as they are found: in one answer, or sent in parts to a client that takes those.
struct Parts<'a> {
    outbox: &'a Outbox,
    token: Option<&'a ProgressToken>,
    /// Behind commas.
    found: Mutex<String>,
}

impl<'a> Parts<'a> {
    fn new(outbox: &'a Outbox, token: Option<&'a ProgressToken>) -> Self {
        Self { outbox, token, found: Mutex::default() }
    }

    fn extend<'b>(&self, reports: impl Iterator<Item = &'b str>) {
        let mut found = lock(&self.found);
        reports.for_each(|report| found.extend([",", report]));
        if let Some(token) = self.token.filter(|_| found.len() >= PART) {
            self.outbox.part(token, &list(&std::mem::take(&mut *found)));
        }
    }

    fn into_answer(self) -> Prepared {
        Prepared::json(&list(&self.found.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The protocol's list of reports, which stand behind commas in `found`.
fn list(found: &str) -> String {
    format!("{{\"items\":[{}]}}", found.strip_prefix(',').unwrap_or(found))
}
