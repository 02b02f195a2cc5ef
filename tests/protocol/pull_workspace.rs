//! Diagnostics of all files of the workspace, for a client that asks for them.

use crate::client::Client;
use crate::transcript::transcript;
use crate::workspace::{Folder, client};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const CONFIG: &str = "templates = ['templates']\ndocuments = [{ paths = ['rfcs'], template = 'rfc' }]\n";
const RFC: &str = "# {Title}\n\n## Motive\n\n{Why}\n\n## Proposal\n\n{What}\n";
/// Lacks its proposal.
const GAP: &str = "# Cart 😀\r\n\r\n## Motive\r\n\r\nPeople buy more. 仕\r\n";

fn asks() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {
            "diagnostics": {"refreshSupport": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

fn folder() -> Folder {
    Folder::new(&[
        ("specls.toml", CONFIG),
        ("templates/rfc.md", RFC),
        ("rfcs/1 é.md", GAP),
        ("rfcs/whole.md", &format!("{GAP}\r\n## Proposal\r\n\r\nA cart.")),
        ("notes/README.md", "# Notes\n\nOf mine.\n"),
        ("notes/unknown.md", "<!-- specls: template rfcs -->\n\n# A\n"),
        ("notes/slip.md", "# A\n\n<!-- specls: kep -->\n"),
        ("notes/empty.md", ""),
    ])
}

/// A client that watches files and asks.
fn open(folder: &Folder) -> Client {
    let mut client = client(&[folder], asks());
    client.asked("client/registerCapability", Value::Null);
    client
}

/// What the client knows: the id and the report of each document.
#[derive(Default)]
struct Known(BTreeMap<String, (String, Value)>);

impl Known {
    /// Asks for what is another, takes note of it, and shows each report: the file's name, the version, what was found.
    fn ask(&mut self, client: &mut Client) -> Vec<String> {
        let answer = client.call("workspace/diagnostic", self.params()).unwrap();
        self.take(&answer)
    }

    fn params(&self) -> Value {
        let previous = self.0.iter().map(|(uri, (id, _))| json!({"uri": uri, "value": id}));
        json!({"identifier": "specls", "previousResultIds": previous.collect::<Vec<_>>()})
    }

    fn take(&mut self, answer: &Value) -> Vec<String> {
        let mut shown = Vec::new();
        for report in answer["items"].as_array().unwrap() {
            let uri = report["uri"].as_str().unwrap().to_owned();
            let name = uri.rsplit('/').next().unwrap();
            let version = if report["version"].is_null() { String::new() } else { format!(" v{}", report["version"]) };
            assert!(report.get("version").is_some(), "{report}");
            let id = report.get("resultId").map(|id| id.as_str().unwrap().to_owned());
            if report["kind"] == "unchanged" {
                assert_eq!(id.as_deref(), self.0.get(&uri).map(|(id, _)| &**id));
                shown.push(format!("{name}{version}: unchanged"));
                continue;
            }
            assert_eq!(report["kind"], "full");
            let codes: Vec<_> =
                report["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect();
            let gone = if id.is_none() { " gone" } else { "" };
            shown.push(format!("{name}{version}:{gone} {}", codes.join(" ")).trim_end().to_owned());
            match id {
                Some(id) => drop(self.0.insert(uri, (id, report.clone()))),
                None => drop(self.0.remove(&uri)),
            }
        }
        shown.sort();
        shown
    }

    /// Asks until what is another is as it should be: what the disk says is looked at soon, not at once.
    fn until(&mut self, client: &mut Client, expected: &[&str]) {
        let mut last = Vec::new();
        for _ in 0..600 {
            last = self.ask(client);
            if last == expected {
                return;
            }
            assert!(last.iter().all(|one| one.ends_with("unchanged")), "{last:?}");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert_eq!(last, expected);
    }
}

const FIRST: [&str; 4] =
    ["1%20%C3%A9.md: missing-section", "slip.md: invalid-directive", "unknown.md: unknown-template", "whole.md:"];
const AGAIN: [&str; 4] =
    ["1%20%C3%A9.md: unchanged", "slip.md: unchanged", "unknown.md: unchanged", "whole.md: unchanged"];

#[test]
fn what_is_wrong_in_files_that_nobody_opened_is_reported_once() {
    let folder = folder();
    let mut client = open(&folder);
    let provider = &client.initialized["capabilities"]["diagnosticProvider"];
    assert_eq!((&provider["workspaceDiagnostics"], &provider["workDoneProgress"]), (&json!(true), &json!(true)));
    let mut known = Known::default();
    assert_eq!(known.ask(&mut client), FIRST);
    assert_eq!(known.ask(&mut client), AGAIN);
    // It is the same that is said of the document once it is open, by both ways to ask.
    let uri = folder.uri("rfcs/1 é.md");
    let (id, report) = known.0[&uri].clone();
    client.open(&uri, 3, GAP);
    let at = |id: &str| json!({"textDocument": {"uri": uri}, "previousResultId": id});
    assert_eq!(client.call("textDocument/diagnostic", at(&id)).unwrap()["kind"], "unchanged");
    assert_eq!(client.call("textDocument/diagnostic", at("other")).unwrap()["items"], report["items"]);
    assert_eq!(known.ask(&mut client)[0], "1%20%C3%A9.md v3: unchanged");
    // Who has nothing is told all.
    assert_eq!(client.call("workspace/diagnostic", json!({})).unwrap()["items"].as_array().unwrap().len(), 4);
}

#[test]
fn an_open_text_counts_before_its_file_s_until_it_is_closed() {
    let folder = folder();
    let mut client = open(&folder);
    let mut known = Known::default();
    known.ask(&mut client);
    let uri = folder.uri("rfcs/whole.md");
    client.open(&uri, 7, "# Cart\r\n\r\n## Motive\r\n\r\n{Why}\r\n");
    assert_eq!(known.ask(&mut client)[3], "whole.md v7: missing-section unfilled-placeholder");
    client.change(&uri, 8, json!([{"text": GAP}]));
    assert_eq!(known.ask(&mut client)[3], "whole.md v8: missing-section");
    client.open("untitled:1", 1, "<!-- specls: template rfcs -->\n");
    assert_eq!(known.ask(&mut client)[0], "1%20%C3%A9.md: unchanged");
    let shown: Vec<_> = known.0.keys().filter(|uri| uri.starts_with("untitled")).collect();
    assert_eq!(shown, ["untitled:1"]);

    // Closed without being saved. Some clients ask for the document once more then, and go by what they have from then on.
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": "untitled:1"}}));
    let id = &known.0[&uri].0;
    let report =
        client.call("textDocument/diagnostic", json!({"textDocument": {"uri": uri}, "previousResultId": id})).unwrap();
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    let told = known.ask(&mut client);
    assert_eq!(told[3..], ["untitled:1: gone", "whole.md:"]);
    assert_eq!(known.ask(&mut client), AGAIN);
    // A file with gaps keeps them when it is closed, and one that is no spec has none.
    for (path, codes) in [("rfcs/1 é.md", vec!["missing-section"]), ("notes/README.md", vec![]), ("no.md", vec![])] {
        let report =
            client.call("textDocument/diagnostic", json!({"textDocument": {"uri": folder.uri(path)}})).unwrap();
        let found: Vec<_> = report["items"].as_array().unwrap().iter().map(|item| item["code"].clone()).collect();
        assert_eq!(found, codes, "{path}");
    }
}

#[test]
fn changes_on_the_disk_are_reported() {
    let folder = folder();
    let mut client = open(&folder);
    let mut known = Known::default();
    known.ask(&mut client);
    // A changed stamp is seen though nobody says that the file was changed.
    folder.write("rfcs/1 é.md", "# Cart\n\n## Motive\n\n{Why}\n");
    assert_eq!(known.ask(&mut client)[0], "1%20%C3%A9.md: missing-section unfilled-placeholder");
    folder.write("notes/README.md", "<!-- specls: template rfc -->\n\n# A\n\n## Motive\n\nB\n");
    folder.tell(&mut client, &[("notes/README.md", 2)]);
    known.until(&mut client, &[AGAIN[0], "README.md: missing-section", AGAIN[1], AGAIN[2], AGAIN[3]]);
    // No spec any more; gone; not to be read any more.
    folder.write("notes/README.md", "# A\n");
    fs::remove_file(folder.0.path().join("notes/slip.md")).unwrap();
    folder.write("notes/unknown.md", b"\xE9\n");
    folder.write("rfcs/whole.md", "");
    assert_eq!(
        known.ask(&mut client),
        [
            AGAIN[0],
            "README.md: gone",
            "slip.md: gone",
            "unknown.md: gone",
            "whole.md: missing-section missing-section missing-title"
        ]
    );
    assert_eq!(known.ask(&mut client), [AGAIN[0], AGAIN[3]]);
}

#[test]
fn a_client_is_told_to_ask_again_when_a_template_changes() {
    let folder = folder();
    let mut client = open(&folder);
    let mut known = Known::default();
    known.ask(&mut client);
    let more = format!("{RFC}\n## Costs\n\n{{How much}}\n");
    // Nothing is open.
    folder.write("templates/rfc.md", &more);
    folder.tell(&mut client, &[("templates/rfc.md", 2)]);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let told = known.ask(&mut client);
    assert_eq!(
        told,
        ["1%20%C3%A9.md: missing-section missing-section", AGAIN[1], AGAIN[2], "whole.md: missing-section"]
    );
    // One is open.
    let uri = folder.uri("rfcs/whole.md");
    client.open(&uri, 1, &format!("{GAP}\r\n## Proposal\r\n\r\nA cart."));
    let pull = |client: &mut Client| {
        let report = client.call("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
        report["items"].as_array().unwrap().len()
    };
    assert_eq!(pull(&mut client), 1);
    folder.write("templates/rfc.md", RFC);
    folder.tell(&mut client, &[("templates/rfc.md", 2)]);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(pull(&mut client), 0);
    assert_eq!(known.ask(&mut client), [FIRST[0], AGAIN[1], AGAIN[2], "whole.md v1:"]);
    // The configuration decides too, and one in a folder in which nothing is open.
    folder.write("specls.toml", format!("{CONFIG}rules.missing-section = 'off'\n"));
    folder.tell(&mut client, &[("specls.toml", 2)]);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(known.ask(&mut client)[0], "1%20%C3%A9.md:");
    folder.write("notes/specls.toml", "rules.invalid-directive = 'off'\n");
    folder.tell(&mut client, &[("notes/specls.toml", 1)]);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(known.ask(&mut client)[1], "slip.md: gone");
    folder.write("notes/specls.toml", "ignore = ['unknown.md']\n");
    folder.tell(&mut client, &[("notes/specls.toml", 2)]);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(
        known.ask(&mut client)[1..],
        ["slip.md: invalid-directive", "unknown.md: gone", "whole.md v1: unchanged"]
    );
    // What changes nothing is not said: the client fails on messages that nobody reads.
    folder.write("notes/README.md", "# Other notes\n");
    folder.tell(&mut client, &[("notes/README.md", 2), ("templates/rfc.md", 2)]);
    client.assert_alive();
}

/// Sixty files with sixty gaps each.
fn many() -> Folder {
    let mut files =
        vec![("specls.toml".to_owned(), CONFIG.to_owned()), ("templates/rfc.md".to_owned(), RFC.to_owned())];
    let long: String = (0..60).map(|n| format!("[REQUIRED_INPUT] {n} 仕\n\n")).collect();
    files.extend((0..60).map(|n| (format!("rfcs/{n}.md"), format!("# A\n\n## Motive\n\n{long}"))));
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Folder::new(&files)
}

#[test]
fn reports_come_in_parts_to_a_client_that_takes_them() {
    let folder = many();
    let mut client = open(&folder);
    let mut known = Known::default();
    let mut params = known.params();
    params["partialResultToken"] = json!("parts-1");
    params["workDoneToken"] = json!(7);
    let answer = client.call("workspace/diagnostic", params).unwrap();
    let part = client.asked("$/progress", Value::Null);
    assert_eq!(part["token"], "parts-1");
    let in_parts = known.take(&part["value"]).len();
    assert!(in_parts > 0);
    known.take(&answer);
    client.assert_alive();
    while known.0.len() < 60 {
        let part = client.asked("$/progress", Value::Null);
        // Work that takes long is shown under the request's token.
        if part["token"] == "parts-1" {
            known.take(&part["value"]);
        }
    }
    client.ignore("$/progress");
    assert!(known.ask(&mut client).iter().all(|report| report.ends_with("unchanged")));
}

#[test]
fn a_request_that_is_cancelled_is_over() {
    let folder = many();
    let mut client = open(&folder);
    let id = client.request("workspace/diagnostic", json!({"previousResultIds": []}));
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer(id), Err(-32800));
    let mut known = Known::default();
    assert_eq!(known.ask(&mut client).len(), 60);
    // With all that was found out another one is over at once, and may be cancelled or not.
    let id = client.request("workspace/diagnostic", known.params());
    client.notify("$/cancelRequest", json!({"id": id}));
    assert!(
        client.answer(id).map_or_else(|code| code == -32800, |answer| answer["items"].as_array().unwrap().len() == 60)
    );
}

#[test]
fn files_that_are_in_no_folder_of_the_workspace_are_reported_while_they_are_open() {
    let (inside, outside) = (Folder::new(&[("a.md", "# A\n")]), folder());
    let mut client = open(&inside);
    let uri = outside.uri("rfcs/1 é.md");
    client.open(&uri, 1, GAP);
    let mut known = Known::default();
    assert_eq!(known.ask(&mut client), ["1%20%C3%A9.md v1: missing-section"]);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert_eq!(known.ask(&mut client), ["1%20%C3%A9.md: gone"]);
    assert_eq!(known.ask(&mut client), [""; 0]);
}

#[test]
fn the_page_shows_reports_on_files() {
    let folder = folder();
    let mut client = open(&folder);
    let answer = client.call("workspace/diagnostic", json!({})).unwrap();
    let root = folder.uri("");
    let mut shown: Vec<String> = Vec::new();
    for report in answer["items"].as_array().unwrap() {
        let file =
            report["uri"].as_str().unwrap().strip_prefix(&root).unwrap().replace("%20", " ").replace("%C3%A9", "é");
        let items = report["items"].as_array().unwrap();
        let line = |item: &Value| {
            let (line, message) = (&item["range"]["start"]["line"], item["message"].as_str().unwrap());
            format!("  {:>3}  {message} [{}]\n", line.as_u64().unwrap() + 1, item["code"].as_str().unwrap())
        };
        shown.push(match &items[..] {
            [] => format!("{file}: nothing\n"),
            items => format!("{file}\n{}", items.iter().map(line).collect::<String>()),
        });
    }
    shown.sort();
    transcript("diagnostics", "workspace", "text", &shown.concat());
}
