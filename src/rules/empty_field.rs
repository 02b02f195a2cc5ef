//! `empty-field`

use super::edits::quote;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::PairedField;
use crate::template::FieldKind;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "empty-field",
    summary: "A label has no value.",
    explanation: "\
A label with nothing behind it says that the question was seen and not answered. The value may stand on the label's
line, on the lines below it, in a nested list, or in the block directly after it. Only labels for which the template
asks for a value are checked. \"N/A\" is a value.

**Fix:** where the template offers values, one for each. All else is yours to write.",
    example: Example {
        template: "# {title}\n\n## Contact\n\n- **Owner:** {name}\n- **Channel:** {channel}\n",
        bad: "# Export\n\n## Contact\n\n- **Owner:**\n- **Channel:** #billing\n",
        good: "# Export\n\n## Contact\n\n- **Owner:** Team Billing\n- **Channel:** #billing\n",
    },
    weight: Weight::Gap,
    check,
    fixes: pick_one,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, _)) = snapshot.aligned() else { return };
    for field in snapshot.fields().iter().filter(|field| field.value.is_empty()) {
        let spec = field.of(template);
        let asked = spec.kind != FieldKind::Open && spec.required;
        let whole = Span::new(field.label.start, field.value.end.max(field.label.end));
        if asked && snapshot.placeholders_in(whole).is_empty() && !goes_on(snapshot, field) {
            let label = quote(&document.slice(field.label));
            let message = format!("{label} has no value: write it, or say why there is none");
            findings.report(snapshot, field.label, About::Text(Some(spec.span)), message);
        }
    }
}

/// Whether the value of a field stands below its label.
fn goes_on(snapshot: &Snapshot, field: &PairedField) -> bool {
    let document = snapshot.document();
    let found = document.fields(field.label).next().filter(|_| !field.row);
    let end = field.section.map_or(document.len(), |section| document.sections()[section].body.end);
    found.is_some_and(|found| document.below(found, end).is_some())
}

/// One fix for each value that the template offers.
fn pick_one(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let Some((document, template, _)) = snapshot.aligned() else { return Vec::new() };
    let field = snapshot.fields().iter().find(|field| field.label == finding.span && field.value.is_empty());
    let Some(field) = field else { return Vec::new() };
    let spec = field.of(template);
    let touches = document.slice(Span::new(field.label.start, field.value.start)).ends_with([' ', '|']);
    let gap = if touches { "" } else { " " };
    let fix = |value: &String| Fix {
        title: format!("Set {} to \"{value}\"", spec.label),
        edits: Edit::insert(field.value.start, format!("{gap}{value}")).into(),
        safe: false,
    };
    spec.choices.iter().map(fix).collect()
}
