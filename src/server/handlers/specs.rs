//! `workspace/symbol`, and `specls/specs`, the workspace's specs with what is left to do in each.

use super::links::line_range;
use crate::assist::{self, Found, Progress, Standing};
use crate::server::capabilities::Client;
use crate::server::lsp::{
    Location, LspAny, Range, Result, ServerCapabilities, SymbolKind, Uri as LspUri, WorkspaceSymbolParams,
    WorkspaceSymbolProvider,
};
use crate::server::state::{Backend, Feature};
use crate::server::uri::Uri;
use serde::Serialize;

/// An editor shows no more than that at once, and asks again with each letter.
const MOST: usize = 128;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| methods.custom_method("workspace/symbol", workspace_symbol).custom_method("specls/specs", specs),
};

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let symbols = backend.client().workspace_symbols;
    capabilities.workspace_symbol_provider = symbols.then_some(WorkspaceSymbolProvider::Bool(true));
}

async fn workspace_symbol(backend: &Backend, params: WorkspaceSymbolParams) -> Result<Vec<Symbol>> {
    backend.siblings.ready().await;
    let (client, index) = (backend.client().clone(), backend.siblings.clone());
    let documents = backend.documents.clone();
    let work = move |go_on: &(dyn Fn() -> bool + Sync)| {
        let siblings = index.siblings(None);
        let found = assist::headings(&siblings, &params.query, MOST, go_on)?;
        let name = |uri: Uri| documents.get(&uri).map_or(uri, |version| version.uri.clone()).to_lsp();
        let symbol = |found: Found<'_>| {
            let uri = name(Uri::from_path(&found.sibling.path)?);
            Some(Symbol::new(found, uri, &client))
        };
        Some(found.into_iter().filter_map(symbol).collect())
    };
    backend.work.apart(work).await
}

/// The params are of no interest, but a client must send some.
async fn specs(backend: &Backend, _: LspAny) -> Result<Vec<Spec>> {
    backend.siblings.ready().await;
    for uri in backend.documents.uris() {
        backend.projects.ready(&uri).await;
    }
    backend.specs.tell();
    let (client, specs) = (backend.client().clone(), backend.specs.clone());
    let work = move |go_on: &(dyn Fn() -> bool + Sync)| {
        let list = specs.list(go_on)?;
        Some(list.into_iter().map(|(uri, standing)| Spec::new(&uri, &standing, &client)).collect())
    };
    backend.work.apart(work).await
}

/// A heading, as every client knows symbols.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Symbol {
    name: String,
    kind: SymbolKind,
    location: Location,
    /// The title of the heading's document.
    #[serde(skip_serializing_if = "Option::is_none")]
    container_name: Option<String>,
}

impl Symbol {
    fn new(Found { sibling, heading }: Found<'_>, uri: LspUri, client: &Client) -> Self {
        let range = line_range(heading.line, &heading.source(), client);
        let title = sibling.title().filter(|title| *title != &*heading.text);
        Self {
            name: heading.text.to_string(),
            kind: SymbolKind::String,
            location: Location { uri, range },
            container_name: title.map(str::to_owned),
        }
    }
}

/// One spec of the workspace.
#[derive(Serialize)]
struct Spec {
    uri: LspUri,
    /// Its title; the file's name where it has none.
    title: String,
    template: String,
    progress: Done,
    /// Those with gaps.
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    heading: String,
    level: u8,
    range: Range,
    progress: Done,
}

/// How far something has come.
#[derive(Serialize)]
struct Done {
    /// For people: `2 of 5 sections, 1 placeholder`; empty where nothing is left.
    text: String,
    present: usize,
    wanted: usize,
    placeholders: usize,
}

impl Spec {
    fn new(uri: &Uri, standing: &Standing, client: &Client) -> Self {
        let name = || uri.path().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        let section = |(heading, progress): &(crate::workspace::SiblingHeading, Progress)| Section {
            heading: heading.text.to_string(),
            level: heading.level,
            range: line_range(heading.line, &heading.source(), client),
            progress: (*progress).into(),
        };
        Self {
            uri: uri.to_lsp(),
            title: standing.title.clone().filter(|title| !title.is_empty()).or_else(name).unwrap_or_default(),
            template: standing.template.clone(),
            progress: standing.progress.into(),
            sections: standing.sections.iter().map(section).collect(),
        }
    }
}

impl From<Progress> for Done {
    fn from(progress: Progress) -> Self {
        let Progress { present, wanted, placeholders } = progress;
        let text = if progress.is_done() { String::new() } else { progress.to_string() };
        Self { text, present, wanted, placeholders }
    }
}
