//! One more instance of a repeat or a series, and ordinals in a row.

use crate::align::{Alignment, Place};
use crate::document::Document;
use crate::rules::Fix;
use crate::template::{GroupKind, Numbering, Piece, Skeleton, Style, Template};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;
use std::collections::HashSet;
use std::ops::Range;

/// The sections that are instances of one repeat or series, under one parent and with one label.
struct Instances<'a> {
    document: &'a Document,
    template: &'a Template,
    alignment: &'a Alignment,
    /// The spec of the one that the cursor is in.
    spec: usize,
    /// What they are called, as in the first one's heading: `Component`.
    label: String,
    /// By place; never empty.
    list: Vec<Instance>,
}

struct Instance {
    section: usize,
    ordinal: String,
    /// Where the ordinal is.
    span: Span,
}

/// One more instance.
pub(super) struct Another {
    /// What instances are called: `Component`.
    pub(super) label: String,
    /// Its ordinal: `3`.
    pub(super) ordinal: String,
    /// The spec that it is an instance of.
    pub(super) spec: usize,
    /// Where it goes.
    pub(super) place: Place,
    /// What it inserts, without blank lines around.
    pub(super) skeleton: Skeleton,
}

/// One more of each kind of instances that `offset` (bytes) is in, the innermost first.
pub(super) fn others(snapshot: &Snapshot, offset: usize) -> Vec<Another> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let parent = |&section: &usize| document.sections()[section].parent;
    let sections = std::iter::successors(document.section_at(offset), parent);
    let all = sections.filter_map(|section| Instances::of(document, template, alignment, section));
    all.filter_map(|instances| instances.another()).collect()
}

/// What can be done with the instances around `offset` (bytes): add one, put their ordinals in a row.
/// Nothing where the section there, and those it is part of, are no instances with ordinals.
pub(super) fn fixes(snapshot: &Snapshot, offset: usize) -> Vec<Fix> {
    let Some(instances) = Instances::around(snapshot, offset) else { return Vec::new() };
    [instances.add(), instances.renumber()].into_iter().flatten().collect()
}

/// The ordinals of the instances of one repeat or series, by place.
pub(super) struct Row {
    /// What they are called, as in the first one's heading.
    pub(super) label: String,
    /// Where each ordinal is, and what it is.
    pub(super) ordinals: Vec<(Span, String)>,
}

/// The ordinals of all repeats and series of a document, those under one parent together.
pub(super) fn rows(snapshot: &Snapshot) -> Vec<Row> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for section in 0..document.sections().len() {
        if seen.contains(&section) {
            continue;
        }
        if let Some(instances) = Instances::of(document, template, alignment, section) {
            seen.extend(instances.list.iter().map(|instance| instance.section));
            let ordinals = instances.list.into_iter().map(|instance| (instance.span, instance.ordinal)).collect();
            rows.push(Row { label: instances.label, ordinals });
        }
    }
    rows
}

impl<'a> Instances<'a> {
    fn around(snapshot: &'a Snapshot, offset: usize) -> Option<Self> {
        let (document, template, alignment) = snapshot.aligned()?;
        let parent = |&section: &usize| document.sections()[section].parent;
        let mut sections = std::iter::successors(document.section_at(offset), parent);
        sections.find_map(|section| Self::of(document, template, alignment, section))
    }

    fn of(document: &'a Document, template: &'a Template, alignment: &'a Alignment, section: usize) -> Option<Self> {
        let pair = alignment.pair(section).filter(|pair| !pair.loose)?;
        let group = &template.groups()[template.specs()[pair.spec].group];
        let (label, _) = document.name(section).label.as_ref()?;
        if group.kind == GroupKind::Single || template.specs()[pair.spec].pattern.name.label.is_none() {
            return None;
        }
        let mut sections: Vec<usize> =
            group.members.iter().flat_map(|&spec| alignment.instances(spec)).copied().collect();
        sections.sort_unstable();
        sections.retain(|&other| alignment.pair(other).is_some_and(|other| other.owner == pair.owner && !other.loose));
        let list =
            sections.into_iter().filter_map(|section| Instance::of(document, label, section)).collect::<Vec<_>>();
        let first = document.sections()[list.first()?.section].title;
        let title = document.slice(first);
        let label = title[label_range(&title, label)?.0].to_owned();
        Some(Self { document, template, alignment, spec: pair.spec, label, list })
    }

    /// Inserts one more behind the last, with the next ordinal.
    fn add(&self) -> Option<Fix> {
        let Another { label, ordinal, place, skeleton, .. } = self.another()?;
        let insertion = Alignment::insert(self.document, place.gap, skeleton)?;
        let title = format!("Add another {label} ({label} {ordinal})");
        Some(Fix { title, edits: Edit::insert(insertion.offset, insertion.skeleton.plain()).into(), safe: false })
    }

    /// One more behind the last, with the next ordinal.
    fn another(&self) -> Option<Another> {
        let last = self.list.last()?;
        let ordinal = self.next();
        let place = self.alignment.place_behind(self.document, self.template, last.section)?;
        let skeleton = self.skeleton(last, &ordinal, &place.style)?;
        Some(Another { label: self.label.clone(), ordinal, spec: self.spec, place, skeleton })
    }

    /// The ordinal behind the greatest number; behind the last ordinal, where they are no numbers.
    fn next(&self) -> String {
        let numbers = self.list.iter().filter_map(|instance| instance.ordinal.parse::<u64>().ok());
        match (numbers.max(), self.list.last()) {
            (Some(greatest), _) => greatest.saturating_add(1).to_string(),
            (None, Some(last)) => Numbering::successor(&last.ordinal),
            (None, None) => String::new(),
        }
    }

    /// The new section: the last one's heading with what the template has for its title, then the
    /// template's body and all children that an instance must hold.
    fn skeleton(&self, last: &Instance, next: &str, style: &Style) -> Option<Skeleton> {
        let spec = &self.template.specs()[self.spec];
        let (label, old) = spec.pattern.name.label.as_ref()?;
        let renumber = Renumber { label, old, new: next };
        let children: Vec<usize> = spec.groups.iter().flat_map(|&group| self.wanted(group)).collect();
        let below = Style { numbering: style.numbering.below(), ..style.clone() };
        let body = self.template.body_skeleton(self.spec, style.line_ending);
        let children = self.template.sections_skeleton(&children, &below, &|child| self.is_wanted(child));
        let mut skeleton = Skeleton(self.heading(last, next, style, &renumber)?);
        for part in [body, children] {
            if !part.0.is_empty() {
                let part = Skeleton(part.0.into_iter().map(|piece| renumber.piece(piece)).collect());
                skeleton.0.extend(part.surround("\n\n", "", style.line_ending).0);
            }
        }
        Some(skeleton)
    }

    fn wanted(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.template.groups()[group].members.iter().copied().filter(|&child| self.is_wanted(child))
    }

    /// Whether each instance has this child. What only some members of the group have is optional
    /// without saying so.
    fn is_wanted(&self, child: usize) -> bool {
        let spec = &self.template.specs()[child];
        !spec.optional || spec.pattern.name.optional
    }

    /// The rule ahead of the last instance's heading, if it has one, and its heading, with another
    /// number, another ordinal and another title.
    fn heading(&self, last: &Instance, next: &str, style: &Style, renumber: &Renumber<'_>) -> Option<Vec<Piece>> {
        let section = &self.document.sections()[last.section];
        let before = self.document.slice(Span::new(section.extent.start, section.heading.start));
        let is_rule = |line: &&str| line.len() >= 3 && line.chars().all(|c| "-*_ ".contains(c));
        let rule = before.lines().map(str::trim).find(is_rule);
        let rule = rule.map(|rule| style.line_ending.apply(&format!("{rule}\n\n"))).unwrap_or_default();
        let open = self.document.slice(Span::new(section.heading.start, section.title.start));
        let title = self.document.slice(section.title);
        let number = &*self.document.name(last.section).number;
        let number = if title.starts_with(number) { number } else { "" };
        let ordinal = last.span.start - section.title.start..last.span.end - section.title.start;
        let start =
            format!("{rule}{open}{}{}{next}", Numbering::successor(number), title.get(number.len()..ordinal.start)?);
        let mut pieces = vec![Piece::Text(start)];
        let behind = title.get(ordinal.end..)?;
        let parting = behind.find(|c: char| c.is_alphanumeric() || "{[<$`".contains(c));
        match parting {
            Some(at) => {
                pieces.push(Piece::Text(behind[..at].to_owned()));
                pieces.extend(self.title(renumber));
                let is_mark = |c: char| "*_".contains(c);
                let marks = behind.len() - behind.trim_end_matches(is_mark).len();
                // Emphasis that opens ahead of the ordinal closes behind the title.
                if marks > 0 && title.starts_with(is_mark) && !behind[..at].contains(is_mark) {
                    pieces.push(Piece::Text(behind[behind.len() - marks..].to_owned()));
                }
            }
            None => pieces.push(Piece::Text(behind.to_owned())),
        }
        let close = self.document.slice(Span::new(section.title.end, section.heading.end));
        pieces.push(Piece::Text(close.into_owned()));
        Some(pieces)
    }

    /// What the template has behind label and ordinal; where these are words of that one member, a
    /// placeholder.
    fn title(&self, renumber: &Renumber<'_>) -> Vec<Piece> {
        let span = self.template.document.sections()[self.spec].title;
        let title = self.template.document.slice(span);
        let holes = self.template.placeholders().spans().iter().filter(|hole| span.covers(**hole));
        let holes: Vec<Range<usize>> = holes.map(|hole| hole.start - span.start..hole.end - span.start).collect();
        let behind = label_range(&title, renumber.label).map_or(0, |(_, ordinal)| ordinal.end);
        let first = title[behind..].find(|c: char| c.is_alphanumeric() || "{[<$`".contains(c));
        let (Some(first), false) = (first, holes.is_empty()) else {
            return vec![Piece::Hole(self.hole())];
        };
        let mut from = behind + first;
        let mut pieces = Vec::new();
        for hole in holes.into_iter().filter(|hole| hole.start >= behind) {
            pieces.push(Piece::Text(title[from..hole.start.max(from)].to_owned()));
            pieces.push(renumber.piece(Piece::Hole(title[hole.clone()].to_owned())));
            from = hole.end;
        }
        pieces.push(Piece::Text(title[from.min(title.len())..].trim_end_matches(['*', '_']).to_owned()));
        pieces
    }

    /// A placeholder for a name, in the template's dialect: `{Phase name}`.
    fn hole(&self) -> String {
        let text = |span: &Span| self.template.document.slice(*span);
        let first = self.template.placeholders().spans().iter().map(text).find(|text| !text.starts_with("<!--"));
        let brackets = [("{{", "}}"), ("[", "]"), ("<", ">")];
        let is_first = |(open, _): &(&str, &str)| first.as_ref().is_some_and(|first| first.starts_with(open));
        let (open, close) = brackets.into_iter().find(is_first).unwrap_or(("{", "}"));
        format!("{open}{} name{close}", self.label)
    }

    /// Puts the ordinals in a row, in the headings only. `None` where they are, or are no numbers and
    /// letters.
    fn renumber(&self) -> Option<Fix> {
        let first = &self.list.first()?.ordinal;
        let digits = self.list.iter().all(|instance| instance.ordinal.parse::<u64>().is_ok());
        let is_letter = |ordinal: &str| ordinal.len() == 1 && ordinal.chars().all(|c| c.is_ascii_uppercase());
        let letters = self.list.iter().all(|instance| is_letter(&instance.ordinal));
        let start = match (digits, letters) {
            (true, _) if first == "0" => "0",
            (true, _) => "1",
            (_, true) => "A",
            _ => return None,
        };
        let row = std::iter::successors(Some(start.to_owned()), |ordinal| Some(next_of(ordinal, digits)));
        let row: Vec<String> = row.take(self.list.len()).collect();
        let wrong = self.list.iter().zip(&row).filter(|(instance, ordinal)| instance.ordinal != **ordinal);
        let edits: Vec<Edit> = wrong.map(|(instance, ordinal)| Edit::replace(instance.span, ordinal)).collect();
        let too_many = letters && row.len() > 26;
        let end = row.last().filter(|_| !too_many && !edits.is_empty())?;
        let title = match self.list.len() {
            1 => format!("Renumber {} to {start}", self.label),
            _ => format!("Renumber {} {start} to {end}", self.label),
        };
        Some(Fix { title, edits: Edits::new(edits).ok()?, safe: false })
    }
}

fn next_of(ordinal: &str, digits: bool) -> String {
    match (digits, ordinal.bytes().next()) {
        (true, _) => Numbering::successor(ordinal),
        (false, Some(letter)) => char::from(letter.saturating_add(1)).to_string(),
        (false, None) => String::new(),
    }
}

impl Instance {
    /// `None` where the section has another label.
    fn of(document: &Document, label: &str, section: usize) -> Option<Self> {
        let (own, _) = document.name(section).label.as_ref()?;
        let span = document.sections()[section].title;
        let title = document.slice(span);
        let (_, range) = label_range(&title, label).filter(|_| **own == *label)?;
        let ordinal = title[range.clone()].to_owned();
        Some(Self { section, ordinal, span: Span::new(span.start + range.start, span.start + range.end) })
    }
}

/// Where the words of `label` (normalised) and the ordinal behind them are in `title`.
pub(super) fn label_range(title: &str, label: &str) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = tokens(title);
    let words: Vec<&str> = label.split(' ').collect();
    let found = tokens
        .windows(words.len() + 1)
        .find(|window| window.iter().zip(&words).all(|(token, word)| title[token.clone()].to_lowercase() == *word))?;
    let ordinal = found.last()?.clone();
    Some((found.first()?.start..found.get(words.len().checked_sub(1)?)?.end, ordinal))
}

/// Where the words and numbers of `text` are.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match tokens.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => tokens.push(at..at + c.len_utf8()),
        }
    }
    tokens
}

/// How the template's ordinal becomes the new one.
struct Renumber<'a> {
    /// Normalised.
    label: &'a str,
    old: &'a str,
    new: &'a str,
}

impl Renumber<'_> {
    fn piece(&self, piece: Piece) -> Piece {
        match piece {
            Piece::Text(text) => Piece::Text(self.text(&text, false)),
            Piece::Hole(text) => {
                let is_name = !text.contains(char::is_whitespace);
                Piece::Hole(self.text(&text, is_name))
            }
            choice => choice,
        }
    }

    /// `text` with the new ordinal behind the label's last word and at the start of numbered headings
    /// (`#### 1.2 …`); in the name of a placeholder (`{COMPONENT_1_PURPOSE}`) wherever it stands alone.
    fn text(&self, text: &str, is_name: bool) -> String {
        let last_word = self.label.rsplit(' ').next().unwrap_or_default();
        let mut result = String::with_capacity(text.len());
        let mut from = 0;
        let mut previous: Option<Range<usize>> = None;
        for token in tokens(text) {
            let between = &text[previous.as_ref().map_or(0, |previous| previous.end)..token.start];
            let labelled = previous.is_some_and(|previous| {
                let near = between.chars().count() == 1 && between.starts_with([' ', '_', '-']);
                near && text[previous].to_lowercase() == last_word
            });
            let line = text[..token.start].rsplit('\n').next().unwrap_or_default();
            let heads = line.starts_with('#') && line.trim_matches(['#', ' ']).is_empty();
            let numbered = heads && text[token.end..].starts_with('.');
            if (labelled || numbered || is_name) && text[token.clone()].eq_ignore_ascii_case(self.old) {
                result.push_str(&text[from..token.start]);
                result.push_str(self.new);
                from = token.end;
            }
            previous = Some(token);
        }
        result + &text[from..]
    }
}
