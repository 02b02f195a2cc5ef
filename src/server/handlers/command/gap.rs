//! `specls.nextGap` and `specls.previousGap`.

use super::argument::Argument;
use super::ask::{about, reveal, value};
use crate::assist::{gaps, next_gap, previous_gap};
use crate::server::convert;
use crate::server::lsp::{Location, LspAny, Result};
use crate::server::state::Backend;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::Span;

/// Which of the gaps, by place, to go to from a byte.
type Way = fn(&[Span], usize) -> Option<Span>;

pub(super) async fn next(backend: &Backend, argument: Argument) -> Result<LspAny> {
    go(backend, argument, next_gap).await
}

pub(super) async fn previous(backend: &Backend, argument: Argument) -> Result<LspAny> {
    go(backend, argument, previous_gap).await
}

/// The gap's location; null where nothing is left to write.
async fn go(backend: &Backend, argument: Argument, way: Way) -> Result<LspAny> {
    let show = argument.flag("show")?;
    let position = argument.position("position")?.unwrap_or_default();
    let encoding = backend.client().encoding;
    let work = move |version: &Version, stop: &Stop| {
        let gap = gap(version, convert::offset(version.text(), position, encoding), way, stop)?;
        let range = |span| convert::range(version.text(), span, encoding);
        Some(Ok(gap.map(|span| Location { uri: version.uri.to_lsp(), range: range(span) })))
    };
    let found = about(backend, &argument, work).await?;
    if let Some(location) = found.as_ref().filter(|_| show && backend.client().shows_documents) {
        reveal(&backend.socket, location.uri.clone(), Some(location.range));
    }
    value(found)
}

fn gap(version: &Version, offset: usize, way: Way, stop: &Stop) -> Option<Option<Span>> {
    let Some(snapshot) = version.snapshot().filter(|_| !version.choice.ignored) else { return Some(None) };
    stop.go_on()?;
    let findings = version.findings()?;
    stop.go_on()?;
    Some(way(&gaps(snapshot, findings), offset))
}
