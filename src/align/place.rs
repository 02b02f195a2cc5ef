//! Where a missing section belongs, and in which style.

use super::{Alignment, Missing};
use crate::document::Document;
use crate::template::{HeadingEnding, Numbering, Style, Template};
use crate::text::Span;

/// Where to insert something, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The white space that it goes into: from the end of what stands before to the start of what
    /// follows.
    pub gap: Span,
    /// The document's style there.
    pub style: Style,
}

/// The line endings to put around an insertion, for one blank line on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// How many before.
    pub lead: usize,
    /// How many behind.
    pub trail: usize,
}

/// The sections next to a place, before and behind, that are paired with specs of the same parent.
type Neighbours = (Option<usize>, Option<usize>);

impl Alignment {
    /// Where `missing` belongs: behind its nearest predecessor that is in order, else ahead of its
    /// nearest successor, else at the end of its parent, ahead of the footer.
    pub fn place(&self, document: &Document, template: &Template, missing: Missing) -> Place {
        let neighbours = self.neighbours(template, missing);
        let gap = self.gap_between(document, missing, neighbours);
        Place { gap, style: self.style(document, template, missing, neighbours) }
    }

    /// The gap of the [`Place`] where `missing` belongs.
    pub fn gap(&self, document: &Document, template: &Template, missing: Missing) -> Span {
        self.gap_between(document, missing, self.neighbours(template, missing))
    }

    fn gap_between(&self, document: &Document, missing: Missing, (before, after): Neighbours) -> Span {
        let sections = document.sections();
        let end = match missing.owner.or(self.title()) {
            Some(owner) => sections[owner].extent.end,
            None => document.footer().map_or(document.len(), |footer| footer.start),
        };
        let at = match (before, after) {
            (Some(before), _) => sections[before].extent.end,
            (None, Some(after)) => sections[after].extent.start,
            (None, None) => end,
        };
        let start = body_start(document).max(document.text().content_end(at)).min(at);
        Span::new(start, at)
    }

    /// Where one more section like `section`, an instance of a repeat or a series, belongs: directly
    /// behind it, in its style. `None` for a section that is paired with nothing.
    pub fn place_behind(&self, document: &Document, template: &Template, section: usize) -> Option<Place> {
        let pair = self.pairs.get(section).copied().flatten()?;
        let missing = Missing { spec: pair.spec, owner: pair.owner };
        let at = document.sections()[section].extent.end;
        let start = body_start(document).max(document.text().content_end(at)).min(at);
        let style = self.style(document, template, missing, (Some(section), None));
        Some(Place { gap: Span::new(start, at), style })
    }

    /// The sections that `missing` belongs between: the nearest ones, in order, of the groups before
    /// and behind its own. `None` where there is none on that side.
    pub fn neighbours(&self, template: &Template, missing: Missing) -> (Option<usize>, Option<usize>) {
        // What would be below it may be there without it: it goes ahead of that.
        let below =
            (missing.spec + 1..template.specs().len()).take_while(|&spec| template.is_inside(spec, missing.spec));
        let adopted =
            below.flat_map(|spec| self.instances(spec)).min().filter(|_| self.instances(missing.spec).is_empty());
        if let Some(child) = adopted {
            return (None, Some(*child));
        }
        let spec = &template.specs()[missing.spec];
        let groups = template.children(spec.parent);
        // In the template's order, and so by index.
        let index = groups.binary_search(&spec.group).unwrap_or_default();
        let instances = |group: usize| {
            let members = template.groups()[group].members.iter();
            let sections = members.flat_map(|&member| self.instances[member].iter().copied());
            sections
                .filter(|&section| self.is_in_order(section, missing.owner) && self.is_near(section, template, missing))
        };
        let before = groups[..index].iter().rev().find_map(|&group| instances(group).max());
        let after = groups[index + 1..].iter().find_map(|&group| instances(group).min());
        (before, after)
    }

    fn is_in_order(&self, section: usize, owner: Option<usize>) -> bool {
        self.misplaced.binary_search(&section).is_err() && self.pairs[section].is_some_and(|pair| pair.owner == owner)
    }

    /// Whether `missing` would be found next to `section`: right below its owner, or anywhere, because its name is its
    /// alone. Inserted elsewhere it would be missing still.
    fn is_near(&self, section: usize, template: &Template, missing: Missing) -> bool {
        let words = &template.specs()[missing.spec].pattern.name.words;
        let anywhere = self.instances(missing.spec).is_empty() && template.named(words).len() == 1;
        anywhere || self.outline.children(missing.owner).binary_search(&section).is_ok()
    }

    /// The style of the document next to the place.
    fn style(&self, document: &Document, template: &Template, missing: Missing, (before, after): Neighbours) -> Style {
        let sibling = before.or(after);
        let model = sibling.or(missing.owner);
        let shift = model.and_then(|section| {
            let spec = self.pairs[section]?.spec;
            Some(document.sections()[section].level as i8 - template.specs()[spec].level as i8)
        });
        Style {
            shift: shift.unwrap_or_default(),
            numbering: self.numbering(document, template, missing, (before, after)),
            ending: model.or(self.title()).map(|section| heading_ending(document, section)),
            line_ending: document.text().line_ending(),
        }
    }

    /// How the document numbers sections there: on from the predecessor, else as a first section.
    fn numbering(
        &self,
        document: &Document,
        template: &Template,
        missing: Missing,
        (before, after): Neighbours,
    ) -> Numbering {
        let number = |section: usize| &*document.name(section).number;
        let is_child = |section: usize| {
            self.pairs[section]
                .is_some_and(|pair| pair.spec != missing.spec && template.is_inside(pair.spec, missing.spec))
        };
        if after.is_some_and(is_child) {
            return Numbering::AsTemplate;
        }
        let numbered_template = !template.specs()[missing.spec].pattern.name.number.is_empty();
        let first = match (before, after) {
            (Some(before), _) if !number(before).is_empty() => {
                Numbering::From(number(before).to_owned(), Vec::new()).next()
            }
            (None, Some(after)) if !number(after).is_empty() => {
                Numbering::From(Numbering::restart(number(after)), Vec::new())
            }
            (None, None) => return self.lone_numbering(document, missing),
            _ if numbered_template => Numbering::None,
            _ => Numbering::AsTemplate,
        };
        match first {
            Numbering::From(number, _) => {
                let below = marks_below(document, Numbering::depth(&number));
                Numbering::From(number, below)
            }
            other => other,
        }
    }

    /// The numbering of a section that has no sibling yet.
    fn lone_numbering(&self, document: &Document, missing: Missing) -> Numbering {
        let Some(owner) = missing.owner else { return Numbering::AsTemplate };
        let number = &*document.name(owner).number;
        let marks = marks_below(document, Numbering::depth(number));
        match marks.split_first() {
            Some((mark, below)) if !number.is_empty() => {
                let stem = Numbering::stem(number);
                Numbering::From(format!("{stem}.1{mark}"), below.to_vec())
            }
            _ => Numbering::AsTemplate,
        }
    }
}

/// The byte to insert at in a [`Place::gap`]: behind one blank line, where there is one already.
pub fn insertion_point(document: &Document, gap: Span) -> usize {
    let ends = line_ends(&document.slice(gap));
    match wanted_before(document, gap.start).min(ends.len()) {
        0 => gap.start,
        have => gap.start + ends[have - 1],
    }
}

impl Spacing {
    /// What to put around a text that takes the place of `span`, so that one blank line is on either
    /// side and the document's end stays as it is.
    pub fn around(document: &Document, span: Span) -> Self {
        let text = document.text();
        let before = body_start(document).max(text.content_end(span.start)).min(span.start);
        let behind = text.content_start(span.end);
        let left = line_ends(&document.slice(Span::new(before, span.start))).len();
        let right = line_ends(&document.slice(Span::new(span.end, behind))).len();
        let ended = document.is_empty() || right > 0 || left > 0 || before == body_start(document);
        let wanted = if behind < document.len() { 2 } else { usize::from(ended) };
        Self { lead: wanted_before(document, before).saturating_sub(left), trail: wanted.saturating_sub(right) }
    }
}

/// Where the text behind the front matter, or a byte order mark, begins.
pub fn body_start(document: &Document) -> usize {
    const MARK: usize = '\u{feff}'.len_utf8();
    let marked = || if document.slice(Span::new(0, MARK.min(document.len()))) == "\u{feff}" { MARK } else { 0 };
    document.front_matter().map_or_else(marked, |matter| matter.span.end)
}

/// How many line endings are wanted behind content that ends at `end`: one less behind the front
/// matter, whose closing fence has its own, and none at the start of the text.
fn wanted_before(document: &Document, end: usize) -> usize {
    match (end == body_start(document), document.front_matter()) {
        (true, Some(_)) => 1,
        (true, None) => 0,
        _ => 2,
    }
}

/// Where each line ending of `gap` ends.
fn line_ends(gap: &str) -> Vec<usize> {
    let bytes = gap.as_bytes();
    let is_end = |&at: &usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(is_end).map(|at| at + 1).collect()
}

fn heading_ending(document: &Document, section: usize) -> HeadingEnding {
    let section = &document.sections()[section];
    HeadingEnding::of(&document.slice(Span::new(section.title.end, section.heading.end)))
}

/// The punctuation behind numbers of each depth below `from`, as far as the document numbers: to the
/// end, where it numbers more than one depth and has no deeper heading without a number.
fn marks_below(document: &Document, from: usize) -> Vec<String> {
    const DEEPEST: usize = 6;
    let mut marks: [Option<String>; DEEPEST] = Default::default();
    let (mut numbered_level, mut plain_level) = (0, 0);
    for (section, level) in document.sections().iter().map(|section| section.level).enumerate() {
        let number = &*document.name(section).number;
        if number.is_empty() {
            plain_level = plain_level.max(level);
            continue;
        }
        numbered_level = numbered_level.max(level);
        let stem = Numbering::stem(number);
        if let Some(mark) = marks.get_mut(Numbering::depth(number) - 1) {
            mark.get_or_insert_with(|| number[stem.len()..].to_owned());
        }
    }
    let known = marks.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let last = known.checked_sub(1).and_then(|last| marks[last].clone()).unwrap_or_default();
    let end = if known > 1 && plain_level < numbered_level { DEEPEST } else { known };
    let below = marks.into_iter().take(end).skip(from);
    below.map(|mark| mark.unwrap_or_else(|| last.clone())).collect()
}
