//! `textDocument/hover`.

use crate::assist::{self, Look};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{Contents, Hover, HoverParams, HoverProvider, MarkupContent, MarkupKind, Position, Result};
use crate::server::state::{Backend, Feature};
use crate::server::uri::Uri;
use crate::server::version::Version;
use crate::server::work::Stop;
use std::path::Path;

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
    let findings = version.findings()?;
    stop.go_on()?;
    let offset = convert::offset(version.text(), position, client.encoding);
    let found = assist::hover(&Look { snapshot, findings, offset, link: &link }).map(|found| {
        let (kind, value) = match client.hover_markdown {
            true => (MarkupKind::Markdown, found.markdown),
            false => (MarkupKind::PlainText, assist::plain_text(&found.markdown)),
        };
        let contents = Contents::MarkupContent(MarkupContent { kind, value });
        Hover { contents, range: Some(convert::range(version.text(), found.span, client.encoding)) }
    });
    Some(found)
}

/// The address of a template's line. A built-in template is no file that an editor could open.
fn link(path: &str, line: u32) -> Option<String> {
    // A link in Markdown would end at a bracket.
    let address = Uri::of_file(Path::new(path))?.replace('(', "%28").replace(')', "%29");
    Some(format!("{address}#L{}", line + 1))
}
