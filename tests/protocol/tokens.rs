//! Semantic tokens: whole, in part, and what is another than before.

use crate::client::{Client, TEMPLATE, plain};
use crate::editor::offset;
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

fn colours(types: &[&str], requests: Value) -> Value {
    json!({"textDocument": {"semanticTokens": {
        "requests": requests,
        "tokenTypes": types,
        "tokenModifiers": [],
        "formats": ["relative"],
    }}})
}

fn all() -> Value {
    colours(
        &["keyword", "variable", "parameter", "enumMember", "property", "type"],
        json!({"full": {"delta": true}, "range": true}),
    )
}

fn spec() -> String {
    format!(
        "{TEMPLATE}\n# é😀仕 Title\n\n## Overview\n\n### Purpose\n\n😀 It MUST {{EXPLAIN_THE\n  _PURPOSE}}. REQ-1: 仕 [REQUIRED_INPUT] SHALL\nNOT fail.\n"
    )
}

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": SPEC}});
    params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    client.call(&format!("textDocument/semanticTokens/{method}"), params).unwrap()
}

fn opened(capabilities: Value, text: &str) -> Client {
    let mut client = Client::new(capabilities);
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
    client
}

/// The tokens as an editor colours them: type and text, one a line.
fn coloured(client: &Client, text: &str, data: &Value, encoding: Encoding) -> Vec<String> {
    let legend = &client.initialized["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let (mut line, mut start) = (0, 0);
    let mut shown = Vec::new();
    for token in numbers.chunks(5) {
        start = if token[0] > 0 { token[1] } else { start + token[1] };
        line += token[0];
        let place = |character: u64| offset(text, &json!({"line": line, "character": character}), encoding);
        let name = legend[usize::try_from(token[3]).unwrap()].as_str().unwrap();
        shown.push(format!("{name} {}", &text[place(start)..place(start + token[2])]));
        assert_eq!(token[4], 0, "no modifier was announced");
    }
    shown
}

#[test]
fn tokens_are_told_line_by_line_in_the_clients_columns() {
    let expected = ["keyword MUST", "type REQ-1", "parameter [REQUIRED_INPUT]", "keyword SHALL", "keyword NOT"];
    for text in [spec(), spec().replace('\n', "\r\n")] {
        for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
            let mut capabilities = all();
            capabilities["general"] = json!({"positionEncodings": [name]});
            let mut client = opened(capabilities, &text);
            let answer = ask(&mut client, "full", json!({}));
            let shown = coloured(&client, &text, &answer["data"], encoding);
            let own: Vec<&String> =
                shown.iter().filter(|token| !token.contains("PURPOSE") && !token.contains("THE")).collect();
            assert_eq!(own, expected.iter().collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn a_placeholder_over_several_lines_is_several_tokens() {
    let text = format!("{TEMPLATE}\n# T\n\n<!-- AGENT_PLACEHOLDER: say\r\n  what 😀\r\n\r\n  it is -->\n");
    let mut client = opened(all(), &text);
    let answer = ask(&mut client, "full", json!({}));
    let shown = coloured(&client, &text, &answer["data"], Encoding::Utf16);
    assert!(shown.iter().all(|token| token.trim() == token && !token.contains('\n')), "{shown:?}");
}

#[test]
fn a_range_has_the_tokens_in_it() {
    let text = spec();
    let mut client = opened(all(), &text);
    let line = text[..text.find("MUST").unwrap()].matches('\n').count();
    let range = json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": 9}});
    let answer = ask(&mut client, "range", json!({"range": range}));
    assert!(answer.get("resultId").is_none());
    assert_eq!(coloured(&client, &text, &answer["data"], Encoding::Utf16), ["keyword MUST"]);
    let nowhere = json!({"start": {"line": 99, "character": 0}, "end": {"line": 999, "character": 0}});
    assert_eq!(ask(&mut client, "range", json!({"range": nowhere}))["data"], json!([]));
}

#[test]
fn what_is_another_is_told_alone() {
    let mut text = spec();
    let mut client = opened(all(), &text);
    let mut known = ask(&mut client, "full", json!({}));
    let mut data: Vec<u64> = serde_json::from_value(known["data"].take()).unwrap();
    for (version, (from, to)) in
        [("MUST", "must"), ("REQ-1", "REQ-1 REQ-2"), ("# é", "\n# é"), ("仕 [", "仕  [")].into_iter().enumerate()
    {
        let version = i32::try_from(version).unwrap() + 2;
        text = text.replacen(from, to, 1);
        client.change(SPEC, version, json!([{"text": text}]));
        client.diagnostics(SPEC, version);
        let answer = ask(&mut client, "full/delta", json!({"previousResultId": known["resultId"]}));
        assert!(answer.get("data").is_none(), "{answer}");
        for edit in answer["edits"].as_array().unwrap() {
            let number = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
            let new: Vec<u64> = serde_json::from_value(edit["data"].clone()).unwrap();
            data.splice(number("start")..number("start") + number("deleteCount"), new);
        }
        let whole = ask(&mut client, "full", json!({}));
        assert_eq!(whole["data"], json!(data), "{from}");
        assert_ne!(whole["resultId"], answer["resultId"]);
        known = whole;
    }
    let same = ask(&mut client, "full/delta", json!({"previousResultId": known["resultId"]}));
    assert_eq!(same["edits"], json!([]));
    let unknown = ask(&mut client, "full/delta", json!({"previousResultId": "of another day"}));
    assert_eq!(unknown["data"], json!(data));
    assert_eq!(
        ask(&mut client, "full/delta", json!({"previousResultId": known["resultId"]}))["data"],
        json!(data),
        "an old answer"
    );
    // What was told of a document that was closed does not hold for the next one of its name.
    client.close(SPEC);
    assert!(ask(&mut client, "full", json!({})).is_null());
    client.open(SPEC, 1, "# T\n");
    client.diagnostics(SPEC, 1);
    assert_eq!(ask(&mut client, "full/delta", json!({"previousResultId": unknown["resultId"]}))["data"], json!([]));
}

#[test]
fn only_what_a_client_can_use_is_announced() {
    let offered =
        |capabilities: Value| Client::new(capabilities).initialized["capabilities"]["semanticTokensProvider"].clone();
    assert!(offered(plain()).is_null());
    let legend = offered(colours(&["macro", "keyword"], json!({"full": true})));
    assert_eq!(legend["legend"]["tokenTypes"], json!(["macro", "keyword"]));
    assert_eq!(legend["full"], json!({"delta": false}));
    assert!(legend.get("range").is_none());
    assert_eq!(offered(colours(&["keyword"], json!({"range": {}})))["range"], true);
    for silent in [colours(&["comment"], json!({"full": true})), colours(&["keyword"], json!({}))] {
        assert!(offered(silent).is_null());
    }
    let mut replaces = all();
    replaces["textDocument"]["semanticTokens"]["augmentsSyntaxTokens"] = json!(false);
    assert!(offered(replaces).is_null(), "the client would show nothing else of Markdown");
    let mut off = Client::with(
        json!({"rootUri": null, "capabilities": all(), "initializationOptions": {"features": {"tokens": false}}}),
    );
    assert!(off.initialized["capabilities"].get("semanticTokensProvider").is_none());
    off.open(SPEC, 1, &spec());
    off.diagnostics(SPEC, 1);
    assert!(ask(&mut off, "full", json!({})).is_null());
}

#[test]
fn a_document_without_a_template_has_no_tokens() {
    let mut client = opened(all(), "# Notes\n\nIt MUST {be} REQ-1.\n");
    assert_eq!(ask(&mut client, "full", json!({}))["data"], json!([]));
}

#[test]
fn the_page_shows_tokens() {
    let text = "<!-- specls: template feature -->\n\n# Technical Specification: Uploads\n\n## Document Information\n\n\
                **Version:** {Version Number}  \n**Status:** Draft | Review | Approved | Implemented\n\n## Requirements\n\n\
                REQ-7: an upload MUST NOT be lost, and SHOULD end within [REQUIRED_INPUT].\n";
    let mut client = opened(all(), text);
    let answer = ask(&mut client, "full", json!({}));
    let shown = coloured(&client, text, &answer["data"], Encoding::Utf16);
    let shown: Vec<String> = shown
        .iter()
        .map(|token| token.split_once(' ').unwrap())
        .map(|(kind, text)| format!("{kind:<12}{text}"))
        .collect();
    transcript("tokens", "tokens", "text", &shown.join("\n"));
}
