//! The command line, as a user and a script meet it: the real binary in directories of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "support/desk.rs"]
mod desk;

use desk::Run;
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const TEMPLATE: &str = "\
# {Title}

**Status:** Draft | Review | Approved
**Owner:** {Owner}

## Goals

{What it is for.}

## Risks

{What may go wrong.}

## Costs

{What it costs.}
";

const WHOLE: &str = "\
# Cart

**Status:** Approved
**Owner:** Ann

## Goals

Sell more of what there is.

## Risks

Selling less.

## Costs

Ten days of work.
";

/// A directory with a template in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap()).with("t.txt", TEMPLATE)
    }

    fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        desk::write(self.0.path(), path, text);
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specls"));
        command.args(args.split_whitespace()).current_dir(self.0.path());
        command.env_remove("NO_COLOR").env_remove("NO_GRAPHICS");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &str) -> Run {
        self.pipe(args, "")
    }

    fn pipe(&self, args: &str, input: impl AsRef<[u8]>) -> Run {
        desk::run(self.command(args), input)
    }

    fn json(&self, args: &str) -> Value {
        let run = self.run(&format!("check --format json --template t.txt {args}"));
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
    }
}

/// The whole document without its section `Risks`.
fn gap() -> String {
    WHOLE.replace("## Risks\n\nSelling less.\n\n", "")
}

fn finding<'a>(json: &'a Value, rule: &str) -> &'a Value {
    let findings = json["files"][0]["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("no {rule}: {json:#}"))
}

#[test]
fn exit_codes_say_how_grave_it_is() {
    let desk = Desk::new().with("whole.md", WHOLE).with("gap.md", gap());
    let run = desk.run("check --template t.txt whole.md");
    assert_eq!((run.code, run.out.as_str()), (Some(0), "Checked 1 document: no findings.\n"), "{run:?}");
    let gap = |options: &str| desk.run(&format!("check --template t.txt gap.md {options}")).code;
    assert_eq!(gap(""), Some(1));
    assert_eq!(gap("--fail-on error"), Some(1));
    assert_eq!(gap("--fail-on never"), Some(0));

    let desk = desk.with("draft.md", self::gap().replace("Approved", "Draft"));
    let draft = |options: &str| desk.run(&format!("check --template t.txt draft.md {options}")).code;
    assert_eq!(draft(""), Some(0));
    assert_eq!(draft("--fail-on info"), Some(1));
    assert_eq!(draft("--fail-on information"), Some(1));
    assert_eq!(draft("--fail-on hint"), Some(1));
}

#[test]
fn misuse_is_2_and_says_what_to_do() {
    let desk = Desk::new().with("a.md", WHOLE);
    for args in ["", "chekc", "check --nope", "check --fail-on much", "check --stdin a.md", "check --stdin-path a.md"] {
        let run = desk.run(args);
        assert_eq!(run.code, Some(2), "{args}: {run:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args}: {run:?}");
    }
    let run = desk.run("check --template featur a.md");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("there is no template `featur`") && run.err.contains("`feature`"), "{run:?}");
    let run = desk.run("check --template no/such.md a.md");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cannot read no/such.md: there is no such file"), "{run:?}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let desk = Desk::new().with("b.md", gap()).with("a.md", b"# A\n\nna\xEFve\n");
    let run = desk.run("check --template t.txt a.md b.md no.md");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cannot read a.md: byte 0xEF is not UTF-8 (byte offset 7, line 3, column 3)"), "{run:?}");
    assert!(run.err.contains("help: save it as UTF-8"), "{run:?}");
    assert!(run.err.contains("cannot read no.md: there is no such file or directory"), "{run:?}");
    assert!(run.out.contains("error[missing-section]"), "{run:?}");
    let json = desk.json("a.md b.md");
    assert_eq!(json["files"][0]["path"], "b.md");
    assert_eq!(json["summary"]["unreadable"], 1);
}

#[test]
fn json_has_the_promised_shape() {
    let desk = Desk::new().with("gap.md", gap());
    let json = desk.json("gap.md");
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["error"], 1, "{json:#}");
    let file = &json["files"][0];
    assert_eq!(file["path"], "gap.md");
    assert_eq!(file["template"], serde_json::json!({"id": "t", "path": "t.txt"}));
    let finding = finding(&json, "missing-section");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["section"], "Risks");
    assert_eq!(finding["template"], serde_json::json!({"path": "t.txt", "line": 10}));
    assert_eq!(finding["range"]["start"], serde_json::json!({"line": 1, "column": 3}));
    assert_eq!(finding["range"]["end"], serde_json::json!({"line": 1, "column": 7}));
    assert_eq!(finding["bytes"], serde_json::json!([2, 6]));
    assert!(finding["message"].as_str().unwrap().contains("Risks"));
    let edit = &finding["fixes"][0]["edits"][0];
    assert_eq!(edit["bytes"][0], edit["bytes"][1]);
    assert!(edit["text"].as_str().unwrap().contains("## Risks"));
}

#[test]
fn json_columns_count_characters_whatever_ends_the_lines() {
    let text = gap().replace("# Cart", "# \u{1f600}\u{e9} Cart").replace('\n', "\r\n");
    let desk = Desk::new().with("gap.md", &text);
    let json = desk.json("gap.md");
    let finding = finding(&json, "missing-section");
    assert_eq!(finding["range"]["start"], serde_json::json!({"line": 1, "column": 3}));
    assert_eq!(finding["range"]["end"], serde_json::json!({"line": 1, "column": 10}));
    let bytes = |index: usize| usize::try_from(finding["bytes"][index].as_u64().unwrap()).unwrap();
    assert_eq!(&text[bytes(0)..bytes(1)], "\u{1f600}\u{e9} Cart");
}

#[test]
fn a_file_without_a_template_is_left_alone() {
    let desk = Desk::new().with("README.md", "# Read me\n\nTBD\n");
    let run = desk.run("check");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out, "Checked 0 documents (1 file without a template): no findings.\n");
    assert_eq!(desk.run("check --quiet").out, "");
    let run = desk.run("check --format json");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["files"], serde_json::json!([{"path": "README.md", "template": null, "findings": []}]));
}

#[test]
fn the_walk_skips_what_is_hidden_or_ignored_but_not_what_is_named() {
    let desk = Desk::new().with(".git/HEAD", "").with(".gitignore", "out\n");
    let desk = ["out/a.md", ".b.md", "c/d.mkd", "e.markdown", "f.mdown", "g.txt"]
        .iter()
        .fold(desk, |desk, path| desk.with(path, "# X\n"));
    let paths = |args: &str| {
        let json = desk.json(args);
        let path = |file: &Value| file["path"].as_str().unwrap().replace('\\', "/");
        json["files"].as_array().unwrap().iter().map(path).collect::<Vec<_>>()
    };
    assert_eq!(paths(""), ["c/d.mkd", "e.markdown", "f.mdown"]);
    assert_eq!(paths("g.txt .b.md out/a.md ./g.txt"), [".b.md", "g.txt", "out/a.md"]);
}

#[test]
fn the_order_is_that_of_the_paths_whatever_the_threads_do() {
    let desk = (0..40).rev().fold(Desk::new(), |desk, i| desk.with(&format!("{}/{i:02}.md", i % 3), gap()));
    let one = desk.run("check --template t.txt --jobs 1");
    assert_eq!(one.out, desk.run("check --template t.txt --jobs 7").out);
    assert_eq!(desk.run("check --template t.txt --jobs 0").code, Some(2));
}

#[test]
fn the_standard_input_is_checked_under_its_path() {
    let desk = Desk::new();
    let run = desk.pipe("check --template t.txt --stdin --stdin-path docs/x.md", gap());
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("--> docs/x.md:1:3"), "{run:?}");
    let run = desk.pipe("check --stdin", b"\xFF");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cannot read <stdin>: byte 0xFF"), "{run:?}");

    let run = desk.pipe("check --template t.txt --stdin --fix", gap());
    assert!(run.out.starts_with("# Cart\n") && run.out.contains("## Risks"), "{run:?}");
    assert!(run.err.contains("fixed <stdin>: "), "{run:?}");
    let run = desk.pipe("check --template t.txt --stdin --fix", WHOLE);
    assert_eq!((run.code, run.out.as_str()), (Some(0), WHOLE));
}

#[test]
fn fix_inserts_what_is_missing_and_nothing_twice() {
    let text = gap().replace('\n', "\r\n");
    let desk = Desk::new().with("gap.md", &text);
    let run = desk.run("check --template t.txt --fix gap.md");
    assert!(run.out.contains("fixed gap.md: "), "{run:?}");
    let fixed = desk.read("gap.md");
    assert!(fixed.contains("\r\n## Risks\r\n"), "{fixed:?}");
    assert!(!fixed.replace("\r\n", "").contains('\n'), "{fixed:?}");
    // Every other byte stays: what is not ahead of the insertion is behind it.
    let ahead = text.bytes().zip(fixed.bytes()).take_while(|(before, after)| before == after).count();
    assert!(fixed.ends_with(&text[ahead..]), "{fixed:?}");
    assert!(!run.out.contains("missing-section"), "{run:?}");

    let again = desk.run("check --template t.txt --fix gap.md");
    assert!(!again.out.contains("fixed"), "{again:?}");
    assert_eq!(desk.read("gap.md"), fixed);
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_respects_read_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new().with("gap.md", gap());
    let path = desk.0.path().join("gap.md");
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o444);
    let run = desk.run("check --template t.txt --fix gap.md");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cannot write gap.md: it is read-only"), "{run:?}");
    assert_eq!(desk.read("gap.md"), gap());
    mode(0o640);
    desk.run("check --template t.txt --fix gap.md");
    assert_ne!(desk.read("gap.md"), gap());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn new_writes_a_document_and_never_over_one() {
    let desk = Desk::new();
    let run = desk.run("new t.txt");
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("## Goals\n"), "{run:?}");
    assert_eq!(desk.run("new t.txt a.md").code, Some(0));
    assert_eq!(desk.read("a.md"), run.out);

    let desk = desk.with("a.md", "mine");
    let run = desk.run("new t.txt a.md");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cannot write a.md: it exists already") && run.err.contains("--force"), "{run:?}");
    assert_eq!(desk.read("a.md"), "mine");
    assert_eq!(desk.run("new t.txt a.md --force").code, Some(0));
    assert_ne!(desk.read("a.md"), "mine");
    assert_eq!(desk.run("new t.txt no/such/a.md").code, Some(2));
}

#[test]
fn a_new_document_says_what_it_follows_where_nothing_else_does() {
    let config = "templates = ['note.md']\ndocuments = [{ paths = ['notes'], template = 'note' }]\n";
    let note = "# {Title}\n\n## Why 仕\n\n{why it is}\n";
    // What is made of a template ends its lines with LF, however the template does.
    for template in [note.to_owned(), note.replace('\n', "\r\n")] {
        let desk = Desk::new().with("specls.toml", config).with("note.md", &template).with("notes/x.md", "");
        let new = |args: &str, file: &str| {
            let run = desk.run(&format!("new {args} {file}"));
            assert_eq!(run.code, Some(0), "{run:?}");
            desk.read(file)
        };
        assert_eq!(new("note", "a.md"), format!("<!-- specls: template note -->\n\n{note}"));
        assert_eq!(desk.run("new note").out, desk.read("a.md"));
        let found = desk.run("check a.md --format json").out;
        assert!(found.contains("unfilled-placeholder"), "{found}");
        // The settings give it its template, or its headings tell.
        assert!(!new("note", "notes/a.md").contains("specls:"));
        assert!(!new("feature", "b.md").contains("specls:"));
        assert!(new("feature", "notes/b.md").contains("<!-- specls: template feature -->"));
    }
}

#[test]
fn new_fills_in_inputs_and_knows_which_there_are() {
    let desk = Desk::new().with("t.txt", "# {NAME}\n\n## Goals\n\nWhy {NAME}?\n");
    let run = desk.run("new t.txt --input NAME=Cart");
    assert_eq!(run.out, "# Cart\n\n## Goals\n\nWhy Cart?\n", "{run:?}");
    let run = desk.run("new t.txt --input nmae=Cart");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no input `nmae`") && run.err.contains("its inputs are: NAME"), "{run:?}");
    assert_eq!(desk.run("new t.txt --input NAME").code, Some(2));
    // What front matter would read otherwise is in quotes there.
    let desk = Desk::new().with("t.txt", "---\na: {NAME}\nb: \"{NAME}\"\nc: 'The {NAME}'\n---\n\n# {NAME}\n");
    let run = desk.run("new t.txt --input NAME=\"it's\"");
    assert_eq!(
        run.out, "---\na: \"\\\"it's\\\"\"\nb: \"\\\"it's\\\"\"\nc: 'The \"it''s\"'\n---\n\n# \"it's\"\n",
        "{run:?}"
    );
}

#[test]
fn templates_are_listed_and_shown() {
    let desk = Desk::new();
    let list = desk.run("templates").out;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for id in ["component", "feature", "milestone", "saas", "tsd"] {
        assert!(list.lines().any(|line| line.split_whitespace().next() == Some(id)), "{list}");
        let source = fs::read_to_string(root.join("templates").join(format!("{id}.md"))).unwrap();
        assert_eq!(desk.run(&format!("templates show {id}")).out, source);
    }
    let run = desk.run("templates show featrue");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean `feature`"), "{run:?}");
}

#[test]
fn explain_knows_each_rule() {
    let desk = Desk::new();
    let list = desk.run("explain").out;
    assert!(list.contains("missing-section"), "{list}");
    for id in list.lines().filter_map(|line| line.split_whitespace().next()) {
        let run = desk.run(&format!("explain {id}"));
        assert!(run.code == Some(0) && run.out.starts_with(&format!("# {id}\n\n")), "{run:?}");
    }
    let run = desk.run("explain mising-section");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean `missing-section`"), "{run:?}");
}

#[test]
fn shells_and_manuals_are_served() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = desk.run(&format!("completions {shell}"));
        assert!(run.code == Some(0) && run.out.contains("fail-on"), "{shell}");
    }
    assert!(desk.run("man").out.contains(".TH specls 1"));
    assert_eq!(desk.run("man man").code, Some(0));
    assert!(desk.read("man/specls-check.1").contains("fail"));
    assert!(desk.read("man/specls-templates-show.1").contains("TH"));
    assert!(desk.run("--version").out.starts_with("specls "));
    for command in ["check", "new", "templates", "explain", "server", "completions"] {
        assert_eq!(desk.run(&format!("help {command}")).code, Some(0), "{command}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let desk = Desk::new().with("gap.md", gap());
    let colored = |args: &str| desk.run(&format!("check --template t.txt gap.md {args}")).out.contains('\u{1b}');
    assert_eq!(["", "--color auto", "--color never", "--color always"].map(colored), [false, false, false, true]);
}

#[test]
fn a_reader_who_hangs_up_ends_nothing_badly() {
    let desk = (0..60).fold(Desk::new(), |desk, i| desk.with(&format!("{i}.md"), gap().repeat(40)));
    for args in ["check --template t.txt --format json", "check --template t.txt", "templates show milestone"] {
        let mut child = desk.command(args).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args}: {output:?}");
        assert!(output.stderr.is_empty(), "{args}: {output:?}");
    }
}

#[test]
fn the_example_reads_as_the_readme_promises() {
    let output = Command::new(env!("CARGO_BIN_EXE_specls"))
        .args(["check", "examples/checkout.md"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    expect_test::expect_file!["snapshots/checkout.txt"].assert_eq(&text);
}
