//! The rules: one file a rule, a registry, and the one place that decides how grave a finding is.

mod date_order;
mod duplicate_section;
mod edits;
mod empty_field;
mod empty_section;
mod field_line;
mod finding;
mod front_matter_syntax;
mod heading_level;
mod inconsistent_value;
mod inputs;
mod instruction_left;
mod invalid_choice;
mod invalid_directive;
mod invalid_value;
mod lifecycle;
mod misplaced_section;
mod missing_code_block;
mod missing_field;
mod missing_key;
mod missing_section;
mod missing_table;
mod missing_title;
mod new_field;
mod open;
mod options;
mod outdated_template;
mod parts;
mod renamed_section;
mod required_input;
mod sample_left;
mod shown;
mod suppression;
mod table_columns;
mod tables;
mod undecided_choice;
mod unfilled_placeholder;
mod unknown_template;
mod unused_suppression;

pub use crate::workspace::{Lifecycle, Severity};
pub use edits::place as whereabouts;
pub use edits::{quote, relevel};
pub use finding::{About, Finding, Findings, Fix, Wanted};
pub use inputs::{fill_given, filling};
pub use missing_section::{insert_all, insert_found};
pub(crate) use open::{open_code, open_fields, open_front_matter, open_keys, open_table};
pub use options::undecided;
pub use required_input::owed;
use shown::{append, illustrations, is_listed};
pub(crate) use tables::table_at;

use crate::text::{Edits, Span};
use crate::workspace::Snapshot;

/// The registry, in the order of the documentation: a new rule is a new file and a line here.
static ALL: &[&Rule] = &[
    &missing_section::RULE,
    &misplaced_section::RULE,
    &renamed_section::RULE,
    &duplicate_section::RULE,
    &empty_section::RULE,
    &heading_level::RULE,
    &missing_title::RULE,
    &unfilled_placeholder::RULE,
    &instruction_left::RULE,
    &required_input::RULE,
    &missing_field::RULE,
    &empty_field::RULE,
    &undecided_choice::RULE,
    &invalid_choice::RULE,
    &missing_table::RULE,
    &table_columns::RULE,
    &missing_code_block::RULE,
    &sample_left::RULE,
    &front_matter_syntax::RULE,
    &missing_key::RULE,
    &invalid_value::RULE,
    &date_order::RULE,
    &inconsistent_value::RULE,
    &unknown_template::RULE,
    &outdated_template::RULE,
    &invalid_directive::RULE,
    &unused_suppression::RULE,
];

/// One check.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case: `missing-section`.
    pub id: &'static str,
    /// One line: what it reports.
    pub summary: &'static str,
    /// Markdown: why it matters and what exactly is checked.
    pub explanation: &'static str,
    /// A template, a document that breaks the rule, and one that keeps it.
    pub example: Example,
    /// How grave its findings are, by the document's lifecycle.
    pub weight: Weight,
    /// Reports what is wrong.
    pub check: fn(&Snapshot, &mut Findings),
    /// The edits that mend one of its findings; none where an author must decide.
    pub fixes: fn(&Snapshot, &Finding) -> Vec<Fix>,
}

/// An example: the bad document gives exactly this rule's findings, the good one none.
#[derive(Debug)]
pub struct Example {
    /// The template that both documents follow.
    pub template: &'static str,
    /// A document that breaks the rule.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

/// What a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something is missing: information in a draft, a warning in review, an error once approved.
    Gap,
    /// Something is not filled in: a hint in a draft, then as a gap.
    Placeholder,
    /// Worth a look, never more than information.
    Note,
    /// specls, or whoever else reads the document, cannot do what it asks for: always an error.
    Misuse,
}

impl Weight {
    /// How grave a finding is, in words, for the documentation.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Gap => "information in a draft, warning in review, error once approved",
            Self::Placeholder => "hint in a draft, warning in review, error once approved",
            Self::Note => "information",
            Self::Misuse => "error",
        }
    }
}

impl Rule {
    /// The whole documentation as Markdown, from a heading of level 1 on.
    pub fn documentation(&self) -> String {
        let Self { id, summary, explanation, weight, example, .. } = self;
        let Example { template, bad, good } = example;
        let fence = |text: &str| format!("````markdown\n{}\n````", text.trim());
        format!(
            "# {id}\n\n{summary}\n\n**Severity:** {severity}; nothing once superseded or withdrawn.\n\n{explanation}\n\n\
             With this template:\n\n{template}\n\nthis document is reported:\n\n{bad}\n\nand this one is not:\n\n{good}\n",
            severity = weight.describe(),
            explanation = explanation.trim(),
            template = fence(template),
            bad = fence(bad),
            good = fence(good),
        )
    }
}

/// All rules, in the order of their documentation.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().copied().find(|rule| rule.id == id)
}

/// All findings of a snapshot, by place. Where the document follows no template, only its directives are looked at.
pub fn check(snapshot: &Snapshot) -> Vec<Finding> {
    check_while(snapshot, || true).unwrap_or_default()
}

/// As [`check`], but gives up, with `None`, once `wanted` says so; it is asked before each rule.
pub fn check_while(snapshot: &Snapshot, wanted: impl Fn() -> bool) -> Option<Vec<Finding>> {
    check_with(all(), snapshot, wanted)
}

/// As [`check_while`], with `rules` instead of all.
pub fn check_with(rules: &[&'static Rule], snapshot: &Snapshot, wanted: impl Fn() -> bool) -> Option<Vec<Finding>> {
    let follows = snapshot.template().is_some() || snapshot.unknown_template().is_some();
    let document = snapshot.document();
    if !follows && document.directives(Span::new(0, document.len())).next().is_none() {
        return Some(Vec::new());
    }
    let stage = Lifecycle::of(snapshot);
    let mut list = Vec::new();
    // A comment that begins with `specls:` is meant for us, whoever else the document is for.
    let looks = |rule: &Rule| follows || rule.id == invalid_directive::RULE.id;
    for &rule in rules.iter().filter(|rule| looks(rule)) {
        if !wanted() {
            return None;
        }
        if let Some(severity) = lifecycle::severity(snapshot, rule, stage) {
            let mut findings = Findings { list, rule, severity };
            (rule.check)(snapshot, &mut findings);
            list = findings.list;
        }
    }
    if follows {
        let severity = |rule: &Rule| lifecycle::severity(snapshot, rule, stage);
        let runs = |rule: &Rule| rules.iter().any(|one| one.id == rule.id) && severity(rule).is_some();
        let unused = suppression::apply(document, runs, &mut list);
        let rule = &unused_suppression::RULE;
        if let Some(severity) = severity(rule).filter(|_| runs(rule)) {
            let mut findings = Findings { list, rule, severity };
            unused_suppression::report(snapshot, &mut findings, &unused);
            list = findings.list;
        }
    }
    // Stable: several findings on one heading stay in the order of rules and template.
    list.sort_by_key(|finding| finding.span.start);
    Some(list)
}

/// The fixes of one of the snapshot's findings.
pub fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    (finding.rule.fixes)(snapshot, finding)
}

/// The fix of a finding, out of `fixes`, that may be applied unseen: a safe one, but not that of a
/// remark, which is the author's choice, or of a placeholder, which stands for the author's words. `None` where there is none.
pub fn unseen<'a>(finding: &Finding, fixes: &'a [Fix]) -> Option<&'a Fix> {
    fixes.iter().find(|fix| fix.safe && is_mended(finding))
}

/// Whether a finding may have a fix that is made unseen.
fn is_mended(finding: &Finding) -> bool {
    !matches!(finding.rule.weight, Weight::Note | Weight::Placeholder)
}

/// What [`fix_all`] does, in words.
pub const FIX_ALL: &str = "Insert all that is missing";

/// Whether [`fix_all`] would mend anything; it is found as soon as one of the findings has such a fix.
pub fn mends_unseen(snapshot: &Snapshot, findings: &[Finding]) -> bool {
    let mends = |finding: &Finding| unseen(finding, &fixes(snapshot, finding)).is_some();
    findings.iter().filter(|finding| is_mended(finding)).any(mends)
}

/// One fix that makes the [`unseen`] fixes of these findings at once; `None` where there is none. Of two that touch the same bytes, the first is made.
pub fn fix_all(snapshot: &Snapshot, findings: &[Finding]) -> Option<Fix> {
    let is_missing = |finding: &&Finding| finding.rule.id == missing_section::RULE.id;
    let mut edits = Edits::default();
    if findings.iter().any(|finding| is_missing(&finding)) {
        edits = insert_found(snapshot, findings).map(|fix| fix.edits).unwrap_or_default();
    }
    for finding in findings.iter().filter(|finding| !is_missing(finding) && is_mended(finding)) {
        if let Some(fix) = unseen(finding, &fixes(snapshot, finding)) {
            edits.add(fix.edits.clone());
        }
    }
    let title = FIX_ALL.to_owned();
    (!edits.is_empty()).then_some(Fix { title, edits, safe: true })
}
