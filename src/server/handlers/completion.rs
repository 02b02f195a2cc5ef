//! `textDocument/completion` and `completionItem/resolve`.

use crate::assist::{self, Completion};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit, CompletionList,
    Documentation, InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit,
};
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::workspace::Library;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};

/// The documentation of the list that was shown last. It is kept, not computed again, because a
/// client filters the list that it has while the author types on, and asks about its items then.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    list: Mutex<(u64, Vec<String>)>,
}

/// What finds an item's documentation again.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    list: u64,
    item: usize,
}

impl Shown {
    /// Keeps the documentation of a list and lets its items say where it is.
    pub(crate) fn keep(&self, items: &mut [CompletionItem], documentation: Vec<String>) {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        *list = (list.0 + 1, documentation);
        for (index, item) in items.iter_mut().enumerate() {
            item.data = serde_json::to_value(Data { list: list.0, item: index }).ok();
        }
    }

    /// The item with its documentation; as it is where its list is not the last one shown.
    pub(crate) fn resolve(&self, mut item: CompletionItem, client: &Client) -> CompletionItem {
        let data = item.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
        let list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(data) = data.filter(|data| data.list == list.0)
            && let Some(text) = list.1.get(data.item)
        {
            item.documentation = Some(documentation(text.clone(), client));
        }
        item
    }
}

/// The list for a place and the documentation of its items, left out of them where the client asks for it later.
pub(crate) fn completion(
    library: &Library,
    client: &Client,
    version: &Version,
    position: Position,
    stop: &Stop,
) -> Option<(CompletionList, Vec<String>)> {
    let mut list = CompletionList { is_incomplete: false, ..CompletionList::default() };
    let Some(snapshot) = version.snapshot() else { return Some((list, Vec::new())) };
    stop.go_on()?;
    let offset = convert::offset(version.text(), position, client.encoding);
    let mut later = Vec::new();
    for mut completion in assist::completion(library, snapshot, offset) {
        let text = std::mem::take(&mut completion.documentation);
        let mut item = item(completion, version, client);
        if client.resolves_documentation {
            later.push(text);
        } else {
            item.documentation = Some(documentation(text, client));
        }
        list.items.push(item);
    }
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
        kind: Some(CompletionItemKind::Struct),
        label_details,
        detail,
        sort_text: Some(format!("{:05}", completion.order)),
        filter_text: Some(completion.filter),
        insert_text_format: Some(format),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

fn documentation(text: String, client: &Client) -> Documentation {
    match client.markdown {
        true => Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        false => Documentation::String(text),
    }
}
