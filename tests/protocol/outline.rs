//! Outline, folding and selection.

use crate::client::{Client, TEMPLATE, plain};
use crate::transcript::transcript;
use serde_json::{Value, json};

const SPEC: &str = "file:///specs/s%C3%A9.md";
const TEXT: &str = "# é😀仕 Title\r\n\r\n## Overview\r\n\r\n### Purpose\r\n\r\n{one} left\r\n\r\n<!-- a\r\nb -->\r\n";

fn trees() -> Value {
    json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}})
}

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": SPEC}});
    params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    client.call(method, params).unwrap()
}

fn opened(capabilities: Value) -> Client {
    let mut client = Client::new(capabilities);
    client.open(SPEC, 1, &format!("{TEMPLATE}{TEXT}"));
    client.diagnostics(SPEC, 1);
    client
}

#[test]
fn the_outline_is_a_tree_with_what_is_left_to_do() {
    let mut client = opened(trees());
    let outline = ask(&mut client, "textDocument/documentSymbol", json!({}));
    let title = &outline[0];
    assert_eq!(title["name"], "é😀仕 Title");
    // In UTF-16, the title's text is three units and a word long.
    assert_eq!(
        title["selectionRange"],
        json!({"start": {"line": 1, "character": 2}, "end": {"line": 1, "character": 12}})
    );
    let overview = &title["children"][0];
    assert!(overview["detail"].as_str().unwrap().contains(" sections"), "{overview}");
    assert_eq!(overview["children"][0]["name"], "Purpose");
    assert_eq!(overview["children"][0]["range"]["end"]["line"], 10);
}

/// The outline as an editor draws it.
fn drawn(symbols: &Value, depth: usize) -> String {
    let one = |symbol: &Value| {
        let detail = symbol["detail"].as_str().map(|detail| format!("   {detail}")).unwrap_or_default();
        let name = symbol["name"].as_str().unwrap();
        format!("{}{name}{detail}\n{}", "  ".repeat(depth), drawn(&symbol["children"], depth + 1))
    };
    symbols.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn the_page_shows_an_outline() {
    let mut client = Client::new(trees());
    client.open(SPEC, 1, include_str!("../../examples/checkout.md"));
    client.diagnostics(SPEC, 1);
    let outline = drawn(&ask(&mut client, "textDocument/documentSymbol", json!({})), 0);
    let first: String = outline.lines().take(12).map(|line| format!("{line}\n")).collect();
    transcript("outline", "outline", "text", &format!("{first}…"));
}

#[test]
fn a_setting_turns_them_on_and_off() {
    let mut off = Client::with(json!({
        "rootUri": null,
        "capabilities": trees(),
        "initializationOptions": {"specls": {"features": {"outline": false, "folding": false}}},
    }));
    let capabilities = off.initialized["capabilities"].clone();
    assert!(capabilities.get("documentSymbolProvider").is_none() && capabilities.get("foldingRangeProvider").is_none());
    assert_eq!(capabilities["selectionRangeProvider"], true);
    off.open(SPEC, 1, TEXT);
    off.diagnostics(SPEC, 1);
    assert!(ask(&mut off, "textDocument/documentSymbol", json!({})).is_null());
    let on = Client::with(json!({
        "rootUri": null,
        "clientInfo": {"name": "Visual Studio Code"},
        "capabilities": trees(),
        "initializationOptions": {"features": {"outline": true}},
    }));
    assert_eq!(on.initialized["capabilities"]["documentSymbolProvider"], true);
    assert!(on.initialized["capabilities"].get("foldingRangeProvider").is_none());
}

#[test]
fn sections_and_comments_fold() {
    let mut client = opened(trees());
    let folds = ask(&mut client, "textDocument/foldingRange", json!({}));
    let lines = |fold: &Value| (fold["startLine"].as_u64(), fold["endLine"].as_u64(), fold["kind"].as_str().is_some());
    let found: Vec<_> = folds.as_array().unwrap().iter().map(lines).collect();
    let expected = [(1, 10, false), (3, 10, false), (5, 10, false), (9, 10, true)];
    assert_eq!(found, expected.map(|(first, last, kind)| (Some(first), Some(last), kind)));
}

#[test]
fn a_selection_grows_to_the_document_and_every_position_gets_one() {
    let mut client = opened(trees());
    let positions = json!({"positions": [{"line": 7, "character": 2}, {"line": 999, "character": 999}]});
    let ranges = ask(&mut client, "textDocument/selectionRange", positions);
    assert_eq!(ranges.as_array().unwrap().len(), 2);
    assert_eq!(ranges[0]["range"], json!({"start": {"line": 7, "character": 1}, "end": {"line": 7, "character": 4}}));
    let mut outer = &ranges[0];
    while outer.get("parent").is_some() {
        outer = &outer["parent"];
    }
    assert_eq!(outer["range"], json!({"start": {"line": 0, "character": 0}, "end": {"line": 11, "character": 0}}));
}

#[test]
fn what_a_client_has_itself_or_cannot_show_is_not_offered() {
    let offered = |client: &Client| {
        let capabilities = &client.initialized["capabilities"];
        ["documentSymbolProvider", "foldingRangeProvider", "selectionRangeProvider"]
            .map(|name| capabilities.get(name).is_some())
    };
    assert_eq!(offered(&Client::new(trees())), [true; 3]);
    assert_eq!(offered(&Client::new(plain())), [false, true, true]);
    let mut code = Client::silent();
    let info = json!({"name": "Visual Studio Code", "version": "1.110.0"});
    let params = json!({"processId": null, "rootUri": null, "clientInfo": info, "capabilities": trees()});
    code.initialized = code.call("initialize", params).unwrap();
    code.notify("initialized", json!({}));
    assert_eq!(offered(&code), [false; 3]);
}

#[test]
fn a_document_that_is_not_open_has_nothing() {
    let mut client = Client::new(trees());
    assert!(ask(&mut client, "textDocument/documentSymbol", json!({})).is_null());
    client.open(SPEC, 1, "");
    client.diagnostics(SPEC, 1);
    assert_eq!(ask(&mut client, "textDocument/documentSymbol", json!({})), json!([]));
    assert_eq!(ask(&mut client, "textDocument/foldingRange", json!({})), json!([]));
}
