//! What is added while somebody types.

use crate::align::Alignment;
use crate::document::Document;
use crate::markdown::normalise;
use crate::template::{GroupKind, Numbering, Template};
use crate::text::Edit;
use crate::workspace::Snapshot;

/// The edit that gives the heading on the line ahead of `offset` (bytes), which was ended just now, the next ordinal: `### Component`
/// where the template repeats `Component 1: …` becomes `### Component 3: `. `None` where there is none to give.
pub fn new_line(snapshot: &Snapshot, offset: usize) -> Option<Edit> {
    let (document, template, alignment) = snapshot.aligned()?;
    let text = document.text();
    let line = text.line_at(text.line_at(offset).start.checked_sub(1)?);
    let section = document.sections().partition_point(|section| section.heading.start < line.start);
    let heading = document.sections().get(section)?;
    // One that is underlined is not ended by a new line.
    if !line.covers(heading.heading) || !document.slice(heading.heading).starts_with('#') {
        return None;
    }
    let title = document.slice(heading.title);
    let number = &*document.name(section).number;
    let named = title.strip_prefix(number).unwrap_or(&title);
    let label = named.split(':').next().unwrap_or_default();
    let repeat = Repeat::of(document, template, alignment, section, &normalise(label))?;
    let at = heading.title.start + (title.len() - named.len()) + label.trim_end().len();
    let rest = &title[at - heading.title.start..];
    let behind = if rest.trim().is_empty() { repeat.behind } else { String::new() };
    Some(Edit::insert(at, format!(" {}{behind}", repeat.next)))
}

/// The repeat that a heading without an ordinal belongs to.
struct Repeat {
    /// The next ordinal.
    next: String,
    /// What stands between ordinal and title there: `: `.
    behind: String,
}

impl Repeat {
    /// The one called `label` (normalised) that the template has where `section` is.
    fn of(
        document: &Document,
        template: &Template,
        alignment: &Alignment,
        section: usize,
        label: &str,
    ) -> Option<Self> {
        let parent = document.sections()[section].parent;
        let spec = match parent.filter(|&parent| Some(parent) != alignment.title()) {
            Some(parent) => Some(alignment.pair(parent).filter(|pair| !pair.loose)?.spec),
            None => None,
        };
        let leaders = template.children(spec).iter().map(|&group| &template.groups()[group]);
        let leaders = leaders.filter(|group| group.kind != GroupKind::Single).map(|group| group.leader());
        let named = |name: &crate::markdown::Name| name.label.as_ref().filter(|(own, _)| **own == *label).cloned();
        let (leader, (_, first)) =
            leaders.filter_map(|leader| Some((leader, named(&template.specs()[leader].pattern.name)?))).next()?;
        let siblings = (0..document.sections().len()).filter(|&other| document.sections()[other].parent == parent);
        let others: Vec<String> =
            siblings.filter_map(|other| Some(named(document.name(other))?.1.to_uppercase())).collect();
        let greatest = others.iter().filter_map(|ordinal| ordinal.parse::<u64>().ok()).max();
        let next = match (greatest, others.last()) {
            (Some(greatest), _) => greatest.saturating_add(1).to_string(),
            (None, Some(last)) => Numbering::successor(last),
            (None, None) => first.to_uppercase(),
        };
        let title = template.document.slice(template.document.sections()[leader].title).into_owned();
        Some(Self { next, behind: behind(&title, &first) })
    }
}

/// What stands between an ordinal and the title behind it, where that is punctuation; nothing where there is no title.
fn behind(title: &str, ordinal: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric();
    let places = title.char_indices().filter(|(at, c)| is_word(*c) && !title[..*at].ends_with(is_word));
    let is_it = |&(at, _): &(usize, char)| {
        title.get(at..at + ordinal.len()).is_some_and(|word| word.eq_ignore_ascii_case(ordinal))
            && !title[at + ordinal.len()..].starts_with(is_word)
    };
    let Some((at, _)) = places.into_iter().find(is_it) else { return String::new() };
    let rest = &title[at + ordinal.len()..];
    let end = rest.find(|c: char| !c.is_whitespace() && !":.)-–—".contains(c));
    end.map_or(String::new(), |end| rest[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edits;
    use std::sync::Arc;

    const TEMPLATE: &str = "# {title}\n\n## Parts\n\n### Component 1: {name}\n\n{x}\n\n### Component 2: {name}\n\n{x}\n\n\
                            ## Appendix A\n\n{x}\n\n## Appendix B\n\n{x}\n";

    /// The document once a line is ended at `<|>`.
    fn ended(source: &str) -> String {
        let at = source.find("<|>").unwrap();
        let ending = if source.contains('\r') { "\r\n" } else { "\n" };
        let source = source.replacen("<|>", ending, 1);
        let template = Arc::new(Template::read("t", "t.md", TEMPLATE));
        let snapshot = Snapshot::new(Document::parse(&source), Some(template));
        let edits = new_line(&snapshot, at + ending.len()).map(Edits::from).unwrap_or_default();
        edits.apply_to(&source)
    }

    #[test]
    fn a_heading_gets_the_next_ordinal() {
        let before = "# T\n\n## Parts\n\n### Component 1: é😀\n\nX.\n\n";
        assert_eq!(ended(&format!("{before}### Component<|>\n")), format!("{before}### Component 2: \n\n"));
        assert_eq!(ended(&format!("{before}### component<|>")), format!("{before}### component 2: \n"));
        assert_eq!(ended(&format!("{before}### Component: 仕<|>\n")), format!("{before}### Component 2: 仕\n\n"));
        assert_eq!(
            ended(&format!("{before}### Component<|>\n").replace('\n', "\r\n")),
            format!("{before}### Component 2: \n\n").replace('\n', "\r\n")
        );
        assert_eq!(ended("# T\n\n## Parts\n\n### Component<|>"), "# T\n\n## Parts\n\n### Component 1: \n");
        assert_eq!(ended("# T\n\n## Appendix A\n\n## Appendix<|>"), "# T\n\n## Appendix A\n\n## Appendix B\n");
    }

    #[test]
    fn nothing_else_is_touched() {
        for source in [
            "# T\n\n## Parts\n\n### Component 1<|>\n",
            "# T\n\n## Parts\n\n### Components<|>\n",
            "# T\n\n## Component<|>\n",
            "# T\n\n## Parts\n\nComponent<|>\n---\n",
            "# T\n\n## Parts\n\nComponent<|>\n",
            "<|>",
            "# T<|>",
        ] {
            let ended = ended(source);
            assert_eq!(ended, source.replacen("<|>", "\n", 1));
        }
    }
}
