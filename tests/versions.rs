//! Versions of a team's own templates, end to end: `specls.toml`, what documents name, git, and the commands.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "support/desk.rs"]
mod desk;

use desk::Run;
use serde_json::Value;
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const NEW: &str = "<!-- specls: template: id=service, version=1.2 -->\n\n# {Title}\n\n## Goals\n\n{Why}\n\n## Risks\n\n{What may fail}\n";

const OLD: &str = "# {Title}\n\n## Goals\n\n{Why}\n";

const CONFIG: &str = "templates = ['docs/templates']\n";

/// A team's folder: `service` in the versions 1.2 and 1.1.
struct Team(TempDir);

impl Team {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
            .with("specls.toml", CONFIG)
            .with("docs/templates/service.md", NEW)
            .with("docs/templates/service@1.1.md", OLD)
    }

    fn with(self, path: &str, text: &str) -> Self {
        desk::write(self.0.path(), path, text);
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    fn run(&self, args: &str) -> Run {
        self.run_in("", env!("CARGO_BIN_EXE_specls"), args)
    }

    fn run_in(&self, folder: &str, program: &str, args: &str) -> Run {
        let mut command = Command::new(program);
        command.args(args.split_whitespace()).current_dir(self.0.path().join(folder));
        for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2026-02-01T12:00:00Z")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        desk::run(command, "")
    }

    /// Commits all that there is.
    fn commit(self) -> Self {
        for args in ["init -q", "add .", "commit -qm one"] {
            let run = self.run_in("", "git", args);
            assert_eq!(run.code, Some(0), "{run:?}");
        }
        self
    }

    /// Each finding of `args` as `path: rule`.
    fn findings(&self, args: &str) -> Vec<String> {
        let run = self.run(&format!("check --format json {args}"));
        assert_eq!(run.err, "", "{run:?}");
        let json: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let word = |value: &Value| value.as_str().unwrap().replace('\\', "/");
        let files = json["files"].as_array().unwrap().iter();
        let of = |file: &Value| -> Vec<_> {
            let findings = file["findings"].as_array().unwrap().iter();
            findings.map(|finding| format!("{}: {}", word(&file["path"]), word(&finding["rule"]))).collect()
        };
        files.flat_map(of).collect()
    }
}

fn names(name: &str) -> String {
    format!("<!-- specls: template {name} -->\n\n# Té😀 仕\n\n## Goals\n\nSell.\n")
}

fn front(name: &str) -> String {
    format!("---\ntemplate: {name}\n---\n\n# Cart\n\n## Goals\n\nSell.")
}

#[test]
fn two_versions_in_a_folder_are_one_template() {
    let team = Team::new()
        .with("docs/comment.md", &names("service@1.1").replace('\n', "\r\n"))
        .with("docs/front.md", &front("service@1.1"))
        .with("docs/new.md", &names("service@1.2"))
        .with("docs/plain.md", &names("service"));
    let expected = [
        "docs/comment.md: outdated-template",
        "docs/front.md: outdated-template",
        "docs/new.md: missing-section",
        "docs/plain.md: missing-section",
    ];
    assert_eq!(team.findings("docs"), expected);
    // A file that says no version is the newest.
    let team = team.with("docs/templates/service.md", &NEW[NEW.find('#').unwrap()..]);
    assert_eq!(team.findings("docs/comment.md docs/front.md docs/plain.md"), [expected[0], expected[1], expected[3]]);
    // The same version twice is two templates.
    let team = team.with("docs/templates/service.md", &NEW.replace("1.2", "1.1"));
    let said = "two templates are called `service@1.1`: docs/templates/service.md and docs/templates/service@1.1.md";
    assert!(team.run("check docs").err.contains(said));
}

#[test]
fn versions_are_listed_and_shown() {
    let team = Team::new();
    let list = team.run("templates").out;
    let lines: Vec<&str> = list.lines().take(2).collect();
    assert!(lines[0].starts_with("service@1.2 ") && lines[0].ends_with("  docs/templates/service.md"), "{list}");
    assert!(lines[1].starts_with("service@1.1 ") && lines[1].ends_with("  docs/templates/service@1.1.md"), "{list}");
    for (name, text) in
        [("service", NEW), ("service@1.2", NEW), ("service@1.1", OLD), ("docs/templates/service@1.1.md", OLD)]
    {
        assert_eq!(team.run(&format!("templates show {name}")).out, text, "{name}");
    }
    let run = team.run("templates show service@1.3");
    assert!(run.code == Some(2) && run.err.contains("did you mean `service@1.1`"), "{run:?}");
}

#[test]
fn a_path_may_have_an_older_version_and_that_is_no_drift() {
    let entry = |path: &str, name: &str| format!("[[documents]]\npaths = ['{path}']\ntemplate = '{name}'\n");
    let gap = "# Cart\n";
    let config = [
        CONFIG.to_owned(),
        entry("a", "service@1.1"),
        entry("b", "docs/templates/service@1.1.md"),
        entry("c", "service"),
        entry("d", "docs/templates/service.md"),
    ];
    let team = Team::new().with("specls.toml", &config.concat());
    let team = ["a", "b", "c", "d"].into_iter().fold(team, |team, folder| team.with(&format!("{folder}/1.md"), gap));
    let expected = ["a", "b", "c", "c", "d", "d"].map(|folder| format!("{folder}/1.md: missing-section"));
    assert_eq!(team.findings(""), expected);
    let run = team.run("migrate a b c d");
    assert!(run.code == Some(0) && !run.out.contains(" to service"), "{run:?}");
    let team = team.with("specls.toml", &[CONFIG, &entry("a", "service@1.0")].concat());
    let run = team.run("check");
    assert!(run.err.contains("there is no template `service@1.0`") && run.err.contains("`service@1.1`"), "{run:?}");
    let team = team.with("specls.toml", &[CONFIG, &entry("a", "service@2026-01-31")].concat());
    let run = team.run("check");
    assert!(run.code == Some(2) && run.err.contains("which only documents name"), "{run:?}");
    // Named by its path alone, no folder of templates is needed.
    let team = team.with("specls.toml", &entry("b", "docs/templates/service@1.1.md"));
    assert_eq!(team.findings("b"), ["b/1.md: missing-section"]);
}

#[test]
fn migrate_takes_the_project_s_versions() {
    let team = Team::new()
        .with("specls.toml", &format!("ignore = ['docs/archive']\n{CONFIG}"))
        .with("docs/1.md", &names("service@1.1"))
        .with("docs/2.md", &front("service@1.1"))
        .with("docs/archive/3.md", &names("service@1.1"));
    let expected = "\
docs/1.md: service@1.1 to service@1.2
  insert  \"Risks\", behind line 7
docs/2.md: service@1.1 to service@1.2
  insert  \"Risks\", behind line 9
";
    for args in ["migrate docs", "migrate docs --to 1.2", "migrate docs --template service"] {
        let run = team.run(args);
        assert_eq!((run.code, run.out.as_str()), (Some(0), expected), "{args}: {}", run.err);
    }
    let run = team.run("migrate docs --to 1.1");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.err.contains("Nothing to migrate in 2 documents."), "{run:?}");
    let run = team.run("migrate docs --to 3");
    let known = "known are service@1.2, service@1.1";
    assert!(run.code == Some(2) && run.err.matches(known).count() == 1, "{run:?}");
    let run = team.run_in("docs", env!("CARGO_BIN_EXE_specls"), "migrate --write .");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(team.findings("docs"), ["docs/1.md: unfilled-placeholder", "docs/2.md: unfilled-placeholder"]);
    assert!(team.read("docs/2.md").starts_with("---\ntemplate: service@1.2\n---\n"));
    assert_eq!(team.read("docs/archive/3.md"), names("service@1.1"));
    // Who names a file means it.
    assert!(team.run("migrate docs/archive/3.md").out.contains("insert"));
}

#[test]
fn migrate_tells_what_else_is_asked_for() {
    let fields = "---\nowner: {Who}\n---\n\n# {Title}\n\n**Team:** {Team}\n\n## Goals\n\n{Why}\n\n| Goal | Measure |\n|---|---|\n| {a} | {b} |\n";
    let team = Team::new().with("docs/templates/service.md", &format!("{fields}\n## Risks\n\n**Worst:** {{What}}\n"));
    for ending in ["\n", "\r\n"] {
        let team = Team(tempfile::tempdir().unwrap())
            .with("specls.toml", CONFIG)
            .with("docs/templates/service.md", &team.read("docs/templates/service.md").replace('\n', ending))
            .with("docs/templates/service@1.1.md", OLD)
            .with("docs/1.md", &names("service@1.1").replace('\n', ending));
        let out = team.run("migrate docs").out;
        let asked: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("  asked   ")).collect();
        assert_eq!(asked.len(), 3, "{out}");
        for word in ["owner", "Team", "Measure"] {
            assert!(asked.iter().any(|line| line.contains(word)), "{word}: {out}");
        }
        // What the project does not want to hear it is not told.
        let team = team.with("specls.toml", &format!("{CONFIG}[rules]\nmissing-table = 'off'\nmissing-key = 'off'\n"));
        let out = team.run("migrate docs").out;
        assert!(out.matches("  asked   ").count() == 1 && out.contains("Team"), "{out}");
    }
}

#[test]
fn a_date_or_a_commit_is_the_file_as_it_was() {
    let team = Team::new().with("docs/templates/service.md", OLD).commit();
    fs::remove_file(team.0.path().join("docs/templates/service@1.1.md")).unwrap();
    let commit = team.run_in("", "git", "rev-parse --short=10 HEAD").out;
    let team = team
        .with("docs/templates/service.md", &NEW.replace(", version=1.2", ""))
        .with("docs/1.md", &names("service@2026-02-01"))
        .with("docs/2.md", &front(&format!("service@{}", commit.trim())))
        .with("docs/3.md", &names("service"));
    let expected =
        ["docs/1.md: outdated-template", "docs/2.md: outdated-template", "docs/3.md: missing-section"].as_slice();
    assert_eq!(team.findings("docs"), expected);
    let run = team.run_in("docs/templates", env!("CARGO_BIN_EXE_specls"), "check ../1.md");
    assert!(run.out.contains("follows `service@2026-02-01`"), "{run:?}");
    let run = team.run("migrate docs --write");
    assert!(run.code == Some(0) && run.out.matches("insert  \"Risks\"").count() == 2, "{run:?}");
    assert!(team.read("docs/1.md").starts_with("<!-- specls: template service -->\n"), "{}", team.read("docs/1.md"));
}

#[test]
fn what_git_does_not_have_is_said_once() {
    let dated = |team: Team, name: &str| team.with("docs/1.md", &names(name)).with("docs/2.md", &names(name));
    let team = dated(Team::new(), "service@2026-02-01");
    for (team, name, reason) in [
        (team, "2026-02-01", "not a git repository"),
        (dated(Team::new().commit(), "service@2026-01-31"), "2026-01-31", "it has no commit up to then"),
        (dated(Team::new().commit(), "service@deadbeef00"), "deadbeef00", "deadbeef00"),
    ] {
        assert!(team.run("check docs").out.ends_with(" 2 files could not be checked.\n"));
        for command in ["check docs", "migrate docs"] {
            let run = team.run(command);
            let said = format!("cannot read docs/templates/service.md as it was at {name}: ");
            assert_eq!((run.code, run.err.matches(&said).count()), (Some(2), 1), "{command}: {run:?}");
            assert!(run.err.contains(reason) && run.err.contains("check that git"), "{command}: {run:?}");
        }
    }
}

#[test]
fn projects_that_share_a_template_have_their_own_libraries() {
    let team = Team::new().with("docs/templates/service.md", OLD).commit();
    // `other` is known to the second only.
    let config =
        |more: &str| format!("[[documents]]\npaths = ['x']\ntemplate = '../docs/templates/service.md'\n{more}");
    let more = "[[documents]]\npaths = ['y']\ntemplate = 'other.md'\n";
    let team = team
        .with("docs/templates/service.md", &NEW.replace(", version=1.2", ""))
        .with("a/specls.toml", &config(""))
        .with("b/specls.toml", &config(more))
        .with("b/other.md", "# {Title}\n\n## Costs\n");
    // Each kind ahead of the other, so that whichever is first would spoil the second.
    let dated = names("service@2026-02-01");
    let team = team.with("a/1.md", &dated).with("b/1.md", &dated).with("b/2.md", &names("other"));
    let team = team.with("a/2.md", &names("other"));
    let expected = [
        "a/1.md: outdated-template",
        "a/2.md: unknown-template",
        "b/1.md: outdated-template",
        "b/2.md: missing-section",
    ];
    assert_eq!(team.findings("--jobs 1 a b"), expected);
}

#[test]
fn a_template_of_the_project_need_not_say_that_it_is_one() {
    let template = "# {Title}\n\n<!-- specls: optional -->\n## Goals\n\n{Why}\n\n<!-- specls: repeat -->\n## Part\n\n<!-- specls: guidance: Be short. -->\n\n<!-- specls: choices Kind: a, b -->\n\n- **Kind:** {kind}\n\n## Terms\n\n<!-- specls: keep -->\n\nDescribe nothing.\n";
    let path = "docs/templates/part.md";
    let team = Team::new().with(path, template);
    assert_eq!(team.findings(path), [""; 0]);
    let team = team.with(path, &template.replace("optional", "optinal").replace("keep", "keep it"));
    assert_eq!(team.findings(path), [format!("{path}: invalid-directive"), format!("{path}: invalid-directive")]);
    assert_eq!(team.findings("docs"), team.findings(path), "a directive that is not read is worth a word by the way");
    // What is for documents is as wrong in it as in a template that says what it is.
    let team = team.with(path, &format!("{template}\n<!-- specls: ignore empty-section: not now -->\n"));
    assert_eq!(team.findings(path), [format!("{path}: invalid-directive")]);
    // Elsewhere nobody knows what such a file is; a document that follows a template is none.
    let team = team
        .with("notes/part.md", template)
        .with("notes/1.md", &format!("{}\n<!-- specls: keep -->\n", names("service@1.2")));
    assert_eq!(team.findings("notes"), ["notes/1.md: missing-section", "notes/1.md: invalid-directive"]);
}

#[test]
fn learning_knows_the_project() {
    let rfc = "# {Title}\n\n## Goals\n\n{Why}\n\n## Plan\n\n{How}\n";
    let document = "# T\n\n## Goals\n\nA.\n";
    let config =
        format!("ignore = ['docs/archive']\n{CONFIG}[[documents]]\npaths = ['docs/services']\ntemplate = 'service'\n");
    let team = Team::new().with("specls.toml", &config).with("docs/templates/rfc.md", rfc);
    let paths = ["1", "2", "3", "services/4", "archive/5", "archive/6", "archive/7"];
    let team = paths.iter().fold(team, |team, path| team.with(&format!("docs/{path}.md"), document));
    let run = team.run("templates learn rfc docs");
    let head = "docs/templates/rfc.md, learned from 3 documents (1 file of other kinds left out)\n";
    assert!(run.code == Some(0) && run.out.starts_with(head), "{run:?}");
    let run = team.run("templates learn rfc docs/archive");
    assert!(run.out.starts_with("docs/templates/rfc.md, learned from 3 documents\n"), "{run:?}");
    // From another folder, the file is still the file.
    let run = team.run_in("docs/services", env!("CARGO_BIN_EXE_specls"), "templates learn --write rfc ..");
    assert!(run.code == Some(0) && run.err.starts_with("Wrote 1 directive into "), "{run:?}");
    assert_eq!(team.read("docs/templates/rfc.md"), rfc.replace("## Plan", "<!-- specls: optional -->\n## Plan"));
}

#[test]
fn what_is_off_is_not_missed() {
    let ignored = names("service@1.2").replace("# Té", "<!-- specls: ignore missing-section: later -->\n# Té");
    let unused = names("service@1.2").replace("Sell.", "Sell. <!-- specls: ignore empty-section: later -->");
    let team = Team::new().with("docs/1.md", &ignored).with("docs/2.md", &unused);
    let rest = "docs/2.md: missing-section";
    assert_eq!(team.findings("docs"), [rest, "docs/2.md: unused-suppression"]);
    let team = team.with("specls.toml", &format!("{CONFIG}[rules]\nmissing-section = 'off'\nempty-section = 'off'\n"));
    assert_eq!(team.findings("docs"), [""; 0]);
    let team = team.with("specls.toml", &format!("{CONFIG}[rules]\nunused-suppression = 'off'\n"));
    assert_eq!(team.findings("docs"), [rest]);
    let team = team.with("docs/3.md", &names("service@1.1"));
    let team = team.with("specls.toml", &format!("{CONFIG}[rules]\noutdated-template = 'off'\n"));
    assert_eq!(team.findings("docs/3.md"), [""; 0]);
}

#[test]
fn a_document_names_a_file_from_the_project_s_folder() {
    let team = Team::new()
        .with("docs/1.md", &names("docs/templates/service.md"))
        .with("docs/2.md", &names("docs/templates/service.md@1.1"))
        .with("docs/3.md", &names("docs/templates/service@1.1.md"))
        .with("docs/4.md", &front("docs/templates/service@1.1.md").replace("Goals", "Aims"))
        .with("docs/5.md", &names("docs/templates/none@1.1.md"));
    let expected = [
        "docs/1.md: missing-section",
        "docs/2.md: outdated-template",
        "docs/4.md: missing-section",
        "docs/5.md: unknown-template",
    ];
    assert_eq!(team.findings("docs"), expected);
    for folder in ["docs", "docs/templates"] {
        let run = team.run_in(folder, env!("CARGO_BIN_EXE_specls"), "check ../docs/1.md ../../docs/1.md");
        assert!(run.out.contains("\"Risks\" is missing"), "{folder}: {run:?}");
    }
    let run = team.run("migrate docs/2.md docs/3.md --write");
    assert_eq!(run.out.matches("nothing to migrate").count(), 1, "{run:?}");
    assert!(team.read("docs/2.md").contains("template docs/templates/service.md@1.2 "));
}

#[test]
fn what_is_mended_ahead_of_the_name_does_not_hide_it() {
    let text = "# Té\r\n\r\n<!-- specls: template service@1.1 -->\r\n\r\n## Other\r\n";
    let comment = format!("{text}\r\n<!-- specls: ignore-document empty-section: later -->\r\n");
    let behind = "# Té\n\n## Other\n\nText.\n\n<!-- specls: template service@1.1 -->\n".to_owned();
    for text in [comment, behind] {
        let team = Team::new().with("docs/1.md", &text);
        let run = team.run("check --fix docs");
        let line = team.read("docs/1.md").lines().position(|line| line.contains("service@1.1")).unwrap() + 1;
        assert!(team.read("docs/1.md").contains("## Goals"), "{run:?}");
        assert!(run.out.contains("outdated-template") && run.out.contains(&format!("docs/1.md:{line}:23")), "{run:?}");
    }
}
