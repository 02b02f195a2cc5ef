//! Templates in the manner of others, each with a document that is filled in well and a draft that
//! still holds text of the template: `tests/styles/NAME/{template,filled,draft}.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/gap.rs"]
mod gap;
#[path = "support/removal.rs"]
mod removal;

use gap::snapshot;
use removal::each_section_taken_away;
use specls::rules::{self, Finding, Severity};
use specls::template::Template;
use specls::text::Span;
use std::path::Path;
use std::sync::Arc;

/// A manner of writing templates.
struct Style {
    /// Its folder.
    name: &'static str,
    /// How many sections can be taken away from the filled document.
    sections: usize,
    /// What the draft still has of the template, in order, by the beginning of each text.
    left: &'static str,
}

/// The rules that report what is left of a template.
const LEFT: [&str; 5] =
    ["unfilled-placeholder", "required-input", "instruction-left", "undecided-choice", "sample-left"];

/// Block quotes say what to write.
const QUOTES: Style = Style {
    name: "quotes",
    sections: 7,
    left: "
        [Name of the change]
        > Copy this file
        > What does a reader need
        > Who has the problem
        > What others will see
        > What else was considered
        > *Remove this section
    ",
};

/// Paragraphs in italics say what to write.
const ITALICS: Style = Style {
    name: "italics",
    sections: 7,
    left: "
        <Title of the proposal>
        *Sections without content
        <names>
        _One paragraph that
        *Which earlier attempts
        *A list, each item
        *Say \"None\" if
        *What will people expect
        _Money and time
    ",
};

/// Headings of level 6 are questions, comments say what to answer; some levels are skipped.
const QUESTIONS: Style = Style {
    name: "questions",
    sections: 16,
    left: "
        Your short and telling title
        Keep it short.
        Enough that others could
        <package>
        <date>
        <coverage>
        <test>
        <link to its results>
        Any change counts
    ",
};

/// Headings hold comments; front matter whose placeholders hold choices.
const COMMENTS: Style = Style {
    name: "headings-with-comments",
    sections: 4,
    left: "
        {proposed | rejected
        {YYYY-MM-DD when
        <!-- required
        {Describe the context
        <!-- optional
        {driver 2
        <!-- numbers of drivers
        {title of option 2}
        {reason, e.g.
        <!-- optional
        {good consequence}
        {bad consequence}
        <!-- one subsection
        {example | description
    ",
};

/// Every section is a heading of level 1, with a link definition below it; there is no title.
const LEVEL_ONE: Style = Style {
    name: "level-one",
    sections: 7,
    left: "
        (fill me in with a unique name
        [example/rfcs#0000]
        [example/app#0000]
        One paragraph that explains
        The technical part.
        Why should we
        - What should be answered
    ",
};

/// A list of fields ahead of the first section, with links for placeholders; prose says what to write.
const HEADER_LIST: Style = Style {
    name: "header-list",
    sections: 7,
    left: "
        Feature name
        [XX-NNNN](NNNN-name.md)
        TBD
        [example/lang#NNNNN]
        https://forum.example.com/...
        When you fill in this template
        As an author, fill in
        Describe the problems
        Describe your solution
        Describe other ways
        If others helped
    ",
};

/// Numbered sections and appendices, tables, angle brackets.
const NUMBERED: Style = Style {
    name: "numbered",
    sections: 12,
    left: "
        <x.y>
        <role>
        <date>
        <term>
        <meaning>
        <List the kinds
        <Laws, machines
        <behaviour>
        Must / Should / Could
        <Function 2>
        <nn>
        <behaviour>
        <nn>
        Test / Review / Demonstration
        <role>
        <Where the requirements
        <x.y>
        <date>
        <what changed>
    ",
};

/// Front matter in TOML; mustaches.
const TOML: Style = Style {
    name: "toml-front-matter",
    sections: 5,
    left: "
        {{date}}
        {{team}}
        {{reviewer}}
        {{title}}
        {{what was decided}}
        {{second reason}}
        {{what it costs
    ",
};

/// Task boxes are the content.
const CHECKLISTS: Style = Style {
    name: "checklists",
    sections: 5,
    left: "
        ${version}
        ${link to the draft}
        ${language}
        ${version}
        ${name of a person
        [Add steps for this release]
        Go / Wait / No go
        ${names of all
        ${where it is
    ",
};

/// Chinese headings, full-width brackets and parentheses.
const CJK: Style = Style {
    name: "cjk",
    sections: 9,
    left: "
        【项目名称】
        【版本号】
        草稿 / 评审中
        （请说明为什么
        【目标二】
        【输出内容】
        【模块名称】
        【输入内容】
        【输出内容】
        （请填写响应
        （请填写。）
        【路径】
        【说明】
        【风险和对策】
    ",
};

const STYLES: [Style; 10] =
    [QUOTES, ITALICS, QUESTIONS, COMMENTS, LEVEL_ONE, HEADER_LIST, NUMBERED, TOML, CHECKLISTS, CJK];

impl Style {
    fn read(&self, file: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/styles").join(self.name);
        std::fs::read_to_string(folder.join(file)).unwrap()
    }

    fn template(&self) -> Arc<Template> {
        Arc::new(Template::read(self.name, "template.md", &self.read("template.md")))
    }
}

fn said(source: &str, finding: &Finding) -> String {
    format!("{} {:?}: {}", finding.rule.id, &source[finding.span.range()], finding.message)
}

#[test]
fn there_is_nothing_to_say_about_a_document_that_is_filled_in_well() {
    let mut all = Vec::new();
    for style in STYLES {
        for source in [style.read("filled.md"), style.read("filled.md").replace('\n', "\r\n")] {
            let found = rules::check(&snapshot(&source, &style.template()));
            let found = found.iter().filter(|finding| finding.severity > Severity::Hint);
            all.extend(found.map(|finding| format!("{}: {}", style.name, said(&source, finding))));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn a_section_taken_away_is_put_back_at_its_place() {
    let counts = STYLES.map(|style| {
        let count = |source: &str| each_section_taken_away(&style.template(), source, style.name);
        let source = style.read("filled.md");
        assert_eq!(count(&source), count(&source.replace('\n', "\r\n")));
        (style.name, count(&source))
    });
    assert_eq!(counts, STYLES.map(|style| (style.name, style.sections)));
}

#[test]
fn what_a_draft_still_has_of_its_template_is_found_and_nothing_else() {
    for style in STYLES {
        let source = style.read("draft.md");
        let mut found = rules::check(&snapshot(&source, &style.template()));
        found.retain(|finding| LEFT.contains(&finding.rule.id));
        // Paragraphs in a row are one finding.
        let all: Vec<Span> = found.iter().map(|finding| finding.span).collect();
        let mut from = 0;
        let mut overlooked = Vec::new();
        for text in style.left.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let start = from + source[from..].find(text).unwrap_or_else(|| panic!("{}: {text}", style.name));
            from = start + text.len();
            let touches = |span: &Span| span.start < from && span.end > start;
            if !all.iter().any(touches) {
                overlooked.push(text);
            }
            found.retain(|finding| !touches(&finding.span));
        }
        assert!(overlooked.is_empty(), "{}: {overlooked:#?}", style.name);
        let others: Vec<_> = found.iter().map(|finding| said(&source, finding)).collect();
        assert!(others.is_empty(), "{}: {others:#?}", style.name);
    }
}

#[test]
fn a_draft_lacks_no_section_that_it_has() {
    for style in STYLES {
        let source = style.read("draft.md");
        let found = rules::check(&snapshot(&source, &style.template()));
        // A section that holds only the template's instructions is empty, or has one left: either is right.
        let is_structure = |rule: &str| rule.ends_with("-section") && rule != "empty-section";
        let structure: Vec<_> = found.iter().filter(|finding| is_structure(finding.rule.id)).collect();
        let structure: Vec<_> = structure.into_iter().map(|finding| said(&source, finding)).collect();
        assert!(structure.is_empty(), "{}: {structure:#?}", style.name);
    }
}

#[test]
fn nothing_panics_on_any_beginning_of_a_document_in_another_script() {
    let template = CJK.template();
    for file in ["template.md", "filled.md", "draft.md"] {
        let source = CJK.read(file);
        for (end, _) in source.char_indices() {
            let snapshot = snapshot(&source[..end], &template);
            for finding in rules::check(&snapshot) {
                rules::fixes(&snapshot, &finding);
            }
        }
    }
}
