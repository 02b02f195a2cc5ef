//! The inputs of a template: the names that stand for one value wherever they are.

use super::notation::without_brackets;
use super::{Home, Placeholders, SectionSpec, opening};
use crate::document::Document;
use crate::markdown::normalise;
use crate::text::Span;

/// A place where a document gives the value of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputPlace {
    /// The input: the placeholder's text without its brackets.
    pub name: String,
    /// Where the template has it.
    pub span: Span,
    /// Where a document has it.
    pub at: InputAt,
}

/// Where a document gives a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputAt {
    /// As the value of this front-matter key.
    Key(String),
    /// In the title, as the hole with this index.
    Title(usize),
    /// As the value of the field with this label (normalised), in the opening.
    Field(String),
    /// As the value of the field with this label (normalised), in a section that is paired with this spec.
    FieldOf(usize, String),
}

/// What the directive `inputs` names: `<!-- specls: inputs: Service name, Team -->`.
pub(super) fn declared(document: &Document) -> Vec<String> {
    let directives = document.directives(Span::new(0, document.len()));
    let told = directives.filter(|directive| directive.text(directive.item.name) == "inputs");
    let names = told.flat_map(|directive| directive.text(directive.item.value).split(','));
    names.map(|name| without_brackets(name.trim()).to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Names that describe a value rather than name it: two of them are two values.
const NOTIONS: [&str; 15] = [
    "author",
    "comment",
    "date",
    "description",
    "email",
    "id",
    "link",
    "name",
    "number",
    "person",
    "reason",
    "text",
    "time",
    "url",
    "value",
];

/// The places that give the values of inputs: those of the front matter first, then those of the
/// title, then the fields. Below the opening only the inputs that a directive names have some.
pub(super) fn places(
    document: &Document,
    title: Option<usize>,
    specs: &[SectionSpec],
    placeholders: &Placeholders,
) -> Vec<InputPlace> {
    let mut places = Vec::new();
    let name = |span: Span| without_brackets(&document.slice(span)).trim().to_owned();
    let is_hole = |span: Span| placeholders.spans().binary_search(&span).is_ok();
    if let Some(matter) = document.front_matter() {
        let held = matter.entries.iter().map(|entry| (entry, matter.inner(entry))).filter(|(_, span)| is_hole(*span));
        places.extend(held.map(|(entry, span)| {
            let at = InputAt::Key(matter.text(entry.key).to_owned());
            InputPlace { name: name(span), span, at }
        }));
    }
    if let Some(title) = title {
        let holes = title_holes(document, title, placeholders);
        let at = |(index, span)| InputPlace { name: name(span), span, at: InputAt::Title(index) };
        places.extend(holes.into_iter().enumerate().map(at));
    }
    let declared = declared(document);
    let (start, end) = (opening(document, title).start, opening_end(document, title, specs));
    for field in document.fields(Span::new(0, document.len())) {
        let span = value_of(document, field.span(field.item.value));
        if !is_hole(span) {
            continue;
        }
        let (name, label) = (name(span), normalise(field.text(field.item.label)));
        let is_declared = declared.iter().any(|known| known.eq_ignore_ascii_case(&name));
        if Span::new(start, end).covers(span) {
            places.push(InputPlace { name, span, at: InputAt::Field(label) });
        } else if is_declared && let Home::Spec(spec) = super::opening::home(document, title, span.start) {
            places.push(InputPlace { name, span, at: InputAt::FieldOf(spec, label) });
        }
    }
    let is_told = |name: &str| declared.iter().any(|known| known.eq_ignore_ascii_case(name));
    let all = places.clone();
    places.retain(|place| is_told(&place.name) || !is_notion(place, &all));
    places
}

/// Whether a name says what kind of value stands there, and not which: `{date}`, or `{owner}` as the
/// value of two keys.
fn is_notion(place: &InputPlace, all: &[InputPlace]) -> bool {
    let is_again = |other: &InputPlace| {
        other.at != place.at
            && other.name.eq_ignore_ascii_case(&place.name)
            && std::mem::discriminant(&other.at) == std::mem::discriminant(&place.at)
    };
    let words = normalise(&place.name);
    let is_known = match words.split_once(' ') {
        None => words.chars().count() < 2 || NOTIONS.contains(&words.as_str()),
        Some(_) => words.contains("yyyy"),
    };
    is_known || all.iter().any(is_again)
}

/// Where the lines end that hold one value each: with the opening, or ahead of the first section where
/// that is one of several alike.
fn opening_end(document: &Document, title: Option<usize>, specs: &[SectionSpec]) -> usize {
    let first = (0..specs.len()).find(|&index| Some(index) != title);
    match first.filter(|&index| specs[index].pattern.has_hole()) {
        Some(index) => document.sections()[index].extent.start,
        None => opening(document, title).end,
    }
}

/// The placeholders in the title, by place.
fn title_holes(document: &Document, title: usize, placeholders: &Placeholders) -> Vec<Span> {
    let title = document.sections()[title].title;
    placeholders.spans().iter().copied().filter(|span| title.covers(*span)).collect()
}

/// How many fields say what a document is; what comes behind them is its text.
const MOST_FIELDS: usize = 64;

/// The labels and the values, without the markup around them, of the fields in a document's opening,
/// the first ones.
pub fn opening_fields(document: &Document, title: Option<usize>) -> impl Iterator<Item = (&str, Span)> {
    let fields = document.fields(opening(document, title)).take(MOST_FIELDS);
    fields.map(|field| (field.text(field.item.label), value_of(document, field.span(field.item.value))))
}

/// A field's value without the emphasis or code around it.
pub fn value_of(document: &Document, value: Span) -> Span {
    let text = document.slice(value);
    let mut inner = &*text;
    let mut start = value.start;
    for mark in ["***", "___", "**", "__", "*", "_", "`"] {
        let kept = inner.strip_prefix(mark).and_then(|inner| inner.strip_suffix(mark));
        if let Some(kept) = kept.filter(|kept| !kept.is_empty() && !kept.contains(mark)) {
            inner = kept;
            start += mark.len();
        }
    }
    Span::new(start, start + inner.len())
}

/// The template's title around its holes: one text more than it has holes; `None` where it has no
/// title, or no hole in it.
pub(super) fn title_parts(
    document: &Document,
    title: Option<usize>,
    placeholders: &Placeholders,
) -> Option<Vec<String>> {
    let title = title?;
    let holes = title_holes(document, title, placeholders);
    let span = document.sections()[title].title;
    let mut parts = Vec::with_capacity(holes.len() + 1);
    let mut from = span.start;
    for hole in &holes {
        parts.push(document.slice(Span::new(from, hole.start)).into_owned());
        from = hole.end;
    }
    parts.push(document.slice(Span::new(from, span.end)).into_owned());
    (!holes.is_empty()).then_some(parts)
}
