//! `textDocument/completion` and `completionItem/resolve`.

use crate::assist::{self, Completion, CompletionKind};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit, CompletionList,
    CompletionOptions, CompletionParams, Documentation, InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind,
    Position, Result, ServerCapabilities, TextEdit,
};
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::workspace::Around;
use serde::{Deserialize, Serialize};

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/completion", completion)
            .custom_method("completionItem/resolve", resolve_completion)
    },
};

/// What makes an editor ask by itself, though it is no letter: a heading, an item or front matter, a table, a value, a link. In
/// prose the answer to them is nothing.
const TRIGGERS: [&str; 5] = ["#", "-", "|", ":", "("];

/// What finds an item's documentation again.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    list: u64,
    item: usize,
}

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    capabilities.completion_provider = Some(CompletionOptions {
        trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
        resolve_provider: Some(backend.client().resolves_documentation),
        ..CompletionOptions::default()
    });
}

async fn completion(backend: &Backend, params: CompletionParams) -> Result<Option<CompletionList>> {
    let at = params.text_document_position_params;
    let trigger = params.context.and_then(|context| context.trigger_character);
    // Elsewhere a parenthesis is one of the author's text.
    let only_links = trigger.is_some_and(|trigger| trigger == "(");
    let (client, siblings) = (backend.client().clone(), backend.siblings.clone());
    let work = move |version: &Version, stop: &_| {
        let Some(project) = &version.project else { return Some(None) };
        let path = version.uri.path();
        let siblings = siblings.siblings(Some(&version.uri)).with_templates(project.templates());
        let around = Around { library: project.library(), siblings: &siblings, path: path.as_deref() };
        listed(&around, &client, version, (at.position, only_links), stop).map(Some)
    };
    let made = backend.about_newest(&at.text_document.uri.into(), work).await?.flatten();
    Ok(made.map(|(mut list, documentation)| {
        if !documentation.is_empty() {
            let number = backend.shown.keep(documentation);
            for (item, shown) in list.items.iter_mut().enumerate() {
                shown.data = serde_json::to_value(Data { list: number, item }).ok();
            }
        }
        list
    }))
}

/// The item with its documentation; as it is where its list is not the last one shown.
async fn resolve_completion(backend: &Backend, mut item: CompletionItem) -> Result<CompletionItem> {
    let data = item.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    if let Some(text) = data.and_then(|data| backend.shown.get(data.list, data.item)) {
        item.documentation = Some(documentation(text, backend.client()));
    }
    Ok(item)
}

/// The list for a place and the documentation of its items, left out of them where the client asks for it later.
fn listed(
    around: &Around<'_>,
    client: &Client,
    version: &Version,
    (position, only_links): (Position, bool),
    stop: &Stop,
) -> Option<(CompletionList, Vec<String>)> {
    let mut list = CompletionList { is_incomplete: false, ..CompletionList::default() };
    let Some(snapshot) = version.snapshot() else { return Some((list, Vec::new())) };
    stop.go_on()?;
    let offset = convert::offset(version.text(), position, client.encoding);
    let is_link = assist::is_in_link(snapshot.document(), offset);
    if only_links && !is_link {
        return Some((list, Vec::new()));
    }
    let mut later = Vec::new();
    for mut completion in assist::completion(around, snapshot, offset) {
        let text = std::mem::take(&mut completion.documentation);
        let mut item = item(completion, version, client);
        if client.resolves_documentation {
            later.push(text);
        } else {
            item.documentation = Some(documentation(text, client));
        }
        list.items.push(item);
    }
    list.is_incomplete = is_link && list.items.len() >= assist::MOST_LINKS;
    Some((list, later))
}

fn item(completion: Completion, version: &Version, client: &Client) -> CompletionItem {
    let is_safe = || !client.runs_backquotes || !assist::plain(&completion.skeleton).contains('`');
    let (format, new_text) = match client.snippets && is_safe() {
        true => (InsertTextFormat::Snippet, assist::snippet(&completion.skeleton)),
        false => (InsertTextFormat::PlainText, assist::plain(&completion.skeleton)),
    };
    let range = convert::range(version.text(), completion.span, client.encoding);
    let detail = Some(completion.detail).filter(|detail| !detail.is_empty());
    let (label_details, detail) = match client.label_details {
        true => (Some(CompletionItemLabelDetails { description: detail, ..Default::default() }), None),
        false => (None, detail),
    };
    CompletionItem {
        label: completion.label,
        kind: Some(kind(completion.kind)),
        label_details,
        detail,
        sort_text: Some(format!("{:05}", completion.order)),
        filter_text: Some(completion.filter),
        insert_text_format: Some(format),
        insert_text_mode: (client.inserts_as_is && new_text.contains('\n')).then_some(InsertTextMode::AsIs),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Template => CompletionItemKind::File,
        CompletionKind::Section => CompletionItemKind::Struct,
        CompletionKind::Field => CompletionItemKind::Field,
        CompletionKind::Key => CompletionItemKind::Property,
        CompletionKind::Part => CompletionItemKind::Snippet,
        CompletionKind::Choice => CompletionItemKind::EnumMember,
        CompletionKind::Value => CompletionItemKind::Value,
        CompletionKind::Directive => CompletionItemKind::Keyword,
        CompletionKind::File => CompletionItemKind::File,
        CompletionKind::Anchor => CompletionItemKind::Reference,
    }
}

fn documentation(text: String, client: &Client) -> Documentation {
    match client.markdown {
        true => Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        false => Documentation::String(text),
    }
}
