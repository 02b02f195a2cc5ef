//! What is remembered of an older version of a document never shows: after any edits, the findings are those of a
//! document that is read anew, and another template finds what it would have found first.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use specls::document::Document;
use specls::rules;
use specls::template::Template;
use specls::text::Span;
use specls::workspace::{Library, Snapshot};
use std::sync::Arc;

/// What is typed, one after the other: headings that come and go, fields, tables, open questions, placeholders, fences.
const TYPED: [&str; 14] = [
    "\n## Überblick 😀\n\n",
    "#",
    "- **Owner:** TBD\n",
    "\n| Name | Value |\n| --- | --- |\n| Purpose | {x} |\n\n",
    "[REQUIRED_INPUT]",
    "",
    "\r\n",
    "{Name}",
    "<!-- TODO 仕様 -->\n",
    "\n```\n",
    "**Status:** Approved\n",
    "\n### Component 3: Store\n\n",
    "-",
    "Describe the design in two sentences.\n",
];

fn findings(document: &Document, template: &Arc<Template>) -> Vec<String> {
    let snapshot = Snapshot::new(document.clone(), Some(template.clone()));
    let list = rules::check(&snapshot);
    list.iter().map(|finding| format!("{} {:?} {}", finding.rule.id, finding.span, finding.message)).collect()
}

#[test]
fn findings_are_those_of_a_document_read_anew() {
    let library = Library::builtin();
    let templates = library.templates();
    let mut random = 0x5eed_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for template in templates {
        let mut document = Document::parse(&template.skeleton().plain());
        for round in 0..40 {
            let source = document.text().to_string();
            let starts: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
            let at = next(starts.len());
            // Mostly at a line's start, where more is decided; now and then some text is taken away.
            let line = source[..starts[at]].rfind('\n').map_or(0, |end| end + 1);
            let start = if next(3) == 0 { starts[at] } else { line };
            let end = if next(4) == 0 { starts[(at + next(200)).min(starts.len() - 1)].max(start) } else { start };
            document = document.edit(Span::new(start, end), TYPED[next(TYPED.len())]);
            let anew = Document::parse(&document.text().to_string());
            let (known, expected) = (findings(&document, template), findings(&anew, template));
            assert_eq!(known, expected, "{}, round {round}", template.id);
            if round % 10 == 9 {
                let other = &templates[next(templates.len())];
                let known = findings(&document, other);
                assert_eq!(known, findings(&Document::parse(&document.text().to_string()), other), "{}", other.id);
            }
        }
    }
}
