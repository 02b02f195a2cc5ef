//! Findings for machines: one JSON object, lines and columns from 1, bytes from 0.

use super::found::Found;
use super::tally::Tally;
use crate::rules::{Fix, Severity};
use crate::text::{Encoding, Span, Text};
use crate::workspace::Snapshot;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    template: Option<Template<'a>>,
    findings: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Template<'a> {
    id: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    range: Range,
    bytes: (usize, usize),
    section: Option<&'a str>,
    template: Option<Line<'a>>,
    fixes: Vec<Mend<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    bytes: (usize, usize),
    text: &'a str,
}

/// One file's findings as JSON, with all fixes, safe or not: who reads them decides.
pub(super) fn file(path: &str, snapshot: &Snapshot, found: &[Found]) -> Result<String, serde_json::Error> {
    let template = snapshot.template().map(|template| Template { id: &template.id, path: &template.path });
    let findings = found.iter().map(|found| item(snapshot.document().text(), found)).collect();
    serde_json::to_string(&File { path, template, findings })
}

/// The whole: what [`file`] gave for each file, and the summary.
pub(super) fn all(files: &[&str], tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"{{"version":1,"files":["#)?;
    for (index, file) in files.iter().enumerate() {
        writeln!(out, "{file}{}", if index + 1 < files.len() { "," } else { "" })?;
    }
    writeln!(out, r#"],"summary":{}}}"#, serde_json::to_string(tally)?)
}

fn item<'a>(text: &Text, Found { finding, fixes }: &'a Found) -> Item<'a> {
    Item {
        rule: finding.rule.id,
        severity: word(finding.severity),
        message: &finding.message,
        range: range(text, finding.span),
        bytes: bytes(finding.span),
        section: finding.section.as_deref(),
        template: finding.wanted.as_ref().map(|wanted| Line { path: &wanted.path, line: wanted.line + 1 }),
        fixes: fixes.iter().map(mend).collect(),
    }
}

fn mend(fix: &Fix) -> Mend<'_> {
    let edits = fix.edits.iter().map(|edit| Change { bytes: bytes(edit.span), text: &edit.text }).collect();
    Mend { title: &fix.title, edits }
}

fn range(text: &Text, span: Span) -> Range {
    let place = |offset| {
        let position = text.position(offset, Encoding::Utf32);
        Place { line: position.line + 1, column: position.column + 1 }
    };
    Range { start: place(span.start), end: place(span.end) }
}

fn bytes(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Information => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let text = Text::new("a\r\n\u{1f600}\u{e9}xy\r\n");
        let range = serde_json::to_string(&range(&text, Span::new(9, 11))).unwrap();
        assert_eq!(range, r#"{"start":{"line":2,"column":3},"end":{"line":2,"column":5}}"#);
    }

    #[test]
    fn the_whole_is_one_object() {
        for files in [vec![], vec!["1"], vec!["1", "2"]] {
            let mut out = Vec::new();
            all(&files, &Tally::default(), &mut out).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(value["files"].as_array().unwrap().len(), files.len());
            assert_eq!(value["summary"]["files"], 0);
        }
    }
}
