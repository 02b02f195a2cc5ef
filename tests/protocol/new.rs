//! New documents, which say which template they follow where nothing else does.

use crate::client::{Client, capable};
use crate::editor::expanded;
use crate::workspace::Folder;
use serde_json::{Value, json};

const CONFIG: &str = "templates = ['note.md']\ndocuments = [{ paths = ['notes'], template = 'note' }]\n";
const NOTE: &str = "# {Title}\n\n## Why 仕😀\n\n{why}\n";

fn folder() -> Folder {
    Folder::new(&[("specls.toml", CONFIG), ("note.md", NOTE), ("notes/x.md", "")])
}

fn client(folder: &Folder) -> Client {
    let mut capabilities = capable();
    capabilities["workspace"] = json!({
        "applyEdit": true,
        "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
    });
    Client::with(json!({"capabilities": capabilities, "workspaceFolders": [folder.root()]}))
}

#[test]
fn the_command_names_the_template_of_a_document_that_would_not_be_recognised() {
    let folder = folder();
    let mut client = client(&folder);
    let command = |argument: Value| json!({"command": "specls.new", "arguments": [argument]});
    let named = format!("<!-- specls: template note -->\n\n{NOTE}").replace("{Title}", "Cart");
    let made = client
        .call("workspace/executeCommand", command(json!({"template": "note", "inputs": {"Title": "Cart"}})))
        .unwrap();
    assert_eq!(made["text"], json!(named));
    assert!(made["snippet"].as_str().unwrap().starts_with("<!-- specls: template note -->\n\n# Cart\n"), "{made}");
    let made = client.call("workspace/executeCommand", command(json!({"template": "feature"}))).unwrap();
    assert!(!made["text"].as_str().unwrap().contains("specls:"));
    // The settings give the one file its template, and not the other.
    for (path, is_named) in [("notes/a.md", false), ("b.md", true)] {
        let id =
            client.request("workspace/executeCommand", command(json!({"template": "note", "uri": folder.uri(path)})));
        let edit = client.asked("workspace/applyEdit", json!({"applied": true}));
        assert_eq!(edit["edit"].to_string().contains("specls: template note"), is_named, "{path}: {edit}");
        client.answer(id).unwrap();
    }
}

#[test]
fn the_text_alone_can_be_had_for_a_file() {
    let folder = folder();
    // The client makes no files by itself, and is not asked to.
    let mut client = Client::with(json!({"capabilities": capable(), "workspaceFolders": [folder.root()]}));
    let mut ask = |argument: Value| {
        client.call("workspace/executeCommand", json!({"command": "specls.new", "arguments": [argument]}))
    };
    let named = format!("<!-- specls: template note -->\n\n{NOTE}");
    // One is there already, and one would be in a folder that is not.
    for (path, text) in [("notes/x.md", NOTE), ("notes/deep 😀/a.md", NOTE), ("b.md", &named)] {
        let made = ask(json!({"template": "note", "uri": folder.uri(path), "snippet": true})).unwrap();
        assert_eq!(made["text"], json!(text), "{path}");
        assert!(
            made["snippet"].as_str().unwrap().ends_with("# ${1:{Title\\}}\n\n## Why 仕😀\n\n${2:{why\\}}\n"),
            "{made}"
        );
        assert_eq!(made["snippet"].as_str().unwrap().contains("specls:"), text.contains("specls:"), "{path}");
    }
    let made = ask(json!({"template": "note", "folder": folder.uri("notes"), "name": "a", "snippet": true})).unwrap();
    assert_eq!(made["text"], json!(NOTE));
    let made = ask(json!({"template": "note", "uri": "untitled:Untitled-1", "snippet": true})).unwrap();
    assert_eq!(made["text"], json!(named));
    let wrong = json!({"template": "note", "uri": folder.uri("b.md"), "snippet": "yes"});
    let (_, error) = client.refusal("workspace/executeCommand", json!({"command": "specls.new", "arguments": [wrong]}));
    assert!(error.contains("`snippet` is neither true nor false"), "{error}");
}

/// The text once the whole template is accepted in a document that says `text`.
fn completed(client: &mut Client, uri: &str, text: &str, template: &str) -> String {
    client.open(uri, 1, text);
    let line = text.matches('\n').count();
    let at = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": 0}});
    let list = client.call("textDocument/completion", at).unwrap();
    let label = format!("{template} (whole document)");
    let item = list["items"].as_array().unwrap().iter().find(|item| item["label"] == *label);
    let item = item.unwrap_or_else(|| panic!("{list}"));
    let new = expanded(item["textEdit"]["newText"].as_str().unwrap(), text);
    client.diagnostics(uri, 1);
    client.close(uri);
    format!("{text}{new}")
}

#[test]
fn a_whole_template_that_is_completed_is_named() {
    let folder = folder();
    let mut client = client(&folder);
    let text = completed(&mut client, "untitled:1", "", "note");
    assert!(text.starts_with("<!-- specls: template note -->\n\n# "), "{text}");
    let text = completed(&mut client, &folder.uri("c.md"), "<!-- Mine. -->\r\n\r\n", "note");
    assert!(text.starts_with("<!-- Mine. -->\r\n\r\n<!-- specls: template note -->\r\n\r\n# "), "{text:?}");
    assert!(!text.replace("\r\n", "").contains('\n'), "{text:?}");
    // It is named already, the settings give it, or its headings tell.
    let said = "<!-- specls: template note -->\n\n";
    assert_eq!(completed(&mut client, "untitled:2", said, "note").matches("specls:").count(), 1);
    assert!(!completed(&mut client, &folder.uri("notes/a.md"), "", "note").contains("specls:"));
    assert!(!completed(&mut client, "untitled:3", "", "feature").contains("specls:"));
}
