//! `textDocument/linkedEditingRange`.

use crate::assist::linked;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{LinkedEditingRangeParams, LinkedEditingRanges, Position, Result};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;

pub(super) const FEATURE: Feature = Feature {
    announce: |backend, capabilities| {
        capabilities.linked_editing_range_provider = backend.client().linked_editing.then(|| true.into());
    },
    methods: |methods| methods.custom_method("textDocument/linkedEditingRange", linked_editing_range),
};

async fn linked_editing_range(
    backend: &Backend,
    params: LinkedEditingRangeParams,
) -> Result<Option<LinkedEditingRanges>> {
    let at = params.text_document_position_params;
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| ranges(&client, version, at.position, stop);
    Ok(backend.about(at.text_document.uri.into(), work).await?.flatten())
}

/// The places that are typed in together with a position; `None` within where there are none.
fn ranges(client: &Client, version: &Version, position: Position, stop: &Stop) -> Option<Option<LinkedEditingRanges>> {
    let Some(snapshot) = version.snapshot().filter(|_| client.linked_editing) else { return Some(None) };
    stop.go_on()?;
    let found = linked(snapshot, convert::offset(version.text(), position, client.encoding));
    let Some(found) = found else { return Some(None) };
    let ruler = Ruler::new(version.text(), client.encoding, 2 * found.spans.len());
    let ranges = found.spans.into_iter().map(|span| ruler.range(span)).collect();
    Some(Some(LinkedEditingRanges { ranges, word_pattern: Some(found.pattern.to_owned()) }))
}
