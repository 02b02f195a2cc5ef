//! What an author is offered where the cursor is, context by context, below the protocol.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use specls::assist::{Completion, CompletionKind, completion, plain};
use specls::document::{Date, Document};
use specls::rules::{self, Finding};
use specls::template::{Template, builtin};
use specls::workspace::{Around, Library, Sibling, Siblings, Snapshot};
use std::sync::Arc;

const TEMPLATE: &str = "\
---
status: Draft | Review | Approved
owner: {owner}
updated: {YYYY-MM-DD}
tags: [spec]
---

# Spec: {Product name}

**Version:** {version}
**Reviewer:** {reviewer}

## Goals

For {Product name}: {goals}

- **Lead:** {lead}
- **Priority:** High/Medium/Low
- **Due date:** {date}

## Risks

| Risk | Impact | Found on |
| --- | --- | --- |
| {risk} | High/Medium/Low | {YYYY-MM-DD} |

## Schema

{What is stored}

```sql
CREATE TABLE {name} (id BIGINT);
```

## Rollout

- [ ] Flag is off
- [ ] Dashboard is ready
- [ ] {More}

## Plan

### Phase 1: {Phase name}

{phase}

### Phase 2: {Phase name}

{phase}

## Appendix (optional)

{appendix}

## Open questions

{questions}
";

const HEAD: &str = "---\nstatus: Review\nowner: Zoë\nupdated: 2026-01-05\ntags: [spec]\n---\n\n# Spec: Export\n\n**Version:** 1.2\n**Reviewer:** Ann\n\n";

fn template() -> Arc<Template> {
    Arc::new(Template::read("team", "team.md", TEMPLATE))
}

/// A document and where `<|>` was in it.
fn fixture(marked: &str) -> (Snapshot, usize, String) {
    let offset = marked.find("<|>").unwrap();
    let source = marked.replace("<|>", "");
    let snapshot = Snapshot::new(Document::parse(&source), Some(template())).with_today(Date::new(2026, 3, 9));
    (snapshot, offset, source)
}

fn siblings() -> Siblings {
    let spec = |path: &str, source: &str| Sibling::new(path.into(), &Document::parse(source));
    Siblings::new(vec![
        spec("/a.md", "---\nowner: 李雷 😀\ntags: [billing, spec]\n---\n# A\n\n**Reviewer:** Bo\n"),
        spec("/b.md", "---\nowner: Oda\n---\n# B\n\n**Reviewer:** Bo\n"),
        spec("/draft.md", "---\ntags: [\"{tag}\"]\n---\n# C\n\n**Reviewer:** Ann / Bo / Zoë\n"),
    ])
}

fn offered(marked: &str) -> (Vec<Completion>, String) {
    let (snapshot, offset, source) = fixture(marked);
    let (library, siblings) = (Library::builtin(), siblings());
    let around = Around { library: &library, siblings: &siblings, path: None };
    let list = completion(&around, &snapshot, offset);
    let line = snapshot.document().text().line_at(offset);
    for (order, item) in list.iter().enumerate() {
        assert_eq!(item.order, order);
        assert!(line.covers(item.span) && item.span.touches(offset), "{marked:?}: {item:#?}");
        let typed = &source[item.span.start..offset];
        let mut filter = item.filter.chars().flat_map(char::to_lowercase);
        let mut typed = typed.chars().flat_map(char::to_lowercase);
        assert!(typed.all(|typed| filter.any(|c| c == typed)), "{marked:?} filters away {item:#?}");
        let text = plain(&item.skeleton);
        assert_ne!(text, source[item.span.range()], "{marked:?}: it does nothing");
        let bare = text.replace("\r\n", "").contains(['\r', '\n']);
        assert!(!source.contains('\r') || !bare, "{marked:?}: {text:?}");
    }
    (list, source)
}

/// The document in the shapes that documents come in; the mark stays where it is.
fn shapes(marked: &str) -> Vec<String> {
    let wide = marked.replacen("# Spec: Export", "# Spec: 仕様 é😀", 1);
    let mut shapes = vec![marked.to_owned(), marked.replace('\n', "\r\n"), wide.clone(), wide.replace('\n', "\r\n")];
    if marked.starts_with("---") {
        shapes.push(format!("\u{feff}{marked}"));
    }
    shapes
}

#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    for marked in shapes(marked) {
        let labels: Vec<String> = offered(&marked).0.into_iter().map(|item| item.label).collect();
        assert_eq!(labels, expected, "{marked}");
    }
}

/// The document after the item that is called `label` is accepted.
#[track_caller]
fn accepted(marked: &str, label: &str) -> String {
    let (list, source) = offered(marked);
    let item = list.iter().find(|item| item.label == label).unwrap_or_else(|| panic!("no {label}: {list:#?}"));
    format!("{}{}{}", &source[..item.span.start], plain(&item.skeleton), &source[item.span.end..])
}

#[track_caller]
fn line_of(marked: &str, label: &str) -> String {
    let at = marked[..marked.find("<|>").unwrap()].matches('\n').count();
    accepted(marked, label).lines().nth(at).unwrap_or_default().to_owned()
}

fn body(text: &str) -> String {
    format!("{HEAD}{text}")
}

const GOALS: &str = "## Goals\n\nExport.\n\n- **Lead:** Zoë\n- **Priority:** High\n- **Due date:** 2026-05-01\n\n";
const RISKS: &str = "## Risks\n\n| Risk | Impact | Found on |\n| --- | --- | --- |\n| Slow | High | 2026-02-01 |\n\n";
const SCHEMA: &str = "## Schema\n\nRows.\n\n```sql\nCREATE TABLE a (id BIGINT);\n```\n\n";
const ROLLOUT: &str = "## Rollout\n\n- [x] Flag is off\n- [x] Dashboard is ready\n\n";
const PLAN: &str = "## Plan\n\n### Phase 1: Build\n\nWe build.\n\n### Phase 2: Ship\n\nWe ship.\n\n";
const QUESTIONS: &str = "## Open questions\n\nNone.\n";

#[test]
fn sections_that_belong_here_then_others_once_a_heading_is_begun() {
    let gap = |cursor: &str| body(&format!("{GOALS}{RISKS}{cursor}\n\n{ROLLOUT}{PLAN}"));
    check(&gap("<|>"), &["## Schema"]);
    check(&gap("#<|>"), &["## Schema", "## Open questions"]);
    check(&gap("## sch<|>"), &["## Schema"]);
    check(&gap("## s<|>cema"), &["## Schema", "## Open questions"]);
    check(&gap("## q<|>"), &["## Open questions"]);
    check(&gap("Sche<|>"), &["## Schema"]);
    check(&gap("## Sche<|>ma\n\nIt is written.\n"), &[]);
}

#[test]
fn one_more_instance_and_what_is_optional() {
    let end = |cursor: &str| body(&format!("{GOALS}{RISKS}{SCHEMA}{ROLLOUT}{PLAN}{cursor}\n\n{QUESTIONS}"));
    check(&end("<|>"), &["### Phase 3: {Phase name}", "## Appendix (optional)"]);
    check(&end("#<|>"), &["### Phase 3: {Phase name}", "## Appendix (optional)"]);
    check(&end("### Phase<|>"), &["### Phase 3: {Phase name}"]);
    // Of the level that is typed first.
    let end = |cursor: &str| body(&format!("{GOALS}{RISKS}{SCHEMA}{ROLLOUT}{PLAN}{cursor}\n"));
    let [open, phase, appendix] = ["## Open questions", "### Phase 3: {Phase name}", "## Appendix (optional)"];
    check(&end("##<|>"), &[open, phase, appendix]);
    check(&end("###<|>"), &[phase, open, appendix]);
    check(&end("App<|>"), &["## Appendix (optional)"]);
    let between =
        body(&format!("{GOALS}{RISKS}{SCHEMA}{ROLLOUT}{}", PLAN.replace("### Phase 2", "###<|>\n\n### Phase 2")));
    check(&format!("{between}{QUESTIONS}"), &[]);
}

#[test]
fn fields_that_are_missing_here_in_the_style_of_the_section() {
    let goals =
        |text: &str| body(&format!("## Goals\n\nExport.\n\n{text}\n\n{RISKS}{SCHEMA}{ROLLOUT}{PLAN}{QUESTIONS}"));
    check(&goals("- **Lead:** Zoë\n<|>"), &["Priority", "Due date"]);
    check(&goals("- **Lead:** Zoë\n-<|>"), &["Priority", "Due date"]);
    check(&goals("- **Lead:** Zoë\n- <|>"), &["Priority", "Due date"]);
    check(&goals("- **Lead:** Zoë\n- Pr<|>"), &["Priority"]);
    check(&goals("- **Lead:** Zoë\n- **d<|>"), &["Due date"]);
    check(&goals("- **Lead:** Zoë\n- **d<|>ue**\n"), &["Due date"]);
    check(&goals("- **Lead:** Zoë\n- We do<|>"), &[]);
    check(&goals("- Ours:\n  - <|>"), &[]);
    check(&goals("- Ours:\n  - one\n  -<|>"), &[]);
    check(&goals("  - **Lead:** Zoë\n  - <|>"), &["Priority", "Due date"]);
    check(&goals("- **Lead:** Zoë\n- Pr<|> as it is"), &[]);
    check(&goals("**Lead:** Zoë\n<|>"), &["Priority", "Due date"]);
    check(&goals("**Lead:** Zoë\nPrio<|>"), &["Priority"]);
    check(&goals("| Lead | Zoë |\n| --- | --- |\n| Priority | High |\n<|>"), &["Due date"]);
    check(&goals("| Lead | Zoë |\n| --- | --- |\n| Priority | High |\n| <|>"), &["Due date"]);
    for (text, label, line) in [
        ("- **Lead:** Zoë\n- Pr<|>", "Priority", "- **Priority:** High/Medium/Low"),
        ("* Lead: 李雷\n*<|>", "Priority", "* Priority: High/Medium/Low"),
        ("1. **Lead**: 😀\n2. <|>", "Due date", "2. **Due date**: {date}"),
        ("**Lead:** Zoë\nPrio<|>", "Priority", "**Priority:** High/Medium/Low"),
        ("| Lead | Zoë |\n| --- | --- |\n| Priority | High |\n| <|>", "Due date", "| Due date | {date} |"),
        ("<|>", "Lead", "- **Lead:** {lead}"),
    ] {
        assert_eq!(line_of(&goals(text), label), line, "{text}");
    }
    let fields = |section: &str| body(&format!("{section}{RISKS}{SCHEMA}{ROLLOUT}{PLAN}{QUESTIONS}"));
    check(&fields("## Goals\n\n<|>\n\n"), &["Lead", "Priority", "Due date"]);
    check(&format!("{}<|>\n\n{GOALS}{RISKS}", HEAD.replace("**Reviewer:** Ann\n", "")), &["Reviewer"]);
}

#[test]
fn tables_rows_code_and_items() {
    let with =
        |risks: &str, schema: &str, rollout: &str| body(&format!("{GOALS}{risks}{schema}{rollout}{PLAN}{QUESTIONS}"));
    check(&with("## Risks\n\nThere are.\n\n<|>\n\n", SCHEMA, ROLLOUT), &["| Risk | Impact | Found on |"]);
    check(&with("## Risks\n\n|<|>\n\n", SCHEMA, ROLLOUT), &["| Risk | Impact | Found on |"]);
    let row = "| {risk} | High/Medium/Low | {YYYY-MM-DD} |";
    check(&with(&RISKS.replace("02-01 |\n", "02-01 |\n<|>\n"), SCHEMA, ROLLOUT), &[row]);
    check(&with(&RISKS.replace("02-01 |\n", "02-01 |\n|<|>\n"), SCHEMA, ROLLOUT), &[row]);
    check(&with(&RISKS.replace("| Slow", "|<|>\n| Slow"), SCHEMA, ROLLOUT), &[row]);
    let own = "## Risks\n\n| Impact | 名 😀 | Risk |\n| --- | --- | --- |\n| High | é | Slow |\n|<|>\n\n";
    check(&with(own, SCHEMA, ROLLOUT), &["| High/Medium/Low |  | {risk} |"]);
    check(&with(RISKS, "## Schema\n\nRows.\n\n<|>\n\n", ROLLOUT), &["```sql"]);
    check(&with(RISKS, "## Schema\n\nRows.\n\n```<|>\n\n", ROLLOUT), &["```sql"]);
    check(&with(RISKS, "## Schema\n\nRows.\n\n```s<|>\n\n```json\n{}\n```\n\n", ROLLOUT), &["```sql"]);
    check(&with(RISKS, SCHEMA, "## Rollout\n\n- [x] Flag is off\n- <|>\n\n"), &["Dashboard is ready"]);
    check(&with(RISKS, SCHEMA, "## Rollout\n\n- [x] Flag is off\n- [ ] da<|>\n\n"), &["Dashboard is ready"]);
    check(&with(RISKS, SCHEMA, "## Rollout\n\n<|>\n\n"), &["Flag is off", "Dashboard is ready", "{More}"]);
    assert_eq!(
        line_of(&with(RISKS, SCHEMA, "## Rollout\n\n* [x] Flag is off\n* [ ] da<|>\n\n"), "Dashboard is ready"),
        "* [ ] Dashboard is ready"
    );
}

/// A list that is on the screen is filtered by the editor while the author types on.
#[test]
fn a_list_stays_while_the_author_types_on() {
    let goals = |text: &str| body(&format!("## Goals\n\nExport.\n\n- **Lead:** Zoë\n{text}\n\n{RISKS}"));
    for (typed, more, label) in [
        ("-<|>", "- **Prio", "Priority"),
        ("- <|>", "- **Priority", "Priority"),
        ("- <|>", "- due", "Due date"),
        ("*<|>", "* Pri", "Priority"),
    ] {
        let (list, _) = offered(&goals(typed));
        let item = list.iter().find(|item| item.label == label).unwrap();
        let mut filter = item.filter.chars().flat_map(char::to_lowercase);
        let mut more_letters = more.chars().flat_map(char::to_lowercase);
        assert!(more_letters.all(|typed| filter.any(|c| c == typed)), "{more:?} filters away {item:#?}");
    }
    // Some editors take only what begins with all that is typed.
    for typed in ["- Pr", "-  pr", "* Pr", "- **Pr", "Pr", "- [ ] Pr"] {
        let (list, _) = offered(&goals(&format!("{typed}<|>")));
        let item = list.iter().find(|item| item.label == "Priority").unwrap();
        assert!(item.filter.to_lowercase().starts_with(&typed.to_lowercase()), "{typed:?} does not begin {item:#?}");
    }
    let lines = goals("x").replace("- **Lead:** Zoë\nx", "**Lead:** Zoë  \n<|>\n**Due date:** 2026-01-01  ");
    assert_eq!(line_of(&lines, "Priority"), "**Priority:** High/Medium/Low  ");
    // No blank line more than there was.
    for newline in ["\n", "\r\n"] {
        let marked = goals("-<|>").replace('\n', newline);
        let expected = marked.replace("-<|>", "- **Priority:** High/Medium/Low");
        assert_eq!(accepted(&marked, "Priority"), expected);
    }
}

#[test]
fn values_that_are_known() {
    let goals =
        |text: &str| body(&format!("## Goals\n\nExport.\n\n{text}\n\n{RISKS}{SCHEMA}{ROLLOUT}{PLAN}{QUESTIONS}"));
    let levels = ["High", "Medium", "Low"];
    check(&goals("- **Priority:** <|>"), &levels);
    check(&goals("- **Priority:**<|>"), &levels);
    check(&goals("- **Priority:** me<|>"), &["Medium"]);
    check(&goals("- **Priority:** M<|>ed"), &["Medium"]);
    check(&goals("- **Priority:** High/Me<|>dium/Low"), &[]);
    check(&goals("- **Due date:** <|>"), &["2026-03-09"]);
    check(&goals("- **Due date:** {da<|>te}"), &["2026-03-09"]);
    check(&goals("- **Lead:** <|>"), &[]);
    check(&goals("- **Lead:** We do <|>"), &[]);
    let row = |cell: &str| body(&format!("{GOALS}{}{SCHEMA}", RISKS.replace("| High |", cell)));
    check(&row("| <|> |"), &levels);
    check(&row("|<|>|"), &levels);
    check(&row("| L<|> |"), &["Low"]);
    check(&row("| 😀 Lo<|> |"), &[]);
    check(&body(&format!("{GOALS}{}", RISKS.replace("2026-02-01", "<|>"))), &["2026-03-09"]);
    assert_eq!(line_of(&goals("- **Priority:**<|>"), "Low"), "- **Priority:** Low");
    assert_eq!(line_of(&goals("- **Priority:** M<|>ed  "), "Medium"), "- **Priority:** Medium  ");
    assert_eq!(line_of(&row("|<|>|"), "Low"), "| Slow | Low | 2026-02-01 |");
    let version = |value: &str| HEAD.replace("1.2", value);
    check(&version("<|>1.2"), &["1.3", "2.0"]);
    check(&version("<|>"), &["0.1.0", "1.0.0"]);
    check(&HEAD.replace("Ann", "<|>"), &["Bo"]);
    check(&HEAD.replace("Ann", "B<|>"), &["Bo"]);
    check(&HEAD.replace("Ann", "Bea <|>"), &[]);
    let worded = |text: &str| goals(text).replace("2026-01-05", "5 January 2026").replace("2026-02-01", "1 May 2026");
    check(&worded("- **Due date:** <|>"), &["9 March 2026"]);
}

#[test]
fn a_placeholder_is_replaced() {
    let goals = |text: &str| body(&format!("## Goals\n\n{text}\n\n{RISKS}"));
    for (text, label, line) in [
        ("For {Product na<|>me}: all.", "Export", "For Export: all."),
        ("For 😀 {Product na<|>", "Export", "For 😀 Export"),
        ("For {Product na<|>}.", "Export", "For Export."),
        ("- **Priority:** [High | Me<|>", "Medium", "- **Priority:** Medium"),
        ("- **Due date:** {da<|>te}", "2026-03-09", "- **Due date:** 2026-03-09"),
    ] {
        assert_eq!(line_of(&goals(text), label), line, "{text}");
    }
    check(&goals("- **Lead:** {le<|>ad}"), &[]);
    let status = HEAD.replace("status: Review", "status: [Draft | Rev<|>");
    assert_eq!(line_of(&status, "Review"), "status: Review");
}

#[test]
fn keys_and_their_values_in_front_matter() {
    let front = |text: &str| format!("---\n{text}\n---\n\n# Spec: Export\n\n{GOALS}{RISKS}");
    check(&front("<|>"), &["status", "owner", "updated", "tags"]);
    check(&front("owner: Zoë\n<|>"), &["status", "updated", "tags"]);
    check(&front("owner: Zoë\nup<|>"), &["updated"]);
    check(&front("owner: Zoë\nup<|>dat"), &["updated"]);
    check(&front("tags:\n  - a\n<|>\n  - b"), &[]);
    check(&front("status: <|>"), &["Draft", "Review", "Approved"]);
    check(&front("status:<|>"), &["Draft", "Review", "Approved"]);
    check(&front("status: re<|>"), &["Review"]);
    check(&front("status:<|> Review"), &[]);
    check(&front("status: \"Re<|>\""), &["Review"]);
    check(&front("updated: <|>"), &["2026-03-09"]);
    check(&front("owner: <|>"), &["Oda", "李雷 😀"]);
    check(&front("owner: 李<|>"), &["李雷 😀"]);
    check(&front("tags: [a, <|>]"), &["billing", "spec"]);
    check(&front("tags:\n  - sp<|>"), &["spec"]);
    check("---\nown<|>", &["owner"]);
    assert_eq!(line_of(&front("status:<|>"), "Draft"), "status: Draft");
    assert_eq!(line_of(&front("status: \"Re<|>\""), "Review"), "status: \"Review\"");
    assert_eq!(line_of(&front("tags: [a, b<|>]"), "billing"), "tags: [a, billing]");
    assert_eq!(line_of(&front("owner: Zoë\nup<|>"), "updated"), "updated: {YYYY-MM-DD}");
}

#[test]
fn keys_in_toml() {
    let template = Arc::new(Template::read(
        "t",
        "t.md",
        "+++\nstatus = \"{x}\" # draft, final\nowner = \"{owner}\"\n+++\n\n# {T}\n\n## Goals\n\n{goals}\n",
    ));
    let labels = |marked: &str| {
        let offset = marked.find("<|>").unwrap();
        let source = marked.replace("<|>", "");
        let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
        let list = completion(&Around::alone(&Library::builtin()), &snapshot, offset);
        let text = |item: Completion| {
            format!("{}{}{}", &source[..item.span.start], plain(&item.skeleton), &source[item.span.end..])
        };
        list.into_iter().map(|item| text(item).lines().nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(labels("+++\n<|>\n+++\n\n# T\n"), ["status = \"{x}\" # draft, final", "owner = \"{owner}\""]);
    assert_eq!(labels("+++\nstatus = <|>\n+++\n\n# T\n"), ["status = \"draft\"", "status = \"final\""]);
    assert_eq!(labels("+++\r\nstatus = \"f<|>\"\r\n+++\r\n\r\n# T\r\n"), ["status = \"final\""]);
}

#[test]
fn front_matter_itself_and_whole_templates() {
    let rest = format!("# Spec: Export\n\n**Version:** 1.2\n**Reviewer:** Ann\n\n{GOALS}");
    check(&format!("<|>\n{rest}"), &["--- (front matter)"]);
    check(&format!("---<|>\n{rest}"), &["--- (front matter)"]);
    check(&format!("<|>{rest}"), &["--- (front matter)"]);
    check("<|>", &["team (whole document)"]);
    let with = accepted(&format!("---<|>\n{rest}"), "--- (front matter)");
    assert!(with.starts_with("---\nstatus: ") && with.contains("\n---\n\n# Spec: Export\n"), "{with}");
}

#[test]
fn nothing_in_prose_code_and_comments() {
    for text in [
        "We write <|>",
        "We write\nand wr<|>ite on\n",
        "We <|> write\n",
        "Note: we wr<|>ite\n",
        "> Lea<|>\n",
        "- a\n- We wr<|>\n",
        "- Leaving it <|>\n",
        "```sh\n# Sch<|>\n- Le<|2>\n|\n```\n",
        "```sh\n- Le<|>\n```\n",
        "```sh\n|<|>\n```\n",
        "```sh\n<|>\n```\n",
        "    - Le<|>\n",
        "<!--\n- Le<|>\n-->\n",
        "| a | b |\n| --- | --- |\n| c <|> | d |\n",
        "a | b <|>\n",
        "---<|>\n",
        "```s<|>\n```\n",
        "```<|>sql\nSELECT 1;\n```\n",
        "~~~<|>\nSELECT 1;\n~~~\n",
        "[link](sp<|>ec.md)\n",
    ] {
        check(&body(&format!("## Goals\n\n{}\n\n{RISKS}", text.replace("<|2>", ""))), &[]);
    }
}

#[test]
fn silence_without_a_template() {
    let library = Library::builtin();
    for source in ["# A\n\n\n", "---\nstatus: \n---\n# A\n", "- Owner: ", "| a |\n| - |\n| ", "{x"] {
        let snapshot = Snapshot::new(Document::parse(source), None);
        for at in (0..=source.len()).filter(|at| source.is_char_boundary(*at)) {
            assert_eq!(completion(&Around::alone(&library), &snapshot, at).len(), 0, "{source:?} at {at}");
        }
    }
}

/// The law: what was missing and is accepted is missing no more, and nothing graver comes.
#[test]
fn what_is_accepted_is_no_longer_missing() {
    let gone = [
        ("missing-key", HEAD.replace("owner: Zoë", "own<|>")),
        ("missing-key", format!("---<|>\n{}", &HEAD[HEAD.find("# Spec").unwrap()..])),
        ("missing-field", HEAD.replace("**Reviewer:** Ann", "<|>")),
        ("missing-field", body(&GOALS.replace("- **Priority:** High", "- <|>"))),
        ("missing-field", body(&GOALS.replace("- **Priority:** High\n", "").replace("\n\n## ", "\n<|>\n\n## "))),
        ("missing-field", body("## Goals\n\nExport.\n<|>\n")),
        ("missing-table", body(&format!("{GOALS}## Risks\n\nThere are.\n<|>\n"))),
        ("missing-code-block", body(&format!("{GOALS}{RISKS}## Schema\n\nRows.\n\n```<|>\n\nMore.\n"))),
        ("missing-section", body(&format!("{GOALS}{RISKS}##<|>\n\n{ROLLOUT}{PLAN}{QUESTIONS}"))),
    ];
    let findings = |source: &str| rules::check(&Snapshot::new(Document::parse(source), Some(template())));
    for (rule, marked) in gone.into_iter().filter(|(_, marked)| marked.contains("<|>")) {
        for marked in shapes(&marked) {
            let (list, source) = offered(&marked);
            assert!(!list.is_empty(), "{rule}: {marked}");
            let (snapshot, offset, _) = fixture(&marked);
            let line = snapshot.document().text().line_at(offset);
            let mut before = source.clone();
            before.replace_range(line.range(), "");
            let count = |found: &[Finding], rule: &str| found.iter().filter(|finding| finding.rule.id == rule).count();
            let names = |found: &[Finding]| {
                let of = found.iter().filter(|finding| finding.rule.id == rule);
                of.map(|finding| finding.message.matches('"').count() + finding.message.matches("more").count())
                    .sum::<usize>()
            };
            let old = findings(&before);
            let worst = old.iter().map(|finding| finding.severity).max();
            // Sections may be missing there too.
            let is_section = |item: &Completion| item.kind == CompletionKind::Section;
            for item in list.into_iter().filter(|item| is_section(item) == (rule == "missing-section")) {
                let after =
                    format!("{}{}{}", &source[..item.span.start], plain(&item.skeleton), &source[item.span.end..]);
                let new = findings(&after);
                let is_gone = count(&new, rule) < count(&old, rule) || names(&new) < names(&old);
                let said = |found: &[Finding]| found.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>();
                assert!(is_gone, "{rule} {}: {:#?} {:#?}\n{after}", item.label, said(&old), said(&new));
                assert!(
                    new.iter().map(|finding| finding.severity).max() <= worst,
                    "{}: {:#?}\n{after}",
                    item.label,
                    said(&new)
                );
            }
        }
    }
}

#[test]
fn nothing_panics_wherever_the_cursor_is() {
    let source = TEMPLATE.replace("{goals}", "é😀仕").replace("Zoë", "\u{feff}");
    let siblings = siblings();
    let library = Library::builtin();
    let around = Around { library: &library, siblings: &siblings, path: None };
    for source in [source.clone(), source.replace('\n', "\r\n")] {
        for end in (0..source.len()).filter(|at| source.is_char_boundary(*at)).step_by(3) {
            let snapshot = Snapshot::new(Document::parse(&source[..end]), Some(template()));
            for at in [end, end.saturating_sub(1), end / 2, end + 9] {
                completion(&around, &snapshot, at);
            }
        }
    }
}

/// Every field of the built-in templates that stands on a line of its own, taken away, comes back where it was.
#[test]
fn each_field_taken_away_comes_back() {
    let library = Library::builtin();
    let mut count = 0;
    for template in builtin() {
        let whole = template.skeleton().plain();
        let whole_snapshot = Snapshot::new(Document::parse(&whole), Some(template.clone()));
        let document = whole_snapshot.document();
        for (turn, field) in whole_snapshot.fields().iter().enumerate() {
            let line = document.text().line_at(field.label.start);
            let is_alone = document.fields(line).count() == 1 && !field.row;
            if !is_alone || !field.of(template).required {
                continue;
            }
            let crlf = turn % 2 == 1;
            let rest = format!("{}{}", &whole[..line.start], &whole[line.end..]);
            let rest = if crlf { rest.replace('\n', "\r\n") } else { rest };
            let offset = line.start + if crlf { whole[..line.start].matches('\n').count() } else { 0 };
            let snapshot = Snapshot::new(Document::parse(&rest), Some(template.clone()));
            let missing =
                |found: Vec<Finding>| found.into_iter().filter(|finding| finding.rule.id == "missing-field").count();
            if missing(rules::check(&snapshot)) == 0 {
                // Another word for it is there, or its value is a label now.
                continue;
            }
            let context = format!("{}: {}", template.id, &whole[line.range()]);
            let list = completion(&Around::alone(&library), &snapshot, offset);
            let label = document.slice(field.label).into_owned();
            let item = list.iter().find(|item| item.label == label);
            let item = item.unwrap_or_else(|| panic!("{context}: {list:#?}"));
            let mended = format!("{}{}{}", &rest[..item.span.start], plain(&item.skeleton), &rest[item.span.end..]);
            let again = Snapshot::new(Document::parse(&mended), Some(template.clone()));
            assert_eq!(missing(rules::check(&again)), 0, "{context}\n{mended}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn below_a_table_a_section_may_begin_as_well_as_a_row() {
    let gap = body(&format!("{GOALS}{}{ROLLOUT}", RISKS.replace("02-01 |\n\n", "02-01 |\n<|>\n")));
    let (row, next) = ("| {risk} | High/Medium/Low | {YYYY-MM-DD} |", "## Rollout");
    let after = accepted(&gap, row);
    assert!(after.contains(&format!("02-01 |\n{row}\n\n{next}")), "{after}");
    check(&gap, &["## Schema", "| {risk} | High/Medium/Low | {YYYY-MM-DD} |"]);
}
