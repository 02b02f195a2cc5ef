//! Moving a section: up and down among its siblings, and to its place.

use super::action::{Action, ActionKind};
use super::asked::Asked;
use super::neighbours::{before, behind, inside, text_of};
use crate::align::takes_heading;
use crate::document::Document;
use crate::rules;
use crate::template::Numbering;
use crate::text::{Edit, Edits, Span};

/// Moves the section at the cursor.
pub(super) fn relocate<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let Some(section) = asked.part() else { return };
    let document = asked.snapshot.document();
    let heading = asked.heading(section);
    let pairs = [(before(document, section), "up"), (behind(document, section), "down")];
    for (other, way) in pairs {
        let Some(other) = other else { continue };
        let (first, second) = (section.min(other), section.max(other));
        if may_swap(document, first, second) {
            let make = move || Some(swap(document, first, second, section)?.into());
            actions.push(Action::new(ActionKind::Move, format!("Move section {heading} {way}"), make));
        }
    }
    to_its_place(asked, section, actions);
}

/// The fix of `misplaced-section`, from anywhere in the section; on its heading it is offered as such.
fn to_its_place<'a>(asked: Asked<'a>, section: usize, actions: &mut Vec<Action<'a>>) {
    let is_misplaced = |section: &usize| {
        asked.snapshot.alignment().is_some_and(|alignment| alignment.misplaced().binary_search(section).is_ok())
    };
    let up = |&section: &usize| asked.snapshot.document().sections()[section].parent;
    let Some(section) = std::iter::successors(Some(section), up).find(is_misplaced) else { return };
    let about = |finding: &rules::Finding| {
        finding.rule.id == "misplaced-section"
            && matches!(finding.about, rules::About::Section(other, _) if other == section)
    };
    let here = asked.here().any(|(_, finding)| about(finding));
    let Some(finding) = asked.findings.iter().find(|finding| about(finding)).filter(|_| !here) else { return };
    let fixes = rules::fixes(asked.snapshot, finding).into_iter();
    actions.extend(fixes.map(|fix| Action::of(ActionKind::Move, fix)));
}

/// Whether two siblings may change places, and both are read as before then.
fn may_swap(document: &Document, first: usize, second: usize) -> bool {
    let sections = document.sections();
    let (one, other) = (&sections[first], &sections[second]);
    let at_start = || document.slice(Span::new(0, one.extent.start)).trim_matches('\u{feff}').trim().is_empty();
    let begins_with_mark = |section: usize| document.slice(sections[section].own()).trim_start().starts_with('#');
    // As the first line of all, a rule would begin front matter.
    let begins_well = begins_with_mark(second) || !at_start();
    let parted = |section: usize, next: &dyn Fn() -> bool| {
        let gap = Span::new(text_of(document, section).end, sections[section].extent.end);
        document.slice(gap).matches('\n').count().max(document.slice(gap).matches('\r').count()) > 1 || next()
    };
    let follows_well = || {
        let end = other.extent.end;
        let next = sections.partition_point(|section| section.extent.start < end);
        let is_heading = next < sections.len() && sections[next].extent.start == end && begins_with_mark(next);
        document.text().content_start(end) == document.len() || is_heading
    };
    one.level == other.level
        && begins_well
        && parted(first, &|| begins_with_mark(first) && begins_with_mark(second))
        && parted(second, &follows_well)
        && takes_heading(document, other.extent.end)
}

/// The edits that let two neighbouring sections change places: `moved`, one of them, goes, and the other stays. Blank
/// lines stay where they are, and numbers too.
fn swap(document: &Document, first: usize, second: usize, moved: usize) -> Option<Edits> {
    let (one, other) = (text_of(document, first), text_of(document, second));
    let gap = document.slice(Span::new(one.end, other.start));
    let numbers = [number(document, first), number(document, second)];
    let mut renumbered = [Vec::new(), Vec::new()];
    if numbers.iter().all(|number| !number.is_empty()) {
        renumbered = [renumber(document, first, &numbers[1]), renumber(document, second, &numbers[0])];
    }
    let [first_edits, second_edits] = renumbered;
    let (mut edits, own) = if moved == second { (first_edits, second_edits) } else { (second_edits, first_edits) };
    let text = text_of(document, moved);
    let local = own.into_iter().map(|edit| {
        let span = Span::new(edit.span.start - text.start, edit.span.end - text.start);
        Edit { span, ..edit }
    });
    let text = Edits::new(local.collect()).ok()?.apply_to(&document.slice(text));
    if moved == second {
        edits.push(Edit::insert(one.start, format!("{text}{gap}")));
        edits.push(Edit::delete(Span::new(one.end, other.end)));
    } else {
        edits.push(Edit::delete(Span::new(one.start, other.start)));
        edits.push(Edit::insert(other.end, format!("{gap}{text}")));
    }
    Edits::new(edits).ok()
}

/// The number that a section's heading begins with, as written; empty where it has none.
fn number(document: &Document, section: usize) -> String {
    let number = &*document.name(section).number;
    let title = document.slice(document.sections()[section].title);
    if title.starts_with(number) { number.to_owned() } else { String::new() }
}

/// The edits that give a section another number, and those below it that are counted from it.
fn renumber(document: &Document, section: usize, new: &str) -> Vec<Edit> {
    let old = number(document, section);
    let stem = format!("{}.", Numbering::stem(&old));
    let edits = inside(document, section).filter_map(|other| {
        let start = document.sections()[other].title.start;
        let own = number(document, other);
        if other == section {
            return Some(Edit::replace(Span::new(start, start + old.len()), new));
        }
        let counted = own.starts_with(&stem) && own.len() > stem.len();
        counted.then(|| Edit::replace(Span::new(start, start + stem.len() - 1), Numbering::stem(new)))
    });
    edits.filter(|edit| *document.slice(edit.span) != edit.text).collect()
}
