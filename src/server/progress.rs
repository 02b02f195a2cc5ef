//! Work that takes so long that its user wants to see it, and to stop it.

use super::capabilities::Client;
use super::lsp::{ProgressToken, Socket};
use super::transport::Outbox;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::oneshot;

/// What is done sooner is not shown.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often what is shown changes at most.
const INTERVAL: Duration = Duration::from_millis(250);

/// All work of a session that is shown, for the client's cancel buttons.
#[derive(Clone, Debug)]
pub(crate) struct Progresses(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    socket: Socket,
    outbox: Outbox,
    client: Arc<OnceLock<Arc<Client>>>,
    count: AtomicU64,
    running: Mutex<HashMap<String, Weak<Job>>>,
}

/// Work that is shown while this is there.
#[derive(Debug)]
pub(crate) struct Progress {
    job: Arc<Job>,
    /// Closed when the work is done.
    _running: oneshot::Sender<()>,
}

#[derive(Debug, Default)]
struct Job {
    cancelled: AtomicBool,
    said: Mutex<(String, u32)>,
}

impl Progresses {
    /// No work yet.
    pub(crate) fn new(socket: Socket, outbox: Outbox, client: Arc<OnceLock<Arc<Client>>>) -> Self {
        Self(Arc::new(Shared { socket, outbox, client, count: AtomicU64::default(), running: Mutex::default() }))
    }

    /// Begins to show work, where the client can, once it takes long. To be called on a thread of the runtime.
    pub(crate) fn begin(&self, title: &'static str) -> Progress {
        let job = Arc::<Job>::default();
        let (running, done) = oneshot::channel();
        if self.0.client.get().is_some_and(|client| client.progress) {
            tokio::spawn(show(self.0.clone(), title, job.clone(), done));
        }
        Progress { job, _running: running }
    }

    /// Shows work under the token that came with its request, if one came, once it takes long. What comes with it is over
    /// when all is said: to be awaited ahead of the answer, behind which the client knows the token no more.
    pub(crate) fn begin_under(
        &self,
        token: Option<ProgressToken>,
        title: &'static str,
    ) -> (Progress, impl Future<Output = ()> + use<>) {
        let job = Arc::<Job>::default();
        let (running, done) = oneshot::channel();
        let shown = token.map(|token| tokio::spawn(show_under(self.0.clone(), token, title, job.clone(), done)));
        let said = async move {
            if let Some(shown) = shown {
                // It cannot fail but by a panic, and then nothing more is said.
                let _ = shown.await;
            }
        };
        (Progress { job, _running: running }, said)
    }

    /// Stops the work that the client shows under `token`.
    pub(crate) fn cancel(&self, token: &ProgressToken) {
        let ProgressToken::String(token) = token else { return };
        if let Some(job) = self.0.running().get(token).and_then(Weak::upgrade) {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Progress {
    /// Says how far the work has come, of 100.
    pub(crate) fn report(&self, message: String, percentage: usize) {
        *self.job.said() = (message, percentage.min(100) as u32);
    }

    /// Whether its user wants no more of it; to be asked between two steps.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.job.cancelled.load(Ordering::Relaxed)
    }
}

impl Job {
    fn said(&self) -> MutexGuard<'_, (String, u32)> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    fn running(&self) -> MutexGuard<'_, HashMap<String, Weak<Job>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, token: &ProgressToken, value: &Value) {
        let params = json!({"token": token, "value": value});
        self.outbox.send(&json!({"jsonrpc": "2.0", "method": "$/progress", "params": params}));
    }
}

/// Shows `job` from when it takes long until it is `done`.
async fn show(shared: Arc<Shared>, title: &str, job: Arc<Job>, mut done: oneshot::Receiver<()>) {
    if tokio::time::timeout(PATIENCE, &mut done).await.is_ok() {
        return;
    }
    let name = format!("specls-{}", shared.count.fetch_add(1, Ordering::Relaxed));
    let token = ProgressToken::String(name.clone());
    if shared.socket.create_work_done_progress(token.clone()).await.is_err() {
        return;
    }
    shared.running().insert(name.clone(), Arc::downgrade(&job));
    let forget = || drop(shared.running().remove(&name));
    tell(&shared, &token, title, &job, done, forget).await;
}

/// The same under a token of the client's: who wants no more of it cancels the request.
async fn show_under(
    shared: Arc<Shared>,
    token: ProgressToken,
    title: &str,
    job: Arc<Job>,
    mut done: oneshot::Receiver<()>,
) {
    if tokio::time::timeout(PATIENCE, &mut done).await.is_err() {
        tell(&shared, &token, title, &job, done, || ()).await;
    }
}

/// Says how far `job` has come until it is `done`, and calls `ended` ahead of the last word.
async fn tell(
    shared: &Shared,
    token: &ProgressToken,
    title: &str,
    job: &Job,
    mut done: oneshot::Receiver<()>,
    ended: impl FnOnce(),
) {
    let mut shown = job.said().clone();
    let begin =
        json!({"kind": "begin", "title": title, "cancellable": true, "message": shown.0, "percentage": shown.1});
    shared.send(token, &begin);
    while tokio::time::timeout(INTERVAL, &mut done).await.is_err() {
        let said = job.said().clone();
        if said != shown {
            shared.send(token, &json!({"kind": "report", "message": said.0, "percentage": said.1}));
            shown = said;
        }
    }
    ended();
    shared.send(token, &json!({"kind": "end"}));
}
