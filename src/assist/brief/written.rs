//! What a document has already of what a brief asks for.

use super::markdown::fenced;
use crate::rules::{About, Finding};
use crate::text::Span;
use crate::workspace::Snapshot;
use std::collections::HashSet;

/// What a document has already, and what it lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its text there, lines ended with LF; empty where there is none.
    pub text: String,
    /// What is wrong with it, each in a sentence, in document order.
    pub lacks: Vec<String>,
    /// The placeholders that are left, as written, each once.
    pub placeholders: Vec<String>,
}

/// What the snapshot's document has of `spec`, or as a whole for `None`: of several sections of that spec `section`, else
/// the first. `findings` are the snapshot's.
pub fn written(snapshot: &Snapshot, findings: &[Finding], spec: Option<usize>, section: Option<usize>) -> Written {
    let document = snapshot.document();
    let span = match (spec, snapshot.alignment()) {
        (Some(spec), Some(alignment)) => {
            let found = section.or_else(|| alignment.instances(spec).first().copied());
            match found.and_then(|section| document.sections().get(section)) {
                Some(section) => section.extent,
                None => return Written { lacks: missing(findings, spec), ..Written::default() },
            }
        }
        _ => Span::new(0, document.len()),
    };
    let holds = |place: Span| span.start <= place.start && place.start < span.end.max(span.start + 1);
    // Placeholders are named once each, not once a place.
    let found = findings.iter().filter(|finding| holds(finding.span) && finding.rule.id != "unfilled-placeholder");
    let lacks = unique(found.map(|finding| finding.message.clone()));
    let left = snapshot.placeholders().iter().filter(|placeholder| holds(placeholder.span));
    let placeholders = unique(left.map(|placeholder| lf(&document.slice(placeholder.span))));
    Written { text: lf(&document.slice(span)).trim().to_owned(), lacks, placeholders }
}

/// The section around `offset` (bytes) that the template asks for, and its spec; the next one outside where it does not.
/// `None` ahead of all sections, in the title's own text, and where there is no template.
pub fn part_at(snapshot: &Snapshot, offset: usize) -> Option<(usize, usize)> {
    let (document, _, alignment) = snapshot.aligned()?;
    let around = std::iter::successors(document.section_at(offset), |&section| document.sections()[section].parent);
    around.into_iter().find_map(|section| Some((section, alignment.pair(section)?.spec)))
}

/// What is said of a spec that is not there.
fn missing(findings: &[Finding], spec: usize) -> Vec<String> {
    let is_it = |finding: &&Finding| matches!(finding.about, About::Missing(missing) if missing.spec == spec);
    findings.iter().filter(is_it).map(|finding| finding.message.clone()).collect()
}

/// Each text once, in order.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl Written {
    /// As a part of the brief.
    pub(super) fn markdown(&self) -> String {
        let mut text = match self.text.as_str() {
            "" => "## Written so far\n\nNothing yet.".to_owned(),
            written => format!("## Written so far\n\nKeep what is right in it.\n\n{}", fenced(written)),
        };
        let mut lines: Vec<String> = self.lacks.iter().map(|lack| format!("- {lack}")).collect();
        if !self.placeholders.is_empty() {
            lines.push(format!(
                "- to fill in: {}",
                self.placeholders.iter().map(|one| code(one)).collect::<Vec<_>>().join(", ")
            ));
        }
        if !lines.is_empty() {
            text.push_str(&format!("\n\n## Still to do\n\n{}", lines.join("\n")));
        }
        text
    }
}

/// A placeholder as a code span on one line.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
