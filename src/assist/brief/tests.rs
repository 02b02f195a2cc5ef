use super::*;
use crate::assist::section;
use crate::document::Document;
use crate::rules::check;
use crate::template::{Home, builtin};
use crate::workspace::Snapshot;
use expect_test::expect_file;
use std::sync::Arc;

/// A template of one's own: front matter, fields, a table with choices, code, a repeat.
const OWN: &str = "\
---
title: {題名}
状態: {状態} # 草案, 承認
---

# 仕様書: {題名}

<!-- One page for each service. -->

This document is kept by the platform team.

**Owner:** {owner}

## 目的

<!-- Why it is built,
and for whom. -->

{目的}

## Component 1: {name}

> What it does and what it needs.

- **Role:** {role}

### Risks

| Risk | Level |
| --- | --- |
| {risk} | High/Medium/Low |

## Component 2: {name}

- **Role:** {role}

### Risks

| Risk | Level |
| --- | --- |
| {risk} | High/Medium/Low |

## Schema (optional)

```sql
CREATE TABLE {table} (id INT);
```
";

fn own() -> Template {
    Template::read("own", "own.md", OWN)
}

fn given(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn briefs_read_as_they_should() {
    let feature = builtin().iter().find(|template| template.id == "feature").unwrap();
    let component = builtin().iter().find(|template| template.id == "component").unwrap();
    let cases = [
        ("component", brief(component, None, &[], None)),
        ("component-section", brief(component, Some(section(component, "Architecture").unwrap()), &[], None)),
        ("feature", brief(feature, None, &[given("Project Name", "Checkout")], None)),
        ("feature-section", {
            let spec = section(feature, "Technical Context").unwrap();
            brief(feature, Some(spec), &[given("Project Name", "Checkout")], None)
        }),
        ("own", brief(&own(), None, &[given("owner", "李雷\nand Zoë 😀")], None)),
        ("own-section", brief(&own(), Some(section(&own(), "Component 1: {name}").unwrap()), &[], None)),
    ];
    for (name, text) in cases {
        expect_file![format!("../../../tests/snapshots/brief/{name}.md")].assert_eq(&text);
    }
}

/// Of every section of every template at hand, all that it asks for is in its brief, and nothing is there twice as long.
#[test]
fn nothing_that_a_section_asks_for_is_left_out() {
    let own = Arc::new(own());
    for template in builtin().iter().chain([&own]) {
        for spec in (0..template.specs().len()).map(Some).chain([None]) {
            let spec = spec.filter(|&spec| Some(spec) != template.title());
            let text = brief(template, spec, &[], None);
            assert_eq!(text, brief(template, spec, &[], None));
            let span = spec.map_or(crate::text::Span::new(0, template.document.len()), |spec| {
                template.document.sections()[spec].extent
            });
            for &hole in template.placeholders().spans().iter().filter(|hole| span.covers(**hole)) {
                assert!(text.contains(&*template.document.slice(hole)), "{} {spec:?}: {hole:?}", template.id);
            }
            let Some(spec) = spec else { continue };
            let contents = template.contents(Home::Spec(spec));
            for label in contents.fields.iter().map(|field| &field.label) {
                assert!(text.contains(label.as_str()), "{}: {label}", template.id);
            }
            for table in contents.tables.iter().filter(|table| table.required) {
                assert!(table.columns.iter().all(|column| text.contains(column.as_str())), "{}", template.id);
            }
        }
    }
}

#[test]
fn what_the_frame_says_is_not_said_again() {
    for template in builtin() {
        let text = brief(template, None, &[], None);
        for &hole in template.placeholders().spans() {
            let hole = template.document.slice(hole);
            let Some((_, wish)) = hole.strip_prefix("<!--").and_then(|hole| hole.split_once(':')) else { continue };
            let wish = wish.trim_end_matches("-->").trim();
            assert_eq!(text.matches(wish).count(), 1, "{}: {wish}", template.id);
        }
    }
}

#[test]
fn a_brief_is_markdown_whose_frame_nothing_closes() {
    let source = "# T\n\n## A\n\n`````markdown\n````\nx\n````\n`````\n\n## B\n\n{b}\n";
    let text = brief(&Template::read("t", "t.md", source), None, &[], None);
    let document = Document::parse(&text);
    let headings: Vec<_> = (0..document.sections().len()).map(|section| document.heading(section)).collect();
    assert_eq!(headings, ["Brief: T", "Frame", "Rules", "Before you hand it over"]);
}

#[test]
fn what_is_written_is_told_with_what_it_lacks() {
    let source = "---\r\ntitle: X\r\n状態: 草案\r\n---\r\n\r\n# 仕様書: X\r\n\r\n**Owner:** {owner}\r\n\r\n## 目的\r\n\r\nBecause 😀.\r\n\r\n\
                  ## Component 1: A\r\n\r\n- **Role:** {role}\r\n- **Role:** {role}\r\n\r\n```md\r\nx\r\n```\r\n";
    let template = Arc::new(own());
    let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
    let findings = check(&snapshot);
    let (section, spec) = part_at(&snapshot, source.find("{role}").unwrap()).unwrap();
    let part = written(&snapshot, &findings, Some(spec), Some(section));
    assert_eq!(part.text, "## Component 1: A\n\n- **Role:** {role}\n- **Role:** {role}\n\n```md\nx\n```");
    assert_eq!(part.placeholders, ["{role}"]);
    assert!(part.lacks.iter().any(|lack| lack.contains("Risks")), "{part:?}");
    let text = brief(&template, Some(spec), &[], Some(&part));
    assert!(
        text.contains("## Written so far\n\nKeep what is right in it.\n\n````markdown\n## Component 1: A\n"),
        "{text}"
    );
    assert!(text.contains("- to fill in: `{role}`\n"), "{text}");

    let why = super::super::section(&template, "目的").unwrap();
    assert_eq!(written(&snapshot, &findings, Some(why), None).lacks, [""; 0]);
    let bare = Snapshot::new(Document::parse("# 仕様書: X\n"), Some(template.clone()));
    let none = written(&bare, &check(&bare), Some(why), None);
    assert!(none.text.is_empty() && none.lacks.len() == 1, "{none:?}");
    assert!(brief(&template, Some(why), &[], Some(&none)).contains("\n\nNothing yet.\n\n## Still to do\n\n- section"));
    assert_eq!(part_at(&bare, 3), None);
}

#[test]
fn an_empty_template_has_a_brief_too() {
    let text = brief(&Template::read("t", "t.md", ""), None, &[], None);
    assert!(text.starts_with("# Brief: t\n\nWrite a document that follows the template `t`."), "{text}");
}
