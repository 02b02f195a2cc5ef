//! `unused-suppression`

use super::suppression::{directive_at, rules, stands_alone};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, edits};
use crate::document::Document;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "unused-suppression",
    summary: "A comment asks to ignore a finding that there is not.",
    explanation: "\
`<!-- specls: ignore RULE: REASON -->` that ignores nothing is in the way: it hides the next finding of that rule, with
a reason that was given for another. Reported are rules of `ignore`, `ignore-section` and `ignore-document` that find
nothing where the comment says, unless the rule does not run at all, because `specls.toml` says so or the document is
superseded or withdrawn.

**Fix:** remove the rule's name, or the comment where it names no other. It is not safe to apply unseen.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n",
        bad: "# Export\n\n<!-- specls: ignore empty-section: decided in ADR-7 -->\n\n## Goals\n\nExport invoices.\n",
        good: "# Export\n\n<!-- specls: ignore empty-section: decided in ADR-7 -->\n\n## Goals\n",
    },
    weight: Weight::Note,
    // What is unused is known when all other rules are done: `rules::check_with` reports it.
    check: |_, _| (),
    fixes: |snapshot, finding| remove(snapshot.document(), finding).into_iter().collect(),
};

/// Reports the rules, named at these places, that are not found there.
pub(super) fn report(snapshot: &Snapshot, findings: &mut Findings, unused: &[(Span, &Rule)]) {
    for (span, rule) in unused {
        let message = format!("there is no `{}` to ignore here: remove its name, or the comment", rule.id);
        findings.report(snapshot, *span, About::Text(None), message);
    }
}

fn remove(document: &Document, finding: &Finding) -> Option<Fix> {
    let raw = directive_at(document, finding.span.start)?;
    let spans: Vec<Span> = rules(raw)?.1.iter().map(|(span, _)| *span).collect();
    let at = spans.iter().position(|span| *span == finding.span)?;
    let edit = match (at, spans.len()) {
        (_, 1) => remove_comment(document, raw.span(raw.item.span)),
        (0, _) => Edit::delete(Span::new(spans[0].start, spans[1].start)),
        _ => Edit::delete(Span::new(spans[at - 1].end, spans[at].end)),
    };
    let title = match spans.len() {
        1 => "Remove the comment".to_owned(),
        _ => format!("Remove `{}` from the comment", document.slice(finding.span)),
    };
    Some(Fix { title, edits: edit.into(), safe: false })
}

/// Takes a comment away, with its lines where it has them alone, and with one of two blank lines around it.
fn remove_comment(document: &Document, comment: Span) -> Edit {
    let text = document.text();
    if !stands_alone(document, comment) {
        let line = text.line_at(comment.start);
        return Edit::delete(Span::new(text.content_end(comment.start).max(line.start), comment.end));
    }
    let start = text.line_start(comment.start);
    let behind = |end: usize| {
        let rest = document.slice(Span::new(end, document.len().min(end + 2)));
        end + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
    };
    let mut end = behind(text.line_at(comment.end).end);
    let blank_before = text.content_end(start) + 1 < start || text.line_start(0) == start;
    if blank_before && end < document.len() && text.line_at(end).is_empty() {
        end = behind(end);
    }
    edits::remove(document, Span::new(start, end))
}
