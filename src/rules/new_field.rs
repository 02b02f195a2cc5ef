//! Where a missing field goes, and in which style.

use super::parts::Part;
use super::shown::end_of;
use crate::align::{PairedField, Spacing};
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, Field};
use crate::template::{FieldSpec, Template, label_key};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;
use std::borrow::Cow;

/// The edits that add `fields` (by index, in template order) to `part`: each behind the nearest field
/// before it in the template that is there, else ahead of the nearest behind it, in that one's
/// style; the rest at the end of the part's text. `None` where that would not make them fields.
pub(super) fn edits(snapshot: &Snapshot, part: &Part<'_>, fields: &[usize]) -> Option<Edits> {
    let (document, template, alignment) = snapshot.aligned()?;
    let place = Place { document, template, part, present: snapshot.fields_of(part.section) };
    let mut edits: Vec<Edit> = Vec::new();
    let mut rest = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for &field in fields {
        match place.next_to(field, &used) {
            Some((neighbour, edit)) => {
                edits.push(edit);
                used.push(neighbour);
            }
            None => rest.push(field),
        }
    }
    if !rest.is_empty() {
        let offset = end_of(document, part.section, alignment.title());
        let spacing = Spacing::around(document, Span::at(offset));
        let text =
            format!("{}{}{}", "\n".repeat(spacing.lead), place.as_in_template(&rest), "\n".repeat(spacing.trail));
        edits.push(Edit::insert(offset, text));
    }
    let line_ending = document.text().line_ending();
    edits.iter_mut().for_each(|edit| edit.text = line_ending.apply(&edit.text));
    let edits = Edits::new(edits).ok()?;
    makes_fields(document, &edits, part, fields).then_some(edits)
}

/// Whether the edits make fields of the text that they insert: not in a code block or comment that
/// nobody closed. Only the parser knows, so it is asked.
fn makes_fields(document: &Document, edits: &Edits, part: &Part<'_>, fields: &[usize]) -> bool {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return false };
    let (mut after, base) = document.excerpt(Span::new(first.span.start, last.span.end));
    let mut all = Span::at(0);
    for edit in edits.iter().rev() {
        let span = Span::new(edit.span.start - base, edit.span.end - base);
        after = after.edit(span, &edit.text);
        all = Span::new(span.start, all.end.max(span.start) + edit.text.len());
    }
    let keys: Vec<String> = after.fields(all).map(|field| label_key(field.text(field.item.label))).collect();
    let is_row = |text: &str| text.trim_start().starts_with('|');
    fields.iter().all(|&field| keys.contains(&part.contents.fields[field].key))
        || edits.iter().any(|edit| is_row(&edit.text))
}

/// What is known of the place.
pub(super) struct Place<'a> {
    pub(super) document: &'a Document,
    pub(super) template: &'a Template,
    pub(super) part: &'a Part<'a>,
    pub(super) present: Cow<'a, [PairedField]>,
}

/// A field that is there, and where it stands to one that is not.
pub(super) enum Nearest<'a> {
    Before(&'a PairedField),
    Behind(&'a PairedField),
    /// It is nested below this one.
    Above(&'a PairedField),
}

/// How a field of the document is written around its label and value.
pub(super) struct Style {
    pub(super) lead: String,
    pub(super) mid: String,
    pub(super) tail: String,
}

impl Place<'_> {
    pub(super) fn spec(&self, field: usize) -> &FieldSpec {
        &self.part.contents.fields[field]
    }

    /// The edit that puts `field` next to one that is there, and which that is. Those in `used` have
    /// a new one behind them already.
    fn next_to(&self, field: usize, used: &[usize]) -> Option<(usize, Edit)> {
        match self.nearest(field)? {
            Nearest::Before(before) => {
                let again = used.iter().filter(|&&used| used == before.spec).count();
                Some((before.spec, self.behind(field, before, again)?))
            }
            Nearest::Behind(behind) => Some((behind.spec, self.ahead(field, behind)?)),
            Nearest::Above(parent) => Some((parent.spec, self.nested(field, parent)?)),
        }
    }

    /// The field that is there and nearest to `field` in the template; `None` where there is none.
    pub(super) fn nearest(&self, field: usize) -> Option<Nearest<'_>> {
        // A column has no line of its own to stand next to.
        let here =
            |other: &&PairedField| other.home == self.part.home && other.section == self.part.section && !other.column;
        let sibling = |other: &&PairedField| self.spec(other.spec).parent == self.spec(field).parent;
        let all = || self.present.iter().filter(here).filter(sibling);
        let before = all().filter(|other| other.spec < field).max_by_key(|other| other.spec);
        let behind =
            all().filter(|other| other.spec > field).min_by_key(|other| (other.spec, std::cmp::Reverse(other.label)));
        match (before, behind) {
            (Some(before), _) => Some(Nearest::Before(before)),
            (None, Some(behind)) => Some(Nearest::Behind(behind)),
            (None, None) => {
                let parent = self.spec(field).parent?;
                self.present.iter().filter(here).find(|other| other.spec == parent).map(Nearest::Above)
            }
        }
    }

    fn behind(&self, field: usize, neighbour: &PairedField, again: usize) -> Option<Edit> {
        let line = self.document.text().line_at(neighbour.label.start);
        if neighbour.row {
            let style = self.style(None, neighbour, line);
            let next = Span::new(line.end, self.document.len());
            let below = self.document.text().line_at(self.document.text().content_start(next.start));
            let rule = self.document.slice(below);
            let is_header = rule.contains('-') && rule.chars().all(|c| "|-: \t".contains(c));
            let at = if is_header { below.end } else { line.end };
            return Some(Edit::insert(at, format!("\n{}", self.text(field, &style, true))));
        }
        let found = self.document.fields(neighbour.label).next()?;
        let item = item_of(found);
        let mate = (neighbour.spec + 1..=field).all(|between| self.spec(between).continues);
        if mate && item.is_none() {
            let style = self.style(Some(found), neighbour, line);
            let marks = style.lead.len() - style.lead.trim_end_matches(['*', '_']).len();
            let style = Style { lead: format!(" | {}", &style.lead[style.lead.len() - marks..]), ..style };
            let at = neighbour.value.end.max(neighbour.value.start);
            return Some(Edit::insert(at, self.text(field, &style, false)));
        }
        let mut style = self.style(Some(found), neighbour, line);
        (0..=again).for_each(|_| style.lead = next_marker(&style.lead));
        let text = self.text(field, &style, false);
        let end = self.end_of_section(neighbour);
        let below = self.document.below(found, end).map_or(0, |below| self.document.text().content_end(below.end));
        if let Some(item) = item {
            let span = item.span(item.item.span);
            let gap = if self.is_loose(item) { "\n\n" } else { "\n" };
            return Some(Edit::insert(span.end.max(below), format!("{gap}{text}")));
        }
        let paragraph = found.holders().next()?;
        let paragraph = paragraph.span(paragraph.item.span);
        if self.document.fields(paragraph).count() == 1 {
            return Some(Edit::insert(paragraph.end.max(below), format!("\n\n{text}")));
        }
        let at = line.end.max(below);
        let last = self.document.slice(self.document.text().line_at(at));
        let (own, usual) = (hard_break(&last), self.usual_break(paragraph));
        let (lead, tail) = if own.is_empty() { (usual, "") } else { ("", own) };
        Some(Edit::insert(at, format!("{lead}\n{text}{tail}")))
    }

    fn ahead(&self, field: usize, neighbour: &PairedField) -> Option<Edit> {
        let line = self.document.text().line_at(neighbour.label.start);
        if neighbour.row {
            let above = self.document.text().line_at(line.start.saturating_sub(1));
            let is_body = self.document.slice(above).contains('|');
            let style = self.style(None, neighbour, line);
            return is_body.then(|| Edit::insert(line.start, format!("{}\n", self.text(field, &style, true))));
        }
        let found = self.document.fields(neighbour.label).next()?;
        let style = self.style(Some(found), neighbour, line);
        let text = self.text(field, &style, false);
        let gap = match item_of(found) {
            Some(item) if self.is_loose(item) => "\n\n".to_owned(),
            Some(_) => "\n".to_owned(),
            None => {
                let paragraph = found.holders().next()?;
                let paragraph = paragraph.span(paragraph.item.span);
                let alone = self.document.fields(paragraph).count() == 1;
                if alone { "\n\n".to_owned() } else { format!("{}\n", self.usual_break(paragraph)) }
            }
        };
        Some(Edit::insert(line.start, format!("{text}{gap}")))
    }

    /// As the first item below the item of `parent`.
    fn nested(&self, field: usize, parent: &PairedField) -> Option<Edit> {
        let line = self.document.text().line_at(parent.label.start);
        let text = self.text(field, &self.style_below(parent)?, false);
        Some(Edit::insert(line.end, format!("\n{text}")))
    }

    /// How an item below that of `parent` is written; `None` where it is in none.
    pub(super) fn style_below(&self, parent: &PairedField) -> Option<Style> {
        let line = self.document.text().line_at(parent.label.start);
        let found = self.document.fields(parent.label).next().filter(|_| !parent.row)?;
        item_of(found)?;
        let style = self.style(Some(found), parent, line);
        let indent = style.lead.len() - style.lead.trim_start().len();
        let mark = style.lead.trim_start().split(' ').next().unwrap_or("-");
        let inner = " ".repeat(mark.len() + 1);
        let marks = style.lead.len() - style.lead.trim_end_matches(['*', '_']).len();
        let emphasis = &style.lead[style.lead.len() - marks..];
        let lead = format!("{}{inner}- {emphasis}", &style.lead[..indent]);
        Some(Style { lead, ..style })
    }

    /// How `neighbour` is written.
    pub(super) fn style(&self, found: Option<Located<'_, Field>>, neighbour: &PairedField, line: Span) -> Style {
        let slice = |from: usize, to: usize| self.document.slice(Span::new(from, to.max(from))).into_owned();
        let mut mid = slice(neighbour.label.end, neighbour.value.start);
        if !mid.ends_with(char::is_whitespace) {
            mid.push(' ');
        }
        if found.is_none() {
            let label = slice(neighbour.label.start, neighbour.label.end);
            let marks = label.len() - label.trim_start_matches(['*', '_']).len();
            let lead = slice(line.start, neighbour.label.start) + &label[..marks];
            let mid = format!("{}{mid}", &label[..marks]);
            let tail = slice(neighbour.value.end, line.end);
            return Style { lead, mid, tail };
        }
        let first =
            self.document.fields(line).next().map_or(neighbour.label.start, |first| first.span(first.item.label).start);
        let lead = slice(line.start, first.min(neighbour.label.start)).replace("[x]", "[ ]").replace("[X]", "[ ]");
        Style { lead, mid, tail: String::new() }
    }

    /// The field's line, with what belongs to it below.
    pub(super) fn text(&self, field: usize, style: &Style, row: bool) -> String {
        let spec = self.spec(field);
        let source = self.template.document.slice(spec.value).replace("\r\n", "\n").replace('\r', "\n");
        let source = if spec.row { source.replace("\\|", "|") } else { source };
        let own = self.template.line(spec.span.start).1;
        let (theirs, ours) = (indentation(&own), indentation(&style.lead));
        let mut lines = source.trim_end().lines();
        let first = lines.next().unwrap_or_default();
        let Style { lead, mid, tail } = style;
        if row {
            return format!("{lead}{}{mid}{}{tail}", spec.label, first.replace('|', "\\|"));
        }
        let mut text = format!("{lead}{}{mid}{first}", spec.label);
        if first.is_empty() {
            text.truncate(text.trim_end().len());
        }
        for line in lines {
            let line = line.strip_prefix(theirs).unwrap_or(line);
            text.push('\n');
            text.push_str(if line.is_empty() { "" } else { ours });
            text.push_str(line);
        }
        text
    }

    /// The fields as the template writes them.
    pub(super) fn as_in_template(&self, fields: &[usize]) -> String {
        let mut text = String::new();
        let mut last: Option<usize> = None;
        let source = |span: Span| self.template.document.slice(span).replace("\r\n", "\n").replace('\r', "\n");
        for &field in fields {
            let spec = self.spec(field);
            let line = self.template.document.text().line_at(spec.span.start);
            let before = last.replace(field).map(|last| self.spec(last).value.end.min(spec.span.start));
            let gap = before.map(|end| source(Span::new(end, spec.span.start)));
            match gap {
                Some(gap) if spec.continues && !gap.contains('\n') => text.push_str(&gap),
                Some(gap) if gap.contains("\n\n") => text.push_str("\n\n"),
                Some(gap) => {
                    text.push_str(hard_break(gap.split('\n').next().unwrap_or_default()));
                    text.push('\n');
                }
                None => {}
            }
            let joined = text.ends_with(|c: char| c != '\n') && !text.is_empty();
            if spec.row {
                text.push_str("- **");
            } else if !joined {
                let first = self.template.document.fields(line).next();
                let start = first.map_or(spec.span.start, |first| first.span(first.item.label).start);
                let lead = source(Span::new(line.start, start));
                text.push_str(if text.is_empty() { lead.trim_start() } else { &lead });
            }
            let value = source(spec.value);
            let mid = if spec.row {
                ":** ".to_owned()
            } else {
                source(Span::new(spec.span.start + spec.label.len(), spec.value.start))
            };
            text.push_str(&format!("{}{mid}{}", spec.label, value.trim_end()));
        }
        text
    }

    /// Whether blank lines part the items of an item's list.
    fn is_loose(&self, item: Located<'_, Block>) -> bool {
        let blocks = item.chunk().blocks();
        let same = |block: &&Block| matches!(block.kind, BlockKind::Item { .. }) && block.parent == item.item.parent;
        let items: Vec<Span> = blocks.iter().filter(same).map(|block| item.span(block.span)).collect();
        let gaps = items.windows(2).filter(|pair| pair[0].end <= pair[1].start);
        let gaps = gaps.map(|pair| Span::new(pair[0].end, pair[1].start));
        gaps.map(|gap| self.document.slice(gap).matches('\n').count()).any(|endings| endings > 1)
    }

    /// The hard break that the lines of a paragraph end with, if any do.
    fn usual_break(&self, paragraph: Span) -> &'static str {
        let text = self.document.slice(paragraph);
        text.lines().map(hard_break).find(|found| !found.is_empty()).unwrap_or("")
    }

    fn end_of_section(&self, field: &PairedField) -> usize {
        field.section.map_or(self.part.body.end, |section| self.document.sections()[section].body.end)
    }
}

/// The list item that begins with the field.
fn item_of(field: Located<'_, Field>) -> Option<Located<'_, Block>> {
    let mut holders = field.holders();
    holders.next()?;
    holders.next().filter(|holder| matches!(holder.item.kind, BlockKind::Item { .. }))
}

/// The hard break at a line's end, if there is one.
fn hard_break(line: &str) -> &'static str {
    match line {
        line if line.ends_with("  ") => "  ",
        line if line.ends_with('\\') => "\\",
        _ => "",
    }
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// A list item's mark, one further: `2. **` behind `1. **`; others stay.
pub(super) fn next_marker(lead: &str) -> String {
    let indent = indentation(lead);
    let rest = &lead[indent.len()..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match rest[..digits].parse::<u32>() {
        Ok(number) if rest[digits..].starts_with(['.', ')']) => {
            format!("{indent}{}{}", number.saturating_add(1), &rest[digits..])
        }
        _ => lead.to_owned(),
    }
}
