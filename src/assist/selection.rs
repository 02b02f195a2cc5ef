//! Growing a selection by what the text means.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::Span;

/// What holds `offset`, innermost first, each inside the next: the word, the inline, the block and the
/// blocks around it, the section's text, the section, the sections around it, the whole text.
pub fn selections(document: &Document, offset: usize) -> Vec<Span> {
    let offset = offset.min(document.len());
    let whole = Span::new(0, document.len());
    let mut spans = vec![word(document, offset)];
    let around = document.section_at(offset).map_or(whole, |section| document.sections()[section].own());
    for inline in document.inlines(around) {
        spans.push(inline.span(inline.item.span));
    }
    for bracket in document.brackets(around) {
        spans.push(bracket.span(bracket.item.span));
    }
    for block in document.blocks(around) {
        spans.push(block.span(block.item.span));
        if let BlockKind::Code { body, .. } = block.item.kind {
            spans.push(block.span(body));
        }
    }
    if let Some(matter) = document.front_matter() {
        spans
            .extend(matter.entries.iter().flat_map(|entry| [entry.value, Span::new(entry.key.start, entry.value.end)]));
        spans.extend([matter.content, matter.span]);
    }
    let mut section = document.section_at(offset);
    while let Some(index) = section {
        let facts = &document.sections()[index];
        let trimmed = |span: Span| {
            let start = document.text().content_start(span.start).min(span.end);
            Span::new(start, document.text().content_end(span.end).max(start))
        };
        spans.extend([facts.title, facts.heading, trimmed(facts.body), trimmed(facts.extent)]);
        section = facts.parent;
    }
    spans.push(whole);
    spans.retain(|span| span.touches(offset) && !span.is_empty());
    // The smallest first; what is not inside the next would shrink the selection, and goes.
    spans.sort_unstable_by_key(|span| (span.len(), span.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        if chain.last().is_none_or(|last| *last != span && span.covers(*last)) {
            chain.push(span);
        }
    }
    chain
}

/// The letters and digits around `offset` on its line; empty where there are none.
fn word(document: &Document, offset: usize) -> Span {
    let line = document.text().line_at(offset);
    let source = document.slice(line);
    let (before, behind) = source.split_at((offset.max(line.start) - line.start).min(source.len()));
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let left: usize = before.chars().rev().take_while(is_word).map(char::len_utf8).sum();
    let right: usize = behind.chars().take_while(is_word).map(char::len_utf8).sum();
    let at = line.start + before.len();
    Span::new(at - left, at + right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The selections at `<|>`, innermost first.
    fn shown(source: &str) -> Vec<String> {
        let offset = source.find("<|>").unwrap();
        let source = source.replacen("<|>", "", 1);
        let document = Document::parse(&source);
        let chain = selections(&document, offset);
        assert!(chain.windows(2).all(|pair| pair[1].covers(pair[0]) && pair[0] != pair[1]));
        chain.iter().map(|span| document.slice(*span).into_owned()).collect()
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_document() {
        let expected = [
            "wörd",
            "**a wörd**",
            "it is **a wörd** 😀",
            "- it is **a wörd** 😀",
            "- it is **a wörd** 😀\n- no",
            "## B\n\n- it is **a wörd** 😀\n- no",
            "# A\n\n## B\n\n- it is **a wörd** 😀\n- no",
            "# A\n\n## B\n\n- it is **a wörd** 😀\n- no\n",
        ];
        assert_eq!(shown("# A\n\n## B\n\n- it is **a w<|>örd** 😀\n- no\n"), expected);
    }

    #[test]
    fn every_place_has_a_selection_but_one_in_an_empty_text() {
        assert!(shown("<|>").is_empty());
        assert_eq!(shown("---\nstatus: Dr<|>aft\n---\n")[..2], ["Draft", "status: Draft"]);
        assert_eq!(shown("\r\n<|>\r\n"), ["\r\n\r\n"]);
        assert_eq!(shown("x {Target t<|>ime} y")[..2], ["time", "{Target time}"]);
    }
}
