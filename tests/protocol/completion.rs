//! Completion, context by context: what an editor shows, and the text once an item is accepted.

use crate::client::{Client, capable, plain};
use crate::editor::{accepted, place, sorted};
use crate::transcript::transcript;
use serde_json::{Value, json};
use specls::text::Encoding;
use std::fs;
use tempfile::TempDir;

const TEMPLATE: &str = "\
---
status: Draft | Review | Approved
owner: {owner}
---

# Plan: {Product name}

**Version:** {version}

## Goals

{goals}

- **Lead:** {lead}
- **Priority:** High/Medium/Low

## Risks

| Risk | Impact |
| --- | --- |
| {risk} | High/Medium/Low |

## Steps

### Step 1: {Step name}

{step}

## Schema

```sql
CREATE TABLE {name} (id BIGINT);
```

## Checks

- [ ] Flag is off
- [ ] Dashboard is ready

## Notes (optional)

{notes}
";

const PLAN: &str = "\
---
status: Review
owner: Zoë
---

# Plan: 仕様 😀

**Version:** 1.2

## Goals

Ship it.

- **Lead:** Ann
- **Priority:** High

## Risks

| Risk | Impact |
| --- | --- |
| Slow | Low |

## Steps

### Step 1: Build

We build.

## Schema

```sql
CREATE TABLE plans (id BIGINT);
```

## Checks

- [x] Flag is off
- [x] Dashboard is ready
";

/// A folder whose specs follow a template of the team.
struct Team(TempDir);

impl Team {
    fn new() -> Self {
        let team = Self(tempfile::tempdir().unwrap());
        let write = |path: &str, text: &str| {
            let path = team.0.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("specls.toml", "templates = ['templates']\ndocuments = [{ paths = ['specs'], template = 'plan' }]\n");
        write("templates/plan.md", TEMPLATE);
        team
    }

    fn client(&self, capabilities: Value) -> Client {
        let root = json!({"uri": format!("file://{}", self.0.path().display()), "name": "team"});
        Client::with(json!({"capabilities": capabilities, "workspaceFolders": [root]}))
    }

    fn uri(&self) -> String {
        format!("file://{}/specs/plan.md", self.0.path().display())
    }
}

/// What is offered where `<|>` stands in the text, as an editor sorts it.
fn offered(client: &mut Client, uri: &str, version: i32, text: &str, cursor: usize) -> Vec<Value> {
    client.open(uri, version, text);
    client.diagnostics(uri, version);
    let params = json!({"textDocument": {"uri": uri}, "position": place(text, cursor, Encoding::Utf16)});
    let list = client.call("textDocument/completion", params).unwrap();
    assert_eq!(list["isIncomplete"], false);
    sorted(list)
}

/// Each context: what is there and what stands in its place with the cursor, the item, its kind, the rule that has
/// nothing more to say, and the line once it is accepted.
const CONTEXTS: [(&str, &str, &str, u64, &str, &str); 15] = [
    ("owner: Zoë", "ow<|>", "owner", 10, "missing-key", "owner: {owner}"),
    ("status: Review", "status:<|>", "Approved", 20, "", "status: Approved"),
    ("status: Review", "status: Rev<|>", "Review", 20, "", "status: Review"),
    ("Ann\n- **Priority:** High", "Ann\n- Pri<|>", "Priority", 5, "missing-field", "- **Priority:** High"),
    ("**Priority:** High", "**Priority:** <|>", "Medium", 20, "", "- **Priority:** Medium"),
    (
        "**Priority:** High",
        "**Priority:** 😀 {Product na<|>me}",
        "仕様 😀",
        12,
        "unfilled-placeholder",
        "- **Priority:** 😀 仕様 😀",
    ),
    ("**Version:** 1.2", "**Version:** <|>1.2", "1.3", 12, "", "**Version:** 1.3"),
    (
        "| Risk | Impact |\n| --- | --- |\n| Slow | Low |",
        "|<|>",
        "| Risk | Impact |",
        15,
        "missing-table",
        "| Risk | Impact |",
    ),
    ("| Slow | Low |", "| Slow | Low |\n|<|>", "| {risk} | High/Medium/Low |", 15, "", "| {risk} | High |"),
    ("| Slow | Low |", "| 仕様 | M<|> |", "Medium", 20, "", "| 仕様 | Medium |"),
    ("```sql\nCREATE TABLE plans (id BIGINT);\n```", "Rows.\n\n```<|>", "```sql", 15, "missing-code-block", "```sql"),
    ("- [x] Dashboard is ready", "- [ ] da<|>", "Dashboard is ready", 15, "", "- [ ] Dashboard is ready"),
    ("We build.", "We build.\n\n###<|>", "### Step 2: {Step name}", 22, "", "### Step 2: {Step name}"),
    (
        "## Schema\n\n```sql\nCREATE TABLE plans (id BIGINT);\n```",
        "##<|>",
        "## Schema",
        22,
        "missing-section",
        "## Schema",
    ),
    ("Dashboard is ready\n", "Dashboard is ready\n\n## no<|>\n", "## Notes (optional)", 22, "", "## Notes (optional)"),
];

#[test]
fn each_context_offers_its_item_and_the_text_is_right_once_it_is_accepted() {
    let team = Team::new();
    for capabilities in [capable(), plain()] {
        let snippets = capabilities["textDocument"]["completion"].is_object();
        let mut client = team.client(capabilities);
        let uri = team.uri();
        let mut version = 0;
        for (old, marked, label, kind, rule, line) in CONTEXTS {
            for newline in ["\n", "\r\n"] {
                assert!(PLAN.contains(old), "{old}");
                let marked = PLAN.replacen(old, marked, 1).replace('\n', newline);
                let cursor = marked.find("<|>").unwrap();
                let text = marked.replace("<|>", "");
                version += 2;
                let items = offered(&mut client, &uri, version, &text, cursor);
                let item = items.iter().find(|item| item["label"] == label);
                let item = item.unwrap_or_else(|| panic!("{marked}: no {label} in {items:#?}"));
                assert_eq!(item["kind"], kind, "{item}");
                let at = item["textEdit"]["range"]["start"]["line"].as_u64().unwrap();
                assert_eq!(item["textEdit"]["range"]["end"]["line"], at, "{item}");
                let found = accepted(&text, item, (cursor, cursor), Encoding::Utf16);
                // Without tab stops the alternatives stay as they are.
                let line = if snippets { line.to_owned() } else { undecided(label, line) };
                assert!(found.split(newline).any(|one| one == line), "{line:?} is not in {found}");
                assert!(newline == "\n" || !found.replace("\r\n", "").contains('\n'), "{found:?}");
                client.change(&uri, version + 1, json!([{"text": found}]));
                let after = client.diagnostics(&uri, version + 1);
                assert!(after.iter().all(|one| one["code"] != rule), "{rule}: {after:#?}\n{found}");
                // In review, what is missing is a warning: nothing graver than that comes.
                assert!(after.iter().all(|one| one["severity"].as_u64() > Some(1)), "{after:#?}\n{found}");
                client.close(&uri);
            }
        }
    }
}

/// What stands where a client without tab stops has no first choice.
fn undecided(label: &str, line: &str) -> String {
    match label {
        "Priority" | "| {risk} | High/Medium/Low |" => line.replace("High", "High/Medium/Low"),
        _ => line.to_owned(),
    }
}

#[test]
fn prose_is_not_disturbed() {
    let team = Team::new();
    let mut client = team.client(capable());
    let uri = team.uri();
    let lines = [
        "Ship #<|>",
        "Ship it - <|>",
        "Ship: <|>",
        "Ship a | <|>",
        "We ship<|> it.",
        "- we -<|>",
        "`a:<|>`",
        "> - <|>",
    ];
    for (count, line) in lines.into_iter().enumerate() {
        let marked = PLAN.replacen("Ship it.", line, 1);
        let cursor = marked.find("<|>").unwrap();
        let version = i32::try_from(count).unwrap() + 1;
        let items = offered(&mut client, &uri, version, &marked.replace("<|>", ""), cursor);
        assert_eq!(items, Vec::<Value>::new(), "{line}");
        client.close(&uri);
    }
}

#[test]
fn documentation_is_resolved() {
    let team = Team::new();
    let mut client = team.client(capable());
    let uri = team.uri();
    let marked = PLAN.replacen("- **Priority:** High", "-<|>", 1);
    let items = offered(&mut client, &uri, 1, &marked.replace("<|>", ""), marked.find("<|>").unwrap());
    assert!(items[0].get("documentation").is_none());
    let resolved = client.call("completionItem/resolve", items[0].clone()).unwrap();
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("High/Medium/Low"), "{resolved}");
    client.close(&uri);
}

/// The menu as an editor draws it below the cursor's line.
fn menu(client: &mut Client, uri: &str, version: i32, marked: &str) -> String {
    let cursor = marked.find("<|>").unwrap();
    let text = marked.replace("<|>", "");
    let items = offered(client, uri, version, &text, cursor);
    client.close(uri);
    let line = marked.lines().find(|line| line.contains("<|>")).unwrap();
    let column = line.find("<|>").unwrap();
    let kinds = [
        (5, "field"),
        (7, "section"),
        (10, "property"),
        (12, "value"),
        (15, "snippet"),
        (17, "file"),
        (20, "choice"),
        (22, "section"),
    ];
    let name = |item: &Value| kinds.iter().find(|kind| item["kind"] == kind.0).map_or("", |kind| kind.1);
    let width = items.iter().map(|item| item["label"].as_str().unwrap().chars().count()).max().unwrap_or(0);
    let row = |item: &Value| {
        let (label, detail) =
            (item["label"].as_str().unwrap(), item["labelDetails"]["description"].as_str().unwrap_or(""));
        format!("{}{label:width$}   {:8}   {detail}\n", " ".repeat(column), name(item))
    };
    format!("{}\n{}", line.replace("<|>", "▏"), items.iter().map(row).collect::<String>())
}

#[test]
fn the_page_shows_menus() {
    let team = Team::new();
    let mut client = team.client(capable());
    let uri = team.uri();
    let mut version = 0;
    let shown = [
        ("fields", "- **Lead:** Ann\n- **Priority:** High", "-<|>"),
        ("values", "**Priority:** High", "**Priority:** <|>"),
        ("rows", "| Slow | Low |", "| Slow | Low |\n|<|>"),
        ("keys", "status: Review\nowner: Zoë", "<|>"),
        ("sections", "## Schema\n\n```sql\nCREATE TABLE plans (id BIGINT);\n```", "##<|>"),
    ];
    for (name, old, new) in shown {
        version += 1;
        let text = menu(&mut client, &uri, version, &PLAN.replacen(old, new, 1));
        transcript("completion", name, "text", &text);
    }
}
