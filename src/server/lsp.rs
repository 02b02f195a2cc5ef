//! The protocol's types, in one place: the rest of the room names them through here, so that
//! another crate for them would be a change of this file.

pub(super) use tower_lsp::gen_lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, ChangeNotifications, ClientCapabilities, Code, CodeAction, CodeActionKind,
    CodeActionOptions, CodeActionProvider, CompletionItem, CompletionItemKind, CompletionItemLabelDetails,
    CompletionItemTextEdit, CompletionList, CompletionOptions, CompletionParams, ConfigurationItem, Contents,
    Diagnostic, DiagnosticOptions, DiagnosticProvider, DidChangeConfigurationParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentChange, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, DocumentSymbol,
    DocumentSymbolParams, Documentation, Edit, FoldingRange, FoldingRangeKind, FoldingRangeParams, Hover, HoverParams,
    HoverProvider, InitializeParams, InitializeResult, InitializedParams, InsertTextFormat, LinkedEditingRangeParams,
    LinkedEditingRanges, LspAny, MarkupContent, MarkupKind, MessageType, OptionalVersionedTextDocumentIdentifier,
    Position, PositionEncodingKind, PrepareRenameParams, PrepareRenamePlaceholder, Range, Registration, RenameOptions,
    RenameParams, RootPath, Save, SelectionRange, SelectionRangeParams, ServerCapabilities, ServerInfo, SymbolKind,
    TextDocumentEdit, TextDocumentIdentifier, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextEdit, Uri, WorkspaceEdit, WorkspaceFolder, WorkspaceFolders, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};
pub(super) use tower_lsp::gen_lsp_types::{
    ClientSemanticTokensRequestOptionsFull, ClientSemanticTokensRequestOptionsRange, CodeLens, CodeLensOptions,
    Command, DocumentFormattingProvider, DocumentOnTypeFormattingOptions, DocumentRangeFormattingProvider, Full,
    InlayHint, InlayHintProvider, Label as InlayHintLabel, SemanticTokensClientCapabilities, SemanticTokensFullDelta,
    SemanticTokensLegend, SemanticTokensOptions, SemanticTokensOptionsRange, SemanticTokensProvider,
    TextDocumentClientCapabilities, TokenFormat, Tooltip as InlayHintTooltip, WindowClientCapabilities,
    WorkspaceClientCapabilities,
};
pub(super) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(super) use tower_lsp::{
    Client as Socket, ClientSocket, ExitedError, LanguageServer, LspService, LspServiceBuilder,
};
