//! What `extension.toml` promises to Zed is what is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use toml::{Table, Value};

/// The text of a file, whose path is relative to this `Cargo.toml`.
fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn read(path: &str) -> Table {
    text(path).parse().unwrap()
}

#[test]
fn the_extension_is_named_after_its_server() {
    let (manifest, server) = (read("extension.toml"), read("../../Cargo.toml"));
    assert_eq!(manifest["id"], server["package"]["name"]);
    assert_eq!(manifest["description"], server["package"]["description"]);
    assert_eq!(manifest["schema_version"], Value::Integer(1));
}

#[test]
fn there_is_one_server_and_it_is_for_markdown() {
    let manifest = read("extension.toml");
    let servers = manifest["language_servers"].as_table().unwrap();
    // `lsp.specls` in Zed's settings is this key.
    assert_eq!(servers.keys().collect::<Vec<_>>(), ["specls"]);
    assert_eq!(servers["specls"]["languages"], Value::from(vec!["Markdown"]));
}

#[test]
fn the_licences_are_those_of_the_server() {
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert_eq!(text(licence), text(&format!("../../{licence}")));
    }
}
