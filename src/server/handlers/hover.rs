//! `textDocument/hover`.

use crate::assist;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{Contents, Hover, HoverParams, HoverProvider, MarkupContent, MarkupKind, Position, Result};
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;

pub(super) const FEATURE: Feature = Feature {
    announce: |_, capabilities| capabilities.hover_provider = Some(HoverProvider::Bool(true)),
    methods: |methods| methods.custom_method("textDocument/hover", hover),
};

async fn hover(backend: &Backend, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| said(&client, version, at.position, stop);
    Ok(backend.about(at.text_document.uri.into(), work).await?.flatten())
}

/// What there is to say of a place; `None` within where there is nothing.
fn said(client: &Client, version: &Version, position: Position, stop: &Stop) -> Option<Option<Hover>> {
    let Some(snapshot) = version.snapshot() else { return Some(None) };
    stop.go_on()?;
    let offset = convert::offset(version.text(), position, client.encoding);
    let found = assist::hover(snapshot, offset).map(|found| {
        let kind = if client.hover_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        let contents = Contents::MarkupContent(MarkupContent { kind, value: found.markdown });
        Hover { contents, range: Some(convert::range(version.text(), found.span, client.encoding)) }
    });
    Some(found)
}
