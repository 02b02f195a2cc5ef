//! `specls.toml` at the command line: the real binary in projects of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "support/desk.rs"]
mod desk;

use desk::Run;
use serde_json::Value;
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const RFC: &str = "# {Title}\n\n**Status:** Draft | Review | Approved\n\n## Motive\n\n{Why}\n\n## Proposal\n\n{What}\n";

/// Lacks its proposal.
const GAP: &str = "# Cart\n\n**Status:** Review\n\n## Motive\n\nPeople buy more.\n";

const CONFIG: &str = "\
templates = ['docs/templates']
ignore = ['docs/archive']

[[documents]]
paths = ['docs/rfcs']
template = 'rfc'
";

/// A team's folder.
struct Team(TempDir);

impl Team {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap()).with("docs/templates/rfc.md", RFC).with("docs/rfcs/1.md", GAP)
    }

    fn with(self, path: &str, text: &str) -> Self {
        desk::write(self.0.path(), path, text);
        self
    }

    fn run(&self, args: &str) -> Run {
        self.run_in("", args, "")
    }

    fn run_in(&self, folder: &str, args: &str, input: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specls"));
        command.args(args.split_whitespace()).current_dir(self.0.path().join(folder));
        desk::run(command, input)
    }

    /// Each finding of `args` as `path: rule severity`.
    fn findings(&self, args: &str) -> Vec<String> {
        let run = self.run(&format!("check --format json {args}"));
        let json: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let word = |value: &Value| value.as_str().unwrap().replace('\\', "/");
        let files = json["files"].as_array().unwrap().iter();
        let of = |file: &Value| -> Vec<_> {
            let findings = file["findings"].as_array().unwrap().iter();
            findings
                .map(|f| format!("{}: {} {}", word(&file["path"]), word(&f["rule"]), word(&f["severity"])))
                .collect()
        };
        files.flat_map(of).collect()
    }
}

const GAP_FOUND: &str = "docs/rfcs/1.md: missing-section warning";

#[test]
fn a_path_follows_its_template_and_findings_point_into_it() {
    let team = Team::new().with("specls.toml", CONFIG);
    assert_eq!(team.findings(""), [GAP_FOUND]);
    let run = team.run("check");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("::: docs/templates/rfc.md:9:1"), "{run:?}");
    // Without it, the document is recognised as nothing.
    assert_eq!(team.findings("--no-config"), [""; 0]);
}

#[test]
fn it_is_found_from_below_and_the_nearest_holds() {
    let team = Team::new().with("specls.toml", CONFIG);
    let run = team.run_in("docs/rfcs", "check", "");
    assert!(run.code == Some(1) && run.out.contains("rfc.md:9:1"), "{run:?}");
    let team = team.with("docs/rfcs/specls.toml", "");
    assert_eq!(team.findings(""), [""; 0]);
    assert_eq!(team.findings("--config specls.toml"), [GAP_FOUND]);
    assert_eq!(team.run("check --config no/such.toml").code, Some(2));
    assert_eq!(team.run("check --config specls.toml --no-config").code, Some(2));
}

#[test]
fn ignored_paths_are_skipped_unless_they_are_named() {
    let config = format!("{CONFIG}\n[[documents]]\npaths = ['**']\ntemplate = 'rfc'\n");
    let team = Team::new().with("specls.toml", &config).with("docs/archive/old/2.md", GAP);
    assert_eq!(team.findings(""), [GAP_FOUND]);
    assert_eq!(team.findings("docs/archive"), [""; 0]);
    let named = "docs/archive/old/2.md";
    assert_eq!(team.findings(named), [format!("{named}: missing-section warning")]);
    // The templates themselves are nobody's documents.
    assert_eq!(team.findings("docs/templates/rfc.md"), [""; 0]);
}

#[test]
fn own_status_words_are_valid_values() {
    let template =
        "---\nstatus: Draft | Review\n---\n\n# {title}\n\n**Status:** Draft | Review\n\n## Goals\n\n{goals}\n";
    let document = |status: &str| {
        format!("---\nstatus: {status}\n---\n\n# Export\n\n**Status:** {status}\n\n## Goals\n\nExport invoices.\n")
    };
    let rules = |status: &str| {
        let config = format!("{CONFIG}\n[status]\nreview = ['Ready for comment']\n");
        let team = Team::new().with("specls.toml", &config).with("docs/templates/rfc.md", template);
        team.with("docs/rfcs/1.md", &document(status)).findings("")
    };
    assert_eq!(rules("ready for comment since May"), [""; 0]);
    assert_eq!(rules("Ready-ish").len(), 2);
}

#[test]
fn severities_and_status_words_are_the_team_s() {
    let level = |rules: &str| {
        let team = Team::new().with("specls.toml", &format!("{CONFIG}\n{rules}"));
        team.findings("").first().map(|finding| finding.rsplit(' ').next().unwrap().to_owned())
    };
    assert_eq!(level("[rules]\nmissing-section = 'off'"), None);
    assert_eq!(level("[rules]\nmissing-section = 'error'").as_deref(), Some("error"));
    assert_eq!(level("[rules]\nmissing-section = { review = 'hint' }").as_deref(), Some("hint"));
    assert_eq!(level("[rules]\nmissing-section = { draft = 'hint' }").as_deref(), Some("warning"));
    assert_eq!(level("[status]\napproved = ['review']").as_deref(), Some("error"));
    assert_eq!(level("[status]\nclosed = ['Review']"), None);

    let team = Team::new().with("docs/rfcs/1.md", &GAP.replace("**Status:** Review", ""));
    let team = team.with("specls.toml", &format!("{CONFIG}\n[status]\ndefault = 'approved'"));
    assert_eq!(
        team.findings(""),
        ["missing-section", "missing-field"].map(|rule| format!("docs/rfcs/1.md: {rule} error"))
    );
}

#[test]
fn a_mistake_is_shown_where_it_is_and_the_rest_holds() {
    let config = format!("{CONFIG}\r\n[rules]\r\n'mising-section' = 'off'\r\nrenamed-section = 'loud'\r\n");
    let team = Team::new().with("specls.toml", &config);
    let run = team.run("check");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.out.contains("missing-section"), "the documents are checked all the same: {run:?}");
    expect_test::expect![[r#"
        error: there is no rule `mising-section`
         --> specls.toml:9:1
          |
        9 | 'mising-section' = 'off'
          | ^^^^^^^^^^^^^^^^
          |
          = help: did you mean `missing-section`? `specls explain` lists them

        error: there is no severity `loud`
          --> specls.toml:10:19
           |
        10 | renamed-section = 'loud'
           |                   ^^^^^^
           |
           = help: there are `off`, `hint`, `information`, `warning` and `error`

    "#]]
    .assert_eq(&run.err);
    for args in ["templates", "new rfc", "new rfc a.md"] {
        let run = team.run(args);
        assert!(run.code == Some(2) && run.err.contains("specls.toml:9:1"), "{args}: {run:?}");
    }
}

#[test]
fn templates_that_are_not_there_or_are_there_twice_are_said() {
    let config = "templates = ['docs/templates', 'no/such', 'more']\n[[documents]]\npaths = ['a']\ntemplate = 'rfcs'\n";
    let team = Team::new().with("specls.toml", config).with("more/rfc.md", RFC);
    let err = team.run("check").err;
    for said in [
        "cannot read no/such: there is no such file or directory",
        "--> specls.toml:1:32",
        "two templates are called `rfc`: docs/templates/rfc.md and more/rfc.md",
        "there is no template `rfcs`",
        "did you mean `rfc`?",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
}

#[test]
fn own_templates_are_listed_shown_and_written_from() {
    let team = Team::new().with("specls.toml", CONFIG);
    let list = team.run("templates").out;
    let first = list.lines().next().unwrap();
    assert!(first.starts_with("rfc ") && first.ends_with("  docs/templates/rfc.md"), "{list}");
    assert!(list.contains("\nmilestone "), "{list}");
    assert_eq!(team.run_in("docs", "templates show rfc", "").out, RFC);
    assert_eq!(team.run("templates show rfc --no-config").code, Some(2));
    let run = team.run("new rfc docs/rfcs/2.md -i title=Basket");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(fs::read_to_string(team.0.path().join("docs/rfcs/2.md")).unwrap().starts_with("# Basket\n"));
}

#[test]
fn the_schema_is_served() {
    let run = Team::new().run("config schema");
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    assert!(schema["properties"]["rules"]["properties"]["missing-section"].is_object(), "{schema}");
}

#[test]
fn the_standard_input_has_the_project_of_its_path() {
    let team = Team::new().with("specls.toml", CONFIG);
    let run = team.run_in("", "check --stdin --stdin-path docs/rfcs/new.md", GAP);
    assert!(run.code == Some(1) && run.out.contains("--> docs/rfcs/new.md:1:3"), "{run:?}");
    let run = team.run_in("", "check --stdin --stdin-path docs/rfcs/new.md --fix", GAP);
    assert!(run.out.contains("## Proposal"), "{run:?}");
    assert_eq!(team.run_in("", "check --stdin", GAP).code, Some(0));
}

#[test]
fn a_broken_directive_in_a_template_of_the_team_is_said() {
    let team =
        Team::new().with("specls.toml", CONFIG).with("docs/templates/x.md", "# {t}\n\n<!-- specls: optionl -->\n");
    let found = team.findings("docs/templates");
    assert_eq!(found, ["docs/templates/x.md: invalid-directive error"]);
    let whole = team.findings("");
    assert!(whole.contains(&found[0]), "{whole:?}");
    let forced = team.findings("docs --template feature");
    assert!(forced.iter().all(|finding| !finding.starts_with("docs/templates")), "{forced:?}");
}
