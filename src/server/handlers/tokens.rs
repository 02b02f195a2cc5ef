//! `textDocument/semanticTokens/full`, `…/full/delta` and `…/range`.

use crate::assist::{Token, TokenKind, tokens};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    Error, Full, Range, Result, SemanticTokensFullDelta, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensOptionsRange, SemanticTokensProvider, ServerCapabilities, TextDocumentIdentifier,
};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::transport::Prepared;
use crate::server::uri::Uri;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::{Span, Text};
use crate::workspace::Switch;
use serde::{Deserialize, Serialize};

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/semanticTokens/full", full)
            .custom_method("textDocument/semanticTokens/full/delta", delta)
            .custom_method("textDocument/semanticTokens/range", range)
    },
};

/// The standard types that each kind may have, the best one first. A theme that colours code colours them.
const TYPES: [(TokenKind, &[&str]); 5] = [
    (TokenKind::Placeholder, &["parameter", "variable", "macro"]),
    (TokenKind::Choice, &["enumMember", "enum"]),
    (TokenKind::Label, &["property"]),
    (TokenKind::Keyword, &["keyword"]),
    (TokenKind::Id, &["type", "class"]),
];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
    previous_result_id: Option<String>,
    range: Option<Range>,
}

/// An answer: tokens, or what is another than in the answer before.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    result_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<DataEdit>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DataEdit {
    start: usize,
    delete_count: usize,
    data: Vec<u32>,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let announced = &backend.client().decorations.tokens;
    let legend = legend(backend.client());
    if legend.is_empty() || !(announced.full || announced.range) || !backend.is_on(Switch::Tokens) {
        return;
    }
    let token_types = legend.iter().map(|(_, name)| (*name).to_owned()).collect();
    let options = SemanticTokensOptions {
        legend: SemanticTokensLegend { token_types, token_modifiers: Vec::new() },
        range: announced.range.then_some(SemanticTokensOptionsRange::Bool(true)),
        full: announced
            .full
            .then_some(Full::SemanticTokensFullDelta(SemanticTokensFullDelta { delta: Some(announced.delta) })),
        ..SemanticTokensOptions::default()
    };
    capabilities.semantic_tokens_provider = Some(SemanticTokensProvider::SemanticTokensOptions(options));
}

/// The kinds that the client has a type for, with that: a type's place is its number.
fn legend(client: &Client) -> Vec<(TokenKind, &'static str)> {
    let known = |name: &&&'static str| client.decorations.tokens.types.iter().any(|known| known == **name);
    let found = TYPES.iter().filter_map(|(kind, names)| names.iter().find(known).map(|name| (*kind, *name)));
    found.collect()
}

async fn full(backend: &Backend, params: Params) -> Result<Prepared> {
    prepared(answer(backend, Params { previous_result_id: None, ..params }).await?.as_ref())
}

async fn delta(backend: &Backend, params: Params) -> Result<Prepared> {
    prepared(answer(backend, params).await?.as_ref())
}

/// All tokens; only what is another where the client has the last answer.
async fn answer(backend: &Backend, params: Params) -> Result<Option<Answer>> {
    let uri = Uri::from(params.text_document.uri);
    let Some(data) = data(backend, uri.clone(), None).await? else { return Ok(None) };
    let before = params.previous_result_id.as_deref();
    let (id, difference) = backend.told.keep(&uri, &data, before, |uri| backend.documents.get(uri).is_some());
    let result_id = Some(id);
    let Some(difference) = difference else {
        return Ok(Some(Answer { result_id, data: Some(data), edits: None }));
    };
    let is_other = difference.deleted > 0 || !difference.inserted.is_empty();
    let edit = DataEdit { start: difference.start, delete_count: difference.deleted, data: difference.inserted };
    Ok(Some(Answer { result_id, data: None, edits: Some(is_other.then_some(edit).into_iter().collect()) }))
}

async fn range(backend: &Backend, params: Params) -> Result<Prepared> {
    let data = data(backend, params.text_document.uri.into(), params.range).await?;
    prepared(data.map(|data| Answer { data: Some(data), ..Answer::default() }).as_ref())
}

/// Thousands of numbers, without a tree of them.
fn prepared(answer: Option<&Answer>) -> Result<Prepared> {
    Prepared::new(&answer).map_err(|_| Error::internal_error())
}

async fn data(backend: &Backend, uri: Uri, range: Option<Range>) -> Result<Option<Vec<u32>>> {
    if !backend.is_on(Switch::Tokens) {
        return Ok(None);
    }
    let client = backend.client().clone();
    backend.about(uri, move |version, stop| encoded(&client, version, range, stop)).await
}

/// The tokens of a range or of the whole document, five numbers each, as the protocol has them.
fn encoded(client: &Client, version: &Version, range: Option<Range>, stop: &Stop) -> Option<Vec<u32>> {
    let Some(snapshot) = version.snapshot() else { return Some(Vec::new()) };
    stop.go_on()?;
    let text = version.text();
    let within = range.map_or(Span::new(0, text.len()), |range| convert::span(text, range, client.encoding));
    let found = tokens(snapshot, within);
    stop.go_on()?;
    let legend = legend(client);
    let ruler = Ruler::new(text, client.encoding, found.len());
    let mut data = Vec::with_capacity(5 * found.len());
    let (mut line, mut column) = (0, 0);
    for token in &found {
        let Some(kind) = legend.iter().position(|(kind, _)| *kind == token.kind) else { continue };
        for part in lines(text, token, &ruler) {
            let new_line = part.start.line != line;
            let start = part.start.character;
            let shift = if new_line { start } else { start - column };
            let length = part.end.character - start;
            data.extend([part.start.line - line, shift, length, kind as u32, 0]);
            (line, column) = (part.start.line, start);
        }
    }
    Some(data)
}

/// A token line by line, without white space at the starts and ends of lines: most clients show no others.
fn lines(text: &Text, token: &Token, ruler: &Ruler<'_>) -> Vec<Range> {
    let whole = ruler.range(token.span);
    if whole.start.line == whole.end.line {
        return vec![whole];
    }
    let lines = (whole.start.line..=whole.end.line).filter_map(|line| text.line(line as usize));
    let parts = lines.filter_map(|line| {
        let part = Span::new(line.start.max(token.span.start), line.end.min(token.span.end).max(token.span.start));
        let start = text.content_start(part.start).min(part.end);
        let end = text.content_end(part.end).max(start);
        (start < end).then(|| ruler.range(Span::new(start, end)))
    });
    parts.collect()
}
