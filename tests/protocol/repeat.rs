//! One more instance of a repeat, and ordinals in a row, through the protocol.

use crate::client::{Client, TEMPLATE, capable, plain};
use crate::editor::applied;
use serde_json::{Value, json};
use specls::text::Encoding;

const SPEC: &str = "file:///specs/spec.md";

/// The refactorings on the line of `mark`.
fn refactorings(client: &mut Client, text: &str, mark: &str, trigger: u32) -> Vec<Value> {
    let line = text[..text.find(mark).unwrap()].matches('\n').count();
    let place = json!({"line": line, "character": 2});
    let context = json!({"diagnostics": [], "triggerKind": trigger});
    let range = json!({"start": place, "end": place});
    let params = json!({"textDocument": {"uri": SPEC}, "range": range, "context": context});
    let Value::Array(list) = client.call("textDocument/codeAction", params).unwrap() else { panic!("no list") };
    let is_it = |action: &Value| {
        let title = action["title"].as_str().unwrap();
        action["kind"] == "refactor.rewrite" && (title.starts_with("Add another ") || title.starts_with("Renumber "))
    };
    list.into_iter().filter(is_it).collect()
}

#[test]
fn an_instance_is_added_and_ordinals_are_put_in_a_row() {
    let source = format!(
        "{TEMPLATE}\n# é😀仕\n\n## Technical Requirements\n\n### Functional Specifications\n\n\
         #### Component 1: Áuth 😀\n\nText.\n\n#### Component 4: Billing\n\nText.\n"
    );
    for text in [source.clone(), source.replace('\n', "\r\n"), source.trim_end().to_owned()] {
        let mut client = Client::new(plain());
        client.open(SPEC, 1, &text);
        client.diagnostics(SPEC, 1);
        let list = refactorings(&mut client, &text, "Áuth", 1);
        let titles: Vec<&str> = list.iter().filter_map(|action| action["title"].as_str()).collect();
        assert_eq!(titles, ["Add another Component (Component 5)", "Renumber Component 1 to 2"]);
        assert!(refactorings(&mut client, &text, "Áuth", 2).is_empty(), "nobody asked");
        let renumbered = applied(&text, &list[1]["edit"]["changes"][SPEC], Encoding::Utf16);
        assert_eq!(renumbered, text.replace("Component 4", "Component 2"));
        let added = applied(&text, &list[0]["edit"]["changes"][SPEC], Encoding::Utf16);
        assert!(added.starts_with(text.trim_end()), "{added}");
        assert!(added.contains("#### Component 5: {COMPONENT_5_NAME}") && !added.contains("COMPONENT_1"), "{added}");
        assert_eq!(added.matches("\r\n").count() == 0, !text.contains('\r'), "{added}");
        assert_eq!(added.ends_with('\n'), text.ends_with('\n'));
        client.change(SPEC, 2, json!([{"text": added}]));
        client.diagnostics(SPEC, 2);
        let again = refactorings(&mut client, &added, "Component 5", 1);
        assert_eq!(again[0]["title"], "Add another Component (Component 6)");
    }
}

#[test]
fn the_edit_is_computed_when_it_is_chosen() {
    let text = format!(
        "{TEMPLATE}\n# T\n\n## Technical Requirements\n\n### Functional Specifications\n\n#### Component 1: Auth\n\nText.\n"
    );
    let mut client = Client::new(capable());
    client.open(SPEC, 1, &text);
    client.diagnostics(SPEC, 1);
    let list = refactorings(&mut client, &text, "Auth", 1);
    let chosen = client.call("codeAction/resolve", list[0].clone()).unwrap();
    assert!(chosen["edit"]["documentChanges"][0]["edits"][0]["newText"].as_str().unwrap().contains("Component 2"));
}
