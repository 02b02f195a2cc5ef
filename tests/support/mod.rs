//! Documents made from the built-in templates, whole and with a gap, for the tests below the protocol
//! and above it.

use specls::document::Document;
use specls::markdown::Name;
use specls::template::Template;
use specls::text::Span;

/// A document made from a skeleton, in one of the shapes that documents come in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) crlf: bool,
    pub(crate) final_newline: bool,
    pub(crate) prefix: &'static str,
    pub(crate) numbered: bool,
}

/// The shapes that every law about skeletons is held to.
pub(crate) const SHAPES: [Shape; 7] = [
    Shape { crlf: false, final_newline: true, prefix: "", numbered: false },
    Shape { crlf: true, final_newline: true, prefix: "", numbered: false },
    Shape { crlf: false, final_newline: false, prefix: "", numbered: false },
    Shape { crlf: true, final_newline: false, prefix: "", numbered: false },
    Shape { crlf: false, final_newline: true, prefix: "Überblick 😀 仕様書 über alles.\n\n", numbered: false },
    Shape { crlf: false, final_newline: true, prefix: "", numbered: true },
    Shape { crlf: true, final_newline: false, prefix: "😀 仕様\n\n", numbered: true },
];

impl Shape {
    /// The skeleton in this shape.
    pub(crate) fn apply(self, skeleton: &str) -> String {
        let mut source = skeleton.to_owned();
        if self.numbered {
            source = number(&source);
        }
        if !self.prefix.is_empty() {
            let at = Document::parse(&source).front_matter().map_or(0, |matter| matter.span.end);
            source.insert_str(at, self.prefix);
        }
        if !self.final_newline {
            source.truncate(source.trim_end().len());
        }
        if self.crlf { source.replace('\n', "\r\n") } else { source }
    }
}

/// The document with every heading below level 1 numbered: `2.`, `2.1`, `2.1.1`.
pub(crate) fn number(source: &str) -> String {
    let document = Document::parse(source);
    let mut counts = [0usize; 7];
    let mut numbered = source.to_owned();
    let mut inserts = Vec::new();
    for (index, section) in document.sections().iter().enumerate().filter(|(_, section)| section.level > 1) {
        counts[section.level as usize] += 1;
        counts[section.level as usize + 1..].fill(0);
        let number: Vec<String> = counts[2..=section.level as usize].iter().map(usize::to_string).collect();
        let dot = if section.level == 2 { "." } else { "" };
        let own = document.name(index).number.len();
        let skip = if own > 0 { own + 1 } else { 0 };
        inserts.push((section.title.start, skip, format!("{}{dot} ", number.join("."))));
    }
    for (at, skip, number) in inserts.into_iter().rev() {
        numbered.replace_range(at..at + skip, &number);
    }
    numbered
}

/// The sections of `document` that stand for the group of `spec`: consecutive in a skeleton.
pub(crate) fn extent(document: &Document, template: &Template, spec: usize) -> Span {
    let members = &template.groups()[template.specs()[spec].group].members;
    let first = document.sections()[members[0]].extent;
    let last = document.sections()[*members.last().unwrap()].extent;
    Span::new(first.start, last.end)
}

/// `source` without `extent`; a document without a final newline stays one.
pub(crate) fn without(source: &str, extent: Span, final_newline: bool) -> String {
    let mut rest = source.to_owned();
    rest.replace_range(extent.range(), "");
    if !final_newline {
        rest.truncate(rest.trim_end().len());
    }
    rest
}

/// Both are the same bytes; if not, says the first line that is not.
pub(crate) fn assert_same(found: &str, expected: &str, context: &str) {
    let line = found.split('\n').zip(expected.split('\n')).find(|(one, other)| one != other);
    assert!(found == expected, "{context}: {line:?}, {} and {} bytes", found.len(), expected.len());
}

/// Whether a completion's label names the section of `spec`.
pub(crate) fn names(label: &str, template: &Template, spec: usize) -> bool {
    let pattern = &template.specs()[spec].pattern;
    label.contains(pattern.text.trim()) || {
        let name = Name::parse(label.trim_start_matches('#'));
        name.words == pattern.name.words || pattern.accepts(&name)
    }
}
