//! What holds for every document: chunks say what the whole says, edits what a fresh parse says.

use super::Document;
use crate::markdown::{BlockKind, InlineKind};
use crate::text::Span;
use proptest::prelude::*;
use proptest::sample::select;

/// What texts are made of: all that opens, closes, continues or interrupts something.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "# A",
    "## B [x]",
    "### {C}",
    "#",
    "#x",
    " # D",
    "a",
    "b c",
    "text {x} ",
    "é",
    "😀",
    "仕様",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "```",
    "```rust",
    "~~~",
    "````",
    "`",
    "``",
    "`c`",
    "- ",
    "* x",
    "1. ",
    "2) y",
    "+ ",
    "- [ ] t",
    "- [x] ",
    "[ ]",
    "> ",
    ">",
    "> > ",
    "<!--",
    "-->",
    "<!-- c -->",
    "<!-- TODO: x -->",
    "<!-- specls: optional -->",
    "<div>",
    "</div>",
    "<br>",
    "<pre>",
    "<x y>",
    "<?",
    "<![CDATA[",
    "| a | b |",
    "|---|---|",
    "| c \\| d | `e` |",
    "|",
    "\\|",
    "---",
    "***",
    "===",
    "--",
    ":",
    "**L:** v",
    "*M*: w",
    "Label: v | N: o",
    "[x]",
    "[x]: /u",
    "[x]: <v w> 't'",
    "[y]: ",
    "[y]",
    "[z][x]",
    "[z][]",
    "![i](j)",
    "[k](l 'm')",
    "[k](l\n'm')",
    "](",
    "[",
    "]",
    "(",
    ")",
    "\"t\"",
    "[^1]",
    "[^1]: n",
    "[^2]",
    "[^2]: ",
    "[^a\\_b]",
    "[^a_b]: o",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "***",
    "\\",
    "\\[",
    "&amp;",
    "&#10;",
    "http://e.f",
    "<http://g.h>",
    "www.i.j",
    "<k@l.m>",
    "{",
    "}",
    "{{m}}",
    "${d}",
    "<",
    ">",
    "<a b!>",
    "~",
    "!",
    "^",
];

const HEADS: &[&str] =
    &["", "", "", "\u{feff}", "---\na: {b}\n---\n", "---\n", "+++\na = 1\n+++\n", "\u{feff}---\r\nk: v\r\n---\r\n"];

fn source() -> impl Strategy<Value = String> {
    (select(HEADS), prop::collection::vec(select(PIECES), 0..60))
        .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
}

/// All that a document says, with places in the document.
fn facts(document: &Document) -> Vec<String> {
    let all = Span::new(0, document.len() + 1);
    let mut said = Vec::new();
    for block in document.blocks(all) {
        let parent = block.item.parent.map(|index| block.span(block.chunk().blocks()[index as usize].span));
        let mut kind = block.item.kind.clone();
        match &mut kind {
            BlockKind::Heading(heading) => heading.title = block.span(heading.title),
            BlockKind::Item { content, .. } => *content = block.span(*content),
            BlockKind::Code { info, body, .. } => (*info, *body) = (block.span(*info), block.span(*body)),
            BlockKind::LinkDefinition { label, target } => {
                (*label, *target) = (block.span(*label), block.span(*target))
            }
            BlockKind::FootnoteDefinition { label } => *label = block.span(*label),
            _ => {}
        }
        said.push(format!("{:?} {kind:?} in {parent:?}", block.span(block.item.span)));
    }
    for inline in document.inlines(all) {
        let mut kind = inline.item.kind.clone();
        if let InlineKind::Link { text, target, .. } = &mut kind {
            (*text, *target) = (inline.span(*text), inline.span(*target));
        }
        said.push(format!("{:?} {kind:?}", inline.span(inline.item.span)));
    }
    said.extend(
        document.comments(all).map(|c| format!("{:?} {:?} {}", c.span(c.item.span), c.span(c.item.text), c.item.block)),
    );
    said.extend(
        document
            .directives(all)
            .map(|d| format!("{:?} {:?} {:?}", d.span(d.item.span), d.span(d.item.name), d.span(d.item.value))),
    );
    said.extend(document.fields(all).map(|f| format!("{:?} = {:?}", f.span(f.item.label), f.span(f.item.value))));
    for bracket in document.brackets(all) {
        let context = match bracket.item.context {
            crate::markdown::Context::CodeBlock(index) => {
                format!("{:?}", bracket.span(bracket.chunk().blocks()[index as usize].span))
            }
            other => format!("{other:?}"),
        };
        said.push(format!("{:?} {:?} {context}", bracket.span(bracket.item.span), bracket.item.kind));
    }
    for (id, section) in document.sections().iter().enumerate() {
        let section = (section.level, section.parent, section.heading, section.title, section.body, section.extent);
        said.push(format!("{section:?} {}", document.heading(id)));
    }
    said.push(format!("{:?} {:?}", document.footer(), document.front_matter()));
    said
}

/// Slices every span, in its chunk.
fn slice_all(document: &Document) {
    for (_, chunk) in document.chunks() {
        let text = chunk.text();
        let mut spans: Vec<Span> = Vec::new();
        for block in chunk.blocks() {
            spans.push(block.span);
            match &block.kind {
                BlockKind::Heading(heading) => spans.push(heading.title),
                BlockKind::Item { content, .. } => spans.push(*content),
                BlockKind::Code { info, body, .. } => spans.extend([*info, *body]),
                BlockKind::LinkDefinition { label, target } => spans.extend([*label, *target]),
                BlockKind::FootnoteDefinition { label } => spans.push(*label),
                _ => {}
            }
        }
        for inline in chunk.inlines() {
            spans.push(inline.span);
            if let InlineKind::Link { text, target, .. } = &inline.kind {
                spans.extend([*text, *target]);
            }
        }
        spans.extend(chunk.comments().iter().flat_map(|c| [c.span, c.text]));
        spans.extend(chunk.directives().iter().flat_map(|d| [d.span, d.name, d.value]));
        spans.extend(chunk.fields().iter().flat_map(|f| [f.label, f.value]));
        spans.extend(chunk.brackets().iter().map(|b| b.span));
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
        assert!(chunk.blocks().is_sorted_by_key(|b| b.span.start), "blocks of {text:?}");
        assert!(chunk.inlines().is_sorted_by_key(|i| i.span.start), "inlines of {text:?}");
        assert!(chunk.comments().is_sorted_by_key(|c| c.span.start), "comments of {text:?}");
        assert!(chunk.fields().is_sorted_by_key(|f| f.label.start), "fields of {text:?}");
        assert!(chunk.brackets().is_sorted_by_key(|b| b.span.start), "brackets of {text:?}");
        for block in chunk.blocks() {
            let parent = block.parent.map(|index| chunk.blocks()[index as usize].span);
            assert!(parent.is_none_or(|parent| parent.covers(block.span)), "{block:?} in {parent:?} of {text:?}");
        }
    }
}

/// The two agree, and what differs is said.
fn same(left: &Document, right: &Document) -> Result<(), TestCaseError> {
    let (left, right) = (facts(left), facts(right));
    for (left, right) in left.iter().zip(&right) {
        prop_assert_eq!(left, right);
    }
    prop_assert_eq!(left.len(), right.len());
    Ok(())
}

proptest! {
    #[test]
    fn chunks_say_what_the_whole_says(source in source()) {
        let document = Document::parse(&source);
        slice_all(&document);
        prop_assert_eq!(document.chunks().map(|(_, c)| c.text().len()).sum::<usize>() + document.front_len(), source.len());
        same(&document, &Document::parse_whole(&source))?;
    }

    #[test]
    fn an_edit_says_what_a_fresh_parse_says(
        source in source(),
        edits in prop::collection::vec((0.0..1.0f64, 0..12usize, prop::collection::vec(select(PIECES), 0..3)), 1..6),
    ) {
        let mut document = Document::parse(&source);
        for (at, len, pieces) in edits {
            let start = (at * (document.len() + 1) as f64) as usize;
            let end = (start + len).min(document.len()).max(start);
            document = document.edit(Span::new(start, end), &pieces.concat());
            let fresh = Document::parse(&document.text().to_string());
            same(&document, &fresh)?;
        }
    }
}

/// A document that holds one of everything.
const SAMPLE: &str = "\u{feff}---\r\ntitle: \"{Name}\" # a, b\ntags:\n  - x\n---\n<!-- specls: template: id=a -->\n# Title: {Name} 😀\n\n**Status**: Draft | **Owner:** [Who] | v: 1\n\n[ref]: <a b> 'title\ngoes on'\ntext [ref], [^1] and [more][ref] `code {x}` <b c=\"{d}\"> ${e}\n\nSetext [PRD]({ID}_PRD.md)\n---\n\n- [ ] task **Label:** value\n  - nested\n    ```sh\n    run ${CMD}\n\n1. > quote\n   > [q]: /u\n   lazy\n\n| a \\| `b` | 仕様 |\n|---|:-:|\n| {c} |\n\n<!-- TODO: do\n\nit -->\n## End\n\n[^1]: note\n    more\n\n---\n*Last: {date}*\n";

#[test]
fn every_prefix_is_a_document() {
    for (at, _) in SAMPLE.char_indices() {
        for source in [SAMPLE[..at].to_owned(), SAMPLE[..at].replace('\n', "\r\n"), SAMPLE[at..].to_owned()] {
            let document = Document::parse(&source);
            slice_all(&document);
            assert!(same(&document, &Document::parse_whole(&source)).is_ok(), "{source:?}");
        }
    }
}

#[test]
fn an_edit_shares_the_chunks_that_it_leaves_alone() {
    let source = "# A\n\ntext\n".repeat(100);
    let document = Document::parse(&source);
    let next = document.edit(Span::at(500), "x");
    let shared =
        next.chunks.iter().filter(|chunk| document.chunks.iter().any(|old| std::sync::Arc::ptr_eq(old, chunk)));
    assert!(shared.count() >= 98);
}
