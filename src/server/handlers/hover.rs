//! `textDocument/hover`.

use crate::assist;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{Contents, Hover, MarkupContent, MarkupKind, Position};
use crate::server::version::Version;
use crate::server::work::Stop;

/// What there is to say of a place; `None` within where there is nothing.
pub(crate) fn hover(client: &Client, version: &Version, position: Position, stop: &Stop) -> Option<Option<Hover>> {
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
