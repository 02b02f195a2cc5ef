//! `textDocument/diagnostic`: a client that asks gets what others are sent.

use crate::server::diagnostics::{Diagnostic, diagnostics};
use crate::server::lsp::{
    DiagnosticOptions, DiagnosticProvider, Error, Result, ServerCapabilities, TextDocumentIdentifier,
};
use crate::server::state::{Backend, Feature};
use crate::server::transport::Prepared;
use crate::server::version::Version;
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};

pub(super) const FEATURE: Feature =
    Feature { announce, methods: |methods| methods.custom_method("textDocument/diagnostic", diagnostic) };

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
    previous_result_id: Option<String>,
}

/// The answer: what the client has, or all anew.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Report<'a> {
    #[serde(rename_all = "camelCase")]
    Unchanged { result_id: &'a str },
    #[serde(rename_all = "camelCase")]
    Full { result_id: &'a str, items: &'a [Diagnostic<'a>] },
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let options = DiagnosticOptions {
        identifier: Some("specls".to_owned()),
        // A template that is typed changes what its documents lack.
        inter_file_dependencies: true,
        ..DiagnosticOptions::default()
    };
    capabilities.diagnostic_provider = backend.client().pulls.then_some(DiagnosticProvider::DiagnosticOptions(options));
}

/// Where a newer version comes before the answer is made, it is made for that: some clients do not ask again.
async fn diagnostic(backend: &Backend, params: Params) -> Result<Prepared> {
    const TRIES: usize = 3;
    let uri = params.text_document.uri.into();
    for _ in 0..TRIES {
        let version = match backend.version(&uri).await {
            Ok(Some(version)) => version,
            Ok(None) => return report(&[], params.previous_result_id.as_deref()).ok_or(Error::internal_error()),
            Err(_) => continue,
        };
        let (client, previous) = (backend.client().clone(), params.previous_result_id.clone());
        let made = backend
            .work
            .run(version, move |version: &Version, _: &_| report(&diagnostics(version, &client)?, previous.as_deref()));
        match made.await {
            Err(error) if error == Error::content_modified() => {}
            other => return other,
        }
    }
    Err(Error::content_modified())
}

/// The report on `items`, given what the client has.
fn report(items: &[Diagnostic<'_>], previous: Option<&str>) -> Option<Prepared> {
    let mut hasher = DefaultHasher::new();
    items.hash(&mut hasher);
    let id = format!("{:x}", hasher.finish());
    let report = match previous {
        Some(previous) if previous == id => Report::Unchanged { result_id: &id },
        _ => Report::Full { result_id: &id, items },
    };
    Prepared::new(&report).ok()
}
