//! The protocol's types, in one place: the rest of the room names them through here, so that
//! another crate for them would be a change of this file.

pub(super) use tower_lsp::gen_lsp_types::{
    ClientCapabilities, Code, CodeAction, CodeActionKind, CodeActionOptions, CodeActionProvider, CompletionItem,
    CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit, CompletionList, CompletionOptions,
    CompletionParams, Diagnostic, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentChange,
    DocumentSymbol, DocumentSymbolParams, Documentation, Edit, FoldingRange, FoldingRangeKind, FoldingRangeParams,
    InitializeParams, InitializeResult, InitializedParams, InsertTextFormat, LspAny, MarkupContent, MarkupKind,
    OptionalVersionedTextDocumentIdentifier, Position, PositionEncodingKind, Range, SelectionRange,
    SelectionRangeParams, ServerCapabilities, ServerInfo, SymbolKind, TextDocumentEdit, TextDocumentIdentifier,
    TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, Uri, WorkspaceEdit,
};
pub(super) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(super) use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};
