//! [`Slot`], a place for one value, and the values that are known for it.

use super::cursor::Cursor;
use super::{Completion, CompletionKind, begins};
use crate::align::GivenBy;
use crate::document::{DateReading, DateStyle, same_key};
use crate::markdown::normalise;
use crate::template::{Piece, Skeleton, ValueKind, alternatives, opening_fields, placeholder_name};
use crate::text::Span;

/// A place for one value.
pub(super) struct Slot {
    /// The value that is there: on the cursor's line, holding the cursor. Empty where there is none.
    pub(super) span: Span,
    /// What the value is of: a key, a label, a column's name.
    pub(super) name: String,
    /// Where the template asks for it, in bytes of the template.
    pub(super) wanted: Option<Span>,
    /// The values to pick from.
    pub(super) choices: Vec<String>,
    /// What the value is.
    pub(super) kind: ValueKind,
    /// Whether it is one of several.
    pub(super) in_list: bool,
    /// A value as it is written there.
    pub(super) write: Box<dyn Fn(&str) -> String>,
}

/// A value that is known.
struct Known {
    value: String,
    kind: CompletionKind,
    /// Where it comes from.
    detail: String,
}

/// Longer values are text of one document.
const LONGEST: usize = 60;

impl Slot {
    /// The values that are known and begin with what is typed: choices, what the document says elsewhere, today,
    /// then what sibling specs say.
    pub(super) fn complete(&self, cursor: &Cursor<'_>) -> Vec<Completion> {
        if cursor.snapshot.template().is_none() {
            return Vec::new();
        }
        let source = cursor.document().slice(self.span);
        let typed = &source[..cursor.offset.saturating_sub(self.span.start).min(source.len())];
        let mut known: Vec<Known> = Vec::new();
        for value in self.known(cursor) {
            let is_new = !known.iter().any(|other| other.value == value.value) && value.value != source;
            if is_new && !value.value.contains(['\n', '\r']) {
                known.push(value);
            }
        }
        let is_open = source.starts_with(['{', '[', '<', '【', '$']);
        let typed = if is_open { of_placeholder(typed) } else { typed };
        let is_meant = |known: &&Known| begins(&known.value, typed);
        let is_any = known.iter().any(|known| is_meant(&known));
        // What is typed in a placeholder may be its own name.
        let shown = known.iter().filter(|known| is_meant(known) || (is_open && !is_any));
        shown.map(|known| self.item(cursor, known, is_open)).collect()
    }

    fn item(&self, cursor: &Cursor<'_>, known: &Known, is_open: bool) -> Completion {
        let text = (self.write)(&known.value);
        let typed = cursor.document().slice(Span::new(self.span.start, cursor.offset.max(self.span.start)));
        let filter = match is_open {
            true => format!("{typed}{}", known.value),
            // With the space that goes ahead of it.
            false => format!("{}{}", &text[..text.len() - text.trim_start().len()], known.value),
        };
        let template = cursor.snapshot.template();
        let asked = self.wanted.zip(template).map(|(wanted, template)| template.line(wanted.start).1);
        Completion {
            label: known.value.clone(),
            kind: known.kind,
            detail: known.detail.clone(),
            documentation: asked.map_or_else(String::new, |line| format!("````markdown\n{}\n````", line.trim())),
            span: self.span,
            skeleton: Skeleton(vec![Piece::Text(text)]),
            filter,
            order: 0,
        }
    }

    fn known(&self, cursor: &Cursor<'_>) -> Vec<Known> {
        let id = cursor.snapshot.template().map_or("", |template| template.id.as_str());
        let choice = |value: &String| known(value, CompletionKind::Choice, format!("choice of {id}"));
        let mut list: Vec<Known> = self.choices.iter().map(choice).collect();
        list.extend(self.given(cursor));
        if self.choices.is_empty() {
            list.extend(self.elsewhere(cursor));
        }
        match self.kind {
            ValueKind::Date => list.extend(self.today(cursor)),
            ValueKind::Version => list.extend(self.versions(cursor)),
            _ => {}
        }
        if self.choices.is_empty() && self.kind != ValueKind::Date && self.kind != ValueKind::Version {
            list.extend(self.of_siblings(cursor));
        }
        list
    }

    /// What the document gives for the input of this name.
    fn given(&self, cursor: &Cursor<'_>) -> Option<Known> {
        let snapshot = cursor.snapshot;
        let source = cursor.document().slice(self.span);
        let name = placeholder_name(&source).trim().to_owned();
        // Behind the cursor may stand the bracket that an editor has closed.
        let typed = &source[..cursor.offset.saturating_sub(self.span.start).min(source.len())];
        let is_same = |other: &str| other.trim().eq_ignore_ascii_case(&name) || is_begun(typed, other);
        // Only then all that was given is looked for.
        if name.is_empty() || !snapshot.template()?.input_places().iter().any(|place| is_same(&place.name)) {
            return None;
        }
        let given = snapshot.given().iter().find(|given| is_same(&given.name))?;
        let by = match given.by {
            GivenBy::Key => "in the front matter",
            GivenBy::Title => "in the title",
            GivenBy::Field => "in a field",
        };
        Some(known(&given.value, CompletionKind::Value, format!("given {by}")))
    }

    /// What the document says under the same name in its front matter and in the fields of its opening.
    fn elsewhere(&self, cursor: &Cursor<'_>) -> Vec<Known> {
        let document = cursor.document();
        let mut found = Vec::new();
        let is_value =
            |text: &str| !text.is_empty() && text.len() <= LONGEST && !text.contains(['{', '[', '<', '|', '`', '*']);
        if let Some(matter) = document.front_matter() {
            let same = matter.entries.iter().filter(|entry| same_key(matter.text(entry.key), &self.name));
            let values = same.map(|entry| matter.inner(entry)).filter(|span| !span.touches(cursor.offset));
            let values = values.map(|span| matter.text(span)).filter(|text| is_value(text));
            found.extend(values.map(|text| known(text, CompletionKind::Value, "in the front matter".to_owned())));
        }
        // Labels that only this document has may be those of many values.
        if self.wanted.is_none() {
            return found;
        }
        let title = cursor.snapshot.alignment().and_then(|alignment| alignment.title());
        let name = normalise(&self.name);
        for (_, span) in opening_fields(document, title).filter(|(label, _)| normalise(label) == name) {
            let text = document.slice(span);
            if !span.touches(cursor.offset) && is_value(&text) {
                found.push(known(&text, CompletionKind::Value, "in a field".to_owned()));
            }
        }
        found
    }

    /// The day that it is, as the document writes days.
    fn today(&self, cursor: &Cursor<'_>) -> Option<Known> {
        let today = cursor.snapshot.today()?;
        Some(known(&today.write(style(cursor)), CompletionKind::Value, "today".to_owned()))
    }

    /// The versions that follow the one that is there; where there is none, first ones.
    fn versions(&self, cursor: &Cursor<'_>) -> Vec<Known> {
        let source = cursor.document().slice(self.span);
        let value = |value: String| known(&value, CompletionKind::Value, "next version".to_owned());
        match numbers(&source) {
            Some((mark, numbers)) => (0..numbers.len()).rev().map(|at| value(next(mark, &numbers, at))).collect(),
            None => {
                ["0.1.0", "1.0.0"].map(|first| known(first, CompletionKind::Value, "first version".to_owned())).into()
            }
        }
    }

    fn of_siblings(&self, cursor: &Cursor<'_>) -> Vec<Known> {
        let values = cursor.around.siblings.values(&self.name, cursor.around.path);
        let is_value =
            |value: &str| value.len() <= LONGEST && !value.contains(['{', '<', '|']) && alternatives(value).is_none();
        let inner = |value: &str| value.trim_matches(['"', '\'']).to_owned();
        let parts = values.into_iter().flat_map(|value| -> Vec<String> {
            match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
                Some(list) if self.in_list => list.split(',').map(|item| inner(item.trim())).collect(),
                None => vec![inner(value)],
                _ => Vec::new(),
            }
        });
        let of = "in other specs".to_owned();
        parts
            .filter(|value| !value.is_empty() && is_value(value))
            .map(|value| known(&value, CompletionKind::Value, of.clone()))
            .collect()
    }
}

fn known(value: &str, kind: CompletionKind, detail: String) -> Known {
    Known { value: value.to_owned(), kind, detail }
}

/// What is typed of a value inside of a placeholder: `Rev` of `[Draft | Rev`.
fn of_placeholder(typed: &str) -> &str {
    typed.rsplit(['|', '/', '[', '{', '<', '【', '$', ',']).next().unwrap_or_default().trim()
}

/// Whether `source` is the beginning of a placeholder called `name`, of at least three letters.
fn is_begun(source: &str, name: &str) -> bool {
    let begun = source.trim_start_matches(['{', '[', '<', '$', '【']).trim();
    let is_open = begun.len() < source.trim().len() && !source.ends_with(['}', ']', '>', '】']);
    is_open && begun.chars().count() >= 3 && name.to_lowercase().starts_with(&begun.to_lowercase())
}

/// How the document writes days: as most of the first ones in its front matter, its opening and the
/// section around the cursor.
fn style(cursor: &Cursor<'_>) -> DateStyle {
    let document = cursor.document();
    let mut found: Vec<DateStyle> = Vec::new();
    let mut note = |text: &str| found.extend(DateReading::of(text).date().map(|(_, style)| style));
    if let Some(matter) = document.front_matter() {
        matter.entries.iter().for_each(|entry| note(matter.text(matter.inner(entry))));
    }
    let title = cursor.snapshot.alignment().and_then(|alignment| alignment.title());
    opening_fields(document, title).for_each(|(_, span)| note(&document.slice(span)));
    if let Some(section) = cursor.section() {
        let body = document.sections()[section].body;
        document.fields(body).for_each(|field| note(field.text(field.item.value)));
        let cells = document.blocks(body).filter(|block| block.item.kind == crate::markdown::BlockKind::Cell);
        cells.for_each(|cell| note(cell.text(cell.item.span)));
    }
    let count = |style: &DateStyle| found.iter().filter(|other| *other == style).count();
    let most = found.iter().map(count).max();
    let usual = found.iter().find(|style| Some(count(style)) == most);
    usual.copied().unwrap_or(DateStyle::YearFirst('-'))
}

/// The `v` ahead of a version and its numbers; `None` where it is none.
fn numbers(text: &str) -> Option<(&str, Vec<u64>)> {
    let bare = text.trim_start_matches(['v', 'V']);
    let numbers: Option<Vec<u64>> = bare.split('.').map(|part| part.parse().ok()).collect();
    let numbers = numbers.filter(|numbers| (1..=3).contains(&numbers.len()))?;
    Some((&text[..text.len() - bare.len()], numbers))
}

/// The version that follows when the number at `at` is counted up.
fn next(mark: &str, numbers: &[u64], at: usize) -> String {
    let part = |(index, number): (usize, &u64)| match index.cmp(&at) {
        std::cmp::Ordering::Less => number.to_string(),
        std::cmp::Ordering::Equal => number.saturating_add(1).to_string(),
        std::cmp::Ordering::Greater => "0".to_owned(),
    };
    let parts: Vec<String> = numbers.iter().enumerate().map(part).collect();
    format!("{mark}{}", parts.join("."))
}
