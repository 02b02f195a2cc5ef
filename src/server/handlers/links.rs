//! `textDocument/documentLink`, `textDocument/definition` and `textDocument/references`.

use crate::assist::{self, Goal, Link};
use crate::files;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::documents::Documents;
use crate::server::lsp::{
    DefinitionParams, DefinitionProvider, DocumentLink, DocumentLinkOptions, DocumentLinkParams, Location, Position,
    Range, ReferenceParams, ReferencesProvider, Result, ServerCapabilities, Uri as LspUri,
};
use crate::server::ruler::Ruler;
use crate::server::siblings::Index;
use crate::server::state::{Backend, Feature};
use crate::server::uri::Uri;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::Text;
use crate::workspace::{Around, Snapshot, Switch};
use std::path::Path;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/documentLink", document_link)
            .custom_method("textDocument/definition", definition)
            .custom_method("textDocument/references", references)
    },
};

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let client = backend.client();
    let options = DocumentLinkOptions { resolve_provider: Some(false), ..DocumentLinkOptions::default() };
    capabilities.document_link_provider = (client.links && backend.is_on(Switch::Links)).then_some(options);
    let references = client.references && backend.is_on(Switch::Links);
    capabilities.references_provider = references.then_some(ReferencesProvider::Bool(true));
    capabilities.definition_provider = client.definitions.then_some(DefinitionProvider::Bool(true));
}

async fn document_link(backend: &Backend, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    if !backend.is_on(Switch::Links) {
        return Ok(None);
    }
    let desk = Desk::of(backend);
    let work = move |version: &Version, stop: &_| desk.links(version, stop);
    backend.about(params.text_document.uri.into(), work).await
}

async fn definition(backend: &Backend, params: DefinitionParams) -> Result<Option<Location>> {
    let at = params.text_document_position_params;
    let (desk, links) = (Desk::of(backend), backend.is_on(Switch::Links));
    let work = move |version: &Version, stop: &_| desk.definition(version, at.position, links, stop);
    Ok(backend.about(at.text_document.uri.into(), work).await?.flatten())
}

async fn references(backend: &Backend, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    if !backend.is_on(Switch::Links) {
        return Ok(None);
    }
    backend.siblings.ready().await;
    let (at, declared) = (params.text_document_position_params, params.context.include_declaration);
    let desk = Desk::of(backend);
    let work = move |version: &Version, stop: &_| desk.references(version, at.position, declared, stop);
    backend.about(at.text_document.uri.into(), work).await
}

/// What is needed to say where something leads.
struct Desk {
    client: std::sync::Arc<Client>,
    documents: Documents,
    index: Index,
}

impl Desk {
    fn of(backend: &Backend) -> Self {
        let (documents, index) = (backend.documents.clone(), backend.siblings.clone());
        Self { client: backend.client().clone(), documents, index }
    }

    /// What `make` makes of what stands around the document; `None` where that is not known.
    fn with<T>(&self, version: &Version, make: impl FnOnce(&Around<'_>, &Snapshot) -> T) -> Option<T> {
        let (project, snapshot) = (version.project.as_ref()?, version.snapshot()?);
        let (siblings, path) = (self.index.siblings(Some(&version.uri)), version.uri.path());
        Some(make(&Around { library: project.library(), siblings: &siblings, path: path.as_deref() }, snapshot))
    }

    fn links(&self, version: &Version, stop: &Stop) -> Option<Vec<DocumentLink>> {
        let links = self.with(version, assist::document_links).unwrap_or_default();
        stop.go_on()?;
        let ruler = Ruler::new(version.text(), self.client.encoding, 3 * links.len());
        let shown = |link: Link| {
            let range = ruler.range(link.span);
            let (uri, line) = match link.goal {
                Goal::Here(span) => (version.uri.to_lsp(), Some(ruler.range(span).start.line)),
                Goal::Template(_) => (template(version)?, None),
                Goal::File(path, place) => (self.uri(&path)?, place.map(|(line, _)| line)),
            };
            // As editors have it: lines from 1.
            let fragment = line.map(|line| format!("#L{}", line + 1)).unwrap_or_default();
            Some(DocumentLink { range, target: Some(LspUri(uri.0 + &fragment)), ..DocumentLink::default() })
        };
        Some(links.into_iter().filter_map(shown).collect())
    }

    /// Where what is at `position` leads; `None` within where it leads nowhere. Where the editor follows `links` itself
    /// only the template is asked.
    fn definition(&self, version: &Version, position: Position, links: bool, stop: &Stop) -> Option<Option<Location>> {
        stop.go_on()?;
        let encoding = self.client.encoding;
        let offset = convert::offset(version.text(), position, encoding);
        let goal = self.with(version, |around, snapshot| assist::definition(around, snapshot, offset)).flatten();
        let location = match goal {
            Some(Goal::Template(span)) => {
                let text = version.snapshot().and_then(Snapshot::template).map(|template| template.document.text());
                let uri = template(version);
                uri.zip(text).map(|(uri, text)| Location { uri, range: convert::range(text, span, encoding) })
            }
            _ if !links => None,
            Some(Goal::Here(span)) => {
                Some(Location { uri: version.uri.to_lsp(), range: convert::range(version.text(), span, encoding) })
            }
            Some(Goal::File(path, place)) => {
                let (line, text) = place.unwrap_or_default();
                let range = line_range(line, &text, &self.client);
                self.uri(&path).map(|uri| Location { uri, range })
            }
            None => None,
        };
        Some(location)
    }

    /// The links to the heading at `position`, and it itself where it is `declared` here.
    fn references(&self, version: &Version, position: Position, declared: bool, stop: &Stop) -> Option<Vec<Location>> {
        stop.go_on()?;
        let encoding = self.client.encoding;
        let offset = convert::offset(version.text(), position, encoding);
        let found = self.with(version, |around, snapshot| assist::references(around, snapshot, offset)).flatten();
        let found = found.unwrap_or_default();
        let heading = found.heading.filter(|_| declared);
        let own = heading
            .into_iter()
            .chain(found.own)
            .map(|span| Location { uri: version.uri.to_lsp(), range: convert::range(version.text(), span, encoding) });
        let mut locations: Vec<_> = own.collect();
        for (path, spans) in found.others {
            stop.go_on()?;
            let Some(uri) = Uri::from_path(&path) else { continue };
            let open = self.documents.get(&uri).map(|version| (version.uri.clone(), version.text().clone()));
            let read = || Some((uri, Text::new(&files::read(&path).ok()?)));
            let Some((uri, text)) = open.or_else(read) else { continue };
            let location = |span| Location { uri: uri.to_lsp(), range: convert::range(&text, span, encoding) };
            locations.extend(spans.into_iter().map(location));
        }
        Some(locations)
    }

    /// The file's name, as the client writes it where it has it open.
    fn uri(&self, path: &Path) -> Option<LspUri> {
        let uri = Uri::from_path(path)?;
        Some(self.documents.get(&uri).map_or(uri, |version| version.uri.clone()).to_lsp())
    }
}

/// The file of the document's template; `None` where it is built in.
fn template(version: &Version) -> Option<LspUri> {
    let template = version.snapshot()?.template()?;
    Uri::from_path(Path::new(&*template.path)).map(|uri| uri.to_lsp())
}

/// A whole line that says `text`.
pub(super) fn line_range(line: u32, text: &str, client: &Client) -> Range {
    let end = convert::columns(text, client.encoding);
    Range { start: Position { line, character: 0 }, end: Position { line, character: end } }
}
