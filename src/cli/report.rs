//! Findings for people, as rustc prints them: the line concerned, the template's line that asks for
//! it, and what to do.

use super::found::Found;
use crate::rules::{Fix, Severity};
use crate::text::{Encoding, Span, Text};
use crate::workspace::{Problem, Snapshot};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt::Write as _;
use std::ops::Range;

/// More lines than this say no more of where a finding lies than its first line does.
const LINES: u32 = 4;

/// The report of one file's findings; its hints are only counted, without `hints` not even that.
pub(super) fn file(renderer: &Renderer, path: &str, snapshot: &Snapshot, found: &[Found], hints: bool) -> String {
    let text = snapshot.document().text();
    let template = snapshot.template().map(|template| template.document.text());
    let mut report = String::new();
    for found in found.iter().filter(|found| found.finding.severity > Severity::Hint) {
        report += &one(renderer, path, text, template, found);
    }
    if let Some(title) = Some(count_hints(found)).filter(|title| hints && !title.is_empty()) {
        let group = Level::NOTE.with_name("hint").primary_title(title).element(Origin::path(path));
        _ = write!(report, "{}\n\n", renderer.render(&[group]));
    }
    report
}

fn one(renderer: &Renderer, path: &str, text: &Text, template: Option<&Text>, found: &Found) -> String {
    let Found { finding, fixes } = found;
    let window = Window::new(text, finding.span);
    let mark = AnnotationKind::Primary.span(window.mark);
    let snippet = Snippet::source(window.source).line_start(window.line).path(path).annotation(mark);
    let title = level(finding.severity).primary_title(&finding.message).id(finding.rule.id);
    let mut group = title.element(snippet);
    if let Some((wanted, template)) = finding.wanted.as_ref().zip(template) {
        let asks = Window::new(template, wanted.span);
        let mark = AnnotationKind::Context.span(asks.mark).label("the template asks for it here");
        group = group.element(Snippet::source(asks.source).line_start(asks.line).path(&*wanted.path).annotation(mark));
    }
    if let Some(fix) = fixes.first() {
        group = group.element(Level::HELP.message(advice(text, fix)));
    }
    format!("{}\n\n", renderer.render(&[group] as &[Group<'_>]))
}

/// The report of a mistake in the configuration, which is the text of the file at `path`.
pub(super) fn problem(renderer: &Renderer, path: &str, text: &str, problem: &Problem) -> String {
    let title = Level::ERROR.primary_title(&problem.message);
    let help = Level::HELP.message(&*problem.remedy);
    let group = if text.is_empty() {
        title.element(Origin::path(path)).element(help)
    } else {
        let window = Window::new(&Text::new(text), problem.span);
        let mark = AnnotationKind::Primary.span(window.mark);
        let snippet = Snippet::source(window.source).line_start(window.line).path(path).annotation(mark);
        title.element(snippet).element(help)
    };
    format!("{}\n\n", renderer.render(&[group] as &[Group<'_>]))
}

/// What the fix does, and where: the finding itself may lie far from there.
fn advice(text: &Text, fix: &Fix) -> String {
    match &fix.edits[..] {
        [edit] => format!("{} (line {})", fix.title, text.position(edit.span.start, Encoding::Utf32).line + 1),
        _ => fix.title.clone(),
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

/// `14 unfilled-placeholder, 2 vague-wording`; empty where there is none.
fn count_hints(found: &[Found]) -> String {
    let mut rules: Vec<(&str, usize)> = Vec::new();
    for Found { finding, .. } in found.iter().filter(|found| found.finding.severity == Severity::Hint) {
        match rules.iter_mut().find(|(id, _)| *id == finding.rule.id) {
            Some((_, count)) => *count += 1,
            None => rules.push((finding.rule.id, 1)),
        }
    }
    rules.iter().map(|(id, count)| format!("{count} {id}")).collect::<Vec<_>>().join(", ")
}

/// The few lines around a finding. A whole file costs a thousand times more to render, and any span
/// off a char boundary would panic: this one is made of whole lines and clamped to them.
struct Window {
    /// The lines, each ended by LF whatever the document has.
    source: String,
    /// The number of the first, from 1.
    line: usize,
    /// The finding, in `source`.
    mark: Range<usize>,
}

impl Window {
    fn new(text: &Text, span: Span) -> Self {
        let line_of = |offset| text.position(offset, Encoding::Utf8).line;
        let first = line_of(span.start);
        let last = line_of(span.end.max(span.start));
        let last = if last - first < LINES { last } else { first };
        let mut window = Self { source: String::new(), line: first as usize + 1, mark: 0..0 };
        for line in first..=last {
            let Some(at) = text.line(line as usize) else { break };
            let base = window.source.len();
            let content = text.slice(at);
            let place = |offset: usize| base + floor(&content, offset.clamp(at.start, at.end) - at.start);
            if line == first {
                window.mark.start = place(span.start);
            }
            window.mark.end = place(span.end).max(window.mark.start);
            window.source.push_str(&content);
            window.source.push('\n');
        }
        window
    }
}

/// `offset` moved back to a char boundary.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{About, Example, Finding, Rule, Wanted, Weight};
    use crate::text::{Edit, Edits};
    use expect_test::expect;
    use proptest::prelude::*;

    static RULE: Rule = Rule {
        id: "missing-section",
        summary: "",
        explanation: "",
        example: Example { template: "", bad: "", good: "" },
        weight: Weight::Gap,
        check: |_, _| (),
        fixes: |_, _| Vec::new(),
    };

    const TEMPLATE: &str = "# {Title}\n\n## Goals\n";

    fn found(span: Span, severity: Severity, fixes: Vec<Fix>) -> Found {
        let wanted =
            Wanted { path: "builtin:feature".into(), span: Span::new(11, 19), line: 2, text: "## Goals".into() };
        let finding = Finding {
            rule: &RULE,
            severity,
            span,
            message: "Section \"Goals\" is missing".to_owned(),
            section: Some("Goals".to_owned()),
            wanted: Some(wanted),
            about: About::Text(None),
        };
        Found { finding, fixes }
    }

    fn show(text: &Text, found: &Found) -> String {
        one(&Renderer::plain(), "a.md", text, Some(&Text::new(TEMPLATE)), found)
    }

    #[test]
    fn a_report_names_the_gap_the_place_and_the_remedy() {
        let text = Text::new("\r\n# Caf\u{e9} \u{1f600} page\r\n\r\n## Risks\r\n");
        let fix = Fix {
            title: "Insert section \"Goals\"".to_owned(),
            edits: Edits::from(Edit::insert(22, "## Goals\r\n\r\n")),
            safe: true,
        };
        let report = show(&text, &found(Span::new(4, 18), Severity::Warning, vec![fix]));
        expect![[r#"
            warning[missing-section]: Section "Goals" is missing
             --> a.md:2:3
              |
            2 | # Café 😀 page
              |   ^^^^^^^^^^^
              |
             ::: builtin:feature:3:1
              |
            3 | ## Goals
              | -------- the template asks for it here
              |
              = help: Insert section "Goals" (line 3)

        "#]]
        .assert_eq(&report);
    }

    #[test]
    fn hints_are_counted_by_rule() {
        let hint = |_| found(Span::at(0), Severity::Hint, Vec::new());
        assert_eq!(count_hints(&[0, 1].map(hint)), "2 missing-section");
        assert_eq!(count_hints(&[]), "");
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(source in "[a\t\\n\\ré😀仕\u{0}\u{2028}\u{feff}]{0,40}", start in 0usize..200, length in 0usize..200) {
            let found = found(Span::new(start, start + length), Severity::Error, Vec::new());
            show(&Text::new(&source), &found);
        }
    }
}
