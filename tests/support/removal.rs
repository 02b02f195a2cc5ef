//! Well-filled documents, with each of their required sections taken away in turn.

use crate::gap::{gap, snapshot};
use specls::align::Alignment;
use specls::rules;
use specls::template::{GroupKind, Template};
use specls::text::Span;
use specls::workspace::Snapshot;
use std::sync::Arc;

/// Takes each required section of `source` away, all instances of a repeat together: that is one
/// `missing-section` more, and its fix puts the section back at its place, on its level and with its
/// number. Sections that stand for several of the template are left out. Gives how many were taken away.
pub(crate) fn each_section_taken_away(template: &Arc<Template>, source: &str, context: &str) -> usize {
    let whole = snapshot(source, template);
    let (document, _, alignment) = whole.aligned().unwrap();
    let mut count = 0;
    for group in (0..template.groups().len()).filter(|&group| template.is_required(group)) {
        for sections in by_owner(template, alignment, group) {
            let spec = template.groups()[group].leader();
            let context = format!("{context} without {}", template.specs()[spec].pattern.text);
            let extents: Vec<Span> = sections.iter().map(|&section| document.sections()[section].extent).collect();
            taken_away(&whole, (spec, sections[0]), &extents, &context);
            count += 1;
        }
    }
    count
}

/// The sections that stand for a group, those of one owner together.
fn by_owner(template: &Template, alignment: &Alignment, group: usize) -> Vec<Vec<usize>> {
    let group = &template.groups()[group];
    let mut found: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    let mut sections: Vec<usize> = group.members.iter().flat_map(|&spec| alignment.instances(spec)).copied().collect();
    sections.sort_unstable();
    for section in sections {
        let pair = alignment.pair(section).unwrap();
        if pair.loose && group.kind == GroupKind::Single {
            continue;
        }
        match found.iter_mut().find(|(owner, _)| *owner == pair.owner) {
            Some((_, sections)) => sections.push(section),
            None => found.push((pair.owner, vec![section])),
        }
    }
    found.into_iter().map(|(_, sections)| sections).collect()
}

fn taken_away(whole: &Snapshot, (spec, section): (usize, usize), extents: &[Span], context: &str) {
    let (document, template) = (whole.document(), whole.template().unwrap());
    let source = document.slice(Span::new(0, document.len())).to_string();
    let mut rest = source.clone();
    extents.iter().rev().for_each(|extent| rest.replace_range(extent.range(), ""));
    if !source.ends_with('\n') {
        rest.truncate(rest.trim_end().len());
    }
    let found = rules::check(whole);
    let outside = found.iter().filter(|finding| !extents.iter().any(|extent| extent.covers(finding.span)));
    let outside: Vec<_> = outside.map(|finding| (finding.rule.id, source[finding.span.range()].to_owned())).collect();
    let (_, fix) = gap(&rest, template, spec, &outside, context);

    let mended = snapshot(&fix.edits.apply_to(&rest), template);
    let missing = mended.alignment().unwrap().missing();
    assert!(missing.is_empty(), "{context}: {missing:#?}");
    assert_eq!(order(&mended, spec), order(whole, spec), "{context}");
    let mended = mended.document();
    let start = fix.edits[0].span.start;
    let inserted = mended.sections().iter().position(|section| section.heading.start >= start).unwrap();
    assert_eq!(mended.sections()[inserted].level, document.sections()[section].level, "{context}");
    if !document.name(section).number.is_empty() {
        assert_eq!(mended.name(inserted).number, document.name(section).number, "{context}");
    }
}

/// The groups of the template in the order of the document, but for what is inside that of `spec`.
fn order(snapshot: &Snapshot, spec: usize) -> Vec<usize> {
    let (document, template, alignment) = snapshot.aligned().unwrap();
    let group = template.specs()[spec].group;
    let members = &template.groups()[group].members;
    let mut order: Vec<usize> = (0..document.sections().len())
        .filter_map(|section| alignment.pair(section))
        .filter(|pair| !members.iter().any(|&member| pair.spec != member && template.is_inside(pair.spec, member)))
        .map(|pair| template.specs()[pair.spec].group)
        .collect();
    order.dedup();
    order
}
