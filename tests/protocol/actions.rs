//! Code actions beyond the fixes, through the protocol.

use crate::client::{Client, TEMPLATE, capable, plain};
use crate::editor::{applied, expanded, place};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;
use std::fs;

const SPEC: &str = "file:///specs/spec.md";
const TEXT: &str = "# é😀仕 Title\n\n## Overview\n\n### Purpose\n\n{one} left\n\n## Own 仕\n\nText.\n";

/// A client that can do all that actions may ask for.
fn full() -> Value {
    let mut all = capable();
    all["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create", "rename", "delete"]);
    all["workspace"]["workspaceEdit"]["snippetEditSupport"] = json!(true);
    all["textDocument"]["codeAction"]["disabledSupport"] = json!(true);
    all
}

/// What is offered at `mark`.
fn offered(client: &mut Client, uri: &str, text: &str, mark: &str, context: Value) -> Vec<Value> {
    let place = place(text, text.find(mark).unwrap(), Encoding::Utf16);
    let params = json!({"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": context});
    let Value::Array(list) = client.call("textDocument/codeAction", params).unwrap() else { panic!("no list") };
    list
}

fn refactorings(client: &mut Client, uri: &str, text: &str, mark: &str) -> Vec<Value> {
    offered(client, uri, text, mark, json!({"diagnostics": [], "only": ["refactor"]}))
}

#[track_caller]
fn named<'a>(list: &'a [Value], title: &str) -> &'a Value {
    let is_it = |action: &&Value| action["title"].as_str().unwrap().starts_with(title);
    list.iter().find(is_it).unwrap_or_else(|| panic!("no {title} in {list:#?}"))
}

fn opened(capabilities: Value, uri: &str, text: &str) -> Client {
    let mut client = Client::new(capabilities);
    client.open(uri, 1, text);
    client.diagnostics(uri, 1);
    client
}

#[test]
fn of_several_findings_at_one_place_each_fix_names_its_own_and_one_action_ignores_all() {
    let text = format!("{TEMPLATE}{TEXT}");
    let mut client = Client::new(capable());
    client.open(SPEC, 1, &text);
    let missing: Vec<Value> = client.diagnostics(SPEC, 1);
    let missing: Vec<_> = missing.into_iter().filter(|found| found["code"] == "missing-section").collect();
    let same: Vec<_> = missing.iter().filter(|found| found["range"] == missing[0]["range"]).collect();
    assert!(same.len() > 1, "{missing:#?}");
    let list = offered(&mut client, SPEC, &text, "Title", json!({"diagnostics": same, "only": ["quickfix"]}));
    for found in &same {
        let inserts = |action: &&Value| action["title"].as_str().unwrap().starts_with("Insert section");
        let fixes: Vec<_> = list
            .iter()
            .filter(inserts)
            .filter(|fix| fix["diagnostics"].to_string().contains(&found.to_string()))
            .collect();
        assert!(fixes.len() == 1 && fixes[0]["diagnostics"] == json!([found]), "{fixes:#?}");
    }
    let ignoring = |action: &&Value| action["title"] == "Ignore missing-section here (give a reason)";
    assert_eq!(list.iter().filter(ignoring).count(), 1, "{list:#?}");
}

#[test]
fn kinds_are_announced_as_they_are_offered() {
    let text = format!("{TEMPLATE}{TEXT}");
    for (capabilities, extracts) in [(full(), true), (capable(), false), (plain(), false)] {
        let mut client = opened(capabilities, SPEC, &text);
        let kinds = client.initialized["capabilities"]["codeActionProvider"]["codeActionKinds"].clone();
        let kinds: Vec<&str> = kinds.as_array().unwrap().iter().map(|kind| kind.as_str().unwrap()).collect();
        assert_eq!(kinds.contains(&"refactor.extract"), extracts);
        for mark in ["Title", "Purpose", "{one}", "Own"] {
            for action in offered(&mut client, SPEC, &text, mark, json!({"diagnostics": []})) {
                assert!(kinds.contains(&action["kind"].as_str().unwrap()), "{action}");
            }
        }
        let moves = offered(&mut client, SPEC, &text, "Own", json!({"diagnostics": [], "only": ["refactor.move"]}));
        assert!(!moves.is_empty() && moves.iter().all(|action| action["kind"] == "refactor.move"), "{moves:?}");
        // What an editor asks for with every move of the cursor is what mends.
        let unasked = offered(&mut client, SPEC, &text, "Own", json!({"diagnostics": [], "triggerKind": 2}));
        assert!(unasked.iter().all(|action| action["kind"] == "quickfix"), "{unasked:?}");
    }
}

#[test]
fn a_section_moves_and_moves_back() {
    for text in [format!("{TEMPLATE}{TEXT}"), format!("{TEMPLATE}{TEXT}").replace('\n', "\r\n")] {
        let mut client = opened(plain(), SPEC, &text);
        let list = refactorings(&mut client, SPEC, &text, "Own");
        let moved = applied(&text, &named(&list, "Move section")["edit"]["changes"][SPEC], Encoding::Utf16);
        assert!(moved.find("## Own") < moved.find("## Overview"), "{moved}");
        client.change(SPEC, 2, json!([{"text": moved}]));
        client.diagnostics(SPEC, 2);
        let list = refactorings(&mut client, SPEC, &moved, "Own");
        let back =
            applied(&moved, &named(&list, "Move section \"Own 仕\" down")["edit"]["changes"][SPEC], Encoding::Utf16);
        assert_eq!(back, text);
    }
}

#[test]
fn an_edit_has_tab_stops_where_the_client_takes_them() {
    let text = "<!-- specls: template feature -->\n# T\n\n## Overview\n\n";
    let inserted = |capabilities: Value| {
        let mut client = opened(capabilities, SPEC, text);
        let list = offered(&mut client, SPEC, text, "T\n", json!({"diagnostics": [], "only": ["quickfix"]}));
        let action = client.call("codeAction/resolve", named(&list, "Insert section").clone()).unwrap();
        action["edit"]["documentChanges"][0]["edits"][0].clone()
    };
    let snippet = inserted(full());
    assert_eq!(snippet["snippet"]["kind"], "snippet");
    assert!(snippet["snippet"]["value"].as_str().unwrap().contains("${1:"), "{snippet}");
    assert!(snippet.get("newText").is_none());
    let plain = inserted(capable());
    assert!(plain["newText"].is_string() && plain.get("snippet").is_none(), "{plain}");
}

#[test]
fn a_section_is_extracted_to_a_file_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own-仕.md"), "").unwrap();
    let file = folder.path().join("spec.md");
    let text = format!("{TEMPLATE}{TEXT}");
    fs::write(&file, &text).unwrap();
    let uri = format!("file://{}", file.display());
    let mut client = opened(full(), &uri, &text);
    let list = refactorings(&mut client, &uri, &text, "Own");
    let action = named(&list, "Extract section \"Own 仕\" to \"own-仕-2.md\"");
    let edit = client.call("codeAction/resolve", action.clone()).unwrap()["edit"]["documentChanges"].clone();
    let beside = format!("file://{}/own-%E4%BB%95-2.md", folder.path().display());
    let options = json!({"overwrite": false, "ignoreIfExists": false});
    assert_eq!(edit[0], json!({"kind": "create", "uri": beside, "options": options}));
    assert_eq!(edit[1]["textDocument"], json!({"uri": beside, "version": null}));
    assert_eq!(edit[1]["edits"][0]["newText"], "# Own 仕\n\nText.\n");
    let left = applied(&text, &edit[2]["edits"], Encoding::Utf16);
    assert!(left.ends_with("## Own 仕\n\n[Own 仕](own-仕-2.md)\n"), "{left}");
    // A file that is not saved yet is taken too.
    client.open(&beside, 1, "");
    client.diagnostics(&beside, 1);
    let again = refactorings(&mut client, &uri, &text, "Own");
    named(&again, "Extract section \"Own 仕\" to \"own-仕-3.md\"");

    let untitled = "untitled:Untitled-1";
    client.open(untitled, 1, &text);
    client.diagnostics(untitled, 1);
    let list = refactorings(&mut client, untitled, &text, "Own");
    assert!(list.iter().all(|action| action["kind"] != "refactor.extract"), "{list:?}");
}

#[test]
fn what_cannot_be_done_is_said_to_those_who_ask() {
    let text = format!("{TEMPLATE}{TEXT}");
    let mut client = opened(full(), SPEC, &text);
    let list = refactorings(&mut client, SPEC, &text, "Own");
    let refused = named(&list, "Promote section \"Own 仕\" to level 1");
    assert_eq!(refused["disabled"]["reason"], "the document has its title");
    assert!(refused.get("edit").is_none() && refused.get("data").is_none(), "{refused}");
    for action in list.iter().filter(|action| action.get("disabled").is_none()) {
        let resolved = client.call("codeAction/resolve", action.clone()).unwrap();
        assert!(resolved["edit"]["documentChanges"].is_array(), "{resolved}");
    }
    let all = offered(&mut client, SPEC, &text, "Own", json!({"diagnostics": []}));
    assert!(all.iter().all(|action| action.get("disabled").is_none()));
    let mut other = opened(capable(), SPEC, &text);
    let list = refactorings(&mut other, SPEC, &text, "Own");
    assert!(list.iter().all(|action| action.get("disabled").is_none()));
}

#[test]
fn a_document_without_template_is_asked_nothing() {
    let text = "# T\n\n## A\n\nText.\n\n## B\n";
    let mut client = opened(full(), SPEC, text);
    for context in [json!({"diagnostics": []}), json!({"diagnostics": [], "triggerKind": 2})] {
        assert!(offered(&mut client, SPEC, text, "Text", context).is_empty());
    }
    let list = refactorings(&mut client, SPEC, text, "Text");
    let follow = client.call("codeAction/resolve", named(&list, "Follow template \"feature\"").clone()).unwrap();
    let edits = &follow["edit"]["documentChanges"][0]["edits"];
    assert_eq!(applied(text, edits, Encoding::Utf16), format!("<!-- specls: template feature -->\n\n{text}"));
    let unknown = "<!-- specls: template featur -->\n\n# T\n";
    client.change(SPEC, 2, json!([{"text": unknown}]));
    let shown = client.diagnostics(SPEC, 2);
    let list = offered(&mut client, SPEC, unknown, "featur", json!({"diagnostics": shown, "triggerKind": 2}));
    assert_eq!((&list[0]["title"], &list[0]["isPreferred"]), (&json!("Follow template \"feature\""), &json!(true)));
}

/// The menu as an editor draws it.
fn menu(list: &[Value]) -> String {
    let line = |action: &Value| {
        let reason = action["disabled"]["reason"].as_str().map(|reason| format!("   ({reason})")).unwrap_or_default();
        format!("{:<16} {}{reason}\n", action["kind"].as_str().unwrap(), action["title"].as_str().unwrap())
    };
    list.iter().map(line).collect()
}

#[test]
fn the_page_shows_menus_and_what_comes_of_them() {
    let text = "<!-- specls: template milestone -->\n# Milestone 2: Export\n\n## 1. Overview\n\n### 1.1 Purpose\n\n{TECHNICAL_PURPOSE}\n\n\
                ### 1.2 Success Criteria\n\nEvery team exports its invoices.\n\n## 2. Rollout\n\nBy team.\n\n### 2.1 Steps\n\n1. Pilot\n\n## 3. Notes\n\nNone.\n";
    let mut client = opened(full(), SPEC, text);
    let purpose = refactorings(&mut client, SPEC, text, "\n### 1.2");
    let rollout = refactorings(&mut client, SPEC, text, "By team");
    let menus = format!(
        "In the empty line above \"1.2 Success Criteria\":\n\n{}\nIn \"By team.\":\n\n{}",
        menu(&purpose),
        menu(&rollout)
    );
    transcript("actions", "menu", "text", &menus);
    let mut shown = String::new();
    for (list, title) in [
        (&purpose, "Insert section \"Scope\""),
        (&purpose, "Mark section"),
        (&rollout, "Move section \"2. Rollout\" up"),
        (&rollout, "Extract section"),
    ] {
        let action = client.call("codeAction/resolve", named(list, title).clone()).unwrap();
        let changes = action["edit"]["documentChanges"].as_array().unwrap();
        let after = applied(text, &plain_edits(changes.last().unwrap(), text), Encoding::Utf16);
        let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let before = lines(text);
        let after = lines(&after);
        let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        let from = after[..same].iter().rposition(|line| line.starts_with("## ")).unwrap_or_default();
        shown.push_str(&format!("~~~ {} ~~~\n\n", action["title"].as_str().unwrap()));
        after[from..].iter().take(8).for_each(|line| shown.push_str(&format!("{line}\n")));
        shown.push_str("…\n\n");
        if changes.len() > 1 {
            shown.push_str(&format!("~~~ rollout.md ~~~\n\n{}", changes[1]["edits"][0]["newText"].as_str().unwrap()));
        }
    }
    transcript("actions", "after", "markdown", &shown);
}

/// The edits of a change; of one with tab stops the text that stays where the author types nothing.
fn plain_edits(change: &Value, document: &str) -> Value {
    let plain = |edit: &Value| match edit["snippet"]["value"].as_str() {
        Some(snippet) => json!({"range": edit["range"], "newText": expanded(snippet, document)}),
        None => edit.clone(),
    };
    change["edits"].as_array().unwrap().iter().map(plain).collect()
}
