//! Sections that the template has and the document has not, where the cursor is; one more instance of a repeat.

use super::action::{Action, ActionKind, Change};
use super::asked::Asked;
use crate::align::{Alignment, Missing};
use crate::assist::repeat;
use crate::document::Document;
use crate::rules::quote;
use crate::template::Template;
use crate::text::Edit;

/// For more than this at once there is completion.
const MOST: usize = 8;

/// Inserts a section that belongs into the one at the cursor, or into the gap that the cursor is in; optional ones among
/// them. What a finding there asks for has a fix already.
pub(super) fn sections<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((document, template, alignment)) = asked.snapshot.aligned() else { return };
    let at = asked.at.start;
    let outside = document.front_matter().is_some_and(|matter| at < matter.span.end)
        || document.footer().is_some_and(|footer| footer.start <= at);
    if outside {
        return;
    }
    let here = Here::of(document, alignment, asked);
    let found: Vec<Missing> = asked.here().filter_map(|(_, finding)| finding.about.missing()).collect();
    let absent = alignment.missing().iter().map(|missing| (*missing, "section"));
    let optional = alignment.optional().iter().map(|missing| (*missing, "optional section"));
    let belongs = |(missing, _): &(Missing, &str)| {
        (here.parent == Some(missing.owner) || here.is_gap_of(template, *missing)) && !found.contains(missing)
    };
    let mut absent: Vec<_> = absent.chain(optional).filter(belongs).collect();
    absent.sort_by_key(|(missing, _)| missing.spec);
    let fits =
        |(missing, _): &(Missing, &str)| alignment.can_insert(document, alignment.gap(document, template, *missing));
    for (missing, what) in absent.into_iter().filter(fits).take(MOST) {
        let title = format!("Insert {what} {}", quote(&template.specs()[missing.spec].pattern.text));
        let make = move || {
            let insertion = alignment.insertions(document, template, &[missing]).into_iter().next()?;
            Some(Change::written(Edit::insert(insertion.offset, String::new()), insertion.skeleton))
        };
        actions.push(Action::new(ActionKind::Rewrite, title, make));
    }
}

/// One more instance of the repeat at the cursor; ordinals in a row.
pub(super) fn instances<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let fixes = repeat::fixes(asked.snapshot, asked.at.start).into_iter();
    actions.extend(fixes.map(|fix| Action::of(ActionKind::Rewrite, fix)));
}

/// Where the cursor is.
struct Here<'a> {
    document: &'a Document,
    alignment: &'a Alignment,
    /// The cursor, in bytes.
    at: usize,
    /// The section that others may belong into: `Some(None)` at the top, `None` in one of the author's own.
    parent: Option<Option<usize>>,
    /// Where the cursor is on an empty line, the sections around it, from the inside.
    around: Vec<usize>,
}

impl<'a> Here<'a> {
    fn of(document: &'a Document, alignment: &'a Alignment, asked: Asked<'_>) -> Self {
        let at = asked.at.start;
        let section = asked.section();
        let is_paired = |section: usize| alignment.pair(section).is_some_and(|pair| !pair.loose);
        let parent = match section {
            section if section.is_none() || section == alignment.title() => Some(None),
            Some(section) if is_paired(section) => Some(Some(section)),
            _ => None,
        };
        let is_gap = document.slice(document.text().line_at(at)).trim().is_empty();
        let up = |&section: &usize| document.sections()[section].parent;
        let around = std::iter::successors(section.filter(|_| is_gap), up).collect();
        Self { document, alignment, at, parent, around }
    }

    /// Whether `missing` would be inserted right here.
    fn is_gap_of(&self, template: &Template, missing: Missing) -> bool {
        let is_around = missing.owner.is_none_or(|owner| self.around.contains(&owner));
        !self.around.is_empty() && is_around && self.alignment.gap(self.document, template, missing).touches(self.at)
    }
}
