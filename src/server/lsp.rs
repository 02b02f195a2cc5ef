//! The protocol's types, in one place: the rest of the room names them through here, so that
//! another crate for them would be a change of this file.

pub(super) use tower_lsp::gen_lsp_types::{
    AnnotatedTextEdit, ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, ChangeAnnotation, ChangeNotifications,
    ClientCapabilities, Code, CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOptions, CodeActionProvider,
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit, CompletionList,
    CompletionOptions, CompletionParams, ConfigurationItem, Contents, CreateFile, CreateFileOptions, DefinitionParams,
    DefinitionProvider, Diagnostic, DiagnosticOptions, DiagnosticProvider, DidChangeConfigurationParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentChange, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, DocumentLink, DocumentLinkOptions, DocumentLinkParams, DocumentSymbol,
    DocumentSymbolParams, Documentation, Edit, ExecuteCommandOptions, FoldingRange, FoldingRangeKind,
    FoldingRangeParams, Hover, HoverParams, HoverProvider, InitializeParams, InitializeResult, InitializedParams,
    InsertTextFormat, InsertTextMode, LinkedEditingRangeParams, LinkedEditingRanges, Location, LspAny, MarkupContent,
    MarkupKind, Message, MessageType, OptionalVersionedTextDocumentIdentifier, Position, PositionEncodingKind,
    PrepareRenameParams, PrepareRenamePlaceholder, ProgressToken, Range, ReferenceParams, ReferencesProvider,
    Registration, RenameOptions, RenameParams, ResourceOperationKind, RootPath, Save, SelectionRange,
    SelectionRangeParams, ServerCapabilities, ServerInfo, ShowDocumentParams, SnippetTextEdit, StringValue, SymbolKind,
    TextDocumentEdit, TextDocumentIdentifier, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextEdit, Uri, WorkDoneProgressCancelParams, WorkspaceEdit, WorkspaceFolder, WorkspaceFolders,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions, WorkspaceSymbolParams, WorkspaceSymbolProvider,
};
pub(super) use tower_lsp::gen_lsp_types::{
    ClientSemanticTokensRequestOptionsFull, ClientSemanticTokensRequestOptionsRange, CodeLens, CodeLensOptions,
    Command, DocumentFormattingProvider, DocumentOnTypeFormattingOptions, DocumentRangeFormattingProvider, Full,
    InlayHint, InlayHintProvider, Label as InlayHintLabel, SemanticTokensClientCapabilities, SemanticTokensFullDelta,
    SemanticTokensLegend, SemanticTokensOptions, SemanticTokensOptionsRange, SemanticTokensProvider,
    TextDocumentClientCapabilities, TokenFormat, Tooltip as InlayHintTooltip, WorkspaceClientCapabilities,
};
pub(super) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(super) use tower_lsp::{
    Client as Socket, ClientSocket, ExitedError, LanguageServer, LspService, LspServiceBuilder,
};
