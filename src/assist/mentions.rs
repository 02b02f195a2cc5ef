//! Where a text speaks of something by its name.

use crate::align::PairedField;
use crate::document::Document;
use crate::markdown::{BlockKind, Chunk, InlineKind};
use crate::template::plain;
use crate::text::Span;
use crate::workspace::Snapshot;

/// Whether a name is long enough to be told from other words: it has three letters or digits.
pub(super) fn is_telling(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphanumeric()).nth(2).is_some()
}

/// Where `words` stand as whole words, in the same case, in the document's own text, by place. Not in code, comments,
/// targets of links, the front matter, and placeholders; nor in headings and labels that the template has word for word.
pub(super) fn mentions(snapshot: &Snapshot, words: &str) -> Vec<Span> {
    let mut found = Vec::new();
    if words.is_empty() {
        return found;
    }
    let finder = memchr::memmem::Finder::new(words);
    for (base, chunk) in snapshot.document().chunks() {
        let text = chunk.text();
        let starts = finder.find_iter(text.as_bytes()).map(|at| Span::new(at, at + words.len()));
        let mut here: Vec<Span> = starts.filter(|span| is_whole(text, *span)).collect();
        if !here.is_empty() {
            let barred = barred(chunk);
            here.retain(|span| !barred.iter().any(|barred| barred.overlaps(*span)));
            found.extend(here.into_iter().map(|span| span.shift(base)));
        }
    }
    found.retain(|span| !is_the_templates(snapshot, *span));
    found
}

/// The cells of tables that hold `text` and nothing else, by place, without emphasis.
pub(super) fn cells(document: &Document, text: &str) -> Vec<Span> {
    let cells = document.blocks(Span::new(0, document.len())).filter(|block| block.item.kind == BlockKind::Cell);
    let named = cells.filter_map(|cell| {
        let source = cell.text(cell.item.span);
        let start = cell.span(cell.item.span).start + source.find(text).filter(|_| plain(source) == text)?;
        Some(Span::new(start, start + text.len()))
    });
    named.collect()
}

/// Whether no letter, and nothing that makes one word of two, is at either end.
fn is_whole(text: &str, span: Span) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "_-/@#".contains(c);
    let before = text[..span.start].chars().next_back();
    let mut behind = text[span.end..].chars();
    let next = behind.next();
    let goes_on = matches!(next, Some('.' | ':')) && behind.next().is_some_and(char::is_alphanumeric);
    !before.is_some_and(|c| joins(c) || c == '.') && !next.is_some_and(joins) && !goes_on
}

/// What of a chunk is no text of the author's.
fn barred(chunk: &Chunk) -> Vec<Span> {
    let mut barred: Vec<Span> = chunk.comments().iter().map(|comment| comment.span).collect();
    for inline in chunk.inlines() {
        match inline.kind {
            InlineKind::Code | InlineKind::Autolink | InlineKind::Html | InlineKind::FootnoteReference => {
                barred.push(inline.span);
            }
            InlineKind::Link { text, target, .. } => {
                // The text of `[Acme]` and `[Acme][]` is the name of a definition.
                let close = &chunk.text()[text.end..inline.span.end];
                let is_name = target.is_empty() && matches!(close, "]" | "][]");
                barred.push(if is_name { inline.span } else { Span::new(text.end, inline.span.end) });
            }
            InlineKind::Emphasis | InlineKind::Strong => {}
        }
    }
    let blocks = chunk.blocks().iter().filter_map(|block| match block.kind {
        BlockKind::Code { .. } | BlockKind::Html { .. } | BlockKind::LinkDefinition { .. } => Some(block.span),
        BlockKind::FootnoteDefinition { label } => Some(label),
        _ => None,
    });
    barred.extend(blocks);
    barred
}

/// Whether the template has the text at `span` word for word: a heading without a hole, a label, a placeholder.
fn is_the_templates(snapshot: &Snapshot, span: Span) -> bool {
    let Some((document, template, alignment)) = snapshot.aligned() else { return false };
    let section = document.section_at(span.start);
    let is_heading = section.is_some_and(|section| {
        let pair = alignment.pair(section).filter(|_| document.sections()[section].heading.covers(span));
        pair.is_some_and(|pair| !template.specs()[pair.spec].pattern.has_hole())
    });
    is_heading
        || snapshot.placeholders_in(span).iter().any(|hole| hole.span.overlaps(span))
        || is_label(snapshot.fields(), span)
}

/// Whether `span` is in the label of one of `fields`, which are by place.
fn is_label(fields: &[PairedField], span: Span) -> bool {
    let behind = fields.partition_point(|field| field.label.end <= span.start);
    fields.get(behind).is_some_and(|field| field.label.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_the_text_are_mentions() {
        let source = "# Acme\r\n\r\nAcme's (Acme), **Acme**. Acmes, acme, Acme-like, a/Acme, Acme.io 仕Acme `Acme` \
                      [Acme](Acme) [Acme][]\r\n\r\n| Acme | b |\r\n|---|---|\r\n| *Acme* | Acme 😀 |\r\n\r\n```\r\nAcme\r\n```\r\n\r\n\
                      <!-- Acme -->\r\n\r\n[Acme]: x\r\n";
        let snapshot = Snapshot::new(Document::parse(source), None);
        let found = mentions(&snapshot, "Acme");
        let before: Vec<_> = found.iter().map(|span| &source[span.start.saturating_sub(2)..span.start]).collect();
        assert_eq!(before, ["# ", "\r\n\r\n".get(2..).unwrap(), " (", "**", " [", "| ", " *", "| "]);
        assert_eq!(cells(snapshot.document(), "Acme").len(), 2);
        assert!(is_telling("仕様書") && !is_telling("A1"));
    }
}
