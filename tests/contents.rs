//! What a section holds: fields, choices, tables, code blocks and samples, as real authors write them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::Document;
use specls::rules::{self, Fix};
use specls::template::{FieldKind, Home, Piece, Template};
use specls::workspace::{Library, Snapshot};
use std::sync::Arc;

/// The rules that this file is about.
const RULES: [&str; 8] = [
    "missing-field",
    "empty-field",
    "undecided-choice",
    "invalid-choice",
    "missing-table",
    "table-columns",
    "missing-code-block",
    "sample-left",
];

fn snapshot(template: &str, source: &str) -> Snapshot {
    let template = Template::read("example", "example.md", template);
    Snapshot::new(Document::parse(source), Some(Arc::new(template)))
}

/// What is found, as `rule: text`.
fn found(template: &str, source: &str) -> Vec<String> {
    let found = rules::check(&snapshot(template, source));
    let found = found.iter().filter(|finding| RULES.contains(&finding.rule.id));
    found.map(|finding| format!("{}: {}", finding.rule.id, &source[finding.span.range()])).collect()
}

fn assert_silent(template: &str, source: &str) {
    for source in [source.to_owned(), source.replace('\n', "\r\n"), source.trim_end().to_owned()] {
        let found = found(template, &source);
        assert!(found.is_empty(), "{found:#?} in\n{source}");
    }
}

fn fixes(template: &str, source: &str) -> Vec<Fix> {
    let snapshot = snapshot(template, source);
    let found = rules::check(&snapshot);
    found
        .iter()
        .filter(|finding| RULES.contains(&finding.rule.id))
        .flat_map(|one| rules::fixes(&snapshot, one))
        .collect()
}

/// The document after the first fix, which must leave nothing to find.
#[track_caller]
fn mended(template: &str, source: &str) -> String {
    let fix = &fixes(template, source)[0];
    let mended = fix.edits.apply_to(source);
    let left = found(template, &mended);
    assert!(left.is_empty(), "{left:#?} in\n{mended}");
    let windows = fixes(template, &source.replace('\n', "\r\n"))[0].edits.apply_to(&source.replace('\n', "\r\n"));
    assert_eq!(windows, mended.replace('\n', "\r\n"));
    mended
}

const LIMITS: &str = "# {title}\n\n## Limits\n\n<!-- How much it bears. -->\n\n- **Response time:** {time}\n- **Throughput:** {requests per second}\n- **Memory use:** {megabytes}\n";

#[test]
fn a_missing_field_is_one_finding_of_its_section() {
    let source = "# Export\n\n## Limits\n\n- **Throughput:** 20/s\n";
    assert_eq!(found(LIMITS, source), ["missing-field: Limits"]);
    let snapshot = snapshot(LIMITS, source);
    let finding = &rules::check(&snapshot)[0];
    assert_eq!(
        finding.message,
        "section \"Limits\" lacks the fields \"Response time\" and \"Memory use\": add what the template asks for"
            .replace(" and ", ", ")
    );
    assert_eq!(&*finding.wanted.as_ref().unwrap().text, "- **Response time:** {time}");
    let titles: Vec<String> = rules::fixes(&snapshot, finding).into_iter().map(|fix| fix.title).collect();
    assert_eq!(titles, ["Add all 2 missing fields", "Add field \"Response time\"", "Add field \"Memory use\""]);
}

#[test]
fn fields_are_found_however_they_are_written() {
    for body in [
        "* __response time__: 1 s\n* *Throughput*: 20/s\n* Memory use: 12 MB\n",
        "**Response Time** (p95): 1 s  \n**Throughput**: 20/s  \n**Memory use:** 12 MB\n",
        "**Response time:** 1 s | **Throughput:** 20/s | **Memory use:** 12 MB\n",
        "| | Value |\n| --- | --- |\n| Response time | 1 s |\n| **Throughput** | 20/s |\n| Memory use | 12 MB |\n",
        "| Response time | Throughput | Memory use |\n| --- | --- | --- |\n| 1 s | 20/s | 12 MB |\n",
        "### Response time\n\n1 s\n\n### Throughput\n\n20/s\n\n### 🧠 Memory use\n\n12 MB\n",
        "- **Response time** – 1 s\n- **Throughput** – 20/s\n- **Memory use** – 12 MB\n",
        "- Response time - 1 s\n- Throughput - 20/s\n- Memory use - 12 MB\n",
        "- **Response times:** 1 s\n- **Throughput target:** 20/s\n- **Memory:** 12 MB\n",
        "- **Antwortzeit:** 1 s\n- **Durchsatz:** 20/s\n- **Speicher:** 12 MB 仕様\n",
        "Throughput is 20/s and the response time 1 s, whatever else runs.\n",
        "20/s of throughput; memories, 12 MB; responses after 1 s.\n",
        "N/A: this runs at night.\n",
        "- **Response time:**\n  - p50: 1 s\n  - p95: 2 s\n- **Throughput:**\n\n  20/s\n- **Memory use:**\n\n```text\n12 MB\n```\n",
    ] {
        assert_silent(LIMITS, &format!("# Export 😀\n\n## Limits\n\n{body}"));
    }
}

#[test]
fn prose_that_tells_nothing_of_the_fields_is_one_finding() {
    let found = found(LIMITS, "# Export\n\n## Limits\n\nIt is fast enough for all of us.\n");
    assert_eq!(found, ["missing-field: Limits"]);
}

#[test]
fn an_empty_section_lacks_nothing_more() {
    assert_silent(LIMITS, "# Export\n\n## Limits\n");
}

#[test]
fn a_field_goes_behind_the_one_before_it_in_its_style() {
    for (before, after) in [
        (
            "- **Response time:** 1 s\n- **Memory use:** 12 MB\n",
            "- **Response time:** 1 s\n- **Throughput:** {requests per second}\n- **Memory use:** 12 MB\n",
        ),
        (
            "* *Response time*: 1 s\n  - at night 2 s\n* *Memory use*: 12 MB\n",
            "* *Response time*: 1 s\n  - at night 2 s\n* *Throughput*: {requests per second}\n* *Memory use*: 12 MB\n",
        ),
        (
            "- [x] Response time: 1 s\n\n- [ ] Memory use: 12 MB\n",
            "- [x] Response time: 1 s\n\n- [ ] Throughput: {requests per second}\n\n- [ ] Memory use: 12 MB\n",
        ),
        (
            "1. **Response time:** 1 s\n2. **Memory use:** 12 MB\n",
            "1. **Response time:** 1 s\n2. **Throughput:** {requests per second}\n2. **Memory use:** 12 MB\n",
        ),
        (
            "**Response time:** 1 s  \n**Memory use:** 12 MB\n",
            "**Response time:** 1 s  \n**Throughput:** {requests per second}  \n**Memory use:** 12 MB\n",
        ),
        (
            "**Response time:** 1 s\n\n**Memory use:** 12 MB\n",
            "**Response time:** 1 s\n\n**Throughput:** {requests per second}\n\n**Memory use:** 12 MB\n",
        ),
        (
            "| Limit | Value |\n| --- | --- |\n| **Response time** | 1 s |\n| **Memory use** | 12 MB |\n",
            "| Limit | Value |\n| --- | --- |\n| **Response time** | 1 s |\n| **Throughput** | {requests per second} |\n| **Memory use** | 12 MB |\n",
        ),
        (
            "> - **Response time:** 1 s\n> - **Memory use:** 12 MB\n",
            "> - **Response time:** 1 s\n> - **Throughput:** {requests per second}\n> - **Memory use:** 12 MB\n",
        ),
    ] {
        let document = |body: &str| format!("# Export\n\n## Limits\n\n{body}\n## Notes\n\nx\n");
        assert_eq!(mended(LIMITS, &document(before)), document(after));
        assert_eq!(mended(LIMITS, document(before).trim_end()), document(after).trim_end());
    }
}

#[test]
fn without_a_field_before_it_one_goes_ahead_or_to_the_end() {
    let document = |body: &str| format!("# Export\n\n## Limits\n\nMeasured in May 2026.\n\n{body}");
    let ahead = document("- **Throughput:** 20/s\n- **Memory use:** 12 MB\n");
    let expected = document("- **Response time:** {time}\n- **Throughput:** 20/s\n- **Memory use:** 12 MB\n");
    assert_eq!(mended(LIMITS, &ahead), expected);
    let all = document(
        "- **Response time:** {time}\n- **Throughput:** {requests per second}\n- **Memory use:** {megabytes}\n",
    );
    assert_eq!(mended(LIMITS, document("").trim_end()), all.trim_end());
    assert_eq!(mended(LIMITS, &format!("{}\n", document("").trim_end())), all);
}

#[test]
fn several_fields_on_a_line_and_nested_ones_keep_their_place() {
    let line = "# {title}\n\n**Owner**: {name} | **Version**: {version} | **Date**: {date}\n\n## Goals\n\n{goals}\n";
    let source = "# Export\n\n**Owner**: Ada | **Date**: May\n\n## Goals\n\nx\n";
    assert_eq!(mended(line, source), source.replace("Ada |", "Ada | **Version**: {version} |"));
    let source = "# Export\n\n**Owner**: Ada\n\n## Goals\n\nx\n";
    assert_eq!(mended(line, source), source.replace("Ada", "Ada | **Version**: {version} | **Date**: {date}"));
    let nested = "# {title}\n\n## Risks\n\n- **Risk:** {risk}\n  - **Impact:** {impact}\n  - **Owner:** {owner}\n";
    let source = "# Export\n\n## Risks\n\n- **Risk:** Slow\n  - **Effect:** Late\n  - **Owner:** Ada\n";
    assert_silent(nested, source);
    let source = "# Export\n\n## Risks\n\n- **Risk:** Slow\n  - **Owner:** Ada\n";
    assert_eq!(mended(nested, source), source.replace("  - **Owner", "  - **Impact:** {impact}\n  - **Owner"));
    let source = "# Export\n\n## Risks\n\n- **Risk:** Slow\n";
    assert_eq!(mended(nested, source), format!("{source}  - **Impact:** {{impact}}\n  - **Owner:** {{owner}}\n"));
}

#[test]
fn a_title_without_the_lines_below_it_gets_them() {
    let template = "# {title}\n\n**Owner:** {name}  \n**Status:** Draft | Final\n\n## Goals\n\n{goals}\n";
    let source = "# Export\n\n## Goals\n\nx\n";
    assert_eq!(found(template, source), ["missing-field: Export"]);
    let after = fixes(template, source)[0].edits.apply_to(source);
    assert_eq!(after, "# Export\n\n**Owner:** {name}  \n**Status:** Draft | Final\n\n## Goals\n\nx\n");
    assert_silent(template, "---\nowner: Ada\nstatus: final\n---\n\n# Export\n\n## Goals\n\nx\n");
    assert_silent(template, "# Export\n\n## Goals\n\n- Owner: Ada\n- Status: Final\n");
    for nothing in ["", "\n", "text", "\u{feff}", "---\na: b\n---\n", "```", "<!--", "# "] {
        let fixes = fixes(template, nothing);
        fixes.iter().take(1).for_each(|fix| assert!(fix.edits.apply_to(nothing).contains("Owner")));
    }
}

#[test]
fn what_is_left_to_the_author_is_no_gap() {
    let template = "# {title}\n\n## Contact\n\n- **Owner:** {name}\n- **Pager (optional):** {number}\n- **Chat:** {if applicable, the channel}\n\
        - **Mail:** {address} <!-- optional -->\n- **Note**: Write to the owner first.\n- **Step 2:** {what next}\n- **REQ-1:** {demand}\n- **[Role]:** {name}\n- Tick what is done: `[x]`\n- [ ] Another way\n  - **Details:**\n";
    assert_silent(template, "# Export\n\n## Contact\n\n- **Owner:** Ada\n");
}

#[test]
fn an_instance_needs_only_what_all_instances_have() {
    let template = "# {title}\n\n## API\n\n### GET /a\n\n- **Purpose:** {text}\n- **Query:** {text}\n- **Answer:**\n\n```json\n{ \"a\": 1 }\n```\n\n\
        ### POST /a\n\n- **Purpose:** {text}\n- **Body:** {text}\n- **Answer:**\n\n```json\n{ \"a\": 2 }\n```\n";
    let document = |body: &str| format!("# Export\n\n## API\n\n### DELETE /b/{{id}}\n\n{body}");
    assert_silent(template, &document("- **Purpose:** Removes it.\n- **Answer:** 204\n"));
    assert_silent(template, &document("- **Purpose:** Removes it.\n\n```json\n{}\n```\n"));
    let lacking = document("- **Purpose:** Removes it.\n");
    assert_eq!(found(template, &lacking), ["missing-field: DELETE /b/{id}"]);
    let after = fixes(template, &lacking)[0].edits.apply_to(&lacking);
    assert!(after.contains("Removes it.\n- **Answer:**\n\n```json\n{ \"a\": "), "{after}");
    let named = "# {title}\n\n## Parts\n\n### Component 1: {name}\n\n- **Purpose:** {why}\n- **Uses:** {what}\n";
    assert_silent(
        named,
        "# Export\n\n## Parts\n\n### Ledger\n\nKeeps the books.\n\n### Mailer\n\n- **Purpose:** Sends.\n- **Uses:** SMTP\n",
    );
    let found = found(named, "# Export\n\n## Parts\n\n### Component 3: Mailer\n\n- **Purpose:** Sends mail.\n");
    assert_eq!(found, ["missing-field: Component 3: Mailer"]);
}

#[test]
fn a_label_without_a_value_is_reported_where_one_is_asked_for() {
    let template = "# {title}\n\n**Owner:** {name} | **Team:** {team}\n\n## Contact\n\n- **Pager:** {number}\n- **Hours:**\n\
        - **Steps:**\n  - {step}\n- **Level:** Low | High\n";
    let source = "# Export\n\n**Owner:** | **Team:** Billing\n\n## Contact\n\n- **Pager:**\n- **Hours:**\n- **Steps:**\n- **Level:**\n";
    let expected = ["empty-field: Owner", "empty-field: Pager", "empty-field: Steps", "empty-field: Level"];
    assert_eq!(found(template, source), expected);
    let titles: Vec<String> = fixes(template, source).into_iter().map(|fix| fix.title).collect();
    assert_eq!(titles, ["Set Level to \"Low\"", "Set Level to \"High\""]);
    let after = fixes(template, source)[1].edits.apply_to(source);
    assert!(after.ends_with("- **Level:** High\n"), "{after}");
    assert_silent(
        template,
        "# Export\n\n**Owner:** Ada | **Team:** Billing\n\n## Contact\n\n- **Pager:**\n  12\n- **Hours:**\n- **Steps:**\n  1. a\n\n- **Level:**\n\n> High, as ever\n",
    );
}

#[test]
fn choices_are_picked_in_fields_cells_and_lists_behind_values() {
    let template = "# {title}\n\n**Status:** Draft | In Review | Approved\n\n## Rollout\n\n- **Kind:** {kind} # blue-green, rolling, canary\n- **Zone:** {zone} <!-- north, south -->\n\n\
        <!-- specls: choices Size: Small, Large -->\n\n- **Size:** {size}\n\n| Risk | Impact |\n| --- | --- |\n| {risk} | High/Medium/Low |\n";
    let contents = Template::read("example", "example.md", template);
    let choices: Vec<usize> = contents.contents(Home::Spec(1)).fields.iter().map(|field| field.choices.len()).collect();
    assert_eq!(choices, [3, 2, 2]);
    assert_eq!(contents.contents(Home::Preamble).fields[0].kind, FieldKind::Written);
    let skeleton = contents.skeleton();
    assert_eq!(skeleton.0.iter().filter(|piece| matches!(piece, Piece::Choice(..))).count(), 5);
    let document = |status: &str, kind: &str, zone: &str, size: &str, impact: &str| {
        format!(
            "# Export\n\n**Status:** {status}\n\n## Rollout\n\n- **Kind:** {kind}\n- **Zone:** {zone}\n- **Size:** {size}\n\n| Impact | Risk |\n| --- | --- |\n| {impact} | Slow |\n| N/A | None |\n"
        )
    };
    assert_silent(
        template,
        &document("in review", "Rolling # blue-green, rolling, canary", "north", "**large**", "🔴 HIGH"),
    );
    assert_silent(
        template,
        &document("Draft (until May)", "{kind} # blue-green, rolling, canary", "{zone}", "{size}", "Medium – High"),
    );
    let source = document("Draft | In Review | Approved", "at once", "west", "Huge", "High/Medium/Low");
    let expected = [
        "undecided-choice: Draft | In Review | Approved",
        "invalid-choice: at once",
        "invalid-choice: west",
        "invalid-choice: Huge",
        "undecided-choice: High/Medium/Low",
    ];
    assert_eq!(found(template, &source), expected);
    let all = fixes(template, &source);
    assert_eq!(
        all.iter().map(|fix| fix.title.as_str()).collect::<Vec<_>>()[..4],
        [
            "Set Status to \"Draft\"",
            "Set Status to \"In Review\"",
            "Set Status to \"Approved\"",
            "Set Kind to \"blue-green\"",
        ]
    );
    assert!(all.iter().all(|fix| !fix.safe));
    assert!(all[1].edits.apply_to(&source).contains("**Status:** In Review\n"));
}

const SHOWN: &str = "# {title}\n\n## Risks\n\n| Risk | Impact | Owner |\n| --- | --- | --- |\n| {risk} | High/Low | {owner} |\n\n## Design\n\n```mermaid\ngraph TD\n    A --> B\n```\n";

#[test]
fn tables_and_code_may_be_shown_in_other_ways() {
    let document = |risks: &str, design: &str| format!("# Export\n\n## Risks\n\n{risks}\n\n## Design\n\n{design}\n");
    let table = "| Owner | Who else | Risk | Impact on us |\n|:--|---|---|--:|\n| Ada | Eve | Slow | High |";
    for design in [
        "![the parts](parts.svg)",
        "[The parts](docs/parts.drawio)",
        "| Part | Talks to |\n| --- | --- |\n| A | B |",
        "```dot\na -> b\n```",
        "### Parts\n\n```\na\n```",
        "<img src=\"parts.png\">",
        "N/A. Nothing changes.",
        "See the design of the shop.",
        "1. A asks B.\n2. B answers.",
        "- `app/` the app\n- `server/`\n  - `server/gateway`",
    ] {
        assert_silent(SHOWN, &document(table, design));
    }
    for risks in [
        "None known.",
        "> No risks: it only reads.",
        "- **Slow ledger**\n  - Impact: late\n- **Full disk**\n  - Impact: none",
        "- **Slow ledger**: late invoices\n- Full disk: none",
        "### Slow ledger\n\nLate.\n\n### Full disk\n\nLate too.",
        "| Risk | Impact | Who |\n|---|---|---|\n| Slow | Low | Ada |",
        "| Hazard | Score |\n|---|---|\n| Slow | 3 |",
    ] {
        assert_silent(SHOWN, &document(risks, "```dot\na -> b\n```"));
    }
}

#[test]
fn a_table_a_column_or_a_code_block_that_is_gone_is_inserted() {
    let source = "# Export\n\n## Risks\n\nThe ledger is slow.\n\n## Design\n\nTwo parts talk.\n";
    assert_eq!(found(SHOWN, source), ["missing-table: Risks", "missing-code-block: Design"]);
    let table = fixes(SHOWN, source)[0].edits.apply_to(source);
    assert!(
        table.contains(
            "slow.\n\n| Risk | Impact | Owner |\n| --- | --- | --- |\n| {risk} | High/Low | {owner} |\n\n## Design"
        ),
        "{table}"
    );
    let code = fixes(SHOWN, source)[1].edits.apply_to(source);
    assert!(code.ends_with("talk.\n\n```mermaid\ngraph TD\n    A --> B\n```\n"), "{code}");
    let source = "# Export\n\n## Risks\n\n| Risk | Impact |\n|------|--------|\n| Slow | High |\n| Füll 😀 | Low |\n\n## Design\n\n```dot\na\n```\n";
    assert_eq!(found(SHOWN, source), ["table-columns: | Risk | Impact |"]);
    let expected =
        "| Risk | Impact | Owner |\n|------|--------|-------|\n| Slow | High |       |\n| Füll 😀 | Low |       |\n";
    assert!(mended(SHOWN, source).contains(expected));
}

#[test]
fn a_sample_is_a_remark_and_may_go() {
    let source = "# Export\n\n## Risks\n\nNone.\n\n## Design\n\nIntro.\n\n```mermaid\ngraph TD\n  A --> B\n```\n";
    assert_eq!(found(SHOWN, source), ["sample-left: ```mermaid"]);
    assert_eq!(mended(SHOWN, source), source.replace("graph TD\n  A --> B\n", ""));
    let with_image = source.replace("Intro.", "![a](a.png)");
    assert!(mended(SHOWN, &with_image).ends_with("## Design\n\n![a](a.png)\n"));
}

/// Every second placeholder is filled in.
#[test]
fn where_a_placeholder_stands_nothing_else_is_said() {
    for template in Library::builtin().templates() {
        let source = template.skeleton().plain();
        for parity in [0, 1] {
            let snapshot = Snapshot::new(Document::parse(&source), Some(template.clone()));
            let mut filled = source.clone();
            for placeholder in snapshot.placeholders().iter().skip(parity).step_by(2).rev() {
                let value =
                    if source[placeholder.span.range()].contains("TYPE") { "Rolling" } else { "Settled in May" };
                filled.replace_range(placeholder.span.range(), value);
            }
            let found = rules::check(&Snapshot::new(Document::parse(&filled), Some(template.clone())));
            let of_a_copy = ["undecided-choice", "sample-left"];
            let ours = found.iter().filter(|finding| RULES.contains(&finding.rule.id));
            let ours: Vec<_> = ours.filter(|finding| !of_a_copy.contains(&finding.rule.id)).collect();
            assert!(ours.is_empty(), "{}: {ours:#?}", template.id);
        }
    }
}

#[test]
fn a_label_that_the_template_has_twice_is_asked_for_once() {
    let template = "# {title}\n\n## Risks\n\n- **Owner:** {a}\n- **Risk:** {b}\n- **Owner:** {c}\n";
    assert_silent(template, "# Export\n\n## Risks\n\n- **Risk:** Slow\n- **Owner:** Ada\n");
}

#[test]
fn a_directive_may_touch_the_heading() {
    let template = "# {title}\n\n<!-- specls: choices Size: Small, Large -->\n## Rollout\n\n- **Size:** {size}\n";
    let source = "# Export\n\n## Rollout\n\n- **Size:** Huge\n";
    assert_eq!(found(template, source), ["invalid-choice: Huge"]);
    assert_eq!(found(&template.replace('\n', "\r\n"), source), ["invalid-choice: Huge"]);
}

#[test]
fn mid_typing_nothing_panics() {
    let source = "---\nowner: Ü\n---\n\n# Export 仕様\r\n\r\n**Owner:** | **Team:** 😀\r\n\r\n## Risks\r\n\r\n| Risk | Impact |\r\n|---|\r\n| Slow | High/Low |\r\n\r\n## Design\r\n\r\n- **Pager:**\r\n  1. **A**: b\r\n```mermaid\r\ngraph TD\r\n";
    for template in [SHOWN, LIMITS, source] {
        for (end, _) in source.char_indices() {
            let snapshot = snapshot(template, &source[..end]);
            for finding in rules::check(&snapshot) {
                for fix in rules::fixes(&snapshot, &finding) {
                    fix.edits.apply_to(&source[..end]);
                }
            }
        }
    }
}

#[test]
fn labels_in_a_header_have_their_values_below_them() {
    let template = "# {title}\n\n## Risk\n\n**Severity:** Low / Medium / High\n\n**Public:** Yes/No\n";
    let filled = "# Export 😀\n\n## Risk\n\n| Severity | Public |\n|---|---|\n| Medium | No |\n";
    assert_silent(template, filled);
    assert_silent(
        template,
        &filled.replace("Severity | Public", "Sevérité | Public").replace("Medium", "Severity: High"),
    );
    // Several rows are another table.
    assert_silent(template, &filled.replace("| No |\n", "| No |\n| Soon | No |\n"));
    assert_eq!(found(template, &filled.replace("Medium", "Huge")), ["invalid-choice: Huge"]);
    let mended = mended(template, &filled.replace("Medium", "Huge"));
    assert!(mended.contains("| Severity | Public |\n|---|---|\n| Low | No |\n"), "{mended}");
    // A header may be a row too.
    let row = filled.replace(
        "| Severity | Public |\n|---|---|\n| Medium | No |",
        "| Severity | Huge |\n|---|---|\n| Public | No |",
    );
    assert_eq!(found(template, &row), ["invalid-choice: Huge"]);
}

#[test]
fn a_table_without_names_for_its_columns_is_rows_of_fields() {
    let template = "# {title}\n\n| | |\n|---|---|\n| **Owner** | {owner} |\n| **Status** | Draft / In review / Approved |\n| **Issue** | [ABC-0](https://example.org/0) |\n\n## Goals\n\n{goals}\n";
    let listed = "# Export\n\n- **Owner:** Ada\n- **Status:** Approved\n\n## Goals\n\nExport.\n";
    assert_silent(template, listed);
    assert_silent(template, "# Export\n\n**Owner:** Ada\n\n**Status:** Draft\n\n## Goals\n\nExport.\n");
    assert_eq!(found(template, &listed.replace("Approved", "Huge")), ["invalid-choice: Huge"]);
    assert_eq!(found(template, &listed.replace("- **Status:** Approved\n", "")), ["missing-field: Export"]);
    let rows = "# Export\n\n| | |\n|---|---|\n| **Owner** | Ada |\n| **Status** | Huge |\n\n## Goals\n\nExport.\n";
    assert_eq!(found(template, rows), ["invalid-choice: Huge"]);
}

#[test]
fn a_sample_that_is_a_labels_value_is_emptied() {
    let template = "# {title}\n\n## API\n\n- **Request:**\n\n```json\n{ \"id\": 1 }\n```\n\n- **Response:**\n\n```json\n{ \"ok\": true }\n```\n";
    let source = template.replace("{title}", "Export").replace("\"id\": 1", "\"sum\": 2");
    let fixes = fixes(template, &source);
    let after = fixes[0].edits.apply_to(&source);
    assert_eq!(found(template, &after), Vec::<String>::new(), "{after}");
}

#[test]
fn a_header_with_one_label_has_its_value_below() {
    let template = "# {t}\n\n**Status:** Draft | Review | Approved\n\n## A\n\n{a}\n";
    let source = |table: &str| format!("# T\n\n{table}\n\n## A\n\nx\n");
    for (table, expected) in [
        ("| Status | Author |\n|---|---|\n| Approved | Ada |", ""),
        ("| Status | Author |\n|---|---|\n| Sold | Ada |", "Sold"),
        ("| Status | Approved |\n|---|---|\n| Author | Ada |", ""),
        ("| Author | Ada |\n|---|---|\n| Status | Sold |", "Sold"),
    ] {
        let source = source(table);
        let template = Arc::new(Template::read("t", "t.md", template));
        let snapshot = Snapshot::new(Document::parse(&source), Some(template));
        let found = rules::check(&snapshot);
        let places: Vec<&str> = found.iter().map(|finding| &source[finding.span.range()]).collect();
        assert_eq!(places, if expected.is_empty() { vec![] } else { vec![expected] }, "{table}: {found:#?}");
    }
}
