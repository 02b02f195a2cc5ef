//! What an author sees of repeats: one more instance behind the last, ordinals in a row.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::assist::{ActionKind, Asked, actions};
use specls::document::Document;
use specls::rules;
use specls::template::{Template, builtin};
use specls::text::{Edits, Span};
use specls::workspace::Snapshot;
use std::sync::Arc;

fn template(source: &str) -> Arc<Template> {
    Arc::new(Template::read("t", "t.md", source))
}

/// The refactorings where `<|>` is in the document, and the document without that mark.
fn offered(template: &Arc<Template>, marked: &str) -> (Vec<(String, Edits)>, String) {
    let offset = marked.find("<|>").unwrap();
    let source = marked.replace("<|>", "");
    let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
    let found = rules::check(&snapshot);
    let asked = Asked { kinds: &[ActionKind::Rewrite], ..Asked::new(&snapshot, &found, Span::at(offset)) };
    let of_repeats = |title: &str| title.starts_with("Add another ") || title.starts_with("Renumber ");
    let all = actions(asked).into_iter().filter(|action| of_repeats(&action.title));
    (all.map(|action| (action.title.clone(), action.change().unwrap().edits)).collect(), source)
}

/// The document after the only refactoring whose title is `title`.
#[track_caller]
fn made(template: &Arc<Template>, marked: &str, title: &str) -> String {
    let (fixes, source) = offered(template, marked);
    let titles: Vec<&str> = fixes.iter().map(|(title, _)| title.as_str()).collect();
    let fix = fixes.iter().find(|fix| fix.0 == title).unwrap_or_else(|| panic!("{title}: {titles:?}"));
    fix.1.apply_to(&source)
}

#[track_caller]
fn titles(template: &Arc<Template>, marked: &str) -> Vec<String> {
    offered(template, marked).0.into_iter().map(|(title, _)| title).collect()
}

const COMPONENTS: &str = "\
# {Title}

## Components

### Component 1: {COMPONENT_1_NAME}

Component 1 is for {what component 1 is for} in {1-2 sentences}.

- **Purpose:** {COMPONENT_1_PURPOSE}

#### 1.1 Interface

{COMPONENT_1_INTERFACE}

#### Notes (optional)

{notes of component 1}

### Component 2: {COMPONENT_2_NAME}

- **Purpose:** {COMPONENT_2_PURPOSE}

#### 2.1 Interface

{COMPONENT_2_INTERFACE}

## Risks

{known risks}
";

const ADDED: &str = "\
### Component 3: {COMPONENT_3_NAME}

Component 3 is for {what component 3 is for} in {1-2 sentences}.

- **Purpose:** {COMPONENT_3_PURPOSE}

#### 3.1 Interface

{COMPONENT_3_INTERFACE}

#### Notes (optional)

{notes of component 3}
";

#[test]
fn another_instance_goes_behind_the_last_with_the_next_ordinal() {
    let template = template(COMPONENTS);
    let before = "# Cart\n\n## Components\n\n### Component 1: Auth\n\nText.<|>\n\n### Component 2: Billing\n\n";
    let behind = "Text.\n\n## Risks\n\nNone.\n";
    let mended = made(&template, &format!("{before}{behind}"), "Add another Component (Component 3)");
    let expected = format!("{}Text.\n\n{ADDED}\n## Risks\n\nNone.\n", before.replace("<|>", ""));
    assert_eq!(mended, expected);
    let lacking = |source: &str| {
        let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
        snapshot.alignment().unwrap().missing().len()
    };
    assert_eq!(lacking(&mended), lacking(&format!("{before}{behind}").replace("<|>", "")), "it lacks nothing itself");
}

#[test]
fn every_shape_of_document_gets_one() {
    let template = template(COMPONENTS);
    let document =
        "# Cärt 😀 仕様\n\n## Components\n\n### Component 1: Añb 仕様<|>\n\nText.\n\n#### 1.1 Interface\n\nx\n";
    let title = "Add another Component (Component 2)";
    let added = ADDED.replace("Component 3", "Component 2").replace("3.1", "2.1").replace("_3_", "_2_");
    let added = added.replace("component 3", "component 2");
    let expected = format!("{}\n{added}", document.replace("<|>", ""));
    assert_eq!(made(&template, document, title), expected);
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(made(&template, &crlf(document), title), crlf(&expected));
    assert_eq!(made(&template, document.trim_end(), title), expected.trim_end());
}

#[test]
fn the_heading_follows_the_document() {
    let template = template(COMPONENTS);
    let title = "Add another Component (Component 4)";
    for (last, expected) in [
        ("### Component 3 - Billing", "\n### Component 4 - {COMPONENT_4_NAME}\n"),
        ("### Component 3", "\n### Component 4\n"),
        ("### 2.3 Component 3: Billing", "\n### 2.4 Component 4: {COMPONENT_4_NAME}\n"),
        ("### **Component 3: Billing** ###", "\n### **Component 4: {COMPONENT_4_NAME}** ###\n"),
        ("### **Component 3**: Billing", "\n### **Component 4**: {COMPONENT_4_NAME}\n"),
        ("---\n\n### COMPONENT 3: Billing", "\n---\n\n### COMPONENT 4: {COMPONENT_4_NAME}\n"),
    ] {
        let document = format!("# T\n\n## Components\n\n### Component 1: A\n\nx<|>\n\n{last}\n\ny\n");
        let mended = made(&template, &document, title);
        assert!(mended.starts_with(&document.replace("<|>", "")), "{mended}");
        assert!(mended.contains(expected), "{mended}");
    }
}

#[test]
fn a_series_gets_a_name_to_fill_in() {
    let template = template(
        "# [Title]\n\n## Plan\n\n### Phase A: Pilot\n\n[Who tries it first]\n\n### Phase B: Everyone\n\n[When all have it]\n",
    );
    let document = "# T\n\n## Plan\n\n### Phase A: Pilot\n\nx\n\n### Phase B: Germany\n\ny<|>\n";
    let expected = format!("{}\n### Phase C: [Phase name]\n\n[Who tries it first]\n", document.replace("<|>", ""));
    let mended = made(&template, document, "Add another Phase (Phase C)");
    assert_eq!(mended, expected.replace("Who tries it first", "When all have it"));
}

#[test]
fn ordinals_are_put_in_a_row_in_headings_only() {
    let template = template(COMPONENTS);
    let document = "# T\n\n## Components\n\n### Component 2: A\n\nSee Component 2.<|>\n\n### Component 2: B\n\nx\n\n\
                    ### Component 7: C\n\nx\n\n## Risks\n\nNone.\n";
    let mended = made(&template, document, "Renumber Component 1 to 3");
    let expected = document.replace("<|>", "").replacen("### Component 2: A", "### Component 1: A", 1);
    assert_eq!(mended, expected.replace("Component 7: C", "Component 3: C"));
    let crlf = document.replace('\n', "\r\n");
    assert_eq!(made(&template, &crlf, "Renumber Component 1 to 3"), mended.replace('\n', "\r\n"));
    assert_eq!(titles(&template, &mended.replace("None.", "<|>")), Vec::<String>::new());
    assert_eq!(titles(&template, &mended.replace("See", "<|>See")), ["Add another Component (Component 4)"]);
}

#[test]
fn what_has_no_ordinal_gets_nothing() {
    let template = template(COMPONENTS);
    for document in [
        "<|>",
        "# T\n\n## Components<|>\n\n### Component 1: A\n\nx\n",
        "# T\n\n## Components\n\n### Auth Service\n\nx<|>\n",
        "# T\n\n## Risks\n\n### Component 1: A\n\n```\n<|>",
    ] {
        assert_eq!(titles(&template, document), Vec::<String>::new(), "{document}");
    }
    let open = "# T\n\n## Components\n\n### Component 1: A\n\n```\ncode<|>\n";
    assert_eq!(titles(&template, open), Vec::<String>::new(), "it would be swallowed by the code");
}

#[test]
fn the_built_in_templates_grow_and_stay_complete() {
    for template in builtin() {
        let source = template.skeleton().plain();
        let document = Document::parse(&source);
        for section in document.sections() {
            let mut marked = source.clone();
            marked.insert_str(section.heading.end, "<|>");
            let (fixes, source) = offered(template, &marked);
            for fix in fixes {
                let mended = fix.1.apply_to(&source);
                let snapshot = Snapshot::new(Document::parse(&mended), Some(template.clone()));
                let alignment = snapshot.alignment().unwrap();
                let found = (alignment.missing(), alignment.misplaced(), alignment.duplicates());
                assert_eq!(found, (&[][..], &[][..], &[][..]), "{}: {}\n{mended}", template.id, fix.0);
            }
        }
    }
}
