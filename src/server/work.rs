//! Answering requests off the reading side.

use super::lsp::{Error, Result};
use super::version::Version;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Semaphore;

/// Threads for requests, as many at once as there are processors.
#[derive(Debug)]
pub(crate) struct Work {
    permits: Arc<Semaphore>,
}

/// Says when a piece of work is no longer wanted: a newer version came, or the request was cancelled.
#[derive(Debug)]
pub(crate) struct Stop {
    version: Arc<Version>,
    cancelled: Arc<AtomicBool>,
}

impl Stop {
    /// `None` when it is time to stop; ask it between two steps.
    pub(crate) fn go_on(&self) -> Option<()> {
        let stop = self.version.is_superseded() || self.cancelled.load(Ordering::Relaxed);
        (!stop).then_some(())
    }
}

/// A cancelled request is a dropped future; the thread that works for it does not notice by itself.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Work {
    pub(crate) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self { permits: Arc::new(Semaphore::new(processors)) }
    }

    /// What `work` makes of `version`.
    ///
    /// # Errors
    /// `ContentModified` when the work stopped, or a newer version came before it was done: no
    /// answer is made from an old one. `InternalError` when it panicked.
    pub(crate) async fn run<T, F>(&self, version: Arc<Version>, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Version, &Stop) -> Option<T> + Send + 'static,
    {
        let cancelled = Arc::new(AtomicBool::new(false));
        let _guard = CancelOnDrop(cancelled.clone());
        let permit = self.permits.clone().acquire_owned().await;
        let stop = Stop { version: version.clone(), cancelled };
        let outcome = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            stop.go_on()?;
            work(&stop.version, &stop)
        });
        match outcome.await {
            Ok(Some(made)) if !version.is_superseded() => Ok(made),
            Ok(_) => Err(Error::content_modified()),
            Err(_) => Err(Error::internal_error()),
        }
    }
}
