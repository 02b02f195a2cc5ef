//! What shows rather than tells, and how to add it.

use super::Fix;
use super::parts::Part;
use crate::align::Spacing;
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, InlineKind};
use crate::template::preamble;
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

/// How many code blocks, tables, images, raw HTML, links to files that are no Markdown, are in `span`.
pub(super) fn illustrations(document: &Document, span: Span) -> usize {
    let blocks = document.blocks(span).filter(|block| {
        matches!(block.item.kind, BlockKind::Code { .. } | BlockKind::Table | BlockKind::Html { comments_only: false })
    });
    let inlines = document.inlines(span).filter(|inline| match &inline.item.kind {
        InlineKind::Link { image, url, .. } => *image || is_file(url),
        _ => false,
    });
    blocks.count() + inlines.count()
}

/// Whether a list tells what the template shows: the steps of a flow, the folders of a tree, a term in
/// each item. Not where the template has a list, or fields, besides.
pub(super) fn is_listed(document: &Document, part: &Part<'_>) -> bool {
    let is_item = |block: &Located<'_, Block>| matches!(block.item.kind, BlockKind::Item { .. });
    let besides = !part.contents.lists.is_empty() || part.contents.fields.iter().any(|field| !field.row);
    !besides && document.blocks(part.extent).filter(is_item).count() > 1
}

/// Whether a link leads to a file that may hold a schema or a picture.
fn is_file(url: &str) -> bool {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let folders = path.contains("://") && path.matches('/').count() < 3;
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !folders && (2..=8).contains(&ending.len()) && !["md", "html", "htm", "markdown"].contains(&ending)
}

/// A fix that puts the template's text at `wanted` at the end of the own text of `section`, or of what
/// is ahead of the first.
pub(super) fn append(snapshot: &Snapshot, section: Option<usize>, wanted: Span, title: &str) -> Option<Fix> {
    let (document, template, alignment) = snapshot.aligned()?;
    let line_ending = document.text().line_ending();
    let start = template.document.text().line_at(wanted.start).start;
    let skeleton = template.part_skeleton(Span::new(start, wanted.end), line_ending);
    let offset = end_of(document, section, alignment.title());
    let skeleton = Spacing::around(document, Span::at(offset)).surround(skeleton, line_ending);
    Some(Fix { title: title.to_owned(), edits: Edit::insert(offset, skeleton.plain()).into(), safe: true })
}

/// Behind the own text of `section`, or of what is ahead of the first.
pub(super) fn end_of(document: &Document, section: Option<usize>, title: Option<usize>) -> usize {
    let (start, end) = match section {
        Some(section) => {
            let section = &document.sections()[section];
            (section.heading.end, section.body.end)
        }
        None => {
            let span = preamble(document, title);
            let title = title.map(|title| document.sections()[title].heading.end).filter(|end| *end <= span.end);
            (title.unwrap_or(span.start), span.end)
        }
    };
    document.text().content_end(end).max(start)
}
