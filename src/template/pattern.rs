//! [`Pattern`], a template's heading as something that documents' headings are held against.

use crate::markdown::{Name, is_wide, normalise};

/// The methods that make `GET /users` a member of a series of endpoints.
const METHODS: [&str; 7] = ["delete", "get", "head", "options", "patch", "post", "put"];

/// What stands for a placeholder while a heading is read; no heading has it.
const HOLE: char = '\u{fffc}';

/// A template's heading: literal words, holes (placeholders) and ordinals.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The heading as in the template, markup removed, placeholders kept: what messages quote.
    pub text: String,
    /// The literal words.
    pub name: Name,
    /// The literal words between holes, normalised, in order: `["high risk", ""]` for
    /// `High Risk: {risk}`. One part where there is no hole.
    parts: Vec<String>,
    /// The same, of what is behind the label.
    rest: Vec<String>,
    /// The HTTP method, where the heading is one and a path.
    method: Option<String>,
}

/// What siblings of one group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Alike but for ordinals and holes: one repeatable spec.
    Repeat(String),
    /// A labelled ordinal, or HTTP method and path, and words of their own.
    Series(String),
    /// Alone.
    None,
}

impl Pattern {
    /// Reads a heading: its plain text, and its source with the byte ranges of the placeholders in it.
    pub fn parse(text: &str, source: &str, holes: &[std::ops::Range<usize>]) -> Self {
        let method = endpoint_method(text);
        if holes.is_empty() {
            let name = Name::parse(text);
            let (parts, rest) = (vec![name.words.to_string()], vec![name.rest.to_string()]);
            return Self { text: text.to_owned(), parts, rest, name, method };
        }
        let mut masked = String::new();
        let mut from = 0;
        for hole in holes {
            masked.push_str(&source[from..hole.start]);
            masked.push(HOLE);
            from = hole.end;
        }
        masked.push_str(&source[from..]);
        let name = Name::parse(&masked);
        let unnumbered = masked.trim().trim_start_matches(&*name.number);
        let parts: Vec<String> = unnumbered.split(HOLE).map(normalise).collect();
        let mut rest = parts.clone();
        if let Some((label, ordinal)) = &name.label {
            let label = format!("{label} {ordinal}");
            rest[0] = rest[0].strip_prefix(&label).unwrap_or(&rest[0]).trim_start().to_owned();
        }
        Self { text: source.trim().to_owned(), name, parts, rest, method }
    }

    /// Whether the heading is one placeholder and nothing else.
    pub fn is_bare_hole(&self) -> bool {
        self.has_hole() && self.parts.iter().all(String::is_empty)
    }

    /// Whether it has a placeholder.
    pub fn has_hole(&self) -> bool {
        self.parts.len() > 1
    }

    /// Whether `name` is this heading with its holes filled or left out, ordinals as they are here.
    pub fn accepts(&self, name: &Name) -> bool {
        if !self.has_hole() {
            return self.name.words == name.words;
        }
        let words = if name.label.is_some() && name.words == name.rest { &name.rest } else { &name.words };
        fills(&self.parts, words)
    }

    /// Whether `name` has the same label, whatever its ordinal, and the same literal words behind it:
    /// `Phase 4: User Story 1 - Export` for `Phase 3: User Story 1 - {title}`.
    pub fn accepts_rest(&self, name: &Name) -> bool {
        let literal = self.rest.iter().any(|part| !part.is_empty());
        literal
            && self.shares_label(name)
            && if self.has_hole() { fills(&self.rest, &name.rest) } else { self.name.rest == name.rest }
    }

    /// Whether both say the same but for what is in parentheses, or behind this heading's colon: `MVP
    /// First (Story 1 Only)` and `MVP First`.
    pub fn is_but_for_remarks(&self, name: &Name) -> bool {
        !self.has_hole() && !name.bare.is_empty() && (self.name.bare == name.bare || self.name.head == name.words)
    }

    /// Whether both begin with the same label: `Component 3: Cache` for `Component 1: {name}`.
    pub fn shares_label(&self, name: &Name) -> bool {
        match (&self.name.label, &name.label) {
            (Some((ours, _)), Some((theirs, _))) => ours == theirs,
            _ => self.method().is_some() && method_of(&name.words).is_some(),
        }
    }

    /// Whether both carry the same label and the same ordinal (for endpoints, the same method).
    pub fn shares_ordinal(&self, name: &Name) -> bool {
        match (&self.name.label, &name.label) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => self.method().is_some() && self.method() == method_of(&name.words),
        }
    }

    /// What this heading has in common with siblings of its group.
    pub fn likeness(&self) -> Likeness {
        if self.method().is_some() {
            return Likeness::Series("method".to_owned());
        }
        let shape = shape(&self.parts);
        match &self.name.label {
            Some((label, _)) if self.name.rest.is_empty() || self.has_hole() => {
                Likeness::Repeat(format!("{label}:{shape}"))
            }
            Some((label, _)) => Likeness::Series(label.to_string()),
            None if self.is_bare_hole() => Likeness::Repeat(String::new()),
            None if self.has_hole() && shape.contains('0') => Likeness::Repeat(shape),
            None => Likeness::None,
        }
    }

    /// The label that a series of such headings shares, where it has one.
    pub fn series(&self) -> Option<String> {
        if self.method().is_some() {
            return Some("method".to_owned());
        }
        self.name.label.as_ref().map(|(label, _)| label.to_string())
    }

    fn method(&self) -> Option<&str> {
        self.method.as_deref()
    }
}

/// Whether `words` are `parts` with something or nothing between them. The first literal part decides;
/// remarks behind it come and go.
fn fills(parts: &[String], words: &str) -> bool {
    match parts.iter().position(|part| !part.is_empty()) {
        None => true,
        Some(0) => strip_words_prefix(words, &parts[0]).is_some(),
        Some(first) => find_words(words, &parts[first]).is_some(),
    }
}

/// The HTTP method of a heading such as `GET /users`.
fn endpoint_method(heading: &str) -> Option<String> {
    let (method, path) = heading.trim_start_matches('`').split_once(' ')?;
    let method = method.to_lowercase();
    let is_path = path.trim_start_matches([' ', '`']).starts_with('/');
    (is_path && METHODS.contains(&method.as_str())).then_some(method)
}

/// The HTTP method that `words` begin with, where a path follows.
fn method_of(words: &str) -> Option<&str> {
    let (method, path) = words.split_once(' ')?;
    (METHODS.contains(&method) && !path.is_empty()).then_some(method)
}

/// The literal words with every number as `0`.
fn shape(parts: &[String]) -> String {
    let mut shape = String::new();
    for c in parts.join("\u{fffc}").chars() {
        match c {
            c if c.is_ascii_digit() && shape.ends_with('0') => {}
            c if c.is_ascii_digit() => shape.push('0'),
            c => shape.push(c),
        }
    }
    shape
}

fn strip_words_prefix<'a>(words: &'a str, prefix: &str) -> Option<&'a str> {
    let left = words.strip_prefix(prefix)?;
    let parted = left.starts_with(' ') || prefix.ends_with(is_wide);
    (prefix.is_empty() || left.is_empty() || parted).then(|| left.trim_start())
}

fn find_words(words: &str, part: &str) -> Option<usize> {
    words.match_indices(part).map(|(at, _)| at).find(|&at| {
        let before = at == 0 || words.as_bytes()[at - 1] == b' ' || part.starts_with(is_wide);
        let after = words[at + part.len()..].chars().next().is_none_or(|c| c == ' ' || part.ends_with(is_wide));
        before && after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pattern whose placeholders are in curly brackets.
    fn pattern(source: &str) -> Pattern {
        let mut holes = Vec::new();
        let mut from = 0;
        while let Some(open) = source[from..].find('{') {
            let end = from + source[from..].find('}').unwrap() + 1;
            holes.push(from + open..end);
            from = end;
        }
        Pattern::parse(source, source, &holes)
    }

    #[test]
    fn holes_accept_any_words_and_none() {
        for (heading, accepted, refused) in [
            ("High Risk: {risk}", ["High Risk: Data loss", "High risk"], "Medium Risk: Data loss"),
            ("{Kind} Checklist: {name}", ["Release Checklist: Export", "{Kind} Checklist: {name}"], "Release Notes"),
            ("Component 1: {name}", ["Component 1: Auth", "Component 1"], "Component 2: Auth"),
            ("{Category}", ["Data", "2. Data"], ""),
        ] {
            let pattern = pattern(heading);
            for text in accepted {
                assert!(pattern.accepts(&Name::parse(text)), "{heading}: {text}");
            }
            assert!(refused.is_empty() || !pattern.accepts(&Name::parse(refused)), "{heading}: {refused}");
        }
    }

    #[test]
    fn siblings_of_a_group_are_told_by_their_likeness() {
        let likeness = |text| pattern(text).likeness();
        assert_eq!(likeness("Component 1: {a}"), likeness("Component 2: {b}"));
        assert_eq!(likeness("Phase 1: Setup"), Likeness::Series("phase".into()));
        assert_eq!(likeness("GET /api/{resource}"), likeness("POST /api/{resource}"));
        assert_eq!(likeness("{Category 1}"), likeness("{Category 2}"));
        assert_eq!(likeness("High Risk: {a}"), Likeness::None);
        assert_eq!(likeness("Goals"), Likeness::None);
    }

    #[test]
    fn labels_and_ordinals_are_shared_or_not() {
        let component = pattern("Component 1: {name}");
        assert!(component.shares_label(&Name::parse("Component 7: Cache")));
        assert!(!component.shares_ordinal(&Name::parse("Component 7: Cache")));
        assert!(pattern("GET /{a}").shares_ordinal(&Name::parse("GET /users/{id}")));
        assert!(!component.shares_label(&Name::parse("Auth Service")));
    }
}
