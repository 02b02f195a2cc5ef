//! Opening, changing and closing documents.

use crate::client::{Client, TEMPLATE, capable, plain};
use serde_json::{Value, json};

const SPEC: &str = "file:///specs/spec.md";

/// A gap on a title that takes another number of columns in each encoding.
fn spec() -> String {
    format!("{TEMPLATE}\n# é😀仕 Title\n\n## Overview\n\nText.\n")
}

/// What a server that sees only the last text says of it.
fn fresh(uri: &str, version: i32, text: &str, capabilities: Value) -> Vec<Value> {
    let mut client = Client::new(capabilities);
    client.open(uri, version, text);
    client.diagnostics(uri, version)
}

#[test]
fn diagnostics_have_a_version_and_go_with_the_document() {
    let mut client = Client::new(capable());
    client.open(SPEC, 7, &spec());
    let list = client.diagnostics(SPEC, 7);
    assert!(list.iter().any(|diagnostic| diagnostic["code"] == "missing-section"), "{list:?}");
    for diagnostic in &list {
        assert_eq!(diagnostic["source"], "specls");
        assert!(diagnostic.get("tags").is_none() && diagnostic.get("codeDescription").is_none());
        assert!(diagnostic.get("relatedInformation").is_none(), "a built-in template is no file: {diagnostic}");
        assert!((1..=4).contains(&diagnostic["severity"].as_i64().unwrap()));
    }
    client.change(SPEC, 8, json!([{"text": "no spec"}]));
    client.diagnostics(SPEC, 8);
    client.close(SPEC);
    client.open(SPEC, 1, "# Again");
    assert_eq!(client.diagnostics(SPEC, 1), [Value::Null; 0]);
}

#[test]
fn columns_count_what_was_negotiated() {
    for (encodings, end) in
        [(json!(["utf-8"]), 17), (json!(["utf-16"]), 12), (json!(["utf-32"]), 11), (Value::Null, 12)]
    {
        let capabilities = json!({"general": {"positionEncodings": encodings}});
        let mut client = Client::new(capabilities.clone());
        client.open(SPEC, 1, &spec());
        let gap = client.diagnostics(SPEC, 1).into_iter().find(|diagnostic| diagnostic["code"] == "missing-section");
        let range = json!({"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": end}});
        assert_eq!(gap.expect("no gap")["range"], range, "{encodings}");

        // "Title" becomes "X" where the encoding says that it stands.
        let edit = json!({"start": {"line": 2, "character": end - 5}, "end": {"line": 2, "character": end}});
        client.change(SPEC, 2, json!([{"range": edit, "text": "X"}]));
        let text = spec().replace("Title", "X");
        assert_eq!(client.diagnostics(SPEC, 2), fresh(SPEC, 2, &text, capabilities), "{encodings}");
    }
}

#[test]
fn impossible_ranges_are_clamped() {
    let place = |line: i64, character: i64| json!({"line": line, "character": character});
    let mut text = spec();
    let mut client = Client::new(plain());
    client.open(SPEC, 1, &text);
    let behind = place(i64::from(u32::MAX), 3);
    let edits = [
        (place(99, 0), behind.clone(), "\n### Behind the end\n"),
        (place(1 << 40, -1), place(1 << 50, 1 << 50), "\n### Far behind the end\n"),
        (behind.clone(), place(1 << 40, 0), "\n### Backwards\n"),
    ];
    for (version, (start, end, new)) in (2..).zip(edits) {
        client.change(SPEC, version, json!([{"range": {"start": start, "end": end}, "text": new}]));
        text.push_str(new);
        assert_eq!(client.diagnostics(SPEC, version), fresh(SPEC, version, &text, plain()));
    }
    // Half of the emoji's pair is its start; a column behind the line's end is the line's end.
    let range = json!({"start": place(2, 4), "end": place(2, 9_999)});
    client.change(SPEC, 9, json!([{"range": range, "text": "Y"}]));
    let text = text.replace("😀仕 Title", "Y");
    assert_eq!(client.diagnostics(SPEC, 9), fresh(SPEC, 9, &text, plain()));
}

#[test]
fn several_changes_are_made_one_after_the_other() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, "");
    let range = json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}});
    client.change(
        SPEC,
        2,
        json!([{"text": TEMPLATE}, {"range": range, "text": "b\n"}, {"range": range, "text": "\n# A\n"}]),
    );
    assert_eq!(client.diagnostics(SPEC, 2), fresh(SPEC, 2, &format!("{TEMPLATE}\n# A\nb\n"), plain()));
}

#[test]
fn a_change_with_bad_bytes_keeps_the_text_in_step() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, &spec());
    let range = r#"{"start":{"line":2,"character":2},"end":{"line":2,"character":2}}"#;
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{SPEC}","version":2}},"contentChanges":[{{"range":{range},"text":"a\ud83d"}}]}}}}"#
    );
    client.send_body(body.as_bytes());
    let text = spec().replace("# é", "# a\u{fffd}é");
    assert_eq!(client.diagnostics(SPEC, 2), fresh(SPEC, 2, &text, plain()));
}

#[test]
fn any_uri_is_a_document() {
    let mut client = Client::new(plain());
    for uri in [
        "untitled:Untitled-1",
        "untitled:C:\\My Specs\\new.md",
        "file:///c%3A/My%20Specs/50%25.md",
        "file:///C:/with spaces/100%.md",
        "file://server/share/spec.md",
        "vscode-vfs://github/owner/repo/spec.md",
        "zipfile:///a.zip::spec.md",
        "no uri at all",
    ] {
        client.open(uri, 1, &spec());
        assert!(!client.diagnostics(uri, 1).is_empty(), "{uri}");
        client.change(uri, 2, json!([{"text": "x"}]));
        client.diagnostics(uri, 2);
        client.close(uri);
    }
}

#[test]
fn one_document_may_be_written_in_two_ways() {
    let mut client = Client::new(plain());
    client.open("file:///c%3A/My%20Specs/a.md", 1, &spec());
    client.diagnostics("file:///c%3A/My%20Specs/a.md", 1);
    client.change("file:///C:/My Specs/a.md", 2, json!([{"text": "x"}]));
    // The answer is written as the document was opened.
    client.diagnostics("file:///c%3A/My%20Specs/a.md", 2);
}

#[test]
fn documents_that_are_not_open_have_nothing() {
    let mut client = Client::new(plain());
    let document = json!({"uri": SPEC});
    let place = json!({"line": 0, "character": 0});
    let asked = |client: &mut Client| {
        let completion = json!({"textDocument": document, "position": place});
        assert_eq!(client.call("textDocument/completion", completion), Ok(Value::Null));
        let range = json!({"start": place, "end": place});
        let actions = json!({"textDocument": document, "range": range, "context": {"diagnostics": []}});
        assert_eq!(client.call("textDocument/codeAction", actions), Ok(Value::Null));
    };
    client.change(SPEC, 2, json!([{"text": "x"}]));
    client.notify("textDocument/didClose", json!({"textDocument": document}));
    asked(&mut client);
    client.open(SPEC, 1, &spec());
    client.diagnostics(SPEC, 1);
    client.close(SPEC);
    client.change(SPEC, 2, json!([{"text": "x"}]));
    asked(&mut client);
}

#[test]
fn what_follows_no_template_is_left_alone() {
    let mut client = Client::new(plain());
    client.open("file:///README.md", 1, "# Read me\n\n## Overview\n\nTBD {name}\n");
    assert_eq!(client.diagnostics("file:///README.md", 1), [Value::Null; 0]);
}

#[test]
fn a_document_finds_its_template_when_it_gets_one_and_keeps_it() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, "# A\n");
    assert!(client.diagnostics(SPEC, 1).is_empty());
    client.change(SPEC, 2, json!([{"text": format!("{TEMPLATE}\n# A\n")}]));
    assert!(!client.diagnostics(SPEC, 2).is_empty());
    client.change(SPEC, 3, json!([{"text": "# A\n"}]));
    assert!(!client.diagnostics(SPEC, 3).is_empty(), "the template is lost");
    client.change(SPEC, 4, json!([{"text": "<!-- specls: template component -->\n\n# A\n"}]));
    let list = client.diagnostics(SPEC, 4);
    assert!(list.iter().all(|diagnostic| diagnostic["data"]["template"] == "builtin:component"), "{list:?}");
}
