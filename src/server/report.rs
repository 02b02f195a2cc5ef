//! [`Report`], what a client that asks for diagnostics is told of one document.

use super::diagnostics::Diagnostic;
use super::uri::Uri;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What the client has, or all anew.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Report<'a> {
    /// What the client has under this id.
    #[serde(rename_all = "camelCase")]
    Unchanged {
        /// The id.
        result_id: String,
    },
    /// All anew. Without an id the client need not ask about the document again.
    #[serde(rename_all = "camelCase")]
    Full {
        /// The id.
        #[serde(skip_serializing_if = "Option::is_none")]
        result_id: Option<String>,
        /// The diagnostics.
        items: &'a [Diagnostic<'a>],
    },
}

/// The report on one of many documents.
#[derive(Serialize)]
pub(super) struct ReportOf<'a> {
    uri: &'a str,
    /// `null` says that it is the file's text, not one that is open.
    version: Option<i32>,
    #[serde(flatten)]
    report: Report<'a>,
}

impl<'a> Report<'a> {
    /// The report on `items`, given the id of what the client has.
    pub(crate) fn new(items: &'a [Diagnostic<'a>], previous: Option<&str>) -> Self {
        let id = id(items);
        match previous {
            Some(previous) if previous == id => Self::Unchanged { result_id: id },
            _ => Self::Full { result_id: Some(id), items },
        }
    }

    /// That there is nothing to say of the document any more.
    pub(super) fn cleared() -> Self {
        Self::Full { result_id: None, items: &[] }
    }

    /// As one of many, in JSON; `None` where it cannot be that.
    pub(super) fn of(self, uri: &Uri, version: Option<i32>) -> Option<String> {
        serde_json::to_string(&ReportOf { uri: uri.as_str(), version, report: self }).ok()
    }
}

/// What `items` are called: the same wherever they come from, an open text or its file.
pub(super) fn id(items: &[Diagnostic<'_>]) -> String {
    let mut hasher = DefaultHasher::new();
    items.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}
