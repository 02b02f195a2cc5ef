//! `textDocument/documentSymbol`, `textDocument/foldingRange` and `textDocument/selectionRange`.

use crate::assist::{FoldKind, Symbol, folds, selections, symbols};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    DocumentSymbol, DocumentSymbolParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, Position, Range, Result,
    SelectionRange, SelectionRangeParams, ServerCapabilities, SymbolKind,
};
use crate::server::ruler::Ruler;
use crate::server::state::{Backend, Feature};
use crate::server::transport::Prepared;
use crate::server::version::{Content, Version};
use crate::server::work::Stop;
use crate::text::Span;
use crate::workspace::Switch;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/documentSymbol", document_symbol)
            .custom_method("textDocument/foldingRange", folding_range)
            .custom_method("textDocument/selectionRange", selection_range)
    },
};

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let outlines = backend.client().symbol_trees && backend.is_on(Switch::Outline);
    capabilities.document_symbol_provider = outlines.then(|| true.into());
    capabilities.folding_range_provider = backend.is_on(Switch::Folding).then(|| true.into());
    capabilities.selection_range_provider = backend.is_on(Switch::Selection).then(|| true.into());
}

async fn document_symbol(backend: &Backend, params: DocumentSymbolParams) -> Result<Option<Prepared>> {
    if !backend.is_on(Switch::Outline) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| Prepared::new(&document_symbols(&client, version, stop)?).ok();
    backend.about(params.text_document.uri.into(), work).await
}

async fn folding_range(backend: &Backend, params: FoldingRangeParams) -> Result<Option<Prepared>> {
    if !backend.is_on(Switch::Folding) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| Prepared::new(&folding_ranges(&client, version, stop)?).ok();
    backend.about(params.text_document.uri.into(), work).await
}

async fn selection_range(backend: &Backend, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    if !backend.is_on(Switch::Selection) {
        return Ok(None);
    }
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &_| selection_ranges(&client, version, &params.positions, stop);
    backend.about(params.text_document.uri.into(), work).await
}

/// The section tree.
fn document_symbols(client: &Client, version: &Version, stop: &Stop) -> Option<Vec<DocumentSymbol>> {
    let Some(snapshot) = version.snapshot() else { return Some(Vec::new()) };
    stop.go_on()?;
    let tree = symbols(snapshot);
    stop.go_on()?;
    let ruler = Ruler::new(version.text(), client.encoding, 2 * snapshot.document().sections().len());
    Some(tree.into_iter().map(|symbol| nested(symbol, &ruler)).collect())
}

/// Headings nest six deep at most.
fn nested(symbol: Symbol, ruler: &Ruler<'_>) -> DocumentSymbol {
    let children = symbol.children.into_iter().map(|child| nested(child, ruler)).collect();
    let detail = (!symbol.detail.is_empty()).then_some(symbol.detail);
    let (range, selection) = (ruler.range(symbol.span), ruler.range(symbol.selection));
    DocumentSymbol::new(symbol.name, detail, SymbolKind::String, None, None, range, selection, Some(children))
}

/// What can be folded, whole lines; only what has more than one.
fn folding_ranges(client: &Client, version: &Version, stop: &Stop) -> Option<Vec<FoldingRange>> {
    stop.go_on()?;
    let Content::Parsed(document) = &version.content else { return Some(Vec::new()) };
    let folds = folds(document);
    stop.go_on()?;
    let ruler = Ruler::new(version.text(), client.encoding, folds.len());
    let lines = folds.into_iter().map(|fold| (ruler.range(fold.span), fold.kind));
    let mut ranges: Vec<FoldingRange> = Vec::new();
    for (Range { start, end }, kind) in lines.filter(|(range, _)| range.start.line < range.end.line) {
        match ranges.last_mut() {
            // Of several that begin in one line, clients show one: the longest.
            Some(last) if last.start_line == start.line => last.end_line = last.end_line.max(end.line),
            _ => ranges.push(FoldingRange {
                start_line: start.line,
                end_line: end.line,
                kind: (kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
                ..FoldingRange::default()
            }),
        }
    }
    Some(ranges)
}

/// How a selection grows at each position: from the word to the whole text.
fn selection_ranges(
    client: &Client,
    version: &Version,
    positions: &[Position],
    stop: &Stop,
) -> Option<Vec<SelectionRange>> {
    let range = |span| convert::range(version.text(), span, client.encoding);
    let grow = |position: &Position| {
        stop.go_on()?;
        let offset = convert::offset(version.text(), *position, client.encoding);
        let chain = match &version.content {
            Content::Parsed(document) => selections(document, offset),
            Content::Unparsed(_) => Vec::new(),
        };
        let outermost =
            SelectionRange { range: range(chain.last().copied().unwrap_or(Span::at(offset))), parent: None };
        let inner = chain.iter().rev().skip(1);
        Some(
            inner
                .fold(outermost, |parent, span| SelectionRange { range: range(*span), parent: Some(Box::new(parent)) }),
        )
    };
    positions.iter().map(grow).collect()
}
