//! What a document says, by example.

use super::{Document, FrontMatterKind};
use crate::text::Span;

mod laws;

fn shown(source: &str) -> Vec<String> {
    let document = Document::parse(source);
    let show = |(id, section): (usize, &super::Section)| {
        let extent = document.slice(section.extent);
        let body = document.slice(section.body);
        format!("{} {:?} {:?} {extent:?} {body:?}", document.heading(id), section.level, section.parent)
    };
    document.sections().iter().enumerate().map(show).collect()
}

#[test]
fn sections_are_headings_with_what_follows() {
    let expected = [
        r##"A 1 None "# A\na\n## B\nb\n\n" "a\n""##,
        r###"B 2 Some(0) "## B\nb\n\n" "b\n\n""###,
        r#"C 1 None "C\n=\nc" "c""#,
    ];
    assert_eq!(shown("intro\n# A\na\n## B\nb\n\nC\n=\nc"), expected);
}

#[test]
fn rules_and_touching_comments_go_with_the_heading_below() {
    let expected = [
        r##"A 1 None "# A\n<!-- of A -->\n\n" "<!-- of A -->\n\n""##,
        r##"B 1 None "---\n\n# B\n\n<!-- of B -->\n\n" "\n<!-- of B -->\n\n""##,
        r##"C 1 None "<!-- of C -->\n<!-- too -->\n# C" """##,
    ];
    let source = "# A\n<!-- of A -->\n\n---\n\n# B\n\n<!-- of B -->\n\n<!-- of C -->\n<!-- too -->\n# C";
    assert_eq!(shown(source), expected);
}

#[test]
fn the_footer_is_no_section_s() {
    let source = "# A\n## B\ntext\n\n---\nmore\n\n---\n*end*\n";
    let document = Document::parse(source);
    let footer = document.footer().unwrap();
    assert_eq!(document.slice(footer), "---\n*end*\n");
    assert_eq!(document.sections()[1].extent.end, footer.start);
    assert_eq!(document.section_at(footer.start), None);
    assert_eq!(document.section_at(5), Some(1));
    assert_eq!(document.section_at(0), Some(0));
    assert_eq!(Document::parse("# A\n---\ntext").footer(), None);
    assert_eq!(Document::parse("# A\ntext\n\n---\n").footer(), None);
}

#[test]
fn front_matter_is_read_by_raw_lines() {
    let source = "\u{feff}---  \ntitle: \"A: b\" # note\nstatus: {X} # draft, review\ntags: # many\n  - a\n\n  - b\n# end\nempty:\n---\n# A\n";
    let document = Document::parse(source);
    let front_matter = document.front_matter().unwrap();
    assert_eq!(front_matter.kind, FrontMatterKind::Yaml);
    let text = |span: Span| front_matter.text(span);
    let entries: Vec<_> =
        front_matter.entries.iter().map(|e| (text(e.key), text(e.value), e.comment.map(text))).collect();
    let expected = [
        ("title", "\"A: b\"", Some("note")),
        ("status", "{X}", Some("draft, review")),
        ("tags", "- a\n\n  - b", Some("many")),
        ("empty", "", None),
    ];
    assert_eq!(entries, expected);
    let brackets: Vec<_> = document.brackets(Span::new(0, source.len())).map(|b| b.text(b.item.span)).collect();
    assert_eq!(brackets, ["{X}"]);
    assert_eq!(document.heading(0), "A");
}

#[test]
fn toml_front_matter_ends_with_its_own_fence() {
    let document = Document::parse("+++\na = \"b\" # c\nd = [\n  1,\n]\n[t]\nx = 1\n+++\n");
    let front_matter = document.front_matter().unwrap();
    assert_eq!(front_matter.kind, FrontMatterKind::Toml);
    assert_eq!(front_matter.get("a"), Some("b"));
    assert_eq!(front_matter.get("d"), Some("[\n  1,\n]"));
    assert_eq!(front_matter.get("x"), None);
}

#[test]
fn a_rule_at_the_start_is_no_front_matter() {
    assert!(Document::parse("---\n\n# A\n\n---\n").front_matter().is_none());
    assert!(Document::parse("---\na: b\n").front_matter().is_none());
    assert!(Document::parse("---\n---\n").front_matter().is_some());
}

#[test]
fn definitions_count_in_the_whole_document() {
    let document = Document::parse("# A\n[x] [^1]\n# B\n[x]: /first\n\n[^1]: note\n# C\n[x]: /second\n\n[x]");
    let all = Span::new(0, document.len());
    let texts: Vec<_> = document.inlines(all).map(|inline| inline.text(inline.item.span)).collect();
    assert_eq!(texts, ["[x]", "[^1]", "[x]"]);
    let in_item = Document::parse("- [^2]: \n\n# A\n[^2]");
    assert_eq!(in_item.inlines(Span::new(0, in_item.len())).count(), 1);
    let last = document.inlines(all).last().unwrap();
    assert!(format!("{:?}", last.item.kind).contains("/first"));
}

#[test]
fn only_tables_of_two_columns_have_pairs() {
    let pairs = |source: &str| -> Vec<String> {
        let document = Document::parse(source);
        let pairs = document.pairs(Span::new(0, document.len()));
        pairs.iter().map(|pair| pair.map(|cell| document.slice(cell).into_owned()).join("=")).collect()
    };
    assert_eq!(pairs("| a | b |\r\n| - | - |\r\n| é | 仕 |\r\n| c | |\r\n"), ["a=b", "é=仕", "c="]);
    assert_eq!(pairs("| a | b |\n| - | - |\n"), ["a=b"]);
    assert!(pairs("| a | b | c |\n| - | - | - |\n| d | e | f |\n").is_empty());
    assert!(pairs("| a |\n| - |\n| b |\n").is_empty());
}
