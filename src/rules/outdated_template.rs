//! `outdated-template`

use super::{About, Example, Findings, Fix, Rule, Weight};
use crate::workspace::{Migration, Snapshot};

pub(super) static RULE: Rule = Rule {
    id: "outdated-template",
    summary: "The document names a version of its template that is not the newest.",
    explanation: "\
A document that says which version of its template it was written from, `<!-- specls: template service@1.1 -->`, is
checked against that version: what the template has asked for since is not missing. That there is a newer one is a
remark, never more than information, and no matter of documents that name no version.

**Fix:** migrate: insert the sections that the newer version adds, and name it. What the newer version renames or
drops stays as it is; `specls migrate` tells it. It is not safe to apply unseen.",
    example: Example {
        template: "\
<!-- specls: template: id=example, version=1.2 -->

# {title}

## Goals

{goals}

## Risks

{risks}

<!-- specls: template: id=example, version=1.1 -->

# {title}

## Goals

{goals}
",
        bad: "<!-- specls: template example@1.1 -->\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "<!-- specls: template example@1.2 -->\n\n# Export\n\n## Goals\n\nExport invoices.\n\n## Risks\n\nNone.\n",
    },
    weight: Weight::Note,
    check,
    fixes: |snapshot, _| migrate(snapshot).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (Some(template), Some(outdated)) = (snapshot.template(), snapshot.outdated()) else { return };
    let (here, newer) = (template.name(), outdated.newer.name());
    let message = format!("the document follows `{here}`, and there is `{newer}`: migrate to it");
    findings.report(snapshot, outdated.span, About::Text(None), message);
}

fn migrate(snapshot: &Snapshot) -> Option<Fix> {
    let (template, outdated) = (snapshot.template()?, snapshot.outdated()?);
    let migration = Migration::new(snapshot.document(), template, &outdated.newer, outdated.span);
    Some(Fix { title: format!("Migrate to {}", outdated.newer.name()), edits: migration.edits, safe: false })
}
