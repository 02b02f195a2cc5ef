//! Hints behind headings and placeholders.

use crate::client::{Client, TEMPLATE, plain};
use crate::editor::{applied, offset};
use crate::projects::uri;
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

fn capable() -> Value {
    json!({"textDocument": {"inlayHint": {}}})
}

fn ask(client: &mut Client, from: u32, to: u32) -> Value {
    let range = json!({"start": {"line": from, "character": 0}, "end": {"line": to, "character": 999}});
    client.call("textDocument/inlayHint", json!({"textDocument": {"uri": SPEC}, "range": range})).unwrap()
}

fn opened(text: &str) -> Client {
    let mut client = Client::new(capable());
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
    client
}

/// The text as an editor draws it, hints in `‹ ›`.
fn drawn(text: &str, hints: &Value) -> String {
    let mut drawn = text.to_owned();
    for hint in hints.as_array().unwrap().iter().rev() {
        assert_eq!(hint["paddingLeft"], true);
        let at = offset(text, &hint["position"], Encoding::Utf16);
        drawn.insert_str(at, &format!(" ‹{}›", hint["label"].as_str().unwrap()));
    }
    drawn
}

const TEXT: &str = "---\ntitle: \"Überblick 😀\"\n---\n\n# Technical Specification: 仕😀\n\n## Overview\n\n### Purpose\n\n{EXPLAIN_WHAT}\n";

#[test]
fn headings_say_what_is_missing() {
    for text in [format!("{TEMPLATE}\n# 仕😀\n\n## Overview\n\n### Purpose\n\nText.\n"), format!("{TEMPLATE}{TEXT}")]
    {
        for text in [text.clone(), text.replace('\n', "\r\n"), text.trim_end().to_owned()] {
            let mut client = opened(&text);
            let hints = ask(&mut client, 0, 99);
            let drawn = drawn(&text, &hints);
            let title = drawn.lines().find(|line| line.starts_with("# ")).unwrap();
            assert!(title.contains("仕😀 ‹") && title.contains(" sections missing"), "{drawn}");
            let overview = drawn.lines().find(|line| line.starts_with("## Overview")).unwrap();
            assert!(overview.ends_with(" missing›"), "{drawn}");
            let hint = hints.as_array().unwrap().iter().find(|hint| overview.contains(hint["label"].as_str().unwrap()));
            assert!(hint.unwrap()["tooltip"].as_str().unwrap().starts_with("Missing: "), "{hint:?}");
        }
    }
}

#[test]
fn a_range_has_the_hints_in_it() {
    let text = format!("{TEMPLATE}\n# T\n\n## Overview\n\n### Purpose\n\nText.\n");
    let mut client = opened(&text);
    let lines = |hints: &Value| {
        hints.as_array().unwrap().iter().map(|hint| hint["position"]["line"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&ask(&mut client, 0, 99)), [2, 4]);
    assert_eq!(lines(&ask(&mut client, 3, 4)), [4]);
    assert_eq!(lines(&ask(&mut client, 5, 99)), [0; 0]);
}

fn known() -> String {
    let source = include_str!("../../templates/component.md");
    let name = source.lines().find_map(|line| line.strip_prefix("# ")).unwrap().to_owned();
    format!("<!-- specls: template component -->\n\n# {name}\n")
}

#[test]
fn a_placeholder_says_what_it_stands_for_and_is_filled_in() {
    let team = tempfile::tempdir().unwrap();
    let folder = team.path();
    let template = "---\nproduct: \"{Product name}\"\n---\n\n# Plan for {Product name}\n\n## Goals\n\n{the goals} of {Product name}\n\n## Risks\n\n{risks}\n";
    std::fs::write(folder.join("plan.md"), template).unwrap();
    std::fs::write(folder.join("specls.toml"), "templates = [\"plan.md\"]\n").unwrap();
    let spec = uri(&folder.join("spec.md"));
    let text = "---\nproduct: Acmé 😀\n---\n\n<!-- specls: template plan -->\n\n# Plan for {Product name}\n\n## Goals\n\n{the goals} of {Product name} 仕\n";
    let mut client = Client::with(json!({"rootUri": uri(folder), "capabilities": capable()}));
    client.open(&spec, 1, text);
    client.diagnostics(&spec, 1);
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = client.call("textDocument/inlayHint", json!({"textDocument": {"uri": spec}, "range": range})).unwrap();
    let shown = drawn(text, &hints);
    assert!(shown.contains("of {Product name} ‹= Acmé 😀› 仕"), "{shown}");
    let mut fills = hints.as_array().unwrap().iter().filter(|hint| hint.get("textEdits").is_some());
    let last = fills.next_back().unwrap();
    let filled = applied(text, &last["textEdits"], Encoding::Utf16);
    assert_eq!(filled, text.replace("of {Product name}", "of Acmé 😀"));
    let shown = shown.split_once("-->\n\n").unwrap().1;
    transcript("hints", "hints", "text", shown);
}

#[test]
fn they_are_for_those_who_can_show_and_want_them() {
    assert!(Client::new(plain()).initialized["capabilities"].get("inlayHintProvider").is_none());
    assert_eq!(Client::new(capable()).initialized["capabilities"]["inlayHintProvider"], true);
    let mut off = Client::with(
        json!({"rootUri": null, "capabilities": capable(), "initializationOptions": {"features": {"hints": false}}}),
    );
    assert!(off.initialized["capabilities"].get("inlayHintProvider").is_none());
    off.open(SPEC, 1, &known());
    off.diagnostics(SPEC, 1);
    assert!(ask(&mut off, 0, 9).is_null());
    let mut none = opened("# Notes\n\n{x}\n");
    assert_eq!(ask(&mut none, 0, 9), json!([]));
    none.close(SPEC);
    assert!(ask(&mut none, 0, 9).is_null());
}
