//! [`Skeleton`], the text that a spec inserts.

use super::choice::alternatives;
use super::guidance::is_for_tools;
use super::notation::without_brackets;
use super::{Numbering, Template};
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::{LineEnding, Span};

/// A piece of a skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stays.
    Text(String),
    /// Text that the author replaces: a placeholder as written.
    Hole(String),
    /// A value to be picked; the first part is the text as written.
    Choice(String, Vec<String>),
}

/// The text that a spec inserts, in pieces; without blank lines at its ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton(pub Vec<Piece>);

/// How a document writes its headings and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// How many levels deeper than in the template.
    pub shift: i8,
    /// How its headings are numbered.
    pub numbering: Numbering,
    /// What is at its headings' ends; `None` where it has none to go by.
    pub ending: Option<HeadingEnding>,
    /// How its lines end.
    pub line_ending: LineEnding,
}

/// What marks the end of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingEnding {
    /// Nothing: `## Goals`.
    Open,
    /// Number signs: `## Goals ##`.
    Closed,
    /// A line below, for headings of level 1 and 2.
    Underlined,
}

impl HeadingEnding {
    /// That of a heading with this source behind its title.
    pub fn of(behind: &str) -> Self {
        match behind {
            behind if behind.contains(['=', '-']) => Self::Underlined,
            behind if behind.contains('#') => Self::Closed,
            _ => Self::Open,
        }
    }
}

/// Something in the template's text that is not copied as it is.
enum Mark {
    Drop,
    Hole,
    Choice(Vec<String>),
    Replace(String),
}

impl Skeleton {
    /// As plain text: holes and choices as they are written in the template.
    pub fn plain(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Hole(text) | Piece::Choice(text, _) => text.as_str(),
            })
            .collect()
    }

    /// With each hole named in `inputs` (name without brackets, value) filled, in quotes where front matter asks for them.
    pub fn fill(self, inputs: &[(String, String)]) -> Self {
        let document = Document::parse(&self.plain());
        let mut at = 0;
        let value = |hole: &str| {
            let name = without_brackets(hole);
            inputs.iter().find(|(input, _)| input.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let fill = |piece| {
            let (Piece::Text(text) | Piece::Hole(text) | Piece::Choice(text, _)) = &piece;
            let span = Span::new(at, at + text.len());
            at = span.end;
            match value(text).filter(|_| !matches!(piece, Piece::Text(_))) {
                Some(value) => Piece::Text(document.in_place(span, value)),
                None => piece,
            }
        };
        Self(self.0.into_iter().map(fill).collect())
    }

    /// With `before` and `after` around it, whose lines end with LF, in `line_ending`.
    pub fn surround(mut self, before: &str, after: &str, line_ending: LineEnding) -> Self {
        if !before.is_empty() {
            self.0.insert(0, Piece::Text(line_ending.apply(before)));
        }
        if !after.is_empty() {
            self.push(line_ending.apply(after));
        }
        self
    }

    /// Without a rule (`---`) ahead of its first heading.
    pub fn without_leading_rule(mut self) -> Self {
        if let Some(Piece::Text(first)) = self.0.first_mut()
            && let Some(rest) = ["---", "***", "___"].iter().find_map(|rule| first.strip_prefix(rule))
            && rest.starts_with(['\n', '\r'])
        {
            *first = rest.trim_start_matches(['\n', '\r']).to_owned();
        }
        self
    }

    fn push(&mut self, text: String) {
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.0.push(Piece::Text(text)),
        }
    }

    /// Takes white space away from both ends.
    pub fn trim(&mut self) {
        while let Some(Piece::Text(last)) = self.0.last_mut() {
            last.truncate(last.trim_end().len());
            if !last.is_empty() {
                break;
            }
            self.0.pop();
        }
        if let Some(Piece::Text(first)) = self.0.first_mut() {
            *first = first.trim_start_matches(['\n', '\r']).to_owned();
        }
    }
}

impl Template {
    /// The whole template as a document to fill in: guidance comments and directives left out.
    pub fn skeleton(&self) -> Skeleton {
        let mut skeleton = Skeleton::default();
        self.copy(Span::new(0, self.document.len()), &[], &mut skeleton);
        skeleton.trim();
        skeleton.push("\n".to_owned());
        skeleton
    }

    /// What `specs` (siblings) insert, in a document's style, with those of their descendants that
    /// `include` takes.
    pub fn sections_skeleton(&self, specs: &[usize], style: &Style, include: &dyn Fn(usize) -> bool) -> Skeleton {
        let mut skeleton = Skeleton::default();
        let mut numbering = style.numbering.clone();
        for &spec in specs {
            self.copy_section(spec, style, &numbering, include, &mut skeleton);
            numbering = numbering.next();
        }
        skeleton.trim();
        skeleton.in_line_ending(style.line_ending)
    }

    /// What the body of `spec` holds, without its heading and its children.
    pub fn body_skeleton(&self, spec: usize, line_ending: LineEnding) -> Skeleton {
        let mut skeleton = Skeleton::default();
        self.copy(self.document.sections()[spec].body, &[], &mut skeleton);
        skeleton.trim();
        skeleton.in_line_ending(line_ending)
    }

    /// The template's text at `span`: a field, a table, a code block.
    pub fn part_skeleton(&self, span: Span, line_ending: LineEnding) -> Skeleton {
        let mut skeleton = Skeleton::default();
        self.copy(span, &[], &mut skeleton);
        skeleton.trim();
        skeleton.in_line_ending(line_ending)
    }

    fn copy_section(
        &self,
        spec: usize,
        style: &Style,
        numbering: &Numbering,
        include: &dyn Fn(usize) -> bool,
        skeleton: &mut Skeleton,
    ) {
        let section = &self.document.sections()[spec];
        let own = section.own();
        self.copy(own, &self.restyle(spec, style, numbering), skeleton);
        let mut below = numbering.below();
        for child in (spec + 1..self.specs.len()).take_while(|&child| self.is_inside(child, spec)) {
            if self.specs[child].parent == Some(spec) && include(child) {
                self.copy_section(child, style, &below, include, skeleton);
                below = below.next();
            }
        }
    }

    /// What turns the template's heading into one of the document's style: the marks before and
    /// behind its title. Nothing where the style is the template's own.
    fn restyle(&self, spec: usize, style: &Style, numbering: &Numbering) -> Vec<(Span, Mark)> {
        let section = &self.document.sections()[spec];
        let own = HeadingEnding::of(&self.document.slice(Span::new(section.title.end, section.heading.end)));
        let ending = style.ending.unwrap_or(own);
        if style.shift == 0 && ending == own && *numbering == Numbering::AsTemplate {
            return Vec::new();
        }
        let level = section.level.saturating_add_signed(style.shift).clamp(1, 6);
        let own_number = &*self.specs[spec].pattern.name.number;
        let title = self.document.slice(section.title);
        let numbered = !own_number.is_empty() && title.starts_with(own_number);
        let (number, skip) = match numbering {
            Numbering::AsTemplate => (String::new(), 0),
            _ if !numbered => (numbering.text(), 0),
            _ => (numbering.text(), title.len() - title[own_number.len()..].trim_start().len()),
        };
        let title_start = section.title.start + skip;
        let (open, close) = if ending == HeadingEnding::Underlined && level <= 2 {
            let width = number.chars().count() + title[skip..].chars().count();
            (String::new(), format!("\n{}", if level == 1 { "=" } else { "-" }.repeat(width.max(3))))
        } else {
            let marks = "#".repeat(level.into());
            let close = if ending == HeadingEnding::Closed { format!(" {marks}") } else { String::new() };
            (format!("{marks} "), close)
        };
        vec![
            (Span::new(section.heading.start, title_start), Mark::Replace(open + &number)),
            (Span::new(section.title.end, section.heading.end), Mark::Replace(close)),
        ]
    }

    /// Copies the template's text at `range`, guidance left out, with `marks` on top.
    fn copy(&self, range: Span, marks: &[(Span, Mark)], skeleton: &mut Skeleton) {
        let mut all: Vec<(Span, &Mark)> = marks.iter().map(|(span, mark)| (*span, mark)).collect();
        let (drop, hole) = (Mark::Drop, Mark::Hole);
        all.extend(self.dropped(range).into_iter().map(|span| (span, &drop)));
        let choices: Vec<(Span, Mark)> =
            self.choices(range).into_iter().map(|(span, values)| (span, Mark::Choice(values))).collect();
        all.extend(choices.iter().map(|(span, mark)| (*span, mark)));
        let spans = self.placeholders.spans();
        let holes = spans[spans.partition_point(|span| span.start < range.start)..].iter();
        let holes = holes.take_while(|span| span.start < range.end).filter(|span| range.covers(**span));
        all.extend(holes.map(|span| (*span, &hole)));
        all.sort_by_key(|(span, _)| *span);
        let mut from = range.start;
        for (span, mark) in all.into_iter().filter(|(span, _)| span.end <= range.end) {
            if span.start < from {
                continue;
            }
            skeleton.push(self.source(Span::new(from, span.start)));
            from = span.end;
            match mark {
                Mark::Drop => {}
                Mark::Hole => skeleton.0.push(Piece::Hole(self.source(span))),
                Mark::Choice(values) => skeleton.0.push(Piece::Choice(self.source(span), values.clone())),
                Mark::Replace(text) => skeleton.push(text.clone()),
            }
        }
        skeleton.push(self.source(Span::new(from, range.end)));
    }

    /// The comments that speak to the author or to specls: whole lines, with the blank lines behind.
    fn dropped(&self, range: Span) -> Vec<Span> {
        let document = &self.document;
        let mut spans = Vec::new();
        for comment in document.comments(range) {
            let span = comment.span(comment.item.span);
            let text = comment.text(comment.item.text);
            let kept = is_for_tools(text) && !text.starts_with("specls");
            if kept || self.placeholders.spans().binary_search(&span).is_ok() {
                continue;
            }
            let line = document.text().line_at(span.start);
            let before = document.slice(Span::new(line.start, span.start));
            let behind = document.slice(Span::new(span.end, range.end));
            if before.trim().is_empty() && behind.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                let gap = behind.len() - behind.trim_start_matches(['\n', '\r', ' ', '\t']).len();
                spans.push(Span::new(line.start.max(range.start), span.end + gap));
            } else if behind.trim().is_empty() && before.trim().is_empty() {
                spans.push(Span::new(line.start.max(range.start), range.end));
            } else {
                spans.push(Span::new(line.start.max(range.start) + before.trim_end().len(), span.end));
            }
        }
        spans
    }

    /// Values to be picked: whole field values, whole cells, and placeholders that a list of values
    /// belongs to.
    fn choices(&self, range: Span) -> Vec<(Span, Vec<String>)> {
        let fields =
            self.document.fields(range).map(|field| (field.span(field.item.value), field.text(field.item.value)));
        let cells = self.document.blocks(range).filter(|block| block.item.kind == BlockKind::Cell);
        let cells = cells.map(|block| (block.span(block.item.span), block.text(block.item.span)));
        let written = fields.chain(cells).filter_map(|(span, text)| Some((span, alternatives(text)?)));
        // Of each section, and of all that is ahead of the first one.
        let sections = self.document.sections();
        let from = sections.partition_point(|section| section.heading.start <= range.start).saturating_sub(1);
        let to = sections.partition_point(|section| section.heading.start < range.end).max(from);
        let contents = self.contents[from..to].iter().chain(self.contents.get(sections.len()));
        let listed = contents.flat_map(|contents| &contents.fields).filter(|field| !field.choices.is_empty());
        let listed = listed.filter(|field| range.covers(field.value)).filter_map(|field| {
            let spans = self.placeholders.spans();
            let at = spans.binary_search_by_key(&field.value.start, |hole| hole.start).ok()?;
            Some((spans[at], field.choices.clone()))
        });
        written.chain(listed).collect()
    }

    /// The template's text at `span`, its lines ended with LF.
    fn source(&self, span: Span) -> String {
        let text = self.document.slice(span);
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
    }
}

impl Skeleton {
    /// With `text` in the place of these bytes of its plain text. What is left of a hole or a choice then is text.
    pub fn edited(self, span: Span, text: &str) -> Self {
        let (mut pieces, mut new, mut start) = (Vec::with_capacity(self.0.len() + 2), Some(text), 0);
        let add = |text: &str, pieces: &mut Vec<Piece>| {
            if !text.is_empty() {
                pieces.push(Piece::Text(text.to_owned()));
            }
        };
        for piece in self.0 {
            let (Piece::Text(own) | Piece::Hole(own) | Piece::Choice(own, _)) = &piece;
            let end = start + own.len();
            let (before, after) = (span.start.clamp(start, end) - start, span.end.clamp(start, end) - start);
            // It begins in this piece; at its end is in the next one.
            let begins = new.is_some() && span.start < end;
            if begins || (start < span.end && new.is_none()) {
                let (before, after) = (own[..before].to_owned(), own[after..].to_owned());
                let is_whole = after.len() == own.len();
                add(&before, &mut pieces);
                add(new.take().unwrap_or_default(), &mut pieces);
                match is_whole {
                    true => pieces.push(piece),
                    false => add(&after, &mut pieces),
                }
            } else {
                pieces.push(piece);
            }
            start = end;
        }
        add(new.unwrap_or_default(), &mut pieces);
        Self(pieces)
    }

    /// With its lines, which end with LF, in `line_ending`.
    pub fn in_line_ending(mut self, line_ending: LineEnding) -> Self {
        for piece in &mut self.0 {
            let (Piece::Text(text) | Piece::Hole(text) | Piece::Choice(text, _)) = piece;
            *text = line_ending.apply(text);
        }
        self
    }
}
