//! `textDocument/formatting`, `textDocument/rangeFormatting` and `textDocument/onTypeFormatting`.

use crate::assist::{FormatOptions, format_range, new_line};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    DocumentFormattingProvider, DocumentOnTypeFormattingOptions, DocumentRangeFormattingProvider, Position, Range,
    Result, ServerCapabilities, TextDocumentIdentifier, TextEdit,
};
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::{Edits, Span};
use crate::workspace::{Snapshot, Switch};
use serde::Deserialize;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/formatting", formatting)
            .custom_method("textDocument/rangeFormatting", formatting)
            .custom_method("textDocument/onTypeFormatting", on_type_formatting)
    },
};

/// Ends a heading.
const NEW_LINE: &str = "\n";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
    /// The whole document where there is none.
    range: Option<Range>,
    #[serde(default)]
    options: Options,
}

/// What matters here of the options; clients send others of all kinds.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    trim_trailing_whitespace: Option<bool>,
    insert_final_newline: Option<bool>,
    trim_final_newlines: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Typed {
    text_document: TextDocumentIdentifier,
    position: Position,
    ch: String,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let formats = &backend.client().decorations;
    if !backend.is_on(Switch::Formatting) {
        return;
    }
    capabilities.document_formatting_provider = formats.formatting.then_some(DocumentFormattingProvider::Bool(true));
    capabilities.document_range_formatting_provider =
        formats.range_formatting.then_some(DocumentRangeFormattingProvider::Bool(true));
    capabilities.document_on_type_formatting_provider = formats.on_type_formatting.then(|| {
        DocumentOnTypeFormattingOptions { first_trigger_character: NEW_LINE.to_owned(), more_trigger_character: None }
    });
}

async fn formatting(backend: &Backend, params: Params) -> Result<Option<Vec<TextEdit>>> {
    let Params { text_document, range, options } = params;
    let options = FormatOptions {
        trim_trailing_whitespace: options.trim_trailing_whitespace == Some(true),
        insert_final_newline: options.insert_final_newline == Some(true),
        trim_final_newlines: options.trim_final_newlines == Some(true),
    };
    let client = backend.client().clone();
    edits(backend, text_document, move |snapshot| {
        let text = snapshot.document().text();
        let whole = Span::new(0, text.len());
        format_range(snapshot, range.map_or(whole, |range| convert::span(text, range, client.encoding)), options)
    })
    .await
}

async fn on_type_formatting(backend: &Backend, params: Typed) -> Result<Option<Vec<TextEdit>>> {
    let client = backend.client().clone();
    edits(backend, params.text_document, move |snapshot| {
        let at = convert::offset(snapshot.document().text(), params.position, client.encoding);
        let is_new_line = params.ch.as_str() == NEW_LINE;
        is_new_line.then(|| new_line(snapshot, at)).flatten().map(Edits::from).unwrap_or_default()
    })
    .await
}

/// What `make` makes of a document; nothing where it follows no template.
async fn edits(
    backend: &Backend,
    document: TextDocumentIdentifier,
    make: impl FnOnce(&Snapshot) -> Edits + Send + 'static,
) -> Result<Option<Vec<TextEdit>>> {
    if !backend.is_on(Switch::Formatting) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &Stop| made(&client, version, make, stop);
    Ok(backend.about(document.uri.into(), work).await?.flatten())
}

fn made(
    client: &Client,
    version: &Version,
    make: impl FnOnce(&Snapshot) -> Edits,
    stop: &Stop,
) -> Option<Option<Vec<TextEdit>>> {
    let Some(snapshot) = version.snapshot().filter(|snapshot| snapshot.template().is_some()) else { return Some(None) };
    stop.go_on()?;
    let edits = make(snapshot);
    stop.go_on()?;
    Some(Some(convert::edits(version.text(), &edits, client.encoding)))
}
