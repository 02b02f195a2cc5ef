//! `unfilled-placeholder`

use super::edits::{brief, remove_lines};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, inputs, required_input};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "unfilled-placeholder",
    summary: "A placeholder of the template is still there.",
    explanation: "\
Placeholders are learned from the template: `{Target response times}`, `[Framework and version]`, `<name>`, `{{name}}`,
`<!-- MARKER: text -->`. What the template has word for word is found wherever it stands: in prose, headings, tables,
front matter, link targets, and in code where the template has it in that block. In prose, other text of the same
shape in a dialect that the template uses is found too. Links, footnotes, task boxes, array indexes, URL parameters,
code and diagrams are left alone, and one word in brackets counts only where the template has it. A value such as
`(fill me in)`, `YYYY-MM-DD` or `SE-NNNN` is found where the template has it at the same label, and so is a title such as
`Feature name` that is still the template's.

**Fix:** markers such as `[Continue for all entities...]` are removed, and marker comments once their section has text. A name that the document gives a value for, in its
front
matter, its title or the fields ahead of its first section, is filled in with that value, here or wherever it still
stands. All else is yours to write.",
    example: Example {
        template: "# {title}\n\n## Limits\n\n- **Response time:** {Target response time}\n",
        bad: "# Export\n\n## Limits\n\n- **Response time:** {Target response time}\n",
        good: "# Export\n\n## Limits\n\n- **Response time:** 300 ms for `GET /exports/{id}`\n",
    },
    weight: Weight::Placeholder,
    check,
    fixes: |snapshot, finding| {
        let removed = remove_marker(snapshot, finding).or(remove_comment(snapshot, finding));
        removed.into_iter().chain(inputs::fill(snapshot, finding)).collect()
    },
};

/// How placeholders begin that say "and so on".
const CONTINUE: [&str; 4] = ["continue", "additional", "add more", "repeat"];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let document = snapshot.document();
    // The section of the last comment, and whether it is written.
    let mut last: Option<(Option<usize>, bool)> = None;
    for placeholder in snapshot.placeholders() {
        let text = document.slice(placeholder.span);
        if required_input::is_marker(&text) {
            continue;
        }
        let shown = brief(&text);
        let message = if is_continue(&text) {
            format!("{shown} is still there: continue the list, then remove it")
        } else if text.starts_with("<!--") && is_written(snapshot, placeholder.span.start, &mut last) {
            format!("the comment {shown} is still there: remove it, the section has text")
        } else {
            format!("placeholder {shown} is not filled in: put the value in its place")
        };
        findings.report(snapshot, placeholder.span, About::Text(placeholder.learned), message);
    }
}

fn is_continue(text: &str) -> bool {
    let inner = text.trim_start_matches(['[', '{', '<', '(']).to_lowercase();
    CONTINUE.iter().any(|known| inner.starts_with(known))
}

fn remove_marker(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    let text = document.slice(finding.span);
    if !is_continue(&text) {
        return None;
    }
    // Alone on its line, it goes with the line.
    let line = document.text().line_at(finding.span.start);
    let source = document.slice(line);
    let item = source.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.)".contains(c));
    let alone = item.trim() == text;
    let end = document.text().line_at(finding.span.end).end;
    let behind = document.slice(Span::new(end, (end + 2).min(document.len())));
    let ending = if behind.starts_with("\r\n") { 2 } else { usize::from(behind.starts_with(['\n', '\r'])) };
    let span = if alone { Span::new(line.start, end + ending) } else { finding.span };
    Some(Fix { title: "Remove this marker".to_owned(), edits: Edit::delete(span).into(), safe: false })
}

/// Whether the section around `offset` has text of its own; `last` keeps the answer for the next of
/// its comments.
fn is_written(snapshot: &Snapshot, offset: usize, last: &mut Option<(Option<usize>, bool)>) -> bool {
    let section = snapshot.document().section_at(offset);
    match *last {
        Some((known, written)) if known == section => written,
        _ => last.insert((section, snapshot.is_written(offset))).1,
    }
}

fn remove_comment(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    if !document.slice(finding.span).starts_with("<!--") || !snapshot.is_written(finding.span.start) {
        return None;
    }
    let edits = remove_lines(document, finding.span).into();
    Some(Fix { title: "Remove this comment".to_owned(), edits, safe: false })
}
