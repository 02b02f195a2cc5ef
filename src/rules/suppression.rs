//! What a document's `ignore` directives leave out.

use super::{Finding, Rule};
use crate::document::{Document, Located};
use crate::markdown::{self, BlockKind};
use crate::template::{Directive, Scope};
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::HashMap;

/// An `ignore` directive.
struct Suppression {
    /// The rules that it names, and where.
    rules: Vec<(Span, &'static Rule)>,
    /// Which findings it is about: those that begin in here.
    covers: Span,
}

impl Suppression {
    /// Those of the document that can be read and name only rules that there are.
    fn all(document: &Document) -> Vec<Self> {
        let whole = Span::new(0, document.len());
        let blocks = OnceCell::new();
        let blocks = || blocks.get_or_init(|| text_blocks(document)).as_slice();
        let all = document.directives(whole).filter_map(|raw| {
            let (scope, rules) = rules(raw)?;
            let comment = raw.span(raw.item.span);
            Some(Self { rules, covers: covers(document, &blocks, comment, scope)? })
        });
        all.collect()
    }
}

/// The rules that an `ignore` directive names, and where; `None` where it cannot be read or names one that there is not.
pub(super) fn rules(raw: Located<'_, markdown::Directive>) -> Option<(Scope, Vec<(Span, &'static Rule)>)> {
    let Ok(Directive::Ignore { scope, rules, .. }) = Directive::read(raw) else { return None };
    let (value, base) = (raw.text(raw.item.value), raw.span(raw.item.value).start);
    let mut from = 0;
    let rules = rules.into_iter().map(|id| {
        // In order, so that each is found at its own place.
        let at = from + value[from..].find(id)?;
        from = at + id.len();
        Some((Span::new(base + at, base + from), super::find(id)?))
    });
    Some((scope, rules.collect::<Option<Vec<_>>>()?))
}

/// The directive whose comment holds `offset`. Looked for from there backwards: comments are short.
pub(super) fn directive_at(document: &Document, offset: usize) -> Option<Located<'_, markdown::Directive>> {
    const FEW: usize = 256;
    let widths = std::iter::successors(Some(FEW), |width| (*width < offset).then(|| width.saturating_mul(4)));
    let mut windows = widths.map(|width| Span::new(offset.saturating_sub(width), offset + 1));
    let found = windows.find_map(|window| document.directives(window).last())?;
    Some(found).filter(|raw| offset < raw.span(raw.item.span).end)
}

/// Where each rule's findings are left out: by the start of the place, with the furthest end so far.
type Places = HashMap<&'static str, Vec<(usize, usize)>>;

fn places(suppressions: &[Suppression]) -> Places {
    let mut places = Places::new();
    for suppression in suppressions {
        for (_, rule) in &suppression.rules {
            places.entry(rule.id).or_default().push((suppression.covers.start, suppression.covers.end));
        }
    }
    for places in places.values_mut() {
        places.sort_unstable();
        let mut furthest = 0;
        for (_, end) in places {
            furthest = furthest.max(*end);
            *end = furthest;
        }
    }
    places
}

fn is_suppressed(places: &Places, finding: &Finding) -> bool {
    let at = finding.span.start;
    places.get(finding.rule.id).is_some_and(|places| {
        let ahead = &places[..places.partition_point(|(start, _)| *start <= at)];
        ahead.last().is_some_and(|(_, end)| at < *end)
    })
}

/// Takes away the findings that the document asks to ignore. Returns what ignores nothing, of the rules
/// that `runs` says ran: the rules' names in comments.
pub(super) fn apply(
    document: &Document,
    runs: impl Fn(&Rule) -> bool,
    list: &mut Vec<Finding>,
) -> Vec<(Span, &'static Rule)> {
    if document.directives(Span::new(0, document.len())).next().is_none() {
        return Vec::new();
    }
    let suppressions = Suppression::all(document);
    let mut starts: HashMap<&str, Vec<usize>> = HashMap::new();
    for finding in &*list {
        starts.entry(finding.rule.id).or_default().push(finding.span.start);
    }
    starts.values_mut().for_each(|starts| starts.sort_unstable());
    let is_found = |rule: &Rule, covers: Span| {
        let starts = starts.get(rule.id).map_or(&[][..], Vec::as_slice);
        starts.get(starts.partition_point(|start| *start < covers.start)).is_some_and(|start| *start < covers.end)
    };
    let ran: HashMap<&str, bool> = super::all().iter().map(|rule| (rule.id, runs(rule))).collect();
    let unused = suppressions.iter().flat_map(|Suppression { rules, covers }| {
        let is_unused = |(_, rule): &(Span, &Rule)| ran.get(rule.id) == Some(&true) && !is_found(rule, *covers);
        rules.iter().copied().filter(is_unused)
    });
    let unused = unused.collect();
    let places = places(&suppressions);
    list.retain(|finding| !is_suppressed(&places, finding));
    unused
}

/// The blocks that are more than comments, by place.
fn text_blocks(document: &Document) -> Vec<Span> {
    let is_more = |kind: &BlockKind| !matches!(kind, BlockKind::Html { comments_only: true });
    let blocks = document.blocks(Span::new(0, document.len())).filter(|block| is_more(&block.item.kind));
    blocks.map(|block| block.span(block.item.span)).collect()
}

/// The place that a directive is about, `blocks` giving all that are more than comments; `None` where there is none.
fn covers<'a>(document: &Document, blocks: &impl Fn() -> &'a [Span], comment: Span, scope: Scope) -> Option<Span> {
    match scope {
        Scope::Document => Some(Span::new(0, document.len() + 1)),
        Scope::Section => {
            let section = document.section_at(comment.start)?;
            let extent = document.sections()[section].extent;
            // What lies behind the text's last character lies in its last section.
            Some(if extent.end == document.len() { Span::new(extent.start, extent.end + 1) } else { extent })
        }
        Scope::Here => {
            let span = match stands_alone(document, comment) {
                true => block_behind(blocks(), comment),
                false => Some(comment),
            };
            // With no block behind it, it is about nothing.
            let Some(span) = span else { return Some(Span::at(comment.start)) };
            let (first, last) = (document.text().line_at(span.start), document.text().line_at(span.end));
            // Up to the line's end: an empty value lies there.
            Some(Span::new(first.start, last.end + 1))
        }
    }
}

/// Whether nothing else is on the comment's lines.
pub(super) fn stands_alone(document: &Document, comment: Span) -> bool {
    let (start, end) = (document.text().line_start(comment.start), document.text().line_at(comment.end).end);
    let before = document.slice(Span::new(start.min(comment.start), comment.start));
    let behind = document.slice(Span::new(comment.end, end.max(comment.end)));
    before.trim().is_empty() && behind.trim().is_empty()
}

/// The first of `blocks` behind `comment`.
fn block_behind(blocks: &[Span], comment: Span) -> Option<Span> {
    blocks.get(blocks.partition_point(|block| block.start < comment.end)).copied()
}
