//! Links: what completes them, where they lead.

use crate::client::{Client, capable};
use crate::editor::{accepted, offset, place, sorted};
use crate::transcript::transcript;
use crate::workspace::{Folder, client};
use serde_json::{Value, json};
use specls::text::Encoding::Utf16;

const RFC: &str = "# {Title}\n\n**Owner:** {owner}\n\n## Motive\n\n{Why}\n\n## Proposal\n\n{What}\n";
const CONFIG: &str = "templates = ['templates']\n";
const OTHER: &str = "# Other\r\n\r\n## Ziele 目標 😀\r\n";

/// A team's folder: `specs/own.md` is what a test opens.
fn team() -> Folder {
    Folder::new(&[
        ("specls.toml", CONFIG),
        ("templates/rfc.md", RFC),
        ("specs/own.md", ""),
        ("specs/仕 (1).md", OTHER),
        ("notes/note.md", "# Note\n"),
    ])
}

fn announced() -> Value {
    let mut capabilities = capable();
    capabilities["textDocument"]["documentLink"] = json!({"tooltipSupport": false});
    capabilities["textDocument"]["definition"] = json!({});
    capabilities["textDocument"]["references"] = json!({});
    capabilities["workspace"]["symbol"] = json!({});
    capabilities
}

/// A client that knows all files and has `specs/own.md` open.
fn opened(team: &Folder, text: &str) -> (Client, String) {
    let (mut client, uri) = (client(&[team], announced()), team.uri("specs/own.md"));
    client.call("workspace/symbol", json!({"query": "x"})).unwrap();
    client.open(&uri, 1, text);
    client.diagnostics(&uri, 1);
    (client, uri)
}

/// What `source` becomes with each thing that is completed at `<|>`.
fn completed(client: &mut Client, uri: &str, source: &str, trigger: Option<&str>) -> Vec<String> {
    let at = source.find("<|>").unwrap();
    let text = source.replacen("<|>", "", 1);
    client.change(uri, 2, json!([{"text": text}]));
    let context = match trigger {
        Some(trigger) => json!({"triggerKind": 2, "triggerCharacter": trigger}),
        None => json!({"triggerKind": 1}),
    };
    let params = json!({"textDocument": {"uri": uri}, "position": place(&text, at, Utf16), "context": context});
    let list = client.call("textDocument/completion", params).unwrap();
    client.diagnostics(uri, 2);
    assert_eq!(list["isIncomplete"], false);
    sorted(list).iter().map(|item| accepted(&text, item, (at, at), Utf16)).collect()
}

#[test]
fn files_and_headings_are_completed() {
    let team = team();
    let (mut client, uri) = opened(&team, "");
    let mut completed = |source: &str, trigger| completed(&mut client, &uri, source, trigger);
    let files = ["é😀 [x](仕%20%281%29.md)", "é😀 [x](../notes/note.md)", "é😀 [x](../templates/rfc.md)"];
    assert_eq!(completed("é😀 [x](<|>)", Some("(")), files);
    assert_eq!(completed("[x](../no<|>)", None), ["[x](../notes/note.md)"]);
    assert_eq!(completed("[x](<仕<|>", None), ["[x](<仕 (1).md>"]);
    assert_eq!(completed("[a]: ../no<|>\r\n", None), ["[a]: ../notes/note.md\r\n"]);
    let anchors = ["[x](仕%20%281%29.md#other)", "[x](仕%20%281%29.md#ziele-目標-)"];
    assert_eq!(completed("[x](仕%20%281%29.md#<|>)", Some("#")), anchors);
    assert_eq!(completed("# Über uns\n\n[x](#ü<|>)", None), ["# Über uns\n\n[x](#über-uns)"]);
    assert_eq!(completed("f(<|>)", Some("(")), [""; 0]);
    assert_eq!(completed("Motive (<|>", Some("(")), [""; 0]);
}

/// Asks where what is at `<|>` leads: the file and the text there.
fn defined(client: &mut Client, uri: &str, source: &str, files: &[(&str, &str)]) -> Option<String> {
    let at = source.find("<|>").unwrap();
    let text = source.replacen("<|>", "", 1);
    client.change(uri, 2, json!([{"text": text}]));
    let params = json!({"textDocument": {"uri": uri}, "position": place(&text, at, Utf16)});
    let location = client.call("textDocument/definition", params).unwrap();
    client.diagnostics(uri, 2);
    if location.is_null() {
        return None;
    }
    let found = location["uri"].as_str().unwrap();
    let name = found.rsplit('/').next().unwrap();
    let known = files.iter().find(|(file, _)| found.ends_with(file));
    let there = known.map_or(&*text, |(_, there)| there);
    let place = |end: &str| offset(there, &location["range"][end], Utf16);
    Some(format!("{name}: {}", &there[place("start")..place("end")]))
}

#[test]
fn definitions_are_headings_and_lines_of_the_template() {
    let team = team();
    let (mut client, uri) = opened(&team, "");
    let files = [("rfc.md", RFC), ("%E4%BB%95%20%281%29.md", OTHER)];
    let mut defined = |source: &str| defined(&mut client, &uri, source, &files);
    let other = Some("%E4%BB%95%20%281%29.md: ## Ziele 目標 😀".to_owned());
    assert_eq!(defined("[é😀<|>](<仕 (1).md#ziele-目標->)"), other);
    assert_eq!(defined("[a][b<|>]\r\n\r\n[b]: 仕%20(1).md"), Some("%E4%BB%95%20%281%29.md: ".to_owned()));
    assert_eq!(defined("# 😀 Own\r\n\r\n[é](#-o<|>wn)"), Some("own.md: 😀 Own".to_owned()));
    let spec = |rest: &str| format!("---\ntemplate: rfc\n---\n# Own\n\n{rest}");
    assert_eq!(defined(&spec("## Mo<|>tive\n")), Some("rfc.md: ## Motive".to_owned()));
    assert_eq!(defined(&spec("**Owner:** Z<|>oë\n")), Some("rfc.md: Owner:** {owner}".to_owned()));
    assert_eq!(defined(&spec("## Motive\n\n{W<|>hy}\n")), Some("rfc.md: {Why}".to_owned()));
    assert_eq!(defined(&spec("## Motive\n\nWh<|>y.\n")), None);
    assert_eq!(defined("[x](https://e.org/<|>)"), None);
}

/// Each link's text and where it leads.
fn links(client: &mut Client, uri: &str, text: &str) -> Vec<String> {
    let links = client.call("textDocument/documentLink", json!({"textDocument": {"uri": uri}})).unwrap();
    let shown = |link: &Value| {
        let place = |end: &str| offset(text, &link["range"][end], Utf16);
        format!("{} -> {}", &text[place("start")..place("end")], link["target"].as_str().unwrap())
    };
    links.as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn links_lead_to_files_lines_and_the_template() {
    let team = team();
    let text = "---\r\ntemplate: rfc\r\n---\r\n# é😀\r\n\r\n😀 [a](../notes/note.md) [b](<仕 (1).md#ziele-目標->) [c](#é) [d]\r\n\r\n\
                [e](https://e.org)\r\n\r\n[d]: x.png";
    let (mut client, uri) = opened(&team, text);
    let expected = [
        format!("rfc -> {}", team.uri("templates/rfc.md")),
        format!("../notes/note.md -> {}", team.uri("notes/note.md")),
        format!("仕 (1).md#ziele-目標- -> {}#L3", team.uri("specs/仕 (1).md")),
        format!("#é -> {uri}#L4"),
        format!("[d] -> {}", team.uri("specs/x.png")),
        format!("x.png -> {}", team.uri("specs/x.png")),
    ];
    assert_eq!(links(&mut client, &uri, text), expected);
}

#[test]
fn links_to_a_heading_are_found_in_all_files() {
    let team = team();
    team.write("notes/仕 é.md", "# Note\r\n\r\né😀 [x](../specs/own.md#ziele) and [y](../specs/own.md)\r\n");
    let (mut client, uri) = opened(&team, "# Own\n\n😀 [z](#ziele)\n\n## Ziele\n");
    let mut named = |line: u32, declared: bool| {
        let context = json!({"includeDeclaration": declared});
        let params =
            json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": 4}, "context": context});
        let locations = client.call("textDocument/references", params).unwrap();
        let place = |location: &Value| {
            let (start, end) = (&location["range"]["start"], &location["range"]["end"]);
            let file = location["uri"].as_str().unwrap().rsplit('/').next().unwrap();
            format!("{file}:{}:{}-{}", start["line"], start["character"], end["character"])
        };
        locations.as_array().unwrap().iter().map(place).collect::<Vec<_>>()
    };
    let note = "%E4%BB%95%20%C3%A9.md:2";
    assert_eq!(named(4, true), ["own.md:4:3-8".to_owned(), "own.md:2:7-13".to_owned(), format!("{note}:8-29")]);
    assert_eq!(named(2, false), ["own.md:2:7-13".to_owned(), format!("{note}:8-29")]);
    assert_eq!(named(0, false), [format!("{note}:39-54")]);
    assert_eq!(named(3, true), [""; 0]);
}

#[test]
fn an_editor_that_follows_links_itself_is_told_of_templates_only() {
    let team = team();
    let info = json!({"name": "Visual Studio Code"});
    let folders = json!([{"uri": team.uri(""), "name": "team"}]);
    let params = json!({"clientInfo": info, "capabilities": announced(), "workspaceFolders": folders});
    let mut client = Client::with(params);
    assert!(client.initialized["capabilities"].get("documentLinkProvider").is_none());
    let uri = team.uri("specs/own.md");
    client.open(&uri, 1, "");
    client.diagnostics(&uri, 1);
    assert!(client.call("textDocument/documentLink", json!({"textDocument": {"uri": uri}})).unwrap().is_null());
    assert_eq!(defined(&mut client, &uri, "# A\n\n[x](#a<|>)", &[]), None);
    let spec = "---\ntemplate: rfc\n---\n# Own\n\n## Mo<|>tive\n";
    assert_eq!(defined(&mut client, &uri, spec, &[("rfc.md", RFC)]), Some("rfc.md: ## Motive".to_owned()));
}

#[test]
fn what_a_client_cannot_use_is_not_offered() {
    let client = Client::new(json!({}));
    let capabilities = &client.initialized["capabilities"];
    for name in ["documentLinkProvider", "definitionProvider", "referencesProvider", "workspaceSymbolProvider"] {
        assert!(capabilities.get(name).is_none(), "{name}");
    }
}

#[test]
fn the_page_shows_completions_and_links() {
    let team = team();
    let text = "# Cart\n\nAs the [note](../notes/note.md#note) says, see [the goals](#goals).\n\n## Goals\n";
    let (mut client, uri) = opened(&team, text);
    let shown = links(&mut client, &uri, text).join("\n").replace(team.uri("").trim_end_matches('/'), "file:///team");
    transcript("links", "links", "text", &shown);
    let mut list = String::new();
    for source in ["See [x](<|>)", "See [x](../no<|>)", "See [x](仕%20%281%29.md#<|>)"] {
        let made = completed(&mut client, &uri, source, None);
        list += &format!("{}\n", source.replace("<|>", "│"));
        made.iter().for_each(|line| list += &format!("    {line}\n"));
    }
    transcript("links", "completion", "text", &list);
}
