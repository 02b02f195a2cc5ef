//! `specls templates learn` and `specls migrate`: what past documents say, and what a newer template asks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "support/desk.rs"]
mod desk;

use serde_json::Value;
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const TEMPLATE: &str = "\
# {Title}

## Goals

{What it is for.}

## Alternatives

{What else there is.}

## Rollout plan

{When who gets it.}

## Story

{Who wants what.}
";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, path: &str, text: &str) -> Self {
        desk::write(self.0.path(), path, text);
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// The exit code and all that was said.
    fn run(&self, program: &str, args: &str) -> (Option<i32>, String) {
        let mut command = Command::new(program);
        command.args(args.split_whitespace()).current_dir(self.0.path());
        for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.org")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        let date = "2026-02-01T12:00:00Z";
        command.env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date);
        let run = desk::run(command, "");
        (run.code, run.out + &run.err)
    }

    fn specls(&self, args: &str) -> (Option<i32>, String) {
        self.run(env!("CARGO_BIN_EXE_specls"), args)
    }
}

/// Five documents: `Rollout plan` is in two of them, `Alternatives` is called `Options` in three,
/// `Story` stands twice in two, and two begin with it.
fn practice() -> Desk {
    let goals = "## Goals\n\nA.\n\n";
    let rollout = "## Rollout plan\n\nB.\n\n";
    let story = "## Story\n\nC.\n\n";
    let options = "## Options\n\nD.\n\n";
    let alternatives = "## Alternatives\n\nE.\n\n";
    Desk::new()
        .with("t.md", TEMPLATE)
        .with("docs/1.md", &format!("# Té😀\n\n{goals}{options}{rollout}{story}{story}"))
        .with("docs/2.md", &format!("# T\n\n{goals}{options}{story}{story}"))
        .with("docs/3.md", &format!("# T\n\n{goals}{options}{story}").replace('\n', "\r\n"))
        .with("docs/4.md", &format!("# T\n\n{story}{goals}{alternatives}"))
        .with("docs/5.md", &format!("# T\n\n{story}{goals}{alternatives}{rollout}"))
        .with("docs/README.md", "# Our documents\n\nThey are here.\n")
        .with("docs/other.md", "<!-- specls: template tsd -->\n\n# T\n\n## Goals\n")
        .with("docs/empty.md", "")
}

#[test]
fn counts_say_what_documents_make_of_a_template() {
    let (code, text) = practice().specls("templates learn t.md docs");
    assert_eq!(code, Some(0));
    for expected in [
        "t.md, learned from 5 documents (3 files of other kinds left out)",
        "    7  Alternatives  \"Options\" instead in 3 of 5",
        "   11  Rollout plan  missing in 3 of 5",
        "   15  Story         several times in 2 of 5",
        "                     at another place in 2 of 5, first in 2",
        "   11  Rollout plan  <!-- specls: optional -->",
        "   15  Story         <!-- specls: repeat -->",
        "    1  {Title}       <!-- specls: any-order -->",
    ] {
        assert!(text.lines().any(|line| line == expected), "{expected}\n{text}");
    }
    assert_eq!(text.matches("<!--").count(), 3, "{text}");
    let (_, text) = practice().specls("templates learn --at-least 61 t.md docs");
    assert!(text.ends_with("The template needs no directive.\n"), "{text}");
}

#[test]
fn the_same_for_machines() {
    let (_, text) = practice().specls("templates learn --format json t.md docs");
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["version"], &json["documents"], &json["left_out"]), (&1.into(), &5.into(), &3.into()));
    let sections = json["sections"].as_array().unwrap();
    let rollout = sections.iter().find(|section| section["section"] == "Rollout plan").unwrap();
    assert_eq!((&rollout["missing"], &rollout["documents"], &rollout["line"]), (&3.into(), &5.into(), &11.into()));
    let alternatives = sections.iter().find(|section| section["section"] == "Alternatives").unwrap();
    assert_eq!(alternatives["renamed"], serde_json::json!([["Options", 3]]));
    assert_eq!(
        json["directives"][1],
        serde_json::json!({"section": "Rollout plan", "line": 11, "directive": "optional"})
    );
}

#[test]
fn what_is_learned_is_written_once_and_changes_nothing_else() {
    for ending in ["\n", "\r\n"] {
        let desk = practice().with("t.md", TEMPLATE.replace('\n', ending).trim_end());
        let (code, text) = desk.specls("templates learn --write t.md docs");
        assert!(code == Some(0) && text.ends_with("Wrote 3 directives into t.md.\n"), "{text}");
        let expected = TEMPLATE
            .replace("# {Title}", "<!-- specls: any-order -->\n# {Title}")
            .replace("## Rollout", "<!-- specls: optional -->\n## Rollout")
            .replace("## Story", "<!-- specls: repeat -->\n## Story")
            .replace('\n', ending);
        assert_eq!(desk.read("t.md"), expected.trim_end());
        let (code, text) = desk.specls("templates learn --write t.md docs");
        assert!(code == Some(0) && text.ends_with("The template needs no directive.\n"), "{text}");
        assert_eq!(desk.read("t.md"), expected.trim_end());
        let (code, text) = desk.specls("check --template t.md docs/2.md docs/4.md");
        assert!(!text.contains("misplaced") && !text.contains("duplicate"), "{code:?} {text}");
    }
}

#[test]
fn a_built_in_template_is_not_written() {
    let (code, text) = practice().specls("templates learn --write tsd docs");
    assert_eq!(code, Some(2));
    assert!(text.contains("`tsd` is built in") && text.contains("specls templates show tsd > tsd.md"), "{text}");
    let (code, text) = practice().specls("templates learn t.md no/such");
    assert!(code == Some(2) && text.contains("cannot read no/such"), "{text}");
}

const NEWER: &str = "# {Title}\n\n## Goals\n\n{What it is for.}\n\n## Risks\n\n{What may go wrong.}\n";

const OLDER: &str = "# {Title}\n\n## Goals\n\n{What it is for.}\n\n## Notes\n\n{Anything.}\n";

fn written(version: &str) -> String {
    format!("<!-- specls: template service@{version} -->\n\n# Cart\n\n## Goals\n\nSell.\n\n## Notes\n\nNone.\n")
}

#[test]
fn migrate_shows_and_then_inserts() {
    let newest = NEWER.replace("# {T", "<!-- specls: template: id=service, version=2 -->\n\n# {T");
    let desk = Desk::new()
        .with("t/service.md", &newest)
        .with("t/service@1.md", OLDER)
        .with("a.md", &written("1"))
        .with("b.md", "# Notes\n");
    let shown = "a.md: service@1 to service@2\n  insert  \"Risks\", behind line 7\n  gone    \"Notes\" is not asked for any more\n";
    let (code, text) = desk.specls("migrate --template t/service.md a.md b.md");
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.starts_with(shown) && text.contains("b.md: nothing to migrate") && text.contains("`--write`"),
        "{text}"
    );
    assert_eq!(desk.read("a.md"), written("1"));
    let (_, text) = desk.specls("migrate --write --template t/service.md a.md");
    assert_eq!(text, shown);
    let expected = written("2").replace("## Notes", "## Risks\n\n{What may go wrong.}\n\n## Notes");
    assert_eq!(desk.read("a.md"), expected);
    let (_, text) = desk.specls("migrate --write --template t/service.md a.md");
    assert_eq!(text, "a.md: nothing to migrate\n");
    let desk = desk.with("a.md", &written("1"));
    let (code, text) = desk.specls("migrate --template t/service.md --to 7 a.md");
    assert!(
        code == Some(2) && text.contains("no template `service@7`") && text.contains("service@2, service@1"),
        "{text}"
    );
    let (code, text) = desk.specls("migrate a.md");
    assert!(code == Some(2) && text.contains("`--template` names another"), "{text}");
}

#[test]
fn a_date_or_a_commit_is_looked_up_in_git() {
    let desk = Desk::new().with("t/service.md", OLDER);
    for args in ["init -q", "add .", "commit -qm one"] {
        let (code, text) = desk.run("git", args);
        assert_eq!(code, Some(0), "{text}");
    }
    let (_, commit) = desk.run("git", "rev-parse --short=10 HEAD");
    let desk = desk.with("t/service.md", NEWER);
    for version in ["2026-02-01", commit.trim()] {
        fs::write(desk.0.path().join("a.md"), written(version)).unwrap();
        let (code, text) = desk.specls("migrate --write --template t/service.md a.md");
        assert!(code == Some(0) && text.contains("insert  \"Risks\""), "{text}");
        assert!(desk.read("a.md").starts_with("<!-- specls: template service -->"), "{}", desk.read("a.md"));
    }
    for version in ["2025-01-01", "deadbeef00"] {
        fs::write(desk.0.path().join("a.md"), written(version)).unwrap();
        let (code, text) = desk.specls("migrate --template t/service.md a.md");
        let said = format!("as it was at {version}");
        assert!(code == Some(2) && text.contains(&said) && text.contains("check that git"), "{text}");
    }
}
