//! What commands share: the document that they are about, and what they have the client do.

use super::argument::Argument;
use crate::rules::Fix;
use crate::server::capabilities::Client;
use crate::server::handlers::workspace_edit::workspace_edit;
use crate::server::lsp::{
    ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, Error, ErrorCode, LspAny, Range, Result, ShowDocumentParams,
    Socket, Uri, WorkspaceEdit,
};
use crate::server::state::Backend;
use crate::server::version::Version;
use crate::server::work::Stop;

/// What `work` makes of the open document that the argument's `uri` names.
///
/// # Errors
/// When the document is not open, and those of `work` and [`Backend::about`].
pub(super) async fn about<T, F>(backend: &Backend, argument: &Argument, work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce(&Version, &Stop) -> Option<Result<T>> + Send + 'static,
{
    let (uri, not_open) = (argument.uri("uri")?, argument.refuse("uri", "names no open document: open it first"));
    backend.about(uri, work).await?.unwrap_or(Err(not_open))
}

/// What the client cannot do, or did not do.
pub(super) fn failed(message: impl Into<String>) -> Error {
    // RequestFailed: a request that is well formed, and all the same could not be carried out.
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: message.into().into(), data: None }
}

/// A value of ours as the protocol's: all of them can be said.
pub(super) fn value(of: impl serde::Serialize) -> Result<LspAny> {
    serde_json::to_value(of).map_err(|_| Error::internal_error())
}

/// An edit with its title.
pub(super) struct Change {
    pub(super) title: String,
    pub(super) edit: WorkspaceEdit,
}

impl Change {
    pub(super) fn of(fix: Fix, version: &Version, client: &Client) -> Self {
        Self { title: fix.title, edit: workspace_edit(&fix.edits.into(), version, client) }
    }
}

/// Has the client make the change: whether it did. Nothing to do is not done.
///
/// # Errors
/// When the client applies no edits, or hangs up.
pub(super) async fn apply(backend: &Backend, change: Option<Change>) -> Result<bool> {
    let Some(Change { title, edit }) = change else { return Ok(false) };
    if !backend.client().applies_edits {
        return Err(failed("this editor applies no edits that a server sends"));
    }
    let params = ApplyWorkspaceEditParams { label: Some(title), edit, metadata: None };
    let answer = backend.socket.send_request::<ApplyWorkspaceEditRequest>(params).await?;
    if let Some(reason) = answer.failure_reason.filter(|_| !answer.applied) {
        tracing::warn!("the client does not apply an edit: {reason}");
    }
    Ok(answer.applied)
}

/// Asks the client to show a place. It may do so after the command is answered: some clients do nothing else until then.
pub(super) fn reveal(socket: &Socket, uri: Uri, selection: Option<Range>) {
    let socket = socket.clone();
    let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
    tokio::spawn(async move {
        if let Err(error) = socket.show_document(params).await {
            tracing::warn!("the client does not show a document: {error}");
        }
    });
}
