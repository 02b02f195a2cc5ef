//! `missing-field`

use super::edits::quote;
use super::parts::{Part, part, parts};
use super::tables::is_alike;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, illustrations, new_field};
use crate::align::PairedField;
use crate::document::{Document, Located};
use crate::markdown::{BlockKind, Field, InlineKind, normalise};
use crate::template::{FieldKind, FieldSpec, Template, label_key, opening, plain};
use crate::text::Span;
use crate::workspace::Snapshot;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    id: "missing-field",
    summary: "A section lacks labelled values that the template asks for.",
    explanation: "\
`- **Owner:** {name}` asks every document for its owner. The label may be written in any way and stand anywhere in the
section: in a list or a line, as a table's column or row, as a subsection or in bold; in the lines above the first section
a key of the front matter will do. A label that is alike (`Dependencies` for `Primary Dependencies`) is taken for it, and a
label of your own where the field would stand counts as another name for it. Where the author wrote prose or code instead of
fields, speaking of half of them is enough. `(optional)`, `(if applicable)` and the like leave a field to the author; an
instance of a repeat must have what every instance in the template has.

**Fix:** add the field as the template has it, behind the one that comes before it there; or all at once. It is safe.",
    example: Example {
        template: "# {title}\n\n## Limits\n\n- **Response time:** {time}\n- **Throughput:** {rate}\n",
        bad: "# Export\n\n## Limits\n\n- **Response time:** 300 ms\n",
        good: "# Export\n\n## Limits\n\n| Limit | Value |\n| --- | --- |\n| Response time | 300 ms |\n| Throughput | 20/s |\n",
    },
    weight: Weight::Gap,
    check,
    fixes: add,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((_, template, _)) = snapshot.aligned() else { return };
    // Of all sections at once; else each would be looked at when it is asked for.
    snapshot.fields();
    for part in parts(snapshot, |contents| contents.fields.iter().any(|field| field.required)) {
        let lacking = lacking(snapshot, &part);
        let Some(&first) = lacking.first() else { continue };
        let about = About::Lacks { section: part.section, wanted: part.contents.fields[first].span };
        findings.report(snapshot, part.heading(snapshot), about, message(template, &part, &lacking));
    }
}

fn message(template: &Template, part: &Part<'_>, lacking: &[usize]) -> String {
    const SHOWN: usize = 4;
    let shown = lacking.iter().take(SHOWN);
    let names: Vec<String> = shown.map(|&field| quote(&part.contents.fields[field].label)).collect();
    let more = match lacking.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let word = if lacking.len() == 1 { "field" } else { "fields" };
    format!("{} lacks the {word} {}{more}: add what the template asks for", part.name(template), names.join(", "))
}

/// Which of the fields of `part` are there, in it or in the other part of the opening.
fn present(snapshot: &Snapshot, part: &Part<'_>, first: Option<usize>) -> Vec<bool> {
    let mut present = vec![false; part.contents.fields.len()];
    let is_opening = part.section.is_none() || part.section == first;
    let places = [Some(part.section), is_opening.then_some(first), is_opening.then_some(None)];
    for place in places.into_iter().flatten() {
        for field in snapshot.fields_of(place).iter().filter(|field| field.home == part.home) {
            present[field.spec] = true;
        }
    }
    present
}

/// The fields that `part` lacks, by index, in template order; none where it is silent.
fn lacking(snapshot: &Snapshot, part: &Part<'_>) -> Vec<usize> {
    let lacking = open(snapshot, part);
    if lacking.is_empty() || part.is_silent(snapshot) { Vec::new() } else { lacking }
}

/// The same, also where it is empty.
pub(super) fn open(snapshot: &Snapshot, part: &Part<'_>) -> Vec<usize> {
    let Some((document, _, alignment)) = snapshot.aligned() else { return Vec::new() };
    let title = alignment.title();
    let first = (0..document.sections().len()).find(|&section| Some(section) != title);
    let fields = &part.contents.fields;
    let present = present(snapshot, part, first);
    let mut lacking: Vec<usize> =
        (0..fields.len()).filter(|&field| fields[field].required && !present[field]).collect();
    if lacking.is_empty() || part.is_waived(snapshot) {
        return Vec::new();
    }
    let is_opening = part.section.is_none() || part.section == first;
    let names = names(document, if is_opening { opening(document, title) } else { part.extent });
    let known = |name: &String| fields.iter().any(|field| field.key == *name);
    let other: Vec<&String> = names.iter().filter(|name| !known(name)).collect();
    lacking.retain(|&field| {
        let key = &fields[field].key;
        !names.contains(key) && !other.iter().any(|name| is_alike(key, name))
    });
    lacking.retain(|&field| !is_shown(snapshot, part, &fields[field]));
    let wrote_otherwise = !present.contains(&true) && !fields.iter().any(|field| names.contains(&field.key));
    if wrote_otherwise && tells(document, part, &lacking) {
        return Vec::new();
    }
    let mut lacking = without_renamed(snapshot, part, lacking);
    let all = lacking.clone();
    // What is nested below a label comes and goes with it.
    let with_parent = |field: usize| {
        fields[field].parent.is_some_and(|parent| all.contains(&parent) && fields[parent].kind == FieldKind::Block)
    };
    lacking.retain(|&field| !with_parent(field));
    lacking
}

/// Labels that remark on something rather than name a value.
const REMARKS: [&str; 9] = ["caution", "example", "hint", "important", "note", "notes", "tip", "todo", "warning"];

/// Those of `lacking` that have no other name: a label of the author's own where the field would
/// stand, between the fields before and behind it, may be one.
fn without_renamed(snapshot: &Snapshot, part: &Part<'_>, lacking: Vec<usize>) -> Vec<usize> {
    let document = snapshot.document();
    let depth = |field: Located<'_, Field>| {
        field.holders().filter(|holder| matches!(holder.item.kind, BlockKind::Item { .. })).count()
    };
    let own = document.fields(part.body).filter_map(|field| {
        let key = label_key(field.text(field.item.label));
        let known = part.contents.field(&key).is_some() || part.contents.remarks.contains(&key);
        let is_own = !known && !REMARKS.contains(&key.as_str());
        is_own.then(|| (field.whole().start, depth(field)))
    });
    let own: Vec<(usize, usize)> = own.collect();
    if own.is_empty() {
        return lacking;
    }
    let present = snapshot.fields_of(part.section);
    let paired = || present.iter().filter(|field| field.home == part.home);
    let deepest = |field: &PairedField| document.fields(field.label).next().map_or(0, depth);
    let gap = |wanted: usize| {
        let before = paired().filter(|field| field.spec < wanted).max_by_key(|field| field.spec);
        let behind = paired().filter(|field| field.spec > wanted).min_by_key(|field| field.spec);
        let most = before.into_iter().chain(behind).map(deepest).max().unwrap_or(usize::MAX);
        let (from, to) =
            (before.map_or(0, |field| field.label.end), behind.map_or(usize::MAX, |field| field.label.start));
        (from, to, most)
    };
    let gaps: Vec<_> = lacking.iter().map(|&field| gap(field)).collect();
    let is_renamed = |place: &(usize, usize, usize)| {
        let (from, to, most) = *place;
        let there = own.iter().filter(|(at, depth)| from <= *at && *at < to && *depth <= most).count();
        there >= gaps.iter().filter(|other| *other == place).count()
    };
    lacking.into_iter().zip(&gaps).filter(|(_, place)| !is_renamed(place)).map(|(field, _)| field).collect()
}

/// Whether a text without the fields speaks of at least half of what they ask for: a word of the
/// label, in any number, is enough.
fn tells(document: &Document, part: &Part<'_>, lacking: &[usize]) -> bool {
    let singular = |word: &str| word.strip_suffix('s').filter(|word| word.len() > 2).unwrap_or(word).to_owned();
    let text = normalise(&document.slice(part.extent));
    let words: HashSet<String> = text.split(' ').map(singular).collect();
    let is_told = |field: &&usize| {
        let mut label = part.contents.fields[**field].key.split(' ').filter(|word| word.len() > 2);
        label.any(|word| words.contains(&singular(word)))
    };
    lacking.iter().filter(is_told).count() * 2 >= lacking.len()
}

/// Whether a field whose value is a code block has one, without its label.
fn is_shown(snapshot: &Snapshot, part: &Part<'_>, field: &FieldSpec) -> bool {
    let codes = part.contents.codes.iter().filter(|code| code.field.is_some()).count();
    let is_code =
        part.contents.codes.iter().any(|code| field.kind == FieldKind::Block && field.value.covers(code.span));
    is_code && illustrations(snapshot.document(), part.extent) >= codes
}

/// What `span` names: labels, headings, columns, row heads, what is in bold or italics, and in the
/// front matter keys.
fn names(document: &Document, span: Span) -> HashSet<String> {
    let mut names: HashSet<String> =
        document.fields(span).map(|field| label_key(field.text(field.item.label))).collect();
    let sections = document.sections();
    let from = sections.partition_point(|section| section.heading.start <= span.start);
    for at in (from..sections.len()).take_while(|&at| sections[at].heading.start < span.end) {
        names.insert(label_key(document.heading(at)));
        names.insert(document.name(at).words.to_string());
    }
    for inline in document.inlines(span) {
        if matches!(inline.item.kind, InlineKind::Strong | InlineKind::Emphasis) {
            names.insert(label_key(plain(inline.text(inline.item.span))));
        }
    }
    for block in document.blocks(span) {
        let place = block.span(block.item.span);
        if block.item.kind == BlockKind::Table {
            let rows = document.table(place);
            let heads = rows.iter().skip(1).filter_map(|row| row.first());
            let cells = rows.first().into_iter().flatten().chain(heads);
            names.extend(cells.map(|cell| label_key(plain(&document.slice(*cell)))));
        } else if let BlockKind::Item { content, .. } = block.item.kind {
            names.extend(leading(block.text(content)));
        }
    }
    if span.start == 0
        && let Some(matter) = document.front_matter()
    {
        names.extend(matter.entries.iter().map(|entry| label_key(matter.text(entry.key))));
    }
    names.remove("");
    names
}

/// What an item begins with, ahead of a dash or colon: `Owner – Ada`.
fn leading(item: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let line = item.lines().next().unwrap_or_default();
    let end = [" - ", " – ", " — ", ":", " ("].iter().filter_map(|mark| line.find(mark)).min()?;
    (end <= LONGEST).then(|| label_key(plain(&line[..end])))
}

/// All fields at once, where there are several, then each.
fn add(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    let About::Lacks { section, .. } = finding.about else { return Vec::new() };
    let Some(part) = &part(snapshot, section) else { return Vec::new() };
    let lacking = lacking(snapshot, part);
    let whole = (lacking.len() > 1).then(|| (format!("Add all {} missing fields", lacking.len()), lacking.clone()));
    let each =
        lacking.iter().map(|&field| (format!("Add field {}", quote(&part.contents.fields[field].label)), vec![field]));
    let fixes = whole.into_iter().chain(each).filter_map(|(title, fields)| {
        let edits = new_field::edits(snapshot, part, &fields)?;
        Some(Fix { title, edits, safe: true })
    });
    fixes.collect()
}
