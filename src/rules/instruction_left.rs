//! `instruction-left`

use super::edits::{brief, remove_lines};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::template::{Instruction, InstructionKind};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "instruction-left",
    summary: "What the template tells its authors is still in the document.",
    explanation: "\
Templates tell authors what to write: in comments, block quotes, italics, brackets, questions and plain prose. Such text,
word for word but for line breaks, is the template speaking and not the document. Comments, quotes, italics, brackets and
prose such as `Describe the change.` are found wherever they are left; questions and other prose only while their section
has nothing else: a question that is answered below may stay. A comment in a section that is written is a hint at most,
as no reader sees it.

Text that is meant to stay is left alone: licences, the key words of RFC 2119, labels, checklists. A template says so of a
section's own text with `<!-- specls: keep -->`.

**Fix:** remove it, once the section has text.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n> Say what will be better, and for whom.\n\n{goals}\n",
        bad: "# Export\n\n## Goals\n\n> Say what will be better, and for whom.\n\nAccountants export a month at once.\n",
        good: "# Export\n\n## Goals\n\nAccountants export a month at once.\n",
    },
    weight: Weight::Placeholder,
    check,
    fixes: |snapshot, finding| remove(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for instruction in snapshot.instructions() {
        let document = snapshot.document();
        let shown = bare(&document.slice(instruction.span));
        let shown = brief(&shown);
        let section = document.section_at(instruction.span.start);
        let in_heading = section.is_some_and(|section| document.sections()[section].heading.covers(instruction.span));
        let about = About::Text(Some(instruction.learned));
        if instruction.alone && in_heading && instruction.kind == InstructionKind::Comment {
            let message = format!("the template's comment is still in the heading: \"{shown}\": remove it");
            findings.report(snapshot, instruction.span, about, message);
        } else if instruction.alone {
            let message =
                format!("the template's instruction is all there is: \"{shown}\": write the text in its place");
            findings.report(snapshot, instruction.span, about, message);
        } else if instruction.kind == InstructionKind::Comment {
            let message = format!("the template's comment is still there: \"{shown}\": remove it");
            findings.report_unseen(snapshot, instruction.span, about, message);
        } else {
            let message = format!("the template's instruction is still there: \"{shown}\": remove it");
            findings.report(snapshot, instruction.span, about, message);
        }
    }
}

/// An instruction's text without the marks of comments and quotes around it.
fn bare(text: &str) -> String {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Takes it away where something else is in its section: an empty section is no better.
fn remove(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let is_it = |instruction: &&Instruction| instruction.span == finding.span && !instruction.alone;
    snapshot.instructions().iter().find(is_it)?;
    let edits = remove_lines(snapshot.document(), finding.span).into();
    Some(Fix { title: "Remove the template's instruction".to_owned(), edits, safe: false })
}
