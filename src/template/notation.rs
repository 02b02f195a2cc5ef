//! What bracketed text is, where it is no placeholder: diagrams, lists, legends, sets, code.

use crate::document::Located;
use crate::markdown::{BlockKind, Bracket, BracketKind, Context, is_remark};

/// HTML's element names, as far as documents use them: `<br>` is no placeholder, `<name>` is.
const ELEMENTS: [&str; 48] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "tr",
    "ul",
];

/// Whether a bracketed text of a template is a placeholder rather than syntax.
pub(super) fn plausible(bracket: Located<'_, Bracket>) -> bool {
    let text = bracket.text(bracket.item.span);
    let inner = inner(text);
    let code = in_code(bracket.item.context);
    let glued = around(&bracket).0.ends_with(is_identifier);
    let is_value = bracket.item.context != Context::FrontMatter || !is_yaml(bracket.item.kind, inner);
    if !inner.contains(char::is_alphabetic) || is_diagram(&bracket) || is_legend(&bracket) || !is_value {
        return false;
    }
    match bracket.item.kind {
        BracketKind::Comment | BracketKind::Mustache => true,
        BracketKind::Dollar => !code,
        BracketKind::Curly => {
            let padded = inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
            let json = inner.contains("\":") || inner.contains(';') || inner.trim_start().starts_with('"');
            let attribute = inner.starts_with(['#', '.', ':', '%']);
            !(json || attribute || padded || (glued && is_one_word(inner)))
        }
        BracketKind::Square => {
            let quoted = inner.trim_start().starts_with(['"', '\'', '{', '<']);
            // `[Docs]({docs url})`: the text of a link whose target is one.
            let behind = around(&bracket).1;
            let links = ["({", "(<", "([", "(${"].iter().any(|target| behind.starts_with(target));
            !(quoted || links || is_heading_remark(&bracket) || is_notation(inner) || (glued && is_one_word(inner)))
        }
        BracketKind::Wide => !code && is_wide_value(&bracket, inner),
        BracketKind::Angle => {
            let name = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
            let element = ELEMENTS.contains(&name.as_str())
                && (is_one_word(inner.trim_end_matches(['/', ' '])) || inner.contains('='));
            !(inner.starts_with(['/', '!', '?']) || element || (code && glued))
        }
    }
}

/// What stays in full-width brackets: how binding something is, and how remarks begin.
const WIDE_NOTATION: [&str; 22] = [
    "必须", "必須", "必填", "可选", "可選", "选填", "選填", "任意", "重要", "注意", "警告", "提示", "备注", "備考",
    "补充", "補足", "注", "注釈", "例", "参考", "新", "WIP",
];

/// Whether a text in full-width brackets stands for a value: in a heading, behind a label or in a sentence, or alone in
/// its item, cell or section. `【注意】…` and a `【目的】` with its text below are labels.
fn is_wide_value(bracket: &Located<'_, Bracket>, inner: &str) -> bool {
    let (before, behind) = around(bracket);
    if WIDE_NOTATION.contains(&inner.trim()) {
        return false;
    }
    if before.trim_start().starts_with('#') || !begins_value(before) {
        return true;
    }
    let alone = behind.trim().is_empty();
    let closed = alone || behind.trim_start().starts_with(['|', '，', '。', '、', '/']);
    let text = bracket.chunk().text();
    let below = text[bracket.item.span.end..].trim_start();
    closed && (!before.trim().is_empty() || (alone && (below.is_empty() || below.starts_with('#'))))
}

/// Whether it says behind a heading how binding the section is: `## Risks [optional]`.
fn is_heading_remark(bracket: &Located<'_, Bracket>) -> bool {
    let before = around(bracket).0.trim_start();
    let heading = before.starts_with('#') && before.contains(char::is_alphanumeric);
    heading && is_remark(inner(bracket.text(bracket.item.span)))
}

/// Whether it is a list or a map of front matter: `[spec, design]`, `{a: 1}`.
pub(super) fn is_yaml(kind: BracketKind, inner: &str) -> bool {
    match kind {
        BracketKind::Square => inner.contains(',') || (is_one_word(inner) && !inner.starts_with(char::is_uppercase)),
        BracketKind::Curly => inner.contains(": ") && !inner.contains("e.g."),
        BracketKind::Angle => inner.contains('@'),
        _ => false,
    }
}

/// Whether it explains a notation that documents keep: one word as a label, `**[Story]**: …`, or in
/// the code of a heading.
pub(super) fn is_legend(bracket: &Located<'_, Bracket>) -> bool {
    let (before, behind) = around(bracket);
    let one_word = is_one_word(inner(bracket.text(bracket.item.span)).trim_end_matches('?'));
    let is_label = before.ends_with("**") && (behind.starts_with("**:") || behind.starts_with(":**"));
    let in_heading = bracket.item.context == Context::CodeSpan && before.starts_with('#');
    one_word && bracket.item.kind == BracketKind::Square && (is_label || in_heading)
}

/// Whether it stands in a Mermaid or similar diagram, whose labels are in brackets.
pub(super) fn is_diagram(bracket: &Located<'_, Bracket>) -> bool {
    let Context::CodeBlock(index) = bracket.item.context else { return false };
    let Some(BlockKind::Code { info, .. }) = bracket.chunk().blocks().get(index as usize).map(|block| &block.kind)
    else {
        return false;
    };
    let language = bracket.text(*info).split_whitespace().next().unwrap_or_default();
    ["mermaid", "plantuml", "dot", "graphviz", "d2"].contains(&language)
}

/// `[P]`, `[US1]`, `[Optional]`: marks that stay, not values. `[X]`, `[N]` and the like are values.
pub(super) fn is_notation(inner: &str) -> bool {
    let remark = ["optional", "required", "mandatory", "if applicable"];
    if remark.iter().any(|remark| inner.eq_ignore_ascii_case(remark)) {
        return true;
    }
    let letters = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = !letters.is_empty() && letters.chars().all(|c| c.is_ascii_uppercase());
    let single = letters.len() == 1 && !["N", "X", "Y", "Z"].contains(&letters);
    capitals && letters.len() <= 3 && (single || letters.len() < inner.len())
}

/// Two words or more, as people write them: no code.
pub(super) fn is_wording(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    words >= 2
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
        && !inner.contains([';', '=', '{', '}', '\\'])
        && !inner.contains("\":")
}

/// `RFC 2119, section 4`, `Table 3`: a reference that never got its link.
pub(super) fn is_citation(inner: &str) -> bool {
    inner.split_whitespace().count() <= 5 && inner.contains(|c: char| c.is_ascii_digit())
}

/// `a, b`, `x in S`, `a: string`, `string | null`: sets, intervals and types.
pub(super) fn is_notion(inner: &str) -> bool {
    let short = !inner.split(|c: char| !c.is_alphanumeric()).any(|word| word.chars().count() >= 4);
    let typed = inner.contains(": ") || inner.contains(" | ");
    let listed = inner.contains(',') && inner.split(',').all(|part| !part.trim().contains(char::is_whitespace));
    short || typed || listed
}

/// Whether a value may begin behind this: at a line's start, behind a bullet, a label or a cell's edge.
pub(super) fn begins_value(before: &str) -> bool {
    let before = before.trim_end();
    let item = before
        .trim_start()
        .trim_end_matches(['.', ')'])
        .chars()
        .all(|c| c.is_ascii_digit() || "#>-*+ []xX".contains(c));
    item || before.ends_with([':', '|']) || before.ends_with(":**") || before.ends_with("**:")
}

/// `TARGET_DATE`
pub(super) fn is_screaming(inner: &str) -> bool {
    inner.len() >= 3
        && inner.starts_with(|c: char| c.is_ascii_uppercase())
        && inner.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "_- ".contains(c))
}

pub(super) fn is_one_word(inner: &str) -> bool {
    inner.chars().all(char::is_alphanumeric)
}

pub(super) fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub(super) fn in_code(context: Context) -> bool {
    matches!(context, Context::CodeBlock(_) | Context::CodeSpan)
}

/// A placeholder's name: its text without the brackets around it, however many.
pub(super) fn without_brackets(text: &str) -> &str {
    text.trim_matches(['{', '}', '[', ']', '<', '>', '$', '【', '】', '［', '］', '｛', '｝', '＜', '＞'])
}

/// What is inside the brackets.
pub(super) fn inner(text: &str) -> &str {
    for (open, close) in [("<!--", "-->"), ("{{", "}}"), ("${", "}")] {
        if let Some(inner) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close)) {
            return inner;
        }
    }
    let mut chars = text.chars();
    chars.next();
    chars.next_back();
    chars.as_str()
}

/// How far around a bracket its line is read, in bytes: lines may be as long as a document.
const WINDOW: usize = 400;

/// The bracket's line, before and behind it, as far as [`WINDOW`] goes.
pub(super) fn around<'a>(bracket: &Located<'a, Bracket>) -> (&'a str, &'a str) {
    let text = bracket.chunk().text();
    let (from, to) = (bracket.item.span.start.saturating_sub(WINDOW), bracket.item.span.end.saturating_add(WINDOW));
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let (from, to) = (floor(from), floor(to));
    let (before, behind) = (&text[from..bracket.item.span.start], &text[bracket.item.span.end..to]);
    let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
    let end = memchr::memchr2(b'\n', b'\r', behind.as_bytes()).unwrap_or(behind.len());
    (&before[start..], &behind[..end])
}
