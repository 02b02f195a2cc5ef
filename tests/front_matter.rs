//! Front matter, titles and inputs: what is said of them, and what the fixes make of a document.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specls::document::{Date, Document};
use specls::rules;
use specls::template::Template;
use specls::workspace::Snapshot;
use std::sync::Arc;

fn snapshot(template: &str, source: &str) -> Snapshot {
    let template = Arc::new(Template::read("example", "example.md", template));
    Snapshot::new(Document::parse(source), Some(template)).with_today(Date::new(2026, 3, 9))
}

/// What is found: rule, text that it lies on, message.
fn found(template: &str, source: &str) -> Vec<String> {
    let show = |finding: rules::Finding| {
        format!("{} [{}] {}", finding.rule.id, &source[finding.span.range()], finding.message)
    };
    rules::check(&snapshot(template, source)).into_iter().map(show).collect()
}

/// The titles of all fixes of the findings of `rule`.
fn titles(template: &str, source: &str, rule: &str) -> Vec<String> {
    let snapshot = snapshot(template, source);
    let findings = rules::check(&snapshot).into_iter().filter(|finding| finding.rule.id == rule);
    findings.flat_map(|finding| rules::fixes(&snapshot, &finding)).map(|fix| fix.title).collect()
}

/// The document once the fix of this title is made; it is made on CRLF lines too.
fn fixed(template: &str, source: &str, title: &str) -> String {
    let make = |source: &str| {
        let snapshot = snapshot(template, source);
        let fixes = rules::check(&snapshot).into_iter().flat_map(|finding| rules::fixes(&snapshot, &finding));
        let fixes: Vec<_> = fixes.collect();
        let titles: Vec<_> = fixes.iter().map(|fix| fix.title.clone()).collect();
        let fix = fixes.into_iter().find(|fix| fix.title == title);
        fix.unwrap_or_else(|| panic!("no fix {title} but {titles:?} in {source:?}")).edits.apply_to(source)
    };
    let mended = make(source);
    let crlf = make(&source.replace('\n', "\r\n"));
    assert_eq!(crlf, mended.replace('\n', "\r\n"), "{title} on CRLF");
    mended
}

const TEMPLATE: &str = "---\ntitle: {Feature}\nowner: {Team}\nstatus: \"{STATUS}\" # draft, review, approved\ncreated: <date, ISO 8601>\nlinks: [] # optional\n---\n\n# Plan: {Feature}\n\n## Goals\n\n{goals}\n";

const BODY: &str = "\n# Plan: Export\n\n## Goals\n\nExport invoices.\n";

#[test]
fn a_raw_copy_has_placeholders_only() {
    for source in [TEMPLATE.to_owned(), TEMPLATE.replace('\n', "\r\n"), TEMPLATE.trim_end().to_owned()] {
        let rules: Vec<String> = found(TEMPLATE, &source);
        assert!(rules.iter().all(|line| line.starts_with("unfilled-placeholder")), "{rules:#?}");
        assert_eq!(rules.len(), 6, "{rules:#?}");
    }
}

#[test]
fn a_missing_key_goes_where_the_template_has_it() {
    let source = format!("---\n# mine\nTitle: Export\nnumber: 7\nStatus: Draft\n---\n{BODY}");
    let expected = [
        "missing-key [---] key \"owner\" is missing: insert it behind \"Title\"",
        "missing-key [---] key \"created\" is missing: insert it behind \"Status\"",
    ];
    assert_eq!(found(TEMPLATE, &source), expected);
    let mended = fixed(TEMPLATE, &source, "Insert key \"owner\"");
    assert_eq!(mended, source.replace("Export\nnumber", "Export\nowner: {Team}\nnumber"));
    let first = format!("---\nowner: Core\nstatus: Draft\ncreated: 2026-01-01\n---\n{BODY}");
    let mended = fixed(TEMPLATE, &first, "Insert key \"title\"");
    assert_eq!(mended, first.replacen("owner", "title: Export\nowner", 1), "the title is known already");
    let empty = format!("---\n---\n{BODY}");
    assert_eq!(found(TEMPLATE, &empty).len(), 4);
}

#[test]
fn all_keys_are_inserted_at_once_in_order() {
    let source = format!("---\nstatus: Draft\n---\n{BODY}");
    let snapshot = snapshot(TEMPLATE, &source);
    let fix = rules::fix_all(&snapshot, &rules::check(&snapshot)).unwrap();
    let expected =
        format!("---\ntitle: Export\nowner: {{Team}}\nstatus: Draft\ncreated: <date, ISO 8601>\n---\n{BODY}");
    assert_eq!(fix.edits.apply_to(&source), expected);
}

#[test]
fn a_document_without_front_matter_gets_all_of_it() {
    let source = BODY.trim_start();
    assert_eq!(
        found(TEMPLATE, source),
        [
            "missing-key [# Plan: Export] there is no front matter: insert it at the top, with title, owner, status, created"
        ]
    );
    let mended = fixed(TEMPLATE, source, "Insert the front matter");
    let block = "---\ntitle: Export\nowner: {Team}\nstatus: \"{STATUS}\" # draft, review, approved\ncreated: <date, ISO 8601>\nlinks: [] # optional\n---\n";
    assert_eq!(mended, format!("{block}\n{source}"));
    assert_eq!(fixed(TEMPLATE, BODY, "Insert the front matter"), format!("{block}{BODY}"));
    let unfilled = block.replace("title: Export", "title: {Feature}");
    assert_eq!(fixed(TEMPLATE, "\n", "Insert the front matter"), format!("{unfilled}\n"));
    let marked = format!("\u{feff}{source}");
    let mended = fixed(TEMPLATE, &marked, "Insert the front matter");
    assert!(mended.starts_with("\u{feff}---\ntitle") && found(TEMPLATE, &mended).len() == 3, "{mended}");
}

#[test]
fn front_matter_that_asks_for_nothing_is_the_template_s_own() {
    for content in ["name: Our plan\nabout: A plan\nlabels: ''", "description: A template\nversion: 1.0"] {
        let template = format!("---\n{content}\n---\n\n# {{title}}\n");
        assert_eq!(found(&template, "# Export\n"), [""; 0]);
    }
}

#[test]
fn fields_of_the_opening_stand_for_keys() {
    let source = "# Plan: Export\n\n**Title:** Export\n**Owner:** Core | **Status:** Draft | **Created:** 2026-01-01\n\n## Goals\n\nx\n";
    assert_eq!(found(TEMPLATE, source), [""; 0]);
}

#[test]
fn what_a_field_says_goes_into_the_key() {
    let template = "---\nstatus: draft # draft, approved\n---\n\n# {title}\n\n**Status:** draft | approved\n";
    let source = "# T\n\n**Status:** Approved\n";
    assert_eq!(
        fixed(template, source, "Insert the front matter"),
        format!("---\nstatus: Approved # draft, approved\n---\n\n{source}")
    );
}

#[test]
fn toml_is_read_and_mended_too() {
    let template = "+++\ntitle = \"{Feature}\"\nowner = \"{Team}\"\n+++\n\n# {Feature}\n";
    let source = "+++\ntitle = Export\n[params]\nowner = 1\n+++\n\n# Export\n";
    assert_eq!(
        found(template, source),
        [
            "missing-key [+++] key \"owner\" is missing: insert it behind \"title\"",
            "front-matter-syntax [Export] TOML cannot read the value of \"title\", Export: put it in quotes",
        ]
    );
    let mended = fixed(template, source, "Put the value in quotes");
    assert_eq!(mended, source.replace("= Export", "= \"Export\""));
    let long = "+++\ntitle = \"Export\"\nowner = \"\"\"\ntitle = 1\n\"\"\"\n+++\n\n# Export\n";
    assert_eq!(found(template, long), [""; 0]);
    let twice = "+++\ntitle = \"Export\"\nowner = \"A\"\nowner = \"B\"\n+++\n\n# Export\n";
    assert_eq!(
        found(template, twice),
        ["front-matter-syntax [owner] \"owner\" is there already, in line 3: keep one of them"]
    );
    assert_eq!(fixed(template, twice, "Remove this \"owner\""), twice.replace("owner = \"B\"\n", ""));
    let mended = fixed(template, source, "Insert key \"owner\"");
    assert_eq!(mended, source.replace("Export\n[", "Export\nowner = \"{Team}\"\n["));
}

#[test]
fn what_no_parser_reads_is_said_in_plain_words() {
    let check = |content: &str| {
        found(TEMPLATE, &format!("---\ntitle: A\nowner: B\nstatus: draft\ncreated: 2026-01-01\n{content}---\n{BODY}"))
    };
    for (content, expected) in [
        ("x: a: b\n", "front-matter-syntax [a: b] YAML cannot read the value of \"x\", a: b: put it in quotes"),
        ("x: @me\n", "front-matter-syntax [@me] YAML cannot read the value of \"x\", @me: put it in quotes"),
        (
            "x: \"a\ny: 1\n",
            "front-matter-syntax [\"a] YAML cannot read the value of \"x\": the \" at its start is never closed",
        ),
        (
            "x: [a, b\ny: 1\n",
            "front-matter-syntax [[a, b] YAML cannot read the value of \"x\": the [ at its start is never closed",
        ),
        ("owner: C\n", "front-matter-syntax [owner] \"owner\" is there already, in line 3: keep one of them"),
    ] {
        let found = check(content);
        assert_eq!(
            found.iter().filter(|line| !line.starts_with("inconsistent")).collect::<Vec<_>>(),
            [expected],
            "{content}"
        );
    }
    for content in [
        "x: {A} b\n",
        "x: [A] b\n",
        "tags:\n- a\n- b\n",
        "tags: [\n  a,\n]\n",
        "a: |\n  x: y: z\n",
        "u: https://a.b/c#d\n",
    ] {
        let template = TEMPLATE.replace("links", &format!("{content}links"));
        let template = if content.starts_with("x: ") { &*template } else { TEMPLATE };
        let source = format!("---\ntitle: Export\nowner: B\nstatus: draft\ncreated: 2026-01-01\n{content}---\n{BODY}");
        let found = found(template, &source);
        assert!(found.iter().all(|line| line.starts_with("unfilled")), "{content}: {found:#?}");
    }
}

#[test]
fn values_are_what_their_keys_ask_for() {
    let check = |key: &str, value: &str| {
        let source =
            format!("---\ntitle: Export\nowner: B\nstatus: draft\ncreated: 2026-01-01\nlinks: []\n---\n{BODY}");
        let line = source.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
        found(TEMPLATE, &source.replace(&line, &format!("{key}: {value}")))
    };
    for (key, value) in [
        ("status", "Approved"),
        ("status", "\"review\" # since May"),
        ("status", "Approved (2026-01-05)"),
        ("status", "TBD"),
        ("status", ""),
        ("created", "5 January 2026"),
        ("created", "'2026-01-05T10:00:00Z'"),
        ("created", "01/02/2026"),
        ("created", "Q1 2026"),
        ("created", "2026-01-05, 2026-02-01"),
        ("created", "n/a"),
        ("created", "[DATE]"),
        ("created", "{{ page.date }}"),
        ("created", "true"),
    ] {
        assert_eq!(check(key, value), [""; 0], "{key}: {value}");
    }
    for (key, value, expected) in [
        (
            "status",
            "pending",
            "invalid-value [pending] \"status\" is pending, which is none of draft, review, approved",
        ),
        ("status", "ready", "invalid-value [ready] \"status\" is ready, which is none of draft, review, approved"),
        (
            "status",
            "[draft, 出来]",
            "invalid-value [[draft, 出来]] \"status\" is 出来, which is none of draft, review, approved",
        ),
        (
            "created",
            "\"2026-02-30\"",
            "invalid-value [2026-02-30] \"created\" is a day that no calendar has: 2026-02-30",
        ),
        (
            "created",
            "last spring",
            "invalid-value [last spring] \"created\" is no date: last spring; write one such as 2026-01-31",
        ),
    ] {
        assert_eq!(check(key, value), [expected]);
    }
}

#[test]
fn a_choice_and_the_date_can_be_set() {
    let source = format!("---\ntitle: Export\nowner: B\nstatus: 'ready'\ncreated: soon\n---\n{BODY}");
    assert_eq!(
        titles(TEMPLATE, &source, "invalid-value"),
        ["Set to \"draft\"", "Set to \"review\"", "Set to \"approved\"", "Set to \"2026-03-09\""]
    );
    assert_eq!(fixed(TEMPLATE, &source, "Set to \"review\""), source.replace("ready", "review"));
    assert_eq!(fixed(TEMPLATE, &source, "Set to \"2026-03-09\""), source.replace("soon", "2026-03-09"));
}

#[test]
fn dates_of_one_document_are_in_order() {
    let template = "# {title}\n\n**Created:** {date}\n**Last Updated:** {date}\n\n## Goals\n\nx\n";
    let source = |created: &str, updated: &str| {
        format!("# T\n\n**Created:** {created}\n**Last Updated:** {updated}\n\n## Goals\n\nx\n")
    };
    assert_eq!(
        found(template, &source("5 March 2026", "2026/03/01")),
        ["date-order [2026/03/01] Last Updated (2026/03/01) is before Created (5 March 2026): one of the two is wrong"]
    );
    let bad = source("5 March 2026", "2026/03/01");
    assert_eq!(fixed(template, &bad, "Set to today, 2026/03/09"), source("5 March 2026", "2026/03/09"));
    assert_eq!(fixed(template, &bad, "Swap the two dates"), source("1 March 2026", "2026/03/05"));
    for (created, updated) in
        [("2026-01-01", "2026-01-01"), ("2026-01-05", "01/02/2026"), ("soon", "2026-01-01"), ("", "")]
    {
        let found = found(template, &source(created, updated));
        assert!(found.iter().all(|line| line.starts_with("empty-field")), "{created} {updated}: {found:#?}");
    }
}

#[test]
fn what_is_said_twice_is_said_alike() {
    let template = "---\nproject: {Project}\nversion: {VERSION}\n---\n\n# Plan for {Project}\n\n**Version**: {VERSION} | **Status**: Draft\n\n## Goals\n\n{VERSION} | {Project}\n\n| a | b |\n|---|---|\n| {Project} | x |\n";
    let source = |project: &str, version: &str| {
        format!(
            "---\nproject: Export\nversion: \"1.2\"\n---\n\n# Plan for {project}\n\n**Version**: {version} | **Status**: Draft\n\n## Goals\n\nx\n\n| a | b |\n|---|---|\n| Import | x |\n"
        )
    };
    for (project, version) in
        [("Export", "v1.2"), ("**export**", "1.2 (draft)"), ("Export of invoices", "TBD"), ("Export", "{VERSION}")]
    {
        let found = found(template, &source(project, version));
        assert!(
            found.iter().all(|line| line.starts_with("unfilled")) || version == "TBD",
            "{project} {version}: {found:#?}"
        );
        assert!(!found.iter().any(|line| line.starts_with("inconsistent")), "{found:#?}");
    }
    let bad = source("Import", "`1.3`");
    assert_eq!(
        found(template, &bad),
        [
            "inconsistent-value [Import] Project is \"Import\" here and \"Export\" in the front matter: make them one",
            "inconsistent-value [1.3] Version is \"1.3\" here and \"1.2\" in the front matter: make them one",
        ]
    );
    assert_eq!(fixed(template, &bad, "Set to \"1.2\", as in the front matter"), source("Import", "`1.2`"));
}

#[test]
fn a_name_for_a_kind_of_value_binds_nothing() {
    let template = "---\ncreated: {YYYY-MM-DD}\nowner: {name}\n---\n\n# {title}\n\n**Reviewed:** {YYYY-MM-DD}\n**Lead:** {name}\n\n## Goals\n\n{goals}\n";
    let source =
        "---\ncreated: 2026-01-01\nowner: Ada\n---\n\n# T\n\n**Reviewed:** 2026-02-01\n**Lead:** Bo\n\n## Goals\n\nx\n";
    assert_eq!(found(template, source), [""; 0]);
}

#[test]
fn a_title_is_wanted_where_the_template_has_one() {
    let template = "# Plan: {Feature}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n";
    let body = "## Goals\n\nx\n\n## Risks\n\ny\n";
    for (source, expected) in [
        (body.to_owned(), format!("# Plan: {{Feature}}\n\n{body}")),
        (format!("---\na: b\n---\n{body}"), format!("---\na: b\n---\n\n# Plan: {{Feature}}\n\n{body}")),
        (format!("---\na: b\n---\n\n{body}"), format!("---\na: b\n---\n\n# Plan: {{Feature}}\n\n{body}")),
        (format!("<!-- mine 😀 -->\n\n{body}"), format!("<!-- mine 😀 -->\n\n# Plan: {{Feature}}\n\n{body}")),
        (format!("<!-- of goals -->\n{body}"), format!("# Plan: {{Feature}}\n\n<!-- of goals -->\n{body}")),
        (format!("Text.\n\n{body}"), format!("# Plan: {{Feature}}\n\nText.\n\n{body}")),
    ] {
        assert!(found(template, &source)[0].starts_with("missing-title ["), "{source}");
        assert_eq!(fixed(template, &source, "Insert the title \"Plan: {Feature}\""), expected);
    }
    for source in ["", "<!-- x -->\n"] {
        let mended = fixed(template, source, "Insert the title \"Plan: {Feature}\"");
        assert!(!found(template, &mended).iter().any(|line| line.starts_with("missing-title")), "{mended:?}");
    }
    for source in [
        format!("---\ntitle: Export\n---\n\n{body}"),
        format!("<h1>Export</h1>\n\n{body}"),
        format!("## Plan\n\n{}", body.replace("##", "###")),
        format!("Export\n======\n\n{body}"),
    ] {
        assert_eq!(found(template, &source), [""; 0], "{source}");
    }
}

#[test]
fn an_input_is_filled_in_wherever_it_stands() {
    let template = "# Plan: {Feature}\n\n**Team:** {Team}\n\n## Goals\n\n{Feature} by {Team}, see {Feature}\n\n```\n{Feature}\n```\n";
    let source = template.replacen("{Feature}", "Überblick 😀", 1);
    assert_eq!(
        titles(template, &source, "unfilled-placeholder")[..2],
        ["Fill in \"Überblick 😀\" from the title", "Fill in \"Überblick 😀\" in all 3 places"]
    );
    let once = fixed(template, &source, "Fill in \"Überblick 😀\" from the title");
    assert_eq!(once, source.replacen("{Feature}", "Überblick 😀", 1));
    let all = fixed(template, &source, "Fill in \"Überblick 😀\" in all 3 places");
    assert_eq!(all, source.replace("{Feature}", "Überblick 😀"));
    let team = source.replacen("{Team}", "Core", 1);
    assert_eq!(fixed(template, &team, "Fill in \"Core\" from \"Team\""), team.replace("{Team}", "Core"));
}

#[test]
fn a_directive_makes_a_name_one_value() {
    let body = "# {title}\n\n## Goals\n\nAsk {Squad}.\n\n## Risks\n\n- **Owner:** {Squad}\n";
    let source = "# T\n\n## Goals\n\nAsk {Squad}.\n\n## Risks\n\n- **Owner:** Core\n";
    assert_eq!(titles(body, source, "unfilled-placeholder"), [""; 0]);
    let template = format!("<!-- specls: inputs: Squad, Team -->\n\n{body}");
    assert_eq!(titles(&template, source, "unfilled-placeholder"), ["Fill in \"Core\" from \"Owner\""]);
    assert_eq!(Template::read("t", "t.md", &template).inputs(), ["title", "Squad", "Team"]);
}

#[test]
fn a_value_is_quoted_where_front_matter_asks_for_it() {
    let template = "---\ntitle: {Feature}\nalso: \"{Feature}\"\n---\n\n# {Feature}\n";
    let source = template.replace("# {Feature}", "# Say \"x\": y");
    let expected = "---\ntitle: \"Say \\\"x\\\": y\"\nalso: \"Say \\\"x\\\": y\"\n---\n\n# Say \"x\": y\n";
    let mended = fixed(template, &source, "Fill in \"Say \"x\": y\" in all 2 places");
    assert_eq!(mended, expected);
    assert_eq!(found(template, &mended), [""; 0]);
}

#[test]
fn nothing_panics_while_it_is_typed() {
    let source =
        format!("---\r\ntitle: \"Ü: 😀\nstatus: [ready\ncreated: 2026-02-30\ncreated: 仕様\n\tx: y\n---\n{BODY}");
    for template in [TEMPLATE, "+++\na = {b}\n+++\n", "---\n---\n", ""] {
        for source in [source.clone(), source.replace("---", "+++"), source.replace('\n', "\r")] {
            for (end, _) in source.char_indices().chain([(source.len(), ' ')]) {
                let snapshot = snapshot(template, &source[..end]);
                for finding in rules::check(&snapshot) {
                    assert!(source.get(finding.span.range()).is_some(), "{finding:?}");
                    for fix in rules::fixes(&snapshot, &finding) {
                        fix.edits.apply_to(&source[..end]);
                    }
                }
            }
        }
    }
    let deep = format!("---\na: {}\n---\n# T\n", "[".repeat(20_000));
    rules::check(&snapshot(TEMPLATE, &deep));
}
