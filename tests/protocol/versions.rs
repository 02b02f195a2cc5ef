//! Many versions and requests at once: no answer comes from an old one.

use crate::client::{Client, TEMPLATE, capable, plain, read};
use serde_json::{Value, json};
use specls::text::{Encoding, Span, Text};
use std::collections::HashMap;
use std::time::Duration;
use tokio::io::{AsyncWriteExt, BufReader};

const SPEC: &str = "file:///specs/spec.md";

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

fn place(text: &Text, offset: usize) -> Value {
    let position = text.position(offset, Encoding::Utf16);
    json!({"line": position.line, "character": position.column})
}

/// A random edit behind the first line, as the protocol has it, and the text after it.
fn edit(dice: &mut Dice, text: &Text) -> (Value, Text) {
    const NEW: [&str; 9] = ["x", "", "\n", "\n## Overview\n", "\n### Purpose\n", "{TBD}", "😀", "\r\n", "- **A:** b\n"];
    let start = TEMPLATE.len() + dice.below(text.len() - TEMPLATE.len() + 1);
    let end = (start + dice.below(if text.len() > 20_000 { 200 } else { 16 })).min(text.len());
    // Through the protocol's places and back, so that both sides cut at the same characters.
    let (start, end) = (place(text, start), place(text, end));
    let offset = |place: &Value| {
        let number = |key: &str| u32::try_from(place[key].as_u64().unwrap()).unwrap();
        text.offset(specls::text::Position { line: number("line"), column: number("character") }, Encoding::Utf16)
    };
    let new = NEW[dice.below(NEW.len())];
    let next = text.replace(Span::new(offset(&start), offset(&end)), new);
    (json!([{"range": {"start": start, "end": end}, "text": new}]), next)
}

#[test]
fn ten_thousand_edits_mixed_with_requests() {
    let capabilities = json!({"textDocument": plain()["textDocument"], "workspace": capable()["workspace"]});
    let mut client = Client::new(capabilities.clone());
    let mut dice = Dice(7);
    let mut text = Text::new(&format!("{TEMPLATE}\n# Title\n\n## Overview\n\nText.\n"));
    client.open(SPEC, 0, &text.to_string());
    let mut asked = HashMap::new();
    for version in 1..=10_000 {
        let (changes, next) = edit(&mut dice, &text);
        text = next;
        client.change(SPEC, version, changes);
        let at = place(&text, dice.below(text.len()));
        let document = json!({"uri": SPEC});
        if version % 7 == 0 {
            let range = json!({"start": at, "end": at});
            let params = json!({"textDocument": document, "range": range, "context": {"diagnostics": []}});
            asked.insert(client.request("textDocument/codeAction", params), Some(version));
        } else if version % 11 == 0 {
            let params = json!({"textDocument": document, "position": at});
            asked.insert(client.request("textDocument/completion", params), None);
        }
    }
    for (id, version) in asked {
        match (client.answer(id), version) {
            (Ok(Value::Array(actions)), Some(version)) => {
                for action in actions {
                    let edit = &action["edit"]["documentChanges"][0]["textDocument"];
                    assert_eq!(edit["version"], version, "an answer from another version");
                }
            }
            (Ok(list), None) => assert!(list["items"].is_array(), "{list}"),
            (Err(code), _) => assert_eq!(code, -32801),
            (Ok(other), Some(_)) => panic!("{other}"),
        }
    }
    let mut fresh = Client::new(capabilities);
    fresh.open(SPEC, 10_000, &text.to_string());
    assert_eq!(client.diagnostics(SPEC, 10_000), fresh.diagnostics(SPEC, 10_000));
}

fn large() -> String {
    let section = "## Overview\n\n### Purpose\n\nSome text of a section, with {PLACEHOLDER} and more.\n\n";
    format!("{TEMPLATE}\n# Title\n\n{}", section.repeat(3_000))
}

fn ask_for_actions(client: &mut Client) -> i64 {
    let start = json!({"line": 0, "character": 0});
    let range = json!({"start": start, "end": start});
    let params = json!({"textDocument": {"uri": SPEC}, "range": range, "context": {"diagnostics": []}});
    client.request("textDocument/codeAction", params)
}

#[test]
fn a_newer_version_makes_older_work_stop() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, &large());
    let asked: Vec<i64> = (0..64).map(|_| ask_for_actions(&mut client)).collect();
    client.change(SPEC, 2, json!([{"text": format!("{TEMPLATE}\n# Small\n")}]));
    let answers: Vec<_> = asked.into_iter().map(|id| client.answer(id)).collect();
    assert!(answers.contains(&Err(-32801)), "all were answered as if nothing had happened");
    assert!(answers.iter().all(|answer| answer.is_ok() || *answer == Err(-32801)));
    client.diagnostics(SPEC, 2);
}

#[test]
fn a_cancelled_request_is_answered_as_such() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, &large());
    let asked: Vec<i64> = (0..64).map(|_| ask_for_actions(&mut client)).collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    let answers: Vec<_> = asked.into_iter().map(|id| client.answer(id)).collect();
    assert!(answers.contains(&Err(-32800)), "none was cancelled");
    assert!(answers.iter().all(|answer| answer.is_ok() || *answer == Err(-32800)));
    client.diagnostics(SPEC, 1);
    client.notify("$/cancelRequest", json!({"id": "nobody asked"}));
    client.assert_alive();
}

#[test]
fn completion_is_made_for_the_newest_version() {
    let mut client = Client::new(plain());
    client.open(SPEC, 1, &large());
    let position = json!({"line": 3, "character": 0});
    let id = client.request("textDocument/completion", json!({"textDocument": {"uri": SPEC}, "position": position}));
    client.change(SPEC, 2, json!([{"text": format!("{TEMPLATE}\n# Small\n\n")}]));
    assert!(client.answer(id).is_ok());
    client.diagnostics(SPEC, 2);
}

#[test]
fn a_client_that_reads_late_gets_few_diagnostics_and_the_newest() {
    const EDITS: i64 = 2_000;
    let message = |message: Value| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let notification =
        |method: &str, params: Value| message(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        // The pipe holds a few messages only.
        let (ours, theirs) = tokio::io::duplex(16 * 1024);
        let (input, output) = tokio::io::split(theirs);
        let server = tokio::spawn(async move { specls::server::run(input, output).await });
        let (ours_input, mut ours_output) = tokio::io::split(ours);
        let params = json!({"processId": null, "rootUri": null, "capabilities": {}});
        let first = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params});
        ours_output.write_all(&message(first)).await.unwrap();
        let text = format!("{TEMPLATE}\n# Title\n");
        let document = json!({"uri": SPEC, "languageId": "markdown", "version": 0, "text": text});
        ours_output.write_all(&notification("textDocument/didOpen", json!({"textDocument": document}))).await.unwrap();
        for version in 1..=EDITS {
            let document = json!({"uri": SPEC, "version": version});
            let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
            let change = notification("textDocument/didChange", params);
            let written = tokio::time::timeout(Duration::from_secs(30), ours_output.write_all(&change)).await;
            written.expect("the server does not read").unwrap();
        }
        let mut reader = BufReader::new(ours_input);
        for count in 0.. {
            let message = read(&mut reader).await.unwrap();
            if message["params"]["version"] == EDITS {
                break;
            }
            assert!(count < EDITS / 10, "old diagnostics are kept for a client that does not read");
        }
        ours_output.shutdown().await.unwrap();
        assert_eq!(server.await.unwrap(), 1);
    });
}
