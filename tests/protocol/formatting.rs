//! Formatting: whole, in part, and while typing.

use crate::client::{Client, TEMPLATE, plain};
use crate::editor::{applied, place};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

fn capable() -> Value {
    json!({"textDocument": {"formatting": {}, "rangeFormatting": {}, "onTypeFormatting": {}}})
}

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let options = json!({"tabSize": 4, "insertSpaces": true, "trimTrailingWhitespace": true, "insertFinalNewline": true, "mine": [1]});
    let mut params = json!({"textDocument": {"uri": SPEC}, "options": options});
    params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    client.call(&format!("textDocument/{method}"), params).unwrap()
}

fn opened(text: &str) -> Client {
    let mut client = Client::new(capable());
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
    client
}

#[test]
fn a_document_is_formatted() {
    let text = format!("{TEMPLATE}# é😀仕\n## Overview\nText. \n\n\n\n### Purpose\n\nText  \nbroken.");
    let expected = format!("{TEMPLATE}# é😀仕\n\n## Overview\n\nText.\n\n### Purpose\n\nText  \nbroken.\n");
    for (text, expected) in
        [(text.clone(), expected.clone()), (text.replace('\n', "\r\n"), expected.replace('\n', "\r\n"))]
    {
        let mut client = opened(&text);
        let edits = ask(&mut client, "formatting", json!({}));
        assert_eq!(applied(&text, &edits, Encoding::Utf16), expected);
        client.change(SPEC, 2, json!([{"text": expected}]));
        client.diagnostics(SPEC, 2);
        assert_eq!(ask(&mut client, "formatting", json!({})), json!([]));
        let bare = client.call("textDocument/formatting", json!({"textDocument": {"uri": SPEC}})).unwrap();
        assert_eq!(bare, json!([]), "some clients send no options");
    }
}

#[test]
fn a_range_is_formatted_alone() {
    let text = format!("{TEMPLATE}# T\n## Overview\nText. \n### Purpose\nText. ");
    let mut client = opened(&text);
    let at = text.find("### Purpose").unwrap();
    let range = json!({"start": place(&text, at, Encoding::Utf16), "end": place(&text, at, Encoding::Utf16)});
    let edits = ask(&mut client, "rangeFormatting", json!({"range": range}));
    assert_eq!(applied(&text, &edits, Encoding::Utf16), text.replace("\n### Purpose", "\n\n### Purpose"));
}

#[test]
fn a_heading_gets_the_next_ordinal_on_enter() {
    let text = format!(
        "{TEMPLATE}\n# 仕\n\n## Technical Requirements\n\n### Functional Specifications\n\n#### Component 1: Áuth 😀\n\nText.\n\n#### Component\n"
    );
    let mut client = opened(&text);
    let position = place(&text, text.len(), Encoding::Utf16);
    let edits = ask(&mut client, "onTypeFormatting", json!({"position": position, "ch": "\n"}));
    assert_eq!(applied(&text, &edits, Encoding::Utf16), text.replace("#### Component\n", "#### Component 2: \n"));
    let above = place(&text, text.find("Text.").unwrap(), Encoding::Utf16);
    assert_eq!(ask(&mut client, "onTypeFormatting", json!({"position": above, "ch": "\n"})), json!([]));
    assert_eq!(ask(&mut client, "onTypeFormatting", json!({"position": position, "ch": "x"})), json!([]));
}

#[test]
fn it_is_for_those_who_can_and_want_it_and_for_documents_of_templates() {
    let offered = |client: &Client| {
        ["documentFormattingProvider", "documentRangeFormattingProvider", "documentOnTypeFormattingProvider"]
            .map(|name| client.initialized["capabilities"].get(name).cloned())
    };
    assert_eq!(offered(&Client::new(plain())), [None, None, None]);
    let typed = json!({"firstTriggerCharacter": "\n"});
    assert_eq!(offered(&Client::new(capable())), [Some(json!(true)), Some(json!(true)), Some(typed)]);
    let mut off = Client::with(
        json!({"rootUri": null, "capabilities": capable(), "initializationOptions": {"features": {"formatting": false}}}),
    );
    assert_eq!(offered(&off), [None, None, None]);
    off.open(SPEC, 1, &format!("{TEMPLATE}# T\n## A"));
    off.diagnostics(SPEC, 1);
    assert!(ask(&mut off, "formatting", json!({})).is_null());
    let mut none = opened("# Notes\n## Mine \n\n\n\ntext");
    assert!(ask(&mut none, "formatting", json!({})).is_null());
    none.close(SPEC);
    assert!(ask(&mut none, "formatting", json!({})).is_null());
}

#[test]
fn the_page_shows_a_formatted_document() {
    let text = "---\nversion: \"1.2\"\nteam: Storage\nmilestone_id: \"M-4\" # the fourth\n---\n<!-- specls: template milestone -->\n# Technical Specification: Uploads\n\
                ## Technical Requirements\n### Functional Specifications\n\n\n\n#### Component 1: Queue\nTakes one upload.\n\
                #### Component 1: Store\nKeeps it.\n";
    let mut client = opened(text);
    let edits = ask(&mut client, "formatting", json!({}));
    transcript("formatting", "before", "markdown", text);
    transcript("formatting", "after", "markdown", &applied(text, &edits, Encoding::Utf16));
}
