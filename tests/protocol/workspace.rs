//! The Markdown files of a workspace: symbols, and specs with what is left to do.

use crate::client::Client;
use crate::transcript::transcript;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder on the disk.
pub(crate) struct Folder(pub(crate) TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // At once, so that nobody reads a part.
        let beside = path.with_extension("tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        uri(&self.0.path().join(path))
    }

    pub(crate) fn root(&self) -> Value {
        json!({"uri": uri(self.0.path()), "name": "specs"})
    }

    /// Says what happened to files: 1 created, 2 changed, 3 deleted.
    pub(crate) fn tell(&self, client: &mut Client, changes: &[(&str, u8)]) {
        let change = |(path, kind): &(&str, u8)| json!({"uri": self.uri(path), "type": kind});
        let changes: Vec<_> = changes.iter().map(change).collect();
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }
}

/// As VS Code writes it.
fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    let encoded = path.bytes().map(|byte| match byte {
        byte if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    format!("file://{}{}", if path.starts_with('/') { "" } else { "/" }, encoded.collect::<String>())
}

/// A client whose workspace is these folders.
pub(crate) fn client(folders: &[&Folder], capabilities: Value) -> Client {
    let folders: Vec<_> = folders.iter().map(|folder| folder.root()).collect();
    Client::with(json!({"capabilities": capabilities, "workspaceFolders": folders}))
}

fn capable() -> Value {
    json!({"workspace": {"symbol": {}}})
}

/// The symbols for a query, each with its file's name, its line and its document's title.
fn symbols(client: &mut Client, query: &str) -> Vec<String> {
    let symbols = client.call("workspace/symbol", json!({"query": query})).unwrap();
    let shown = |symbol: &Value| {
        let location = &symbol["location"];
        let file = location["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        let title = symbol["containerName"].as_str().map(|title| format!(" of {title}")).unwrap_or_default();
        let (start, end) = (&location["range"]["start"], &location["range"]["end"]);
        assert_eq!((&start["line"], &start["character"]), (&end["line"], &json!(0)));
        format!("{}{title}, {file}:{}-{}", symbol["name"].as_str().unwrap(), start["line"], end["character"])
    };
    symbols.as_array().unwrap().iter().map(shown).collect()
}

/// Asks until the answer is as it should be: what the disk says is looked at soon, not at once.
fn until(client: &mut Client, query: &str, expected: &[&str]) {
    let mut found = Vec::new();
    for _ in 0..600 {
        found = symbols(client, query);
        if found == expected {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(found, expected);
}

#[test]
fn headings_of_all_folders_are_found_at_once() {
    let one = Folder::new(&[
        ("a.md", "# Checkout\r\n\r\n## Goals\r\n\r\n### Goals of 仕様 😀\r\n"),
        ("sub/仕様 é.md", "Goals\n=====\n"),
        (".git/x.md", "# Goals in git\n"),
        (".gitignore", "out/\n"),
        ("out/b.md", "# Goals ignored\n"),
        ("c.txt", "# Goals of no Markdown\n"),
    ]);
    let two = Folder::new(&[("README.md", "# Two\n\n## Non-Goals `x`\n")]);
    let mut client = client(&[&one, &two], capable());
    assert_eq!(client.initialized["capabilities"]["workspaceSymbolProvider"], true);
    let expected = [
        "Goals, %E4%BB%95%E6%A7%98%20%C3%A9.md:0-5",
        "Goals of Checkout, a.md:2-8",
        "Goals of 仕様 😀 of Checkout, a.md:4-18",
        "Non-Goals x of Two, README.md:2-16",
    ];
    assert_eq!(symbols(&mut client, "goals"), expected);
    assert_eq!(symbols(&mut client, "仕😀"), [expected[2]]);
    assert_eq!(symbols(&mut client, "zzz"), [""; 0]);
    assert_eq!(symbols(&mut client, "").len(), 6);
}

#[test]
fn what_happens_to_files_is_followed() {
    let folder = Folder::new(&[
        ("a.md", "# Apple\n"),
        ("old/b.md", "# Banana\n"),
        (".git/config", ""),
        (".gitignore", "out/\n"),
    ]);
    let mut client = client(&[&folder], capable());
    assert_eq!(symbols(&mut client, "a"), ["Apple, a.md:0-7", "Banana, b.md:0-8"]);
    folder.write("new/仕.md", "# Cantaloupe\n");
    folder.write("out/x.md", "# Ignored apple\n");
    folder.tell(&mut client, &[("new/仕.md", 1), ("out/x.md", 1)]);
    until(&mut client, "a", &["Apple, a.md:0-7", "Banana, b.md:0-8", "Cantaloupe, %E4%BB%95.md:0-12"]);
    folder.write("a.md", "# Apricot\n");
    fs::rename(folder.0.path().join("old/b.md"), folder.0.path().join("old/c.md")).unwrap();
    folder.tell(&mut client, &[("a.md", 2), ("old/b.md", 3), ("old/c.md", 1)]);
    until(&mut client, "a", &["Apricot, a.md:0-9", "Banana, c.md:0-8", "Cantaloupe, %E4%BB%95.md:0-12"]);
    // A folder is moved, and only that is said.
    fs::rename(folder.0.path().join("new"), folder.0.path().join("newer")).unwrap();
    folder.tell(&mut client, &[("new", 3), ("newer", 1)]);
    fs::remove_file(folder.0.path().join("a.md")).unwrap();
    folder.tell(&mut client, &[("a.md", 3)]);
    until(&mut client, "a", &["Banana, c.md:0-8", "Cantaloupe, %E4%BB%95.md:0-12"]);
    let gone = json!({"event": {"removed": [folder.root()], "added": []}});
    client.notify("workspace/didChangeWorkspaceFolders", gone);
    until(&mut client, "a", &[]);
}

#[test]
fn an_open_text_counts_before_the_disk_s() {
    let folder = Folder::new(&[("a b.md", "# Apple\n")]);
    let mut client = client(&[&folder], capable());
    let uri = folder.uri("a b.md");
    client.open(&uri, 1, "# Banana\n");
    assert_eq!(symbols(&mut client, "a"), ["Banana, a%20b.md:0-8"]);
    client.change(&uri, 2, json!([{"text": "# Cherry\r\n\r\n## Date"}]));
    assert_eq!(symbols(&mut client, "e"), ["Cherry, a%20b.md:0-8", "Date of Cherry, a%20b.md:2-7"]);
    client.diagnostics(&uri, 2);
    client.close(&uri);
    assert_eq!(symbols(&mut client, "a"), ["Apple, a%20b.md:0-7"]);
}

#[test]
fn a_file_outside_of_all_folders_has_what_lies_beside_it() {
    let folder = Folder::new(&[("a.md", "# Apple\n"), ("b.md", "# Banana\n"), ("deep/c.md", "# Cantaloupe\n")]);
    let mut client = Client::new(capable());
    assert_eq!(symbols(&mut client, "a"), [""; 0]);
    let uri = folder.uri("a.md");
    client.open(&uri, 1, "# Avocado\n");
    client.diagnostics(&uri, 1);
    until(&mut client, "a", &["Avocado, a.md:0-9", "Banana, b.md:0-8"]);
}

#[test]
fn files_that_no_author_wrote_are_known_by_their_name_only() {
    let large = format!("# Large\n\n{}", "Words, and more words.\n\n".repeat(250_000));
    assert!(large.len() > 5_000_000);
    let folder = Folder::new(&[("a.md", "# Letter\n"), ("large.md", &large), ("empty.md", "")]);
    folder.write("latin.md", b"# L\xE9on\n");
    let mut client = client(&[&folder], capable());
    assert_eq!(symbols(&mut client, "l"), ["Letter, a.md:0-8"]);
}

const RFC: &str = "# {Title}\n\n## Motive\n\n{Why}\n\n## Proposal\n\n{What}\n\n### Costs\n\n{How much}\n";
const CONFIG: &str =
    "templates = ['templates']\ndocuments = [{ paths = ['rfcs'], template = 'rfc' }]\nignore = ['rfcs/old']\n";

fn team() -> Folder {
    Folder::new(&[
        ("specls.toml", CONFIG),
        ("templates/rfc.md", RFC),
        ("rfcs/1.md", "# Cart 仕😀\r\n\r\n## Motive\r\n\r\n{Why}\r\n\r\nProposal\r\n---\r\n\r\nThis.\r\n"),
        ("rfcs/2.md", "# Done\n\n## Motive\n\nM.\n\n## Proposal\n\nP.\n\n### Costs\n\nC.\n"),
        ("rfcs/old/3.md", "# Old\n"),
        ("README.md", "# Read\n\n## Motive\n"),
        ("named.md", "<!-- specls: template rfc -->\n\n## Motive\n"),
    ])
}

fn specs(client: &mut Client) -> Value {
    client.call("specls/specs", json!({})).unwrap()
}

#[test]
fn specs_are_listed_with_what_is_left_to_do() {
    let team = team();
    let mut client = client(&[&team], json!({}));
    let list = specs(&mut client);
    let cart = &list[1];
    assert_eq!(cart["uri"], team.uri("rfcs/1.md"));
    assert_eq!((&cart["title"], &cart["template"]), (&json!("Cart 仕😀"), &json!("rfc")));
    let progress = json!({"text": "2 of 3 sections, 1 placeholder", "present": 2, "wanted": 3, "placeholders": 1});
    assert_eq!(cart["progress"], progress);
    let proposal = cart["sections"].as_array().unwrap().last().unwrap();
    assert_eq!((&proposal["heading"], &proposal["level"]), (&json!("Proposal"), &json!(2)));
    assert_eq!(proposal["progress"]["text"], "0 of 1 section");
    let range = json!({"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 8}});
    assert_eq!(proposal["range"], range);
    assert_eq!((&list[0]["title"], &list[0]["progress"]["wanted"]), (&json!("named.md"), &json!(3)));
    assert_eq!((&list[2]["title"], &list[2]["progress"]["text"]), (&json!("Done"), &json!("")));
    assert_eq!((list.as_array().unwrap().len(), &list[2]["sections"]), (3, &json!([])));
}

#[test]
fn who_asked_for_specs_is_told_of_changes() {
    let team = team();
    let mut client = client(&[&team], json!({}));
    assert_eq!(specs(&mut client)[1]["progress"]["present"], 2);
    let uri = team.uri("rfcs/1.md");
    client.open(&uri, 1, "# Cart\n\n## Motive\n\nWhy not.\n");
    client.diagnostics(&uri, 1);
    client.asked("specls/didChangeSpecs", Value::Null);
    assert_eq!(specs(&mut client)[1]["progress"]["text"], "1 of 3 sections");
    // Many changes are one.
    for version in 2..40 {
        client.change(&uri, version, json!([{"text": "# Cart\n\n## Motive\n\nWhy not.\n\n## Proposal\n\nP.\n"}]));
    }
    client.diagnostics(&uri, 39);
    client.asked("specls/didChangeSpecs", Value::Null);
    assert_eq!(specs(&mut client)[1]["progress"]["text"], "2 of 3 sections");
    team.write("templates/rfc.md", &RFC[..RFC.find("### Costs").unwrap()]);
    team.tell(&mut client, &[("templates/rfc.md", 2)]);
    client.asked("specls/didChangeSpecs", Value::Null);
    client.diagnostics(&uri, 39);
    assert_eq!(specs(&mut client)[1]["progress"], json!({"text": "", "present": 2, "wanted": 2, "placeholders": 0}));
    // What is on its way when the session ends is of no interest.
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    client.ignore("specls/didChangeSpecs");
}

#[test]
fn a_long_walk_is_shown_and_can_be_stopped() {
    let folder = Folder::new(&[("a/0.md", &"# Heading\n\nWords, **more** words.\n\n".repeat(40_000))]);
    for copy in 1..80 {
        fs::hard_link(folder.0.path().join("a/0.md"), folder.0.path().join(format!("a/{copy}.md"))).unwrap();
    }
    let mut client = client(&[&folder], json!({"workspace": {"symbol": {}}, "window": {"workDoneProgress": true}}));
    let id = client.request("workspace/symbol", json!({"query": "heading"}));
    let token = client.asked("window/workDoneProgress/create", Value::Null)["token"].clone();
    let begun = client.asked("$/progress", Value::Null);
    assert_eq!((&begun["token"], &begun["value"]["kind"]), (&token, &json!("begin")));
    assert_eq!(
        (&begun["value"]["title"], &begun["value"]["cancellable"]),
        (&json!("specls: reading the workspace"), &json!(true))
    );
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    let end = loop {
        let progress = client.asked("$/progress", Value::Null);
        assert_eq!(progress["token"], token);
        if progress["value"]["kind"] != "report" {
            break progress;
        }
    };
    assert_eq!(end["value"]["kind"], "end");
    // Who waited gets what was read so far.
    assert!(client.answer(id).unwrap().is_array());
}

#[test]
fn the_page_shows_symbols_and_specs() {
    let folder = Folder::new(&[
        ("specls.toml", CONFIG),
        ("templates/rfc.md", RFC),
        ("rfcs/cart.md", "# Cart\n\n## Motive\n\nPeople buy more.\n\n## Proposal\n\n{What}\n"),
    ]);
    let mut client = client(&[&folder], capable());
    let root = folder.uri("");
    let symbols = symbols(&mut client, "prop").join("\n");
    let specs = serde_json::to_string_pretty(&specs(&mut client)).unwrap();
    transcript("workspace", "symbols", "text", &symbols);
    transcript("workspace", "specs", "json", &specs.replace(root.trim_end_matches('/'), "file:///team"));
}
