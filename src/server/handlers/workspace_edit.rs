//! A change as the client takes it.

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
    let uri = version.uri.to_lsp();
    if !client.document_changes {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
    }
    let takes = |text: &str| client.snippet_edits && !(client.runs_backquotes && text.contains('`'));
    let edits = edits.into_iter().enumerate().map(|(index, edit)| match &change.stops {
        Some((at, skeleton)) if *at == index && takes(&edit.new_text) => {
            let snippet = StringValue { value: assist::snippet(skeleton) };
            Edit::SnippetTextEdit(SnippetTextEdit { range: edit.range, snippet, annotation_id: None })
        }
        _ => Edit::TextEdit(edit),
    });
    let mut changes = change.file.as_ref().map_or_else(Vec::new, |file| created(file, version));
    changes.push(text_changes(uri, Some(version.number), edits.collect()));
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// What makes a file beside the document; never over another one.
fn created(file: &NewFile, version: &Version) -> Vec<DocumentChange> {
    let path = version.uri.path().and_then(|path| Some(path.parent()?.join(&file.name)));
    let Some(uri) = path.and_then(|path| uri::Uri::of_file(&path)).map(Uri) else { return Vec::new() };
    let options = Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
    let create = CreateFile { uri: uri.clone(), options, annotation_id: None };
    let edit = TextEdit { range: Range::default(), new_text: file.text.clone() };
    vec![DocumentChange::CreateFile(create), text_changes(uri, None, vec![Edit::TextEdit(edit)])]
}

fn text_changes(uri: Uri, version: Option<i32>, edits: Vec<Edit>) -> DocumentChange {
    let text_document_identifier = TextDocumentIdentifier { uri };
    let text_document = OptionalVersionedTextDocumentIdentifier { version, text_document_identifier };
    DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
}
