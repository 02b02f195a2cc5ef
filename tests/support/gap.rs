//! The law of a gap, for every document that is tested: a required section taken away is one
//! `missing-section`, and its fix closes the gap.

use specls::document::Document;
use specls::rules::{self, Fix};
use specls::template::Template;
use specls::workspace::Snapshot;
use std::sync::Arc;

/// `source` as a document of `template`.
pub(crate) fn snapshot(source: &str, template: &Arc<Template>) -> Snapshot {
    Snapshot::new(Document::parse(source), Some(template.clone()))
}

/// `rest`, a whole document that lost the group of `spec` and whose findings outside of it were
/// `outside` (rule and text), has exactly one `missing-section` and the same others. Gives the
/// document with its gap, and the fix that closes it.
pub(crate) fn gap(
    rest: &str,
    template: &Arc<Template>,
    spec: usize,
    outside: &[(&'static str, String)],
    context: &str,
) -> (Snapshot, Fix) {
    let name = &template.specs()[spec].pattern.text;
    let snapshot = snapshot(rest, template);
    let found = rules::check(&snapshot);
    let (missing, others): (Vec<_>, Vec<_>) = found.iter().partition(|finding| finding.rule.id == "missing-section");
    assert_eq!(missing.len(), 1, "{context}: {missing:#?}");
    assert_eq!(missing[0].section.as_deref(), Some(name.as_str()), "{context}");
    let others: Vec<_> =
        others.iter().map(|finding| (finding.rule.id, rest[finding.span.range()].to_owned())).collect();
    assert_eq!(others, outside, "{context}");
    let fix = rules::fixes(&snapshot, missing[0]).remove(0);
    (snapshot, fix)
}
