//! What a template tells its authors: found again in a document, in every dialect, and what stays.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules::{self, Finding, Severity};
use specls::template::Template;
use specls::workspace::Snapshot;
use std::sync::Arc;

fn snapshot(template: &str, source: &str) -> Snapshot {
    let template = Template::read("team", "team.md", template);
    Snapshot::new(Document::parse(source), Some(Arc::new(template)))
}

/// The findings of a rule, and the texts that they lie on.
fn found(rule: &str, template: &str, source: &str) -> Vec<String> {
    let findings = rules::check(&snapshot(template, source));
    let of_rule = findings.iter().filter(|finding| finding.rule.id == rule);
    of_rule.map(|finding| source[finding.span.range()].to_owned()).collect()
}

fn left(template: &str, source: &str) -> Vec<String> {
    found("instruction-left", template, source)
}

/// All findings of a document in its template's own words.
fn ids(template: &str, source: &str) -> Vec<&'static str> {
    rules::check(&snapshot(template, source)).iter().map(|finding| finding.rule.id).collect()
}

fn finding(template: &str, source: &str) -> (Snapshot, Finding) {
    let snapshot = snapshot(template, source);
    let findings = rules::check(&snapshot);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    (snapshot, findings[0].clone())
}

/// Instructions that are set off from the text, each with the part that is reported.
const MARKED: [(&str, &str); 9] = [
    ("> Say what hurts today,\n> and whom it hurts.", "Say what hurts today,\n> and whom it hurts."),
    ("*Say what hurts today, and whom it hurts.*", "*Say what hurts today, and whom it hurts.*"),
    ("_Say what hurts today,\nand whom it hurts._", "_Say what hurts today,\nand whom it hurts._"),
    ("_Say what hurts today._  \n_Whom does it hurt?_", "_Say what hurts today._  \n_Whom does it hurt?_"),
    ("(Say what hurts today, and whom it hurts)", "(Say what hurts today, and whom it hurts)"),
    ("<!-- Say what hurts today, and whom it hurts. -->", "<!-- Say what hurts today, and whom it hurts. -->"),
    ("[Say what hurts today.\n\nThen say whom it hurts.]", "[Say what hurts today.\n\nThen say whom it hurts.]"),
    ("- *Say what hurts* 🩹 *today*\n- *And whom it hurts*", "*And whom it hurts*"),
    ("Describe what hurts today, 痛い.", "Describe what hurts today, 痛い."),
];

#[test]
fn marked_instructions_are_found_beside_text_and_alone() {
    for (instruction, reported) in MARKED {
        let template = format!("# {{title}}\n\n## Problem\n\n{instruction}\n\n## Goals\n\n{{goals}}\n");
        let document = |text: &str| format!("# Export\n\n## Problem\n\n{instruction}\n{text}\n## Goals\n\nFast.\n");
        for source in [document(""), document("\nClerks wait.\n")] {
            assert_eq!(left(&template, &source), [reported], "{source}");
            let crlf = source.replace('\n', "\r\n");
            assert_eq!(left(&template, &crlf), [reported.replace('\n', "\r\n")], "{source}");
            let both = left(&template.replace('\n', "\r\n"), source.trim_end());
            assert_eq!(both, [reported], "{source}");
        }
        let filled = "# Export\n\n## Problem\n\nClerks wait.\n\n## Goals\n\nFast.\n";
        assert_eq!(ids(&template, filled), [""; 0], "{instruction}");
        assert_eq!(ids(&template, ""), ids(&template, "\u{feff}"), "{instruction}");
    }
}

#[test]
fn an_instruction_that_was_wrapped_anew_or_moved_is_found() {
    let template = "# {t}\n\n## Problem\n\n> Say what hurts today, and whom it hurts.\n\n## Goals\n\n{goals}\n";
    let source =
        "# T\n\n## Problem\n\nClerks wait.\n\n## Goals\n\nSay what hurts   today,\nand whom it hurts.\nFast.\n";
    assert_eq!(left(template, source), ["Say what hurts   today,\nand whom it hurts."]);
    let changed = "# T\n\n## Problem\n\nSay what hurts today, and who is hurt.\n\n## Goals\n\nFast.\n";
    assert_eq!(left(template, changed), [""; 0]);
}

#[test]
fn questions_are_found_until_they_are_answered() {
    let template = "# {t}\n\n## Why\n\nWhy now? Who asked?\n\n## Doubts\n\n- Which parts are still open?\n- What could go wrong?\n";
    assert_eq!(
        left(template, template),
        ["Why now? Who asked?", "Which parts are still open?\n- What could go wrong?"]
    );
    let answered = "# T\n\n## Why\n\nWhy now? Who asked?\n\nThe auditors did.\n\n## Doubts\n\n- Which parts are still open?\n\n  None.\n";
    assert_eq!(ids(template, answered), [""; 0]);
    let below = "# T\n\n## Why\n\nWhy now? Who asked?\n\n### Auditors\n\nThey did.\n\n## Doubts\n\nNone.\n";
    assert_eq!(ids(template, below), [""; 0]);
}

#[test]
fn a_paragraph_that_ends_in_a_colon_takes_its_list_along() {
    let template = "# {t}\n\n## Costs\n\nPlease consider:\n\n- time of the teams\n- money for machines\n\n## Steps\n\nIn this order:\n\n1. Build all of it\n2. Ship all of it\n";
    let source = "# T\n\n## Costs\n\nPlease consider:\n\n- time of the teams\n- money for machines\n\n## Steps\n\nIn this order:\n\n1. Build all of it\n2. Ship all of it\n";
    assert_eq!(left(template, source), ["Please consider:\n\n- time of the teams\n- money for machines"]);
    let guidance = Template::read("team", "team.md", template).specs()[1].guidance.clone();
    assert_eq!(guidance, "Please consider:\n\n- time of the teams\n- money for machines");
}

#[test]
fn what_an_instruction_includes_belongs_to_it() {
    let template = "# {t}\n\n## Costs\n\nDescribe what it costs.\n\nIncluding:\n\n- time of the teams\n";
    assert_eq!(left(template, template), ["Describe what it costs.\n\nIncluding:\n\n- time of the teams"]);
    let written = "# T\n\n## Costs\n\nTwo weeks.\n\nIncluding:\n\n- time of the teams\n";
    assert_eq!(ids(template, written), [""; 0]);
}

#[test]
fn text_that_is_meant_to_stay_is_no_instruction() {
    for kept in [
        "Copyright and related rights waived. You may copy this.",
        "The key words \"MUST\" and \"SHOULD\" are to be read as in RFC 2119.",
        "**Checkpoint**: you should be able to demo this now",
        "*GATE: must pass before you go on.*",
        "> **NOTE: write the tests first**",
        "- [ ] Describe the rollback",
        "- Describe each change in one commit\n- Ship behind a flag",
        "<!-- markdownlint-disable MD013 -->",
        "<!-- toc -->",
        "<!-- specls: keep -->\n\nYou should read the handbook of this team first.",
        "- RFC: (leave this empty)",
    ] {
        let template = format!("# {{title}}\n\n## Problem\n\n{kept}\n\n## Goals\n\n{{goals}}\n");
        let source = format!("# Export\n\n## Problem\n\n{kept}\n\n## Goals\n\nFast.\n");
        assert_eq!(left(&template, &source), [""; 0], "{kept}");
    }
    let touching = "# {t}\n\n<!-- specls: keep -->\n## Problem\n\nYou should read the handbook first.\n";
    assert_eq!(left(touching, &touching.replace("{t}", "T")), [""; 0]);
}

#[test]
fn a_comment_is_a_hint_once_its_section_is_written() {
    let template =
        "# {t}\n\n**Status:** Draft | Approved\n\n## Problem <!-- optional -->\n\n<!-- Say what hurts. -->\n";
    let severities = |text: &str| {
        let source = format!(
            "# T\n\n**Status:** Approved\n\n## Problem <!-- optional -->\n\n<!-- Say\n  what hurts. -->\n{text}"
        );
        rules::check(&snapshot(template, &source))
            .iter()
            .map(|found| (found.rule.id, found.severity))
            .collect::<Vec<_>>()
    };
    assert_eq!(severities(""), [("instruction-left", Severity::Error); 2]);
    assert_eq!(severities("\nClerks wait.\n"), [("instruction-left", Severity::Hint); 2]);
}

#[test]
fn an_instruction_is_removed_with_its_lines_once_its_section_is_written() {
    let template = "# {t}\n\n## Problem\n\n<!-- Say what hurts. -->\n\n> Say whom it hurts.\n\n## Goals <!-- if you have any -->\n\n{goals}\n";
    for (source, mended) in [
        ("# T\n\n## Problem\n\n<!-- Say what hurts. -->\n\nClerks wait.\n", "# T\n\n## Problem\n\nClerks wait.\n"),
        (
            "# T\r\n\r\n## Problem\r\n\r\nClerks wait.\r\n\r\n> Say whom it hurts.\r\n",
            "# T\r\n\r\n## Problem\r\n\r\nClerks wait.\r\n",
        ),
        (
            "# T\n\n## Goals <!-- if you have any -->\n\nFast.\n\n## Problem\n\nClerks wait.",
            "# T\n\n## Goals\n\nFast.\n\n## Problem\n\nClerks wait.",
        ),
    ] {
        let snapshot = snapshot(template, source);
        let findings = rules::check(&snapshot);
        let finding = findings.iter().find(|finding| finding.rule.id == "instruction-left").unwrap();
        let fixes = rules::fixes(&snapshot, finding);
        assert_eq!(fixes[0].edits.apply_to(source), mended);
        assert!(!fixes[0].safe);
    }
    let (snapshot, finding) =
        finding("# {t}\n\n## Problem\n\n> Say what hurts.\n", "# T\n\n## Problem\n\n> Say what hurts.\n");
    assert!(rules::fixes(&snapshot, &finding).is_empty(), "an empty section is no better");
    assert_eq!(&*finding.wanted.unwrap().text, "> Say what hurts.");
}

#[test]
fn a_marker_comment_is_removed_once_its_section_is_written() {
    let template = "# {t}\n\n## Problem\n\n<!-- AUTHOR: say what hurts -->\n";
    let written = "# T\n\n## Problem\n\n<!-- AUTHOR: say what hurts -->\n\nClerks wait.\n";
    let (snapshot, found) = finding(template, written);
    assert_eq!(found.rule.id, "unfilled-placeholder");
    assert_eq!(rules::fixes(&snapshot, &found)[0].edits.apply_to(written), "# T\n\n## Problem\n\nClerks wait.\n");
    let (snapshot, found) = finding(template, "# T\n\n## Problem\n\n<!-- AUTHOR: say what hurts -->\n");
    assert!(rules::fixes(&snapshot, &found).is_empty());
}

#[test]
fn values_that_stand_in_are_placeholders() {
    let template = "---\ncreated: YYYY-MM-DD\n---\n\n# {t}\n\n- Start: (fill me in with today's date)\n- Number: SE-NNNN\n- PR: (leave this empty)\n- Date format: YYYY-MM-DD\n";
    let source = template.replace("{t}", "T").replace('\n', "\r\n");
    let expected = ["YYYY-MM-DD", "(fill me in with today's date)", "SE-NNNN"];
    assert_eq!(found("unfilled-placeholder", template, &source), expected);
    let filled = "---\ncreated: 2026-01-02\n---\n\n# T\n\n- Start: 2026-01-02 (a Friday)\n- Number: SE-0400\n- Days: (fill me in with today's date)\n- Date format: YYYY-MM-DD\n";
    assert_eq!(ids(template, filled), [""; 0]);
}

#[test]
fn a_title_that_only_says_that_there_is_one_is_a_placeholder() {
    for title in ["Feature name", "Your short and telling title", "PEP-NNNN: Title", "Title of the proposal"] {
        let template = format!("# {title}\n\n## Goals\n\n{{goals}}\n");
        let source = format!("# {title}\n\n## Goals\n\nExport — 日本 🎯.\n");
        assert_eq!(found("unfilled-placeholder", &template, &source), [title]);
        assert_eq!(ids(&template, "# Export\n\n## Goals\n\nx\n"), [""; 0]);
    }
    for title in ["Technical Specification", "Domain name", "Know Your Customer", "Goals"] {
        let template = format!("# {title}\n\n## Aims\n\n{{aims}}\n");
        assert_eq!(ids(&template, &format!("# {title}\n\n## Aims\n\nx\n")), [""; 0], "{title}");
    }
}

#[test]
fn a_link_whose_target_is_cut_short_is_a_placeholder_at_its_label() {
    let template =
        "# {t}\n\n- Review: ([pitch](https://forum.example.com/...))\n- Site: https://example.com\n\n## Goals\n\n{g}\n";
    let source = template.replace("{t}", "T").replace("{g}", "x");
    let left = "([pitch](https://forum.example.com/...))";
    assert_eq!(found("unfilled-placeholder", template, &source), [left]);
    assert_eq!(ids(template, &source.replace("/...", "/12")), [""; 0]);
    assert_eq!(
        ids(template, &source.replace("Review:", "Compare:").replace("## Goals", "- Review: 3\n\n## Goals")),
        [""; 0]
    );
}

#[test]
fn a_placeholder_in_a_code_span_is_one_where_prose_has_it_too() {
    let template = "# {t}\n\n## Freeze\n\nVersion ${version}\n\n- Branch `release/${version}` in `${HOME}/work`\n";
    let source = "# T\n\n## Freeze\n\nVersion 2\n\n- Branch `release/${version}` in `${HOME}/work`\n";
    assert_eq!(found("unfilled-placeholder", template, source), ["${version}"]);
    assert_eq!(ids(template, &source.replace("release/${version}", "v${version}/x")), [""; 0]);
}

#[test]
fn the_next_paragraph_of_an_instruction_belongs_to_it() {
    let template = "# {t}\n\n## Goals\n\n*Say what will be better.*\n\n*Leave out how it is done.*\n\n## Risks\n\nDescribe the risks.\n\nAs an author, you should know them.\n\nWhat else may fail?\n";
    let source =
        template.replace("{t}", "T").replace("## Risks", "Exports — 日本.\n\n## Risks") + "\nNone that we know.\n";
    let both = [
        "*Say what will be better.*\n\n*Leave out how it is done.*",
        "Describe the risks.\n\nAs an author, you should know them.",
    ];
    assert_eq!(left(template, &source), both);
    let kept = source.replace("Describe the risks.\n\n", "");
    assert_eq!(left(template, &kept), both[..1]);
}

#[test]
fn a_link_to_a_placeholder_is_one_finding_and_remarks_are_none() {
    let template = "# {t}\n\n## Links\n\n- [Docs]({docs url})\n- [Optional] Where it runs\n- **[Story]**: the story's number\n- the [Story] label\n";
    let source = template.replace("{t}", "T");
    assert_eq!(found("unfilled-placeholder", template, &source), ["{docs url}"]);
}

#[test]
fn guidance_that_a_directive_adds_is_shown_and_never_copied() {
    let template = Template::read(
        "team",
        "team.md",
        "# {t}\n\n## Problem\n\n<!-- specls: guidance: Two sentences will do. -->\n\n{problem}\n",
    );
    assert_eq!(template.specs()[1].guidance, "Two sentences will do.\n\nproblem");
    assert_eq!(template.skeleton().plain(), "# {t}\n\n## Problem\n\n{problem}\n");
}

#[test]
fn an_author_s_own_note_is_a_hint() {
    let template = "# {t}\n\n## Problem\n\n{problem}\n";
    let (_, found) = finding(template, "# T\n\n## Problem\n\nClerks wait.\n\n<!-- TODO: ask how long -->\n");
    assert_eq!((found.rule.id, found.severity), ("required-input", Severity::Hint));
    let (_, found) = finding(template, "# T\n\n## Problem\n\ntodo\n");
    assert_eq!(found.rule.id, "required-input");
}

#[test]
fn nothing_panics_on_any_prefix_of_template_or_document() {
    let whole: String = MARKED.iter().map(|(text, _)| format!("## Part\n\n{text}\n\n")).collect();
    for (end, _) in whole.char_indices() {
        for (template, source) in [(&whole[..], &whole[..end]), (&whole[..end], &whole[..])] {
            let snapshot = snapshot(template, source);
            for finding in rules::check(&snapshot) {
                rules::fixes(&snapshot, &finding).iter().for_each(|fix| drop(fix.edits.apply_to(source)));
            }
        }
    }
}

#[test]
fn what_is_shown_of_an_instruction_has_no_marks() {
    let message = |instruction: &str| {
        let template = format!("# {{title}}\n\n## Problem\n\n{instruction}\n\n## Goals\n\n{{goals}}\n");
        finding(&template, &template.replace("{title}", "Export").replace("{goals}", "Fast.")).1.message
    };
    assert!(message("<!-- Say what hurts. -->").contains("\"Say what hurts.\""));
    let quoted = message("> Say what hurts today.\n>\n> Then say whom it hurts.");
    assert!(quoted.contains("\"Say what hurts today. Then say whom it hurts.\""), "{quoted}");
    let windows = message("> Say what hurts today.\r\n>\r\n> Then say whom it hurts.");
    assert_eq!(windows, quoted);
}
