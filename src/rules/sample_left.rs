//! `sample-left`

use super::parts::parts;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, illustrations};
use crate::markdown::BlockKind;
use crate::template::code_text;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "sample-left",
    summary: "A code block is still the template's sample, word for word.",
    explanation: "\
A template shows with a sample what is wanted: a diagram, a table definition, a response. Left as it is, readers take it
for yours. It may happen to be right, so this is a remark. A code block with placeholders is no sample: they are
reported instead.

**Fix:** remove the sample; where it is the only code of its section, or a label's value, empty the block.",
    example: Example {
        template: "# {title}\n\n## Flow\n\n```mermaid\ngraph TD\n    Shop --> Orders\n```\n",
        bad: "# Export\n\n## Flow\n\n```mermaid\ngraph TD\n    Shop --> Orders\n```\n",
        good: "# Export\n\n## Flow\n\n```mermaid\ngraph TD\n    Ledger --> Invoices\n```\n",
    },
    weight: Weight::Note,
    check,
    fixes: |snapshot, finding| remove(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let document = snapshot.document();
    for part in parts(snapshot, |contents| contents.codes.iter().any(|code| code.sample.is_some())) {
        let samples = part.contents.codes.iter().filter_map(|code| Some((code.sample.as_deref()?, code.span)));
        let samples: Vec<(&str, Span)> = samples.collect();
        for block in document.blocks(part.body) {
            let BlockKind::Code { body, .. } = &block.item.kind else { continue };
            let code = code_text(block.text(*body));
            if let Some((_, wanted)) = samples.iter().find(|(sample, _)| *sample == code) {
                let span = block.span(block.item.span);
                let line = document.text().line_at(span.start);
                let message = "this is the template's sample, word for word: replace it by your own".to_owned();
                findings.report(
                    snapshot,
                    Span::new(span.start, line.end.min(span.end)),
                    About::Text(Some(*wanted)),
                    message,
                );
            }
        }
    }
}

fn remove(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    let block = document.blocks(finding.span).find(|block| matches!(block.item.kind, BlockKind::Code { .. }))?;
    let BlockKind::Code { body, fenced, .. } = &block.item.kind else { return None };
    let span = block.span(block.item.span);
    let section = document.section_at(span.start)?;
    let alone = illustrations(document, document.sections()[section].extent) < 2 || is_value(snapshot, span);
    if alone || block.item.parent.is_some() {
        let edits = Edit::delete(block.span(*body)).into();
        return fenced.then(|| Fix { title: "Empty this code block".to_owned(), edits, safe: false });
    }
    let line = document.text().line_at(span.start).start;
    let behind = document.text().content_start(span.end);
    let (from, to) = match behind == document.len() {
        true => (document.text().content_end(line), span.end),
        false => (line, document.text().line_at(behind).start),
    };
    let edits = Edit::delete(Span::new(from, to)).into();
    Some(Fix { title: "Remove this sample".to_owned(), edits, safe: false })
}

/// Whether the block at `span` is all the value that a label has.
fn is_value(snapshot: &Snapshot, span: Span) -> bool {
    let document = snapshot.document();
    let mut empty = snapshot.fields().iter().filter(|field| !field.row && field.value.is_empty());
    empty.any(|field| {
        let end = field.section.map_or(document.len(), |section| document.sections()[section].body.end);
        let below = document.fields(field.label).next().and_then(|found| document.below(found, end));
        below.is_some_and(|below| below.covers(span))
    })
}
