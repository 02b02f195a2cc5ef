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

    /// What `work` makes that is about no document in particular; it may ask whether the request is still wanted.
    ///
    /// # Errors
    /// `ContentModified` when the work stopped, `InternalError` when it panicked.
    pub(crate) async fn apart<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&(dyn Fn() -> bool + Sync)) -> Option<T> + Send + 'static,
    {
        let cancelled = Arc::new(AtomicBool::new(false));
        let _guard = CancelOnDrop(cancelled.clone());
        let permit = self.permits.clone().acquire_owned().await;
        let outcome = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&|| !cancelled.load(Ordering::Relaxed))
        });
        match outcome.await {
            Ok(made) => made.ok_or(Error::content_modified()),
            Err(_) => Err(Error::internal_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::lsp;
    use crate::server::version::{Choice, Content};
    use crate::text::Text;
    use std::time::Duration;

    fn version() -> Arc<Version> {
        let uri = lsp::Uri("untitled:1".to_owned()).into();
        let content = Content::Unparsed(Text::default());
        Arc::new(Version::new((uri, 1), content, Choice::default(), None))
    }

    #[tokio::test]
    async fn a_panic_is_an_internal_error() {
        let work = Work::new();
        let panics = |_: &Version, _: &Stop| -> Option<()> { panic!("in a request") };
        assert_eq!(work.run(version(), panics).await, Err(Error::internal_error()));
        assert_eq!(work.run(version(), |version, _| Some(version.number)).await, Ok(1));
    }

    #[tokio::test]
    async fn nothing_is_answered_from_an_old_version() {
        let (work, old) = (Work::new(), version());
        let answer = work.run(old.clone(), |version, _| {
            version.supersede();
            Some(())
        });
        assert_eq!(answer.await, Err(Error::content_modified()));
        let starts = |_: &Version, _: &Stop| -> Option<()> { panic!("old from the start") };
        assert_eq!(work.run(old, starts).await, Err(Error::content_modified()));
    }

    #[tokio::test]
    async fn a_dropped_request_stops_the_work() {
        let work = Work::new();
        let (stopped, seen) = std::sync::mpsc::channel();
        let request = work.run(version(), move |_, stop| {
            while stop.go_on().is_some() {
                std::thread::sleep(Duration::from_millis(1));
            }
            stopped.send(()).ok()
        });
        assert!(tokio::time::timeout(Duration::from_millis(20), request).await.is_err());
        seen.recv_timeout(Duration::from_secs(10)).unwrap();
    }
}
