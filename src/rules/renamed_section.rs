//! `renamed-section`

use super::edits::{heading_span, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, missing_section};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "renamed-section",
    summary: "A section that the template asks for may be there under another name.",
    explanation: "\
The template's section is missing, and one at its level has a name that may mean the same: `Implementation` for
`Reference Implementation`, `Test Approach` for `Testing Strategy`. specls suggests and never assumes: the finding is
information, whatever the document's status. Headings that differ in a word that tells (`Rollback Strategy`, `Backup
Strategy`) are never taken for each other.

**Fixes:** rename the heading as in the template, or insert the template's section beside it. Neither is applied unseen.",
    example: Example {
        template: "# {title}\n\n## Testing Strategy\n\n{tests}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Testing Approach\n\nEvery format has a fixture.\n\n## Risks\n\nNone.\n",
        good: "# Export\n\n## Testing Strategy\n\nEvery format has a fixture.\n\n## Risks\n\nNone.\n",
    },
    weight: Weight::Note,
    check,
    fixes,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    for &(section, missing) in alignment.renamed() {
        let (here, wanted) = (quote(document.heading(section)), quote(&template.specs()[missing.spec].pattern.text));
        let message = format!(
            "{here} may be the template's section {wanted}, which is missing: rename the heading, or insert the section"
        );
        findings.report(snapshot, heading_span(document, section), About::Section(section, Some(missing)), message);
    }
}

fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let Some((document, template, _)) = snapshot.aligned() else { return Vec::new() };
    let About::Section(section, Some(missing)) = finding.about else { return Vec::new() };
    let pattern = &template.specs()[missing.spec].pattern;
    let name = document.name(section);
    let unnumbered = pattern.text[pattern.name.number.len().min(pattern.text.len())..].trim_start();
    let title = document.sections()[section].title;
    let source = document.slice(title);
    // The document's own number stays.
    let kept = match source.strip_prefix(&*name.number) {
        Some(rest) if !name.number.is_empty() => source.len() - rest.trim_start().len(),
        _ => 0,
    };
    let edit = Edit::replace(Span::new(title.start + kept, title.end), unnumbered);
    let rename = Fix { title: format!("Rename to {}", quote(unnumbered)), edits: edit.into(), safe: false };
    let insert = missing_section::insert(snapshot, finding).map(|fix| Fix { safe: false, ..fix });
    [rename].into_iter().chain(insert).collect()
}
