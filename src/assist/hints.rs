//! Text behind headings and placeholders: what is missing there, and what stands for it elsewhere.

use crate::align::GivenBy;
use crate::rules::filling;
use crate::template::Placeholder;
use crate::text::{Edits, Span};
use crate::workspace::Snapshot;

/// A text that an editor shows behind another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it stands behind, in bytes: the end of a heading's line or of a placeholder.
    pub offset: usize,
    /// The text.
    pub label: String,
    /// What exactly, by name; lines end with LF.
    pub tooltip: String,
    /// The edits that put the value there; none where the author must write.
    pub edits: Option<Edits>,
}

/// How many names a tooltip has; of the rest it says how many there are.
const MOST_NAMES: usize = 12;

/// The hints inside `within`, by place; none where the document follows no template. They stand at the ends of lines and
/// behind placeholders only, so that none comes or goes where somebody writes a sentence. With `lenses` shown, the
/// headings that have one have no hint: it would say the same.
pub fn hints(snapshot: &Snapshot, within: Span, lenses: bool) -> Vec<Hint> {
    let Some((document, _, alignment)) = snapshot.aligned() else { return Vec::new() };
    let sections = document.sections();
    let first = sections.partition_point(|section| section.heading.end < within.start);
    let last = sections.partition_point(|section| section.heading.start <= within.end).max(first);
    let has_lens = |section: usize| lenses && alignment.pair(section).is_none_or(|pair| pair.owner.is_none());
    let headings = (first..last).filter(|&section| !has_lens(section));
    let mut hints: Vec<Hint> = headings.filter_map(|section| of_heading(snapshot, section)).collect();
    hints.extend(
        snapshot.placeholders_in(within).iter().filter_map(|placeholder| of_placeholder(snapshot, placeholder)),
    );
    hints.retain(|hint| within.touches(hint.offset));
    // What belongs to a placeholder stands next to it.
    hints.sort_by_key(|hint| (hint.offset, hint.edits.is_none()));
    hints
}

/// What is missing directly in a section of the template, without those below it: `2 sections missing, 5 placeholders`.
fn of_heading(snapshot: &Snapshot, section: usize) -> Option<Hint> {
    let (document, template, alignment) = snapshot.aligned()?;
    let is_title = Some(section) == alignment.title();
    let pair = alignment.pair(section).filter(|pair| !pair.loose);
    if pair.is_none() && !is_title {
        return None;
    }
    let owns = |owner: Option<usize>| owner == Some(section) || (is_title && owner.is_none());
    let missing = alignment.missing().iter().filter(|missing| owns(missing.owner));
    let missing: Vec<String> = missing.map(|missing| template.specs()[missing.spec].pattern.text.clone()).collect();
    let own = document.sections()[section].own();
    let open = snapshot.placeholders_in(own).iter().filter(|placeholder| own.covers(placeholder.span));
    let open: Vec<String> = open.map(|placeholder| on_one_line(&document.slice(placeholder.span))).collect();
    let sections = count(missing.len(), "section missing", "sections missing");
    let placeholders = count(open.len(), "placeholder", "placeholders");
    let label: Vec<String> = sections.into_iter().chain(placeholders).collect();
    if label.is_empty() {
        return None;
    }
    let lines = [("Missing", missing), ("To fill in", open)];
    let lines = lines.iter().filter(|(_, names)| !names.is_empty());
    let tooltip: Vec<String> = lines.map(|(what, names)| format!("{what}: {}", listed(names))).collect();
    let offset = document.text().line_at(document.sections()[section].title.end).end;
    Some(Hint { offset, label: label.join(", "), tooltip: tooltip.join("\n"), edits: None })
}

/// The value that the document gives elsewhere for a placeholder's name: `= Acme`.
fn of_placeholder(snapshot: &Snapshot, placeholder: &Placeholder) -> Option<Hint> {
    let (given, edit) = filling(snapshot, placeholder.span)?;
    let by = match given.by {
        GivenBy::Key => "The front matter says so.",
        GivenBy::Title => "The title says so.",
        GivenBy::Field => "A field says so.",
    };
    let label = format!("= {}", shortened(&given.value));
    Some(Hint { offset: placeholder.span.end, label, tooltip: by.to_owned(), edits: Some(edit.into()) })
}

fn count(count: usize, one: &str, several: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { several }))
}

fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(MOST_NAMES)].join(", ");
    match names.len() - names.len().min(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn on_one_line(text: &str) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str = "---\nproduct: \"{Product name}\"\n---\n\n# Plan for {Product name}\n\n## Goals\n\n{the goals} of {Product name}\n\n\
                            ### Scope\n\n{the scope}\n\n## Risks\n\n{the risks}\n\n## Open\n\n{what is open}\n";

    fn hinted(source: &str) -> (Snapshot, Vec<Hint>) {
        let snapshot = Snapshot::new(Document::parse(source), Some(Arc::new(Template::read("t", "t.md", TEMPLATE))));
        let hints = hints(&snapshot, Span::new(0, source.len()), false);
        (snapshot, hints)
    }

    /// The document with its hints in `⟨ ⟩`.
    fn shown(source: &str) -> String {
        let mut shown = source.to_owned();
        for hint in hinted(source).1.iter().rev() {
            shown.insert_str(hint.offset, &format!(" ⟨{}⟩", hint.label));
        }
        shown
    }

    #[test]
    fn headings_say_what_is_missing_and_placeholders_what_they_stand_for() {
        let source = "---\nproduct: Acmé 😀\n---\n\n# Plan for {Product name}\n\n## 1. Goals ##\n\n{the goals} of {Product name} 仕\n\n\
                      Risks\n-----\n\nNone.\n\n## Mine\n\n{the goals}\n";
        let expected = "---\nproduct: Acmé 😀\n---\n\n# Plan for {Product name} ⟨= Acmé 😀⟩ ⟨1 section missing, 1 placeholder⟩\n\n\
                        ## 1. Goals ## ⟨1 section missing, 2 placeholders⟩\n\n{the goals} of {Product name} ⟨= Acmé 😀⟩ 仕\n\n\
                        Risks\n-----\n\nNone.\n\n## Mine\n\n{the goals}\n";
        assert_eq!(shown(source), expected);
        assert_eq!(shown(&source.replace('\n', "\r\n")), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn a_hint_names_what_is_missing_and_fills_in_what_is_known() {
        let source = "---\nproduct: Acme: X\n---\n\n# T\n\n## Goals\n\n{the goals} of {Product name}";
        let (_, hints) = hinted(source);
        assert_eq!(hints[0].tooltip, "Missing: Risks, Open");
        assert_eq!(hints[1].tooltip, "Missing: Scope\nTo fill in: {the goals}, {Product name}");
        let filled = hints[2].edits.as_ref().unwrap().apply_to(source);
        assert_eq!(filled, source.replace("{Product name}", "Acme: X"));
    }

    #[test]
    fn a_heading_with_a_lens_needs_no_hint() {
        let source = "# Plan for X\n\n## Goals\n\n{the goals}\n\n### Scope\n\n{Product name}\n";
        let (snapshot, all) = hinted(source);
        let labels = |hints: &[Hint]| hints.iter().map(|hint| hint.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels(&all), ["2 sections missing", "1 placeholder", "1 placeholder", "= X"]);
        let beside = hints(&snapshot, Span::new(0, source.len()), true);
        assert_eq!(labels(&beside), ["1 placeholder", "= X"]);
        assert_eq!(beside[0].tooltip, "To fill in: {Product name}");
    }

    #[test]
    fn nothing_is_said_where_nothing_is_missing_or_without_a_template() {
        let done = "# Plan for A\n\n## Goals\n\nG.\n\n### Scope\n\nS.\n\n## Risks\n\nR.\n\n## Open\n\nO.\n";
        assert_eq!(shown(done), done);
        assert_eq!(shown(""), "");
        let document = Document::parse("# T\n\n{the goals}\n");
        assert!(hints(&Snapshot::new(document, None), Span::new(0, 18), false).is_empty());
    }
}
