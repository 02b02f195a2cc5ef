//! `invalid-choice`

use super::edits::quote;
use super::lifecycle::is_own_status;
use super::options::{choices, in_words, set};
use super::{About, Example, Findings, Rule, Weight};
use crate::template::{Pick, pick};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "invalid-choice",
    summary: "A value is none of those that the template offers.",
    explanation: "\
Values that are picked from a list are read by people and by tools that know the list. A value of another name falls
through. Case, markup, emoji, other forms of the word, and remarks in parentheses or behind a dash or comma do not
matter; several may be picked, and `N/A`, a value still owed, or a sentence is left alone.

**Fix:** one for each value of the list. Picking is yours.",
    example: Example {
        template: "# {title}\n\n**Priority:** High | Medium | Low\n\n## Goals\n\n{goals}\n",
        bad: "# Export\n\n**Priority:** Urgent\n\n## Goals\n\nExport invoices.\n",
        good: "# Export\n\n**Priority:** high (since May)\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| set(snapshot, finding.span, finding.about),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let document = snapshot.document();
    for choice in choices(snapshot) {
        let text = document.slice(choice.span);
        if pick(choice.values, &text) == Pick::Other && !is_own_status(snapshot, choice.name, &text) {
            let offered = in_words(choice.values);
            let message =
                format!("{} is {}, which the template does not offer: use {offered}", choice.name, quote(&text));
            findings.report(snapshot, choice.span, About::Text(Some(choice.wanted)), message);
        }
    }
}
