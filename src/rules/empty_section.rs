//! `empty-section`

use super::edits::{heading_span, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::{Missing, Spacing};
use crate::markdown::BlockKind;
use crate::template::Skeleton;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    id: "empty-section",
    summary: "A section has a heading and nothing below it.",
    explanation: "\
A heading with nothing below leaves the reader guessing. \"N/A\" and a reason are text; a comment is none. Sections whose
template has nothing of their own, sections with subsections, and sections that lack one (which is reported already)
are left alone.

**Fix:** insert what the template has there. It is safe.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Goals\n\nExport invoices.\n\n## Risks\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n\n## Risks\n\nN/A: read-only.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| fill(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    let lacking: HashSet<Option<usize>> = alignment.missing().iter().map(|missing| missing.owner).collect();
    for section in 0..document.sections().len() {
        let Some(pair) = alignment.pair(section).filter(|pair| !pair.loose) else { continue };
        let lacks_child = lacking.contains(&Some(section));
        if template.specs()[pair.spec].has_body && !lacks_child && is_empty(snapshot, section) {
            let heading = quote(document.heading(section));
            let message = format!("section {heading} is empty: write it, or say why there is nothing to say");
            let about = About::Section(section, Some(Missing { spec: pair.spec, owner: pair.owner }));
            findings.report(snapshot, heading_span(document, section), about, message);
        }
    }
}

/// Whether a section has no text and no child. A comment that is a placeholder or an instruction of
/// the template is text here: it has a finding of its own.
pub(super) fn is_empty(snapshot: &Snapshot, section: usize) -> bool {
    let document = snapshot.document();
    let body = document.sections()[section].body;
    let has_child = document.sections().get(section + 1).is_some_and(|next| next.parent == Some(section));
    let is_text = |block: &BlockKind| {
        !matches!(block, BlockKind::Html { comments_only: true } | BlockKind::Rule | BlockKind::LinkDefinition { .. })
    };
    let has_text = || document.blocks(body).any(|block| is_text(&block.item.kind));
    let is_said = || !snapshot.placeholders_in(body).is_empty() || !snapshot.instructions_in(body).is_empty();
    !has_child && !has_text() && !is_said()
}

fn fill(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let (document, template, _) = snapshot.aligned()?;
    let About::Section(section, Some(missing)) = finding.about else { return None };
    let line_ending = document.text().line_ending();
    let skeleton = template.body_skeleton(missing.spec, line_ending);
    if skeleton.0.is_empty() {
        return None;
    }
    let offset = document.sections()[section].heading.end;
    let spacing = Spacing::around(document, Span::at(offset));
    let skeleton: Skeleton = spacing.surround(skeleton, line_ending);
    let title = format!("Fill {} as in the template", quote(document.heading(section)));
    Some(Fix { title, edits: Edit::insert(offset, skeleton.plain()).into(), safe: true })
}
