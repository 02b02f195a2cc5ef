//! The inputs that a document has given: values that stand for one name wherever the template has it.

use super::Alignment;
use crate::document::Document;
use crate::markdown::normalise;
use crate::template::{InputAt, InputPlace, Placeholder, Template, opening_fields, value_of};
use crate::text::Span;

/// A value that a document gives for an input of its template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The input's name.
    pub name: String,
    /// The value, as written.
    pub value: String,
    /// Where the document has it.
    pub span: Span,
    /// Where the template has the input.
    pub wanted: Span,
    /// What it is the value of.
    pub by: GivenBy,
}

/// What gives an input its value; what comes first decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenBy {
    /// A front-matter key.
    Key,
    /// The title.
    Title,
    /// A field.
    Field,
}

/// The values that `document` gives for the inputs of `template`, those of the front matter first,
/// then those of the title, then those of fields. `placeholders` are what it has not filled in.
pub fn given(
    document: &Document,
    template: &Template,
    alignment: &Alignment,
    placeholders: &[Placeholder],
) -> Vec<Given> {
    let mut found = Vec::new();
    let title = template.input_places().iter().any(|place| matches!(place.at, InputAt::Title(_)));
    let title = if title { title_values(document, template, alignment) } else { Vec::new() };
    let fields = opening_fields(document, alignment.title());
    let fields: Vec<(String, Span)> = fields.map(|(label, value)| (normalise(label), value)).collect();
    for place in template.input_places() {
        let span = match &place.at {
            InputAt::Key(key) => key_value(document, key),
            InputAt::Title(index) => title.get(*index).copied(),
            InputAt::Field(label) => fields.iter().find(|field| field.0 == *label).map(|field| field.1),
            InputAt::FieldOf(spec, label) => field_of(document, alignment, *spec, label),
        };
        found.extend(span.and_then(|span| value(document, place, span, placeholders)));
    }
    found
}

/// The value at `span`; `None` where there is none yet.
fn value(document: &Document, place: &InputPlace, span: Span, placeholders: &[Placeholder]) -> Option<Given> {
    let value = document.slice(span);
    let from = placeholders.partition_point(|placeholder| placeholder.span.end <= span.start);
    let unfilled = placeholders.get(from).is_some_and(|placeholder| placeholder.span.start < span.end);
    if unfilled || !is_value(&value) {
        return None;
    }
    let by = match place.at {
        InputAt::Key(_) => GivenBy::Key,
        InputAt::Title(_) => GivenBy::Title,
        InputAt::Field(_) | InputAt::FieldOf(..) => GivenBy::Field,
    };
    Some(Given { name: place.name.clone(), value: value.into_owned(), span, wanted: place.span, by })
}

/// Whether a text is somebody's decision, on one line.
fn is_value(text: &str) -> bool {
    const UNDECIDED: [&str; 7] = ["tbd", "tbc", "tba", "todo", "n a", "none", "unknown"];
    let words = normalise(text);
    text.len() <= 200
        && !words.is_empty()
        && !text.contains(['|', '\n', '\r', '{', '<'])
        && !text.contains("](")
        && !UNDECIDED.contains(&words.as_str())
}

fn key_value(document: &Document, key: &str) -> Option<Span> {
    let matter = document.front_matter()?;
    let entry = matter.find(key)?;
    let is_several = matter.text(entry.value).starts_with(['[', '{', '-']);
    (!is_several).then(|| matter.inner(entry))
}

/// The value of the first field of this label in the sections that are paired with `spec`.
fn field_of(document: &Document, alignment: &Alignment, spec: usize, label: &str) -> Option<Span> {
    let bodies = alignment.instances(spec).iter().map(|&section| document.sections()[section].body);
    let mut fields = bodies.flat_map(|body| document.fields(body));
    let field = fields.find(|field| normalise(field.text(field.item.label)) == label)?;
    Some(value_of(document, field.span(field.item.value)))
}

/// What stands in the document's title where the template's has its holes; none where the words
/// around them are others.
fn title_values(document: &Document, template: &Template, alignment: &Alignment) -> Vec<Span> {
    let (Some(parts), Some(title)) = (template.title_parts(), alignment.title()) else { return Vec::new() };
    let title = document.sections()[title].title;
    let source = document.slice(title);
    fill(parts, &source).into_iter().map(|span| span.shift(title.start)).collect()
}

/// What stands in `source` between `parts`; nothing where that is not clear.
fn fill(parts: &[String], source: &str) -> Vec<Span> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let first = first.trim();
    if find(source.trim_start(), first) != Some(0) {
        return Vec::new();
    }
    let mut at = (source.len() - source.trim_start().len()) + first.len();
    let mut values = Vec::new();
    for (index, part) in rest.iter().enumerate() {
        let part = part.trim();
        let len = match part.is_empty() {
            true if index + 1 == rest.len() => source.len() - at,
            true => return Vec::new(),
            false => match find(&source[at..], part) {
                Some(len) => len,
                None => return Vec::new(),
            },
        };
        let text = &source[at..at + len];
        let start = at + (text.len() - text.trim_start().len());
        values.push(Span::new(start, start + text.trim().len()));
        at += len + part.len();
    }
    values
}

/// Where `part` stands first, whatever its case.
fn find(source: &str, part: &str) -> Option<usize> {
    let is_there = |at: usize| source.get(at..at + part.len()).is_some_and(|text| text.eq_ignore_ascii_case(part));
    source.char_indices().map(|(at, _)| at).chain([source.len()]).find(|&at| is_there(at))
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(parts: &[&str], source: &str) -> Vec<String> {
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        fill(&parts, source).into_iter().map(|span| source[span.range()].to_owned()).collect()
    }

    #[test]
    fn a_title_gives_what_stands_in_its_holes() {
        assert_eq!(filled(&["Specification: ", ""], "specification: Überblick 😀"), ["Überblick 😀"]);
        assert_eq!(filled(&["", " - Plan"], "Export - plan"), ["Export"]);
        assert_eq!(filled(&["", " Checklist: ", ""], "Release Checklist: Export"), ["Release", "Export"]);
        assert_eq!(filled(&["Plan: ", ""], "Plan:"), [""]);
        assert_eq!(filled(&["Plan: ", ""], "Export"), [""; 0]);
        assert_eq!(filled(&["", " ", ""], "a b"), [""; 0]);
    }
}
