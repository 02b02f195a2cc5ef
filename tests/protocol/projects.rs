//! `specls.toml` and templates of one's own in an editor.

use crate::client::{Client, capable};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const RFC: &str = "# {Title}\n\n## Motive\n\n{Why}\n\n## Proposal\n\n{What}\n";

/// Lacks its proposal.
const GAP: &str = "# Cart\r\n\r\n## Motive\r\n\r\nPeople buy more. 仕\r\n";

const CONFIG: &str = "templates = ['docs/templates']\ndocuments = [{ paths = ['docs/rfcs'], template = 'rfc' }]\n";

/// A team's folder on the disk.
struct Team(TempDir);

impl Team {
    fn new() -> Self {
        let team = Self(tempfile::tempdir().unwrap());
        team.write("specls.toml", CONFIG);
        team.write("docs/templates/rfc.md", RFC);
        team
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // At once, so that nobody reads a part.
        let beside = path.with_extension("tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    }

    fn uri(&self, path: &str) -> String {
        uri(&self.0.path().join(path))
    }

    fn root(&self) -> Value {
        json!({"uri": uri(self.0.path()), "name": "team"})
    }

    /// A client whose workspace is this folder.
    fn client(&self) -> Client {
        Client::with(json!({"capabilities": capable(), "workspaceFolders": [self.root()]}))
    }

    /// Writes a file and says so, as an editor does that watches files.
    fn change(&self, client: &mut Client, path: &str, text: &str) {
        self.write(path, text);
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": self.uri(path), "type": 2}]}));
    }
}

pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect()
}

#[test]
fn findings_point_into_the_team_s_own_template() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1 é.md");
    client.open(&spec, 1, GAP);
    let list = client.diagnostics(&spec, 1);
    assert_eq!(codes(&list), ["missing-section"]);
    let location = &list[0]["relatedInformation"][0]["location"];
    assert_eq!(location["uri"], team.uri("docs/templates/rfc.md"));
    assert_eq!(location["range"]["start"], json!({"line": 6, "character": 0}));
    client.close(&spec);
}

#[test]
fn what_is_missing_is_completed_from_it_at_once() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    client.open(&spec, 1, &format!("{GAP}\r\n##\r\n"));
    // Asked before anything was published.
    let at = json!({"textDocument": {"uri": spec}, "position": {"line": 6, "character": 2}});
    let list = client.call("textDocument/completion", at).unwrap();
    let labels: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| &item["label"]).collect();
    assert_eq!(labels, ["## Proposal"]);
    client.diagnostics(&spec, 1);
}

#[test]
fn a_new_document_is_begun_from_the_team_s_templates() {
    let team = Team::new();
    let mut client = team.client();
    client.open("untitled:1", 1, "");
    let at = json!({"textDocument": {"uri": "untitled:1"}, "position": {"line": 0, "character": 0}});
    let list = client.call("textDocument/completion", at).unwrap();
    assert_eq!(list["items"][0]["label"], "rfc (whole document)");
    client.diagnostics("untitled:1", 1);
}

#[test]
fn a_template_changed_on_the_disk_checks_open_documents_again() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    client.open(&spec, 4, GAP);
    assert_eq!(client.diagnostics(&spec, 4).len(), 1);
    team.change(&mut client, "docs/templates/rfc.md", &format!("{RFC}\n## Costs\n\n{{How much}}\n"));
    assert_eq!(codes(&client.diagnostics(&spec, 4)), ["missing-section"; 2]);
    // What changes nothing is not said again: the client fails on messages that nobody reads.
    team.change(&mut client, "docs/notes.md", "# Notes");
    team.change(&mut client, "docs/templates/rfc.md", &format!("{RFC}\n## Costs\n\n{{How much}}\n"));
    client.change(&spec, 5, json!([{"text": GAP}]));
    assert_eq!(client.diagnostics(&spec, 5).len(), 2);
}

#[test]
fn edits_and_changes_on_the_disk_at_once_end_where_they_should() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    client.open(&spec, 0, GAP);
    let end = json!({"line": 5, "character": 0});
    for version in 1..=300 {
        let added = json!([{"range": {"start": end, "end": end}, "text": format!("Line {version}.\r\n")}]);
        client.change(&spec, version, added);
        if version % 5 == 0 {
            let more: String = (0..version / 5).map(|number| format!("\n## Part {number}x\n\n{{It}}\n")).collect();
            team.change(&mut client, "docs/templates/rfc.md", &format!("{RFC}{more}"));
        }
    }
    // Whichever came last, the last template is what the last text is checked against.
    while client.diagnostics(&spec, 300).len() != 61 {}
    client.change(&spec, 301, json!([{"text": GAP}]));
    assert_eq!(client.diagnostics(&spec, 301).len(), 61);
}

#[test]
fn a_configuration_changed_on_the_disk_decides_anew() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1)[0]["severity"], 2);
    for (config, severities) in [
        (format!("{CONFIG}rules.missing-section = 'error'\n"), vec![1]),
        (format!("{CONFIG}rules.missing-section = 'off'\n"), vec![]),
        (CONFIG.to_owned(), vec![2]),
        (format!("{CONFIG}ignore = ['docs/rfcs']\n"), vec![]),
        (CONFIG.to_owned(), vec![2]),
        (CONFIG.replace("docs/rfcs", "docs/others"), vec![]),
        (CONFIG.to_owned(), vec![2]),
    ] {
        team.change(&mut client, "specls.toml", &config);
        let list = client.diagnostics(&spec, 1);
        let found: Vec<_> = list.iter().map(|diagnostic| diagnostic["severity"].as_i64().unwrap()).collect();
        assert_eq!(found, severities, "{config}");
    }
    fs::remove_file(team.0.path().join("specls.toml")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": team.uri("specls.toml"), "type": 3}]}));
    assert_eq!(client.diagnostics(&spec, 1), [Value::Null; 0]);
}

#[test]
fn a_broken_configuration_is_said_and_the_rest_holds() {
    let team = Team::new();
    let broken = format!("{CONFIG}rules.mising-section = 'off' # 😀\nrules.仕 = 1\n");
    team.write("specls.toml", &broken);
    let mut client = team.client();
    let (spec, config) = (team.uri("docs/rfcs/1.md"), team.uri("specls.toml"));
    client.open(&spec, 1, GAP);
    assert_eq!(codes(&client.diagnostics(&spec, 1)), ["missing-section"]);
    let list = client.problems(&config);
    assert_eq!(list.len(), 2, "{list:?}");
    assert_eq!((&list[0]["source"], &list[0]["code"]), (&json!("specls"), &json!("configuration")));
    assert_eq!(list[0]["range"], json!({"start": {"line": 2, "character": 6}, "end": {"line": 2, "character": 20}}));
    assert!(list[0]["message"].as_str().unwrap().contains("did you mean `missing-section`?"), "{list:?}");

    // Open as a document it is no document, and nothing is said twice.
    client.open(&config, 1, &broken);
    client.change(&config, 2, json!([{"text": CONFIG}]));
    team.write("specls.toml", CONFIG);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": config}}));
    assert_eq!(client.problems(&config), [Value::Null; 0]);
    // The documents' settings are other ones now, if not to be told from the ones before.
    assert_eq!(codes(&client.diagnostics(&spec, 1)), ["missing-section"]);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": config}}));
    client.assert_alive();
}

#[test]
fn a_template_counts_as_it_is_typed() {
    let team = Team::new();
    let mut client = team.client();
    let (spec, template) = (team.uri("docs/rfcs/1.md"), team.uri("docs/templates/rfc.md"));
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
    client.open(&template, 1, RFC);
    assert_eq!(client.diagnostics(&template, 1), [Value::Null; 0], "a template is no document");
    client.change(&template, 2, json!([{"text": RFC.replace("## Proposal", "## Plan {\n\n## Proposal")}]));
    assert_eq!(client.diagnostics(&spec, 1).len(), 2);
    assert_eq!(client.diagnostics(&template, 2), [Value::Null; 0]);
    // Closed without being saved, it is what it was.
    client.forget(&template);
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
}

#[test]
fn each_root_has_its_own() {
    let (one, other) = (Team::new(), Team::new());
    other.write("docs/templates/rfc.md", &RFC.replace("## Proposal", "## Idea\n\n{idea}\n\n## Plan"));
    let folders = json!({"capabilities": capable(), "workspaceFolders": [one.root(), other.root()]});
    let mut client = Client::with(folders);
    for (team, count) in [(&one, 1), (&other, 2)] {
        let spec = team.uri("docs/rfcs/1.md");
        client.open(&spec, 1, GAP);
        assert_eq!(client.diagnostics(&spec, 1).len(), count);
    }
}

#[test]
fn it_is_found_from_a_document_s_own_folder_and_up_to_its_root() {
    let team = Team::new();
    let spec = team.uri("docs/rfcs/1.md");
    // No workspace at all.
    let mut client = Client::new(capable());
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
    drop(client);
    // One that is below the file.
    let below = json!({"uri": team.uri("docs"), "name": "docs"});
    let mut client = Client::with(json!({"capabilities": capable(), "workspaceFolders": [below]}));
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1).len(), 0);
    // The workspace grows.
    let event = json!({"added": [team.root()], "removed": [below]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
    drop(client);
    // As older clients say it.
    let mut client = Client::with(json!({"capabilities": capable(), "rootUri": uri(team.0.path())}));
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
}

#[test]
fn an_editor_s_settings_hold_where_there_is_no_file() {
    let (bare, team) = (Team::new(), Team::new());
    fs::remove_file(bare.0.path().join("specls.toml")).unwrap();
    let settings = |level: &str| {
        json!({
            "templates": ["docs/templates"],
            "documents": [{"paths": ["docs/rfcs"], "template": "rfc"}],
            "rules": {"missing-section": level},
        })
    };
    let mut client = Client::with(json!({
        "capabilities": capable(),
        "workspaceFolders": [bare.root(), team.root()],
        "initializationOptions": settings("error"),
    }));
    let specs = [&bare, &team].map(|team| team.uri("docs/rfcs/1.md"));
    let severity = |client: &mut Client, index: usize| client.diagnostics(&specs[index], 1)[0]["severity"].clone();
    specs.iter().for_each(|spec| client.open(spec, 1, GAP));
    assert_eq!([severity(&mut client, 0), severity(&mut client, 1)], [json!(1), json!(2)]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"specls": settings("hint"), "other": 1}}));
    assert_eq!([severity(&mut client, 0), severity(&mut client, 1)], [json!(4), json!(2)]);
    // Settings of others are none of ours.
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"yaml": {}}}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"specls": settings("loud")}}));
    assert_eq!([severity(&mut client, 0), severity(&mut client, 1)], [json!(2), json!(2)]);
    let told = client.asked("window/showMessage", Value::Null);
    assert!(told["message"].as_str().unwrap().contains("there is no severity `loud`"), "{told}");
}

#[test]
fn what_is_wrong_with_an_editor_s_settings_is_said() {
    let mut client = Client::with(json!({"capabilities": capable(), "initializationOptions": {"ignore": 7}}));
    let told = client.asked("window/showMessage", Value::Null);
    assert!(told["message"].as_str().unwrap().contains("`ignore` is a number"), "{told}");
}

#[test]
fn a_client_that_can_is_asked_to_watch_files_and_for_its_settings() {
    let team = Team::new();
    let mut capabilities = capable();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = Client::with(json!({"capabilities": capabilities, "workspaceFolders": [team.root()]}));
    let asked = client.asked("client/registerCapability", Value::Null);
    assert_eq!(asked["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(asked["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"], "**/specls.toml");
    let asked = client.asked("workspace/configuration", json!([{"rules": {"missing-section": "off"}}]));
    assert_eq!(asked["items"][0]["section"], "specls");
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.asked("workspace/configuration", json!([null]));
    client.assert_alive();
}

#[test]
fn a_client_that_watches_nothing_has_what_it_saves_read_again() {
    let team = Team::new();
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    client.open(&spec, 1, GAP);
    assert_eq!(client.diagnostics(&spec, 1).len(), 1);
    team.write("docs/templates/rfc.md", "# {Title}\n\n## Motive\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": spec}}));
    assert_eq!(client.diagnostics(&spec, 1).len(), 0);
    // Or at the next keystroke, if not at each.
    team.write("docs/templates/rfc.md", RFC);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    client.change(&spec, 2, json!([{"text": GAP}]));
    while client.diagnostics(&spec, 2).is_empty() {}
}

/// The newer version adds a section to `RFC`, which is 1.1.
const NEWER: &str = "<!-- specls: template: id=rfc, version=1.2 -->\r\n\r\n# {Title}\r\n\r\n## Motive\r\n\r\n{Why}\r\n\r\n## Costs\r\n\r\n{How much}\r\n\r\n## Proposal\r\n\r\n{What}\r\n";

#[test]
fn an_older_version_is_checked_against_and_migrated_from() {
    let team = Team::new();
    team.write("docs/templates/rfc.md", NEWER);
    team.write("docs/templates/rfc@1.1.md", RFC);
    let mut client = team.client();
    let (spec, front) = (team.uri("docs/rfcs/1.md"), team.uri("notes/2.md"));
    let text = format!("<!-- specls: template rfc@1.1 -->\r\n\r\n{GAP}\r\n## Proposal\r\n\r\nA cart. 😀");
    client.open(&spec, 1, &text);
    let list = client.diagnostics(&spec, 1);
    assert_eq!(codes(&list), ["outdated-template"]);
    assert_eq!(list[0]["range"]["start"], json!({"line": 0, "character": 22}));
    let context = json!({"diagnostics": list});
    let at = json!({"textDocument": {"uri": spec}, "range": list[0]["range"], "context": context});
    let actions = client.call("textDocument/codeAction", at).unwrap();
    let action = actions.as_array().unwrap().iter().find(|action| action["title"] == "Migrate to rfc@1.2").unwrap();
    let edits = client.call("codeAction/resolve", action.clone()).unwrap()["edit"].to_string();
    assert!(edits.contains("## Costs") && edits.contains("@1.2"), "{edits}");

    let outdated = "---\ntemplate: rfc@1.1\n---\n\n# A\n\n## Motive\n\nB.\n\n## Proposal\n\nC.\n";
    client.open(&front, 1, outdated);
    assert_eq!(codes(&client.diagnostics(&front, 1)), ["outdated-template"]);
    // Named without a version it is the newest, of which nothing is outdated.
    client.change(&spec, 2, json!([{"text": text.replace("rfc@1.1", "rfc")}]));
    assert_eq!(codes(&client.diagnostics(&spec, 2)), ["missing-section"]);
    // A file is named from the project's folder here too.
    client.change(&front, 2, json!([{"text": "---\ntemplate: docs/templates/rfc.md\n---\n\n# A\n"}]));
    assert_eq!(codes(&client.diagnostics(&front, 2)), ["missing-section"; 3]);
    client.change(&front, 3, json!([{"text": outdated}]));
    assert_eq!(codes(&client.diagnostics(&front, 3)), ["outdated-template"]);
    // The path may have an older version: that is the team's choice, and no drift.
    client.change(&spec, 3, json!([{"text": text.replace("<!-- specls: template rfc@1.1 -->", "")}]));
    assert_eq!(codes(&client.diagnostics(&spec, 3)), ["missing-section"]);
    for name in ["rfc@1.1", "docs/templates/rfc@1.1.md"] {
        team.change(&mut client, "specls.toml", &CONFIG.replace("'rfc'", &format!("'{name}'")));
        assert_eq!(client.diagnostics(&spec, 3), [Value::Null; 0], "{name}");
        assert_eq!(codes(&client.diagnostics(&front, 3)), ["outdated-template"]);
        team.change(&mut client, "specls.toml", CONFIG);
        assert_eq!(codes(&client.diagnostics(&spec, 3)), ["missing-section"]);
        assert_eq!(codes(&client.diagnostics(&front, 3)), ["outdated-template"]);
    }
}

#[test]
fn directives_of_a_template_are_read_where_it_is_open() {
    let team = Team::new();
    team.write("specls.toml", &format!("{CONFIG}ignore = ['docs/archive']\n"));
    let mut client = team.client();
    let template = team.uri("docs/templates/rfc.md");
    let text = RFC.replace("## Motive", "<!-- specls: optional -->\n## Motive\n\n<!-- specls: keep -->");
    client.open(&template, 1, &text);
    assert_eq!(client.diagnostics(&template, 1), [Value::Null; 0]);
    client.change(&template, 2, json!([{"text": text.replace("keep", "kep")}]));
    assert_eq!(codes(&client.diagnostics(&template, 2)), ["invalid-directive"]);
    client.change(&template, 3, json!([{"text": text.replace("keep", "ignore empty-section: later")}]));
    assert_eq!(codes(&client.diagnostics(&template, 3)), ["invalid-directive"]);
    // What is left alone is left alone in this too.
    let ignored = team.uri("docs/archive/1.md");
    client.open(&ignored, 1, "<!-- specls: kep -->\n\n<!-- specls: template rfcs -->\n");
    assert_eq!(client.diagnostics(&ignored, 1), [Value::Null; 0]);
    // What is typed in a template may have it checked once more.
    client.forget(&template);
    client.forget(&ignored);
}

#[test]
fn words_and_severities_of_the_team_s_are_those_of_open_documents() {
    let team = Team::new();
    team.write("docs/templates/rfc.md", &RFC.replace("## Motive", "**Status:** {s}\n\n## Motive"));
    let mut client = team.client();
    let spec = team.uri("docs/rfcs/1.md");
    let text = GAP.replace("## Motive", "**Status:** Parked\r\n\r\n## Motive");
    client.open(&spec, 1, &text.replace("# Cart", "<!-- specls: ignore empty-section: later -->\r\n# Cart"));
    let found = |list: Vec<Value>| -> Vec<(String, i64)> {
        let both = |one: &Value| (one["code"].as_str().unwrap().to_owned(), one["severity"].as_i64().unwrap());
        list.iter().map(both).collect()
    };
    let expected =
        |list: &[(&str, i64)]| list.iter().map(|(code, level)| ((*code).to_owned(), *level)).collect::<Vec<_>>();
    let (unused, missing) = (("unused-suppression", 3), "missing-section");
    assert_eq!(found(client.diagnostics(&spec, 1)), expected(&[unused, (missing, 3)]));
    for (config, wanted) in [
        ("status.approved = ['Parked']\n", vec![unused, (missing, 1)]),
        ("status.closed = ['Parked']\n", vec![]),
        ("rules.empty-section = 'off'\n", vec![(missing, 3)]),
        ("rules.unused-suppression = 'off'\nrules.missing-section = 'hint'\n", vec![(missing, 4)]),
    ] {
        team.change(&mut client, "specls.toml", &format!("{CONFIG}{config}"));
        assert_eq!(found(client.diagnostics(&spec, 1)), expected(&wanted), "{config}");
    }
}
