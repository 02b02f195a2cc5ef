//! Places that are typed in at once.

use super::subject::{self, Subject, giving, is_input, open};
use crate::template::placeholder_name;
use crate::text::Span;
use crate::workspace::Snapshot;

/// Places of one text, and what may be typed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// By place, disjoint, two at least; all hold the same text.
    pub spans: Vec<Span>,
    /// What the text must be like while it is typed, as a regular expression: what does not match is typed in one place.
    pub pattern: &'static str,
}

/// A placeholder whole, or what came in its place: text on one line. One letter behind the closing bracket is no part of it.
const PLACEHOLDER: &str = r"[{\[<$【]+[^{}\[\]<>【】\r\n]*[}\]>】]+|[^{}\[\]<>【】|\x22\r\n]*";

/// A value on one line, up to what ends a field or a quoted value.
const VALUE: &str = r"[^{}\[\]<>|\x22\r\n]*";

/// The places that are one value with the one at `offset` (bytes): the placeholders of an input, or the places that give its
/// value. `None` where there is one place only, or where the texts differ.
pub fn linked(snapshot: &Snapshot, offset: usize) -> Option<Linked> {
    let (document, template, _) = snapshot.aligned()?;
    let (here, mut spans, pattern) = match subject::at(snapshot, offset)? {
        Subject::Placeholder(placeholder) => {
            let text = document.slice(placeholder.span);
            let name = placeholder_name(&text);
            if !is_input(template, name) || name.len() == text.len() {
                return None;
            }
            (placeholder.span, open(snapshot, name).collect::<Vec<_>>(), PLACEHOLDER)
        }
        Subject::Given(given) => {
            (given.span, giving(snapshot, &given.name).map(|given| given.span).collect::<Vec<_>>(), VALUE)
        }
        Subject::Section(_) => return None,
    };
    let text = document.slice(here);
    let is_one = spans.len() > 1 && spans.iter().all(|span| document.slice(*span) == text);
    spans.sort_unstable();
    is_one.then_some(Linked { spans, pattern })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str =
        "---\nservice: {Service name}\n---\n\n# Plan: {Service name}\n\n{Service name} has {thing}, {thing}.\n";

    fn texts(source: &str) -> Vec<String> {
        let offset = source.find("<|>").unwrap();
        let source = source.replacen("<|>", "", 1);
        let template = Arc::new(Template::read("t", "t.md", TEMPLATE));
        let snapshot = Snapshot::new(Document::parse(&source), Some(template));
        let found = linked(&snapshot, offset).map(|linked| linked.spans).unwrap_or_default();
        found.iter().map(|span| source[span.range()].to_owned()).collect()
    }

    #[test]
    fn placeholders_of_an_input_are_typed_at_once() {
        assert_eq!(texts("# Plan: {Ser<|>vice name}\r\n\r\n仕 {Service name}.\r\n"), ["{Service name}"; 2]);
        assert_eq!(texts("# Plan: {Ser<|>vice name}\n\n[Service name].\n"), [""; 0]);
        assert_eq!(texts("# Plan\n\n{th<|>ing} {thing}\n"), [""; 0]);
    }

    #[test]
    fn values_are_typed_at_once_where_they_are_given() {
        assert_eq!(texts("---\nservice: Acme 😀\n---\n\n# Plan: Ac<|>me 😀\n\nAcme 😀 is.\n"), ["Acme 😀"; 2]);
        assert_eq!(texts("---\nservice: Acme\n---\n\n# Plan: Ac<|>me 2\n"), [""; 0]);
        assert_eq!(texts("# Plan: Ac<|>me\n"), [""; 0]);
    }
}
