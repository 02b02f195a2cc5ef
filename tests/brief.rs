//! `specls brief`, as a user runs it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/desk.rs"]
mod desk;

use desk::{Run, run, write};
use std::process::Command;
use tempfile::TempDir;

const TEMPLATE: &str = "# 仕様 {SERVICE}\n\n**Owner:** {owner}\n\n## Goals\n\n{goals}\n\n## Story 1\n\n### Risks\n\n{risk}\n\n## Story B\n\n### Risks\n\n{risk}\n";

/// The program in a directory with a template and a document.
fn brief(args: &[&str]) -> Run {
    let desk = TempDir::new().unwrap();
    write(desk.path(), "t.md", TEMPLATE);
    write(desk.path(), "spec.md", "# 仕様 Cart 😀\r\n\r\n**Owner:** {owner}\r\n\r\n## Goals\r\n\r\nSell.\r\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_specls"));
    command.arg("brief").args(args).current_dir(desk.path());
    run(command, "")
}

#[test]
fn a_whole_template_is_told() {
    let run = brief(&["t.md", "--input", "service=Cart"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    assert!(run.out.starts_with("# Brief: 仕様 {SERVICE}\n"), "{}", run.out);
    assert!(run.out.contains("- **SERVICE:** Cart\n- **owner:** not given\n"), "{}", run.out);
    assert!(run.out.contains("````markdown\n# 仕様 Cart\n\n**Owner:** {owner}\n"), "{}", run.out);
    assert_eq!(brief(&["feature"]).code, Some(0));
}

#[test]
fn a_section_is_told_by_its_heading() {
    let run = brief(&["t.md", "--section", "goals"]);
    assert!(run.out.contains("````markdown\n## Goals\n\n{goals}\n````"), "{run:?}");
    assert!(!run.out.contains("Story"), "{}", run.out);
    assert!(brief(&["t.md", "-s", "Story B > Risks"]).out.contains("Write the section \"Risks\" in \"Story B\""));
}

#[test]
fn what_is_written_is_told_too() {
    let run = brief(&["t.md", "--document", "spec.md"]);
    assert!(run.out.contains("- **SERVICE:** Cart 😀\n"), "{}", run.out);
    assert!(
        run.out
            .contains("## Written so far\n\nKeep what is right in it.\n\n````markdown\n# 仕様 Cart 😀\n\n**Owner:**")
    );
    assert!(run.out.contains("- to fill in: `{owner}`\n"), "{}", run.out);
    let missing = brief(&["t.md", "--document", "spec.md", "-s", "Story B"]);
    assert!(missing.out.contains("Nothing yet."), "{}", missing.out);
}

#[test]
fn mistakes_are_named_with_their_remedies() {
    for (args, problem, remedy) in [
        (&["t.md", "-s", "Gaols"][..], "no section \"Gaols\"", "did you mean \"Goals\""),
        (&["t.md", "-s", "Risks"], "2 sections are called \"Risks\"", "\"Story 1 > Risks\", \"Story B > Risks\""),
        (&["t.md", "-i", "servce=x"], "no input `servce`", "its inputs are: SERVICE, owner"),
        (&["t.md", "-i", "service=x", "-i", "SERVICE=y"], "the input `SERVICE` is given twice", "once"),
        (&["nothing"], "no template `nothing`", "specls templates"),
        (&["t.md", "--document", "no.md"], "no.md", ""),
    ] {
        let run = brief(args);
        assert_eq!((run.code, &*run.out), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(problem) && run.err.contains(remedy), "{run:?}");
    }
}
