//! The open documents, each at its newest version.

use super::uri::Uri;
use super::version::Version;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The open documents. They change on the reading side only, in the order of the messages; the
/// lock is held for a look-up, never while anything is computed.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: Mutex<HashMap<Uri, Arc<Version>>>,
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
