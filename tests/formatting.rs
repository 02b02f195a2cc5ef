//! The laws of formatting, over the built-in templates in every shape, filled documents, other styles and random texts:
//! twice is once, nothing but what is named changes, the document is read as before, and no finding comes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "what is taken away from documents is another test's")]
mod support;

use proptest::prelude::*;
use specls::assist::{FormatOptions, format, format_range};
use specls::document::Document;
use specls::markdown::BlockKind;
use specls::rules::{self, Severity};
use specls::template::Template;
use specls::text::Span;
use specls::workspace::{Library, Snapshot};
use std::path::Path;
use std::sync::Arc;
use support::{SHAPES, assert_same};

const ALL: FormatOptions =
    FormatOptions { trim_trailing_whitespace: true, insert_final_newline: true, trim_final_newlines: true };

const OPTIONS: [FormatOptions; 3] = [
    FormatOptions { trim_trailing_whitespace: false, insert_final_newline: false, trim_final_newlines: false },
    FormatOptions { trim_trailing_whitespace: true, insert_final_newline: false, trim_final_newlines: true },
    ALL,
];

fn snapshot(source: &str, template: &Arc<Template>) -> Snapshot {
    Snapshot::new(Document::parse(source), Some(template.clone()))
}

fn formatted(source: &str, template: &Arc<Template>, options: FormatOptions) -> String {
    format(&snapshot(source, template), options).apply_to(source)
}

/// The blocks of a document: what they are, how deep they are, and of code blocks the code.
fn blocks(source: &str) -> Vec<(usize, String)> {
    let document = Document::parse(source);
    let whole = Span::new(0, document.len());
    let shown = document.blocks(whole).map(|block| {
        let chunk = block.chunk();
        let depth = std::iter::successors(block.item.parent, |&parent| chunk.blocks()[parent as usize].parent).count();
        let name = match &block.item.kind {
            BlockKind::Heading(heading) => format!("{} {}", heading.level, title(block.text(heading.title))),
            BlockKind::Code { body, .. } => block.text(*body).trim_end().replace("\r\n", "\n"),
            kind => format!("{:?}", std::mem::discriminant(kind)),
        };
        (depth, name)
    });
    shown.collect()
}

/// A heading's text, which may have several lines, without digits.
fn title(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join(" ")
}

/// The lines that are not blank, without the white space at their ends and without digits, those of the front matter apart.
fn lines(source: &str) -> (Vec<String>, Vec<String>) {
    let front = Document::parse(source).front_matter().map_or(0, |matter| matter.span.end);
    let lines = |text: &str| text.lines().map(plain).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let mut keys = lines(&source[..front]);
    keys.sort();
    (keys, lines(&source[front..]))
}

fn plain(line: &str) -> String {
    line.trim_end_matches([' ', '\t', '\r']).chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What is said of a document: severity and rule.
fn findings(source: &str, template: &Arc<Template>) -> Vec<(Severity, &'static str)> {
    let mut found: Vec<_> =
        rules::check(&snapshot(source, template)).iter().map(|finding| (finding.severity, finding.rule.id)).collect();
    found.sort();
    found
}

/// Holds `source` to the laws. Gives it formatted.
fn lawful(source: &str, template: &Arc<Template>, options: FormatOptions, context: &str) -> String {
    let once = formatted(source, template, options);
    assert_same(&formatted(&once, template, options), &once, &format!("{context}, twice"));
    assert_eq!(lines(&once), lines(source), "{context}: {source:?}");
    assert_eq!(blocks(&once), blocks(source), "{context}: {source:?} {once:?}");
    once
}

fn lawful_in_all_shapes(source: &str, template: &Arc<Template>, context: &str) {
    for shape in SHAPES.into_iter().filter(|shape| !shape.numbered) {
        let source = shape.apply(source);
        let squeezed = squeezed(&source);
        let wide = source.replace("\n\n", "\n\n\n").replace("\r\n\r\n", "\r\n\r\n\r\n");
        for source in [source, squeezed, wide] {
            for options in [OPTIONS[0], ALL] {
                let context = format!("{context} {shape:?} {options:?}");
                let once = lawful(&source, template, options, &context);
                if once != source {
                    assert_eq!(findings(&once, template), findings(&source, template), "{context}");
                }
            }
        }
    }
}

/// `source` without the blank lines behind its headings.
fn squeezed(source: &str) -> String {
    let document = Document::parse(source);
    let mut squeezed = source.to_owned();
    for section in document.sections().iter().rev() {
        let body = &source[section.body.start..section.body.end.max(section.body.start)];
        let blank = body.len() - body.trim_start_matches(['\r', '\n']).len();
        // Blank lines at the end of a text are its own.
        if blank < body.len() {
            squeezed.replace_range(section.body.start..section.body.start + blank, "");
        }
    }
    squeezed
}

#[test]
fn the_built_in_templates_are_formatted_by_law() {
    let library = Library::builtin();
    for template in library.templates() {
        lawful_in_all_shapes(&template.skeleton().plain(), template, &template.id);
    }
}

#[test]
fn filled_documents_are_formatted_by_law() {
    let library = Library::builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/filled");
    for template in library.templates() {
        let source = std::fs::read_to_string(folder.join(&template.id).with_extension("md")).unwrap();
        lawful_in_all_shapes(&source, template, &template.id);
    }
}

#[test]
fn documents_in_other_styles_are_formatted_by_law() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/styles");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let template = Arc::new(Template::read("style", "style.md", &read("template.md")));
        for name in ["template.md", "filled.md", "draft.md"] {
            lawful_in_all_shapes(&read(name), &template, &format!("{} {name}", folder.display()));
            count += 1;
        }
    }
    assert!(count >= 30, "{count}");
}

/// A template with all that formatting knows.
fn template() -> Arc<Template> {
    let source = "---\nstatus: {status}\nowner: {owner}\ntags: [a]\n---\n\n# {title}\n\n## Goals\n\n{goals}\n\n## Parts\n\n\
                  ### Component 1: {name}\n\n{x}\n\n### Component 2: {name}\n\n{x}\n\n## Risks\n\n{risks}\n";
    Arc::new(Template::read("t", "t.md", source))
}

#[test]
fn what_is_named_is_mended_and_all_else_stays() {
    let source = "---\n# Who\nowner: Ada\nmine: 1\nstatus: draft\n---\n# T\n\n\n\n## Goals\nText  \nbroken. \n\n* * *\n<!-- of it -->\n## Parts\n\
                  <!-- below -->\n\n\n\nText\n### Component 1: A\n### Component 1: B\n\n\n\nRisks\n---\nNone.\n\n\n";
    let expected = "---\nstatus: draft\nmine: 1\n# Who\nowner: Ada\n---\n# T\n\n## Goals\n\nText  \nbroken.\n\n* * *\n<!-- of it -->\n## Parts\n\
                    <!-- below -->\n\n\n\nText\n\n### Component 1: A\n\n### Component 2: B\n\nRisks\n---\n\nNone.\n";
    for (source, expected) in [
        (source.to_owned(), expected.to_owned()),
        (source.replace('\n', "\r\n"), expected.replace('\n', "\r\n")),
        (source.trim_end().to_owned(), expected.to_owned()),
    ] {
        assert_same(&lawful(&source, &template(), ALL, "mended"), &expected, "mended");
    }
    let kept = formatted(source, &template(), FormatOptions::default());
    assert!(kept.ends_with("None.\n\n\n") && kept.contains("broken. \n"), "{kept}");
}

#[test]
fn white_space_that_matters_stays() {
    let source = "# T\n\n## Goals\n\n```\ncode  \n\n\n## no \n```\n\n    indented \n\n<pre>\nx \n</pre>\n\n`a \nb` <!-- c \nd --> e\\\nf\n\u{a0}\n\n## Risks\n\n- a\n\n  ```\n  b\n\n";
    assert_same(&lawful(source, &template(), ALL, "kept"), source, "kept");
}

#[test]
fn a_template_may_have_no_blank_line_behind_its_headings() {
    let template = Arc::new(Template::read("t", "t.md", "# {title}\n\n## Goals\n{goals}\n\n## Risks\n{risks}\n"));
    let source = "# T\nText.\n## Goals\nText.\n\n\n\n## Risks\n\n\nNone.\n";
    let expected = "# T\nText.\n\n## Goals\nText.\n\n## Risks\n\nNone.\n";
    assert_same(&lawful(source, &template, ALL, "touching"), expected, "touching");
}

#[test]
fn a_range_is_formatted_alone() {
    let source = "---\nowner: Ada\nstatus: draft\n---\n# T\n## Goals\nText \n## Risks\nNone. \n\n\n";
    let at = source.find("## Goals").unwrap();
    let snapshot = snapshot(source, &template());
    let made = format_range(&snapshot, Span::new(at, at + 1), ALL).apply_to(source);
    assert_same(&made, &source.replace("# T\n## Goals", "# T\n\n## Goals"), "one line");
    let made = format_range(&snapshot, Span::new(at, at + 10), ALL).apply_to(source);
    let expected = source.replace("# T\n## Goals\nText ", "# T\n\n## Goals\n\nText");
    assert_same(&made, &expected, "two lines");
    assert_same(
        &format_range(&snapshot, Span::new(0, source.len()), ALL).apply_to(source),
        &formatted(source, &template(), ALL),
        "all",
    );
}

#[test]
fn nothing_is_done_without_a_template() {
    let document = Document::parse("# T\n## Goals\nText \n\n\n");
    assert!(format(&Snapshot::new(document, None), ALL).is_empty());
    assert!(format(&snapshot("", &template()), ALL).is_empty());
}

/// Lines of which small documents are made.
const LINES: [&str; 36] = [
    "",
    "",
    "",
    "  ",
    "\t",
    "# T",
    "## Goals",
    "## Goals ##  ",
    "### Component 1: é😀",
    "### Component 2: 仕",
    "## 1. A",
    "## 2. B",
    "### 2.1 C",
    "text",
    "text  ",
    "text\\",
    "- item",
    "- [ ] ",
    "1. ",
    "  - deep",
    "- ",
    "> quote ",
    "```",
    "~~~ ",
    "---",
    "***",
    "===",
    "<!-- c -->",
    "<!-- open",
    "-->",
    "    code ",
    "<div>",
    "</div>",
    "| a | b | ",
    "| - | - |",
    "\u{a0}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn small_texts_are_formatted_by_law(
        front in prop::sample::select(vec!["", "\u{feff}", "---\ntags: [b]\nstatus: x \n# c\nowner: y\n---\n", "---\nb: [\nstatus: x\n---\n"]),
        picked in prop::collection::vec(prop::sample::select(LINES.to_vec()), 0..14),
        crlf: bool,
        ended: bool,
        option in 0..3_usize,
    ) {
        let source = format!("{front}{}{}", picked.join("\n"), if ended { "\n" } else { "" });
        let source = if crlf { source.replace('\n', "\r\n") } else { source };
        lawful(&source, &template(), OPTIONS[option], "small");
    }
}
