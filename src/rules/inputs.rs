//! Filling in inputs: what a document gives for a name goes wherever the name still stands.

use super::edits::{brief, quote};
use super::{Finding, Fix};
use crate::align::{Given, GivenBy};
use crate::document::Document;
use crate::template::{Placeholder, Template, placeholder_name};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

/// The fixes that fill in the placeholder of a finding, and all others of its name, with the value
/// that the document gives for it; none where it gives none.
pub(super) fn fill(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let document = snapshot.document();
    let text = document.slice(finding.span);
    let name = placeholder_name(&text);
    let Some((given, one)) = filling(snapshot, finding.span) else { return Vec::new() };
    let open = open(snapshot, name);
    let value = quote(&given.value);
    let title = format!("Fill in {value} {}", from(document, given));
    let mut fixes = vec![Fix { title, edits: one.into(), safe: false }];
    if open.len() > 1 {
        fixes.extend(fill_all(document, given, &open));
    }
    fixes
}

/// The fix that fills in all placeholders that `given` is the value of; `None` where there is none.
pub fn fill_given(snapshot: &Snapshot, given: &Given) -> Option<Fix> {
    fill_all(snapshot.document(), given, &open(snapshot, &given.name))
}

/// Where `name` still stands.
fn open(snapshot: &Snapshot, name: &str) -> Vec<Span> {
    let document = snapshot.document();
    let spans = snapshot.placeholders().iter().map(|placeholder: &Placeholder| placeholder.span);
    spans.filter(|span| is_same(placeholder_name(&document.slice(*span)), name)).collect()
}

fn fill_all(document: &Document, given: &Given, open: &[Span]) -> Option<Fix> {
    let edits = open.iter().map(|span| Edit::replace(*span, document.in_place(*span, &given.value)));
    let edits = Edits::new(edits.collect()).ok().filter(|edits| !edits.is_empty())?;
    let places =
        if open.len() == 1 { "the place that is left".to_owned() } else { format!("all {} places", open.len()) };
    Some(Fix { title: format!("Fill in {} in {places}", quote(&given.value)), edits, safe: false })
}

/// What the document gives for the placeholder at `span`, and the edit that fills it in; `None` where it gives nothing.
pub fn filling(snapshot: &Snapshot, span: Span) -> Option<(&Given, Edit)> {
    let document = snapshot.document();
    let given = given_for(snapshot, placeholder_name(&document.slice(span)))?;
    Some((given, Edit::replace(span, document.in_place(span, &given.value))))
}

fn given_for<'a>(snapshot: &'a Snapshot, name: &str) -> Option<&'a Given> {
    snapshot.given().iter().find(|given| is_same(&given.name, name))
}

/// The template's text at `span` with its placeholders filled in by what the document gives.
pub(super) fn filled(snapshot: &Snapshot, template: &Template, span: Span) -> String {
    let source = template.document.slice(span);
    let mut text = String::with_capacity(source.len());
    let mut from = 0;
    for hole in template.placeholders().spans().iter().filter(|hole| span.covers(**hole)) {
        let written = template.document.slice(*hole);
        if let Some(given) = given_for(snapshot, placeholder_name(&written)) {
            text += &source[from..hole.start - span.start];
            text += &template.document.in_place(*hole, &given.value);
            from = hole.end - span.start;
        }
    }
    text + &source[from..]
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn from(document: &Document, given: &Given) -> String {
    match given.by {
        GivenBy::Key => "from the front matter".to_owned(),
        GivenBy::Title => "from the title".to_owned(),
        GivenBy::Field => {
            let line = document.text().line_at(given.span.start);
            let before = document.slice(line);
            let label = before.split(':').next().unwrap_or_default();
            let label = label.trim_matches(|c: char| !c.is_alphanumeric() && !"{}[]<>".contains(c));
            format!("from {}", quote(&brief(label)))
        }
    }
}
