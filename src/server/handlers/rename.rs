//! `textDocument/prepareRename` and `textDocument/rename`.

use super::workspace_edit::{versioned, workspace_edit};
use crate::assist::{self, Renamable, Renaming};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    AnnotatedTextEdit, ChangeAnnotation, Edit, Error, ErrorCode, Position, PrepareRenameParams,
    PrepareRenamePlaceholder, RenameOptions, RenameParams, Result, ServerCapabilities, WorkspaceEdit,
};
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use std::collections::HashMap;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods.custom_method("textDocument/prepareRename", prepare_rename).custom_method("textDocument/rename", rename)
    },
};

/// `RequestFailed`: the request is right, and there is nothing to answer.
const REFUSED: i64 = -32803;

/// What the edits are called that the user is asked about.
const MENTION: &str = "mention";

/// What a user may be told instead of an answer.
type Answer<T> = std::result::Result<T, String>;

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let client = backend.client();
    let options = RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() };
    let provider = if client.prepares_rename { options.into() } else { true.into() };
    capabilities.rename_provider = client.renames.then_some(provider);
}

async fn prepare_rename(backend: &Backend, params: PrepareRenameParams) -> Result<Option<PrepareRenamePlaceholder>> {
    let at = params.text_document_position_params;
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| {
        let found = renamable(&client, version, at.position, stop)?;
        let range = |span| convert::range(version.text(), span, client.encoding);
        Some(found.map(|found| PrepareRenamePlaceholder { range: range(found.span), placeholder: found.name }))
    };
    backend.about(at.text_document.uri.into(), work).await?.transpose().map_err(refused)
}

async fn rename(backend: &Backend, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let (at, name) = (params.text_document_position_params, params.new_name);
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| renamed(&client, version, at.position, &name, stop);
    backend.about(at.text_document.uri.into(), work).await?.transpose().map_err(refused)
}

fn refused(message: String) -> Error {
    Error { code: ErrorCode::ServerError(REFUSED), message: message.into(), data: None }
}

/// What can have another name at a position.
fn renamable(client: &Client, version: &Version, position: Position, stop: &Stop) -> Option<Answer<Renamable>> {
    let Some(snapshot) = version.snapshot() else { return Some(Err("the document could not be read".to_owned())) };
    stop.go_on()?;
    let found = assist::renamable(snapshot, convert::offset(version.text(), position, client.encoding));
    // Its own renaming changes the links of other files too.
    let is_own = |found: &Renamable| found.heading && client.knows_markdown;
    Some(match found {
        Ok(found) if is_own(&found) => Err("the editor renames headings itself".to_owned()),
        found => found,
    })
}

/// The edits that give another name to what is at a position.
fn renamed(
    client: &Client,
    version: &Version,
    position: Position,
    name: &str,
    stop: &Stop,
) -> Option<Answer<WorkspaceEdit>> {
    if let Err(message) = renamable(client, version, position, stop)? {
        return Some(Err(message));
    }
    let snapshot = version.snapshot()?;
    stop.go_on()?;
    let offset = convert::offset(version.text(), position, client.encoding);
    Some(assist::rename(snapshot, offset, name).map(|renaming| edit(client, version, &renaming)))
}

/// What may mean something else is renamed only where the client asks its user.
fn edit(client: &Client, version: &Version, renaming: &Renaming) -> WorkspaceEdit {
    if renaming.mentions.is_empty() || !client.change_annotations {
        return workspace_edit(&renaming.edits.clone().into(), version, client);
    }
    let edits = |edits| convert::edits(version.text(), edits, client.encoding).into_iter();
    let annotated = |text_edit| AnnotatedTextEdit { annotation_id: MENTION.to_owned(), text_edit };
    let sure = edits(&renaming.edits).map(Edit::TextEdit);
    let mentions = edits(&renaming.mentions).map(|edit| Edit::AnnotatedTextEdit(annotated(edit)));
    let annotation = ChangeAnnotation {
        label: "Mentions in the text".to_owned(),
        needs_confirmation: Some(true),
        description: Some("words that may mean something else".to_owned()),
    };
    let annotations = HashMap::from([(MENTION.to_owned(), annotation)]);
    WorkspaceEdit { change_annotations: Some(annotations), ..versioned(version, sure.chain(mentions).collect()) }
}
