//! Versions of templates that only the history of their files knows.

use super::Failure;
use crate::document::Document;
use crate::files;
use crate::template::Template;
use crate::workspace::Library;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Files of templates as they were, by path and date or commit. Git is asked once for each.
#[derive(Debug, Default)]
pub(super) struct Past {
    known: Mutex<HashMap<Key, Result<Version, Failure>>>,
}

/// The template as it was; `None` where it is the same today.
type Version = Option<Arc<Template>>;

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
        // Two projects may share a template: the version is the same for both, the library is not.
        match known.entry(key).or_insert_with(|| version(template, at)) {
            Ok(None) => Ok(library.clone()),
            Ok(Some(past)) => Ok(Arc::new(library.with_older(past.clone()))),
            Err(failure) => Err(failure.clone()),
        }
    }
}

fn version(template: &Template, at: &str) -> Result<Version, Failure> {
    let text = files::past(Path::new(&*template.path), at)?;
    if text == template.document.text().to_string() {
        return Ok(None);
    }
    let mut past = Template::read(&template.id, &template.path, &text);
    (past.id, past.version) = (template.id.clone(), Some(at.to_owned()));
    Ok(Some(Arc::new(past)))
}
