//! The direction of the house: which room may name which, and which crates each may name.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: each imports only rooms below it.
const ROOMS: [&str; 11] =
    ["text", "markdown", "document", "template", "align", "workspace", "rules", "assist", "files", "server", "cli"];

/// What only some rooms may name: crates, the disk, the disk behind a method's name.
const RESTRICTED: [(&str, &[&str]); 27] = [
    ("annotate_snippets::", &["cli"]),
    ("clap::", &["cli"]),
    ("clap_complete::", &["cli"]),
    ("clap_mangen::", &["cli"]),
    ("comrak::", &["markdown"]),
    ("futures_util::", &["server"]),
    ("globset::", &["workspace"]),
    ("granit_parser::", &["document"]),
    ("ignore::", &["files"]),
    ("jiff::", &["document", "server", "cli"]),
    ("rayon::", &["cli"]),
    ("ropey::", &["text"]),
    ("rustix::", &["server"]),
    ("schemars::", &["workspace"]),
    ("serde_json::", &["server", "cli", "workspace"]),
    ("tokio::", &["server"]),
    ("toml::", &["document", "workspace"]),
    ("tower::", &["server"]),
    ("tower_lsp::", &["server"]),
    ("tracing_subscriber::", &["server", "cli"]),
    ("std::fs", &["files"]),
    ("std::{fs", &["files"]),
    (".exists()", &["files"]),
    (".try_exists()", &["files"]),
    (".canonicalize()", &["files"]),
    (".read_dir()", &["files"]),
    (".is_dir()", &["files"]),
];

#[test]
fn the_house_stands() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut offences = Vec::new();
    for file in sources(&src) {
        let inside = file.strip_prefix(&src).unwrap();
        let Some(room) = inside.parent().and_then(|parent| parent.iter().next()) else { continue };
        let source = fs::read_to_string(&file).unwrap();
        let found = offences_of(room.to_str().unwrap(), depth(inside), &source);
        offences.extend(found.into_iter().map(|offence| format!("src/{}: {offence}", inside.display())));
    }
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn every_room_is_known() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            ROOMS.contains(&name.as_str()) || ["lib.rs", "main.rs"].contains(&name.as_str()),
            "no room: src/{name}"
        );
    }
}

/// What `source`, a file of `room` that is `depth` modules below the crate, should not name.
fn offences_of(room: &str, depth: usize, source: &str) -> Vec<String> {
    let code = code_of(source);
    let mut offences: Vec<_> = rooms_named(&code)
        .into_iter()
        .filter(|named| !may_name(room, named))
        .map(|named| format!("`{room}` must not name `{named}`"))
        .collect();
    if code.lines().any(|line| climbs(line) >= depth) {
        offences.push("name other rooms by `crate::`, not by `super::`".to_owned());
    }
    for (name, rooms) in RESTRICTED {
        if !rooms.contains(&room) && mentions(&code, name) {
            offences.push(format!("`{name}` is for {} only", rooms.join(" and ")));
        }
    }
    offences
}

fn may_name(room: &str, named: &str) -> bool {
    let rank = |room: &str| ROOMS.iter().position(|known| *known == room);
    match (rank(room), rank(named)) {
        (_, Some(_)) if room == named => true,
        // The disk feeds the workspace and knows nothing of what is made of it.
        (_, Some(named)) if room == "files" => Some(named) <= rank("workspace"),
        (Some(room), Some(named)) => named < room,
        _ => false,
    }
}

/// The code without comments and without the test module at its end: tests may name what they like.
fn code_of(source: &str) -> String {
    let end = source.match_indices("#[cfg(test)]\nmod ").find(|(at, start)| {
        let rest = &source[at + start.len()..];
        rest.lines().next().is_some_and(|line| line.ends_with('{'))
    });
    let source = &source[..end.map_or(source.len(), |(at, _)| at)];
    source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The names behind each `crate::`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(group_heads(group)),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

/// The first words of a group's members: `a::b, c::{d, e}}` gives `a` and `c`.
fn group_heads(group: &str) -> Vec<String> {
    let (mut heads, mut nesting, mut at_start) = (Vec::new(), 0, true);
    for (at, char) in group.char_indices() {
        match char {
            '{' => nesting += 1,
            '}' if nesting == 0 => break,
            '}' => nesting -= 1,
            ',' if nesting == 0 => at_start = true,
            _ if at_start && is_word(char) => {
                heads.push(word(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    heads
}

/// How many modules a `use super::…` at the left margin climbs; 0 for other lines.
fn climbs(line: &str) -> usize {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let Some(mut path) = line.strip_prefix("use ") else { return 0 };
    let mut count = 0;
    while let Some(rest) = path.strip_prefix("super::") {
        path = rest;
        count += 1;
    }
    count
}

/// How many modules a file is below the crate: `a/mod.rs` is 1, `a/b.rs` and `a/b/mod.rs` are 2.
fn depth(inside: &Path) -> usize {
    inside.iter().count() - usize::from(inside.ends_with("mod.rs"))
}

fn mentions(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let begins = name.starts_with('.') || !(before.ends_with(is_word) || before.ends_with("::"));
        let ends = !name.ends_with(is_word) || !after.starts_with(is_word);
        begins && ends
    })
}

fn word(text: &str) -> String {
    text.chars().take_while(|char| is_word(*char)).collect()
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn sources(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_check_sees_what_it_should() {
    let bad = |room, source| assert!(!offences_of(room, 2, source).is_empty(), "{room}: {source}");
    bad("align", "use crate::rules::Finding;");
    bad("align", "use crate::{text::Span, rules};");
    bad("align", "use crate::{\n    text::{Span, Text},\n    rules::Finding,\n};");
    bad("align", "fn f(finding: &crate::rules::Finding) {}");
    bad("align", "use super::super::rules;");
    bad("files", "use crate::rules;");
    bad("assist", "use crate::files;");
    bad("server", "use crate::cli;");
    bad("rules", "use std::fs;");
    bad("rules", "use std::{fs, io};");
    bad("rules", "fn f() { std::fs::read(p) }");
    bad("cli", "fn f(p: &Path) { p.exists() }");
    bad("document", "use comrak::nodes;");
    bad("cli", "#[tokio::main]\nfn f() {}");
    bad("template", "#[cfg(test)]\nmod samples;\nuse crate::rules;");
}

#[test]
fn the_check_lets_good_code_pass() {
    let good = |room, source| assert_eq!(offences_of(room, 2, source), [""; 0], "{room}: {source}");
    good("rules", "use crate::{align, text::{Span, Text}};\npub(crate) fn f() {}");
    good("files", "use crate::workspace::Library;\nuse std::fs::{self, File};");
    good("server", "use crate::files;\nuse tower_lsp::ls_types;");
    good("align", "/// See [`crate::rules`] and comrak::nodes.\nuse super::Plan;");
    good("align", "mod ignore;\nuse self::ignore::Ignore;");
    good("align", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::rules;\n    use std::fs;\n}");
    assert_eq!(["a/mod.rs", "a/b.rs", "a/b/mod.rs"].map(|path| depth(Path::new(path))), [1, 2, 2]);
}
