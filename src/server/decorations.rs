//! [`Decorations`], what a client shows beside a text or does to its white space, read once.

use super::lsp::{
    ClientSemanticTokensRequestOptionsFull, ClientSemanticTokensRequestOptionsRange, SemanticTokensClientCapabilities,
    TextDocumentClientCapabilities, TokenFormat, WorkspaceClientCapabilities,
};

/// What the client announces of semantic tokens, hints, lenses and formatting. What it does not announce it cannot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decorations {
    /// Semantic tokens.
    pub(crate) tokens: Tokens,
    /// Text behind headings and placeholders.
    pub(crate) hints: bool,
    /// Lines above headings.
    pub(crate) lenses: bool,
    /// Formatting of documents.
    pub(crate) formatting: bool,
    /// Formatting of ranges.
    pub(crate) range_formatting: bool,
    /// Formatting while typing.
    pub(crate) on_type_formatting: bool,
    /// What it asks for again when it is told to.
    pub(crate) refreshes: Refreshes,
}

/// What a client asks for again when the server says that it is another.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Refreshes {
    /// Semantic tokens.
    pub(crate) tokens: bool,
    /// Hints.
    pub(crate) hints: bool,
    /// Lenses.
    pub(crate) lenses: bool,
}

/// What a client does with semantic tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// The types that it knows.
    pub(crate) types: Vec<String>,
    /// It asks for those of a whole document.
    pub(crate) full: bool,
    /// It asks for what is another than before.
    pub(crate) delta: bool,
    /// It asks for those of a range.
    pub(crate) range: bool,
}

impl Decorations {
    /// Reads what the client announces.
    pub(crate) fn new(
        documents: &TextDocumentClientCapabilities,
        workspace: Option<&WorkspaceClientCapabilities>,
    ) -> Self {
        let refreshes = workspace.map(|workspace| Refreshes {
            tokens: workspace.semantic_tokens.is_some_and(|tokens| tokens.refresh_support == Some(true)),
            hints: workspace.inlay_hint.is_some_and(|hints| hints.refresh_support == Some(true)),
            lenses: workspace.code_lens.is_some_and(|lenses| lenses.refresh_support == Some(true)),
        });
        Self {
            tokens: documents.semantic_tokens.as_ref().map(Tokens::new).unwrap_or_default(),
            hints: documents.inlay_hint.is_some(),
            lenses: documents.code_lens.is_some(),
            formatting: documents.formatting.is_some(),
            range_formatting: documents.range_formatting.is_some(),
            on_type_formatting: documents.on_type_formatting.is_some(),
            refreshes: refreshes.unwrap_or_default(),
        }
    }
}

impl Tokens {
    fn new(announced: &SemanticTokensClientCapabilities) -> Self {
        // A client without colours of its own for Markdown would show nothing but ours.
        let replaces = announced.augments_syntax_tokens == Some(false);
        if replaces || !announced.formats.contains(&TokenFormat::Relative) {
            return Self::default();
        }
        let (full, delta) = match &announced.requests.full {
            Some(ClientSemanticTokensRequestOptionsFull::Bool(full)) => (*full, false),
            Some(ClientSemanticTokensRequestOptionsFull::ClientSemanticTokensRequestFullDelta(full)) => {
                (true, full.delta == Some(true))
            }
            None => (false, false),
        };
        let range = match &announced.requests.range {
            Some(ClientSemanticTokensRequestOptionsRange::Bool(range)) => *range,
            Some(ClientSemanticTokensRequestOptionsRange::Object(_)) => true,
            None => false,
        };
        Self { types: announced.token_types.clone(), full, delta, range }
    }
}
