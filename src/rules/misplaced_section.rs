//! `misplaced-section`

use super::edits::{heading_span, is_setext, place, quote, relevel, remove};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::{Missing, Spacing, insertion_point};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "misplaced-section",
    summary: "A section stands at another place than in the template.",
    explanation: "\
Documents of one kind are read faster when their parts come in one order. The fewest sections that would have to move
are reported; sections inside sections of your own, or inside one of several like `Component 1`, may stand in any order,
and so may the children of a section whose template says `<!-- specls: any-order -->`.

**Fix:** move the section to its place. It is not safe to apply unseen: text may speak of what is \"above\" or \"below\".",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n## Design\n\n{design}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Risks\n\nNone.\n\n## Goals\n\nExport invoices.\n\n## Design\n\nOne job a night.\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n\n## Design\n\nOne job a night.\n\n## Risks\n\nNone.\n",
    },
    weight: Weight::Note,
    check,
    fixes: |snapshot, finding| move_section(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    for &section in alignment.misplaced() {
        let Some(pair) = alignment.pair(section) else { continue };
        let missing = Missing { spec: pair.spec, owner: pair.owner };
        let Some(place) = place(document, template, alignment, missing) else { continue };
        let message = format!("section {} belongs {place}: move it there", quote(document.heading(section)));
        findings.report(snapshot, heading_span(document, section), About::Section(section, Some(missing)), message);
    }
}

fn move_section(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let About::Section(section, Some(missing)) = finding.about else { return None };
    let extent = document.sections()[section].extent;
    let place = alignment.place(document, template, missing);
    let offset = insertion_point(document, place.gap);
    if extent.start < offset && offset < extent.end {
        return None;
    }
    let wanted = template.specs()[missing.spec].level as i8 + place.style.shift;
    let shift = wanted - document.sections()[section].level as i8;
    let text = moved_text(snapshot, section, shift)?;
    let spacing = Spacing::around(document, Span::at(offset));
    let line = document.text().line_ending().as_str();
    let text = format!("{}{text}{}", line.repeat(spacing.lead), line.repeat(spacing.trail));
    let edits = Edits::new(vec![remove(document, extent), Edit::insert(offset, text)]).ok()?;
    Some(Fix { title: format!("Move section {} to its place", quote(document.heading(section))), edits, safe: false })
}

/// The section's text without blank lines at its end, its headings `shift` levels deeper.
fn moved_text(snapshot: &Snapshot, section: usize, shift: i8) -> Option<String> {
    let document = snapshot.document();
    let extent = document.sections()[section].extent;
    let text = document.slice(extent);
    let keeps_level = shift == 0 || is_setext(document, document.sections()[section].heading);
    if keeps_level {
        return Some(text.trim_end().to_owned());
    }
    let local = relevel(document, section, shift).into_iter().map(|edit| {
        let span = Span::new(edit.span.start - extent.start, edit.span.end - extent.start);
        Edit { span, ..edit }
    });
    Some(Edits::new(local.collect()).ok()?.apply_to(&text).trim_end().to_owned())
}
