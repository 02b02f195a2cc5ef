//! Which sections are out of order: the fewest that must move.

use super::Alignment;
use crate::document::Document;
use crate::template::{GroupKind, Template};
use std::collections::BTreeMap;

/// The sections that must move for the others to be in template order. Sections inside an extra
/// section or inside an instance of a repeat are never among them, nor those below a misplaced one.
pub(super) fn misplaced(alignment: &Alignment, document: &Document, template: &Template) -> Vec<usize> {
    let mut scopes: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut misplaced = Vec::new();
    for section in 0..document.sections().len() {
        if let Some(scope) = scope(alignment, document, template, section) {
            scopes.entry(scope).or_default().push(section);
        }
    }
    for (ancestor, sections) in scopes {
        let spec = match ancestor {
            Some(ancestor) => alignment.pair(ancestor).map(|pair| pair.spec),
            None => template.title(),
        };
        if spec.is_some_and(|spec| template.specs()[spec].any_order) {
            continue;
        }
        let places: Vec<(usize, usize)> = sections
            .iter()
            .filter_map(|&section| {
                let group = template.specs()[alignment.pair(section)?.spec].group;
                let size = document.sections()[section].extent.len();
                Some((template.groups()[group].leader(), size))
            })
            .collect();
        let kept = longest_in_order(&places);
        misplaced.extend(sections.iter().zip(kept).filter(|(_, kept)| !kept).map(|(&section, _)| section));
    }
    misplaced.sort_unstable();
    misplaced
}

/// Among which sections the order of `section` counts: those below the nearest section that is paired
/// with an ancestor of its spec (`Some(None)`: the whole document), so that a level shift does not
/// matter. `None` where its place is the author's.
fn scope(alignment: &Alignment, document: &Document, template: &Template, section: usize) -> Option<Option<usize>> {
    let spec = alignment.pair(section)?.spec;
    let parent = |&section: &usize| document.sections()[section].parent;
    let mut scope = None;
    for ancestor in std::iter::successors(parent(&section), parent) {
        if Some(ancestor) == alignment.title() {
            continue;
        }
        // Inside an extra section, or an instance of several, everything may stand.
        let pair = alignment.pair(ancestor).filter(|pair| !pair.loose && !is_one_of_several(template, pair.spec))?;
        if scope.is_none() && template.is_inside(spec, pair.spec) {
            scope = Some(ancestor);
        }
    }
    Some(scope)
}

fn is_one_of_several(template: &Template, spec: usize) -> bool {
    template.groups()[template.specs()[spec].group].kind != GroupKind::Single
}

/// Which of the (place, size) entries are in the longest run of places that never falls; among runs
/// as long, the one of the greatest size.
fn longest_in_order(entries: &[(usize, usize)]) -> Vec<bool> {
    let Some(last) = entries.iter().map(|entry| entry.0).max() else { return Vec::new() };
    // A Fenwick tree over places: the best run (length, size, its last entry) up to each place.
    let mut tree: Vec<Option<(usize, usize, usize)>> = vec![None; last + 2];
    let mut previous = vec![None; entries.len()];
    for (index, &(place, size)) in entries.iter().enumerate() {
        let mut best: Option<(usize, usize, usize)> = None;
        let mut at = place + 1;
        while at > 0 {
            best = best.max(tree[at]);
            at &= at - 1;
        }
        previous[index] = best.map(|(.., entry)| entry);
        let (length, total, _) = best.unwrap_or_default();
        let run = Some((length + 1, total + size, index));
        let mut at = place + 1;
        while at < tree.len() {
            tree[at] = tree[at].max(run);
            at += at & at.wrapping_neg();
        }
    }
    let mut kept = vec![false; entries.len()];
    let mut entry = tree.into_iter().flatten().max().map(|(.., entry)| entry);
    while let Some(index) = entry {
        kept[index] = true;
        entry = previous[index];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::longest_in_order;

    #[test]
    fn the_fewest_and_smallest_move() {
        let kept = |places: &[(usize, usize)]| longest_in_order(places);
        assert_eq!(kept(&[(0, 1), (2, 1), (1, 1), (3, 1)]).iter().filter(|kept| !**kept).count(), 1);
        assert_eq!(kept(&[(1, 9), (0, 1)]), [true, false]);
        assert_eq!(kept(&[(1, 1), (0, 9)]), [false, true]);
        assert_eq!(kept(&[(1, 1), (1, 1), (1, 1)]), [true, true, true]);
        assert!(kept(&[]).is_empty());
    }
}
