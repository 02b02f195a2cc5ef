//! The built-in templates: what a raw copy of one yields, and what becomes of one without a section.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/gap.rs"]
mod gap;
mod support;

use gap::{gap, snapshot};
use specls::align::Missing;
use specls::assist::completion;
use specls::document::Document;
use specls::rules::{self, Finding};
use specls::template::{GroupKind, Template, builtin};
use specls::text::{Edits, Span};
use specls::workspace::{Around, Library, Snapshot};
use std::sync::Arc;
use support::{SHAPES, Shape, assert_same, extent, names, number, without};

fn template(id: &str) -> Arc<Template> {
    Library::builtin().get(id).unwrap().clone()
}

/// The findings as rule and text, for comparing documents of different length.
fn findings(source: &str, template: &Arc<Template>) -> Vec<(String, String, String)> {
    let snapshot = snapshot(source, template);
    let line = |finding: &Finding| {
        let text = source[finding.span.range()].to_owned();
        (finding.rule.id.to_owned(), text, finding.message.clone())
    };
    rules::check(&snapshot).iter().map(line).collect()
}

/// Whether a rule finds what is left of a template in a copy that nobody has touched.
fn is_of_a_copy(rule: &str) -> bool {
    ["unfilled-placeholder", "undecided-choice", "sample-left"].contains(&rule)
}

#[test]
fn every_copy_of_a_template_is_recognised_and_has_its_placeholders_only() {
    for (id, count, choices, samples) in
        [("feature", 157, 2, 7), ("component", 21, 0, 0), ("milestone", 235, 0, 0), ("saas", 107, 4, 1)]
    {
        let source = template(id).skeleton().plain();
        let document = Document::parse(&source);
        let found = Library::builtin().template_of(&document).expect(id);
        assert_eq!(found.id, id);
        let findings = findings(&source, &found);
        let (placeholders, others): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| finding.0 == "unfilled-placeholder");
        assert!(others.iter().all(|finding| is_of_a_copy(&finding.0)), "{id}: {others:#?}");
        assert_eq!(placeholders.len(), count, "{id}");
        let count = |rule: &str| others.iter().filter(|finding| finding.0 == rule).count();
        assert_eq!((count("undecided-choice"), count("sample-left")), (choices, samples), "{id}");
    }
}

#[test]
fn a_section_taken_away_is_one_finding_whose_fix_restores_the_bytes() {
    for template in builtin() {
        for shape in SHAPES {
            let source = shape.apply(&template.skeleton().plain());
            let document = Document::parse(&source);
            assert_eq!(document.sections().len(), template.specs().len(), "{}", template.id);
            let whole = rules::check(&snapshot(&source, template));
            for group in 0..template.groups().len() {
                if template.is_required(group) {
                    taken_away(template, shape, (&source, &document, &whole), group);
                }
            }
        }
    }
}

fn taken_away(
    template: &Arc<Template>,
    shape: Shape,
    (source, document, whole): (&str, &Document, &[Finding]),
    group: usize,
) {
    let spec = template.groups()[group].leader();
    let name = &template.specs()[spec].pattern.text;
    let context = format!("{} {shape:?} {name}", template.id);
    let extent = extent(document, template, spec);
    let rest = without(source, extent, shape.final_newline);

    let outside = whole.iter().filter(|finding| !extent.covers(finding.span));
    let outside: Vec<_> = outside.map(|finding| (finding.rule.id, source[finding.span.range()].to_owned())).collect();
    let (snapshot, fix) = gap(&rest, template, spec, &outside, &context);
    assert_same(&fix.edits.apply_to(&rest), source, &context);
    assert_first_completion(&snapshot, &rest, fix.edits[0].span.start, &context, spec, template);
}

/// The first completion at the gap and on a line of its own there is the section that was there.
fn assert_first_completion(
    gap: &Snapshot,
    rest: &str,
    offset: usize,
    context: &str,
    spec: usize,
    template: &Arc<Template>,
) {
    let library = Library::builtin();
    let is_wanted = |label: &str| names(label, template, spec);
    let line = gap.document().text().line_at(offset);
    if line.start == offset {
        let first = completion(&Around::alone(&library), gap, offset)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("{context}: nothing"));
        assert!(is_wanted(&first.label), "{context}: {}", first.label);
    }
    let mut typed = rest.to_owned();
    let newline = if rest.contains("\r\n") { "\r\n" } else { "\n" };
    let before =
        if offset > 0 && !rest[..offset].ends_with('\n') { format!("{newline}{newline}") } else { String::new() };
    typed.insert_str(offset, &format!("{before}##{newline}"));
    let cursor = offset + before.len() + 2;
    let first = completion(&Around::alone(&library), &snapshot(&typed, template), cursor).into_iter().next();
    let first = first.unwrap_or_else(|| panic!("{context}: nothing behind ##"));
    assert!(is_wanted(&first.label), "{context}: {} behind ##", first.label);
}

#[test]
fn an_optional_section_or_one_of_several_instances_may_go() {
    for template in builtin() {
        let source = template.skeleton().plain();
        let document = Document::parse(&source);
        for (spec, described) in template.specs().iter().enumerate() {
            let several = template.groups().get(described.group).is_some_and(|group| {
                group.kind != GroupKind::Single && group.members.len() > 1 && group.members.contains(&spec)
            });
            if Some(spec) == template.title() || !(described.optional || several) {
                continue;
            }
            let mut rest = source.clone();
            rest.replace_range(document.sections()[spec].extent.range(), "");
            let found = findings(&rest, template);
            let others: Vec<_> = found.iter().filter(|finding| !is_of_a_copy(&finding.0)).collect();
            assert!(others.is_empty(), "{} without {}: {others:#?}", template.id, described.pattern.text);
        }
    }
}

#[test]
fn a_renumbered_document_gets_the_next_number_and_no_other_byte_changes() {
    let template = template("feature");
    let skeleton = template.skeleton().plain();
    let spec = template.named("testing strategy")[0];
    let extent = Document::parse(&skeleton).sections()[spec].extent;
    let rest = number(&without(&skeleton, extent, true));
    let snapshot = snapshot(&rest, &template);
    let found = rules::check(&snapshot);
    let missing = found.iter().find(|finding| finding.rule.id == "missing-section").unwrap();
    let fix = &rules::fixes(&snapshot, missing)[0];
    let [edit] = &*fix.edits else { panic!("{:#?}", fix.edits) };
    assert!(edit.span.is_empty());
    assert!(
        edit.text.starts_with("## 7. Testing Strategy\n\n### 7.1 Test Pyramid\n\n#### 7.1.1 Unit Tests\n"),
        "{}",
        edit.text
    );
}

#[test]
fn inserting_all_that_is_missing_gives_the_whole_template() {
    for template in builtin() {
        for shape in SHAPES.iter().filter(|shape| shape.prefix.is_empty()) {
            let source = shape.apply(&template.skeleton().plain());
            let document = Document::parse(&source);
            // The first section stays: a rule right below a title is no footer.
            let start = template.groups()[template.roots()[1]].leader();
            let footer = document.footer().map_or(document.len(), |footer| footer.start);
            let sections = Span::new(document.sections()[start].extent.start, footer);
            let rest = without(&source, sections, shape.final_newline);
            let snapshot = snapshot(&rest, template);
            let fix = rules::insert_all(&snapshot).unwrap();
            let mended = fix.edits.apply_to(&rest);
            let found = findings(&mended, template);
            let others: Vec<_> = found.iter().filter(|finding| !is_of_a_copy(&finding.0)).collect();
            assert!(others.is_empty(), "{} {shape:?}: {others:#?}", template.id);
            let optional = (0..template.groups().len()).any(|group| !template.is_required(group));
            if !shape.numbered && !optional {
                assert_same(&mended, &source, &format!("{} {shape:?}", template.id));
            }
        }
    }
}

#[test]
fn an_insertion_that_is_made_is_not_offered_again() {
    let template = template("component");
    let empty = snapshot("# Technical Specification\n", &template);
    let fix = rules::fix_all(&empty, &rules::check(&empty)).unwrap();
    let edits: Edits = fix.edits;
    let mended = snapshot(&edits.apply_to("# Technical Specification\n"), &template);
    assert!(mended.alignment().unwrap().missing().is_empty());
    let none: [Missing; 0] = [];
    assert_eq!(mended.alignment().unwrap().missing(), none);
}
