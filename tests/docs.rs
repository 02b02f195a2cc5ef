//! The pages that are made from the code say what the code does. `UPDATE_DOCS=1 cargo test --test docs`
//! writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use specls::template::{DIRECTIVES, For, Grammar, builtin};
use specls::workspace::{Project, Settings};
use specls::{assist, rules};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with what it should be, or writes it.
fn hold(page: &str, expected: &str) {
    let path = root().join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return fs::write(path, expected).unwrap();
    }
    let actual = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let differs = actual.lines().zip(expected.lines()).position(|(a, b)| a != b);
    assert!(
        actual == expected,
        "{page} is not up to date, from line {}: run `UPDATE_DOCS=1 cargo test --test docs`",
        differs.unwrap_or(actual.lines().count().min(expected.lines().count())) + 1
    );
}

#[test]
fn the_rules_page_is_up_to_date() {
    hold("docs/rules.md", &rules_page());
}

fn rules_page() -> String {
    let mut page = "<!-- Made from src/rules by tests/docs.rs; change it there. -->\n\n# Rules\n\n".to_owned();
    page += "What specls reports. `specls explain RULE` prints one of these on the command line.\n\n";
    page += &rules_table("");
    page += "\nA document's own status decides how grave a gap is. Where the template asks for none, a document counts as being\n";
    page += "in review; where it does and the document has not decided on one, as a draft. [specls.toml](configuration.md#rules) may\n";
    page += "say otherwise for a rule.\n";
    for rule in rules::all() {
        // One level down: the page has a title of its own.
        write!(page, "\n#{}", rule.documentation()).unwrap();
    }
    page
}

/// The JSON schema of `specls.toml`, for editors that cannot ask the program.
#[test]
fn the_schema_is_up_to_date() {
    hold("docs/specls.schema.json", &specls::workspace::schema(rules::all().iter().map(|r| (r.id, r.summary))));
}

/// A file of the repository, with its lines ending in LF.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap().replace("\r\n", "\n")
}

/// The code blocks of a page that are in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    read(page).split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// The configurations that the pages show are read without a complaint.
#[test]
fn the_configurations_on_the_pages_are_right() {
    let ids: Vec<_> = rules::all().iter().map(|rule| rule.id).collect();
    let mut count = 0;
    for page in ["README.md", "docs/configuration.md"] {
        for block in blocks(page, "toml") {
            // The README shows how an editor is set up, too.
            if !block.contains("[[language]]") {
                let (_, problems) = Settings::read(&block, &ids);
                assert_eq!(problems, [], "{page}:\n{block}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 3);
}

/// The pages show for editors what the tests in those editors use.
#[test]
fn the_lines_for_editors_are_the_tested_ones() {
    let (helix, eglot) = (read("editors/helix/languages.toml"), read("editors/emacs/specls-eglot.el"));
    let kate = json(&read("editors/kate/settings.json"));
    for page in ["README.md", "docs/editors.md"] {
        assert!(blocks(page, "toml").contains(&helix));
        assert!(blocks(page, "json").iter().any(|block| json(block) == kate));
        let lisp = blocks(page, "elisp");
        assert_eq!(lisp.len(), 1);
        assert!(eglot.contains(&lisp[0]), "{}", lisp[0]);
    }
}

/// The built-in templates as snippets of VS Code, for its command "Fill File with Snippet". They have no prefix: behind one they
/// would stand in the completion beside the server's whole templates.
#[test]
fn the_snippets_for_vs_code_are_up_to_date() {
    let project = Project::new(root().into(), Settings::default(), Vec::new()).0;
    let mut snippets = serde_json::Map::new();
    for template in builtin() {
        let body = assist::snippet(&assist::new_document(&project, template, &[], None));
        let snippet = serde_json::json!({
            "isFileTemplate": true,
            "description": template.summary(),
            "body": body.split('\n').collect::<Vec<_>>(),
        });
        snippets.insert(format!("spec: {}", template.id), snippet);
    }
    let text = serde_json::to_string_pretty(&snippets).unwrap();
    hold("editors/vscode/snippets/templates.json", &format!("{text}\n"));
}

/// Sublime Text cannot be run here: its LSP package reads these keys of a server, and needs them.
#[test]
fn the_settings_for_sublime_text_are_those_of_a_server() {
    let settings = json(&read("editors/sublime/LanguageServers.sublime-settings"));
    let server = settings["specls"].as_object().unwrap();
    assert_eq!(server.keys().collect::<Vec<_>>(), ["command", "enabled", "selector"]);
    assert_eq!(server["command"], serde_json::json!(["specls", "server"]));
    assert!(server["enabled"] == true && server["selector"] == "text.html.markdown");
    assert!(blocks("docs/editors.md", "json").iter().any(|block| json(block) == settings));
}

/// The table of rules, for a page that links `page`.
fn rules_table(page: &str) -> String {
    let mut table = "| rule | what it reports | severity |\n| --- | --- | --- |\n".to_owned();
    for rule in rules::all() {
        let (id, weight) = (rule.id, rule.weight.describe());
        writeln!(table, "| [{id}]({page}#{id}) | {} | {weight} |", rule.summary).unwrap();
    }
    table
}

/// What the README shows of the code.
#[test]
fn the_readme_shows_what_is() {
    hold_parts("README.md", readme_part);
}

#[test]
fn the_table_of_directives_is_up_to_date() {
    hold_parts("docs/directives.md", |part| {
        assert_eq!(part, "table");
        let mut table = "| directive | where | what it says |\n| --- | --- | --- |\n".to_owned();
        for Grammar { usage, home, summary, .. } in &DIRECTIVES {
            let home = match home {
                For::Template => "template",
                For::Document => "document",
            };
            writeln!(table, "| `{usage}` | {home} | {summary} |").unwrap();
        }
        table
    });
}

/// Holds what a page has between `<!-- PART: made by tests/docs.rs -->` and `<!-- end -->`.
fn hold_parts(page: &str, make: impl Fn(&str) -> String) {
    let text = read(page);
    let mut result = String::new();
    let mut inside = false;
    for line in text.lines() {
        inside &= line != "<!-- end -->";
        if !inside {
            result += &format!("{line}\n");
        }
        let part = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(": made by tests/docs.rs -->"));
        if let Some(part) = part {
            inside = true;
            result += &format!("\n{}\n", make(part));
        }
    }
    hold(page, &result);
}

fn readme_part(part: &str) -> String {
    match part {
        "output" => {
            let text = run(desk().path(), "check examples/checkout.md");
            let (first, _) = text.split_once("\n\n").unwrap();
            let last = text.lines().last().unwrap();
            format!("```text\n{first}\n\n[...]\n\n{last}\n```\n")
        }
        "rules" => rules_table("docs/rules.md"),
        "templates" => {
            let mut table = "| template | what it is for |\n| --- | --- |\n".to_owned();
            for template in builtin() {
                writeln!(table, "| [{id}](templates/{id}.md) | {} |", template.summary(), id = template.id).unwrap();
            }
            table
        }
        _ => panic!("the README has a part that nothing makes: {part}"),
    }
}

/// The command that the README and CONTRIBUTING.md give for the tests is the one that decides.
#[test]
fn the_tests_are_run_by_one_command() {
    for page in ["README.md", "CONTRIBUTING.md", ".ci/run"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        assert!(text.lines().any(|line| line.trim() == "cargo test --locked"), "{page}");
    }
}

/// Each dependency has its reason in docs/dependencies.md, and nothing else has.
#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((name, rest)) = line.split_once(" = ").filter(|_| inside) {
            let package = rest.split_once("package = \"").and_then(|(_, rest)| rest.split_once('"'));
            names.push(package.map_or(name, |(package, _)| package));
        }
    }
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let mut listed: Vec<_> =
        page.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0)).collect();
    names.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, names);
}

/// What docs/cli.md shows of a session at the command line is what the command line says.
#[test]
fn the_transcripts_are_real() {
    let page = read("docs/cli.md");
    let desk = desk();
    let mut result = String::new();
    // The fence that closes the session that is being read.
    let mut fence = None;
    for line in page.lines() {
        let opens = line.strip_suffix("console").filter(|ticks| ticks.len() > 2 && ticks.bytes().all(|b| b == b'`'));
        if fence.is_none() || fence == Some(line) {
            fence = opens;
            result += &format!("{line}\n");
        } else if let Some(command) = line.strip_prefix("$ specls ") {
            result += &format!("{line}\n{}", run(desk.path(), command));
        }
    }
    hold("docs/cli.md", &result);
}

/// A directory with the examples in it, to write in.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    let examples = desk.path().join("examples");
    fs::create_dir(&examples).unwrap();
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let from: PathBuf = entry.unwrap().path();
        if from.is_file() {
            fs::copy(&from, examples.join(from.file_name().unwrap())).unwrap();
        }
    }
    desk
}

fn run(desk: &Path, command: &str) -> String {
    let (command, part) = command.split_once(" | ").unwrap_or((command, "head -1000"));
    let output =
        Command::new(env!("CARGO_BIN_EXE_specls")).args(command.split_whitespace()).current_dir(desk).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    // Trailing spaces mean nothing in a transcript and do not survive every editor.
    let lines: Vec<_> = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let (end, count) = part.split_once(" -").unwrap();
    let count = lines.len().min(count.parse().unwrap());
    match end {
        "head" => lines[..count].concat(),
        "tail" => lines[lines.len() - count..].concat(),
        _ => panic!("a transcript may be cut by head and tail only: {part}"),
    }
}
