//! The action that lets a finding be, with a reason.

use super::action::{Action, ActionKind, Change};
use super::asked::Asked;
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::rules::{self, Finding};
use crate::template::{Piece, Skeleton};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// What stands for the reason until the author has written it.
const REASON: &str = "reason";

/// Rules that find fault with comments themselves: another comment would not mend that.
const OWN: [&str; 2] = ["invalid-directive", "unused-suppression"];

/// For more findings than this at once nobody picks one to ignore.
const MOST: usize = 20;

/// Ignores a finding at the place, with a reason that the author gives.
pub(super) fn ignore<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let (snapshot, findings) = (asked.snapshot, asked.findings);
    let mut known = Vec::new();
    for (index, finding) in asked.here().take(MOST) {
        let id = finding.rule.id;
        let Some(place) = place(snapshot.document(), finding).filter(|_| !OWN.contains(&id)) else { continue };
        // One comment does for all that a rule finds there.
        if known.contains(&(id, place)) {
            continue;
        }
        known.push((id, place));
        let reach = if matches!(place, Place::Document(_) | Place::Top(_)) { "in this document" } else { "here" };
        let title = format!("Ignore {id} {reach} (give a reason)");
        // Whether a comment helps where it stands takes another look at the whole document.
        let action = Action::new(ActionKind::QuickFix, title, move || Some(comment_on(snapshot, findings, id, &place)));
        actions.push(Action { finding: Some(index), ..action });
    }
}

/// The comment at the narrowest place: the line of a list's item, else the block that the finding lies in, a heading among
/// them, else the document.
fn comment_on(snapshot: &Snapshot, findings: &[Finding], id: &str, place: &Place) -> Change {
    let line = snapshot.document().text().line_ending().as_str();
    let written = |at: usize, before: &str, name: &str, behind: &str| {
        let start = Piece::Text(format!("{before}<!-- specls: {name} {id}: "));
        let pieces = vec![start, Piece::Hole(REASON.to_owned()), Piece::Text(format!(" -->{behind}"))];
        Change::written(Edit::insert(at, String::new()), Skeleton(pieces))
    };
    match *place {
        Place::Item { end, list } => {
            let change = written(end, " ", "ignore", "");
            // A value with a comment behind it may be another value.
            let helps = change.edits.first().is_some_and(|edit| helps(snapshot, findings, id, edit));
            if helps { change } else { written(list, "", "ignore", line) }
        }
        Place::Ahead(start) => written(start, "", "ignore", line),
        Place::Document(start) => written(start, line, "ignore-document", line),
        Place::Top(start) => written(start, "", "ignore-document", &line.repeat(2)),
    }
}

/// Whether the rule finds less after `edit`, and the comment is not one more that ignores nothing.
fn helps(snapshot: &Snapshot, findings: &[Finding], id: &str, edit: &Edit) -> bool {
    let counts = |finding: &&Finding| [id, "unused-suppression"].contains(&finding.rule.id);
    let document = snapshot.document().edit(edit.span, &edit.text);
    let after = rules::check(&snapshot.with_document(document));
    after.iter().filter(counts).count() < findings.iter().filter(counts).count()
}

/// Where the comment goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On a line of its own, from this byte on.
    Ahead(usize),
    /// At the end of an item's line; else ahead of its list.
    Item {
        /// The line's end.
        end: usize,
        /// Where the list's first line starts.
        list: usize,
    },
    /// Behind the front matter.
    Document(usize),
    /// Where there should be front matter, and is none.
    Top(usize),
}

fn place(document: &Document, finding: &Finding) -> Option<Place> {
    let offset = finding.span.start;
    if finding.rule.id == "missing-key" && document.front_matter().is_none() {
        return Some(Place::Top(document.text().line_start(0)));
    }
    if let Some(matter) = document.front_matter().filter(|matter| offset < matter.span.end) {
        // Where nothing is behind it, the fence's line may not be ended.
        let ended = document.slice(matter.span).ends_with(['\n', '\r']);
        return ended.then_some(Place::Document(matter.span.end));
    }
    let from = document.section_at(offset).map_or(0, |section| document.sections()[section].extent.start);
    // An item of a list, and what holds it.
    let mut root = None;
    for block in document.blocks(Span::new(from, offset + 1)) {
        let span = block.span(block.item.span);
        if block.item.parent.is_none() && span.touches(offset) {
            root = Some((block.item.kind.clone(), span));
        }
    }
    let (kind, span) = root?;
    let line = document.text().line_at(offset);
    let in_code = || {
        document.blocks(span).any(|block| {
            let is_fixed =
                matches!(block.item.kind, BlockKind::Code { .. } | BlockKind::Html { .. } | BlockKind::Table);
            is_fixed && block.span(block.item.span).touches(offset)
        })
    };
    match kind {
        BlockKind::List { .. } if !in_code() => {
            let text = document.slice(line);
            // Two spaces or a backslash at the end break the line: they stay last.
            let end = line.start + text.trim_end().trim_end_matches('\\').trim_end().len();
            Some(Place::Item { end, list: document.text().line_start(span.start) })
        }
        BlockKind::Html { .. } => None,
        _ => Some(Place::Ahead(document.text().line_start(span.start))),
    }
}
