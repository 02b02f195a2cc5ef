//! What a document's `ignore` directives leave out.

use super::{Finding, Rule};
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::template::{Directive, Scope};
use crate::text::Span;

/// An `ignore` directive.
pub(super) struct Suppression {
    /// Its comment.
    pub(super) comment: Span,
    /// The rules that it names, and where.
    pub(super) rules: Vec<(Span, &'static Rule)>,
    /// Which findings it is about: those that begin in here.
    covers: Span,
}

impl Suppression {
    /// Those of the document that can be read and name only rules that there are.
    pub(super) fn all(document: &Document) -> Vec<Self> {
        let directives = document.directives(Span::new(0, document.len()));
        let all = directives.filter_map(|raw| {
            let Ok(Directive::Ignore { scope, rules, .. }) = Directive::read(raw) else { return None };
            let comment = raw.span(raw.item.span);
            let (value, base) = (raw.text(raw.item.value), raw.span(raw.item.value).start);
            let mut from = 0;
            let rules = rules.into_iter().map(|id| {
                // In order, so that each is found at its own place.
                let at = from + value[from..].find(id)?;
                from = at + id.len();
                Some((Span::new(base + at, base + from), super::find(id)?))
            });
            let rules = rules.collect::<Option<Vec<_>>>()?;
            Some(Self { comment, rules, covers: covers(document, comment, scope)? })
        });
        all.collect()
    }

    fn suppresses(&self, finding: &Finding) -> bool {
        let at = finding.span.start;
        self.covers.start <= at && at < self.covers.end && self.rules.iter().any(|(_, rule)| rule.id == finding.rule.id)
    }
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
    let unused = suppressions.iter().flat_map(|suppression| {
        suppression.rules.iter().copied().filter(|(_, rule)| {
            let found = |finding: &Finding| finding.rule.id == rule.id && suppression.suppresses(finding);
            runs(rule) && !list.iter().any(found)
        })
    });
    let unused = unused.collect();
    list.retain(|finding| !suppressions.iter().any(|suppression| suppression.suppresses(finding)));
    unused
}

/// The place that a directive is about; `None` where there is none.
fn covers(document: &Document, comment: Span, scope: Scope) -> Option<Span> {
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
                true => block_behind(document, comment),
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

/// The first block behind `comment` that is more than comments.
fn block_behind(document: &Document, comment: Span) -> Option<Span> {
    let rest = Span::new(comment.end, document.len());
    let is_more = |kind: &BlockKind| !matches!(kind, BlockKind::Html { comments_only: true });
    document.blocks(rest).find(|block| is_more(&block.item.kind)).map(|block| block.span(block.item.span))
}
