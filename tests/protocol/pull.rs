//! Diagnostics for a client that asks for them.

use crate::client::{Client, TEMPLATE};
use crate::editor::lines;
use crate::transcript::transcript;
use serde_json::{Value, json};

const SPEC: &str = "file:///specs/s%C3%A9.md";

fn asks() -> Value {
    json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}})
}

fn text() -> String {
    format!("{TEMPLATE}\n# é😀仕 Title\r\n\r\n## Overview\r\n\r\n### Purpose\r\n\r\nText of mine.\r\n")
}

fn pull(client: &mut Client, previous: Option<&str>) -> Value {
    let mut params = json!({"textDocument": {"uri": SPEC}, "identifier": "specls"});
    if let Some(previous) = previous {
        params["previousResultId"] = json!(previous);
    }
    client.call("textDocument/diagnostic", params).unwrap()
}

#[test]
fn a_client_that_asks_is_told_and_sent_nothing() {
    let mut pushed = Client::new(json!({}));
    assert!(pushed.initialized["capabilities"].get("diagnosticProvider").is_none());
    pushed.open(SPEC, 1, &text());
    let sent = pushed.diagnostics(SPEC, 1);

    let mut client = Client::new(asks());
    let provider = &client.initialized["capabilities"]["diagnosticProvider"];
    assert_eq!((&provider["identifier"], &provider["interFileDependencies"]), (&json!("specls"), &json!(true)));
    client.open(SPEC, 1, &text());
    let report = pull(&mut client, None);
    assert_eq!(report["kind"], "full");
    assert!(!sent.is_empty());
    assert_eq!(report["items"], json!(sent));
    // What nobody read when the client is gone fails the test: nothing was published.
}

#[test]
fn what_is_as_before_is_not_said_again() {
    let mut client = Client::new(asks());
    client.open(SPEC, 1, &text());
    let first = pull(&mut client, None);
    let id = first["resultId"].as_str().unwrap().to_owned();
    assert_eq!(pull(&mut client, Some(&id)), json!({"kind": "unchanged", "resultId": id}));
    // A word more at the end of a line moves no finding.
    let at = json!({"line": 8, "character": 5});
    let end = json!({"line": 8, "character": 99});
    client.change(SPEC, 2, json!([{"range": {"start": end, "end": end}, "text": " And more."}]));
    assert_eq!(pull(&mut client, Some(&id))["kind"], "unchanged");
    client.change(SPEC, 3, json!([{"range": {"start": at, "end": at}, "text": " [REQUIRED_INPUT]"}]));
    let one_more = pull(&mut client, Some(&id));
    assert_eq!(one_more["kind"], "full");
    let count = |report: &Value| report["items"].as_array().unwrap().len();
    assert!(count(&one_more) > count(&first));
    let id = one_more["resultId"].as_str().unwrap();
    assert_eq!(pull(&mut client, Some(id)), json!({"kind": "unchanged", "resultId": id}));
}

#[test]
fn a_document_that_is_not_open_has_no_diagnostics() {
    let mut client = Client::new(asks());
    let report = pull(&mut client, Some("other"));
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
}

#[test]
fn a_client_that_cannot_be_told_to_ask_again_is_sent_them() {
    let mut client = Client::new(json!({"textDocument": {"diagnostic": {}}}));
    assert!(client.initialized["capabilities"].get("diagnosticProvider").is_none());
    client.open(SPEC, 1, &text());
    assert!(!client.diagnostics(SPEC, 1).is_empty());
}

#[test]
fn the_page_shows_diagnostics() {
    let source = include_str!("../../examples/checkout.md");
    let mut client = Client::new(asks());
    client.open(SPEC, 1, source);
    let report = pull(&mut client, None);
    let lines = lines(source);
    let mut shown = String::new();
    for item in report["items"].as_array().unwrap().iter().take(4) {
        let line = usize::try_from(item["range"]["start"]["line"].as_u64().unwrap()).unwrap();
        let message = item["message"].as_str().unwrap();
        shown += &format!(
            "{:>4} │ {}\n     │ ▲ {} [{}]\n",
            line + 1,
            lines[line].1,
            message,
            item["code"].as_str().unwrap()
        );
    }
    transcript("diagnostics", "diagnostics", "text", &shown);
}
