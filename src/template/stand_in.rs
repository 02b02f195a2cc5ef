//! Stand-ins: values of a template that are no text in brackets and still none to keep, such as
//! `Start date: (fill me in)`, `date: YYYY-MM-DD` and `Proposal: SE-NNNN`.

use super::Placeholder;
use super::advice::words;
use super::squeeze::squeezed;
use crate::document::Document;
use crate::markdown::normalise;
use crate::text::Span;
use std::collections::HashMap;

/// The stand-ins of a template, by label: each value, squeezed, and its place.
#[derive(Clone, Debug, Default)]
pub struct StandIns(HashMap<String, Vec<(String, Span)>>);

/// What stands for digits.
const TOKENS: [&str; 7] = ["#0000", "-0000", "/0000", "NNN", "XXXX", "YYYY-MM-DD", "yyyy-mm-dd"];

impl StandIns {
    /// Learns those of `template`; values that hold one of its `placeholders` are none.
    pub(super) fn learn(template: &Document, placeholders: &[Span]) -> Self {
        let mut found: HashMap<String, Vec<(String, Span)>> = HashMap::new();
        each_value(template, |label, value, span| {
            let free = !placeholders.iter().any(|hole| span.covers(*hole));
            if free && (is_hint(value) || is_pattern(label, value)) {
                found.entry(normalise(label)).or_default().push((squeezed(value), span));
            }
        });
        Self(found)
    }

    /// The values of `document` that are one at the same label, by place.
    pub fn find(&self, document: &Document) -> Vec<Placeholder> {
        let mut found = Vec::new();
        if self.0.is_empty() {
            return found;
        }
        each_value(document, |label, value, span| {
            let known = if is_hint(value) || is_pattern(label, value) { self.0.get(&normalise(label)) } else { None };
            let value = squeezed(value);
            let same = known.into_iter().flatten().find(|(wanted, _)| *wanted == value);
            found.extend(same.map(|(_, learned)| Placeholder { span, learned: Some(*learned) }));
        });
        found.sort_unstable_by_key(|placeholder| placeholder.span);
        found
    }
}

/// Calls `take` with label, value and the value's place, for each field and front-matter key.
fn each_value(document: &Document, mut take: impl FnMut(&str, &str, Span)) {
    if let Some(matter) = document.front_matter() {
        for entry in &matter.entries {
            take(matter.text(entry.key), matter.text(entry.value), entry.value);
        }
    }
    for field in document.fields(Span::new(0, document.len())) {
        take(field.text(field.item.label), field.text(field.item.value), field.span(field.item.value));
    }
}

/// Whether a value is words in parentheses that say what to write there.
fn is_hint(value: &str) -> bool {
    let inner = value.strip_prefix('(').and_then(|value| value.strip_suffix(')'));
    inner.is_some_and(|inner| words(inner) >= 2 && !inner.contains(['(', ')']) && !stays(inner))
}

/// `(leave this empty)`, `(if applicable)`: what is left as it is, or left out.
fn stays(hint: &str) -> bool {
    let hint = normalise(hint);
    ["leave", "optional", "if applicable", "if any", "to be filled in by"].iter().any(|known| hint.starts_with(known))
}

/// Whether a value has letters in place of digits, and is not the name of a format.
fn is_pattern(label: &str, value: &str) -> bool {
    value.len() <= 300
        && TOKENS.iter().any(|token| value.contains(token))
        && !value.starts_with('`')
        && !normalise(label).contains("format")
}
