//! What an author sees of alignment: which sections are missing, misplaced, renamed, and which are not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules;
use specls::template::Template;
use specls::workspace::Snapshot;
use std::sync::Arc;

/// Documents are written with `/` for line ends and a blank line behind each heading and text.
fn expand(short: &str) -> String {
    short.split('/').map(|line| format!("{}\n\n", line.trim())).collect()
}

/// The structure findings of a document, as `rule heading`, the heading being the template's.
fn structure(template: &str, document: &str) -> Vec<String> {
    let template = Arc::new(Template::read("t", "t.md", &expand(template)));
    let source = expand(document);
    let found = rules::check(&Snapshot::new(Document::parse(&source), Some(template)));
    let structure = found.iter().filter(|finding| finding.rule.id.ends_with("section"));
    let line = |finding: &rules::Finding| {
        let heading = finding.section.clone().unwrap_or_else(|| source[finding.span.range()].to_owned());
        format!("{} {heading}", finding.rule.id.trim_end_matches("-section"))
    };
    structure.map(line).collect()
}

#[track_caller]
fn check(template: &str, document: &str, expected: &[&str]) {
    assert_eq!(structure(template, document), expected, "{document}");
}

#[test]
fn one_mistake_is_one_finding() {
    let template = "# {t} / ## Goals / {g} / ### Scope / {s} / ### Limits / {l} / ## Design / {d} / ## Risks / {r}";
    let whole = "# T / ## Goals / x / ### Scope / x / ### Limits / x / ## Design / x / ## Risks / x";
    check(template, whole, &[]);
    check(template, "# T / ## Design / x / ## Risks / x", &["missing Goals"]);
    check(template, "# T / ## Goals / ### Scope / x / ## Design / x / ## Risks / x", &["missing Limits"]);
    check(
        template,
        "# T / ## Design / x / ## Goals / x / ### Scope / x / ### Limits / x / ## Risks / x",
        &["misplaced Design"],
    );
    check(template, "# T / ## Goals / ## Design / x / ## Risks / x", &["missing Scope", "missing Limits"]);
    check(
        template,
        "# T / ## Goals / x / ### Scope / x / ### Limits / x / ## Design / ## Risks / x",
        &["empty Design"],
    );
}

#[test]
fn what_does_not_matter_is_silent() {
    let template = "# {t} / ## Goals / {g} / ## Risks & Limits / {r} / ## Rollout (optional) / {o}";
    for document in [
        "# T / ## 1. GOALS / x / ## 2. Risks and limits: / x",
        "# T / ### Goals / x / ### 🎯 Risks & Limits / x",
        "# T / ## Goals: what we want / x / ## **Risks & Limits** / x",
        "# T / ## Notes / x / ## Goals / x / ## Open questions / x / ## Risks & Limits ## / x",
        "# T / ## Goals / x / ## Risks / x / ## Limits / x",
        "# T / ## Goals (for now) / x / ## Risks & Limits (known ones) / x",
    ] {
        check(template, document, &[]);
    }
}

#[test]
fn merged_headings_satisfy() {
    let template = "# {t} / ## Drawbacks / {a} / ## Alternatives / {b} / ## Design / {c}";
    check(template, "# T / ## Drawbacks and Alternatives / x / ## Design / x", &[]);
    check(template, "# T / ## 3. Drawbacks & Alternatives / x / ## 4. Design / x", &[]);
    let template =
        "# {t} / ## Security Considerations / {a} / ## Unit Tests / {b} / ## Load Tests / {c} / ## Contests / {d}";
    check(
        template,
        "# T / ## Security and Privacy Considerations / x / ## 2. Unit & Load Tests / x / ## Contests / x",
        &[],
    );
    check(
        template,
        "# T / ## Security Considerations / x / ## Con and Unit Tests / x / ## Load Tests / x",
        &["missing Contests"],
    );
}

#[test]
fn other_words_are_suggested_and_other_sections_are_not() {
    let template = "# {t} / ## Considered Alternatives / {a} / ## Rollback Strategy / {b} / ## Goals / {c}";
    check(
        template,
        "# T / ## Considered Options / x / ## Backup Strategy / x / ## Non-Goals / x",
        &["missing Rollback Strategy", "missing Goals", "renamed Considered Alternatives"],
    );
}

#[test]
fn of_a_repeat_or_a_series_one_is_enough() {
    let repeat = "# {t} / ## Parts / ### Component 1: {a} / {b} / ### Component 2: {c} / {d} / ## End / {e}";
    check(repeat, "# T / ## Parts / ### Component 7: Cache / x / ## End / x", &[]);
    check(repeat, "# T / ## Parts / ### Auth Service / x / ### Billing / x / ## End / x", &[]);
    check(repeat, "# T / ## Parts / ## End / x", &["missing Component 1: {a}"]);
    let series = "# {t} / ## Plan / ### Phase 1: Foundation / {a} / ### Phase 2: Core / {b} / ## End / {c}";
    check(series, "# T / ## Plan / ### Phase 1: Spike / x / ### Phase 9: Core / x / ## End / x", &[]);
    check(series, "# T / ## Plan / ### Discovery / x / ### Build / x / ## End / x", &[]);
    check(series, "# T / ## Plan / ### Discovery / x / ## End / x", &["missing Phase 1: Foundation"]);
    check(series, "# T / ## Plan / ## End / x", &["missing Phase 1: Foundation"]);
    // A list or a table is another way to say it.
    for (text, told) in
        [("- Spike\n- Core", true), ("| Phase | Days |\n|--|--|\n| Core | 3 |", true), ("- Spike", false)]
    {
        let missing: &[&str] = if told { &[] } else { &["missing Phase 1: Foundation"] };
        check(series, &format!("# T / ## Plan / {text} / ## End / x"), missing);
        let missing: &[&str] = if told { &[] } else { &["missing Component 1: {a}"] };
        check(repeat, &format!("# T / ## Parts / {text} / ## End / x"), missing);
    }
    let endpoints = "# {t} / ## API / ### GET /v1/{r}".replace("### GET /v1/{r}", "### GET {r}");
    check(&endpoints, "# T / ## API / ### GET users / x", &[]);
}

#[test]
fn a_spec_may_be_a_chapter_of_a_larger_document() {
    let template = "# {t} / ## Part 1: {p} / {a} / ## Goals / {b} / ## Design / {c} / ## Rollback Strategy / {d} / ## Risks & Limits / {e}";
    let check = |sections: &str, expected: &[&str]| {
        let before = "# Handbook / ## People / x / ## Export: the spec / x";
        check(template, &format!("{before} / {sections} / ## Words / x"), expected);
    };
    check(
        "### Part 3: Retries / x / ### Goals / x / ### Design / x / ### Rollback Approach / x / ### Risks / x / ### Limits / x",
        &["renamed Rollback Strategy"],
    );
    check(
        "### Part 3: Retries / x / ### Goals / x / ### Rollback Strategy / x / ### Risks and Limits / x",
        &["missing Design"],
    );
}

#[test]
fn names_that_occur_twice_pair_under_their_own_parent() {
    let template = "# {t} / ## Build / ### Tools / {a} / ## Run / ### Tools / {b}";
    check(template, "# T / ## Build / x / ## Run / ### Tools / x", &["missing Tools"]);
    check(template, "# T / ## Build / ### Tools / x / ## Run / ### Tools / x", &[]);
}

#[test]
fn a_section_elsewhere_is_not_missing() {
    let template = "# {t} / ## Design / {a} / ### Data Model / {b} / ## Security / {c}";
    check(template, "# T / ## Design / x / ## Data Model / x / ## Security / x", &[]);
    check(template, "# T / ## Design / x / ## Security / x / ### Data Model / x", &["misplaced Data Model"]);
}

#[test]
fn an_unpaired_parent_pairs_by_its_children() {
    let template = "# {t} / ## Testing Strategy / ### Unit Tests / {a} / ### Load Tests / {b} / ## End / {c}";
    check(
        template,
        "# T / ## How we test / ### Unit Tests / x / ### Load Tests / x / ## End / x",
        &["renamed Testing Strategy"],
    );
}

#[test]
fn a_duplicate_is_reported_once_and_hides_nothing() {
    let template = "# {t} / ## Goals / {a} / ## Risks / {b}";
    check(template, "# T / ## Goals / x / ## Goals / x", &["missing Risks", "duplicate Goals"]);
}

#[test]
fn an_instance_must_hold_only_what_every_instance_holds() {
    let template = "# {t} / ## Story 1: {a} / ### Why / {b} / ### Notes / {c} / ## Story 2: {d} / ### Why / {e}";
    check(template, "# T / ## Story 1: Export / ### Why / x", &[]);
    check(template, "# T / ## Story 1: Export / ### Notes / x", &["missing Why"]);
}

#[test]
fn templates_without_a_title_and_with_sections_at_level_one() {
    let template = "# Summary / {a} / # Motivation / {b} / # Drawbacks / {c}";
    check(template, "# Summary / x / # Motivation / x / # Drawbacks / x", &[]);
    check(template, "# Export / ## Summary / x / ## Motivation / x", &["missing Drawbacks"]);
    check(template, "# Summary / x / # Drawbacks / x", &["missing Motivation"]);
}

#[test]
fn a_series_pairs_by_words_before_ordinals() {
    let template = "# {t} / ## Phase 1: Setup / {a} / ## Phase 2: User Story 1 - {b} / ### Build / {c} / \
                    ## Phase 3: User Story 2 - {d} / ### Build / {e}";
    let document = "# T / ## Phase 1: Setup / x / ## Phase 2: Data Model / x / \
                    ## Phase 3: User Story 1 - Export / ### Build / x / ## Phase 4: User Story 2 - Import / ### Build / x";
    check(template, document, &[]);
}

#[test]
fn a_level_shift_is_no_misplacement() {
    let template = "# {t} / ## Aa / {a} / ## Bb / {b} / ## Cc / {c} / ## Dd / {d}";
    check(template, "# T / ## Aa / x / # Bb / x / ## Cc / x / ## Dd / x", &[]);
    check(template, "# T / ## Aa / x / ### Bb / x / ## Cc / x / ## Dd / x", &[]);
}

#[test]
fn several_headings_in_one_satisfy() {
    let template = "# {t} / ## Drawbacks / {a} / ## Alternatives / {b} / ## Unresolved Questions / {c}";
    check(template, "# T / ## Drawbacks, Alternatives, and Unresolved Questions / x", &[]);
    check(
        template,
        "# T / ## Drawbacks / Alternatives".replace("cks / A", "cks & A").as_str(),
        &["missing Unresolved Questions"],
    );
}

/// The document with its missing sections inserted.
fn mended(template: &str, source: &str) -> String {
    let template = Arc::new(Template::read("t", "t.md", template));
    let snapshot = Snapshot::new(Document::parse(source), Some(template));
    rules::insert_all(&snapshot).map_or_else(|| source.to_owned(), |fix| fix.edits.apply_to(source))
}

#[test]
fn insertions_follow_the_document() {
    let template = "# {t}\n\n## Goals\n\n{g}\n\n## Design\n\n{d}\n\n### Storage\n\n{s}\n";
    let orphan = "# T\n\n## Goals\n\na\n\n### Storage\n\nb\n";
    assert_eq!(mended(template, orphan), "# T\n\n## Goals\n\na\n\n## Design\n\n{d}\n\n### Storage\n\nb\n");
    let roman = "# T\n\n## I. Goals\n\na\n";
    assert_eq!(mended(template, roman), "# T\n\n## I. Goals\n\na\n\n## II. Design\n\n{d}\n\n### Storage\n\n{s}\n");
    let setext = "# {t}\n\nGoals\n-----\n\n{g}\n\n## Risks ##\n\n{r}\n";
    assert_eq!(mended(setext, "# T\n\n## Goals\n\na"), "# T\n\n## Goals\n\na\n\n## Risks\n\n{r}");
    let ruled = "---\n\n## Goals\n\n{g}\n\n---\n\n## Risks\n\n{r}\n";
    assert_eq!(mended(ruled, "\u{feff}"), "\u{feff}## Goals\n\n{g}\n\n---\n\n## Risks\n\n{r}\n");
}

#[test]
fn nothing_is_inserted_where_it_would_be_no_heading() {
    let template = "# {t}\n\n## Risks\n\n{r s}\n\n## Plan\n\n{plan text}\n";
    for open in ["```\ncode", "<pre>\nfoo", "<!-- see <b>", "<script>", "<?php"] {
        let source = format!("# X\n\n## Risks\n\n{open}\n");
        assert_eq!(mended(template, &source), source);
    }
    let closed = "# X\n\n## Risks\n\n<!-- a --> text\n";
    assert_eq!(mended(template, closed), format!("{closed}\n## Plan\n\n{{plan text}}\n"));
}

#[test]
fn remarks_that_differ_are_suggested() {
    let template = "# {t} / ## MVP First (Story 1 Only) / {a} / ## Example: Story 1 / {b}";
    let both = ["renamed MVP First (Story 1 Only)", "renamed Example: Story 1"];
    check(template, "# T / ## MVP First / x / ## Example / x", &both);
    check(template, "# T / ## MVP First (P1 Only) / x / ## Example: Story 1 / x", &both[..1]);
}

#[test]
fn remarks_in_square_brackets_are_no_words() {
    let template = "# {t} / ## Goals / {g} / ## Open Questions [optional] / {q} / ## Risks [Required] / {r}";
    check(template, "# T / ## Goals / x / ## Risks / x", &[]);
    check(template, "# T / ## Goals / x / ## Open Questions / x / ## Risks [required] / x", &[]);
    check(template, "# T / ## Goals / x / ## Open Questions [optional] / x", &["missing Risks [Required]"]);
}

#[test]
fn the_first_of_several_headings_of_level_one_is_the_title_if_only_it_has_a_hole() {
    let template = "# Guide: {App Name} / ## Colours / {c} / # Tokens / {t} / ## Spacing / {s}";
    check(template, "# Guide: Cart / ## Colours / x / # Tokens / x / ## Spacing / x", &[]);
    check(template, "# The Cart / ## Colours / x / ## Tokens / x / ### Spacing / x", &[]);
    check(template, "# The Cart / ## Colours / x", &["missing Tokens"]);
}

#[test]
fn a_heading_that_is_another_section_of_the_template_is_not_merged() {
    let template = "# {t} / ## Scalability / {a} / ## Performance & Scalability / {b}";
    check(template, "# T / ## Performance & Scalability / x", &["missing Scalability"]);
    check(template, "# T / ## Scalability & Cost / x / ## Performance & Scalability / x", &[]);
}

#[test]
fn what_is_optional_may_be_there_under_another_name() {
    let template = "# {t} / ## Implementation Plan (optional) / {a} / ## Implementation Strategy / {b} / ## End / {c}";
    check(template, "# T / ## End / x", &["missing Implementation Strategy"]);
    check(template, "# T / ## Implementation / x / ## End / x", &["renamed Implementation Strategy"]);
    let optional = "# {t} / ## Reference Implementation (optional) / {a} / ## End / {c}";
    check(optional, "# T / ## Implementation / x / ## End / x", &["renamed Reference Implementation (optional)"]);
    check(optional, "# T / ## Notes / x / ## End / x", &[]);
}

#[test]
fn what_every_document_may_have_stands_for_nothing_by_its_contents() {
    let template = "# {t} / ## Build Details / ### Unit Tests / {a} / ### Load Tests / {b} / ## End / {c}";
    let document = "# T / ## References / ### Unit Tests / x / ### Load Tests / x / ## End / x";
    check(template, document, &["missing Build Details"]);
}

#[test]
fn numbers_in_brackets_and_states_are_no_part_of_a_name() {
    let template = "# {t} / ## Overview / {o} / ## Goals / {g}";
    for document in [
        "# T / ## [1] Overview / x / ## [2] Goals / x",
        "# T / ## a) Overview / x / ## b) Goals / x",
        "# T / ## Overview [WIP] / x / ## Goals [draft] / x",
    ] {
        check(template, document, &[]);
    }
    check(template, "# T / ## The Overview / x / ## Goal / x", &["renamed Overview", "renamed Goals"]);
}

#[test]
fn small_letters_are_counted_on() {
    let template =
        Arc::new(Template::read("t", "t.md", &expand("# {t} / ## Goals / {g} / ## Scope / {s} / ## Risks / {r}")));
    let source = expand("# T / ## a) Goals / x / ## c) Risks / x");
    let snapshot = Snapshot::new(Document::parse(&source), Some(template));
    let found = rules::check(&snapshot);
    let fix = rules::fixes(&snapshot, &found[0]).remove(0);
    assert!(fix.edits.apply_to(&source).contains("\n## b) Scope\n"), "{fix:?}");
}

#[test]
fn what_is_like_a_missing_sibling_is_none_of_a_repeat() {
    let template = "# {t} / ## Plans / ### Step 1: {name} / {s} / ### Rollback Strategy / {r} / ## Risks / {x}";
    let steps = "# T / ## Plans / ### Prepare / x / ### Rollback Approach / x / ## Risks / x";
    check(template, steps, &["renamed Rollback Strategy"]);
    let both =
        "# T / ## Plans / ### Prepare / x / ### Rollback Approach / x / ### Rollback Strategy / x / ## Risks / x";
    check(template, both, &[]);
}

#[test]
fn a_section_without_anything_to_say_lacks_nothing_below_it() {
    let template = "# {t} / ## API / ### GET {r} / {a} / ## Plan / ### Phase 1: {b} / {c} / ## End / {d}";
    for text in ["None.", "**Not applicable**: read-only.", "None – for now", "not applicable to clerks 📄"] {
        check(template, &format!("# T / ## API / {text} / ## Plan / {text} / ## End / x"), &[]);
    }
    let both = ["missing GET {r}", "missing Phase 1: {b}"];
    for text in ["None of it is final.", "Clerks export.", "", "Nonesuch."] {
        check(template, &format!("# T / ## API / {text} / ## Plan / {text} / ## End / x"), &both);
    }
    let read = Arc::new(Template::read("t", "t.md", &expand(template)));
    let source = "# T\r\n\r\n## API\r\n\r\nN/A\r\n\r\n## Plan\r\n\r\nn/a: not planned\r\n\r\n## End\r\n\r\nx";
    let snapshot = Snapshot::new(Document::parse(source), Some(read));
    assert!(rules::check(&snapshot).is_empty());
    assert!(rules::insert_all(&snapshot).is_none());
}
