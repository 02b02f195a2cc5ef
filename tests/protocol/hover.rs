//! What there is to say of a place, and its other places.

use crate::client::{Client, TEMPLATE, plain};
use crate::editor::{offset, place};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;
use std::fs;

const SPEC: &str = "file:///specs/spec.md";

const CHECKOUT: &str = include_str!("../../examples/checkout.md");

/// A client that shows Markdown in hovers, and counts in `encoding`.
fn client(encoding: &str) -> Client {
    Client::new(json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
    }))
}

/// Asks at the first place of `mark`.
fn ask(client: &mut Client, method: &str, text: &str, mark: &str, encoding: Encoding) -> Value {
    let at = text.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    let params = json!({"textDocument": {"uri": SPEC}, "position": place(text, at, encoding)});
    client.call(method, params).unwrap()
}

fn markdown(hover: &Value) -> &str {
    assert_eq!(hover["contents"]["kind"], "markdown");
    hover["contents"]["value"].as_str().unwrap()
}

#[test]
fn the_page_shows_hovers() {
    let mut client = client("utf-16");
    // Without one of the sections.
    let text: String = CHECKOUT.split_inclusive('\n').filter(|line| !line.starts_with("#### Data Flow")).collect();
    client.open(SPEC, 1, &text);
    client.diagnostics(SPEC, 1);
    let mut shown = |mark| {
        let hover = ask(&mut client, "textDocument/hover", &text, mark, Encoding::Utf16);
        markdown(&hover).to_owned()
    };
    transcript("hover", "heading", "markdown", &shown("### Data Architecture"));
    transcript("hover", "placeholder", "markdown", &shown("{Growth expectations}"));
}

#[test]
fn a_hover_lies_on_what_it_is_about_in_every_encoding() {
    let text = format!("{TEMPLATE}# é😀仕 {{Name of the thing}} x\r\n\r\n## Óverview\r\n\r\n😀 {{Title of it}}\r\n");
    for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
        let mut client = client(name);
        client.open(SPEC, 1, &text);
        client.diagnostics(SPEC, 1);
        let hover = ask(&mut client, "textDocument/hover", &text, "{Title of it}", encoding);
        let range = ["start", "end"].map(|end| offset(&text, &hover["range"][end], encoding));
        assert_eq!(&text[range[0]..range[1]], "{Title of it}");
        assert!(markdown(&hover).starts_with("**Wanted:** `Title of it`"), "{hover}");
        assert!(markdown(&hover).contains("`specls explain unfilled-placeholder` says more"), "{hover}");
        assert!(ask(&mut client, "textDocument/hover", &text, "Óverview", encoding).is_null() || name == "utf-8");
    }
}

#[test]
fn a_client_without_markdown_gets_plain_text() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, CHECKOUT);
    client.diagnostics(SPEC, 1);
    let hover = ask(&mut client, "textDocument/hover", CHECKOUT, "{Growth expectations}", Encoding::Utf16);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("Wanted: Growth expectations\n\n") && !text.contains(['`', '*']), "{text}");
    assert!(text.contains("Asked for by builtin:feature:"), "{text}");
}

#[test]
fn a_hover_links_to_the_team_s_own_template() {
    let team = tempfile::tempdir().unwrap();
    fs::create_dir_all(team.path().join("a (b)")).unwrap();
    fs::write(team.path().join("specls.toml"), "templates = ['a (b)']\n").unwrap();
    fs::write(team.path().join("a (b)/rfc.md"), "# {Title}\n\n## Motive\n\n{Why we do it}\n").unwrap();
    let path = team.path().to_str().unwrap().replace('\\', "/");
    let root = format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" });
    let mut client = Client::with(json!({
        "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
        "workspaceFolders": [{"uri": root, "name": "team"}],
    }));
    let spec = format!("{root}/spec.md");
    client.open(&spec, 1, "<!-- specls: template rfc -->\n\n# A\n\n## Motive\n\nX.\n");
    client.diagnostics(&spec, 1);
    let at = json!({"textDocument": {"uri": spec}, "position": {"line": 4, "character": 5}});
    let hover = client.call("textDocument/hover", at).unwrap();
    let text = markdown(&hover);
    assert!(text.contains("Asked for by [rfc.md:3](file://") && text.contains("/a%20%28b%29/rfc.md#L3)"), "{text}");
    client.close(&spec);
}

/// The texts that are highlighted from the first place of `mark` on.
fn highlighted(client: &mut Client, text: &str, mark: &str, encoding: Encoding) -> Vec<String> {
    let answer = ask(client, "textDocument/documentHighlight", text, mark, encoding);
    let one = |highlight: &Value| {
        assert_eq!(highlight["kind"], 1);
        let range = ["start", "end"].map(|end| offset(text, &highlight["range"][end], encoding));
        text[range[0]..range[1]].to_owned()
    };
    answer.as_array().map(|list| list.iter().map(one).collect()).unwrap_or_default()
}

#[test]
fn the_other_places_of_a_name_are_highlighted() {
    let text = format!(
        "{TEMPLATE}# é😀仕\r\n\r\n😀 [x](#scope) {{Name of it}} 仕 {{Name of it}}\r\n\r\n## Scope\r\n\r\nPlain Plain\r\n"
    );
    for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
        let mut client = client(name);
        assert_eq!(client.initialized["capabilities"]["documentHighlightProvider"], true);
        client.open(SPEC, 1, &text);
        client.diagnostics(SPEC, 1);
        assert_eq!(highlighted(&mut client, &text, "{Name", encoding), ["{Name of it}"; 2]);
        assert_eq!(highlighted(&mut client, &text, "Scope", encoding), ["scope", "Scope"]);
        assert_eq!(highlighted(&mut client, &text, "scope", encoding), ["scope", "Scope"]);
        assert!(highlighted(&mut client, &text, "Plain", encoding).is_empty());
    }
}

#[test]
fn highlights_are_turned_off() {
    let mut off = Client::with(json!({
        "rootUri": null,
        "capabilities": {},
        "initializationOptions": {"specls": {"features": {"highlights": false}}},
    }));
    assert!(off.initialized["capabilities"].get("documentHighlightProvider").is_none());
    let text = format!("{TEMPLATE}{{Name of it}} {{Name of it}}\n");
    off.open(SPEC, 1, &text);
    off.diagnostics(SPEC, 1);
    assert!(highlighted(&mut off, &text, "{Name", Encoding::Utf16).is_empty());
}

#[test]
fn a_document_without_a_template_is_left_alone() {
    let mut client = client("utf-16");
    let text = "# A\n\n[a](#a) {Name of it} {Name of it}\n";
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
    for method in ["textDocument/hover", "textDocument/documentHighlight"] {
        for mark in ["{Name", "# A", "#a"] {
            assert!(ask(&mut client, method, text, mark, Encoding::Utf16).is_null());
        }
    }
}
