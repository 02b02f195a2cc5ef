//! From `initialize` to `exit`.

use crate::client::{Client, TEMPLATE, capable, plain};
use serde_json::{Value, json};

#[test]
fn exit_after_shutdown_is_success() {
    let mut client = Client::new(plain());
    assert_eq!(client.call("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(client.exit(), 0);
}

#[test]
fn exit_without_shutdown_is_failure() {
    assert_eq!(Client::new(plain()).exit(), 1);
    assert_eq!(Client::silent().exit(), 1);
}

#[test]
fn the_end_of_input_ends_the_server() {
    assert_eq!(Client::new(plain()).hang_up(), 1);
    assert_eq!(Client::silent().hang_up(), 1);
    let mut client = Client::new(plain());
    client.call("shutdown", Value::Null).unwrap();
    assert_eq!(client.hang_up(), 0);
}

#[test]
fn nothing_is_answered_before_initialize() {
    let mut client = Client::silent();
    for method in ["textDocument/completion", "textDocument/hover", "specls/nothing", "shutdown"] {
        assert_eq!(client.call(method, json!({})), Err(-32002), "{method}");
    }
    client.open("untitled:1", 1, "# Early");
    client.initialize(plain());
    client.assert_alive();
}

/// Kate announces snippets and drops what stands in their placeholders, and renames without announcing it; ALE counts bytes.
#[test]
fn what_the_user_says_of_the_editor_counts_ahead_of_what_it_announces() {
    let snippets = |are: bool| json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": are}}}});
    let mut corrections = snippets(false);
    corrections["textDocument"]["rename"] = json!({});
    corrections["general"] = json!({"positionEncodings": ["utf-8"]});
    let mut client = Client::with(json!({
        "capabilities": snippets(true),
        "initializationOptions": {"capabilities": corrections, "features": {"hints": false}},
    }));
    let answer = client.initialized["capabilities"].clone();
    assert_eq!((&answer["renameProvider"], &answer["positionEncoding"]), (&json!(true), &json!("utf-8")));
    let text = format!("{TEMPLATE}# Milestone 1\n\n😀 [REQUIRED_INPUT]\n\n");
    client.open("untitled:1", 1, &text);
    let document = json!({"uri": "untitled:1"});
    let completed = client
        .call("textDocument/completion", json!({"textDocument": document, "position": {"line": 4, "character": 0}}));
    let items = completed.unwrap()["items"].as_array().unwrap().clone();
    assert!(!items.is_empty() && items.iter().all(|item| item["insertTextFormat"] != 2), "{items:?}");
    let findings = client.diagnostics("untitled:1", 1);
    let open = findings.iter().find(|one| one["code"] == "required-input").unwrap();
    assert_eq!(open["range"]["start"]["character"], "😀 ".len());
}

#[test]
fn what_is_no_capability_is_refused() {
    let params = json!({"capabilities": {}, "initializationOptions": {"capabilities": {"general": 7}}});
    let (code, message) = Client::silent().refusal("initialize", params);
    assert!(code == -32602 && message.starts_with("initializationOptions.capabilities: "), "{message}");
}

#[test]
fn nothing_is_answered_after_shutdown() {
    let mut client = Client::new(plain());
    client.call("shutdown", Value::Null).unwrap();
    for method in ["textDocument/completion", "textDocument/hover", "specls/nothing", "shutdown", "initialize"] {
        assert_eq!(client.call(method, json!({})), Err(-32600), "{method}");
    }
    assert_eq!(client.exit(), 0);
}

#[test]
fn initialize_is_answered_once() {
    let mut client = Client::new(plain());
    assert_eq!(client.call("initialize", json!({"capabilities": {}})), Err(-32600));
}

#[test]
fn unknown_methods_are_refused_and_unknown_notifications_ignored() {
    let mut client = Client::new(plain());
    assert_eq!(client.call("textDocument/typeDefinition", json!({})), Err(-32601));
    client.notify("specls/nothing", json!([1]));
    client.notify("$/setTrace", json!({"value": "off"}));
    client.notify("textDocument/didChange", json!({"no": "such params"}));
    assert_eq!(client.call("textDocument/completion", json!({"no": "such params"})), Err(-32602));
    client.assert_alive();
}

#[test]
fn the_server_offers_what_the_client_can_use() {
    let offered = |capabilities| Client::new(capabilities).initialized["capabilities"].clone();
    let all = offered(capable());
    assert_eq!(all["textDocumentSync"], json!({"openClose": true, "change": 2, "save": true}));
    assert_eq!(all["workspace"]["workspaceFolders"], json!({"supported": true, "changeNotifications": true}));
    assert_eq!(
        all["completionProvider"],
        json!({"triggerCharacters": ["#", "-", "|", ":", "("], "resolveProvider": true})
    );
    assert_eq!(all["codeActionProvider"]["resolveProvider"], true);
    assert_eq!(
        all["codeActionProvider"]["codeActionKinds"],
        json!(["quickfix", "refactor.move", "refactor.rewrite", "source.fixAll.specls"])
    );
    let few = offered(plain());
    assert_eq!(few["completionProvider"]["resolveProvider"], false);
    assert_eq!(few["codeActionProvider"]["resolveProvider"], false);
    assert!(offered(json!({})).get("codeActionProvider").is_none());
}

#[test]
fn the_encoding_is_the_first_of_the_client_s_that_is_known() {
    let chosen = |encodings: Value| {
        let client = Client::new(json!({"general": {"positionEncodings": encodings}}));
        client.initialized["capabilities"]["positionEncoding"].clone()
    };
    assert_eq!(chosen(json!(["utf-16"])), "utf-16");
    assert_eq!(chosen(json!(["utf-8", "utf-16", "utf-32"])), "utf-8");
    assert_eq!(chosen(json!(["utf-32", "utf-8", "utf-16"])), "utf-32");
    assert_eq!(chosen(json!(["utf-7", "utf-32"])), "utf-32");
    assert_eq!(chosen(json!(["utf-7"])), "utf-16");
    assert_eq!(chosen(json!([])), "utf-16");
    assert_eq!(chosen(Value::Null), "utf-16");
}

#[test]
fn what_a_client_announces_in_an_odd_way_does_not_refuse_the_session() {
    let client = Client::new(json!({
        "textDocument": {"semanticTokens": {}, "codeAction": [], "rename": true, "codeLens": []},
        "notebookDocument": {},
        "general": {"positionEncodings": ["utf-8"]},
    }));
    let offered = &client.initialized["capabilities"];
    assert_eq!(offered["positionEncoding"], "utf-8");
    assert!(offered.get("semanticTokensProvider").is_none());
    assert!(offered.get("codeLensProvider").is_some());
}
