//! `undecided-choice`

use super::edits::brief;
use super::options::{choices, set};
use super::{About, Example, Findings, Rule, Weight};
use crate::template::{Pick, pick};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "undecided-choice",
    summary: "The alternatives that the template offers are all still there.",
    explanation: "\
A value such as `Draft | Review | Approved` or `High/Medium/Low` asks to pick one. While all are there, nobody knows which
holds. What is offered follows from the template: a value or a table cell that is nothing but alternatives, a list
behind a value (`{TYPE} # rolling, canary`), or the directive `choices`. Who marks one of them (`Draft | **Review**`) has picked.

**Fix:** one for each value. Picking is yours.",
    example: Example {
        template: "# {title}\n\n**Priority:** High | Medium | Low\n\n## Goals\n\n{goals}\n",
        bad: "# Export\n\n**Priority:** High | Medium | Low\n\n## Goals\n\nExport invoices.\n",
        good: "# Export\n\n**Priority:** High\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Placeholder,
    check,
    fixes: |snapshot, finding| set(snapshot, finding.span, finding.about),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let document = snapshot.document();
    for choice in choices(snapshot) {
        let text = document.slice(choice.span);
        if pick(choice.values, &text) == Pick::Undecided {
            let message = format!("{} is not decided: pick one of {}", choice.name, brief(&text));
            findings.report(snapshot, choice.span, About::Text(Some(choice.wanted)), message);
        }
    }
}
