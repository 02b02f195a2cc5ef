//! The rules' own examples, and the laws of findings and fixes over them and other documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules::{self, Finding, Severity};
use specls::template::Template;
use specls::workspace::{Library, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;

fn library(template: &str) -> Library {
    Library::builtin().with(vec![Template::read("example", "example.md", template)])
}

/// A snapshot of a document that follows `template`, unless it names another.
fn snapshot(template: &str, source: &str) -> Snapshot {
    let library = library(template);
    let current = library.get("example").cloned();
    library.snapshot(Document::parse(source), current.as_ref())
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn each_bad_example_breaks_its_rule_alone_and_each_good_one_none() {
    for rule in rules::all() {
        let example = &rule.example;
        let bad = rules::check(&snapshot(example.template, example.bad));
        assert_eq!(ids(&bad), [rule.id], "{}", rule.id);
        let good = rules::check(&snapshot(example.template, example.good));
        assert!(good.is_empty(), "{}: {good:#?}", rule.id);
    }
}

/// Documents with something wrong, by template: the rules' examples, and the built-in templates with
/// a part taken away.
fn documents() -> Vec<(Arc<Template>, String)> {
    let mut documents = Vec::new();
    for rule in rules::all() {
        let template = Arc::new(Template::read("example", "example.md", rule.example.template));
        for source in [rule.example.bad, rule.example.good] {
            documents.push((template.clone(), source.to_owned()));
            documents.push((template.clone(), source.replace('\n', "\r\n")));
            documents.push((template.clone(), source.trim_end().to_owned()));
        }
    }
    for template in Library::builtin().templates() {
        let whole = template.skeleton().plain();
        let lines: Vec<&str> = whole.lines().collect();
        for part in 1..5 {
            let cut = lines.len() * part / 5;
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 40 != part * 7 && *at != cut)
                .map(|(_, line)| *line)
                .collect();
            documents.push((template.clone(), kept.join("\n")));
            documents.push((template.clone(), lines[..cut].join("\r\n")));
        }
    }
    documents
}

/// How often each (rule, section, text of the template's line) is found.
fn count(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        let wanted = finding.wanted.as_ref().map(|wanted| wanted.span);
        *counts.entry(format!("{} {:?} {wanted:?}", finding.rule.id, finding.section)).or_default() += 1;
    }
    counts
}

fn gravest(findings: &[Finding], rule: &str) -> usize {
    findings.iter().filter(|finding| finding.rule.id != rule && finding.severity == Severity::Error).count()
}

#[test]
fn a_fix_removes_its_finding_and_adds_no_graver_one() {
    for (template, source) in documents() {
        let before = Snapshot::new(Document::parse(&source), Some(template.clone()));
        let found = rules::check(&before);
        for finding in &found {
            for fix in rules::fixes(&before, finding) {
                let mended = fix.edits.apply_to(&source);
                let after = rules::check(&Snapshot::new(Document::parse(&mended), Some(template.clone())));
                let context = format!("{} in:\n{source}\n---- mended:\n{mended}", fix.title);
                let same = |finding: &&Finding| finding.rule.id == found_rule(finding);
                let key = count(std::slice::from_ref(finding)).into_keys().next().unwrap();
                let (had, has) = (count(&found)[&key], count(&after).get(&key).copied().unwrap_or_default());
                assert!(has < had, "{context}\n{key} is still there: {after:#?}");
                assert!(after.iter().filter(same).count() == after.len());
                assert!(
                    gravest(&after, "unfilled-placeholder") <= gravest(&found, "unfilled-placeholder"),
                    "{context}"
                );
            }
        }
    }
}

fn found_rule(finding: &Finding) -> &'static str {
    rules::find(finding.rule.id).map(|rule| rule.id).unwrap_or_default()
}

#[test]
fn edits_touch_only_what_they_must() {
    for (template, source) in documents() {
        let snapshot = Snapshot::new(Document::parse(&source), Some(template));
        let crlf = source.contains("\r\n");
        for finding in rules::check(&snapshot) {
            for fix in rules::fixes(&snapshot, &finding) {
                for edit in fix.edits.iter() {
                    assert!(!fix.safe || edit.span.is_empty(), "{}: {edit:?}", fix.title);
                    let splits = |at: usize| source[..at].ends_with('\r') && source[at..].starts_with('\n');
                    assert!(!splits(edit.span.start) && !splits(edit.span.end), "{}: {edit:?}", fix.title);
                    let bare = edit.text.replace("\r\n", "").contains('\n');
                    assert!(!(crlf && bare), "{}: {edit:?}", fix.title);
                }
                let mended = fix.edits.apply_to(&source);
                assert_eq!(mended.ends_with('\n'), source.ends_with('\n'), "{}", fix.title);
            }
        }
    }
}

#[test]
fn nothing_panics_on_any_prefix() {
    let library = Library::builtin();
    for (template, source) in documents().into_iter().take(54) {
        for (end, _) in source.char_indices() {
            let snapshot = Snapshot::new(Document::parse(&source[..end]), Some(template.clone()));
            for finding in rules::check(&snapshot) {
                rules::fixes(&snapshot, &finding);
            }
            specls::assist::completion(&library, &snapshot, end);
        }
    }
}

#[test]
fn severity_follows_the_status() {
    let template = "# {title}\n\n**Status:** Draft | Review | Approved\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n";
    let severities = |status: &str| {
        let source = format!("# Export\n\n**Status:** {status}\n\n## Goals\n\n{{goals}}\n");
        let found = rules::check(&snapshot(template, &source));
        found.iter().map(|finding| (finding.rule.id, finding.severity)).collect::<Vec<_>>()
    };
    let (missing, unfilled) = ("missing-section", "unfilled-placeholder");
    assert_eq!(severities("Draft"), [(missing, Severity::Information), (unfilled, Severity::Hint)]);
    assert_eq!(severities("In review"), [(missing, Severity::Warning), (unfilled, Severity::Warning)]);
    assert_eq!(severities("Approved"), [(missing, Severity::Error), (unfilled, Severity::Error)]);
    assert_eq!(severities("Superseded by 12"), []);
}

#[test]
fn what_is_not_surely_wrong_is_not_said() {
    let template = "# {title}\n\n## Goals\n\n{goals}\n\n## API\n\n### Endpoint 1: {name}\n\n{text}\n\n## Risks (if applicable)\n\n[X] hours\n";
    for source in [
        "# Export\n\n## 🎯 GOALS\n\nSee [the notes][n], [^1] and `{id}`.\n\n[n]: x.md\n[^1]: y\n\n## 2. api\n\n### Bulk export\n\n`GET /exports/{id}`\n",
        "# Export\n\n### Goals\n\n- [x] done\n- [ ] open, args[i]\n\n### API\n\n#### Endpoint 7: Cancel\n\n```json\n{ \"a\": [1] }\n```\n",
        "Export\n======\n\nGoals\n-----\n\ntext\n\nAPI\n---\n\n### Endpoint 1: Start\n\nhttps://example.org/{id}?a[]=1\n",
    ] {
        let found = rules::check(&snapshot(template, source));
        assert!(found.is_empty(), "{source}\n{found:#?}");
    }
}
