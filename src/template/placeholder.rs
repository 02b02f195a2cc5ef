//! Placeholders: which bracketed texts are some, learned from the template.

use crate::document::{Document, Located};
use crate::markdown::{BlockKind, Bracket, BracketKind, Context};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// HTML's element names, as far as documents use them: `<br>` is no placeholder, `<name>` is.
const ELEMENTS: [&str; 48] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "tr",
    "ul",
];

/// Where a template's or a document's text stands: which section spec rules there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Placeholders {
    /// Learns those of `template`, whose section at an offset is `home`.
    pub fn learn(template: &Document, home: impl Fn(usize) -> Home) -> Self {
        let mut found = Self::default();
        let whole = Span::new(0, template.len());
        for (bracket, span) in innermost(template, whole, |bracket, _| plausible(bracket)) {
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

    /// The placeholders of `document` that begin inside `span`, by place, disjoint; `home` tells
    /// which spec rules at an offset.
    pub fn find(&self, document: &Document, span: Span, home: impl Fn(usize) -> Home) -> Vec<Placeholder> {
        let mut learned = HashMap::new();
        let mut found: Vec<Placeholder> = innermost(document, span, |bracket, span| {
            if let Some(place) = self.recall(bracket, span, &home) {
                learned.insert(span.start, place);
                return true;
            }
            self.has_shape(bracket)
        })
        .into_iter()
        .map(|(_, span)| Placeholder { span, learned: None })
        .collect();
        for placeholder in &mut found {
            placeholder.learned = learned.get(&placeholder.span.start).copied();
        }
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
        let place = if is_one_word(inner(text)) {
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
            BracketKind::Comment => false,
        }
    }
}

/// What is longer, in bytes, is text in brackets and no placeholder; it also bounds what hostile texts cost.
const LONGEST: usize = 2000;

/// The brackets that `accept` takes, none inside another: of a nest, the innermost that is taken.
fn innermost<'a>(
    document: &'a Document,
    span: Span,
    mut accept: impl FnMut(Located<'a, Bracket>, Span) -> bool,
) -> Vec<(Located<'a, Bracket>, Span)> {
    let mut brackets: Vec<_> =
        document.brackets(span).map(|bracket| (bracket, bracket.span(bracket.item.span))).collect();
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

/// Whether a bracketed text of a template is a placeholder rather than syntax.
fn plausible(bracket: Located<'_, Bracket>) -> bool {
    let text = bracket.text(bracket.item.span);
    let inner = inner(text);
    let code = in_code(bracket.item.context);
    let glued = around(&bracket).0.ends_with(is_identifier);
    let is_value = bracket.item.context != Context::FrontMatter || !is_yaml(bracket.item.kind, inner);
    if !inner.contains(char::is_alphabetic) || is_diagram(&bracket) || is_legend(&bracket) || !is_value {
        return false;
    }
    match bracket.item.kind {
        BracketKind::Comment | BracketKind::Mustache => true,
        BracketKind::Dollar => !code,
        BracketKind::Curly => {
            let padded = inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
            let json = inner.contains("\":") || inner.contains(';') || inner.trim_start().starts_with('"');
            let attribute = inner.starts_with(['#', '.', ':', '%']);
            !(json || attribute || padded || (glued && is_one_word(inner)))
        }
        BracketKind::Square => {
            let quoted = inner.trim_start().starts_with(['"', '\'', '{', '<']);
            !(quoted || is_notation(inner) || (glued && is_one_word(inner)))
        }
        BracketKind::Angle => {
            let name = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
            let element = ELEMENTS.contains(&name.as_str())
                && (is_one_word(inner.trim_end_matches(['/', ' '])) || inner.contains('='));
            !(inner.starts_with(['/', '!', '?']) || element || (code && glued))
        }
    }
}

/// Whether it is a list or a map of front matter: `[spec, design]`, `{a: 1}`.
fn is_yaml(kind: BracketKind, inner: &str) -> bool {
    match kind {
        BracketKind::Square => inner.contains(',') || (is_one_word(inner) && !inner.starts_with(char::is_uppercase)),
        BracketKind::Curly => inner.contains(": ") && !inner.contains("e.g."),
        BracketKind::Angle => inner.contains('@'),
        _ => false,
    }
}

/// Whether it explains a notation that documents keep: one word as a label, `**[Story]**: …`, or in
/// the code of a heading.
fn is_legend(bracket: &Located<'_, Bracket>) -> bool {
    let (before, behind) = around(bracket);
    let one_word = is_one_word(inner(bracket.text(bracket.item.span)).trim_end_matches('?'));
    let is_label = before.ends_with("**") && (behind.starts_with("**:") || behind.starts_with(":**"));
    let in_heading = bracket.item.context == Context::CodeSpan && before.starts_with('#');
    one_word && bracket.item.kind == BracketKind::Square && (is_label || in_heading)
}

/// Whether it stands in a Mermaid or similar diagram, whose labels are in brackets.
fn is_diagram(bracket: &Located<'_, Bracket>) -> bool {
    let Context::CodeBlock(index) = bracket.item.context else { return false };
    let Some(BlockKind::Code { info, .. }) = bracket.chunk().blocks().get(index as usize).map(|block| &block.kind)
    else {
        return false;
    };
    let language = bracket.text(*info).split_whitespace().next().unwrap_or_default();
    ["mermaid", "plantuml", "dot", "graphviz", "d2"].contains(&language)
}

/// `[P]`, `[US1]`: marks that stay, not values. `[X]`, `[N]` and the like are values.
fn is_notation(inner: &str) -> bool {
    let letters = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = !letters.is_empty() && letters.chars().all(|c| c.is_ascii_uppercase());
    let single = letters.len() == 1 && !["N", "X", "Y", "Z"].contains(&letters);
    capitals && letters.len() <= 3 && (single || letters.len() < inner.len())
}

/// Two words or more, as people write them: no code.
fn is_wording(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    words >= 2
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
        && !inner.contains([';', '=', '{', '}', '\\'])
        && !inner.contains("\":")
}

/// `RFC 2119, section 4`, `Table 3`: a reference that never got its link.
fn is_citation(inner: &str) -> bool {
    inner.split_whitespace().count() <= 5 && inner.contains(|c: char| c.is_ascii_digit())
}

/// `a, b`, `x in S`, `a: string`, `string | null`: sets, intervals and types.
fn is_notion(inner: &str) -> bool {
    let short = !inner.split(|c: char| !c.is_alphanumeric()).any(|word| word.chars().count() >= 4);
    let typed = inner.contains(": ") || inner.contains(" | ");
    let listed = inner.contains(',') && inner.split(',').all(|part| is_one_word(part.trim()));
    short || typed || listed
}

/// Whether a value may begin behind this: at a line's start, behind a bullet, a label or a cell's edge.
fn begins_value(before: &str) -> bool {
    let before = before.trim_end();
    let item = before
        .trim_start()
        .trim_end_matches(['.', ')'])
        .chars()
        .all(|c| c.is_ascii_digit() || "#>-*+ []xX".contains(c));
    item || before.ends_with([':', '|']) || before.ends_with(":**") || before.ends_with("**:")
}

/// `TARGET_DATE`
fn is_screaming(inner: &str) -> bool {
    inner.len() >= 3
        && inner.starts_with(|c: char| c.is_ascii_uppercase())
        && inner.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "_- ".contains(c))
}

fn is_one_word(inner: &str) -> bool {
    inner.chars().all(char::is_alphanumeric)
}

fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn in_code(context: Context) -> bool {
    matches!(context, Context::CodeBlock(_) | Context::CodeSpan)
}

/// What is inside the brackets.
fn inner(text: &str) -> &str {
    for (open, close) in [("<!--", "-->"), ("{{", "}}"), ("${", "}")] {
        if let Some(inner) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close)) {
            return inner;
        }
    }
    let mut chars = text.chars();
    chars.next();
    chars.next_back();
    chars.as_str()
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

/// How far around a bracket its line is read, in bytes: lines may be as long as a document.
const WINDOW: usize = 400;

/// The bracket's line, before and behind it, as far as [`WINDOW`] goes.
fn around<'a>(bracket: &Located<'a, Bracket>) -> (&'a str, &'a str) {
    let text = bracket.chunk().text();
    let (from, to) = (bracket.item.span.start.saturating_sub(WINDOW), bracket.item.span.end.saturating_add(WINDOW));
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let (from, to) = (floor(from), floor(to));
    let (before, behind) = (&text[from..bracket.item.span.start], &text[bracket.item.span.end..to]);
    let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
    let end = memchr::memchr2(b'\n', b'\r', behind.as_bytes()).unwrap_or(behind.len());
    (&before[start..], &behind[..end])
}

/// The words next to a bracket on its line, in lower case, numbers as `0`; empty at the line's ends.
fn neighbours((before, behind): (&str, &str)) -> (String, String) {
    let part = |c: char| !c.is_alphanumeric();
    let word = |word: &str| key(&word.to_lowercase());
    let left = before.split(part).rfind(|word| !word.is_empty()).map(word);
    let right = behind.split(part).find(|word| !word.is_empty()).map(word);
    (left.unwrap_or_default(), right.unwrap_or_default())
}
