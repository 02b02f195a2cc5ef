//! Saying that a section does not apply.

use super::action::{Action, ActionKind, Change};
use super::asked::Asked;
use super::neighbours::text_of;
use crate::align::{Spacing, is_waived};
use crate::template::{Piece, Skeleton, Template};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// What stands for the reason until the author has written it. Nothing in brackets: that would be a placeholder.
const REASON: &str = "reason";

/// Puts `N/A: reason` in place of all that a section has, sections below it included, where that is the template's text
/// and nothing of the author's.
pub(super) fn waive<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((document, template, alignment)) = asked.snapshot.aligned() else { return };
    let Some(section) = asked.part().filter(|&section| alignment.pair(section).is_some_and(|pair| !pair.loose)) else {
        return;
    };
    let heading = document.sections()[section].heading;
    if is_waived(document, section) || !asked.snapshot.placeholders_in(heading).is_empty() {
        return;
    }
    let title = format!("Mark section {} as not applicable", asked.heading(section));
    if is_own(asked.snapshot, template, section) {
        let reason = "it has text of yours".to_owned();
        actions.extend(asked.refused(ActionKind::Rewrite, title, reason));
        return;
    }
    let make = move || {
        let span = Span::new(heading.end, text_of(document, section).end.max(heading.end));
        let line_ending = document.text().line_ending();
        let pieces = vec![Piece::Text("N/A: ".to_owned()), Piece::Hole(REASON.to_owned())];
        let skeleton = Spacing::around(document, span).surround(Skeleton(pieces), line_ending);
        Some(Change::written(Edit::delete(span), skeleton))
    };
    actions.push(Action::new(ActionKind::Rewrite, title, make));
}

/// Whether a section, or one below it, has text that is not the template's, a comment among it.
fn is_own(snapshot: &Snapshot, template: &Template, section: usize) -> bool {
    let document = snapshot.document();
    let extent = document.sections()[section].extent;
    let inside = Span::new(document.sections()[section].heading.end, extent.end);
    let is_templates = |text: &str| {
        let whole = Span::new(0, template.document.len());
        template.document.comments(whole).any(|comment| comment.text(comment.item.text) == text)
    };
    let comment = |comment: crate::document::Located<'_, crate::markdown::Comment>| {
        !is_templates(comment.text(comment.item.text))
    };
    let mut headings = super::neighbours::inside(document, section).skip(1);
    let alignment = snapshot.alignment();
    headings.any(|below| alignment.is_none_or(|alignment| alignment.pair(below).is_none()))
        || document.comments(inside).any(comment)
        || snapshot.is_written(document.sections()[section].heading.start)
}
