//! `textDocument/codeAction` and `codeAction/resolve`.

use crate::assist::{Action, ActionKind, actions_with};
use crate::rules::{Finding, Fix};
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{
    Code, CodeAction, CodeActionKind, CodeActionOptions, CodeActionProvider, Diagnostic, DocumentChange, Edit, Error,
    LspAny, OptionalVersionedTextDocumentIdentifier, Range, Result, ServerCapabilities, TextDocumentEdit,
    TextDocumentIdentifier, Uri, WorkspaceEdit,
};
use crate::server::state::{Backend, Feature};
use crate::server::version::Version;
use crate::server::work::Stop;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(super) const FEATURE: Feature = Feature {
    announce,
    methods: |methods| {
        methods
            .custom_method("textDocument/codeAction", code_action)
            .custom_method("codeAction/resolve", resolve_code_action)
    },
};

/// The kind of the action that makes all safe fixes.
const FIX_ALL: &str = "source.fixAll.specls";

/// The kind of an action that mends one finding.
const QUICK_FIX: &str = "quickfix";

/// The kind of an action that changes what is right as it is.
const REFACTOR: &str = "refactor";

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::Refactor, CodeActionKind::Custom(FIX_ALL.into())];
    let options = CodeActionOptions {
        code_action_kinds: Some(kinds),
        resolve_provider: Some(backend.client().resolves_edits),
        ..CodeActionOptions::default()
    };
    capabilities.code_action_provider =
        backend.client().code_actions.then_some(CodeActionProvider::CodeActionOptions(options));
}

async fn code_action(backend: &Backend, params: CodeActionParams) -> Result<Option<Vec<CodeAction>>> {
    let (client, uri) = (backend.client().clone(), params.text_document.uri.clone());
    let work = move |version: &Version, stop: &_| code_actions(&client, version, params, stop);
    backend.about(uri.into(), work).await
}

async fn resolve_code_action(backend: &Backend, mut action: CodeAction) -> Result<CodeAction> {
    let data = action.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let Some(data) = data else { return Err(Error::invalid_params("not an action of this server")) };
    let version = backend.documents.get(&data.uri.clone().into());
    let version = version.filter(|version| version.number == data.version).ok_or(Error::content_modified())?;
    let (client, title) = (backend.client().clone(), action.title.clone());
    let work = move |version: &Version, stop: &_| resolve(&client, version, &data, &title, stop);
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

/// What finds an action again: its place in the list for a range of a version.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    range: Range,
    index: usize,
    /// Whether what mends the whole document is in the list.
    whole: bool,
}

/// The actions for a range.
fn code_actions(client: &Client, version: &Version, params: CodeActionParams, stop: &Stop) -> Option<Vec<CodeAction>> {
    if !client.code_actions {
        return Some(Vec::new());
    }
    let shown: Vec<Diagnostic> =
        params.context.diagnostics.iter().filter_map(|value| Diagnostic::deserialize(value).ok()).collect();
    let whole = params.context.wants(ActionKind::FixAll);
    let offered = offered(client, version, params.range, whole, stop)?;
    let findings = version.findings()?;
    let mends = |action: &Action| {
        let finding = action.finding.and_then(|index| findings.get(index));
        finding.map(|finding| mended(finding, &shown, version, client))
    };
    // A client that names some of the findings in a range, as Kate does for a whole document, means those.
    let names_some = offered.iter().any(|action| mends(action).is_some_and(|mended| !mended.is_empty()));
    let is_meant = |action: &Action| !names_some || mends(action).is_none_or(|mended| !mended.is_empty());
    let wanted =
        offered.into_iter().enumerate().filter(|(_, action)| params.context.wants(action.kind) && is_meant(action));
    let convert = |(index, action): (usize, Action)| {
        let (edit, data) = if client.resolves_edits {
            let data = Data { uri: version.uri.to_lsp(), version: version.number, range: params.range, index, whole };
            (None, serde_json::to_value(data).ok())
        } else {
            (Some(edit(&action.fix, version, client)), None)
        };
        let diagnostics = mends(&action);
        CodeAction {
            title: action.fix.title,
            kind: Some(kind(action.kind)),
            diagnostics,
            is_preferred: action.preferred.then_some(true),
            edit,
            data,
            ..CodeAction::default()
        }
    };
    Some(wanted.map(convert).collect())
}

/// The edit of an action that was offered; `None` where this version does not offer it.
fn resolve(client: &Client, version: &Version, data: &Data, title: &str, stop: &Stop) -> Option<WorkspaceEdit> {
    let action = offered(client, version, data.range, data.whole, stop)?.into_iter().nth(data.index)?;
    (action.fix.title == title).then(|| edit(&action.fix, version, client))
}

fn offered(client: &Client, version: &Version, range: Range, whole: bool, stop: &Stop) -> Option<Vec<Action>> {
    let Some(snapshot) = version.snapshot() else { return Some(Vec::new()) };
    stop.go_on()?;
    let findings = version.findings()?;
    stop.go_on()?;
    Some(actions_with(snapshot, findings, convert::span(version.text(), range, client.encoding), whole))
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
}

fn name(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::QuickFix => QUICK_FIX,
        ActionKind::FixAll => FIX_ALL,
        ActionKind::Refactor => REFACTOR,
    }
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QuickFix,
        ActionKind::FixAll => CodeActionKind::Custom(FIX_ALL.into()),
        ActionKind::Refactor => CodeActionKind::Refactor,
    }
}

/// The client's diagnostics for `finding`: by range and code, since not every client hands the
/// source back.
fn mended(finding: &Finding, shown: &[Diagnostic], version: &Version, client: &Client) -> Vec<Diagnostic> {
    let range = convert::range(version.text(), finding.span, client.encoding);
    let is_it = |code: &Option<Code>| matches!(code, Some(Code::String(code)) if code == finding.rule.id);
    shown.iter().filter(|shown| shown.range == range && is_it(&shown.code)).cloned().collect()
}

/// A fix as the client takes it: bound to this version where it can be.
fn edit(fix: &Fix, version: &Version, client: &Client) -> WorkspaceEdit {
    let edits = convert::edits(version.text(), &fix.edits, client.encoding);
    let uri = version.uri.to_lsp();
    if !client.document_changes {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(version.number),
        text_document_identifier: TextDocumentIdentifier { uri },
    };
    let edits = edits.into_iter().map(Edit::TextEdit).collect();
    let change = DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits });
    WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(only: Option<&[&str]>, trigger_kind: Option<u32>) -> [bool; 3] {
        let only = only.map(|only| only.iter().map(|&kind| kind.to_owned()).collect());
        let context = Context { diagnostics: Vec::new(), only, trigger_kind };
        [ActionKind::QuickFix, ActionKind::FixAll, ActionKind::Refactor].map(|kind| context.wants(kind))
    }

    #[test]
    fn kinds_are_a_tree() {
        assert_eq!(wants(None, None), [true, true, true]);
        assert_eq!(wants(None, Some(2)), [true, false, false]);
        assert_eq!(wants(Some(&["quickfix"]), None), [true, false, false]);
        assert_eq!(wants(Some(&["source"]), Some(2)), [false, true, false]);
        assert_eq!(wants(Some(&["source.fixAll"]), None), [false, true, false]);
        assert_eq!(wants(Some(&["source.fixAll.specls"]), None), [false, true, false]);
        assert_eq!(wants(Some(&["source.fixAll.other"]), None), [false, false, false]);
        assert_eq!(wants(Some(&["source.fix"]), None), [false, false, false]);
        assert_eq!(wants(Some(&[]), None), [false, false, false]);
        assert_eq!(wants(Some(&[""]), None), [true, true, true]);
        assert_eq!(wants(Some(&["refactor"]), Some(2)), [false, false, true]);
    }
}
