//! What the cursor is on that has a name, and the places of that name.

use super::repeat::label_range;
use crate::align::Given;
use crate::document::Document;
use crate::template::{GroupKind, Placeholder, Template, placeholder_name};
use crate::text::Span;
use crate::workspace::Snapshot;
use std::ops::Range;

/// Something that has a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    /// A placeholder that is not filled in.
    Placeholder(&'a Placeholder),
    /// A value that the document gives for an input.
    Given(&'a Given),
    /// A section, by its heading.
    Section(usize),
}

/// What is at `offset` (bytes); `None` in plain text, and in a document without a template.
pub(super) fn at(snapshot: &Snapshot, offset: usize) -> Option<Subject<'_>> {
    let (document, _, _) = snapshot.aligned()?;
    if let Some(placeholder) = placeholder_at(snapshot, offset) {
        return Some(Subject::Placeholder(placeholder));
    }
    if let Some(given) = snapshot.given().iter().find(|given| given.span.touches(offset)) {
        return Some(Subject::Given(given));
    }
    let section = document.section_at(offset)?;
    words_of(document, section).touches(offset).then_some(Subject::Section(section))
}

/// The placeholder at `offset`.
pub(super) fn placeholder_at(snapshot: &Snapshot, offset: usize) -> Option<&Placeholder> {
    let touched = snapshot.placeholders_in(Span::at(offset));
    touched.iter().find(|placeholder| placeholder.span.range().contains(&offset)).or(touched.first())
}

/// The placeholders of this name, whatever their brackets and case, by place.
pub(super) fn open<'a>(snapshot: &'a Snapshot, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    let document = snapshot.document();
    let is_it = move |span: &Span| is_same(placeholder_name(&document.slice(*span)), name);
    snapshot.placeholders().iter().map(|placeholder| placeholder.span).filter(is_it)
}

/// The places that give a value for the input `name`, those that decide first.
pub(super) fn giving<'a>(snapshot: &'a Snapshot, name: &'a str) -> impl Iterator<Item = &'a Given> {
    snapshot.given().iter().filter(move |given| is_same(&given.name, name))
}

/// Whether the template says that `name` is one value wherever it stands.
pub(super) fn is_input(template: &Template, name: &str) -> bool {
    template.input_places().iter().any(|place| is_same(&place.name, name))
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// The text of a section's heading, as written, without the number that it begins with.
pub(super) fn words_of(document: &Document, section: usize) -> Span {
    let title = document.sections()[section].title;
    let source = document.slice(title);
    let rest = source.strip_prefix(&*document.name(section).number).unwrap_or(&source).trim_start();
    if rest.is_empty() { title } else { Span::new(title.end - rest.len(), title.end) }
}

/// What an instance of a repeat is called: `Component 2: Store`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// The label, normalised: `component`.
    pub(super) label: String,
    /// The label with the ordinal, as written: `Component 2`.
    pub(super) head: String,
    /// What is behind it: `Store`. Empty where nothing is.
    pub(super) rest: String,
}

/// What an instance of a repeat or a series is called by its heading; `None` where the section is none, or has no ordinal.
pub(super) fn called(snapshot: &Snapshot, section: usize) -> Option<Called> {
    let (document, template, alignment) = snapshot.aligned()?;
    let pair = alignment.pair(section).filter(|pair| !pair.loose)?;
    let spec = &template.specs()[pair.spec];
    if template.groups()[spec.group].kind == GroupKind::Single {
        return None;
    }
    let (label, _) = document.name(section).label.as_ref()?;
    parts(&document.slice(words_of(document, section)), label)
}

/// `words` as what an instance with this label is called.
pub(super) fn parts(words: &str, label: &str) -> Option<Called> {
    let (name, ordinal): (Range<usize>, Range<usize>) = label_range(words, label)?;
    let behind = &words[ordinal.end..];
    let start = behind.find(|c: char| c.is_alphanumeric() || "{[<$`".contains(c)).unwrap_or(behind.len());
    Some(Called {
        label: label.to_owned(),
        head: words[name.start..ordinal.end].to_owned(),
        rest: behind[start..].trim_end_matches(['*', '_', ' ']).to_owned(),
    })
}
