//! The action that lets a finding be, with a reason.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::rules::{self, Finding, Fix};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// What stands for the reason until the author has written it.
const REASON: &str = "reason";

/// Rules that find fault with comments themselves: another comment would not mend that.
const OWN: [&str; 2] = ["invalid-directive", "unused-suppression"];

/// Ignores one of the snapshot's `findings` at the narrowest place: the line of a list's item, else the
/// block that it lies in, a heading among them, else the document. `None` where no comment helps.
pub(super) fn ignore(snapshot: &Snapshot, findings: &[Finding], finding: &Finding) -> Option<Fix> {
    let (document, id) = (snapshot.document(), finding.rule.id);
    if OWN.contains(&id) {
        return None;
    }
    let line = document.text().line_ending().as_str();
    let (edit, words) = match place(document, finding.span.start)? {
        Place::Item { end, list } => {
            let edit = Edit::insert(end, format!(" {}", comment("ignore", id)));
            // A value with a comment behind it may be another value.
            let helps = helps(snapshot, findings, finding.rule.id, &edit);
            (if helps { edit } else { Edit::insert(list, format!("{}{line}", comment("ignore", id))) }, "here")
        }
        Place::Ahead(start) => (Edit::insert(start, format!("{}{line}", comment("ignore", id))), "here"),
        Place::Document(start) => {
            (Edit::insert(start, format!("{line}{}{line}", comment("ignore-document", id))), "in this document")
        }
    };
    Some(Fix { title: format!("Ignore {id} {words} (give a reason)"), edits: edit.into(), safe: false })
}

/// Whether the rule finds less after `edit`, and the comment is not one more that ignores nothing.
fn helps(snapshot: &Snapshot, findings: &[Finding], id: &str, edit: &Edit) -> bool {
    let counts = |finding: &&Finding| [id, "unused-suppression"].contains(&finding.rule.id);
    let document = snapshot.document().edit(edit.span, &edit.text);
    let after = rules::check(&Snapshot::new(document, snapshot.template().cloned()));
    after.iter().filter(counts).count() < findings.iter().filter(counts).count()
}

/// Where the comment goes.
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
}

fn comment(name: &str, id: &str) -> String {
    format!("<!-- specls: {name} {id}: {REASON} -->")
}

fn place(document: &Document, offset: usize) -> Option<Place> {
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
