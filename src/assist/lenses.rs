//! Lines above headings: how far the document and its sections have come.

use super::progress::Progress;
use crate::document::Document;
use crate::rules::Finding;
use crate::text::Span;
use crate::workspace::Snapshot;

/// A line above another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it stands above, in bytes: on one line.
    pub span: Span,
    /// How far the document or the section has come: `12 of 18 sections, 43 placeholders`; `3 gaps` where sections and
    /// placeholders are done and other things are missing, `done` where nothing is.
    pub label: String,
    /// Whether it is that of the document.
    pub whole: bool,
    /// Where to look for the next gap from, in bytes; `None` where nothing is left to do.
    pub gaps_from: Option<usize>,
}

/// One lens for the document, at its title or its first line, and one for each section at the top of its template, by
/// place; none where the document follows no template.
///
/// `findings` are the snapshot's. A line that comes and goes moves the text under it. So these stand as long as their headings do: a section that is
/// done says so.
pub fn lenses(snapshot: &Snapshot, findings: &[Finding]) -> Vec<Lens> {
    let Some((document, _, alignment)) = snapshot.aligned() else { return Vec::new() };
    let title = alignment.title();
    let place = title.map_or_else(|| first_line(document), |title| document.sections()[title].heading);
    let (whole, progress) = Progress::all(snapshot);
    let gaps_in_all = gaps(findings, Span::new(0, document.len()));
    let mut lenses = vec![lens(document, place, 0, (whole, gaps_in_all), true)];
    for (section, progress) in progress.into_iter().enumerate().filter(|&(section, _)| Some(section) != title) {
        if alignment.pair(section).is_some_and(|pair| pair.owner.is_none()) {
            let (heading, extent) = (document.sections()[section].heading, document.sections()[section].extent);
            lenses.push(lens(document, heading, heading.start, (progress, gaps(findings, extent)), false));
        }
    }
    lenses.sort_by_key(|lens| (lens.span.start, !lens.whole));
    lenses
}

/// How many of `findings`, by place, lie in `span` and say that something is missing.
fn gaps(findings: &[Finding], span: Span) -> usize {
    let from = findings.partition_point(|finding| finding.span.start < span.start);
    let inside = findings[from..].iter().take_while(|finding| finding.span.start <= span.end);
    inside.filter(|finding| finding.span.end <= span.end && finding.is_gap()).count()
}

fn lens(document: &Document, place: Span, from: usize, (progress, gaps): (Progress, usize), whole: bool) -> Lens {
    let line = document.text().line_at(place.start);
    let span = Span::new(place.start, place.end.min(line.end).max(place.start));
    let label = match (progress.is_done(), gaps) {
        (false, _) => progress.to_string(),
        (true, 0) => "done".to_owned(),
        (true, 1) => "1 gap".to_owned(),
        (true, gaps) => format!("{gaps} gaps"),
    };
    let done = progress.is_done() && gaps == 0;
    Lens { span, label, whole, gaps_from: (!done).then_some(from) }
}

/// The first line behind the front matter that is not blank.
fn first_line(document: &Document) -> Span {
    let front = document.front_matter().map_or(0, |matter| matter.span.end);
    let start = document.text().content_start(front);
    Span::new(start, document.text().line_at(start).end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str =
        "# {title}\n\n## Goals\n\n{the goals}\n\n### Scope\n\n{the scope}\n\n## Risks\n\n{the risks}\n";

    fn shown(source: &str) -> Vec<String> {
        let snapshot = Snapshot::new(Document::parse(source), Some(Arc::new(Template::read("t", "t.md", TEMPLATE))));
        let found = lenses(&snapshot, &rules::check(&snapshot));
        found
            .iter()
            .map(|lens| format!("{} | {} {:?}", &source[lens.span.range()], lens.label, lens.gaps_from))
            .collect()
    }

    #[test]
    fn the_document_and_its_sections_say_how_far_they_have_come() {
        let expected = [
            "# 仕 😀 | 2 of 3 sections, 1 placeholder Some(0)",
            "## Goals | 0 of 1 section, 1 placeholder Some(12)",
            "Risks | done None",
        ];
        assert_eq!(shown("# 仕 😀\n\n## Goals\n\n{the goals}\n\nRisks\n---\n\nR.\n\n## Mine\n\nM.\n"), expected);
    }

    #[test]
    fn what_is_no_section_and_no_placeholder_is_a_gap() {
        let source = "# T\n\n## Goals\n\nG [REQUIRED_INPUT].\n\n### Scope\n\nS.\n\n## Risks\n\n";
        let expected = ["# T | 2 gaps Some(0)", "## Goals | 1 gap Some(5)", "## Risks | 1 gap Some(51)"];
        assert_eq!(shown(source), expected);
    }

    #[test]
    fn a_lens_stays_where_its_heading_is() {
        let whole = "# T\n\n## Goals\n\n{the goals}\n\n### Scope\n\nS.\n\n## Risks\n\n{the risks}\n";
        let places = |source: &str| -> Vec<String> {
            shown(source).iter().map(|lens| lens.split(" |").next().unwrap_or_default().to_owned()).collect()
        };
        for end in whole.find("{the risks}").unwrap()..=whole.len() {
            assert_eq!(places(&whole[..end]), places(whole), "{end}");
        }
        assert_eq!(places(&whole.replace("{the goals}", "G.").replace("{the risks}", "R.")), places(whole));
        assert_eq!(shown(&whole.replace("{the goals}", "G.").replace("{the risks}", "R."))[0], "# T | done None");
    }

    #[test]
    fn a_document_without_a_title_has_its_lens_at_its_first_line() {
        assert_eq!(shown("---\na: b\n---\n\nText 😀\r\n"), ["Text 😀 | 0 of 3 sections Some(0)"]);
        assert_eq!(shown(""), [" | 0 of 3 sections Some(0)"]);
        assert!(lenses(&Snapshot::new(Document::parse("# T\n"), None), &[]).is_empty());
    }
}
