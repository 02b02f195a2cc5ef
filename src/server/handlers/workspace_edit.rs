//! Edits of documents, and files to make, as the client takes them.

use crate::assist::{self, Change, NewFile};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    CreateFile, CreateFileOptions, DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, Range,
    SnippetTextEdit, StringValue, TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use crate::server::uri;
use crate::server::version::Version;
use std::collections::HashMap;

/// The edit of a change: bound to this version, with tab stops, and with the file that it creates, as far as the client
/// can do that.
pub(super) fn workspace_edit(change: &Change, version: &Version, client: &Client) -> WorkspaceEdit {
    let edits = convert::edits(version.text(), &change.edits, client.encoding);
    if !client.document_changes {
        let changes = HashMap::from([(version.uri.to_lsp(), edits)]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let takes = |text: &str| client.snippet_edits && !(client.runs_backquotes && text.contains('`'));
    let edits = edits.into_iter().enumerate().map(|(index, edit)| match &change.stops {
        Some((at, skeleton)) if *at == index && takes(&edit.new_text) => {
            let snippet = StringValue { value: assist::snippet(skeleton) };
            Edit::SnippetTextEdit(SnippetTextEdit { range: edit.range, snippet, annotation_id: None })
        }
        _ => Edit::TextEdit(edit),
    });
    let file = change.file.as_ref().and_then(|file| beside(file, version)).map_or_else(Vec::new, Vec::from);
    let own = text_changes(version.uri.to_lsp(), Some(version.number), edits.collect());
    document_changes(file.into_iter().chain([own]).collect())
}

/// Edits that hold for this version alone.
pub(super) fn versioned(version: &Version, edits: Vec<Edit>) -> WorkspaceEdit {
    document_changes(vec![text_changes(version.uri.to_lsp(), Some(version.number), edits)])
}

/// Makes a file with a text in it. What is there stays: the client refuses.
pub(super) fn creation(uri: Uri, text: String) -> WorkspaceEdit {
    document_changes(created(uri, text).into())
}

/// What makes a file beside the document.
fn beside(file: &NewFile, version: &Version) -> Option<[DocumentChange; 2]> {
    let path = version.uri.path()?.parent()?.join(&file.name);
    Some(created(uri::Uri::from_path(&path)?.to_lsp(), file.text.clone()))
}

fn created(uri: Uri, text: String) -> [DocumentChange; 2] {
    let options = Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
    let create = CreateFile { uri: uri.clone(), options, annotation_id: None };
    let edit = TextEdit { range: Range::default(), new_text: text };
    [DocumentChange::CreateFile(create), text_changes(uri, None, vec![Edit::TextEdit(edit)])]
}

/// Edits of a version of a document; `None` of one that is made in the same change.
fn text_changes(uri: Uri, version: Option<i32>, edits: Vec<Edit>) -> DocumentChange {
    let text_document_identifier = TextDocumentIdentifier { uri };
    let text_document = OptionalVersionedTextDocumentIdentifier { version, text_document_identifier };
    DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
}

fn document_changes(changes: Vec<DocumentChange>) -> WorkspaceEdit {
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
