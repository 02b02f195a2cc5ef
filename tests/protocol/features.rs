//! Completion and code actions.

use crate::client::{Client, TEMPLATE, capable, plain};
use crate::editor::applied;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

fn spec() -> String {
    format!("{TEMPLATE}\n# é😀仕 Title\n\n## Overview\n\n### Purpose\n\nText.\n\n#\n")
}

/// The place of the lone `#` at the end.
fn cursor() -> Value {
    json!({"line": 10, "character": 1})
}

fn completion(client: &mut Client) -> Vec<Value> {
    client.open(SPEC, 1, &spec());
    client.diagnostics(SPEC, 1);
    let mut list =
        client.call("textDocument/completion", json!({"textDocument": {"uri": SPEC}, "position": cursor()})).unwrap();
    assert_eq!(list["isIncomplete"], false);
    let Value::Array(items) = list["items"].take() else { panic!("{list}") };
    assert!(!items.is_empty());
    items
}

fn actions(client: &mut Client, context: Value) -> Vec<Value> {
    let range = json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 99}});
    let params = json!({"textDocument": {"uri": SPEC}, "range": range, "context": context});
    match client.call("textDocument/codeAction", params).unwrap() {
        Value::Array(list) => list,
        other => panic!("{other}"),
    }
}

fn opened(capabilities: Value) -> (Client, Vec<Value>) {
    let mut client = Client::new(capabilities);
    client.open(SPEC, 1, &spec());
    let diagnostics = client.diagnostics(SPEC, 1);
    (client, diagnostics)
}

#[test]
fn completion_is_a_snippet_where_the_client_has_tab_stops() {
    let mut client = Client::new(capable());
    let items = completion(&mut client);
    assert!(items.iter().any(|item| item["textEdit"]["newText"].as_str().unwrap().contains("${1:")), "{items:?}");
    for item in &items {
        assert_eq!(item["insertTextFormat"], 2);
        assert!(item.get("detail").is_none(), "details stand apart from the label");
    }
}

#[test]
fn completion_is_plain_text_for_the_others() {
    let mut client = Client::new(plain());
    for item in completion(&mut client) {
        assert_eq!(item["insertTextFormat"], 1);
        assert!(!item["textEdit"]["newText"].as_str().unwrap().contains("${1"), "{item}");
        assert!(item["documentation"].is_string(), "neither Markdown nor a later request was announced");
        assert!(item.get("labelDetails").is_none() && item.get("data").is_none());
    }
}

#[test]
fn an_item_replaces_what_is_typed_and_is_sorted_as_in_the_template() {
    let mut client = Client::new(capable());
    let items = completion(&mut client);
    for item in &items {
        let range = json!({"start": {"line": 10, "character": 0}, "end": cursor()});
        assert_eq!(item["textEdit"]["range"], range);
        assert!(item["filterText"].as_str().unwrap().starts_with('#'), "{item}");
    }
    assert!(items.windows(2).all(|pair| pair[0]["sortText"].as_str() <= pair[1]["sortText"].as_str()));
}

#[test]
fn documentation_is_given_when_it_is_asked_for() {
    let mut client = Client::new(capable());
    let item = completion(&mut client).swap_remove(0);
    assert!(item.get("documentation").is_none());
    // Typing on makes the document another version, but the list on the screen stays.
    client.change(SPEC, 2, json!([{"range": {"start": cursor(), "end": cursor()}, "text": "#"}]));
    client.diagnostics(SPEC, 2);
    let resolved = client.call("completionItem/resolve", item.clone()).unwrap();
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert_eq!(resolved["textEdit"], item["textEdit"]);
    let unknown = json!({"label": "## Other", "data": {"list": 99, "item": 0}});
    assert_eq!(client.call("completionItem/resolve", unknown.clone()), Ok(unknown));
}

#[test]
fn a_quick_fix_inserts_the_missing_section() {
    let (mut client, diagnostics) = opened(plain());
    let gap = diagnostics.iter().find(|diagnostic| diagnostic["code"] == "missing-section").unwrap();
    // Some clients do not hand the source back.
    let mut shown = gap.clone();
    shown.as_object_mut().unwrap().remove("source");
    let other = json!({"range": gap["range"], "code": 7, "message": "of another server"});
    let list = actions(&mut client, json!({"diagnostics": [shown, other, {"no": "diagnostic"}], "only": ["quickfix"]}));
    assert!(list.iter().all(|action| action["kind"] == "quickfix"));
    let fix = list.iter().find(|action| action["diagnostics"].as_array().is_some_and(|mended| !mended.is_empty()));
    let fix = fix.expect("no action says what it mends");
    assert!(fix["diagnostics"].as_array().unwrap().iter().all(|mended| mended["code"] == "missing-section"));
    assert!(fix["edit"].get("documentChanges").is_none(), "not announced");
    let mended = applied(&spec(), &fix["edit"]["changes"][SPEC], Encoding::Utf16);
    client.change(SPEC, 2, json!([{"text": mended}]));
    let left = client.diagnostics(SPEC, 2).iter().filter(|d| d["code"] == "missing-section").count();
    assert_eq!(left + 1, diagnostics.iter().filter(|d| d["code"] == "missing-section").count());
}

#[test]
fn fix_all_makes_all_safe_fixes() {
    let (mut client, _) = opened(plain());
    let list = actions(&mut client, json!({"diagnostics": [], "only": ["source.fixAll"]}));
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!(list[0]["kind"], "source.fixAll.specls");
    client.change(SPEC, 2, json!([{"text": applied(&spec(), &list[0]["edit"]["changes"][SPEC], Encoding::Utf16)}]));
    assert!(client.diagnostics(SPEC, 2).iter().all(|diagnostic| diagnostic["code"] != "missing-section"));
    assert!(actions(&mut client, json!({"diagnostics": [], "only": ["source"]})).is_empty());
}

#[test]
fn fix_all_makes_a_whole_document_of_a_directive() {
    let mut client = Client::new(plain());
    let mut version = 0;
    for ending in ["", "\n", "\n\n", "\r\n"] {
        let text = format!("<!-- specls: template component -->{ending}");
        version += 1;
        client.open(SPEC, version, &text);
        let missing = client.diagnostics(SPEC, version);
        assert!(missing.iter().any(|diagnostic| diagnostic["code"] == "missing-section"), "{text:?}");
        let place = json!({"line": 0, "character": 0});
        let context = json!({"diagnostics": [], "only": ["source.fixAll.specls"]});
        let params =
            json!({"textDocument": {"uri": SPEC}, "range": {"start": place, "end": place}, "context": context});
        let list = client.call("textDocument/codeAction", params).unwrap();
        let mended = applied(&text, &list[0]["edit"]["changes"][SPEC], Encoding::Utf16);
        assert!(mended.starts_with(&text) && mended.ends_with('\n') != ending.is_empty(), "{mended}");
        version += 1;
        client.change(SPEC, version, json!([{"text": mended}]));
        let left = client.diagnostics(SPEC, version);
        assert!(left.iter().all(|diagnostic| diagnostic["code"] == "unfilled-placeholder"), "{text:?}: {left:#?}");
        client.close(SPEC);
    }
}

#[test]
fn edits_are_computed_when_an_action_is_chosen() {
    let (mut client, _) = opened(capable());
    let list = actions(&mut client, json!({"diagnostics": []}));
    assert!(list.iter().any(|action| action["kind"] == "source.fixAll.specls"));
    assert!(list.iter().all(|action| action.get("edit").is_none()));
    let (mut inline, _) = opened(json!({"textDocument": plain()["textDocument"], "workspace": capable()["workspace"]}));
    let inline = actions(&mut inline, json!({"diagnostics": []}));
    for (later, at_once) in list.iter().zip(&inline) {
        let resolved = client.call("codeAction/resolve", later.clone()).unwrap();
        assert_eq!(resolved["edit"], at_once["edit"]);
        // lsp-mode gives what is false back as null.
        let mut later = later.clone();
        later["data"]
            .as_object_mut()
            .unwrap()
            .values_mut()
            .filter(|value| **value == false)
            .for_each(|no| *no = json!(null));
        assert!(later["data"].as_object().unwrap().values().any(Value::is_null), "{later}");
        assert_eq!(client.call("codeAction/resolve", later).unwrap()["edit"], at_once["edit"]);
        assert_eq!(resolved["edit"]["documentChanges"][0]["textDocument"], json!({"uri": SPEC, "version": 1}));
    }
    assert_eq!(list.len(), inline.len());

    client.change(SPEC, 2, json!([{"text": spec()}]));
    client.diagnostics(SPEC, 2);
    assert_eq!(client.call("codeAction/resolve", list[0].clone()), Err(-32801), "the edit is one of an older version");
    assert_eq!(client.call("codeAction/resolve", json!({"title": "x"})), Err(-32602));
    client.close(SPEC);
    assert_eq!(client.call("codeAction/resolve", list[0].clone()), Err(-32801));
}

#[test]
fn a_client_without_code_action_literals_gets_none() {
    let (mut client, _) = opened(json!({}));
    assert!(actions(&mut client, json!({"diagnostics": []})).is_empty());
}

/// lsp-mode, unless told, indents each line as its mode for Markdown would: code loses its indentation.
#[test]
fn a_client_that_indents_is_told_to_leave_the_lines_alone() {
    let mut capabilities = capable();
    let plain = completion(&mut Client::new(capabilities.clone()));
    assert!(plain.iter().all(|item| item.get("insertTextMode").is_none()), "{plain:?}");
    capabilities["textDocument"]["completion"]["completionItem"]["insertTextModeSupport"] = json!({"valueSet": [1, 2]});
    let items = completion(&mut Client::new(capabilities));
    let has_lines = |item: &&Value| item["textEdit"]["newText"].as_str().unwrap().contains('\n');
    assert!(items.iter().any(|item| has_lines(&item)), "{items:?}");
    assert!(items.iter().filter(has_lines).all(|item| item["insertTextMode"] == 1), "{items:?}");
}

#[test]
fn emacs_gets_no_tab_stops_beside_backquotes() {
    // What lsp-mode calls itself is emacs.
    for name in ["Eglot", "emacs"] {
        let mut client = Client::silent();
        let params =
            json!({"processId": null, "rootUri": null, "clientInfo": {"name": name}, "capabilities": capable()});
        client.call("initialize", params).unwrap();
        client.notify("initialized", json!({}));
        let items = completion(&mut client);
        let is_snippet = |item: &&Value| item["insertTextFormat"] == 2;
        let has_backquote = |item: &Value| item["textEdit"]["newText"].as_str().unwrap().contains('`');
        assert!(items.iter().any(has_backquote), "{items:?}");
        assert!(items.iter().filter(is_snippet).all(|item| !has_backquote(item)), "{items:?}");
        assert!(items.iter().any(|item| is_snippet(&item)), "{items:?}");
    }
}

#[test]
fn a_client_that_names_some_diagnostics_gets_their_actions_only() {
    let (mut client, diagnostics) = opened(plain());
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let mut fixed = |context: Value| {
        let params = json!({"textDocument": {"uri": SPEC}, "range": whole, "context": context});
        let list = client.call("textDocument/codeAction", params).unwrap();
        let list = list.as_array().unwrap().clone();
        list.into_iter().filter(|action| action["diagnostics"].is_array()).collect::<Vec<_>>()
    };
    let inner = diagnostics.iter().find(|diagnostic| diagnostic["range"]["start"]["line"] == 4).unwrap();
    let all = fixed(json!({"diagnostics": []}));
    let named = fixed(json!({"diagnostics": [inner]}));
    assert!(!named.is_empty() && named.len() < all.len(), "{} of {}", named.len(), all.len());
    assert!(named.iter().all(|action| action["diagnostics"][0] == *inner), "{named:?}");
}
