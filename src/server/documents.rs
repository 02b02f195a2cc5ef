//! The open documents, each at its newest version.

use super::uri::Uri;
use super::version::Version;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The open documents. Their texts change on the reading side only, in the order of the messages; the
/// lock is held for a look-up, never while anything is computed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documents {
    open: Arc<Mutex<HashMap<Uri, Arc<Version>>>>,
}

impl Documents {
    /// The newest version; `None` where the document is not open.
    pub(crate) fn get(&self, uri: &Uri) -> Option<Arc<Version>> {
        self.lock().get(uri).cloned()
    }

    /// Puts `version` in the place of the one before it.
    pub(crate) fn put(&self, version: &Arc<Version>) {
        let old = self.lock().insert(version.uri.clone(), version.clone());
        if let Some(old) = old {
            old.supersede();
        }
    }

    /// Puts `anew`, the same text with another template, in the place of `version`, if that is still the newest.
    /// Says whether it was.
    pub(crate) fn swap(&self, version: &Arc<Version>, anew: &Arc<Version>) -> bool {
        let mut open = self.lock();
        match open.get_mut(&version.uri) {
            Some(newest) if Arc::ptr_eq(newest, version) => {
                newest.supersede();
                *newest = anew.clone();
                true
            }
            _ => false,
        }
    }

    /// The newest versions of all open documents.
    pub(crate) fn versions(&self) -> Vec<Arc<Version>> {
        self.lock().values().cloned().collect()
    }

    /// The open documents' names.
    pub(crate) fn uris(&self) -> Vec<Uri> {
        self.lock().keys().cloned().collect()
    }

    /// The folders that they are in.
    pub(crate) fn folders(&self) -> BTreeSet<PathBuf> {
        self.lock().keys().map(Uri::folder).collect()
    }

    /// Closes the document; `None` where it was not open.
    pub(crate) fn close(&self, uri: &Uri) -> Option<Arc<Version>> {
        let last = self.lock().remove(uri)?;
        last.supersede();
        Some(last)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Arc<Version>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
