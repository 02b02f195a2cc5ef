//! What an editor can fold away.

use crate::document::Document;
use crate::markdown::BlockKind;
use crate::text::Span;

/// Something that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// From the first byte of the line that stays to the last one that is folded away, without blank lines at its end.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// A section, from its heading on.
    Section,
    /// The front matter.
    FrontMatter,
    /// A code block, a table, a list item or a quote.
    Block,
    /// A comment.
    Comment,
}

/// What can be folded, by place: sections without the blank lines at their ends, front matter, code blocks, tables,
/// list items, quotes and comments. What is on one line is among them.
pub fn folds(document: &Document) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut fold = |span: Span, kind| {
        // A block's end may be the start of the next line.
        let end = document.text().content_end(span.end).max(span.start);
        folds.push(Fold { span: Span::new(span.start, end), kind });
    };
    if let Some(matter) = document.front_matter() {
        fold(matter.span, FoldKind::FrontMatter);
    }
    for section in document.sections() {
        fold(Span::new(section.heading.start, section.extent.end.max(section.heading.end)), FoldKind::Section);
    }
    let whole = Span::new(0, document.len());
    for block in document.blocks(whole) {
        let is_block = matches!(
            block.item.kind,
            BlockKind::Code { .. } | BlockKind::Table | BlockKind::Item { .. } | BlockKind::Quote
        );
        if is_block && block.text(block.item.span).contains(['\n', '\r']) {
            fold(block.span(block.item.span), FoldKind::Block);
        }
    }
    for comment in document.comments(whole) {
        fold(comment.span(comment.item.span), FoldKind::Comment);
    }
    folds.sort_unstable();
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;

    fn shown(source: &str) -> Vec<String> {
        let document = Document::parse(source);
        let line = |offset| document.text().position(offset, Encoding::Utf8).line;
        let folds = folds(&document).into_iter().map(|fold| (line(fold.span.start), line(fold.span.end), fold.kind));
        folds.filter(|(first, last, _)| first < last).map(|(a, b, kind)| format!("{a}-{b} {kind:?}")).collect()
    }

    #[test]
    fn sections_blocks_and_comments_fold() {
        let source = "---\ntitle: é\n---\n\n# A\n\n```rust\nfn\n```\n\n- one\n  two\n- three\n\n> a\n> b\n\n<!-- x\ny -->\n\n\
                      ## B\n\n| a |\n| - |\n| b |\n\n\n# C\n";
        let expected = [
            "0-2 FrontMatter",
            "4-24 Section",
            "6-8 Block",
            "10-11 Block",
            "14-15 Block",
            "17-18 Comment",
            "20-24 Section",
            "22-24 Block",
        ];
        assert_eq!(shown(source), expected);
        assert_eq!(shown(&source.replace('\n', "\r\n")), expected);
    }

    #[test]
    fn one_line_does_not_fold() {
        assert!(shown("").is_empty());
        assert!(shown("# A\n\n").is_empty());
        assert_eq!(shown("# A\n\nx"), ["0-2 Section"]);
        assert_eq!(shown("A\n=\n\nx\n"), ["0-3 Section"]);
        assert_eq!(shown("```\nnever closed\n"), ["0-1 Block"]);
    }
}
