//! `textDocument/codeAction` and `codeAction/resolve`.

use super::workspace_edit::workspace_edit;
use crate::assist::{Action, ActionKind, Asked, actions};
use crate::files;
use crate::rules::Finding;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::documents::Documents;
use crate::server::lsp::{
    Code, CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOptions, CodeActionProvider, Diagnostic, Error,
    LspAny, Message, Range, Result, ServerCapabilities, TextDocumentIdentifier, Uri, WorkspaceEdit,
};
use crate::server::state::{Backend, Feature};
use crate::server::uri;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::workspace::Project;
use serde::{Deserialize, Serialize};
use std::path::Path;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/codeAction", code_action)
            .custom_method("codeAction/resolve", resolve_code_action)
    },
};

/// The kinds, in the order in which they are announced.
const KINDS: [(ActionKind, &str); 5] = [
    (ActionKind::QuickFix, "quickfix"),
    (ActionKind::Extract, "refactor.extract"),
    (ActionKind::Move, "refactor.move"),
    (ActionKind::Rewrite, "refactor.rewrite"),
    (ActionKind::FixAll, "source.fixAll.specls"),
];

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let client = backend.client();
    let offered = KINDS.iter().filter(|(kind, _)| *kind != ActionKind::Extract || client.creates_files);
    let options = CodeActionOptions {
        code_action_kinds: Some(offered.map(|(_, name)| CodeActionKind::from((*name).to_owned())).collect()),
        resolve_provider: Some(client.resolves_edits),
        ..CodeActionOptions::default()
    };
    capabilities.code_action_provider = client.code_actions.then_some(CodeActionProvider::CodeActionOptions(options));
}

async fn code_action(backend: &Backend, params: CodeActionParams) -> Result<Option<Vec<CodeAction>>> {
    let (client, documents, uri) =
        (backend.client().clone(), backend.documents.clone(), params.text_document.uri.clone());
    let work = move |version: &Version, stop: &_| {
        let around = Around { client: &client, documents: &documents, version };
        code_actions(around, &params, stop)
    };
    backend.about(uri.into(), work).await
}

async fn resolve_code_action(backend: &Backend, mut action: CodeAction) -> Result<CodeAction> {
    let data = action.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let Some(data) = data else { return Err(Error::invalid_params("not an action of this server")) };
    let version = backend.documents.get(&data.uri.clone().into());
    let version = version.filter(|version| version.number == data.version).ok_or(Error::content_modified())?;
    let (client, documents, title) = (backend.client().clone(), backend.documents.clone(), action.title.clone());
    let work = move |version: &Version, stop: &_| {
        let around = Around { client: &client, documents: &documents, version };
        resolve(around, &data, &title, stop)
    };
    action.edit = Some(backend.work.run(version, work).await?);
    Ok(action)
}

/// `textDocument/codeAction`. The diagnostics are read one by one, so that those of another server
/// cannot spoil the request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeActionParams {
    text_document: TextDocumentIdentifier,
    range: Range,
    context: Context,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    #[serde(default)]
    diagnostics: Vec<LspAny>,
    only: Option<Vec<String>>,
    trigger_kind: Option<u32>,
}

/// What finds an action again: its place among those of its kind, for a range of a version.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    range: Range,
    kind: String,
    index: usize,
    /// Whether refactorings were asked for. lsp-mode hands a false back as null.
    by_name: Option<bool>,
}

/// A version of a document, and what else decides what is offered.
#[derive(Clone, Copy)]
struct Around<'a> {
    client: &'a Client,
    documents: &'a Documents,
    version: &'a Version,
}

/// The actions for a range.
fn code_actions(around: Around<'_>, params: &CodeActionParams, stop: &Stop) -> Option<Vec<CodeAction>> {
    let (client, version, context) = (around.client, around.version, &params.context);
    if !client.code_actions {
        return Some(Vec::new());
    }
    let shown: Vec<Diagnostic> =
        context.diagnostics.iter().filter_map(|value| Diagnostic::deserialize(value).ok()).collect();
    let kinds: Vec<ActionKind> = KINDS.iter().map(|(kind, _)| *kind).filter(|kind| context.wants(*kind)).collect();
    let by_name = context.names_refactorings();
    around.offered(params.range, &kinds, by_name, stop, |offered| {
        let findings = version.findings()?;
        let mends = |action: &Action<'_>| {
            let finding = action.finding.and_then(|index| findings.get(index));
            finding.map(|finding| mended(finding, &shown, version, client))
        };
        // A client that names some of the findings in a range, as Kate does for a whole document, means those.
        let names_some = offered.iter().any(|action| mends(action).is_some_and(|mended| !mended.is_empty()));
        let is_meant = |action: &Action<'_>| !names_some || mends(action).is_none_or(|mended| !mended.is_empty());
        let mut counts = [0; KINDS.len()];
        let mut list = Vec::new();
        for action in offered {
            let count = &mut counts[index_of(action.kind)];
            let index = std::mem::replace(count, *count + 1);
            if !is_meant(action) {
                continue;
            }
            let kind = name(action.kind).to_owned();
            let later = client.resolves_edits && action.disabled.is_none();
            let data = Data {
                uri: version.uri.to_lsp(),
                version: version.number,
                range: params.range,
                kind,
                index,
                by_name: Some(by_name),
            };
            let edit =
                if later { None } else { action.change().map(|change| workspace_edit(&change, version, client)) };
            if edit.is_none() && !later && action.disabled.is_none() {
                continue;
            }
            list.push(CodeAction {
                title: action.title.clone(),
                kind: Some(CodeActionKind::from(name(action.kind).to_owned())),
                diagnostics: mends(action),
                is_preferred: action.preferred.then_some(true),
                disabled: action.disabled.clone().map(CodeActionDisabled::new),
                edit,
                data: if later { serde_json::to_value(data).ok() } else { None },
                ..CodeAction::default()
            });
        }
        Some(list)
    })
}

/// The edit of an action that was offered; `None` where this version does not offer it.
fn resolve(around: Around<'_>, data: &Data, title: &str, stop: &Stop) -> Option<WorkspaceEdit> {
    let (kind, _) = KINDS.iter().find(|(_, name)| *name == data.kind)?;
    around.offered(data.range, &[*kind], data.by_name == Some(true), stop, |offered| {
        let action = offered.get(data.index).filter(|action| action.title == title)?;
        Some(workspace_edit(&action.change()?, around.version, around.client))
    })
}

impl Around<'_> {
    /// What `then` makes of the actions that there are.
    fn offered<T: Default>(
        self,
        range: Range,
        kinds: &[ActionKind],
        by_name: bool,
        stop: &Stop,
        then: impl FnOnce(&[Action<'_>]) -> Option<T>,
    ) -> Option<T> {
        let Self { client, version, .. } = self;
        let Some(snapshot) = version.snapshot().filter(|_| !version.choice.ignored) else { return Some(T::default()) };
        stop.go_on()?;
        let findings = version.findings()?;
        stop.go_on()?;
        let at = convert::span(version.text(), range, client.encoding);
        let folder = version.uri.path().and_then(|path| path.parent().map(Path::to_owned));
        let is_taken = |name: &str| folder.as_ref().is_none_or(|folder| self.is_taken(&folder.join(name)));
        let asked = Asked {
            kinds,
            by_name,
            disabled: client.disabled_actions,
            library: version.project.as_deref().map(Project::library).map(|library| &**library),
            is_taken: (client.creates_files && folder.is_some()).then_some(&is_taken),
            ..Asked::new(snapshot, findings, at)
        };
        then(&actions(asked))
    }

    /// Whether there is a file, or an open document that will be one.
    fn is_taken(self, path: &Path) -> bool {
        files::is_there(path) || uri::Uri::from_path(path).is_some_and(|uri| self.documents.get(&uri).is_some())
    }
}

impl Context {
    /// Whether the client asks for this kind or one above it. What mends a whole document, or mends
    /// nothing, is not offered unasked with every move of the cursor.
    fn wants(&self, kind: ActionKind) -> bool {
        const AUTOMATIC: u32 = 2;
        let name = name(kind);
        let is_or_holds = |only: &String| {
            name.strip_prefix(only.as_str())
                .is_some_and(|rest| only.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        match &self.only {
            Some(only) => only.iter().any(is_or_holds),
            None => kind == ActionKind::QuickFix || self.trigger_kind != Some(AUTOMATIC),
        }
    }

    /// Whether the client asks for refactorings by name.
    fn names_refactorings(&self) -> bool {
        self.only.iter().flatten().any(|kind| kind == "refactor" || kind.starts_with("refactor."))
    }
}

fn index_of(kind: ActionKind) -> usize {
    KINDS.iter().position(|(known, _)| *known == kind).unwrap_or_default()
}

fn name(kind: ActionKind) -> &'static str {
    KINDS[index_of(kind)].1
}

/// The client's diagnostics for `finding`: by range and code, since not every client hands the source back. Where its
/// rule finds several there, the one with its message, if that is among them.
fn mended(finding: &Finding, shown: &[Diagnostic], version: &Version, client: &Client) -> Vec<Diagnostic> {
    let range = convert::range(version.text(), finding.span, client.encoding);
    let is_it = |code: &Option<Code>| matches!(code, Some(Code::String(code)) if code == finding.rule.id);
    let mut there: Vec<_> = shown.iter().filter(|shown| shown.range == range && is_it(&shown.code)).cloned().collect();
    let says_it = |shown: &Diagnostic| matches!(&shown.message, Message::String(text) if *text == finding.message);
    if there.iter().any(says_it) {
        there.retain(says_it);
    }
    there
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(only: Option<&[&str]>, trigger_kind: Option<u32>) -> [bool; 5] {
        let only = only.map(|only| only.iter().map(|&kind| kind.to_owned()).collect());
        let context = Context { diagnostics: Vec::new(), only, trigger_kind };
        KINDS.map(|(kind, _)| context.wants(kind))
    }

    #[test]
    fn kinds_are_a_tree() {
        let refactorings = [false, true, true, true, false];
        assert_eq!(wants(None, None), [true; 5]);
        assert_eq!(wants(None, Some(2)), [true, false, false, false, false]);
        assert_eq!(wants(Some(&["quickfix"]), None), [true, false, false, false, false]);
        for source in ["source", "source.fixAll", "source.fixAll.specls"] {
            assert_eq!(wants(Some(&[source]), Some(2)), [false, false, false, false, true], "{source}");
        }
        assert_eq!(wants(Some(&["source.fixAll.other"]), None), [false; 5]);
        assert_eq!(wants(Some(&["source.fix"]), None), [false; 5]);
        assert_eq!(wants(Some(&[]), None), [false; 5]);
        assert_eq!(wants(Some(&[""]), None), [true; 5]);
        assert_eq!(wants(Some(&["refactor"]), Some(2)), refactorings);
        assert_eq!(wants(Some(&["refactor.move"]), None), [false, false, true, false, false]);
    }
}
