//! What is wrong at a place, and how to let it be.

use super::words::escaped;
use super::{Hover, Look};
use crate::rules::{About, Finding};
use crate::workspace::Severity;

/// How many messages of one rule are shown.
const SHOWN: usize = 3;

/// Rules that find fault with the comments that ignore findings: no such comment helps there.
const OWN: [&str; 2] = ["invalid-directive", "unused-suppression"];

/// The findings that touch the place, by rule.
pub(super) fn hover(look: &Look<'_>) -> Option<Hover> {
    let findings: Vec<&Finding> = look.findings().collect();
    let span = findings.iter().map(|finding| finding.span).min_by_key(|span| span.len())?;
    let mut rules: Vec<&'static str> = Vec::new();
    for finding in &findings {
        if !rules.contains(&finding.rule.id) {
            rules.push(finding.rule.id);
        }
    }
    let of = |id: &str| findings.iter().copied().filter(|finding| finding.rule.id == id).collect::<Vec<_>>();
    let mut parts: Vec<String> = rules.iter().map(|id| said(look, &of(id))).collect();
    let id = if let [id] = rules[..] { id } else { "RULE" };
    parts.push(more(look, id, rules.iter().all(|id| OWN.contains(id))));
    Some(Hover { span, markdown: parts.join("\n\n") })
}

/// Where to read more of a rule, and what lets its findings be.
fn more(look: &Look<'_>, id: &str, stays: bool) -> String {
    let explained = format!("`specls explain {id}` says more");
    if stays {
        return format!("{explained}.");
    }
    let matter = look.snapshot.document().front_matter();
    let in_front = matter.is_some_and(|matter| look.offset < matter.span.end);
    let name = if in_front { "ignore-document" } else { "ignore" };
    format!("{explained}; `<!-- specls: {name} {id}: reason -->` lets it be.")
}

/// The findings of one rule.
fn said(look: &Look<'_>, findings: &[&Finding]) -> String {
    let Some(first) = findings.first() else { return String::new() };
    let mut text = format!("**{}** ({}): {}", first.rule.id, severity(first.severity), first.rule.summary);
    let told: Vec<&&Finding> = findings.iter().filter(|finding| !is_said(look, finding)).collect();
    for finding in told.iter().take(SHOWN) {
        text += &format!("\n- {}", escaped(&finding.message));
    }
    if told.len() > SHOWN {
        text += &format!("\n- and {} more", told.len() - SHOWN);
    }
    text
}

/// Whether the hover of a heading or a placeholder says it already.
fn is_said(look: &Look<'_>, finding: &Finding) -> bool {
    let Some((document, _, alignment)) = look.snapshot.aligned() else { return false };
    let section = document.section_at(look.offset);
    let section = section.filter(|&section| document.sections()[section].heading.touches(look.offset));
    let pair = section.and_then(|section| alignment.pair(section));
    let is_title = section.is_some() && alignment.title() == section;
    match finding.about {
        About::Missing(missing) => {
            section.is_some() && (missing.owner == section || is_title && missing.owner.is_none())
        }
        About::Lacks { .. } => is_title || pair.is_some_and(|pair| !pair.loose),
        About::Section(..) => finding.rule.id == "renamed-section" && pair.is_none(),
        // What to do with a marker or a comment is said here alone.
        About::Text(_) => finding.rule.id == "unfilled-placeholder" && finding.message.starts_with("placeholder "),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Information => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
