//! Ordinals and numbers of headings that stand there twice.

use super::repeat::rows;
use crate::document::Document;
use crate::template::Numbering;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;
use std::collections::HashMap;

/// The edits that give each instance of a repeat an ordinal of its own, and each numbered heading a number of its own among
/// its siblings: those behind one that stands there twice move up. A number that is left out stays left out, since the section
/// may be, and where the order is another, or the text speaks of what would change, nothing is done: nobody can tell what is meant.
pub(super) fn edits(snapshot: &Snapshot) -> Vec<Edit> {
    let Some((document, _, _)) = snapshot.aligned() else { return Vec::new() };
    let mut edits = Vec::new();
    let mut text = None;
    for row in rows(snapshot) {
        let ordinals: Vec<&str> = row.ordinals.iter().map(|(_, ordinal)| ordinal.as_str()).collect();
        let Some(moved) = moved_up(&ordinals) else { continue };
        let text = text.get_or_insert_with(|| document.text().to_string().to_lowercase());
        let changed = || ordinals.iter().zip(&moved).filter(|(old, new)| *old != new).map(|(old, _)| *old);
        let headed = |ordinal: &str| ordinals.iter().filter(|other| **other == ordinal).count();
        if changed().any(|ordinal| mentions(text, &row.label, ordinal) > headed(ordinal)) {
            continue;
        }
        let moved = row.ordinals.iter().zip(moved).filter(|((_, old), new)| old != new);
        edits.extend(moved.map(|((span, _), new)| Edit::replace(*span, new)));
    }
    edits.extend(numbers(document));
    edits
}

/// The ordinals in a row that never goes down, with those that stand there twice and what is behind them moved up as far as they
/// must; `None` where none does, or they are no numbers or go down.
fn moved_up(ordinals: &[&str]) -> Option<Vec<String>> {
    let values: Vec<u64> = ordinals.iter().map(|ordinal| ordinal.parse().ok()).collect::<Option<_>>()?;
    if !values.is_sorted() || values.windows(2).all(|pair| pair[0] < pair[1]) {
        return None;
    }
    let mut last: Option<u64> = None;
    let moved = values.iter().zip(ordinals).map(|(&value, ordinal)| {
        let next = last.map_or(value, |last| value.max(last.saturating_add(1)));
        last = Some(next);
        // As wide as it was: `01`.
        if next == value { (*ordinal).to_owned() } else { format!("{next:0width$}", width = ordinal.len()) }
    });
    Some(moved.collect())
}

/// How often `text`, in lower case, has a label with an ordinal: `component 2`, `component-2`, `component_2`.
fn mentions(text: &str, label: &str, ordinal: &str) -> usize {
    let ordinal = ordinal.to_lowercase();
    let label = label.to_lowercase();
    let is_it = |at: usize| {
        let rest = text[at + label.len()..].strip_prefix([' ', '-', '_']);
        let rest = rest.and_then(|rest| rest.strip_prefix(ordinal.as_str()));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    text.match_indices(label.as_str()).filter(|(at, _)| is_it(*at)).count()
}

/// A heading's number: `3.` and `3.2)` without what is behind it, in parts.
struct Number<'a> {
    /// What it shares with its siblings: `3` of `3.2`; empty where it has one part.
    prefix: &'a str,
    last: &'a str,
    /// The punctuation behind it.
    mark: &'a str,
}

impl<'a> Number<'a> {
    /// `None` where a heading's text does not begin with it.
    fn of(document: &'a Document, section: usize) -> Option<Self> {
        let number = &*document.name(section).number;
        let stem = Numbering::stem(number);
        let mark = &number[stem.len()..];
        let (prefix, last) = stem.rsplit_once('.').unwrap_or(("", stem));
        let is_there = !stem.is_empty() && document.slice(document.sections()[section].title).starts_with(number);
        is_there.then_some(Self { prefix, last, mark })
    }
}

/// The edits for numbered headings, those below a heading that moved included.
fn numbers(document: &Document) -> Vec<Edit> {
    let sections = document.sections();
    let numbers: Vec<Option<Number<'_>>> = (0..sections.len()).map(|section| Number::of(document, section)).collect();
    let mut siblings: HashMap<_, Vec<usize>> = HashMap::new();
    for (section, number) in numbers.iter().enumerate() {
        if let Some(number) = number {
            let key = (sections[section].parent, sections[section].level, number.prefix, number.mark);
            siblings.entry(key).or_default().push(section);
        }
    }
    let mut last: HashMap<usize, String> = HashMap::new();
    for list in siblings.values() {
        let ordinals: Vec<&str> = list.iter().filter_map(|&section| Some(numbers[section].as_ref()?.last)).collect();
        if let Some(moved) = moved_up(&ordinals) {
            last.extend(list.iter().copied().zip(moved));
        }
    }
    if last.is_empty() {
        return Vec::new();
    }
    let mut stems: Vec<Option<[String; 2]>> = Vec::with_capacity(sections.len());
    let mut edits = Vec::new();
    for (section, number) in numbers.iter().enumerate() {
        let stem = number.as_ref().map(|number| {
            let above = sections[section].parent.and_then(|parent| stems[parent].as_ref());
            let prefix = above.filter(|[old, _]| old == number.prefix).map_or(number.prefix, |[_, new]| new.as_str());
            let last = last.get(&section).map_or(number.last, String::as_str);
            [joined(number.prefix, number.last), joined(prefix, last)]
        });
        if let Some([old, new]) = stem.as_ref().filter(|[old, new]| old != new) {
            let start = sections[section].title.start;
            edits.push((old.clone(), Edit::replace(Span::new(start, start + old.len()), new.clone())));
        }
        stems.push(stem);
    }
    let text = document.text().to_string().to_lowercase();
    if edits.iter().any(|(old, _)| is_cited(&text, old)) {
        return Vec::new();
    }
    edits.into_iter().map(|(_, edit)| edit).collect()
}

fn joined(prefix: &str, last: &str) -> String {
    if prefix.is_empty() { last.to_owned() } else { format!("{prefix}.{last}") }
}

/// Whether `text`, in lower case, speaks of a section by its number, `section 3.2`, `§ 3.2`, or links to it, `#32-goals`.
fn is_cited(text: &str, number: &str) -> bool {
    const SPEAKING: [&str; 8] = ["section ", "sections ", "chapter ", "sec. ", "§ ", "§", "step ", "see "];
    let number = number.to_lowercase();
    let ends = |rest: &str| {
        let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
        !rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let said = |word: &&str| {
        let mut places = text.match_indices(*word);
        places.any(|(at, word)| text[at + word.len()..].strip_prefix(number.as_str()).is_some_and(ends))
    };
    let anchor = format!("(#{}-", number.replace('.', ""));
    SPEAKING.iter().any(said) || text.contains(&anchor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;
    use crate::text::Edits;
    use std::sync::Arc;

    fn numbered(source: &str) -> String {
        let template = "# {title}\n\n## Parts\n\n### Component 1: {name}\n\n{x}\n\n### Component 2: {name}\n\n{x}\n";
        let template = Arc::new(Template::read("t", "t.md", template));
        let make = |source: &str| {
            let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
            Edits::new(edits(&snapshot)).unwrap().apply_to(source)
        };
        let made = make(source);
        assert_eq!(make(&made), made);
        made
    }

    fn parts(ordinals: &[&str], text: &str) -> String {
        let headings: Vec<String> =
            ordinals.iter().map(|ordinal| format!("### Component {ordinal}: é😀\n\n")).collect();
        format!("# T\n\n## Parts\n\n{}{text}\n", headings.concat())
    }

    #[test]
    fn an_ordinal_that_stands_there_twice_moves_up() {
        assert_eq!(numbered(&parts(&["1", "2", "2", "3", "7"], "")), parts(&["1", "2", "3", "4", "7"], ""));
        for same in [&["1", "2", "4"][..], &["2", "1", "1"], &["3", "4"], &["A", "A"], &["1"]] {
            assert_eq!(numbered(&parts(same, "")), parts(same, ""));
        }
        for text in ["As Component 2 does.", "[x](#component-2-auth)", "{COMPONENT_2_NAME}"] {
            assert_eq!(numbered(&parts(&["1", "2", "2"], text)), parts(&["1", "2", "2"], text));
        }
        assert_eq!(numbered(&parts(&["1", "2", "2"], "Component 21")), parts(&["1", "2", "3"], "Component 21"));
    }

    #[test]
    fn a_number_that_stands_there_twice_moves_up_with_what_is_below() {
        let source =
            "# T\n\n## 1. A\n\n## 2. Neu 😀\n\n## 2. B\n\n### 2.1 C\n\n### 2.1 D\n\n## 3. E\n\n### 3.1. F\n\n## G\n";
        let expected =
            "# T\n\n## 1. A\n\n## 2. Neu 😀\n\n## 3. B\n\n### 3.1 C\n\n### 3.2 D\n\n## 4. E\n\n### 4.1. F\n\n## G\n";
        assert_eq!(numbered(source), expected);
        for cites in ["See section 3.1.", "§3", "[F](#31-f)"] {
            let source = format!("{source}\n{cites}\n");
            assert_eq!(numbered(&source), source);
        }
        let gap = "# T\n\n## 1. A\n\n## 3. B\n";
        assert_eq!(numbered(gap), gap);
    }
}
