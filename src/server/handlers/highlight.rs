//! `textDocument/documentHighlight`.

use crate::assist::highlights;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Position, Result};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::transport::Prepared;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::workspace::Switch;

pub(super) const FEATURE: Feature = Feature {
    announce: |backend, capabilities| {
        capabilities.document_highlight_provider = backend.is_on(Switch::Highlights).then(|| true.into());
    },
    methods: |methods| methods.custom_method("textDocument/documentHighlight", document_highlight),
};

async fn document_highlight(backend: &Backend, params: DocumentHighlightParams) -> Result<Option<Prepared>> {
    if !backend.is_on(Switch::Highlights) {
        return Ok(None);
    }
    let at = params.text_document_position_params;
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| Prepared::new(&places(&client, version, at.position, stop)?).ok();
    backend.about(at.text_document.uri.into(), work).await
}

/// The places of what is at a position; `None` within where there are no others, so that the client may look for words.
fn places(
    client: &Client,
    version: &Version,
    position: Position,
    stop: &Stop,
) -> Option<Option<Vec<DocumentHighlight>>> {
    let Some(snapshot) = version.snapshot() else { return Some(None) };
    stop.go_on()?;
    let spans = highlights(snapshot, convert::offset(version.text(), position, client.encoding));
    if spans.is_empty() {
        return Some(None);
    }
    stop.go_on()?;
    let ruler = Ruler::new(version.text(), client.encoding, 2 * spans.len());
    let kind = Some(DocumentHighlightKind::Text);
    Some(Some(spans.into_iter().map(|span| DocumentHighlight { range: ruler.range(span), kind }).collect()))
}
