//! `unknown-template`

use super::edits::quote;
use super::{About, Example, Findings, Rule, Weight};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "unknown-template",
    summary: "The document names a template that nobody knows.",
    explanation: "\
`<!-- specls: template NAME -->` and the front-matter key `template` say which template a document follows. Where the
name is not known nothing can be checked, so it is an error whatever the document's status. Names are those of the
built-in templates (`specls templates` lists them) and of the templates that specls was given.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n",
        bad: "<!-- specls: template milestones -->\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Misuse,
    check,
    fixes: |_, _| Vec::new(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if let Some(unknown) = snapshot.unknown_template() {
        let message = format!("there is no template {}: known are {}", quote(&unknown.name), unknown.known.join(", "));
        findings.report(snapshot, unknown.span, About::Text(None), message);
    }
}
