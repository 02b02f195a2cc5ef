use super::*;
use crate::rules;
use crate::template::Template;
use crate::workspace::Severity;
use std::sync::Arc;

const TEMPLATE: &str = "---\nservice: {Service name}\nstatus: draft\n---\n\n# Plan: {Service name}\n\n## Goals\n\n{Service name} must {goal}.\n\n\
                        ## Component 1: {name}\n\n{purpose}\n\n## Risks\n\n{Risk of it} {Risk of it} {name} {name}\n";

fn snapshot(source: &str) -> Snapshot {
    let template = Arc::new(Template::read("t", "t.md", TEMPLATE));
    Snapshot::new(Document::parse(source), Some(template))
}

/// The document without `<|>`, and where that was.
fn cursor(source: &str) -> (String, usize) {
    (source.replacen("<|>", "", 1), source.find("<|>").unwrap())
}

/// Both lists of edits made at once.
fn made(renaming: &Renaming, source: &str) -> String {
    let mut edits = renaming.edits.clone();
    assert!(edits.add(renaming.mentions.clone()));
    edits.apply_to(source)
}

/// How many findings of each severity there are.
fn counts(source: &str) -> Vec<usize> {
    let findings = rules::check(&snapshot(source));
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    [Severity::Error, Severity::Warning, Severity::Information].map(count).to_vec()
}

/// Renames what is at `<|>` and back, in LF and CRLF; what comes out must be `expected`.
fn check(source: &str, name: &str, expected: &str) {
    for (source, expected) in [
        (source.to_owned(), expected.to_owned()),
        (source.replace('\n', "\r\n"), expected.replace('\n', "\r\n")),
        (source.trim_end().to_owned(), expected.trim_end().to_owned()),
    ] {
        let (source, offset) = cursor(&source);
        let before = snapshot(&source);
        let old = renamable(&before, offset).unwrap();
        assert!(old.span.touches(offset));
        let renaming = rename(&before, offset, name).unwrap();
        let result = made(&renaming, &source);
        assert_eq!(result, expected);
        assert!(counts(&result).iter().zip(counts(&source)).all(|(after, before)| *after <= before), "{source}");
        // Back from the same place: edits ahead of it move it.
        let ahead =
            renaming.edits.iter().chain(renaming.mentions.iter()).filter(|edit| edit.span.end <= old.span.start);
        let start = ahead.fold(old.span.start, |at, edit| at + edit.text.len() - edit.span.len());
        let back = rename(&snapshot(&result), start + 1, &old.name).unwrap();
        assert_eq!(made(&back, &result), source);
    }
}

/// Why `name` is refused at `<|>`.
fn refused(source: &str, name: &str) -> String {
    let (source, offset) = cursor(source);
    rename(&snapshot(&source), offset, name).unwrap_err()
}

#[test]
fn a_placeholder_is_filled_in_wherever_it_stands() {
    check(
        "---\nservice: {Service name}\n---\n\n# Plan: {Ser<|>vice name}\n\n## Goals\n\n😀 {Service name} must {goal}.\n",
        "Überblick 仕様",
        "---\nservice: Überblick 仕様\n---\n\n# Plan: Überblick 仕様\n\n## Goals\n\n😀 Überblick 仕様 must {goal}.\n",
    );
    let (source, offset) = cursor("# Plan\n\n## Risks\n\n{Risk o<|>f it} {Risk of it}\n");
    let renaming = rename(&snapshot(&source), offset, "{Other risk}").unwrap();
    assert_eq!(made(&renaming, &source), "# Plan\n\n## Risks\n\n{Other risk} {Other risk}\n");
}

#[test]
fn a_value_is_renamed_where_it_is_given_and_mentions_wait_for_a_nod() {
    let source =
        "---\nservice: \"Acme\"\n---\n\n# Plan: <|>Acme\n\n## Goals\n\nAcme's `Acme` and {Service name}, Acmes.\n";
    let expected = "---\nservice: \"Globex 2\"\n---\n\n# Plan: Globex 2\n\n## Goals\n\nGlobex 2's `Acme` and {Service name}, Acmes.\n";
    check(source, "Globex 2", expected);
    let (source, offset) = cursor(source);
    let renaming = rename(&snapshot(&source), offset, "Globex").unwrap();
    assert_eq!((renaming.edits.len(), renaming.mentions.len()), (2, 1));
    // A mention in a heading takes the links to it along, once its author agrees.
    let (linked, offset) = cursor("# Plan: <|>Acme\n\n[w](#why-acme) [p](#plan-acme)\n\n## Why Acme\n");
    let renaming = rename(&snapshot(&linked), offset, "Globex").unwrap();
    assert_eq!((renaming.edits.len(), renaming.mentions.len()), (2, 2));
    let expected = "# Plan: Globex\n\n[w](#why-globex) [p](#plan-globex)\n\n## Why Globex\n";
    assert_eq!(made(&renaming, &linked), expected);
    let (short, offset) = cursor("# Plan: <|>Go\n\n## Goals\n\nGo must.\n");
    assert!(rename(&snapshot(&short), offset, "Rust").unwrap().mentions.is_empty());
}

#[test]
fn links_follow_a_title_and_a_heading() {
    check(
        "# Plan: <|>Acme\n\n[up](#plan-acme) [Notes](#notes) [n][n] [o](#notes-1)\n\n## Notes\n\nX.\n\n## Notes\n\n[n]: #notes\n",
        "仕 B",
        "# Plan: 仕 B\n\n[up](#plan-仕-b) [Notes](#notes) [n][n] [o](#notes-1)\n\n## Notes\n\nX.\n\n## Notes\n\n[n]: #notes\n",
    );
    check(
        "# Plan: Acme\n\n[Notes](#3-notes) [n][n] [o](#notes) [3. Notes](#3-notes) [p](#3-n%20)\n\n## 3. <|>Notes\n\nX.\n\n## Notes\n\n[n]: #3-notes\n",
        "Größen 😀",
        "# Plan: Acme\n\n[Größen 😀](#3-größen-) [n][n] [o](#notes) [3. Größen 😀](#3-größen-) [p](#3-n%20)\n\n## 3. Größen 😀\n\nX.\n\n## Notes\n\n[n]: #3-größen-\n",
    );
}

#[test]
fn links_to_other_headings_of_one_name_lead_where_they_led() {
    let (source, offset) = cursor("# Plan\n\n[a](#notes) [b](#notes-1)\n\n## <|>Notes\n\n## Notes\n");
    let renaming = rename(&snapshot(&source), offset, "First").unwrap();
    assert_eq!(made(&renaming, &source), "# Plan\n\n[a](#first) [b](#notes)\n\n## First\n\n## Notes\n");
}

#[test]
fn an_instance_is_renamed_where_it_is_spoken_of() {
    check(
        "# Plan: Acme\n\n## Component 2: <|>Store\n\nX.\n\n## Notes\n\nComponent 2 (Component 2: Store) [Component 2](#component-2-store), Component 2.1, Component 20.\n\n\
         | Part | Is |\n|---|---|\n| **Store** | Store it |\n",
        "Component 7: Cache",
        "# Plan: Acme\n\n## Component 7: Cache\n\nX.\n\n## Notes\n\nComponent 7 (Component 7: Cache) [Component 7](#component-7-cache), Component 2.1, Component 20.\n\n\
         | Part | Is |\n|---|---|\n| **Cache** | Store it |\n",
    );
    let two = "# Plan\n\n## Component 1: <|>A\n\nX.\n\n## Component 2: B\n";
    assert_eq!(refused(two, "Component 2: C"), "there is Component 2 already");
    assert_eq!(refused(two, "Cart"), "Component 1 is spoken of by its ordinal: keep it, as in Component 1: Cart");
}

#[test]
fn what_is_no_name_is_refused() {
    let heading = "# Plan\n\n## No<|>tes\n";
    assert_eq!(refused(heading, "  "), "a name has at least one letter");
    assert_eq!(refused(heading, "a\nb"), "a name stands on one line");
    assert_eq!(
        refused("# Plan: Ac<|>me\n\nAcme\n", "a | b"),
        "a name outside headings has no `|`, which parts cells and fields"
    );
    assert_eq!(refused(heading, "a #"), "a # would not be the text of one heading");
    assert!(refused("# Plan\n\npl<|>ain\n", "x").starts_with("nothing here has a name"));
    assert!(refused("<|>", "x").starts_with("nothing here has a name"));
    assert!(
        refused("# Plan\n\n## Risks\n\n{Risk of it} {Risk of it} {na<|>me} {name}\n", "x")
            .starts_with("{name} stands for another value")
    );
    let (source, offset) = cursor(heading);
    let none = Snapshot::new(Document::parse(&source), None);
    assert_eq!(renamable(&none, offset).unwrap_err(), "the document follows no template");
}

#[test]
fn nothing_panics_while_it_is_typed() {
    let source = "---\r\nservice: \"仕 {Service name}\"\r\n---\r\n# Plan: {Service name} 😀\r\n\r\n[é](#component-2-störe)\r\n\r\n\
                  ## Component 2: Störe\r\n\r\n| 仕 | b |\r\n|--|--|\r\n| Störe | {Risk of it} |\r\n\r\n[x]: #a%ff\r\n\r\n##\r\n\r\nSetext\r\ntwo\r\n---\r\n";
    for (end, _) in source.char_indices().step_by(3) {
        let snapshot = snapshot(&source[..end]);
        for at in (0..=end).rev().step_by(5).filter(|at| source.is_char_boundary(*at)) {
            crate::assist::highlights(&snapshot, at);
            crate::assist::linked(&snapshot, at);
            if let Ok(found) = renamable(&snapshot, at) {
                assert!(found.span.end <= end);
                let renamed = rename(&snapshot, at, "Component 7: Größe 😀");
                assert!(renamed.is_err() || renamed.is_ok_and(|renaming| !made(&renaming, &source[..end]).is_empty()));
            }
            let look = crate::assist::Look { snapshot: &snapshot, findings: &[], offset: at, link: &|_, _| None };
            crate::assist::hover(&look);
        }
    }
}
