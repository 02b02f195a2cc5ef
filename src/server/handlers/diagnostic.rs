//! `textDocument/diagnostic` and `workspace/diagnostic`: a client that asks gets what others are sent.

use crate::server::diagnostics::diagnostics;
use crate::server::lsp::{
    DiagnosticOptions, DiagnosticProvider, ProgressToken, Result, ServerCapabilities, TextDocumentIdentifier,
    Uri as LspUri,
};
use crate::server::report::Report;
use crate::server::reports::Asked;
use crate::server::state::{Backend, Feature};
use crate::server::transport::Prepared;
use crate::server::uri::Uri;
use crate::server::version::Version;
use serde::Deserialize;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods.custom_method("textDocument/diagnostic", diagnostic).custom_method("workspace/diagnostic", workspace)
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
    previous_result_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WorkspaceParams {
    previous_result_ids: Option<Vec<Previous>>,
    work_done_token: Option<ProgressToken>,
    partial_result_token: Option<ProgressToken>,
}

/// What the client has of a document.
#[derive(Debug, Deserialize)]
struct Previous {
    uri: LspUri,
    value: String,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let mut options = DiagnosticOptions {
        identifier: Some("specls".to_owned()),
        // A template that is typed changes what its documents lack.
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    options.work_done_progress_options.work_done_progress = Some(true);
    capabilities.diagnostic_provider = backend.client().pulls.then_some(DiagnosticProvider::DiagnosticOptions(options));
}

async fn diagnostic(backend: &Backend, params: Params) -> Result<Prepared> {
    let uri = params.text_document.uri.into();
    let (client, previous) = (backend.client().clone(), params.previous_result_id.clone());
    let work = move |version: &Version, _: &_| {
        Prepared::new(&Report::new(&diagnostics(version, &client)?, previous.as_deref())).ok()
    };
    match backend.about_newest(&uri, work).await? {
        Some(report) => Ok(report),
        None => closed(backend, uri, params.previous_result_id).await,
    }
}

/// Some clients ask about a document once more when it is closed, and show the answer from then on.
async fn closed(backend: &Backend, uri: Uri, previous: Option<String>) -> Result<Prepared> {
    let (client, reports) = (backend.client().clone(), backend.reports.clone());
    backend.work.apart(move |go_on| reports.one(&uri, &client, previous.as_deref(), go_on)).await
}

async fn workspace(backend: &Backend, params: WorkspaceParams) -> Result<Prepared> {
    if !backend.client().watches {
        backend.siblings.look();
    }
    backend.siblings.ready().await;
    for uri in backend.documents.uris() {
        backend.projects.ready(&uri).await;
    }
    let previous = params.previous_result_ids.unwrap_or_default();
    let asked = Asked {
        client: backend.client().clone(),
        previous: previous.into_iter().map(|one| (one.uri.into(), one.value)).collect(),
        parts: params.partial_result_token,
    };
    let reports = backend.reports.clone();
    let (progress, said) = backend.progresses.begin_under(params.work_done_token, "specls: checking the workspace");
    // The progress ends with the work that it is handed to.
    let made = backend.work.apart(move |go_on| reports.all(&asked, &progress, go_on)).await;
    said.await;
    made
}
