//! The pages that are made from the code say what the code does. `UPDATE_DOCS=1 cargo test --test docs`
//! writes them anew.

use specls::rules::{self, Weight};
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
    page += "| rule | what it reports | in a draft | in review | once approved |\n| --- | --- | --- | --- | --- |\n";
    for rule in rules::all() {
        let severities = severities(rule.weight).join(" | ");
        writeln!(page, "| [{id}](#{id}) | {} | {severities} |", rule.summary, id = rule.id).unwrap();
    }
    page += "\nA document's own status decides how grave a gap is. One without a status counts as being in review, one that is\n";
    page += "superseded or withdrawn is left alone.\n";
    for rule in rules::all() {
        write!(page, "\n## {}\n\n{}\n", rule.id, rule.documentation.trim()).unwrap();
    }
    page
}

fn severities(weight: Weight) -> [&'static str; 3] {
    match weight {
        Weight::Gap => ["information", "warning", "error"],
        Weight::Placeholder => ["hint", "warning", "error"],
        Weight::Note => ["information"; 3],
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
    let page = fs::read_to_string(root().join("docs/cli.md")).unwrap().replace("\r\n", "\n");
    let desk = desk();
    let mut result = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ => {}
        }
        let command = line.strip_prefix("$ specls ").filter(|_| inside);
        if !inside || line == "```console" || command.is_some() {
            result += line;
            result.push('\n');
        }
        if let Some(command) = command {
            result += &run(desk.path(), command);
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
    let command = command.split("  #").next().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_specls"))
        .args(command.split_whitespace().map(|word| word.trim_matches('\'')))
        .current_dir(desk)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    // Trailing spaces mean nothing in a transcript and do not survive every editor.
    String::from_utf8(text).unwrap().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
