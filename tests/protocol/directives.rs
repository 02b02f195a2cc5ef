//! Directives: hover, completion, and the action that lets a finding be.

use crate::client::{Client, capable, plain};
use crate::editor::applied;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

const HEAD: &str = "<!-- specls: template component -->\r\n\r\n# é😀仕 Title\r\n\r\n";

fn at(line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": SPEC}, "position": {"line": line, "character": character}})
}

#[test]
fn a_hover_says_what_a_directive_does() {
    let mut client = Client::new(capable());
    assert_eq!(client.initialized["capabilities"]["hoverProvider"], true);
    let text = format!("{HEAD}é😀 TBD <!-- specls: ignore required-input: ask Ann -->\r\n");
    client.open(SPEC, 1, &text);
    client.diagnostics(SPEC, 1);
    let hover = client.call("textDocument/hover", at(0, 7)).unwrap();
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Which template"), "{hover}");
    assert_eq!(hover["range"], json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 35}}));
    let rule = client.call("textDocument/hover", at(4, 32)).unwrap();
    assert!(rule["contents"]["value"].as_str().unwrap().starts_with("required-input: "), "{rule}");
    assert_eq!(rule["range"], json!({"start": {"line": 4, "character": 28}, "end": {"line": 4, "character": 42}}));
    assert_eq!(client.call("textDocument/hover", at(3, 0)), Ok(Value::Null));
    assert_eq!(client.call("textDocument/hover", at(99, 99)), Ok(Value::Null));
    client.close(SPEC);
    assert_eq!(client.call("textDocument/hover", at(0, 7)), Ok(Value::Null));
}

#[test]
fn directives_are_completed_while_they_are_typed() {
    let mut client = Client::new(plain());
    let mut labels = |line: &str, version: i32| {
        client.open(SPEC, version, &format!("{HEAD}{line}"));
        client.diagnostics(SPEC, version);
        let end = u32::try_from(line.encode_utf16().count()).unwrap();
        let list = client.call("textDocument/completion", at(4, end)).unwrap();
        client.close(SPEC);
        let label = |item: &Value| {
            assert_eq!(item["textEdit"]["range"]["end"], json!({"line": 4, "character": end}));
            (item["label"].as_str().unwrap().to_owned(), item["textEdit"]["newText"].as_str().unwrap().to_owned())
        };
        list["items"].as_array().unwrap().iter().map(label).collect::<Vec<_>>()
    };
    let names = labels("é😀 <!-- specls: ign", 1);
    assert!(names.iter().any(|(label, _)| label == "ignore RULE, RULE: REASON"), "{names:?}");
    assert!(names.iter().all(|(label, _)| label != "optional"), "a document has no use for it");
    assert!(names.iter().all(|(_, text)| text.ends_with(" -->")), "{names:?}");
    let rules = labels("<!-- specls: ignore empty-section, mis", 2);
    assert!(rules.iter().any(|(label, text)| label == "missing-section" && text == "missing-section: reason -->"));
    assert!(rules.iter().all(|(label, _)| label != "empty-section"), "{rules:?}");
    let templates = labels("<!-- specls: template ", 3);
    assert!(templates.iter().any(|(label, text)| label == "milestone" && text == "milestone -->"), "{templates:?}");
    assert_eq!(labels("<!-- specls: ignore x: because ", 4), []);
    // The list comes behind the colon, where the space is not there yet.
    let names = labels("<!-- specls:", 6);
    assert!(names.iter().any(|(_, text)| text == " template NAME@VERSION -->"), "{names:?}");
    let templates = labels("<!-- specls: template:", 7);
    assert!(templates.iter().any(|(_, text)| text == " milestone -->"), "{templates:?}");
    assert_eq!(labels("`<!-- specls: ign", 5).len(), names.len(), "the code is not closed and so is none");
}

#[test]
fn the_last_action_lets_a_finding_be() {
    let mut client = Client::new(plain());
    let text = format!("{HEAD}Ask TBD.\r\n\r\n- TBD\r\n");
    client.open(SPEC, 1, &text);
    let before = client.diagnostics(SPEC, 1);
    let finding = before.iter().find(|diagnostic| diagnostic["code"] == "required-input").unwrap();
    let params =
        json!({"textDocument": {"uri": SPEC}, "range": finding["range"], "context": {"diagnostics": [finding]}});
    let list = client.call("textDocument/codeAction", params).unwrap();
    let last = list.as_array().unwrap().last().unwrap();
    assert_eq!(last["title"], "Ignore required-input here (give a reason)");
    assert_eq!(last["kind"], "quickfix");
    assert!(last["isPreferred"].is_null() && last["diagnostics"][0] == *finding, "{last}");
    let ignored = applied(&text, &last["edit"]["changes"][SPEC], Encoding::Utf16);
    assert!(ignored.ends_with("- TBD <!-- specls: ignore required-input: reason -->\r\n"), "{ignored}");
    client.change(SPEC, 2, json!([{"text": ignored}]));
    let after = client.diagnostics(SPEC, 2);
    assert_eq!(after.len() + 1, before.len(), "{after:#?}");
    assert!(after.iter().all(|diagnostic| diagnostic["code"] != "required-input"), "{after:#?}");
}
