//! Another name for what the cursor is on, and typing in several places at once.

use crate::client::Client;
use crate::editor::{applied, offset, place};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;
use std::fs;
use tempfile::TempDir;

const TEMPLATE: &str = "---\nservice: {Service name}\nstatus: draft\n---\n\n# Plan: {Service name}\n\n## Goals\n\n{Service name} must {goal}.\n\n\
                        ## Component 1: {name}\n\n{What it does}\n";

const TEXT: &str = "---\nservice: {Service name}\nstatus: draft\n---\n<!-- specls: template plan -->\n\n# Plan: {Service name}\n\n## Goals\n\n\
                    😀 {Service name} 仕 must grow.\n\n## Component 1: Cart 仕\n\nIt asks Component 2, see [below](#component-2-störe).\n\n\
                    ## Component 2: Störe\n\n| Part | Role |\n|------|------|\n| Störe | keeps |\n";

const ENCODINGS: [(&str, Encoding); 3] =
    [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)];

/// A folder with a template, and a client that has it open.
struct Team {
    _folder: TempDir,
    client: Client,
    spec: String,
    encoding: Encoding,
    version: i32,
}

impl Team {
    fn new((name, encoding): (&str, Encoding), more: Value) -> Self {
        let mut capabilities = json!({
            "general": {"positionEncodings": [name]},
            "workspace": {"workspaceEdit": {"documentChanges": true}},
            "textDocument": {"rename": {"prepareSupport": true}},
        });
        merge(&mut capabilities, more);
        Self::with(encoding, json!({"capabilities": capabilities}))
    }

    fn with(encoding: Encoding, mut params: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("templates")).unwrap();
        fs::write(folder.path().join("specls.toml"), "templates = ['templates']\n").unwrap();
        fs::write(folder.path().join("templates/plan.md"), TEMPLATE).unwrap();
        let path = folder.path().to_str().unwrap().replace('\\', "/");
        let root = format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" });
        params["workspaceFolders"] = json!([{"uri": root, "name": "team"}]);
        Self { _folder: folder, client: Client::with(params), spec: format!("{root}/spec.md"), encoding, version: 0 }
    }

    /// The codes and severities of what is wrong with `text`, which is opened or takes the place of what was.
    fn show(&mut self, text: &str) -> Vec<(String, u64)> {
        self.version += 1;
        match self.version {
            1 => self.client.open(&self.spec, 1, text),
            version => self.client.change(&self.spec, version, json!([{"text": text}])),
        }
        let list = self.client.diagnostics(&self.spec, self.version);
        let one = |diagnostic: &Value| {
            (diagnostic["code"].as_str().unwrap().to_owned(), diagnostic["severity"].as_u64().unwrap())
        };
        list.iter().map(one).collect()
    }

    /// At the first place of `mark`.
    fn at(&self, text: &str, mark: &str) -> Value {
        let at = text.find(mark).unwrap_or_else(|| panic!("no {mark}"));
        json!({"textDocument": {"uri": self.spec}, "position": place(text, at, self.encoding)})
    }

    fn rename_params(&self, text: &str, mark: &str, name: &str) -> Value {
        let mut params = self.at(text, mark);
        params["newName"] = json!(name);
        params
    }

    fn rename(&mut self, text: &str, mark: &str, name: &str) -> Value {
        let params = self.rename_params(text, mark, name);
        self.client.call("textDocument/rename", params).unwrap()
    }

    /// `text` with what is at `mark` called `name`, once its user agreed to everything.
    fn renamed(&mut self, text: &str, mark: &str, name: &str) -> String {
        let edit = self.rename(text, mark, name);
        let change = &edit["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({"uri": self.spec, "version": self.version}));
        applied(text, &change["edits"], self.encoding)
    }

    fn refusal(&mut self, text: &str, mark: &str, name: &str) -> String {
        let params = self.rename_params(text, mark, name);
        let (code, message) = self.client.refusal("textDocument/rename", params);
        assert_eq!(code, -32803);
        message
    }
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

fn asks_its_user() -> Value {
    json!({"workspace": {"workspaceEdit": {"changeAnnotationSupport": {"groupsOnLabel": true}}}})
}

#[test]
fn a_name_is_changed_everywhere_and_back_byte_for_byte() {
    for encoding in ENCODINGS {
        for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n"), TEXT.trim_end().to_owned()] {
            let mut team = Team::new(encoding, asks_its_user());
            let found = team.show(&text);
            for (mark, old, new, again) in [
                ("{Service name}", "{Service name}", "Äcme 仕😀", "Äcme 仕😀"),
                ("Component 2: Störe", "Component 2: Störe", "Component 3: Größe", "Component 3: Größe"),
            ] {
                let prepared = team.client.call("textDocument/prepareRename", team.at(&text, mark)).unwrap();
                assert_eq!(prepared["placeholder"], old);
                let range = ["start", "end"].map(|end| offset(&text, &prepared["range"][end], encoding.1));
                assert_eq!(&text[range[0]..range[1]], old);
                let renamed = team.renamed(&text, mark, new);
                let gone = if mark.starts_with('{') { old } else { "Component 2" };
                assert!(text.contains(gone) && !renamed.contains(gone), "{renamed}");
                assert_eq!(renamed.matches(new).count(), text.matches(old).count());
                let after = team.show(&renamed);
                assert!(
                    after
                        .iter()
                        .all(|(code, severity)| found.iter().any(|(known, was)| known == code && was <= severity))
                );
                assert_eq!(team.renamed(&renamed, again, old), text);
                team.show(&text);
            }
        }
    }
}

#[test]
fn an_instance_is_followed_by_links_mentions_and_rows() {
    let mut team = Team::new(ENCODINGS[1], json!({}));
    team.show(TEXT);
    let expected = TEXT
        .replace("Component 2: Störe", "Component 2: Ledger & Co")
        .replace("#component-2-störe", "#component-2-ledger--co")
        .replace("| Störe |", "| Ledger & Co |");
    assert_eq!(team.renamed(TEXT, "Component 2: Störe", "Component 2: Ledger & Co"), expected);
}

#[test]
fn mentions_in_prose_wait_for_the_user_or_stay() {
    let text = "---\nservice: Acme\n---\n<!-- specls: template plan -->\n\n# Plan: Acme\n\n## Goals\n\nAcme must.\n";
    let mut team = Team::new(ENCODINGS[1], asks_its_user());
    team.show(text);
    let edit = team.rename(text, "Acme", "Globex");
    let edits = edit["documentChanges"][0]["edits"].as_array().unwrap().clone();
    let asked: Vec<bool> = edits.iter().map(|edit| edit.get("annotationId").is_some()).collect();
    assert_eq!(asked, [false, false, true]);
    assert_eq!(edit["changeAnnotations"]["mention"]["needsConfirmation"], true);
    let mut plain = Team::new(ENCODINGS[1], json!({}));
    plain.show(text);
    let expected = text.replace("service: Acme", "service: Globex").replace("Plan: Acme", "Plan: Globex");
    assert_eq!(plain.renamed(text, "Acme", "Globex"), expected);
    let mut old = Team::new(ENCODINGS[1], json!({"workspace": {"workspaceEdit": {"documentChanges": false}}}));
    old.show(text);
    let edit = old.rename(text, "Acme", "Globex");
    assert_eq!(applied(text, &edit["changes"][&old.spec], Encoding::Utf16), expected);
}

#[test]
fn what_cannot_be_renamed_is_refused_with_a_reason() {
    let mut team = Team::new(ENCODINGS[1], json!({}));
    team.show(TEXT);
    assert_eq!(team.refusal(TEXT, "Component 1", "Component 2: Cart"), "there is Component 2 already");
    assert_eq!(team.refusal(TEXT, "Goals", " "), "a name has at least one letter");
    assert_eq!(team.refusal(TEXT, "Goals", "a\r\nb"), "a name stands on one line");
    let at = team.at(TEXT, "must grow");
    let (code, message) = team.client.refusal("textDocument/prepareRename", at);
    assert!(code == -32803 && message.starts_with("nothing here has a name"), "{message}");
    let nowhere = json!({"textDocument": {"uri": "file:///none.md"}, "position": {"line": 0, "character": 0}});
    assert!(team.client.call("textDocument/prepareRename", nowhere).unwrap().is_null());
}

#[test]
fn renaming_is_announced_to_those_who_can_and_headings_are_left_to_those_who_do() {
    let provider = |client: &Client| client.initialized["capabilities"].get("renameProvider").cloned();
    assert_eq!(provider(&Client::new(json!({}))), None);
    assert_eq!(provider(&Client::new(json!({"textDocument": {"rename": {}}}))), Some(json!(true)));
    let capabilities = json!({"textDocument": {"rename": {"prepareSupport": true}}});
    let mut team = Team::with(
        Encoding::Utf16,
        json!({"capabilities": capabilities, "clientInfo": {"name": "Visual Studio Code"}}),
    );
    assert_eq!(provider(&team.client), Some(json!({"prepareProvider": true})));
    team.show(TEXT);
    assert_eq!(team.refusal(TEXT, "Goals", "Aims"), "the editor renames headings itself");
    let edit = team.rename(TEXT, "Component 1", "Component 1: Basket");
    assert!(edit["changes"].is_object());
}

#[test]
fn places_of_one_value_are_typed_in_at_once() {
    for (name, encoding) in ENCODINGS {
        let mut team = Team::new((name, encoding), json!({"textDocument": {"linkedEditingRange": {}}}));
        assert_eq!(team.client.initialized["capabilities"]["linkedEditingRangeProvider"], true);
        team.show(TEXT);
        let linked = team.client.call("textDocument/linkedEditingRange", team.at(TEXT, "{Service name}")).unwrap();
        let text = |range: &Value| {
            TEXT[offset(TEXT, &range["start"], encoding)..offset(TEXT, &range["end"], encoding)].to_owned()
        };
        let texts: Vec<String> = linked["ranges"].as_array().unwrap().iter().map(text).collect();
        assert_eq!(texts, ["{Service name}"; 3]);
        assert!(linked["wordPattern"].as_str().unwrap().starts_with(r"[{\["));
        let plain = team.client.call("textDocument/linkedEditingRange", team.at(TEXT, "must grow")).unwrap();
        assert!(plain.is_null());
    }
    let mut silent = Team::new(ENCODINGS[1], json!({}));
    assert!(silent.client.initialized["capabilities"].get("linkedEditingRangeProvider").is_none());
    silent.show(TEXT);
    let at = silent.at(TEXT, "{Service name}");
    assert!(silent.client.call("textDocument/linkedEditingRange", at).unwrap().is_null());
}

#[test]
fn the_page_shows_a_renaming() {
    let mut team = Team::new(ENCODINGS[1], json!({}));
    let text = "<!-- specls: template plan -->\n\n# Plan: Shop\n\n## Component 1: Cart\n\nCart asks Component 2, see [below](#component-2-store).\n\n\
                ## Component 2: Store\n\n| Part  | Role  |\n|-------|-------|\n| Store | keeps |\n";
    team.show(text);
    let renamed = team.renamed(text, "Component 2: Store", "Component 3: Ledger");
    let lines: String = text
        .lines()
        .zip(renamed.lines())
        .filter(|(old, new)| old != new)
        .map(|(old, new)| format!("- {old}\n+ {new}\n"))
        .collect();
    transcript("rename", "instance", "diff", &lines);
}
