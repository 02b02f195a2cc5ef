//! `missing-code-block`

use super::parts::{Part, parts};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, append, illustrations, is_listed};
use crate::template::CodeSpec;
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "missing-code-block",
    summary: "The template has code or a diagram in a section, and the document nothing of the kind.",
    explanation: "\
Where the template has a code block, a reader expects to see something: a diagram, a schema, a request. That there be
one is all that is checked: another language, an image, a table, a link to a file that holds it, or a subsection with one
will do, and where the template has no list besides, a list.
A block that belongs to a label (`**Response:**`) is that label's value.

**Fix:** insert the template's block at the end of the section's text. It is safe.",
    example: Example {
        template: "# {title}\n\n## Schema\n\n{What is stored}\n\n```sql\nCREATE TABLE {name} (id BIGINT);\n```\n",
        bad: "# Export\n\n## Schema\n\nOne row for each export.\n",
        good: "# Export\n\n## Schema\n\nOne row for each export.\n\n```sql\nCREATE TABLE exports (id BIGINT);\n```\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((_, template, _)) = snapshot.aligned() else { return };
    for part in parts(snapshot, |contents| contents.codes.iter().any(|code| code.required)) {
        let Some(code) = lacking(snapshot, &part).filter(|_| !part.is_silent(snapshot)) else { continue };
        let message =
            format!("{} lacks {}: add it, or an image or a table that shows it", part.name(template), kind(code));
        let about = About::Lacks { section: part.section, wanted: code.span };
        findings.report(snapshot, part.heading(snapshot), about, message);
    }
}

/// The code block that `part` lacks, be it empty; `None` where it has what shows as much.
pub(super) fn lacking<'a>(snapshot: &Snapshot, part: &Part<'a>) -> Option<&'a CodeSpec> {
    let document = snapshot.document();
    let code = part.contents.codes.iter().find(|code| code.required)?;
    let shown = illustrations(document, part.extent) > 0 || is_listed(document, part);
    (!shown && !part.is_waived(snapshot)).then_some(code)
}

/// What the block is, in words.
fn kind(code: &CodeSpec) -> String {
    match code.language.to_lowercase().as_str() {
        "" | "text" | "txt" => "a code block".to_owned(),
        "mermaid" | "plantuml" | "dot" | "graphviz" | "d2" => "a diagram".to_owned(),
        language => format!("a code block ({language})"),
    }
}

fn insert(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let About::Lacks { section, wanted } = finding.about else { return None };
    append(snapshot, section, wanted, "Insert the code block of the template")
}
