//! The keys of front matter in the order of the template.

use crate::document::{Document, Entry, FrontMatter, same_key};
use crate::template::Template;
use crate::text::{Edit, Span};

/// The edits that put the keys that the template has in its order; a key goes with its comments and all lines of its value.
/// Keys of the author's own stay where they are. None where the front matter has a defect, or would have one then.
pub(super) fn edits(document: &Document, template: &Template) -> Vec<Edit> {
    let Some(matter) = document.front_matter().filter(|matter| matter.defects.is_empty()) else { return Vec::new() };
    let keys = template.keys();
    let place = |entry: &Entry| keys.iter().position(|key| same_key(&key.name, matter.text(entry.key)));
    let known: Vec<(usize, Span)> = (0..matter.entries.len())
        .filter_map(|index| Some((place(&matter.entries[index])?, block(matter, index))))
        .collect();
    let mut sorted = known.clone();
    sorted.sort_by_key(|(place, _)| *place);
    let moved = known.iter().zip(&sorted).filter(|(there, comes)| there.1 != comes.1);
    let edits: Vec<Edit> = moved.map(|(there, comes)| Edit::replace(there.1, matter.text(comes.1))).collect();
    if reads_the_same(matter, &edits) { edits } else { Vec::new() }
}

/// The lines of an entry, with those of the comments that touch it from above.
fn block(matter: &FrontMatter, index: usize) -> Span {
    let lines = matter.lines(&matter.entries[index]);
    let from = match index.checked_sub(1) {
        Some(before) => matter.lines(&matter.entries[before]).end,
        None => matter.content.start,
    };
    let mut start = lines.start;
    for line in matter.text(Span::new(from.min(start), start)).split_inclusive('\n').rev() {
        if !line.trim_start().starts_with('#') {
            break;
        }
        start -= line.len();
    }
    Span::new(start, lines.end)
}

/// Whether the front matter has the same entries and no defect once `edits` are made: a name may be used ahead of where it is
/// given then.
fn reads_the_same(matter: &FrontMatter, edits: &[Edit]) -> bool {
    let mut source = matter.source.to_string();
    for edit in edits.iter().rev() {
        source.replace_range(edit.span.start - matter.span.start..edit.span.end - matter.span.start, &edit.text);
    }
    let read = Document::parse(&source);
    let values = |matter: &FrontMatter| {
        let one = |entry: &Entry| (matter.text(entry.key).to_owned(), matter.text(entry.value).to_owned());
        let mut values: Vec<_> = matter.entries.iter().map(one).collect();
        values.sort();
        values
    };
    read.front_matter().is_some_and(|read| read.defects.is_empty() && values(read) == values(matter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edits;

    fn ordered(front: &str) -> String {
        let template =
            Template::read("t", "t.md", "---\nstatus: {s}\nowner: {o}\ntags: [a]\ndate: {d}\n---\n\n# {title}\n");
        let source = format!("---\n{front}---\n\n# T\n");
        let document = Document::parse(&source);
        let made = Edits::new(edits(&document, &template)).unwrap().apply_to(&source);
        let again = edits(&Document::parse(&made), &template);
        assert!(again.is_empty(), "{again:?}");
        made.strip_prefix("---\n").and_then(|made| made.strip_suffix("---\n\n# T\n")).unwrap().to_owned()
    }

    #[test]
    fn keys_move_with_their_comments_and_values() {
        let front =
            "# All of it.\n\n# When\ndate: 1 # é😀\nmine: x\nTags:\n  - a\n  - b\nstatus: >\n  so\n\n  on\n# end\n";
        let expected =
            "# All of it.\n\nstatus: >\n  so\n\n  on\nmine: x\nTags:\n  - a\n  - b\n# When\ndate: 1 # é😀\n# end\n";
        assert_eq!(ordered(front), expected);
        assert_eq!(ordered(expected), expected);
        assert_eq!(ordered(&front.replace('\n', "\r\n")), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn what_is_wrong_or_would_be_stays() {
        for front in
            ["date: [\nstatus: x\n", "date: 1\ndate: 2\nstatus: x\n", "owner: &who Ada\nstatus: *who\n", "x: 1\n", ""]
        {
            assert_eq!(ordered(front), front);
        }
    }
}
