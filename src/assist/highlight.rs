//! The other places of what the cursor is on.

use super::links::{links, links_in};
use super::mentions::{cells, is_telling, mentions};
use super::subject::{self, Subject, called, giving, open, words_of};
use crate::template::placeholder_name;
use crate::text::Span;
use crate::workspace::Snapshot;

/// All places of what is at `offset` (bytes), that one included, by place, disjoint: of a placeholder those of its name, of
/// an input's value those that give or use it, of a heading the links to it, of an instance of a repeat where it is spoken
/// of. None in plain text, and where there is no other place.
pub fn highlights(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    let document = snapshot.document();
    let mut places = match subject::at(snapshot, offset) {
        Some(Subject::Placeholder(placeholder)) => {
            let text = document.slice(placeholder.span);
            let name = placeholder_name(&text);
            open(snapshot, name).chain(giving(snapshot, name).map(|given| given.span)).collect()
        }
        Some(Subject::Given(given)) => {
            let mut places: Vec<Span> = giving(snapshot, &given.name).map(|given| given.span).collect();
            places.extend(open(snapshot, &given.name));
            if is_telling(&given.value) {
                places.extend(mentions(snapshot, &given.value));
            }
            places
        }
        Some(Subject::Section(section)) => section_places(snapshot, section),
        None => linked_section(snapshot, offset).map(|section| section_places(snapshot, section)).unwrap_or_default(),
    };
    places.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut disjoint: Vec<Span> = Vec::with_capacity(places.len());
    for span in places {
        if disjoint.last().is_none_or(|last| last.end <= span.start) {
            disjoint.push(span);
        }
    }
    if disjoint.len() > 1 { disjoint } else { Vec::new() }
}

/// The heading, the links to it, and where an instance of a repeat is spoken of.
fn section_places(snapshot: &Snapshot, section: usize) -> Vec<Span> {
    let document = snapshot.document();
    let mut places = vec![words_of(document, section)];
    places.extend(links(document).iter().filter(|link| link.section == section).map(|link| link.fragment));
    if let Some(called) = called(snapshot, section) {
        places.extend(mentions(snapshot, &called.head));
        if is_telling(&called.rest) {
            places.extend(cells(document, &called.rest));
        }
    }
    places
}

/// The section that the link at `offset` leads to.
fn linked_section(snapshot: &Snapshot, offset: usize) -> Option<usize> {
    let (document, _, _) = snapshot.aligned()?;
    let around = match document.section_at(offset) {
        Some(section) => document.sections()[section].own(),
        None => Span::new(0, document.len()),
    };
    links_in(document, around).iter().find(|link| link.fragment.touches(offset)).map(|link| link.section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str = "---\nservice: {Service name}\n---\n\n# Plan: {Service name}\n\n## Goals\n\n{Service name} must {goal}.\n\n\
                            ## Component 1: {name}\n\n{purpose}\n";

    /// The document with `«»` around what is highlighted at `<|>`.
    fn shown(source: &str) -> String {
        let offset = source.find("<|>").unwrap();
        let source = source.replacen("<|>", "", 1);
        let template = Arc::new(Template::read("t", "t.md", TEMPLATE));
        let mut text = source.clone();
        let snapshot = Snapshot::new(Document::parse(&source), Some(template));
        for span in highlights(&snapshot, offset).into_iter().rev() {
            text.replace_range(span.range(), &format!("«{}»", &source[span.range()]));
        }
        text
    }

    #[test]
    fn a_placeholder_shows_all_of_its_name_and_the_value() {
        assert_eq!(
            shown("# Plan: Acme\r\n\r\n## Goals\r\n\r\n{Serv<|>ice name} 😀 {Service Name} {goal}\r\n"),
            "# Plan: «Acme»\r\n\r\n## Goals\r\n\r\n«{Service name}» 😀 «{Service Name}» {goal}\r\n"
        );
    }

    #[test]
    fn a_value_shows_where_it_is_given_and_used() {
        assert_eq!(
            shown("---\nservice: Ac<|>me\n---\n\n# Plan: Acme\n\n## Goals\n\nAcme, Acmes and {Service name} must.\n"),
            "---\nservice: «Acme»\n---\n\n# Plan: «Acme»\n\n## Goals\n\n«Acme», Acmes and «{Service name}» must.\n"
        );
    }

    #[test]
    fn a_heading_and_an_instance_show_links_and_mentions() {
        assert_eq!(
            shown("# Plan\n\n[Goals](#goals)\n\n## 1. Go<|>als\n\n[x][g]\n\n[g]: #1-goals\n"),
            "# Plan\n\n[Goals](#goals)\n\n## 1. «Goals»\n\n[x][g]\n\n[g]: #«1-goals»\n"
        );
        assert_eq!(
            shown(
                "# Plan\n\n## Component 2: St<|>ore\n\nX.\n\n## Notes\n\nSee Component 2, component 2.\n\n| Name |\n|---|\n| Store |\n"
            ),
            "# Plan\n\n## «Component 2: Store»\n\nX.\n\n## Notes\n\nSee «Component 2», component 2.\n\n| Name |\n|---|\n| «Store» |\n"
        );
        assert_eq!(shown("# Plan\n\n[a](#go<|>als)\n\n## Goals\n"), "# Plan\n\n[a](#«goals»)\n\n## «Goals»\n");
    }

    #[test]
    fn plain_text_shows_nothing() {
        for source in ["# Plan: Acme\n\n## Goals\n\nAc<|>me and Acme.\n", "<|>", "# Plan\n\n## Go<|>als\n\nNo link.\n"]
        {
            assert_eq!(shown(source), source.replacen("<|>", "", 1));
        }
    }
}
