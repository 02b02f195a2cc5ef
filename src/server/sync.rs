//! Keeping the text as the client has it.

use super::convert;
use super::lsp::{Position, Range, Uri};
use super::uri;
use super::version::{Choice, Content, Version};
use crate::document::Document;
use crate::text::{Encoding, Text};
use crate::workspace::Project;
use serde::{Deserialize, Deserializer};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// `textDocument/didChange`. Read more leniently than the protocol's own type does: an edit that is
/// refused is an edit that is lost, and the text is wrong from there on.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DidChange {
    pub(crate) text_document: Identifier,
    pub(crate) content_changes: Vec<Change>,
}

/// Which version of which document the changes make.
#[derive(Debug, Deserialize)]
pub(crate) struct Identifier {
    pub(crate) uri: Uri,
    pub(crate) version: Option<i32>,
}

/// One change: of a range, or of the whole text where there is none.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    range: Option<Ends>,
    text: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Ends {
    start: Place,
    end: Place,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Place {
    #[serde(deserialize_with = "clamped")]
    line: u32,
    #[serde(deserialize_with = "clamped")]
    character: u32,
}

impl From<Place> for Position {
    fn from(place: Place) -> Self {
        Self { line: place.line, character: place.character }
    }
}

/// Any number, as the nearest that can be a line or a column.
fn clamped<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    f64::deserialize(deserializer).map(|number| number as u32)
}

/// The content of a text that was opened.
pub(crate) fn open(source: &str) -> Content {
    match unless_it_panics("parsing", || Document::parse(source)) {
        Some(document) => Content::Parsed(document),
        None => Content::Unparsed(Text::new(source)),
    }
}

/// The content after `changes`, which are made one after the other.
pub(crate) fn change(content: &Content, changes: &[Change], encoding: Encoding) -> Content {
    changes.iter().fold(content.clone(), |content, change| one(&content, change, encoding))
}

fn one(content: &Content, change: &Change, encoding: Encoding) -> Content {
    let Some(ends) = change.range else { return open(&change.text) };
    let span = convert::span(content.text(), Range { start: ends.start.into(), end: ends.end.into() }, encoding);
    if let Content::Parsed(document) = content
        && let Some(document) = unless_it_panics("editing", || document.edit(span, &change.text))
    {
        return Content::Parsed(document);
    }
    open(&content.text().replace(span, &change.text).to_string())
}

/// Which template a document has in `project`, given the version before it: none where it is a template itself
/// or is to be left alone; that which it names; that which the settings give it; that which it had; that which it is
/// recognised as, where it had none or its project was another.
pub(crate) fn choose(project: &Arc<Project>, uri: &uri::Uri, content: &Content, before: Option<&Version>) -> Choice {
    let same = before.is_some_and(|before| before.project.as_ref().is_some_and(|known| Arc::ptr_eq(known, project)));
    let library = project.library();
    let kept = before.and_then(|before| before.choice.kept.as_ref());
    // Another project has templates of its own, the same or anew.
    let kept = kept.filter(|_| !before.is_some_and(|before| before.choice.mapped));
    let kept = if same { kept } else { kept.and_then(|kept| library.get(&kept.path)) };
    let keep = || Choice { kept: kept.cloned(), ..Choice::default() };
    let Content::Parsed(document) = content else { return keep() };
    let choice = unless_it_panics("finding the template", || {
        let path = uri.path();
        if let Some(path) = &path {
            let (template, ignored) = (project.is_template(path), project.ignores(path));
            if template || ignored {
                return Choice { template, ignored: ignored && !template, ..Choice::default() };
            }
        }
        let named = library.is_named_by(document);
        let mapped = path.filter(|_| !named).and_then(|path| project.mapped(&path).cloned());
        if mapped.is_some() {
            return Choice { kept: mapped, named, mapped: true, ..Choice::default() };
        }
        let looks = named || kept.is_none() || !same;
        let found = if looks { library.template_of(document) } else { None };
        Choice { kept: found.or_else(|| kept.cloned()), named, ..Choice::default() }
    });
    choice.unwrap_or_else(keep)
}

/// What `make` makes. The text must stay in step with the client's whatever happens to its syntax.
fn unless_it_panics<T>(what: &str, make: impl FnOnce() -> T) -> Option<T> {
    let made = catch_unwind(AssertUnwindSafe(make));
    made.inspect_err(|_| tracing::error!("{what} panicked")).ok()
}
