//! Byte spans as the protocol's ranges, and back: the only place where the encoding matters.

use super::capabilities::Client;
use super::lsp::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use super::version::Version;
use crate::text::{self, Edits, Encoding, Span, Text};
use std::collections::HashMap;

/// The byte at `position`, which may be impossible.
pub(crate) fn offset(text: &Text, position: Position, encoding: Encoding) -> usize {
    text.offset(text::Position { line: position.line, column: position.character }, encoding)
}

/// The bytes of `range`, whose ends may be impossible or in the wrong order.
pub(crate) fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// Where `span` is.
pub(crate) fn range(text: &Text, span: Span, encoding: Encoding) -> Range {
    let position = |offset| {
        let position = text.position(offset, encoding);
        Position { line: position.line, character: position.column }
    };
    let start = position(span.start);
    Range { start, end: if span.is_empty() { start } else { position(span.end) } }
}

/// The protocol's edits.
pub(crate) fn edits(text: &Text, edits: &Edits, encoding: Encoding) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit { range: range(text, edit.span, encoding), new_text: edit.text.clone() }).collect()
}

/// Edits of a document as the client takes them: bound to this version where they can be.
pub(crate) fn workspace_edit(version: &Version, edits: &Edits, client: &Client) -> WorkspaceEdit {
    let edits = self::edits(version.text(), edits, client.encoding);
    if !client.document_changes {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(version.uri.to_lsp(), edits)])),
            ..WorkspaceEdit::default()
        };
    }
    versioned(version, edits.into_iter().map(Edit::TextEdit).collect())
}

/// Edits that hold for this version alone.
pub(crate) fn versioned(version: &Version, edits: Vec<Edit>) -> WorkspaceEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(version.number),
        text_document_identifier: TextDocumentIdentifier { uri: version.uri.to_lsp() },
    };
    let change = DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits });
    WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
}

/// How many columns `line` has.
pub(crate) fn columns(line: &str, encoding: Encoding) -> u32 {
    let columns = match encoding {
        Encoding::Utf8 => line.len(),
        Encoding::Utf16 => line.encode_utf16().count(),
        Encoding::Utf32 => line.chars().count(),
    };
    u32::try_from(columns).unwrap_or(u32::MAX)
}
