//! Lenses above headings, and what a client is told to ask for again.

use crate::client::{Client, TEMPLATE, plain};
use crate::projects::uri;
use crate::transcript::transcript;
use serde_json::{Value, json};

const SPEC: &str = "file:///specs/spec.md";

fn capable() -> Value {
    json!({"textDocument": {"codeLens": {}}, "window": {"showDocument": {"support": true}}})
}

fn ask(client: &mut Client, uri: &str) -> Value {
    client.call("textDocument/codeLens", json!({"textDocument": {"uri": uri}})).unwrap()
}

fn opened(capabilities: Value, text: &str) -> Client {
    let mut client = Client::new(capabilities);
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
    client
}

/// The text as an editor draws it: lenses on lines of their own.
fn drawn(text: &str, lenses: &Value) -> String {
    let mut drawn = String::new();
    for (index, line) in text.lines().enumerate() {
        let here = lenses.as_array().unwrap().iter().filter(|lens| lens["range"]["start"]["line"] == index);
        let titles: Vec<&str> = here.map(|lens| lens["command"]["title"].as_str().unwrap()).collect();
        if !titles.is_empty() {
            drawn += &format!("‹{}›\n", titles.join(" | "));
        }
        drawn += &format!("{line}\n");
    }
    drawn
}

#[test]
fn lenses_say_how_far_it_is_and_go_to_the_next_gap() {
    for text in [
        include_str!("../../examples/checkout.md").to_owned(),
        include_str!("../../examples/checkout.md").replace('\n', "\r\n"),
    ] {
        let mut client = opened(capable(), &text);
        let lenses = ask(&mut client, SPEC);
        assert_eq!(lenses[0]["command"]["command"], "", "that of the document is text");
        assert!(lenses[0]["command"]["title"].as_str().unwrap().contains(" sections, "));
        let next = &lenses[1]["command"];
        assert_eq!((next["title"].as_str(), next["command"].as_str()), (Some("next gap"), Some("specls.nextGap")));
        let start = json!({"line": 0, "character": 0});
        assert_eq!(next["arguments"], json!([{"uri": SPEC, "position": start, "show": true}]));
        for lens in &lenses.as_array().unwrap()[2..] {
            let done = lens["command"]["title"] == "done";
            assert_eq!(lens["command"]["command"] == "", done, "{lens}");
            if !done {
                assert_eq!(lens["command"]["arguments"][0]["position"], lens["range"]["start"]);
            }
        }
    }
}

#[test]
fn a_lens_stays_while_its_section_is_filled_in() {
    let text = format!("{TEMPLATE}\n# T\n\n## Overview\n\n### Purpose\n\n[REQUIRED_INPUT] {{MILESTONE_NAME}}\n");
    let mut client = opened(capable(), &text);
    let lines = |lenses: &Value| {
        let mut lines: Vec<_> =
            lenses.as_array().unwrap().iter().map(|lens| lens["range"]["start"]["line"].as_u64()).collect();
        lines.dedup();
        lines
    };
    let before = lines(&ask(&mut client, SPEC));
    client.change(SPEC, 2, json!([{"text": text.replace("[REQUIRED_INPUT] {MILESTONE_NAME}", "")}]));
    client.diagnostics(SPEC, 2);
    assert_eq!(lines(&ask(&mut client, SPEC)), before);
}

#[test]
fn they_are_for_those_who_can_show_and_want_them() {
    assert!(Client::new(plain()).initialized["capabilities"].get("codeLensProvider").is_none());
    let text = format!("{TEMPLATE}\n# T\n");
    // Where nothing can be shown there is nowhere to go.
    let mut still = opened(json!({"textDocument": {"codeLens": {}}}), &text);
    assert!(still.initialized["capabilities"].get("codeLensProvider").is_some());
    let lenses = ask(&mut still, SPEC);
    assert_eq!(lenses.as_array().unwrap().len(), 1);
    assert_eq!(lenses[0]["command"]["command"], "");
    let mut off = Client::with(
        json!({"rootUri": null, "capabilities": capable(), "initializationOptions": {"features": {"lenses": false}}}),
    );
    assert!(off.initialized["capabilities"].get("codeLensProvider").is_none());
    off.open(SPEC, 1, &text);
    off.diagnostics(SPEC, 1);
    assert!(ask(&mut off, SPEC).is_null());
    let mut none = opened(capable(), "# Notes\n");
    assert_eq!(ask(&mut none, SPEC), json!([]));
    none.close(SPEC);
    assert!(ask(&mut none, SPEC).is_null());
}

#[test]
fn a_client_asks_again_where_the_template_is_another() {
    let team = tempfile::tempdir().unwrap();
    let folder = team.path();
    let template = folder.join("plan.md");
    std::fs::write(&template, "# {title}\n\n## Goals\n\n{goals}\n").unwrap();
    std::fs::write(folder.join("specls.toml"), "templates = [\"plan.md\"]\n").unwrap();
    let root = uri(folder);
    let spec = uri(&folder.join("spec.md"));
    let refreshes = json!({"refreshSupport": true});
    let mut capabilities = capable();
    capabilities["workspace"] = json!({"codeLens": refreshes, "inlayHint": refreshes, "semanticTokens": refreshes});
    let mut client = Client::with(json!({"rootUri": root, "capabilities": capabilities}));
    client.open(&spec, 1, "<!-- specls: template plan -->\n\n# T\n");
    client.diagnostics(&spec, 1);
    assert_eq!(ask(&mut client, &spec)[0]["command"]["title"], "0 of 1 section");
    std::fs::write(&template, "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n").unwrap();
    let change = json!({"uri": uri(&template), "type": 2});
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    for method in ["semanticTokens", "inlayHint", "codeLens"] {
        client.asked(&format!("workspace/{method}/refresh"), Value::Null);
    }
    client.diagnostics(&spec, 1);
    assert_eq!(ask(&mut client, &spec)[0]["command"]["title"], "0 of 2 sections");
}

#[test]
fn the_page_shows_lenses() {
    let text = include_str!("../../examples/checkout.md");
    let mut client = opened(capable(), text);
    let lenses = ask(&mut client, SPEC);
    let shown = drawn(text, &lenses);
    let lines: Vec<&str> = shown.lines().collect();
    let wanted = |at: usize| lines[at].starts_with('‹') || at > 0 && lines[at - 1].starts_with('‹');
    let shown: Vec<&str> = (0..lines.len()).filter(|&at| wanted(at)).map(|at| lines[at]).take(8).collect();
    transcript("lenses", "lenses", "text", &format!("{}\n…", shown.join("\n")));
}
