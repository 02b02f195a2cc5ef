//! `textDocument/codeLens`.

use crate::assist::{Lens, lenses};
use crate::server::capabilities::Client;
use crate::server::lsp::{
    CodeLens, CodeLensOptions, Command, Range, Result, ServerCapabilities, TextDocumentIdentifier,
};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::Span;
use crate::workspace::Switch;
use serde::Deserialize;
use serde_json::json;

pub(super) const FEATURE: Feature =
    Feature { announce, methods: |methods| methods.custom_method("textDocument/codeLens", code_lens) };

/// The command that goes to the next gap.
const NEXT_GAP: &str = "specls.nextGap";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: TextDocumentIdentifier,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let is_on = backend.client().decorations.lenses && backend.is_on(Switch::Lenses);
    capabilities.code_lens_provider = is_on.then(CodeLensOptions::default);
}

async fn code_lens(backend: &Backend, params: Params) -> Result<Option<Vec<CodeLens>>> {
    if !backend.is_on(Switch::Lenses) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| code_lenses(&client, version, stop);
    backend.about(params.text_document.uri.into(), work).await
}

/// The lenses of a document. They are counted from what its diagnostics are made of, so there is nothing left to resolve.
fn code_lenses(client: &Client, version: &Version, stop: &Stop) -> Option<Vec<CodeLens>> {
    let Some(snapshot) = version.snapshot() else { return Some(Vec::new()) };
    stop.go_on()?;
    let findings = version.findings()?;
    stop.go_on()?;
    let found = lenses(snapshot, findings);
    stop.go_on()?;
    let ruler = Ruler::new(version.text(), client.encoding, 2 * found.len());
    Some(found.into_iter().flat_map(|lens| code_lens_of(lens, client, version, &ruler)).collect())
}

/// A lens of a section goes to its next gap. That of the document says how far it has come, and one beside it goes.
fn code_lens_of(lens: Lens, client: &Client, version: &Version, ruler: &Ruler<'_>) -> Vec<CodeLens> {
    let range = ruler.range(lens.span);
    let goes = lens.gaps_from.filter(|_| client.shows_documents).map(|from| {
        let position = ruler.range(Span::at(from)).start;
        vec![json!({"uri": version.uri.as_str(), "position": position, "show": true})]
    });
    if !lens.whole {
        return vec![made(range, lens.label, goes)];
    }
    let next = goes.map(|arguments| made(range, "next gap".to_owned(), Some(arguments)));
    [made(range, lens.label, None)].into_iter().chain(next).collect()
}

/// A lens that does nothing has a command without a name: clients show its title as plain text.
fn made(range: Range, title: String, arguments: Option<Vec<serde_json::Value>>) -> CodeLens {
    let command = if arguments.is_some() { NEXT_GAP.to_owned() } else { String::new() };
    CodeLens { range, command: Some(Command { title, tooltip: None, command, arguments }), data: None }
}
