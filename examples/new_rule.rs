//! A rule that is not part of specls, from its documentation to its fix:
//!
//!     cargo run --example new_rule
//!
//! A rule of specls looks the same. It is a file in `src/rules` and a line in the registry beside it.

use specls::document::Document;
use specls::rules::{About, Example, Finding, Findings, Fix, Rule, Weight, check_with, fixes};
use specls::template::Template;
use specls::text::{Edit, Encoding, Span};
use specls::workspace::Snapshot;
use std::sync::Arc;

/// What `specls explain`, docs/rules.md and the tests read; the tests hold rules to their examples.
static OPEN_QUESTION: Rule = Rule {
    id: "open-question",
    summary: "A section's heading asks a question.",
    explanation: "\
A heading that asks leaves open whether the section knows the answer. Questions that the template itself asks are left
alone.

**Fix:** remove the question mark. It is offered, never made unseen.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n",
        bad: "# Export\n\n## Goals\n\nExport invoices.\n\n## Which formats?\n\nCSV and XLSX.\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n\n## Formats\n\nCSV and XLSX.\n",
    },
    // Worth a look, never more than information. A `Gap` grows graver with the document's status.
    weight: Weight::Note,
    check,
    fixes: |snapshot, finding| vec![state(snapshot, finding)],
};

/// Reports each question among the headings that no section spec asks for.
fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, _, alignment)) = snapshot.aligned() else { return };
    for (section, facts) in document.sections().iter().enumerate() {
        let is_ours = alignment.pair(section).is_none() && alignment.title() != Some(section);
        if is_ours && document.slice(facts.title).ends_with('?') {
            let message = format!("\"{}\" asks a question: answer it in the heading", document.heading(section));
            findings.report(snapshot, facts.title, About::Section(section, None), message);
        }
    }
}

/// Takes away the question mark, and no other byte.
fn state(snapshot: &Snapshot, finding: &Finding) -> Fix {
    let heading = snapshot.document().slice(finding.span);
    let mark = heading.trim_end_matches('?').len();
    let edit = Edit::delete(Span::new(finding.span.start + mark, finding.span.end));
    Fix { title: "Remove the question mark".to_owned(), edits: edit.into(), safe: false }
}

fn main() {
    let Example { template, bad, good } = OPEN_QUESTION.example;
    let template = Arc::new(Template::read("example", "example.md", template));
    for source in [bad, good] {
        let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
        // In place of `&[&OPEN_QUESTION]`, `specls::rules::all()` has those of specls.
        let findings = check_with(&[&OPEN_QUESTION], &snapshot, || true).unwrap_or_default();
        say(&format!("{} finding(s)", findings.len()));
        for finding in &findings {
            let line = snapshot.document().text().position(finding.span.start, Encoding::Utf8).line + 1;
            say(&format!("  line {line}: {:?}[{}]: {}", finding.severity, finding.rule.id, finding.message));
            for fix in fixes(&snapshot, finding) {
                say(&format!("  {}:\n\n{}", fix.title, fix.edits.apply_to(source)));
            }
        }
    }
}

#[expect(clippy::print_stdout, reason = "it is what the example is there for")]
fn say(line: &str) {
    println!("{line}");
}
