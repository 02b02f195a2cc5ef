//! The protocol's types, in one place: the rest of the room names them through here, so that
//! another crate for them would be a change of this file.

pub(super) use tower_lsp::gen_lsp_types::{
    ClientCapabilities, Code, CodeAction, CodeActionKind, CodeActionOptions, CodeActionProvider, CompletionItem,
    CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit, CompletionList, CompletionOptions,
    CompletionParams, Contents, Diagnostic, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentChange,
    Documentation, Edit, Hover, HoverParams, HoverProvider, InitializeParams, InitializeResult, InitializedParams,
    InsertTextFormat, LspAny, MarkupContent, MarkupKind, OptionalVersionedTextDocumentIdentifier, Position,
    PositionEncodingKind, Range, ServerCapabilities, ServerInfo, TextDocumentEdit, TextDocumentIdentifier,
    TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, Uri, WorkspaceEdit,
};
pub(super) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(super) use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};
