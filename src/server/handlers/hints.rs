//! `textDocument/inlayHint`.

use crate::assist::{Hint, hints};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    InlayHint, InlayHintLabel, InlayHintProvider, InlayHintTooltip, Range, Result, ServerCapabilities,
    TextDocumentIdentifier,
};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::Span;
use crate::workspace::Switch;
use serde::Deserialize;

pub(super) const FEATURE: Feature =
    Feature { announce, methods: |methods| methods.custom_method("textDocument/inlayHint", inlay_hint) };

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
    range: Range,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let is_on = backend.client().decorations.hints && backend.is_on(Switch::Hints);
    capabilities.inlay_hint_provider = is_on.then_some(InlayHintProvider::Bool(true));
}

async fn inlay_hint(backend: &Backend, params: Params) -> Result<Option<Vec<InlayHint>>> {
    if !backend.is_on(Switch::Hints) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let lenses = client.decorations.lenses && backend.is_on(Switch::Lenses);
    let work = move |version: &Version, stop: &_| inlay_hints(&client, version, (params.range, lenses), stop);
    backend.about(params.text_document.uri.into(), work).await
}

/// The hints of a range.
fn inlay_hints(
    client: &Client,
    version: &Version,
    (range, lenses): (Range, bool),
    stop: &Stop,
) -> Option<Vec<InlayHint>> {
    let Some(snapshot) = version.snapshot() else { return Some(Vec::new()) };
    stop.go_on()?;
    let found = hints(snapshot, convert::span(version.text(), range, client.encoding), lenses);
    stop.go_on()?;
    let ruler = Ruler::new(version.text(), client.encoding, found.len());
    let hint = |hint: Hint| InlayHint {
        position: ruler.range(Span::at(hint.offset)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: hint.edits.map(|edits| convert::edits(version.text(), &edits, client.encoding)),
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Some(found.into_iter().map(hint).collect())
}
