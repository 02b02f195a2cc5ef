//! What words of a document are: semantic tokens.

use super::requirement::{Mark, Prefixes, marks};
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, InlineKind};
use crate::rules::{owed, undecided};
use crate::template::{Pick, Reading, Template, ValueKind, pick};
use crate::text::Span;
use crate::workspace::Snapshot;
use std::cell::OnceCell;

/// What a token is; of two that overlap the former stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A placeholder that is left, or a marker such as `[REQUIRED_INPUT]`.
    Placeholder,
    /// Alternatives that nobody has picked from.
    Choice,
    /// The label of a field that the template asks for.
    Label,
    /// `MUST`, `SHALL NOT` and the other words of RFC 2119, upper case, in prose.
    Keyword,
    /// The id of a requirement: `REQ-12`.
    Id,
}

/// A text with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is, in bytes; it may go over several lines.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens that share a byte with `within`, by place, disjoint; none where the document follows no template.
pub fn tokens(snapshot: &Snapshot, within: Span) -> Vec<Token> {
    let Some((document, template, _)) = snapshot.aligned() else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |span: Span, kind| {
        if span.overlaps(within) && !span.is_empty() {
            found.push(Token { span, kind });
        }
    };
    snapshot.placeholders_in(within).iter().for_each(|placeholder| add(placeholder.span, TokenKind::Placeholder));
    owed(snapshot, near(document, within)).into_iter().for_each(|span| add(span, TokenKind::Placeholder));
    let keys = undecided_keys(document, template).into_iter();
    keys.chain(undecided(snapshot, within)).for_each(|span| add(span, TokenKind::Choice));
    snapshot.fields().iter().for_each(|field| add(field.label, TokenKind::Label));
    requirements(document, template, within, &mut add);
    found.sort_unstable_by_key(|token: &Token| token.span);
    disjoint(found)
}

/// `within` from the start of its section on: what is in it is found by where it begins.
fn near(document: &Document, within: Span) -> Span {
    let from = document.section_at(within.start).map_or(0, |section| document.sections()[section].extent.start);
    Span::new(from.min(within.start), within.end)
}

/// Those of `tokens`, which are by place, that overlap no more important one that stays; by place.
fn disjoint(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut from = 0;
    while from < tokens.len() {
        // Few overlap at all: only a run of those is looked at.
        let (mut to, mut end) = (from + 1, tokens[from].span.end);
        while to < tokens.len() && tokens[to].span.start < end {
            end = end.max(tokens[to].span.end);
            to += 1;
        }
        tokens[from..to].sort_unstable_by_key(|token| (token.kind, token.span));
        let first = kept.len();
        for &token in &tokens[from..to] {
            if !kept[first..].iter().any(|kept: &Token| kept.span.overlaps(token.span)) {
                kept.push(token);
            }
        }
        kept[first..].sort_unstable_by_key(|token| token.span);
        from = to;
    }
    kept
}

/// The values of front-matter keys whose alternatives are all still there.
fn undecided_keys(document: &Document, template: &Template) -> Vec<Span> {
    let Some(matter) = document.front_matter() else { return Vec::new() };
    let open = template.keys().iter().filter_map(|key| {
        let ValueKind::Choice { values, .. } = &key.kind else { return None };
        let value = matter.inner(matter.find(&key.name)?);
        (pick(values, matter.text(value)) == Pick::Undecided).then_some(value)
    });
    open.collect()
}

/// The keywords and ids of a chunk, from its start.
struct Required {
    template: Reading,
    marks: Vec<(Span, TokenKind)>,
}

/// Keywords and ids in prose, ids in headings too; not in quotes, code, addresses and comments.
fn requirements(document: &Document, template: &Template, within: Span, add: &mut impl FnMut(Span, TokenKind)) {
    let prefixes = OnceCell::new();
    for (base, chunk) in document.chunks_in(within) {
        let whole = Span::new(base, base + chunk.text().len());
        let required = chunk.memo_if(
            |known: &Required| known.template == *template.reading(),
            |_| {
                let prefixes = prefixes.get_or_init(|| Prefixes::of(&template.document));
                let mut marks = Vec::new();
                required(document, prefixes, whole, &mut |span, kind| {
                    marks.push((Span::new(span.start - base, span.end - base), kind));
                });
                Required { template: template.reading().clone(), marks }
            },
        );
        required.marks.iter().for_each(|&(span, kind)| add(span.shift(base), kind));
    }
}

/// Those in the blocks that begin inside `span`.
fn required(document: &Document, prefixes: &Prefixes, span: Span, add: &mut impl FnMut(Span, TokenKind)) {
    for block in document.blocks(span) {
        let (span, keywords) = match &block.item.kind {
            BlockKind::Heading(heading) => (heading.title, false),
            BlockKind::Paragraph | BlockKind::Cell => (block.item.span, true),
            _ => continue,
        };
        if is_quoted(&block) {
            continue;
        }
        let found = marks(block.text(span), prefixes);
        if found.is_empty() {
            continue;
        }
        let place = block.span(span);
        let silent = silent(document, place);
        for (range, mark) in found.into_iter().filter(|(_, mark)| keywords || *mark == Mark::Id) {
            let span = Span::new(range.start, range.end).shift(place.start);
            if !silent.iter().any(|silent| silent.overlaps(span)) {
                add(span, if mark == Mark::Id { TokenKind::Id } else { TokenKind::Keyword });
            }
        }
    }
}

/// Whether a block is part of a quote.
fn is_quoted(block: &Located<'_, Block>) -> bool {
    let blocks = block.chunk().blocks();
    let parent = |block: &&Block| block.parent.map(|parent| &blocks[parent as usize]);
    std::iter::successors(parent(&block.item), parent).any(|block| block.kind == BlockKind::Quote)
}

/// The parts of a paragraph that are no prose: code, targets of links, addresses, tags and comments.
fn silent(document: &Document, place: Span) -> Vec<Span> {
    let inlines = document.inlines(place).filter_map(|inline| match inline.item.kind {
        InlineKind::Code | InlineKind::Autolink | InlineKind::Html => Some(inline.span(inline.item.span)),
        InlineKind::Link { target, .. } => Some(inline.span(target)),
        _ => None,
    });
    inlines.chain(document.comments(place).map(|comment| comment.span(comment.item.span))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    const TEMPLATE: &str = "---\nstatus: {status} # Draft, Review\n---\n\n# {title}\n\n## Goals\n\n- **Owner:** {owner name}\n\
                            - **Priority:** High | Medium | Low\n\n{the goals}\n";

    fn snapshot(source: &str) -> Snapshot {
        Snapshot::new(Document::parse(source), Some(Arc::new(Template::read("t", "t.md", TEMPLATE))))
    }

    fn shown(source: &str) -> Vec<String> {
        let snapshot = snapshot(source);
        let found = tokens(&snapshot, Span::new(0, source.len()));
        assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        found.iter().map(|token| format!("{:?} {}", token.kind, &source[token.span.range()])).collect()
    }

    #[test]
    fn what_is_open_and_what_is_required_is_told() {
        let source = "---\nstatus: Draft | Review\n---\n\n# é 😀 仕\n\n## Goals\n\n- **Owner:** {owner name}\n\
                      - **Priority:** High | Medium | Low\n\nREQ-1: it MUST NOT be {the goals}. See `REQ-2`, [x](REQ-3).\n\n\
                      > It MUST.\n\n### FR-4 MUST\n";
        let expected = [
            "Choice Draft | Review",
            "Label Owner",
            "Placeholder {owner name}",
            "Label Priority",
            "Choice High | Medium | Low",
            "Id REQ-1",
            "Keyword MUST NOT",
            "Placeholder {the goals}",
            "Id FR-4",
        ];
        assert_eq!(shown(source), expected);
        assert_eq!(shown(&source.replace('\n', "\r\n")), expected);
    }

    #[test]
    fn a_document_without_a_template_has_none() {
        let document = Document::parse("# T\n\n{x} REQ-1 MUST\n");
        let whole = Span::new(0, document.len());
        assert!(tokens(&Snapshot::new(document, None), whole).is_empty());
        assert!(shown("").is_empty());
    }

    #[test]
    fn a_part_has_the_tokens_of_the_whole_that_are_in_it() {
        let source = "---\nstatus: Draft | Review\n---\n\n# A\n\n## Goals\n\n- **Owner:** {owner name}\n\n\
                      It MUST {the\ngoals} REQ-1.\n\n| MUST | SHALL |\n| - | - |\n| FR-1 | {the goals} |\n";
        let snapshot = snapshot(source);
        let all = tokens(&snapshot, Span::new(0, source.len()));
        for from in 0..source.len() {
            for to in from..=source.len() {
                let within = Span::new(from, to);
                let expected: Vec<_> = all.iter().copied().filter(|token| token.span.overlaps(within)).collect();
                assert_eq!(tokens(&snapshot, within), expected, "{within:?}");
            }
        }
    }
}
