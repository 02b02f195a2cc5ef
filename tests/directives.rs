//! Directives: what is wrong with them is said, and what they ask to ignore is not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::assist::{self, Asked};
use specls::document::Document;
use specls::rules::{self, Finding, Severity};
use specls::template::Template;
use specls::text::{Edits, Span};
use specls::workspace::{Around, Library, Snapshot};
use std::sync::Arc;

const TEMPLATE: &str = "\
# {title}

**Status:** Draft | Review | Approved (optional)

## Goals

{goals}

### Detail

{detail}

## Risks

{risks}
";

fn snapshot(source: &str) -> Snapshot {
    let library = Library::builtin().with(vec![Template::read("example", "example.md", TEMPLATE)]);
    let current = library.get("example").cloned();
    library.snapshot(Document::parse(source), current.as_ref())
}

/// The rules of the findings, in both line endings.
fn ids(source: &str) -> Vec<&'static str> {
    let ids = |source: &str| rules::check(&snapshot(source)).iter().map(|finding| finding.rule.id).collect::<Vec<_>>();
    let found = ids(source);
    assert_eq!(ids(&source.replace('\n', "\r\n")), found, "{source}");
    found
}

/// What is said of the directives of a document that follows a template, of one that follows none and of a template.
fn complaints(source: &str) -> Vec<String> {
    let library = Library::builtin();
    let found = rules::check(&library.snapshot(Document::parse(source), None));
    assert!(found.iter().all(|finding| finding.rule.id == "invalid-directive"), "{source}: {found:#?}");
    found.into_iter().map(|finding| finding.message).collect()
}

fn complaint(source: &str) -> String {
    let mut found = complaints(source);
    assert_eq!(found.len(), 1, "{source}: {found:#?}");
    found.remove(0)
}

#[test]
fn a_template_is_checked_for_its_directives_alone() {
    let head = "<!-- specls: template: id=service, version=2, description=A, b -->\n\n# {title}\n\n";
    for good in [
        "## A\n\n<!-- specls: optional -->\n\n{a}\n",
        "<!-- specls: repeat -->\n## A\n",
        "<!-- specls: any-order -->\n\n## A\n\n## B\n",
        "## A\n\n<!-- specls: choices Priority: High, Low -->\n<!-- specls: guidance: Be brief. -->\n<!-- specls: keep -->\n",
        "<!-- specls: inputs: Name, Team -->\n",
        "```\n<!-- specls: nonsense -->\n```\n\n`<!-- specls: nonsense -->`\n",
    ] {
        assert_eq!(complaints(&format!("{head}{good}")), [""; 0], "{good}");
    }
    let wrong = |text: &str| complaint(&format!("{head}{text}"));
    assert_eq!(
        wrong("## A\n\n<!-- specls: optinal -->\n"),
        "`specls: optinal` cannot be used: there is no directive `optinal`; did you mean `optional`?"
    );
    assert!(wrong("## A\n\n<!-- specls: optional: yes -->\n").ends_with("write `specls: optional` alone"));
    assert!(
        wrong("## A\n\n<!-- specls: choices Priority -->\n").ends_with("write it as `choices LABEL: VALUE, VALUE`")
    );
    assert!(wrong("## A\n\n<!-- specls: ignore empty-section: x -->\n").contains("it is for documents"));
    assert!(wrong("<!-- specls: optional -->\n\n## A\n").contains("stands in no section"));
    assert!(wrong("## A\n\n<!-- specls: any-order -->\n").contains("no section that has sections below"));
    assert!(wrong("<!-- specls: template: id=other -->\n").contains("the first counts"));
    assert!(wrong("## A\n\n<!-- specls: -->\n").contains("says nothing"));
    assert!(complaint("<!-- specls: template: id=a, owner=Core -->\n\n# {t}\n").contains("has no `owner`"));
    assert_eq!(complaints("# Notes\n\n<!-- specls: optional -->\n"), [""; 0], "a template by its path, perhaps");
    assert!(complaint("# Notes\n\n<!-- specls: nonsense -->\n").contains("there is no directive `nonsense`"));
    assert!(complaint("# Notes é仕😀\n\n<!-- specls: opt").contains("not closed"));
}

#[test]
fn a_document_is_told_what_is_wrong() {
    let body = "\n## Goals\n\nSome.\n\n### Detail\n\nMore.\n\n## Risks\n\nNone.\n";
    for (directive, expected) in [
        ("optional", "it is for templates, and this document follows `example`"),
        ("ignore empty-section", "it says not why: write it as `ignore RULE, RULE: REASON`"),
        ("ignore empty-section:", "it says not why"),
        ("ignore emty-section: x", "there is no rule `emty-section`; did you mean `empty-section`?"),
        ("ignore zzz: x", "there is no rule `zzz`; `specls explain` lists them"),
        ("ignore: x", "write it as `ignore RULE, RULE: REASON`"),
        ("template: id=x", "it is for templates"),
    ] {
        let source = format!(
            "# T\n\n**Status:** Approved\n\n<!-- specls: template example -->\n<!-- specls: {directive} -->\n{body}"
        );
        let found = rules::check(&snapshot(&source));
        assert_eq!(found.len(), 1, "{directive}: {found:#?}");
        assert!(found[0].message.contains(expected), "{directive}: {}", found[0].message);
        assert_eq!((found[0].rule.id, found[0].severity), ("invalid-directive", Severity::Error));
        assert_eq!(&source[found[0].span.range()], directive, "{directive}");
    }
    assert_eq!(ids(&format!("<!-- specls: ignore-section empty-section: x -->\n\n# T\n{body}")), ["invalid-directive"]);
}

#[test]
fn an_ignore_covers_its_line_or_the_next_block() {
    let whole = |text: &str| format!("# Té😀\n\n## Goals\n\n{text}\n\n### Detail\n\nMore.\n\n## Risks\n\nNone.\n");
    let ignore = "<!-- specls: ignore required-input: Ann knows -->";
    assert_eq!(ids(&whole("- TBD\n- TBD")), ["required-input"; 2]);
    assert_eq!(ids(&whole(&format!("- TBD {ignore}\n- TBD"))), ["required-input"]);
    assert_eq!(ids(&whole(&format!("{ignore}\n- TBD\n- TBD"))), [""; 0]);
    assert_eq!(ids(&whole(&format!("{ignore}\n\n- TBD\n\nTBD"))), ["required-input"]);
    assert_eq!(ids(&whole(&format!("{ignore}\n<!-- a note -->\n\n| A |\n| --- |\n| TBD |"))), [""; 0]);
    assert_eq!(ids(&whole(&format!("{ignore}\n{ignore}\nTBD"))), [""; 0], "each of two has found something");
    assert_eq!(ids(&whole(&format!("TBD\n\n{ignore}"))), ["required-input", "unused-suppression"]);
    assert_eq!(ids(&whole("TBD\n\n<!-- specls: ignore-section required-input: x -->")), [""; 0]);
}

#[test]
fn what_is_missing_is_ignored_at_its_heading() {
    let gap = "# T\n\n## Goals\n\nSome.\n\n## Risks\n\nNone.\n";
    assert_eq!(ids(gap), ["missing-section"]);
    let here = "<!-- specls: ignore missing-section: covered by ADR-7 -->";
    assert_eq!(ids(&gap.replace("## Goals", &format!("{here}\n## Goals"))), [""; 0]);
    assert_eq!(ids(&gap.replace("Some.", &format!("Some.\n\n{}", here.replace("ignore", "ignore-section")))), [""; 0]);
    assert_eq!(ids(&gap.replace("None.", &format!("None.\n\n{}", here.replace("ignore", "ignore-document")))), [""; 0]);
    let elsewhere = gap.replace("None.", &format!("None.\n\n{}", here.replace("ignore", "ignore-section")));
    assert_eq!(ids(&elsewhere), ["missing-section", "unused-suppression"]);
    let top = "<!-- specls: ignore missing-section: a stub -->\n# T\n";
    assert_eq!(ids(top), [""; 0]);
    assert_eq!(
        ids("<!-- specls: ignore-document missing-section, missing-title: a stub -->"),
        [""; 0],
        "a document without a heading"
    );
    assert_eq!(
        ids("<!-- specls: ignore missing-section -->\n# T\n").iter().filter(|id| **id == "missing-section").count(),
        2
    );
}

#[test]
fn what_is_ignored_is_not_fixed() {
    let source = "# T\n\n<!-- specls: ignore missing-section: a stub -->\n## Goals\n\nSome.\n";
    let snapshot = snapshot(source);
    let found = rules::check(&snapshot);
    assert_eq!(found.len(), 1);
    let mended = rules::fix_all(&snapshot, &found).unwrap().edits.apply_to(source);
    assert!(mended.contains("## Risks") && !mended.contains("Detail"), "{mended}");
}

#[test]
fn nothing_is_unused_where_nothing_runs() {
    let source = |status: &str| {
        format!(
            "# T\n\n**Status:** {status}\n\n<!-- specls: ignore-document empty-section: x -->\n\n## Goals\n\nA.\n\n### Detail\n\nB.\n\n## Risks\n\nC.\n"
        )
    };
    assert_eq!(ids(&source("Approved")), ["unused-suppression"]);
    assert_eq!(ids(&source("Superseded")), [""; 0]);
}

#[test]
fn an_unused_rule_is_taken_from_its_comment() {
    let source = "# T\n\n## Goals\n\n<!-- specls: ignore empty-section, required-input, heading-level: x -->\n\nTBD\n\n### Detail\n\nB.\n\n## Risks\n\nC.\n";
    let mut text = source.replace('\n', "\r\n");
    let mut left = 2;
    while let Some(finding) = rules::check(&snapshot(&text)).into_iter().next() {
        assert_eq!(finding.rule.id, "unused-suppression");
        let fixes = rules::fixes(&snapshot(&text), &finding);
        text = fixes[0].edits.apply_to(&text);
        left -= 1;
    }
    assert_eq!(left, 0);
    assert_eq!(
        text,
        source.replace("empty-section, required-input, heading-level", "required-input").replace('\n', "\r\n")
    );
}

#[test]
fn an_unused_comment_goes_with_its_line() {
    let unused = "<!-- specls: ignore empty-section: x -->";
    let rest = "# T\n\n## Goals\n\nA.\n\n### Detail\n\nB.\n\n## Risks\n\nC.";
    for (source, expected) in [
        (format!("\u{feff}{unused}\n\n{rest}"), format!("\u{feff}{rest}")),
        (format!("{unused}\n{rest}\n"), format!("{rest}\n")),
        (rest.replace("A.", &format!("A. {unused}")), rest.to_owned()),
        (rest.replace("A.", &format!("{unused}\n\nA.")), rest.to_owned()),
        (rest.replace("A.", &format!("{unused}\nA.")), rest.to_owned()),
    ] {
        for ending in ["\n", "\r\n"] {
            let source = source.replace('\n', ending);
            let snapshot = snapshot(&source);
            let found = rules::check(&snapshot);
            assert_eq!(found.len(), 1, "{source}: {found:#?}");
            let mended = rules::fixes(&snapshot, &found[0])[0].edits.apply_to(&source);
            assert_eq!(mended, expected.replace('\n', ending), "{source}");
        }
    }
}

/// Whatever can be found can be let be, at one place and with nothing else.
#[test]
fn the_action_ignores_its_finding_and_no_more() {
    for rule in rules::all() {
        let template = Arc::new(Template::read("example", "example.md", rule.example.template));
        for source in [
            rule.example.bad.to_owned(),
            rule.example.bad.replace('\n', "\r\n"),
            rule.example.bad.trim_end().to_owned(),
            format!("\u{feff}{}", rule.example.bad),
        ] {
            let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
            let found = rules::check(&snapshot);
            for (index, finding) in found.iter().enumerate() {
                let Some(action) = ignoring(&snapshot, &found, index) else {
                    assert!(
                        ["invalid-directive", "unused-suppression"].contains(&finding.rule.id),
                        "{}",
                        finding.rule.id
                    );
                    continue;
                };
                let ignored = action.apply_to(&source);
                let after = rules::check(&Snapshot::new(Document::parse(&ignored), Some(template.clone())));
                assert_eq!(after.len() + 1, found.len(), "{}: {source}\n----\n{ignored}\n{after:#?}", rule.id);
                assert_eq!(ignored.ends_with('\n'), source.ends_with('\n'));
                assert_eq!(ignored.replace("\r\n", "").contains('\n'), source.replace("\r\n", "").contains('\n'));
            }
        }
    }
}

fn ignoring(snapshot: &Snapshot, found: &[Finding], index: usize) -> Option<Edits> {
    let asked = Asked::new(snapshot, found, Span::at(found[index].span.start));
    let is_it = |action: &assist::Action<'_>| action.finding == Some(index) && action.title.starts_with("Ignore ");
    let own: Vec<_> = assist::actions(asked).into_iter().filter(is_it).collect();
    assert!(own.len() < 2 && own.iter().all(|action| !action.preferred));
    own.first().map(|action| action.change().unwrap().edits)
}

#[test]
fn nothing_panics_wherever_the_cursor_is() {
    let library = Library::builtin();
    let source = "<!-- specls: template milestone@1 -->\r\n# é😀\r\n\r\n<!-- specls: ignore missing-section, é😀: 仕 -->\r\n\
                  - a <!-- specls: ignore-section x -->\r\n<!-- specls: template: id=é,description=仕 --><!-- specls:choices 仕: é,😀-->\r\n<!--specls:";
    for (end, _) in source.char_indices() {
        let snapshot = library.snapshot(Document::parse(&source[..end]), None);
        for at in (0..=end).filter(|at| source.is_char_boundary(*at)) {
            assist::hover(&assist::Look { snapshot: &snapshot, findings: &[], offset: at, link: &|_, _| None });
            assist::completion(&Around::alone(&library), &snapshot, at);
        }
        let found = rules::check(&snapshot);
        for action in assist::actions(Asked { by_name: true, ..Asked::new(&snapshot, &found, Span::new(0, end)) }) {
            action.change();
        }
    }
}

#[test]
fn completion_replaces_the_word_and_closes_the_comment_once() {
    let library = Library::builtin();
    let complete = |before: &str, behind: &str, label: &str| {
        let source = format!("<!-- specls: template milestone -->\n{before}{behind}\n");
        let at = source.len() - behind.len() - 1;
        let list = assist::completion(&Around::alone(&library), &library.snapshot(Document::parse(&source), None), at);
        let item = list.iter().find(|item| item.label == label).unwrap_or_else(|| panic!("{list:#?}"));
        format!("{}{}{}", &source[..item.span.start], item.skeleton.plain(), &source[item.span.end..])
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        complete("<!-- specls: ignore mis", "sing-x: y -->", "missing-section"),
        "<!-- specls: ignore missing-section: y -->"
    );
    assert_eq!(complete("<!-- specls: ignore ", "", "empty-section"), "<!-- specls: ignore empty-section: reason -->");
    assert_eq!(complete("<!-- specls: tem", "-->", "template NAME@VERSION"), "<!-- specls: template NAME@VERSION-->");
    assert_eq!(complete("<!-- specls: template ", " -->", "tsd"), "<!-- specls: template tsd -->");
}

/// What the documentation shows can be read, and names rules that there are.
#[test]
fn the_examples_of_the_grammar_are_right() {
    for grammar in &specls::template::DIRECTIVES {
        let source = format!("# T\n\n<!-- specls: {} -->\n", grammar.example);
        let document = Document::parse(&source);
        let (_, directive) = specls::template::directives(&document, Span::new(0, source.len())).next().unwrap();
        if let specls::template::Directive::Ignore { rules, .. } = directive {
            assert!(rules.iter().all(|id| rules::find(id).is_some()), "{}", grammar.example);
        }
    }
}
