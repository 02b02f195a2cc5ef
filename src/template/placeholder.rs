//! Placeholders: which bracketed texts are some, learned from the template.

use super::Reading;
use super::notation::{
    around, begins_value, in_code, inner, is_citation, is_identifier, is_legend, is_notion, is_one_word, is_screaming,
    is_wording, plausible,
};
use crate::document::{Document, Located};
use crate::markdown::{Bracket, BracketKind, Context};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// Where a template's or a document's text stands: which section spec rules there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// Ahead of the first section, the front matter included, and the title's own.
    Preamble,
    /// In a section that is paired with this spec.
    Spec(usize),
    /// In a section that no spec asks for.
    Nowhere,
}

/// A placeholder in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Where it is, brackets included.
    pub span: Span,
    /// The template's placeholder that it is, in bytes of the template; `None` where only its shape
    /// tells.
    pub learned: Option<Span>,
}

/// One place where the template has a placeholder.
#[derive(Clone, Debug)]
struct Place {
    span: Span,
    home: Home,
    code: bool,
    /// Whether `/` is directly before it.
    path: bool,
    neighbours: (String, String),
}

/// The placeholders of a template.
#[derive(Clone, Debug, Default)]
pub struct Placeholders {
    /// By their text, white space collapsed and numbers as `0`.
    learned: HashMap<String, Vec<Place>>,
    /// The dialects that the template uses in prose.
    dialects: HashSet<BracketKind>,
    /// The markers of its comments: `AGENT_PLACEHOLDER`.
    markers: HashSet<String>,
    /// All of them, by place.
    spans: Vec<Span>,
    reading: Reading,
}

/// The placeholders of a chunk that has one home; their places are from its start.
struct Known {
    template: Reading,
    home: Home,
    found: Vec<Placeholder>,
}

impl Placeholders {
    /// Learns those of `template`, whose section at an offset is `home`.
    pub fn learn(template: &Document, home: impl Fn(usize) -> Home) -> Self {
        let mut found = Self::default();
        let whole = Span::new(0, template.len());
        // What a legend explains is notation wherever it stands.
        let legends: HashSet<&str> = template
            .brackets(whole)
            .filter(is_legend)
            .map(|bracket| inner(bracket.text(bracket.item.span)).trim_end_matches('?'))
            .collect();
        let explained = |bracket: Located<'_, Bracket>| {
            bracket.item.kind == BracketKind::Square && legends.contains(inner(bracket.text(bracket.item.span)))
        };
        // `${version}` in a code span is one where the template has it in prose too, else perhaps a variable of a shell.
        let dollars: HashSet<&str> = template
            .brackets(whole)
            .filter(|bracket| bracket.item.kind == BracketKind::Dollar && plausible(*bracket))
            .map(|bracket| bracket.text(bracket.item.span))
            .collect();
        let in_span = |bracket: Located<'_, Bracket>| {
            bracket.item.context == Context::CodeSpan && dollars.contains(bracket.text(bracket.item.span))
        };
        let accepts = |bracket, _| (plausible(bracket) || in_span(bracket)) && !explained(bracket);
        for (bracket, span) in innermost(template.brackets(whole), accepts) {
            let text = bracket.text(bracket.item.span);
            let kind = bracket.item.kind;
            if bracket.item.context == Context::Prose || bracket.item.context == Context::FrontMatter {
                found.dialects.insert(kind);
            }
            if kind == BracketKind::Comment {
                found.markers.extend(marker(text).map(str::to_owned));
            }
            found.spans.push(span);
            found.learned.entry(key(text)).or_default().push(Place {
                span,
                home: home(span.start),
                code: in_code(bracket.item.context),
                path: around(&bracket).0.ends_with('/'),
                neighbours: neighbours(around(&bracket)),
            });
        }
        found.spans.sort_unstable();
        found
    }

    /// The template's own placeholders, by place.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Which reading of the template they are from.
    pub(super) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The placeholders of `document` that begin inside `span`, by place, disjoint; `home` tells
    /// which spec rules at an offset.
    pub fn find(&self, document: &Document, span: Span, home: impl Fn(usize) -> Home) -> Vec<Placeholder> {
        let mut found = Vec::new();
        for (base, chunk) in document.front_chunk(span).into_iter().chain(document.chunks_in(span)) {
            let (Some(first), Some(last)) = (chunk.brackets().first(), chunk.brackets().last()) else { continue };
            let here = home(base + first.span.start);
            // A chunk that is in one section has one home.
            if document.section_at(base + first.span.start) != document.section_at(base + last.span.start) {
                found.extend(self.find_in(Document::brackets_of(chunk, base), &home));
                continue;
            }
            let fits = |known: &Known| known.home == here && known.template == self.reading;
            let known = chunk.memo_if(fits, |chunk| {
                let found = self.find_in(Document::brackets_of(chunk, 0), &|_| here);
                Known { template: self.reading.clone(), home: here, found }
            });
            let place = |known: &Placeholder| Placeholder { span: known.span.shift(base), ..*known };
            found.extend(known.found.iter().map(place));
        }
        found.retain(|placeholder: &Placeholder| (span.start..span.end).contains(&placeholder.span.start));
        found
    }

    fn find_in<'a>(
        &self,
        brackets: impl Iterator<Item = Located<'a, Bracket>>,
        home: &impl Fn(usize) -> Home,
    ) -> Vec<Placeholder> {
        let mut learned = HashMap::new();
        let taken = innermost(brackets, |bracket, span| {
            if let Some(place) = self.recall(bracket, span, home) {
                learned.insert(span.start, place);
                return true;
            }
            self.has_shape(bracket)
        });
        let found = |(_, span): (_, Span)| Placeholder { span, learned: learned.get(&span.start).copied() };
        let mut found: Vec<Placeholder> = taken.into_iter().map(found).collect();
        found.sort_unstable_by_key(|placeholder| placeholder.span);
        found
    }

    /// The template's placeholder that this bracket is, word for word.
    fn recall(&self, bracket: Located<'_, Bracket>, span: Span, home: &impl Fn(usize) -> Home) -> Option<Span> {
        let text = bracket.text(bracket.item.span);
        let places = self.learned.get(&key(text))?;
        let code = in_code(bracket.item.context);
        let here = home(span.start);
        let (before, behind) = around(&bracket);
        let place = if bracket.item.kind == BracketKind::Wide {
            places.iter().find(|place| place.home == here && place.code == code)?
        } else if is_one_word(inner(text)) {
            if before.ends_with(is_identifier) {
                return None;
            }
            let neighbours = neighbours((before, behind));
            places.iter().find(|place| {
                let same_line = bracket.item.context == Context::FrontMatter && place.neighbours.0 == neighbours.0;
                place.code == code && place.home == here && (same_line || place.neighbours == neighbours)
            })?
        } else if code {
            places.iter().find(|place| place.code && place.home == here)?
        } else {
            places.iter().find(|place| place.home == here).or(places.first())?
        };
        let path = bracket.item.kind == BracketKind::Curly && before.ends_with('/');
        (!path || places.iter().any(|place| place.path)).then_some(place.span)
    }

    /// Whether it has the shape of a placeholder in a dialect that the template uses. Prose only.
    fn has_shape(&self, bracket: Located<'_, Bracket>) -> bool {
        let kind = bracket.item.kind;
        let text = bracket.text(bracket.item.span);
        if kind == BracketKind::Comment {
            return marker(text).is_some_and(|marker| self.markers.contains(marker));
        }
        if bracket.item.context != Context::Prose || !self.dialects.contains(&kind) {
            return false;
        }
        let (before, behind) = around(&bracket);
        if before.ends_with(|c: char| is_identifier(c) || "/$!#@%[])}\\\"'`".contains(c))
            || behind.starts_with(|c: char| is_identifier(c) || "[](:{".contains(c))
        {
            return false;
        }
        let inner = inner(text);
        let first = inner.chars().next().is_some_and(char::is_alphabetic);
        match kind {
            BracketKind::Mustache => inner.trim().chars().all(|c| c.is_alphanumeric() || " _-".contains(c)),
            BracketKind::Dollar => first && !is_screaming(inner) && !inner.contains(['.', ':', '(', '$']),
            BracketKind::Curly => first && (is_screaming(inner) || is_wording(inner)) && !is_notion(inner),
            BracketKind::Square => {
                first && begins_value(before) && is_wording(inner) && !is_citation(inner) && !is_notion(inner)
            }
            BracketKind::Angle => first && is_wording(inner) && !inner.contains('='),
            // Names of buttons, titles and remarks are written so, too.
            BracketKind::Comment | BracketKind::Wide => false,
        }
    }
}

/// What is longer, in bytes, is text in brackets and no placeholder; it also bounds what hostile texts cost.
const LONGEST: usize = 2000;

/// The brackets that `accept` takes, none inside another: of a nest, the innermost that is taken.
fn innermost<'a>(
    brackets: impl Iterator<Item = Located<'a, Bracket>>,
    mut accept: impl FnMut(Located<'a, Bracket>, Span) -> bool,
) -> Vec<(Located<'a, Bracket>, Span)> {
    let mut brackets: Vec<_> = brackets.map(|bracket| (bracket, bracket.span(bracket.item.span))).collect();
    brackets.retain(|(_, span)| span.len() <= LONGEST);
    brackets.sort_by_key(|(_, span)| (span.end, std::cmp::Reverse(span.start)));
    let mut taken: Vec<(Located<'a, Bracket>, Span)> = Vec::new();
    for (bracket, span) in brackets {
        // Taken spans are disjoint and sorted by end, so only the last can be inside this one.
        let free = taken.last().is_none_or(|(_, last)| last.end <= span.start);
        if free && accept(bracket, span) {
            taken.push((bracket, span));
        }
    }
    taken
}

/// The upper-case word that a marker comment begins with.
fn marker(text: &str) -> Option<&str> {
    inner(text).split_once(':').map(|(marker, _)| marker.trim())
}

/// What texts are compared by: white space collapsed, every number `0`.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            c if c.is_ascii_digit() => {
                if !key.ends_with('0') {
                    key.push('0');
                }
            }
            c => key.push(c),
        }
    }
    key
}

/// The words next to a bracket on its line, in lower case, numbers as `0`; empty at the line's ends.
fn neighbours((before, behind): (&str, &str)) -> (String, String) {
    let part = |c: char| !c.is_alphanumeric();
    let word = |word: &str| key(&word.to_lowercase());
    let left = before.split(part).rfind(|word| !word.is_empty()).map(word);
    let right = behind.split(part).find(|word| !word.is_empty()).map(word);
    (left.unwrap_or_default(), right.unwrap_or_default())
}
