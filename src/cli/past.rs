//! Versions of templates that only the history of their files knows.

use super::Failure;
use crate::document::Document;
use crate::files;
use crate::template::Template;
use crate::workspace::Library;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Libraries with one version more, by the template's path and the date or commit. Git is asked once
/// for each.
#[derive(Debug, Default)]
pub(super) struct Past {
    known: Mutex<HashMap<Key, Arc<Library>>>,
}

/// A template's path, and a date or commit.
type Key = (Arc<str>, String);

impl Past {
    /// The library that knows the version that `document` names, where that is a date or a commit of a
    /// template's file; else `library`.
    ///
    /// # Errors
    /// When git cannot tell.
    pub(super) fn library(&self, library: &Arc<Library>, document: &Document) -> Result<Arc<Library>, Failure> {
        let Some((template, at)) = library.named_in_history(document) else { return Ok(library.clone()) };
        // A built-in template has no history, and its versions mean nothing.
        if template.path.starts_with("builtin:") {
            return Ok(library.clone());
        }
        let key = (template.path.clone(), at.to_owned());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = known.get(&key) {
            return Ok(library.clone());
        }
        let path = Path::new(&*template.path);
        let text = files::past(path, at)?;
        let found = if text == template.document.text().to_string() {
            library.clone()
        } else {
            let mut past = Template::read(&template.id, &template.path, &text);
            (past.id, past.version) = (template.id.clone(), Some(at.to_owned()));
            Arc::new(library.with_older(vec![past]))
        };
        known.insert(key, found.clone());
        Ok(found)
    }
}
