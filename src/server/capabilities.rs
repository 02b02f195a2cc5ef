//! What the client announces, read once, and what the server answers.

use super::decorations::Decorations;
use super::lsp::{
    ChangeNotifications, ClientCapabilities, InitializeResult, InsertTextMode, MarkupKind, PositionEncodingKind,
    ResourceOperationKind, Save, ServerCapabilities, ServerInfo, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use crate::text::Encoding;
use crate::workspace::Switch;

/// What the client can do. What it does not announce it cannot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    /// What its columns count.
    pub(crate) encoding: Encoding,
    /// Completions with tab stops.
    pub(crate) snippets: bool,
    /// It hands snippets to a program that runs what stands between backquotes as code, yasnippet: Eglot does, and lsp-mode,
    /// which calls itself emacs and escapes only every other one of "```".
    pub(crate) runs_backquotes: bool,
    /// It can be told to leave the indentation of a completion's lines alone: unasked, lsp-mode indents code anew.
    pub(crate) inserts_as_is: bool,
    /// A label's details apart from the label.
    pub(crate) label_details: bool,
    /// Markdown in a completion's documentation.
    pub(crate) markdown: bool,
    /// Markdown in a hover.
    pub(crate) hover_markdown: bool,
    /// It asks for a completion's documentation when it shows it.
    pub(crate) resolves_documentation: bool,
    /// Code actions that are edits rather than commands.
    pub(crate) code_actions: bool,
    /// It asks for a code action's edit when it is chosen.
    pub(crate) resolves_edits: bool,
    /// Edits of a certain version of a document.
    pub(crate) document_changes: bool,
    /// Edits that its user is asked about before they are made.
    pub(crate) change_annotations: bool,
    /// Giving things another name.
    pub(crate) renames: bool,
    /// It asks what can have another name before it asks for the name.
    pub(crate) prepares_rename: bool,
    /// Typing in several places at once.
    pub(crate) linked_editing: bool,
    /// Edits that create files.
    pub(crate) creates_files: bool,
    /// It applies edits that the server sends.
    pub(crate) applies_edits: bool,
    /// It shows a document when it is told to.
    pub(crate) shows_documents: bool,
    /// Edits with tab stops.
    pub(crate) snippet_edits: bool,
    /// Code actions that cannot be done, with a reason.
    pub(crate) disabled_actions: bool,
    /// Outlines that are trees.
    pub(crate) symbol_trees: bool,
    /// It outlines, folds and selects Markdown by itself: what it has would show twice.
    pub(crate) knows_markdown: bool,
    /// Other places that a diagnostic points to.
    pub(crate) related_information: bool,
    /// It asks for diagnostics, and can be told to ask again.
    pub(crate) pulls: bool,
    /// It can be told which files to watch.
    pub(crate) watches: bool,
    /// It follows links that it is given.
    pub(crate) links: bool,
    /// It lists references.
    pub(crate) references: bool,
    /// It goes to definitions.
    pub(crate) definitions: bool,
    /// It looks for symbols in the workspace.
    pub(crate) workspace_symbols: bool,
    /// It shows work that takes long.
    pub(crate) progress: bool,
    /// It can be asked for its user's settings.
    pub(crate) configuration: bool,
    /// What it shows beside a text.
    pub(crate) decorations: Decorations,
}

impl Client {
    /// Reads what the client announces.
    pub(crate) fn new(name: Option<&str>, announced: ClientCapabilities) -> Self {
        let documents = announced.text_document.unwrap_or_default();
        let decorations = Decorations::new(&documents, announced.workspace.as_ref());
        let hover = documents.hover.and_then(|hover| hover.content_format).unwrap_or_default();
        let item = documents.completion.and_then(|completion| completion.completion_item).unwrap_or_default();
        let actions = documents.code_action.unwrap_or_default();
        let diagnostics = documents.publish_diagnostics.unwrap_or_default();
        let symbols = documents.document_symbol.unwrap_or_default();
        let workspace = announced.workspace.unwrap_or_default();
        let window = announced.window.unwrap_or_default();
        let edits = workspace.workspace_edit.unwrap_or_default();
        let watched = workspace.did_change_watched_files.unwrap_or_default();
        let refreshes_diagnostics = workspace.diagnostics.is_some_and(|support| support.refresh_support == Some(true));
        let resolves =
            |properties: Option<Vec<String>>, name| properties.is_some_and(|all| all.iter().any(|p| p == name));
        Self {
            encoding: encoding(announced.general.and_then(|general| general.position_encodings).as_deref()),
            snippets: item.snippet_support == Some(true),
            runs_backquotes: name.is_some_and(|name| ["eglot", "emacs"].contains(&name.to_ascii_lowercase().as_str())),
            inserts_as_is: item
                .insert_text_mode_support
                .is_some_and(|support| support.value_set.contains(&InsertTextMode::AsIs)),
            label_details: item.label_details_support == Some(true),
            markdown: item.documentation_format.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            hover_markdown: hover.contains(&MarkupKind::Markdown),
            resolves_documentation: resolves(item.resolve_support.map(|support| support.properties), "documentation"),
            code_actions: actions.code_action_literal_support.is_some(),
            resolves_edits: actions.data_support == Some(true)
                && resolves(actions.resolve_support.map(|support| support.properties), "edit"),
            document_changes: edits.document_changes == Some(true),
            change_annotations: edits.document_changes == Some(true) && edits.change_annotation_support.is_some(),
            renames: documents.rename.is_some(),
            prepares_rename: documents.rename.is_some_and(|rename| rename.prepare_support == Some(true)),
            linked_editing: documents.linked_editing_range.is_some(),
            creates_files: edits.document_changes == Some(true)
                && edits.resource_operations.is_some_and(|all| all.contains(&ResourceOperationKind::Create)),
            applies_edits: workspace.apply_edit == Some(true),
            shows_documents: window.show_document.is_some_and(|show| show.support),
            snippet_edits: edits.document_changes == Some(true) && edits.snippet_edit_support == Some(true),
            disabled_actions: actions.disabled_support == Some(true),
            symbol_trees: symbols.hierarchical_document_symbol_support == Some(true),
            knows_markdown: name.is_some_and(|name| name.starts_with("Visual Studio Code") || name == "VSCodium"),
            pulls: documents.diagnostic.is_some() && refreshes_diagnostics,
            links: documents.document_link.is_some(),
            references: documents.references.is_some(),
            definitions: documents.definition.is_some(),
            workspace_symbols: workspace.symbol.is_some(),
            progress: announced.window.is_some_and(|window| window.work_done_progress == Some(true)),
            watches: watched.dynamic_registration == Some(true),
            configuration: workspace.configuration == Some(true),
            decorations,
            related_information: diagnostics.diagnostics_capabilities.related_information == Some(true),
        }
    }

    /// Whether a feature is on where its user says nothing: not what the client has itself for Markdown.
    pub(crate) fn usually(&self, switch: Switch) -> bool {
        let generic = matches!(switch, Switch::Outline | Switch::Folding | Switch::Selection | Switch::Links);
        !(generic && self.knows_markdown)
    }

    /// The answer to `initialize`, without what the features add to it.
    pub(crate) fn answer(&self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(Save::Bool(true)),
            ..TextDocumentSyncOptions::default()
        };
        let folders = WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(ChangeNotifications::Bool(true)),
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
            ..ServerCapabilities::default()
        };
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        InitializeResult { capabilities, server_info: Some(ServerInfo { name: "specls".to_owned(), version }) }
    }
}

/// The first of the client's encodings that we know; they stand in the order that it prefers.
fn encoding(offered: Option<&[PositionEncodingKind]>) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind {
        PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
        PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
        PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
        PositionEncodingKind::Custom(_) => None,
    };
    offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
}
