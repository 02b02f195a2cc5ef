//! What a chunk's facts say, by example.

use super::{BlockKind, BracketKind, Chunk, InlineKind, References, next_chunk, whole};
use crate::text::Span;

fn chunk(source: &str) -> Chunk {
    whole(source, true, &References::default())
}

/// A chunk parsed as a document's only one.
fn settled(source: &str) -> Chunk {
    let chunk = chunk(source);
    let references = References::of([&chunk]);
    if chunk.agrees_with(&references) { chunk } else { chunk.again(true, &references) }
}

fn texts(source: &str, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    spans.into_iter().map(|span| source[span.range()].to_owned()).collect()
}

fn brackets(source: &str) -> Vec<String> {
    let chunk = settled(source);
    let show = |b: &super::Bracket| format!("{:?} {} {:?}", b.kind, &source[b.span.range()], b.context);
    chunk.brackets().iter().map(show).collect()
}

fn bracket_texts(source: &str) -> Vec<String> {
    texts(source, settled(source).brackets().iter().map(|bracket| bracket.span))
}

fn fields(source: &str) -> Vec<(String, String)> {
    let chunk = chunk(source);
    let text = |span: Span| source[span.range()].to_owned();
    chunk.fields().iter().map(|field| (text(field.label), text(field.value))).collect()
}

fn blocks(source: &str) -> Vec<String> {
    let show = |kind: &BlockKind| {
        let name = format!("{kind:?}");
        name.split([' ', '(']).next().unwrap_or_default().to_owned()
    };
    chunk(source).blocks().iter().map(|b| format!("{} {:?}", show(&b.kind), &source[b.span.range()])).collect()
}

fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(label, value)| (label.to_owned(), value.to_owned())).to_vec()
}

#[test]
fn blocks_end_before_their_last_line_ending() {
    let source = "# A\r\n\r\ntext\r\n\r\n- a\r\n\r\n  b\r\n\r\n\r\n```rs x\r\ncode\r\n```\r\n";
    let expected = [
        r##"Heading "# A""##,
        r#"Paragraph "text""#,
        r#"List "- a\r\n\r\n  b""#,
        r#"Item "- a\r\n\r\n  b""#,
        r#"Paragraph "a""#,
        r#"Paragraph "b""#,
        r#"Code "```rs x\r\ncode\r\n```""#,
    ];
    assert_eq!(blocks(source), expected);
    let chunk = chunk(source);
    let BlockKind::Code { info, body, .. } = chunk.blocks()[6].kind else { panic!() };
    assert_eq!(texts(source, [info, body]), ["rs x", "code\r\n"]);
}

#[test]
fn a_heading_has_a_title_and_a_text() {
    for (source, title, text) in [
        ("## Drivers <!-- optional -->", "Drivers <!-- optional -->", "Drivers"),
        ("# `A` *b* [c](d) ##", "`A` *b* [c](d)", "A b c"),
        ("# C#", "C#", "C#"),
        ("Two\nlines\n===", "Two\nlines", "Two lines"),
        ("[a]: b\nTitle\n---", "Title", "Title"),
        ("##", "", ""),
        ("## ##", "", ""),
    ] {
        let chunk = chunk(source);
        let heading = chunk.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading),
            _ => None,
        });
        let heading = heading.expect(source);
        assert_eq!((&source[heading.title.range()], &*heading.text), (title, text), "{source}");
    }
}

#[test]
fn blocks_end_alike_at_the_end_of_the_text() {
    let table = "| a \\| b | c |\n|---|---|\n|  | d |\n| e |";
    for source in ["***", "- ***", "- a\n  ```\n  b", "> - c", "# d", "e\n=", "<!-- f", "- g\n\n      h", table] {
        let at_end = blocks(source);
        for behind in ["\n", "\n\n", "\n\n\n", "\r\n\r\n"] {
            assert_eq!(blocks(&format!("{source}{behind}")), at_end, "{source:?} {behind:?}");
        }
        if !source.contains("<!--") {
            let mut more = blocks(&format!("{source}\n\n# x"));
            more.pop();
            assert_eq!(more, at_end, "{source:?} ahead of a heading");
        }
    }
    let cells: Vec<_> = blocks(table).into_iter().filter(|block| block.starts_with("Cell")).collect();
    assert_eq!(cells, [r#"Cell "a \\| b""#, r#"Cell "c""#, r#"Cell """#, r#"Cell "d""#, r#"Cell "e""#]);
}

#[test]
fn link_definitions_are_blocks() {
    let source = "[a]: /x 'y'\n[b]: <z w>\ntext [a] `c`\n\n> - [c]:\n>   /u\n";
    let expected = [
        r#"LinkDefinition "[a]: /x 'y'""#,
        r#"LinkDefinition "[b]: <z w>""#,
        r#"Paragraph "text [a] `c`""#,
        r#"Quote "> - [c]:\n>   /u""#,
        r#"List "- [c]:\n>   /u""#,
        r#"Item "- [c]:\n>   /u""#,
        r#"LinkDefinition "[c]:\n>   /u""#,
    ];
    assert_eq!(blocks(source), expected);
    let lazy = [r#"List "- [y]:\n/z""#, r#"Item "- [y]:\n/z""#, r#"LinkDefinition "[y]:\n/z""#];
    assert_eq!(blocks("- [y]:\n/z\n\n"), lazy);
    let chunk = chunk(source);
    assert_eq!(texts(source, chunk.inlines().iter().map(|inline| inline.span)), ["[a]", "`c`"]);
    let defined: Vec<_> = chunk.defined.iter().map(|(label, target)| (&**label, &**target)).collect();
    assert_eq!(defined, [("a", "/x"), ("b", "z w"), ("c", "/u")]);
}

#[test]
fn inlines_are_found_where_comrak_misplaces_them() {
    let source = "[a](b\n'c') `d` **e**\n\n| h |\n|---|\n| a \\| `b` [x](y\\|z) |\n";
    let chunk = chunk(source);
    let found = texts(source, chunk.inlines().iter().map(|inline| inline.span));
    assert_eq!(found[..2], ["[a](b\n'c')", "`d`"]);
    assert_eq!(found[found.len() - 2..], ["`b`", "[x](y\\|z)"]);
}

#[test]
fn links_have_parts() {
    let source = "![a]( <b c> \"t\" ) [d *e*][f] <http://x.y> www.z.org\n\n[f]: g";
    let chunk = settled(source);
    let parts = |kind: &InlineKind| match kind {
        InlineKind::Link { text, target, url, .. } => {
            vec![source[text.range()].to_owned(), source[target.range()].to_owned(), url.to_string()]
        }
        other => vec![format!("{other:?}")],
    };
    let found: Vec<_> = chunk.inlines().iter().map(|inline| parts(&inline.kind)).collect();
    assert_eq!(found[0], ["a", "b c", "b c"]);
    assert_eq!(found[1], ["d *e*", "", "g"]);
    assert_eq!(found[2..], [vec!["Emphasis"], vec!["Autolink"], vec!["Autolink"]]);
}

#[test]
fn comments_know_whether_they_stand_alone() {
    let source = "<!-- a --> <!-- b -->\n\nx <!-- c --> y\n\n<!-- d --> z\n\n<!-- open\n\nend\n";
    let chunk = chunk(source);
    let found: Vec<_> = chunk.comments().iter().map(|c| (&source[c.text.range()], c.block)).collect();
    assert_eq!(found, [("a", true), ("b", true), ("c", false), ("d", false), ("open\n\nend", true)]);
}

#[test]
fn directives_have_a_name_and_a_value() {
    let source =
        "<!-- specls: optional -->\n<!-- specls: ignore missing-section: covered -->\n<!--specls:guidance: x y-->\n";
    let chunk = chunk(source);
    let found: Vec<_> =
        chunk.directives().iter().map(|d| [&source[d.name.range()], &source[d.value.range()]]).collect();
    assert_eq!(found, [["optional", ""], ["ignore", "missing-section: covered"], ["guidance", "x y"]]);
}

#[test]
fn fields_have_a_label_and_a_value() {
    assert_eq!(
        fields("**Version**: 1 | **Status:** Draft | Review | *Owner*: {X | Y: z}\nDate: today  \nsee also: no\n"),
        pairs([("Version", "1"), ("Status", "Draft | Review"), ("Owner", "{X | Y: z}"), ("Date", "today")])
    );
    assert_eq!(fields("- **Empty:**\n- Label: value\n- https://x.y: z\n"), pairs([("Empty", ""), ("Label", "value")]));
    assert_eq!(fields("What is it? Say: this\n\n    Code: x\n\n`A: b` c"), []);
    assert_eq!(fields("- [ ] [Name]: x"), pairs([("[Name]", "x")]));
}

#[test]
fn every_dialect_of_brackets_is_given() {
    let source = "{a} {{b}} ${c} [d] <e f!> { [g] }\n\n<!-- ACTION REQUIRED: do\nit -->\n";
    let expected = [
        "Curly {a} Prose",
        "Mustache {{b}} Prose",
        "Dollar ${c} Prose",
        "Square [d] Prose",
        "Angle <e f!> Prose",
        "Curly { [g] } Prose",
        "Square [g] Prose",
        "Comment <!-- ACTION REQUIRED: do\nit --> Html",
    ];
    assert_eq!(brackets(source), expected);
}

#[test]
fn what_markdown_means_otherwise_is_no_bracket() {
    for source in [
        "[a](b) [c] <http://x.y> <a@b.c> a < b > c \\[d\\] [e][f] [g][] x->y\n\n[c]: d",
        "- [ ] a\n- [x] b\n- [X]\n",
        "text[^1] and [^2]\n\n[^1]: note",
        "<!-- [a] {b} -->",
        "[] {} {{ }}",
    ] {
        assert_eq!(bracket_texts(source), [""; 0], "{source}");
    }
}

#[test]
fn brackets_know_what_they_stand_in() {
    let source = "# {a}\n\n`{b}` [{c}]({d}) [run `{e}`, f] <b {g}>\n\n```\n{h\n} ${i}\n```\n\n<p>{j}</p>\n";
    let expected = [
        "Curly {a} Prose",
        "Curly {b} CodeSpan",
        "Curly {c} LinkText",
        "Curly {d} LinkTarget",
        "Square [run `{e}`, f] Prose",
        "Curly {e} CodeSpan",
        "Angle <b {g}> Prose",
        "Curly {g} Prose",
        "Dollar ${i} CodeBlock(2)",
        "Angle <p> Html",
        "Curly {j} Html",
    ];
    assert_eq!(brackets(source), expected);
    assert_eq!(bracket_texts("[PRD]({MILESTONE_ID}_PRD.md)"), ["{MILESTONE_ID}"]);
    assert_eq!(brackets("see https://x.y/{f}/z"), ["Curly {f} LinkTarget"]);
    assert_eq!(brackets("<Project Name> is"), ["Angle <Project Name> Html"]);
}

#[test]
fn pairs_run_over_lines_in_prose_only() {
    assert_eq!(bracket_texts("a [b\nc] d"), ["[b\nc]"]);
    assert_eq!(bracket_texts("a [b\n\nc] d"), [""; 0]);
    assert_eq!(bracket_texts("`[a` b]"), [""; 0]);
}

#[test]
fn chunks_end_where_a_heading_begins() {
    let source = "text\n```\n# code\n```\n# A\n[x]\n## B\n";
    let first = next_chunk(source, true, &References::default());
    assert_eq!(first.text(), "text\n```\n# code\n```\n");
    let second = next_chunk(&source[first.text().len()..], false, &References::default());
    assert_eq!(second.text(), "# A\n[x]\n");
    assert!(second.brackets().iter().all(|bracket| bracket.kind == BracketKind::Square));
}
