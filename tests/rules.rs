//! The rules' own examples, and the laws of findings and fixes over them and other documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules::{self, Finding, Severity};
use specls::template::Template;
use specls::workspace::{Around, Library, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The built-in templates and those of an example: of several versions each begins with its directive.
fn library(templates: &str) -> Library {
    let starts = templates.match_indices("<!-- specls: template: ").map(|(at, _)| at).filter(|at| *at > 0);
    let bounds: Vec<usize> = [0].into_iter().chain(starts).chain([templates.len()]).collect();
    let versions = bounds.windows(2).map(|pair| &templates[pair[0]..pair[1]]);
    Library::builtin().with(versions.map(|source| Template::read("example", "example.md", source)).collect())
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
        let template = library(rule.example.template).get("example").cloned().unwrap();
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
        // A finding that names several things is another one when it names fewer.
        let named = if finding.rule.id == "missing-field" { finding.message.as_str() } else { "" };
        *counts.entry(format!("{} {:?} {wanted:?} {named}", finding.rule.id, finding.section)).or_default() += 1;
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
                // The status decides how grave all others are.
                assert!(
                    fix.title.starts_with("Set Status")
                        || gravest(&after, "unfilled-placeholder") <= gravest(&found, "unfilled-placeholder"),
                    "{context}"
                );
            }
        }
    }
}

/// Documents in which a heading was pasted once more, ahead of the section or of what is in it.
fn pasted() -> Vec<(Arc<Template>, String)> {
    let feature = Library::builtin().get("feature").cloned().unwrap();
    let whole = feature.skeleton().plain();
    let heading = "### Technology Stack\n";
    let part = "# {t}\n\n## Part 1: {a}\n\n### Scope\n\n{s}\n\n#### Limits\n\n{l}\n\n### Notes\n\n{n}\n\n## Part 2: {b}\n\n### Scope\n\n{s}\n\n#### Limits\n\n{l}\n\n### Notes\n\n{n}\n";
    let parts = Arc::new(Template::read("parts", "parts.md", part));
    let documents = [
        whole.replacen(heading, &format!("{heading}\n#### Backend\n\nGo.\n\n{heading}"), 1),
        whole.replacen(heading, &format!("{heading}\n#### Frontend\n\nNone.\n\n## Notes\n\n{heading}"), 1),
        whole.replacen("#### Infrastructure\n", "#### Platform\n", 1).replacen("#### Frontend", "### Frontend", 1),
        whole.replacen(heading, &format!("{heading}\n{heading}"), 1),
    ];
    let documents = documents.into_iter().map(|source| (feature.clone(), source));
    let others = [
        "# T\n\n## Part 1: A\n\n### Scope\n\nx\n\n#### Limits\n\nx\n\n### Notes\n\nx\n\n## Part 2: B\n\n### Notes\n\nx\n",
        "# T\n\n## Part 1: A\n\n### Scope\n\nx\n\n## Part 2: B\n\n### Scope\n\nx\n\n### Scope\n\n#### Limits\n\nx\n",
    ];
    documents.chain(others.map(|source| (parts.clone(), source.to_owned()))).collect()
}

#[test]
fn what_was_inserted_is_there() {
    for (template, source) in documents().into_iter().chain(pasted()) {
        let snapshot = |source: &str| Snapshot::new(Document::parse(source), Some(template.clone()));
        let Some(fix) = rules::insert_all(&snapshot(&source)) else { continue };
        let mended = fix.edits.apply_to(&source);
        let again = rules::insert_all(&snapshot(&mended)).map(|fix| fix.edits.apply_to(&mended));
        assert_eq!(again, None, "in:\n{source}\n---- mended:\n{mended}");
    }
}

#[test]
fn what_a_pasted_heading_took_along_is_not_missing() {
    let (template, source) = pasted().swap_remove(0);
    let found = rules::check(&Snapshot::new(Document::parse(&source), Some(template)));
    let structure = ids(&found).into_iter().filter(|id| id.ends_with("section"));
    assert_eq!(structure.collect::<Vec<_>>(), ["duplicate-section"]);
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
            specls::assist::completion(&Around::alone(&library), &snapshot, end);
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

/// The gravity of what a document of this opening lacks, and that of the same with CRLF.
fn gravity(template: &str, opening: &str) -> Option<Severity> {
    let source = format!("{opening}\n\n## Goals\n\nExport invoices.\n");
    let of = |source: &str| {
        let found = rules::check(&snapshot(template, source));
        found.iter().find(|finding| finding.rule.id == "missing-section").map(|finding| finding.severity)
    };
    assert_eq!(of(&source), of(&source.replace('\n', "\r\n")), "{opening}");
    of(&source)
}

#[test]
fn a_status_is_read_however_it_is_written() {
    let rest = "## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n";
    let (label, none) = (format!("# {{title}}\n\n**Status:** {{status}}\n\n{rest}"), format!("# {{title}}\n\n{rest}"));
    for opening in [
        "# Export 😀\n\n| Field | Value |\n| --- | --- |\n| **Status** | Approved |",
        "# Export\n\n| Owner | Ada |\n| --- | --- |\n| Status | Approved by Ada |",
        "# Export\n\n| **Status** | Approved |\n| --- | --- |\n| Owner | Ada |",
        "# Export\n\n| Status | Owner |\n| --- | --- |\n| Approved | Ada |",
        "# Export\n\n| Owner | Status | Date |\n| --- | --- | --- |\n| Ada | Approved | May |",
        "# Export\n\n**Status:**\nApproved",
        "# Export\n\n**Status:**\n\nApproved",
        "# Export\n\n- **Status:**\n  - [ ] Draft\n  - [x] Approved",
        "# Export\n\n**Status:**\n\n- [ ] Draft\n- [x] Approved",
        "# Export\n\n**Status:** [ ] Draft [x] Approved",
        "# Export\n\n**Status:** Draft | Review | **Approved**",
        "# Export\n\n**Status:** Approved <!-- Draft | Review -->",
        "# Export\n\n## Status\n\nApproved",
        "# Export\n\n## Status\n\n<!-- Draft, Approved -->\n\nApproved on 2026-01-02",
        "# Export\n\n## Status\n\n- [ ] Draft\n- [X] Approved",
        "---\nstatus: approved\n---\n\n# Export\n\n**Status:** Draft",
    ] {
        for template in [&label, &none] {
            assert_eq!(gravity(template, opening), Some(Severity::Error), "{opening}");
        }
    }
    for opening in [
        "# Export\n\n**Status:**\n\n- [x] Draft\n- [x] Approved",
        "# Export\n\n**Status:**",
        "# Export\n\n**Status:** Draft | Review | Approved",
        "# Export\n\n**Status:** Final thoughts",
        "# Export\n\n| Status | Owner |\n| --- | --- |",
        "---\nstatus: draft\n---\n\n# Export\n\n## Status\n\nApproved",
    ] {
        assert_eq!(gravity(&label, opening), Some(Severity::Information), "{opening}");
    }
    // Where none was asked for, these are about something else.
    for opening in [
        "# Export\n\n## Status\n\nApproved exports are kept for a year, others for a day, and nobody has said yet who pays for it.",
        "# Export\n\n| Field | Meaning |\n| --- | --- |\n| Status | How far an export is |",
    ] {
        assert_eq!(gravity(&none, opening), Some(Severity::Warning), "{opening}");
    }
}

#[test]
fn a_template_asks_for_a_status_wherever_one_may_be() {
    let rest = "## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n";
    for opening in [
        "| Field | Value |\n| --- | --- |\n| **Status** | Draft / In Review / Approved |",
        "| Status | Owner |\n| --- | --- |\n| {status} | {owner} |",
        "## Status\n\n{Proposed | Accepted}",
        "## Status",
    ] {
        let template = format!("# {{title}}\n\n{opening}\n\n{rest}");
        assert_eq!(gravity(&template, "# Export"), Some(Severity::Information), "{opening}");
        let written = "# Export\n\n## Status\n\nAccepted by Ada";
        assert_eq!(gravity(&template, written), Some(Severity::Error), "{opening}");
    }
    let table = "## Status\n\n| Part | State |\n| --- | --- |\n| {part} | {state} |";
    assert_eq!(gravity(&format!("# {{title}}\n\n{table}\n\n{rest}"), "# Export"), Some(Severity::Warning));
}

#[test]
fn a_field_may_owe_its_value_in_small_letters() {
    let template = "# {title}\n\n## Limits\n\n- **Size:** {size}\n";
    let rules = |value: &str| {
        let found = rules::check(&snapshot(template, &format!("# Export\n\n## Limits\n\n- **Size:** {value}\n")));
        found.iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    for value in ["tbd", "???", "TBD"] {
        assert_eq!(rules(value), ["required-input"], "{value}");
    }
    assert_eq!(rules("30 MB, is that enough???"), [""; 0]);
}

#[test]
fn statuses_of_one_meaning_do_not_contradict_each_other() {
    let template = "---\nstatus: {status}\n---\n\n# {title}\n\n**Status:** {status}\n";
    let source = "---\nstatus: review\n---\n\n# Export\n\n**Status:** In Review\n";
    assert!(rules::check(&snapshot(template, source)).is_empty());
    let choices = "Draft | Review | Approved";
    let template = &format!("---\nstatus: {choices}\n---\n\n# {{title}}\n\n**Status:** {choices}\n");
    let is_clash = |key: &str, field: &str| {
        let source = format!("---\nstatus: {key}\n---\n\n# Export\n\n**Status:** {field}\n");
        let found = rules::check(&snapshot(template, &source));
        found.iter().any(|finding| finding.rule.id == "inconsistent-value")
    };
    assert!(!is_clash("review", "In Review"));
    assert!(!is_clash("review", "Under Review since May"));
    assert!(is_clash("review", "Approved"));
    assert!(is_clash("Shelved", "Parked"));
}

#[test]
fn an_ignore_with_nothing_behind_it_is_unused() {
    let source = "# Export\n\n## Goals\n\nText.\n\n<!-- specls: ignore empty-section: decided in ADR-7 -->\n";
    let found = rules::check(&snapshot("# {title}\n\n## Goals\n\n{goals}\n", source));
    assert_eq!(found.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["unused-suppression"]);
}

#[test]
fn a_directive_may_be_written_in_capitals() {
    let source = "# Export\n\n<!-- SPECLS: ignore missing-section: decided in ADR-7 -->\n\nText.\n";
    let ignored = source.replace("ignore", "ignore-document");
    assert!(rules::check(&snapshot("# {title}\n\n## Goals\n\n{goals}\n", &ignored)).is_empty());
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

/// The texts that are reported as placeholders.
fn placeholders(template: &str, source: &str) -> Vec<String> {
    let found = rules::check(&snapshot(template, source));
    let placeholders = found.iter().filter(|finding| finding.rule.id == "unfilled-placeholder");
    placeholders.map(|finding| source[finding.span.range()].to_owned()).collect()
}

#[test]
fn other_notations_are_no_placeholders() {
    let template = "---\ntags: [spec, design]\nowner: {owner team}\n---\n\n# {title of it}\n\n## Goals\n\n[goal one] {{a_b}} ${c_d} <e f>\n";
    let kept = "---\ntags: [spec, design]\nowner: Core\n---\n\n# Export\n\n## Goals\n\n";
    for text in [
        "See [[Other Page]], ![[Embed it.png]] and the interval [a, b].",
        "\"quoted [the editor] text\", an Array [of ints], [RFC 7231, section 4].",
        "{{ site.title }} {{< figure x >}} ${HOME} #{a b} {a, b, c} {x in S} {a: string, b: number} {string | null}",
        "<https://example.org> <me@example.org> List<Of T> a < b > c",
    ] {
        assert_eq!(placeholders(template, &format!("{kept}{text}\n")), [""; 0], "{text}");
    }
    let left = "---\ntags: [a]\nowner: {owner team}\n---\n\n# {title of it}\n\n## Goals\n\n[goal one] {{a_b}} ${c_d} <e f>\n\n- [another goal here]\n";
    let expected = ["{owner team}", "{title of it}", "[goal one]", "{{a_b}}", "${c_d}", "<e f>", "[another goal here]"];
    assert_eq!(placeholders(template, left), expected);
}

#[test]
fn a_legend_is_no_placeholder_and_a_mention_no_marker() {
    let template =
        "# {t}\n\n## Format: `[ID] [Story] Text`\n\n- **[Story]**: Which story\n- **[Entity 1]**: [What it is]\n";
    let source = "# T\n\n## Format: `[ID] [Story] Text`\n\n- **[Story]**: Which story\n- [x] No [NEEDS CLARIFICATION] markers remain\n";
    let found = rules::check(&snapshot(template, source));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_continue_marker_goes_with_its_line() {
    let template = "# {t}\n\n## Steps\n\n1. {first step}\n2. [Continue as needed]\n";
    let source = "# T\n\n## Steps\n\n1. a\n2. [Continue as needed]\n";
    let snapshot = snapshot(template, source);
    let fix = &rules::fixes(&snapshot, &rules::check(&snapshot)[0])[0];
    assert_eq!(fix.edits.apply_to(source), "# T\n\n## Steps\n\n1. a\n");
}

#[test]
fn the_template_key_of_other_tools_is_none_of_ours() {
    let library = Library::builtin();
    let check = |source: &str| ids(&rules::check(&library.snapshot(Document::parse(source), None))).join(" ");
    assert_eq!(check("---\ntemplate: home.html\n---\n\n# Welcome\n"), "");
    assert_eq!(check("---\ntemplate: milestones\n---\n\n# Welcome\n"), "unknown-template");
    assert_eq!(check("<!-- specls: template home -->\n\n# Welcome\n"), "unknown-template");
}

/// The document after its first completion at `cursor`, as plain text.
fn completed(source: &str, cursor: usize) -> String {
    let library = Library::builtin();
    let snapshot = library.snapshot(Document::parse(source), None);
    let list = specls::assist::completion(&Around::alone(&library), &snapshot, cursor);
    let Some(first) = list.first() else { return source.to_owned() };
    format!("{}{}{}", &source[..first.span.start], first.skeleton.plain(), &source[first.span.end..])
}

#[test]
fn a_document_that_only_names_its_template_is_completed_whole() {
    let whole = Library::builtin().get("component").unwrap().skeleton().plain();
    let directive = "<!-- specls: template component -->\n";
    for (source, expected) in [
        (directive.to_owned(), format!("{directive}\n{whole}")),
        (format!("{directive}\n"), format!("{directive}\n{whole}")),
        (format!("{directive}\n\n"), format!("{directive}\n\n{whole}")),
    ] {
        assert_eq!(completed(&source, source.len()), expected);
    }
    assert_eq!(completed("compo", 5), whole);
    assert_eq!(completed("compo\n", 5), whole);
    assert_eq!(completed("", 0), whole);
    assert_eq!(completed("A note.\n\n", 9), "A note.\n\n");
}

#[test]
fn headings_in_a_code_block_that_nobody_closed_are_one_finding_on_its_first_line() {
    let template =
        "# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n\n## Costs\n\n{costs}\n\n## Team\n\n{team}\n";
    for (opening, ending) in [("```é😀", "\n"), ("~~~", "\r\n"), ("<!-- 仕様", "\n")] {
        let source = format!("# Export\n\n## Goals\n\nG.\n\n{opening}\nx\n\n## 1. Risks\n\nR.\n\n## Costs ##\n\nC.\n");
        let source = source.replace('\n', ending);
        let findings = rules::check(&snapshot(template, &source));
        let found: Vec<_> = findings.iter().map(|one| (&source[one.span.range()], one.message.as_str())).collect();
        let swallowed = "section \"Risks\" and 1 more cannot be seen: close what begins here, it goes on to the end";
        assert!(found.contains(&(opening, swallowed)), "{found:?}");
        let missing = ids(&findings).into_iter().filter(|id| *id == "missing-section").count();
        assert_eq!(missing, 2, "that, and the section that is nowhere: {found:?}");
    }
    let closed = "# Export\n\n## Goals\n\n```\n## Risks\n```";
    let findings = rules::check(&snapshot(template, closed));
    assert!(findings.iter().all(|one| !one.message.contains("cannot be seen")), "{findings:?}");
}
