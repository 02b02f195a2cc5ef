//! [`Directive`], what a comment says to specls: one small grammar for templates and documents.

use super::grammar::{For, Grammar, grammar};
use crate::document::{Document, Located};
use crate::markdown;
use crate::text::Span;

/// What a comment `<!-- specls: NAME VALUE -->` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive<'a> {
    /// This file is a template: `template: id=service, version=2, description=…`.
    Template(Identity<'a>),
    /// This section may be left out.
    Optional,
    /// This section may stand several times.
    Repeat,
    /// The sections below this one may stand in any order.
    AnyOrder,
    /// This section's own text is meant to stay in documents.
    Keep,
    /// What to tell the author of this section.
    Guidance(&'a str),
    /// The values that a field or column may have.
    Choices {
        /// The field's label, or the column's head.
        label: &'a str,
        /// The values.
        values: Vec<&'a str>,
    },
    /// Placeholders that are one value, wherever they occur.
    Inputs(Vec<&'a str>),
    /// The document follows this template: `template service@1.2`.
    Follows {
        /// The template's id or path.
        id: &'a str,
        /// The version that the document was written from.
        version: Option<&'a str>,
    },
    /// Findings that are meant to be left.
    Ignore {
        /// Where.
        scope: Scope,
        /// Of which rules.
        rules: Vec<&'a str>,
        /// Why.
        reason: &'a str,
    },
}

/// What a template says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity<'a> {
    /// What documents and the command line call it.
    pub id: Option<&'a str>,
    /// Which version of it this is.
    pub version: Option<&'a str>,
    /// One line that says what it is for.
    pub description: Option<&'a str>,
}

/// How far an `ignore` reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The line that it stands on; alone on its line, the block behind it.
    Here,
    /// The section that it stands in, with the sections below.
    Section,
    /// The whole document.
    Document,
}

/// Why a directive cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread<'a> {
    /// There is nothing behind `specls:`.
    Empty,
    /// No directive has this name.
    UnknownName(&'a str),
    /// What is behind the name is missing, or not what belongs there.
    Malformed(&'static Grammar),
    /// Nothing belongs behind the name.
    Superfluous(&'static Grammar),
    /// A template says nothing of itself under this key.
    UnknownKey(&'a str),
    /// An `ignore` says not why.
    NoReason(&'static Grammar),
}

impl Scope {
    fn grammar(self) -> &'static Grammar {
        grammar(match self {
            Self::Here => "ignore",
            Self::Section => "ignore-section",
            Self::Document => "ignore-document",
        })
    }
}

impl<'a> Directive<'a> {
    /// Reads what a comment says.
    ///
    /// # Errors
    /// When it is none of [`super::DIRECTIVES`], or not as they are written.
    pub fn read(raw: Located<'a, markdown::Directive>) -> Result<Self, Misread<'a>> {
        Self::parse(raw.text(raw.item.name), raw.text(raw.item.value))
    }

    /// Reads `NAME VALUE`.
    ///
    /// # Errors
    /// As [`Directive::read`].
    pub fn parse(name: &'a str, value: &'a str) -> Result<Self, Misread<'a>> {
        let bare = |directive| match value {
            "" => Ok(directive),
            _ => Err(Misread::Superfluous(grammar(name))),
        };
        let read = match name {
            "" => return Err(Misread::Empty),
            "template" if value.contains('=') => return identity(value).map(Self::Template),
            "template" => follows(value),
            "optional" => return bare(Self::Optional),
            "repeat" => return bare(Self::Repeat),
            "any-order" => return bare(Self::AnyOrder),
            "keep" => return bare(Self::Keep),
            "guidance" => Some(Self::Guidance(value)).filter(|_| !value.is_empty()),
            "choices" => choices(value),
            "inputs" => Some(Self::Inputs(list(value))).filter(|_| !list(value).is_empty()),
            "ignore" => return ignore(Scope::Here, value),
            "ignore-section" => return ignore(Scope::Section, value),
            "ignore-document" => return ignore(Scope::Document, value),
            _ => return Err(Misread::UnknownName(name)),
        };
        read.ok_or(Misread::Malformed(grammar(name)))
    }

    /// Where it may stand.
    pub fn home(&self) -> For {
        match self {
            Self::Follows { .. } | Self::Ignore { .. } => For::Document,
            _ => For::Template,
        }
    }
}

/// The directives that begin in `span` and can be read, in order, with the span of each comment.
pub fn directives(document: &Document, span: Span) -> impl Iterator<Item = (Span, Directive<'_>)> {
    document.directives(span).filter_map(|raw| Some((raw.span(raw.item.span), Directive::read(raw).ok()?)))
}

/// Whether the document says that it is a template, well or not so well.
pub fn is_template(document: &Document) -> bool {
    let said = document.directives(Span::new(0, document.len())).find_map(|raw| match Directive::read(raw) {
        Ok(Directive::Template(_)) | Err(Misread::UnknownKey(_)) => Some(true),
        Ok(Directive::Follows { .. }) => Some(false),
        _ => None,
    });
    said.unwrap_or(false)
}

/// `id=…, version=…, description=…`. A description may hold commas: it ends where another key begins.
fn identity(value: &str) -> Result<Identity<'_>, Misread<'_>> {
    let mut identity = Identity::default();
    let mut rest = value;
    while !rest.trim().is_empty() {
        let (before, _) = rest.split_once(',').unwrap_or((rest, ""));
        let Some((key, behind)) = rest.split_once('=').filter(|(key, _)| !key.contains(',')) else {
            return Err(Misread::UnknownKey(before.trim()));
        };
        let end = match key.trim() {
            "description" => behind.match_indices(',').map(|(at, _)| at).find(|&at| begins_pair(&behind[at + 1..])),
            _ => behind.find(','),
        };
        let said = Some(behind[..end.unwrap_or(behind.len())].trim()).filter(|said| !said.is_empty());
        match key.trim() {
            "id" => identity.id = said,
            "version" => identity.version = said,
            "description" => identity.description = said,
            other => return Err(Misread::UnknownKey(other)),
        }
        rest = end.map_or("", |end| &behind[end + 1..]);
    }
    Ok(identity)
}

/// Whether `text` begins with a key of [`Identity`].
fn begins_pair(text: &str) -> bool {
    ["id", "version", "description"]
        .iter()
        .any(|key| text.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
}

/// `NAME@VERSION`; `None` where there is no name.
fn follows(value: &str) -> Option<Directive<'_>> {
    let (id, version) = named(value);
    (!id.is_empty()).then_some(Directive::Follows { id, version })
}

/// The parts of `NAME@VERSION`, as a document names its template.
pub fn named(value: &str) -> (&str, Option<&str>) {
    match value.split_once('@') {
        Some((id, version)) => (id.trim(), Some(version.trim()).filter(|version| !version.is_empty())),
        None => (value.trim(), None),
    }
}

fn choices(value: &str) -> Option<Directive<'_>> {
    let (label, values) = value.split_once(':')?;
    let (label, values) = (label.trim(), list(values));
    (!label.is_empty() && values.len() > 1).then_some(Directive::Choices { label, values })
}

fn ignore(scope: Scope, value: &str) -> Result<Directive<'_>, Misread<'_>> {
    let (rules, reason) = value.split_once(':').unwrap_or((value, ""));
    let (rules, reason) = (list(rules), reason.trim());
    match (rules.is_empty(), reason.is_empty()) {
        (true, _) => Err(Misread::Malformed(scope.grammar())),
        (_, true) => Err(Misread::NoReason(scope.grammar())),
        _ => Ok(Directive::Ignore { scope, rules, reason }),
    }
}

/// The parts of a list with commas, trimmed; empty ones are none.
fn list(value: &str) -> Vec<&str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::DIRECTIVES;

    fn parse(source: &str) -> Result<Directive<'_>, Misread<'_>> {
        let (name, value) = source.split_once([' ', ':']).unwrap_or((source, ""));
        Directive::parse(name, value.trim_start_matches([':', ' ']))
    }

    #[test]
    fn every_example_and_every_usage_is_read() {
        for grammar in &DIRECTIVES {
            for source in [grammar.example, grammar.usage] {
                let read = parse(source).unwrap_or_else(|error| panic!("{source}: {error:?}"));
                assert_eq!(read.home(), grammar.home, "{source}");
            }
        }
    }

    #[test]
    fn a_description_may_hold_commas() {
        let identity = |source| match parse(source) {
            Ok(Directive::Template(Identity { id, version, description })) => (id, version, description),
            other => panic!("{source}: {other:?}"),
        };
        let whole = (Some("a"), Some("2"), Some("One, two = three"));
        assert_eq!(identity("template: id=a, version=2, description=One, two = three"), whole);
        assert_eq!(identity("template: description=One, two = three, id = a,version=2"), whole);
        assert_eq!(identity("template id=a"), (Some("a"), None, None));
        assert_eq!(identity("template id=é仕, version="), (Some("é仕"), None, None));
        assert_eq!(parse("template: id=a, owner=Core"), Err(Misread::UnknownKey("owner")));
        assert_eq!(parse("template: id=a, Core"), Err(Misread::UnknownKey("Core")));
    }

    #[test]
    fn a_document_names_its_template_and_what_it_ignores() {
        assert_eq!(parse("template a@1.2"), Ok(Directive::Follows { id: "a", version: Some("1.2") }));
        assert_eq!(parse("template: a @"), Ok(Directive::Follows { id: "a", version: None }));
        let rules = vec!["missing-field", "empty-field"];
        let ignore = Directive::Ignore { scope: Scope::Here, rules, reason: "see: ADR-7" };
        assert_eq!(parse("ignore missing-field, empty-field: see: ADR-7"), Ok(ignore));
        assert!(matches!(parse("ignore missing-field"), Err(Misread::NoReason(_))));
        assert!(matches!(parse("ignore missing-field:"), Err(Misread::NoReason(_))));
        for source in ["ignore", "ignore-section , : x", "template", "choices A: B", "choices", "inputs", "guidance:"] {
            assert!(matches!(parse(source), Err(Misread::Malformed(_))), "{source}");
        }
        assert!(matches!(parse("optional yes"), Err(Misread::Superfluous(_))));
        assert_eq!(parse("optinal"), Err(Misread::UnknownName("optinal")));
        assert_eq!(parse(""), Err(Misread::Empty));
    }
}
