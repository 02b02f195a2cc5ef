//! Stand-ins: values of a template that are no text in brackets and still none to keep, such as
//! `Start date: (fill me in)`, `date: YYYY-MM-DD`, `Proposal: SE-NNNN`, and the title `Feature name`.

use super::Placeholder;
use super::advice::{asks_in_wide, words};
use super::squeeze::squeezed;
use crate::document::Document;
use crate::markdown::normalise;
use crate::text::Span;
use std::collections::HashMap;

/// The stand-ins of a template: texts, squeezed, and their places.
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// Values, by label.
    values: HashMap<String, Vec<(String, Span)>>,
    /// The title.
    title: Option<(String, Span)>,
}

/// What has a name of its own, which a title such as `Feature name` stands for.
const NAMED: [&str; 22] = [
    "api",
    "app",
    "application",
    "change",
    "component",
    "document",
    "epic",
    "experiment",
    "feature",
    "initiative",
    "library",
    "module",
    "package",
    "plugin",
    "product",
    "program",
    "project",
    "proposal",
    "service",
    "story",
    "system",
    "tool",
];

/// What stands for digits.
const TOKENS: [&str; 7] = ["#0000", "-0000", "/0000", "NNN", "XXXX", "YYYY-MM-DD", "yyyy-mm-dd"];

impl StandIns {
    /// Learns those of `template`, whose title's text is at `title`; what holds one of its `placeholders` is none.
    pub(super) fn learn(template: &Document, placeholders: &[Span], title: Option<Span>) -> Self {
        let mut found: HashMap<String, Vec<(String, Span)>> = HashMap::new();
        let is_free = |span: Span| !placeholders.iter().any(|hole| span.covers(*hole));
        each_value(template, |label, value, span| {
            if is_free(span) && is_stand_in(label, value) {
                found.entry(normalise(label)).or_default().push((squeezed(value), span));
            }
        });
        let title = title.filter(|&title| is_free(title) && is_title(&template.slice(title)));
        Self { values: found, title: title.map(|title| (squeezed(&template.slice(title)), title)) }
    }

    /// The values of `document` that are one at the same label, and its title, whose text is at `title`, by place.
    pub fn find(&self, document: &Document, title: Option<Span>) -> Vec<Placeholder> {
        let mut found = Vec::new();
        if let (Some(span), Some((wanted, learned))) = (title, &self.title)
            && span.len() <= LONGEST
            && squeezed(&document.slice(span)) == *wanted
        {
            found.push(Placeholder { span, learned: Some(*learned) });
        }
        if self.values.is_empty() {
            return found;
        }
        each_value(document, |label, value, span| {
            let known = if is_stand_in(label, value) { self.values.get(&normalise(label)) } else { None };
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

/// What is longer, in bytes, is text.
const LONGEST: usize = 300;

fn is_stand_in(label: &str, value: &str) -> bool {
    is_hint(value) || is_pattern(label, value) || is_cut_link(value)
}

/// Whether a title says that there is to be one: `Feature name`, `Your short and telling title`, `RFC-NNNN`.
/// `Technical Specification` and `Domain name` are titles to keep.
fn is_title(title: &str) -> bool {
    let words = normalise(title);
    let (rest, last) = words.rsplit_once(' ').unwrap_or(("", &words));
    let names = last == "name" && NAMED.contains(&rest.rsplit(' ').next().unwrap_or_default());
    last == "title" || names || words.starts_with("title of ") || TOKENS.iter().any(|token| title.contains(token))
}

/// Whether a value is a link whose target is cut short: `[forum](https://forum.example.com/...)`.
fn is_cut_link(value: &str) -> bool {
    value.len() <= LONGEST && value.contains("://") && (value.contains("/...") || value.contains("/…"))
}

/// Whether a value is words in parentheses that say what to write there.
fn is_hint(value: &str) -> bool {
    let inner = value.strip_prefix('(').and_then(|value| value.strip_suffix(')'));
    let wide = value.strip_prefix('（').and_then(|value| value.strip_suffix('）')).filter(|inner| asks_in_wide(inner));
    let is_one = |inner: &str| !inner.contains(['(', ')', '（', '）']) && !stays(inner);
    wide.is_some_and(is_one) || inner.is_some_and(|inner| (words(inner) >= 2 || asks_in_wide(inner)) && is_one(inner))
}

/// `(leave this empty)`, `(if applicable)`: what is left as it is, or left out.
fn stays(hint: &str) -> bool {
    let hint = normalise(hint);
    const STAYS: [&str; 10] = [
        "leave",
        "optional",
        "if applicable",
        "if any",
        "to be filled in by",
        "可选",
        "任意",
        "如有",
        "如适用",
        "请留空",
    ];
    STAYS.iter().any(|known| hint.starts_with(known))
}

/// Whether a value has letters in place of digits, and is not the name of a format.
fn is_pattern(label: &str, value: &str) -> bool {
    value.len() <= LONGEST
        && TOKENS.iter().any(|token| value.contains(token))
        && !value.starts_with('`')
        && !normalise(label).contains("format")
}
