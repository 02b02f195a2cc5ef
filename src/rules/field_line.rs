//! A missing field as a line of its own: for authors who put it where they write.

use super::new_field::{Nearest, Place, Style, next_marker};
use super::parts::Part;
use crate::template::{Piece, Skeleton, own_value};
use crate::text::Span;
use crate::workspace::Snapshot;

/// `field` of `part` (by index) as a line of its own, its lines ended with LF, and whether that is a row of a
/// table: in the style of the field next to it in the template, as the template has it where none of
/// them is there.
pub(super) fn line(snapshot: &Snapshot, part: &Part<'_>, field: usize) -> Option<(Skeleton, bool)> {
    let (document, template, _) = snapshot.aligned()?;
    let place = Place { document, template, part, present: snapshot.fields_of(part.section) };
    let (text, row) = place.alone(field)?;
    Some((place.pieces(field, &text), row))
}

impl Place<'_> {
    /// The field as a line of its own, in the style of the nearest one, and whether that is a table's
    /// row; as the template has it where there is none.
    fn alone(&self, field: usize) -> Option<(String, bool)> {
        let (neighbour, style) = match self.nearest(field) {
            None => return Some((self.as_in_template(&[field]), false)),
            Some(Nearest::Above(parent)) => (parent, self.style_below(parent)?),
            Some(Nearest::Before(near) | Nearest::Behind(near)) => {
                let line = self.document.text().line_at(near.label.start);
                let found = if near.row { None } else { Some(self.document.fields(near.label).next()?) };
                (near, self.style(found, near, line))
            }
        };
        let is_behind = neighbour.spec < field;
        let lead = if is_behind && !neighbour.row { next_marker(&style.lead) } else { style.lead };
        Some((self.text(field, &Style { lead, ..style }, neighbour.row), neighbour.row))
    }

    /// `text`, which is that of `field`, with its placeholders as holes and its alternatives as a choice.
    fn pieces(&self, field: usize, text: &str) -> Skeleton {
        let spec = self.spec(field);
        let source = |span: Span| self.template.document.slice(span).replace("\r\n", "\n").replace('\r', "\n");
        let holes = self.template.placeholders().spans().iter().filter(|hole| spec.value.covers(**hole));
        let mut marks: Vec<(String, Vec<String>)> = holes.map(|hole| (source(*hole), Vec::new())).collect();
        if !spec.choices.is_empty() {
            let value = source(spec.value);
            let first = own_value(value.lines().next().unwrap_or_default()).trim().to_owned();
            match marks.first_mut().filter(|(hole, _)| first.starts_with(hole.as_str())) {
                Some(mark) => mark.1.clone_from(&spec.choices),
                None => marks.insert(0, (first, spec.choices.clone())),
            }
        }
        let mut from = text.find(&spec.label).map_or(0, |at| at + spec.label.len());
        let mut pieces = vec![Piece::Text(text[..from].to_owned())];
        for (mark, choices) in marks.into_iter().filter(|(mark, _)| !mark.is_empty()) {
            // In a table its bars are escaped.
            let found =
                [mark.replace('|', "\\|"), mark].into_iter().find_map(|mark| Some((text[from..].find(&mark)?, mark)));
            let Some((at, mark)) = found else { continue };
            pieces.push(Piece::Text(text[from..from + at].to_owned()));
            from += at + mark.len();
            pieces.push(if choices.is_empty() { Piece::Hole(mark) } else { Piece::Choice(mark, choices) });
        }
        pieces.push(Piece::Text(text[from..].to_owned()));
        Skeleton(pieces)
    }
}
