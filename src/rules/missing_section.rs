//! `missing-section`

use super::edits::{first_line, heading_span, place, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::align::{Alignment, Missing};
use crate::document::Document;
use crate::template::{GroupKind, Template};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    id: "missing-section",
    summary: "A section that the template asks for is not there.",
    explanation: "\
A reader who knows the template looks for the section and cannot tell whether there is nothing to say or nobody has
said it. Every section of the template is asked for unless its heading or its guidance says otherwise: `(optional)`,
`(if applicable)`. Case, numbering, emoji, punctuation and the heading's level do not matter; of sections that may be
repeated, one is enough. A missing section is one finding, whatever would have been below it. The finding lies on the
heading of the section that it belongs to, at the top on the title.

**Fix:** insert the section, as the template has it, where it belongs; or all missing sections at once. Both are safe.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n",
        bad: "# Export\n\n## Goals\n\nEvery customer can export invoices.\n",
        good: "# Export\n\n## Goals\n\nEvery customer can export invoices.\n\n## Risks\n\nNone known.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    for &missing in alignment.missing() {
        let place = place(document, template, alignment, missing).unwrap_or_else(|| "at the top level".to_owned());
        let name = name(template, missing);
        let message = format!("{name} is missing: insert it {place}");
        let span = place_of(document, alignment, missing.owner);
        findings.report(snapshot, span, About::Missing(missing), message);
    }
}

/// The fix that inserts what a finding is about.
pub(super) fn insert(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let (About::Missing(missing) | About::Section(_, Some(missing))) = finding.about else { return None };
    let edits = insert_edits(document, template, alignment, &[missing])?;
    let name = quote(&template.specs()[missing.spec].pattern.text);
    Some(Fix { title: format!("Insert section {name}"), edits, safe: true })
}

/// One fix that inserts all missing sections; `None` when none is missing.
pub fn insert_all(snapshot: &Snapshot) -> Option<Fix> {
    insert_these(snapshot, snapshot.alignment()?.missing())
}

/// One fix that inserts all sections that `findings` call missing; `None` when they call none so.
pub fn insert_found(snapshot: &Snapshot, findings: &[Finding]) -> Option<Fix> {
    let named = findings.iter().filter(|finding| finding.rule.id == RULE.id);
    let named = named.filter_map(|finding| match finding.about {
        About::Missing(missing) => Some((missing.spec, missing.owner)),
        _ => None,
    });
    let named: HashSet<(usize, Option<usize>)> = named.collect();
    let is_found = |missing: &&Missing| named.contains(&(missing.spec, missing.owner));
    let found: Vec<Missing> = snapshot.alignment()?.missing().iter().filter(is_found).copied().collect();
    insert_these(snapshot, &found)
}

fn insert_these(snapshot: &Snapshot, missing: &[Missing]) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let edits = insert_edits(document, template, alignment, missing)?;
    let title = match missing.len() {
        1 => "Insert the missing section".to_owned(),
        count => format!("Insert all {count} missing sections"),
    };
    Some(Fix { title, edits, safe: true })
}

fn insert_edits(document: &Document, template: &Template, alignment: &Alignment, missing: &[Missing]) -> Option<Edits> {
    let insertions = alignment.insertions(document, template, missing).into_iter();
    let edits = insertions.map(|insertion| Edit::insert(insertion.offset, insertion.skeleton.plain()));
    Edits::new(edits.collect()).ok().filter(|edits| !edits.is_empty())
}

/// Where findings on the contents of `owner` lie: on its heading's text, at the top on the title's,
/// in a document without a title on its first line.
pub(super) fn place_of(document: &Document, alignment: &Alignment, owner: Option<usize>) -> Span {
    match owner.or(alignment.title()) {
        Some(section) => heading_span(document, section),
        None => first_line(document),
    }
}

fn name(template: &Template, missing: Missing) -> String {
    let spec = &template.specs()[missing.spec];
    let text = quote(&spec.pattern.text);
    match template.groups()[spec.group].kind {
        GroupKind::Single => format!("section {text}"),
        GroupKind::Repeat | GroupKind::Series => format!("a section like {text}"),
    }
}
