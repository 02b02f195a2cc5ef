//! What an editor's commands ask for.

use crate::client::{Client, TEMPLATE, capable, plain};
use crate::editor::{applied, offset, place};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;
use std::fs;
use tempfile::TempDir;

const SPEC: &str = "untitled:Spec-1";

/// A team's template.
const OWN: &str = "# 仕様 {service name}\n\n**Owner:** {team}\n\n## 目的\n\n<!-- Why, in a line.\nAnd more. -->\n\n{the goals}\n\n## Risks\n\n- **Level:** High | Low\n\n## 付録 (optional)\n\n{more}\n";

/// A document that follows it.
const TEXT: &str = "<!-- specls: template own -->\r\n\r\n# 仕様 Cart 😀\r\n\r\n**Owner:** {team}\r\n\r\n## 目的\r\n\r\n仕様 😀 {the goals} é\r\n";

/// A client that can do all that commands ask of it, with `encoding`, in a folder with a template.
fn team(encoding: &str) -> (TempDir, Client) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("t")).unwrap();
    fs::write(folder.path().join("t/own.md"), OWN).unwrap();
    fs::write(folder.path().join("specls.toml"), "templates = ['t']\n").unwrap();
    let root = json!({"uri": uri(&folder, ""), "name": "team"});
    let client = Client::with(json!({"capabilities": able(encoding), "workspaceFolders": [root]}));
    (folder, client)
}

fn uri(folder: &TempDir, path: &str) -> String {
    let folder = folder.path().to_str().unwrap().replace('\\', "/");
    let slash = if folder.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{folder}{}{path}", if path.is_empty() { "" } else { "/" })
}

fn able(encoding: &str) -> Value {
    let mut able = capable();
    able["general"]["positionEncodings"] = json!([encoding]);
    able["workspace"]["applyEdit"] = json!(true);
    able["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create", "rename"]);
    able["window"] = json!({"showDocument": {"support": true}});
    able
}

fn params(command: &str, argument: &Value) -> Value {
    json!({"command": format!("specls.{command}"), "arguments": [argument]})
}

fn execute(client: &mut Client, command: &str, argument: Value) -> Value {
    client.call("workspace/executeCommand", params(command, &argument)).unwrap()
}

/// The message of the error that a command is refused with.
fn refused(client: &mut Client, command: &str, argument: Value) -> String {
    let (code, message) = client.refusal("workspace/executeCommand", params(command, &argument));
    assert_eq!(code, -32602, "{message}");
    message
}

/// What the client is asked to apply, and the command's answer once it says whether it did.
fn changing(client: &mut Client, command: &str, argument: Value, applied: bool) -> (Value, Value) {
    let id = client.request("workspace/executeCommand", params(command, &argument));
    let asked = client.asked("workspace/applyEdit", json!({"applied": applied}));
    (asked, client.answer(id).unwrap())
}

/// A document with what the client is asked to apply.
fn changed(text: &str, asked: &Value, encoding: Encoding) -> String {
    let change = &asked["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": SPEC, "version": 1}));
    applied(text, &change["edits"], encoding)
}

fn open(client: &mut Client, text: &str) {
    client.open(SPEC, 1, text);
    client.diagnostics(SPEC, 1);
}

#[test]
fn a_client_is_offered_what_it_can_do() {
    let commands = |client: &Client| client.initialized["capabilities"]["executeCommandProvider"]["commands"].clone();
    let all = commands(&Client::new(able("utf-16")));
    assert_eq!(all.as_array().unwrap().len(), 9);
    let some = commands(&Client::new(plain()));
    let some: Vec<_> = some.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(!some.contains(&"specls.insertAll") && !some.contains(&"specls.changeTemplate"), "{some:?}");
    assert!(some.contains(&"specls.nextGap") && some.contains(&"specls.brief"), "{some:?}");
}

#[test]
fn gaps_are_walked_around_the_document_in_every_encoding() {
    for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
        let (_folder, mut client) = team(name);
        open(&mut client, TEXT);
        let walk = |client: &mut Client, command: &str| {
            let mut at = 0;
            let mut seen = Vec::new();
            for _ in 0..4 {
                let argument = json!({"uri": SPEC, "position": place(TEXT, at, encoding)});
                let found = execute(client, command, argument);
                assert_eq!(found["uri"], SPEC);
                let [start, end] = ["start", "end"].map(|end| offset(TEXT, &found["range"][end], encoding));
                seen.push(&TEXT[start..end]);
                at = end;
            }
            seen
        };
        // The heading is where the section that is missing belongs.
        assert_eq!(walk(&mut client, "nextGap"), ["仕様 Cart 😀", "{team}", "{the goals}", "仕様 Cart 😀"], "{name}");
        assert_eq!(
            walk(&mut client, "previousGap"),
            ["{the goals}", "{team}", "仕様 Cart 😀", "{the goals}"],
            "{name}"
        );
    }
}

#[test]
fn a_gap_is_shown_where_the_client_can() {
    let (_folder, mut client) = team("utf-16");
    open(&mut client, TEXT);
    let argument = json!({"uri": SPEC, "position": {"line": 4, "character": 0}, "show": true});
    let found = execute(&mut client, "nextGap", argument.clone());
    let shown = client.asked("window/showDocument", json!({"success": true}));
    assert_eq!(shown, json!({"uri": SPEC, "takeFocus": true, "selection": found["range"]}));
    let mut plain = Client::new(plain());
    plain.open(SPEC, 1, &format!("{TEMPLATE}\n# {{T}}\n"));
    plain.diagnostics(SPEC, 1);
    assert!(execute(&mut plain, "nextGap", argument)["range"].is_object());
}

#[test]
fn a_document_without_a_template_has_no_gap_and_no_progress() {
    let mut client = Client::new(able("utf-16"));
    open(&mut client, "# {x}\n\nTBD\n");
    let argument = json!({"uri": SPEC, "position": {"line": 0, "character": 0}});
    assert!(execute(&mut client, "nextGap", argument.clone()).is_null());
    assert!(execute(&mut client, "previousGap", argument).is_null());
    assert!(execute(&mut client, "showProgress", json!({"uri": SPEC})).is_null());
    assert_eq!(execute(&mut client, "insertSection", json!({"uri": SPEC})), json!([]));
    assert_eq!(execute(&mut client, "insertAll", json!({"uri": SPEC})), false);
}

#[test]
fn all_that_is_missing_is_inserted_at_once() {
    let (_folder, mut client) = team("utf-8");
    open(&mut client, TEXT);
    let (asked, answer) = changing(&mut client, "insertAll", json!({"uri": SPEC}), true);
    assert_eq!((&asked["label"], &answer), (&json!("Insert the missing section"), &json!(true)));
    let expected = format!("{TEXT}\r\n## Risks\r\n\r\n- **Level:** High | Low\r\n");
    assert_eq!(changed(TEXT, &asked, Encoding::Utf8), expected);
    assert_eq!(changing(&mut client, "insertAll", json!({"uri": SPEC}), false).1, false);
    client.change(SPEC, 2, json!([{"text": expected}]));
    client.diagnostics(SPEC, 2);
    assert_eq!(execute(&mut client, "insertAll", json!({"uri": SPEC})), false);
}

#[test]
fn a_client_without_versions_and_one_that_runs_code_get_what_they_can_take() {
    let capabilities = json!({"workspace": {"applyEdit": true}});
    let mut client = Client::with(json!({"capabilities": capabilities, "clientInfo": {"name": "Eglot"}}));
    let text = format!("{TEMPLATE}\n# T 😀\n");
    open(&mut client, &text);
    let (asked, answer) = changing(&mut client, "insertAll", json!({"uri": SPEC}), true);
    assert!(asked["edit"]["changes"][SPEC].is_array() && answer == true, "{asked}");
    assert!(asked["edit"].get("documentChanges").is_none());
    let plain = execute(&mut client, "new", json!({"template": "feature"}));
    assert!(plain["snippet"].is_null() && plain["text"].as_str().unwrap().contains("```"), "{plain}");
    assert!(execute(&mut client, "new", json!({"template": "component"}))["snippet"].is_string());
}

#[test]
fn a_section_is_picked_from_a_list_and_inserted() {
    let (_folder, mut client) = team("utf-16");
    let text = TEXT.replace("## 目的\r\n\r\n仕様 😀 {the goals} é\r\n", "");
    open(&mut client, &text);
    let list = execute(&mut client, "insertSection", json!({"uri": SPEC}));
    let first = json!({
        "section": "目的", "name": "目的", "level": 2, "required": true,
        "where": "in \"仕様 Cart 😀\"", "guidance": "Why, in a line.",
    });
    let names: Vec<_> = list.as_array().unwrap().iter().map(|one| one["section"].as_str().unwrap()).collect();
    assert_eq!((&list[0]["name"], names), (&first["name"], vec!["目的", "Risks", "付録 (optional)"]));
    assert_eq!(list[0]["guidance"], first["guidance"]);
    assert_eq!(list[2]["required"], false);

    let risks = json!({"uri": SPEC, "section": "risks"});
    let (asked, answer) = changing(&mut client, "insertSection", risks, true);
    assert_eq!((&asked["label"], answer), (&json!("Insert section \"Risks\""), json!(true)));
    let after = format!("{text}\r\n## Risks\r\n\r\n- **Level:** High | Low\r\n");
    assert_eq!(
        changed(&text, &asked, Encoding::Utf16).replace("\r\n\r\n\r\n", "\r\n\r\n"),
        after.replace("\r\n\r\n\r\n", "\r\n\r\n")
    );

    let snippet = json!({"uri": SPEC, "section": "Risks", "snippet": true});
    let snippet = execute(&mut client, "insertSection", snippet);
    assert_eq!(snippet["version"], 1);
    assert_eq!(snippet["range"]["start"], snippet["range"]["end"]);
    assert!(snippet["snippet"].as_str().unwrap().contains("## Risks\n\n- **Level:** ${1|High,Low|}"), "{snippet}");

    let message = refused(&mut client, "insertSection", json!({"uri": SPEC, "section": "Riks"}));
    assert_eq!(message, "specls.insertSection: `section` names no section that can be inserted: there are \"Risks\"");
}

#[test]
fn nothing_is_inserted_into_an_open_code_block() {
    let (_folder, mut client) = team("utf-16");
    open(&mut client, "<!-- specls: template own -->\n\n# 仕様 C\n\n## 目的\n\n```\nx");
    for snippet in [false, true] {
        let argument = json!({"uri": SPEC, "section": "Risks", "snippet": snippet});
        let (code, message) = client.refusal("workspace/executeCommand", params("insertSection", &argument));
        assert!(code == -32803 && message.contains("close the code block"), "{code}: {message}");
    }
}

#[test]
fn the_templates_of_a_folder_are_listed_before_anything_is_open() {
    let (folder, mut client) = team("utf-16");
    let list = execute(&mut client, "templates", json!({}));
    assert_eq!(list[0]["id"], "own");
    assert_eq!(list[0]["inputs"], json!(["service name", "team"]));
    assert_eq!((&list[0]["summary"], &list[0]["version"]), (&json!("仕様 {service name}"), &Value::Null));
    assert!(list.as_array().unwrap().iter().any(|one| one["path"] == "builtin:milestone"));
    let elsewhere = tempfile::tempdir().unwrap();
    let list = execute(&mut client, "templates", json!({"uri": uri(&elsewhere, "new.md")}));
    assert!(list.as_array().unwrap().iter().all(|one| one["id"] != "own"), "{list}");
    let list = execute(&mut client, "templates", json!({"uri": uri(&folder, "not%20there/new.md")}));
    assert_eq!(list[0]["id"], "own");
    // Without arguments, as some clients send it.
    let none = client.call("workspace/executeCommand", json!({"command": "specls.templates"})).unwrap();
    assert_eq!(none[0]["id"], "own");
}

#[test]
fn a_new_document_is_a_text_or_a_file() {
    let (folder, mut client) = team("utf-16");
    let argument = json!({"template": "own", "inputs": {"Service-Name": "Cart 😀"}});
    let made = execute(&mut client, "new", argument);
    let text = OWN.replace("<!-- Why, in a line.\nAnd more. -->\n\n", "").replace("{service name}", "Cart 😀");
    // Three headings tell no template.
    let text = format!("<!-- specls: template own -->\n\n{text}");
    assert_eq!(made["text"], text);
    assert!(made["snippet"].as_str().unwrap().contains("**Owner:** ${1:{team\\}}\n"), "{made}");

    let target = uri(&folder, "c%20d/%E4%BB%95.md");
    let argument = json!({"template": "own", "uri": target, "inputs": {"service name": "Cart 😀"}});
    let (asked, answer) = changing(&mut client, "new", argument.clone(), true);
    assert_eq!(answer, json!({"uri": target}));
    let changes = &asked["edit"]["documentChanges"];
    let options = json!({"overwrite": false, "ignoreIfExists": false});
    assert_eq!(changes[0], json!({"kind": "create", "uri": target, "options": options}));
    assert_eq!(changes[1]["textDocument"], json!({"uri": target, "version": null}));
    assert_eq!(changes[1]["edits"][0]["newText"], text);
    let shown = client.asked("window/showDocument", json!({"success": true}));
    assert_eq!((&shown["uri"], &shown["takeFocus"]), (&json!(target), &json!(true)));
    let [start, end] = ["start", "end"].map(|end| offset(&text, &shown["selection"][end], Encoding::Utf16));
    assert_eq!(&text[start..end], "{team}");

    assert!(changing(&mut client, "new", argument, false).1.is_null());
    let argument = json!({"template": "own", "folder": uri(&folder, ""), "name": "a b"});
    let (asked, answer) = changing(&mut client, "new", argument, true);
    assert_eq!(answer["uri"], asked["edit"]["documentChanges"][0]["uri"]);
    assert!(answer["uri"].as_str().unwrap().ends_with("/a%20b.md"), "{answer}");
    client.asked("window/showDocument", json!({"success": true}));
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let (folder, mut client) = team("utf-16");
    fs::write(folder.path().join("a.md"), "mine").unwrap();
    open(&mut client, "");
    for target in [uri(&folder, "a.md"), SPEC.to_owned()] {
        let argument = json!({"template": "own", "uri": target});
        let (code, message) = client.refusal("workspace/executeCommand", params("new", &argument));
        assert!(code == -32803 && message.contains("is there already"), "{code}: {message}");
    }
    let mut plain = Client::new(plain());
    let argument = json!({"template": "feature", "uri": "file:///nowhere/a.md"});
    let (code, message) = plain.refusal("workspace/executeCommand", params("new", &argument));
    assert!(code == -32803 && message.contains("leave `uri` and `folder` out"), "{code}: {message}");
}

#[test]
fn a_document_is_made_to_follow_another_template() {
    let (_folder, mut client) = team("utf-16");
    open(&mut client, TEXT);
    let list = execute(&mut client, "changeTemplate", json!({"uri": SPEC}));
    assert_eq!(
        (&list[0]["id"], &list[0]["current"], &list[1]["current"]),
        (&json!("own"), &json!(true), &json!(false))
    );
    let argument = json!({"uri": SPEC, "template": "builtin:feature"});
    let (asked, answer) = changing(&mut client, "changeTemplate", argument, true);
    assert_eq!((&asked["label"], answer), (&json!("Follow the template feature"), json!(true)));
    assert_eq!(changed(TEXT, &asked, Encoding::Utf16), TEXT.replace("template own", "template feature"));
    assert_eq!(execute(&mut client, "changeTemplate", json!({"uri": SPEC, "template": "own"})), false);
    let message = refused(&mut client, "changeTemplate", json!({"uri": SPEC, "template": "featrue"}));
    assert!(message.ends_with("`template` names no template, there is no `featrue`: use `feature`"), "{message}");
}

#[test]
fn progress_is_told_as_a_whole_and_by_section() {
    let (_folder, mut client) = team("utf-32");
    open(&mut client, TEXT);
    let told = execute(&mut client, "showProgress", json!({"uri": SPEC}));
    assert_eq!((&told["present"], &told["wanted"], &told["placeholders"]), (&json!(1), &json!(2), &json!(2)));
    assert_eq!((&told["text"], &told["done"]), (&json!("1 of 2 sections, 2 placeholders"), &json!(false)));
    let findings = told["findings"].as_object().unwrap();
    assert_eq!(findings.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 3, "{told}");
    let goals = &told["sections"][1];
    assert_eq!(
        (&goals["heading"], &goals["text"], &goals["done"]),
        (&json!("目的"), &json!("1 placeholder"), &json!(false))
    );
    assert_eq!(goals["range"], json!({"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 5}}));
}

#[test]
fn a_brief_is_of_a_template_or_of_what_is_open() {
    let (_folder, mut client) = team("utf-8");
    let brief = |client: &mut Client, argument: Value| execute(client, "brief", argument).as_str().unwrap().to_owned();
    let whole = brief(&mut client, json!({"template": "own", "inputs": {"team": "Core"}}));
    assert!(whole.contains("- **team:** Core\n") && whole.contains("- **service name:** not given\n"), "{whole}");
    assert!(!whole.contains("Written so far"));
    let section = brief(&mut client, json!({"template": "own", "section": "risks"}));
    assert!(section.contains("````markdown\n## Risks\n\n- **Level:** High | Low\n````"), "{section}");

    open(&mut client, TEXT);
    let at = place(TEXT, TEXT.find("é").unwrap(), Encoding::Utf8);
    let here = brief(&mut client, json!({"uri": SPEC, "position": at}));
    assert!(here.contains("- **service name:** Cart 😀\n"), "{here}");
    assert!(here.contains("````markdown\n## 目的\n\n仕様 😀 {the goals} é\n````"), "{here}");
    assert!(here.contains("- to fill in: `{the goals}`"), "{here}");
    assert!(!here.contains('\r'));
    let missing = brief(&mut client, json!({"uri": SPEC, "section": "Risks"}));
    assert!(missing.contains("Nothing yet."), "{missing}");
    let other = brief(&mut client, json!({"uri": SPEC, "template": "component"}));
    assert!(
        other.contains("follows the template `component`") && other.contains("section \"Overview\" is missing"),
        "{other}"
    );
}

#[test]
fn a_bad_argument_is_refused_with_its_remedy() {
    let (_folder, mut client) = team("utf-16");
    open(&mut client, "# No template\n");
    let none = "file:///nobody/opened.md";
    let start = json!({"line": 0, "character": 0});
    for (command, argument, expected) in [
        ("nextGap", json!({"position": start}), "`uri` is missing; give {uri, position, show?}"),
        ("nextGap", json!({"uri": SPEC}), "`position` is missing"),
        ("nextGap", json!({"uri": SPEC, "position": 3}), "`position` is no position: give"),
        ("nextGap", json!({"uri": SPEC, "position": start, "show": "yes"}), "`show` is neither true nor false"),
        ("previousGap", json!({"uri": none, "position": start}), "`uri` names no open document: open it first"),
        ("insertAll", json!({"uri": "/a.md"}), "`uri` is no URI"),
        ("insertAll", json!({"uri": SPEC, "all": true}), "`all` is not known; give {uri}"),
        ("insertSection", json!([]), "the argument is not one object"),
        ("insertSection", json!({"uri": SPEC, "section": "x"}), "there is none to insert"),
        ("insertSection", json!({"uri": SPEC, "section": 1}), "`section` is no text"),
        ("changeTemplate", json!({"uri": none}), "`uri` names no open document"),
        ("showProgress", json!(null), "`uri` is missing"),
        ("new", json!({}), "`template` is missing"),
        ("new", json!({"template": "zzzz"}), "there is no `zzzz`: use `own`"),
        (
            "new",
            json!({"template": "own", "inputs": {"tema": "x"}}),
            "did you mean `team`? its inputs are: service name, team",
        ),
        ("new", json!({"template": "own", "folder": "untitled:x", "name": "a"}), "`folder` is no folder on a disk"),
        ("new", json!({"template": "own", "folder": "file:///a"}), "`name` is missing"),
        ("new", json!({"template": "own", "folder": "file:///a", "name": "../b"}), "`name` is no file's name"),
        ("brief", json!({}), "`template` is missing: give it, or `uri`"),
        ("brief", json!({"template": "own", "position": start}), "`position` is of no document"),
        ("brief", json!({"template": "own", "section": "Riks"}), "did you mean \"Risks\""),
        ("brief", json!({"uri": SPEC}), "follows no template: give `template` too"),
        ("templates", json!({"uri": "c:/a.md"}), "`uri` is no URI"),
    ] {
        let message = refused(&mut client, command, argument.clone());
        assert!(message.starts_with(&format!("specls.{command}: ")), "{message}");
        assert!(message.contains(expected), "{command} {argument}: {message}");
    }
    let message = refused(&mut client, "nextGpa", json!({}));
    assert!(message.starts_with("there is no command `specls.nextGpa`: use `specls.nextGap`"), "{message}");
}

#[test]
fn a_command_is_cancelled() {
    let mut client = Client::new(able("utf-16"));
    let section = "## Overview\n\n### Purpose\n\nSome text, with {PLACEHOLDER} and more.\n\n";
    client.open(SPEC, 1, &format!("{TEMPLATE}\n# Title\n\n{}", section.repeat(3_000)));
    let argument = json!({"uri": SPEC, "position": {"line": 0, "character": 0}});
    let commands = ["nextGap", "showProgress", "brief"];
    let asked: Vec<i64> = commands
        .iter()
        .cycle()
        .take(48)
        .map(|command| client.request("workspace/executeCommand", params(command, &argument)))
        .collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    let answers: Vec<_> = asked.into_iter().map(|id| client.answer(id)).collect();
    assert!(answers.contains(&Err(-32800)), "none was cancelled");
    client.diagnostics(SPEC, 1);
    client.assert_alive();
}

/// A command and its answer, as the page shows them. Long lists are cut, and long texts.
fn shown(client: &mut Client, command: &str, argument: Value) -> String {
    let mut answer = execute(client, command, argument.clone());
    cut(&mut answer);
    let pretty = serde_json::to_string_pretty(&answer).unwrap();
    format!("specls.{command} {argument}\n{pretty}")
}

fn cut(value: &mut Value) {
    const MOST: usize = 2;
    match value {
        Value::Array(list) => {
            let more = list.len() > MOST;
            list.truncate(MOST);
            list.iter_mut().for_each(cut);
            list.extend(more.then(|| json!("…")));
        }
        Value::Object(object) => object.values_mut().for_each(cut),
        Value::String(text) if text.chars().count() > 90 => {
            *text = text.chars().take(90).chain(['…']).collect();
        }
        _ => {}
    }
}

const PAGE: &str = "file:///specs/cart.md";

fn on_the_page() -> Client {
    let mut client = Client::new(able("utf-16"));
    let text = "<!-- specls: template component -->\n\n# Cart\n\n## Overview\n\nThe cart holds what a customer buys.\n\n\
                ## Architecture\n\n<!-- AGENT_PLACEHOLDER: Explain how the solution is put together and why; follow one request through it -->\n";
    client.open(PAGE, 1, text);
    client.diagnostics(PAGE, 1);
    client
}

#[test]
fn the_page_shows_each_command() {
    let mut client = on_the_page();
    let start = json!({"line": 0, "character": 0});
    let shown = |client: &mut Client, name: &str, command: &str, argument: Value| {
        transcript("commands", name, "text", &shown(client, command, argument));
    };
    shown(&mut client, "next gap", "nextGap", json!({"uri": PAGE, "position": {"line": 4, "character": 0}}));
    shown(&mut client, "previous gap", "previousGap", json!({"uri": PAGE, "position": start}));
    shown(&mut client, "insert section", "insertSection", json!({"uri": PAGE}));
    shown(&mut client, "snippet", "insertSection", json!({"uri": PAGE, "section": "References", "snippet": true}));
    shown(&mut client, "templates", "templates", json!({}));
    shown(&mut client, "new", "new", json!({"template": "tsd"}));
    shown(&mut client, "progress", "showProgress", json!({"uri": PAGE}));
    shown(&mut client, "brief", "brief", json!({"uri": PAGE, "section": "References"}));
    let mut told = String::new();
    for (command, argument) in [
        ("insertAll", json!({"uri": PAGE})),
        ("changeTemplate", json!({"uri": PAGE, "template": "tsd"})),
        ("new", json!({"template": "tsd", "folder": "file:///specs", "name": "search"})),
    ] {
        let (mut asked, answer) = changing(&mut client, command, argument.clone(), true);
        cut(&mut asked);
        told.push_str(&format!("specls.{command} {argument}\n  workspace/applyEdit {asked}\n{answer}\n\n"));
    }
    client.asked("window/showDocument", json!({"success": true}));
    transcript("commands", "edits", "text", &told);
    let (code, message) = client.refusal("workspace/executeCommand", params("nextGap", &json!({"uri": PAGE})));
    transcript("commands", "refused", "text", &format!("{code} {message}"));
}

#[test]
fn the_page_shows_a_brief() {
    let mut client = on_the_page();
    let argument = json!({"uri": PAGE, "position": {"line": 8, "character": 0}});
    let brief = execute(&mut client, "brief", argument);
    let brief: String = brief.as_str().unwrap().replace("````", "```");
    transcript("brief", "brief", "markdown", &brief);
}
