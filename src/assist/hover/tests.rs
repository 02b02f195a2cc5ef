use super::*;
use crate::document::Document;
use crate::rules;
use crate::template::Template;
use std::sync::Arc;

const TEMPLATE: &str = "\
---
status: draft # draft, review, approved
date: {YYYY-MM-DD}
service: {Service name}
---

# Plan: {Service name}

**Owner:** {Name of the owner}

## Goals

<!-- What the service is for, in a sentence or two. -->

{Goal}

### Scope

{Service name} does {scope}.

### Later (optional)

## Limits

- **Response time:** {Target response time}
- **Priority:** High | Low

| Risk | Impact |
|------|--------|
| {Risk} | High/Medium/Low |

```sql
select {columns}
```
";

fn link(path: &str, line: u32) -> Option<String> {
    (!path.starts_with("builtin")).then(|| format!("file:///{path}#L{}", line + 1))
}

/// The hover at `<|>`, with the text that it is about ahead of it; empty where there is none.
fn shown(source: &str) -> String {
    let offset = source.find("<|>").unwrap();
    let source = source.replacen("<|>", "", 1);
    let template = Arc::new(Template::read("plan", "t.md", TEMPLATE));
    let snapshot = Snapshot::new(Document::parse(&source), Some(template));
    let findings = rules::check(&snapshot);
    let found = hover(&Look { snapshot: &snapshot, findings: &findings, offset, link: &link });
    found.map_or(String::new(), |found| format!("{}\n{}", &source[found.span.range()], found.markdown))
}

/// What is said at `<|>` ahead of what is wrong there.
fn said(source: &str) -> String {
    let shown = shown(source);
    let end = shown.find("\n\n---\n\n**").unwrap_or(shown.len());
    shown[..end].to_owned()
}

#[test]
fn a_heading_says_what_is_wanted_and_what_is_missing() {
    assert_eq!(
        said("# Plan: Acme\r\n\r\n## Go<|>als\r\n\r\n{Goal}\r\n"),
        "Goals\n**Goals**, required\n\nWhat the service is for, in a sentence or two.\n\nGoal\n\n\
         - Sections: `Scope`\n- Optional sections: `Later (optional)`\n\nMissing: `Scope`\n\nSo far 0 of 1 section, 1 placeholder left.\n\n\
         Asked for by [t.md:11](file:///t.md#L11)"
    );
    assert_eq!(
        said("# Plan: Acme\n\n## Li<|>mits\n\n- **Priority:** High\n\n| Risk | Impact |\n|--|--|\n| 仕 | High |\n"),
        "Limits\n**Limits**, required\n\n- Fields: `Response time`, `Priority`\n- Table: `Risk`, `Impact`\n- Code block: `sql`\n\n\
         Section \"Limits\" lacks the field \"Response time\": add what the template asks for.\n\n\
         Asked for by [t.md:23](file:///t.md#L23)"
    );
    let title = said("# Plan: Ac<|>me\n\n## Goals\n");
    assert!(title.starts_with("Plan: Acme\n**plan**: Plan: {Service name}\n\nMissing: `Limits`\n\n"), "{title}");
    assert!(title.ends_with("\n\nSo far 1 of 3 sections."), "{title}");
}

#[test]
fn a_heading_of_another_name_says_what_it_may_be_and_one_of_the_author_s_nothing() {
    let renamed = shown("# Plan: Acme\n\n## Go<|>al\n\nX.\n");
    assert!(
        renamed.starts_with("Goal\nThe template has no such section: this may be `Goals` under another name."),
        "{renamed}"
    );
    assert_eq!(shown("# Plan: Acme\n\n## Ot<|>her\n\nX.\n"), "");
}

#[test]
fn a_placeholder_says_what_is_wanted_where_else_it_stands_and_its_value() {
    let lines = "{Service name}\n\n".repeat(3);
    assert_eq!(
        said(&format!("# Plan: Acme\n\n## Goals\n\n😀 {{Ser<|>vice name}}\n\n{lines}")),
        "{Service name}\n**Wanted:** `Service name`\n\nWhat the service is for, in a sentence or two.\n\nGoal\n\n\
         It is `Acme` in line 1.\n\nAlso in lines 7, 9 and 11.\n\nAsked for by [t.md:4](file:///t.md#L4)"
    );
    let more = said(&format!("# Plan\n\n{{Ser<|>vice name}}\n\n{lines}{lines}"));
    assert!(more.contains("One value wherever it stands.\n\nAlso in lines 5, 7 and 4 more."), "{more}");
}

#[test]
fn values_say_their_kind_their_choices_and_whether_they_are_required() {
    let choices = "status: draft\n**status**, required: one of `draft`, `review`, `approved`\n\nAsked for by [t.md:2](file:///t.md#L2)";
    assert_eq!(said("---\nsta<|>tus: draft\n---\n# Plan: Acme\n"), choices);
    let field = "Response time:** 3 s\n**Response time**, required\n\nThe template has `{Target response time}`\n\n\
                 Asked for by [t.md:25](file:///t.md#L25)";
    assert_eq!(said("# Plan: Acme\n\n## Limits\n\n- **Resp<|>onse time:** 3 s\n"), field);
    let column =
        "Impact\n**Impact**, required: one of `High`, `Medium`, `Low`\n\nAsked for by [t.md:28](file:///t.md#L28)";
    let table = "# Plan: Acme\n\n## Limits\n\n| Risk | Imp<|>act |\n|--|--|\n| {Risk} | x |\n";
    assert_eq!(said(table), column);
}

#[test]
fn what_several_sources_say_of_a_placeholder_is_said_once() {
    assert_eq!(
        shown("---\nstatus: draft\ndate: {YYYY<|>-MM-DD}\n---\n# Plan: Acme\n"),
        "{YYYY-MM-DD}\n**Wanted:** `YYYY-MM-DD`\n\nAsked for by [t.md:3](file:///t.md#L3)\n\n---\n\n**date**, required: a date\n\n---\n\n\
         **unfilled-placeholder** (hint): A placeholder of the template is still there.\n\n\
         `specls explain unfilled-placeholder` says more; `<!-- specls: ignore-document unfilled-placeholder: reason -->` lets it be."
    );
}

#[test]
fn a_finding_says_its_rule_its_message_and_how_to_let_it_be() {
    assert_eq!(
        shown("# Plan: Acme\n\n## Limits\n\n- **Priority:** Hu<|>ge_1\n"),
        "Huge_1\n**invalid-choice** (information): A value is none of those that the template offers.\n\
         - Priority is \"Huge\\_1\", which the template does not offer: use \"High\" or \"Low\"\n\n\
         `specls explain invalid-choice` says more; `<!-- specls: ignore invalid-choice: reason -->` lets it be."
    );
}

#[test]
fn what_a_heading_does_not_say_its_findings_do() {
    let limits = "## Limits\n\n- **Response time:** 3 s\n- **Priority:** High\n\n| Risk | Impact |\n|--|--|\n| a | Low |\n\n```\nx\n```\n";
    let misplaced = shown(&format!("# Plan: Acme\n\n{limits}\n## Go<|>als\n\nG.\n\n### Scope\n\nS.\n"));
    assert!(misplaced.contains("**misplaced-section** (information): "), "{misplaced}");
    assert!(misplaced.contains("\n- section \"Goals\""), "{misplaced}");
    let renamed = shown("# Plan: Acme\n\n## Go<|>al\n\nX.\n");
    assert!(renamed.contains("**renamed-section** (information): ") && !renamed.contains("\n- "), "{renamed}");
}

#[test]
fn plain_text_and_documents_without_a_template_say_nothing() {
    assert_eq!(shown("# Plan: Acme\n\n## Goals\n\nTe<|>xt.\n"), "");
    assert_eq!(shown("# Plan: Acme\n\n## Limits\n\n- **Response time:** 3<|> s\n"), "");
    let snapshot = Snapshot::new(Document::parse("# {a}\n\n## Goals\n"), None);
    for offset in 0..snapshot.document().len() {
        assert_eq!(hover(&Look { snapshot: &snapshot, findings: &[], offset, link: &link }), None);
    }
}
