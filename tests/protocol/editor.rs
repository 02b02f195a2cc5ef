//! What an editor does with the server's answers: places in the negotiated encoding, edits, lists,
//! snippets. It counts for itself and forgives nothing, so that no mistake of the server is hidden.

use serde_json::{Value, json};
use specls::text::Encoding;
use std::iter::Peekable;
use std::str::Chars;

/// The place of the byte at `offset`.
pub(crate) fn place(text: &str, offset: usize, encoding: Encoding) -> Value {
    let lines = lines(text);
    let index = lines.partition_point(|(start, _)| *start <= offset) - 1;
    let (start, line) = lines[index];
    json!({"line": index, "character": columns(&line[..offset - start], encoding)})
}

/// The byte at `place`. Fails on a place that the text does not have.
pub(crate) fn offset(text: &str, place: &Value, encoding: Encoding) -> usize {
    let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    let (start, line) = *lines(text).get(number("line")).unwrap_or_else(|| panic!("no such line: {place}"));
    let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    let at = ends.into_iter().find(|&at| columns(&line[..at], encoding) == number("character"));
    start + at.unwrap_or_else(|| panic!("no such column in {line:?}: {place}"))
}

/// Where each line starts, and its text without its line ending.
pub(crate) fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = 0;
    while let Some(length) = text[start..].find(['\n', '\r']) {
        let end = start + length;
        lines.push((start, &text[start..end]));
        start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines.push((start, &text[start..]));
    lines
}

fn columns(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    }
}

/// `text` with the edits made, all at once.
pub(crate) fn applied(text: &str, edits: &Value, encoding: Encoding) -> String {
    let place = |edit: &Value, end: &str| offset(text, &edit["range"][end], encoding);
    let edit = |edit: &Value| (place(edit, "start"), place(edit, "end"), edit["newText"].as_str().unwrap().to_owned());
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().map(edit).collect();
    edits.sort_by_key(|(start, ..)| *start);
    let (mut result, mut from) = (String::new(), 0);
    for (start, end, new) in edits {
        assert!(from <= start && start <= end, "edits overlap");
        result.push_str(&text[from..start]);
        result.push_str(&new);
        from = end;
    }
    result + &text[from..]
}

/// The items as an editor shows them.
pub(crate) fn sorted(mut list: Value) -> Vec<Value> {
    let Value::Array(mut items) = list["items"].take() else { panic!("{list}") };
    items.sort_by(|one, other| one["sortText"].as_str().cmp(&other["sortText"].as_str()));
    items
}

/// `text` once `item`, which was asked for with the cursor at `asked`, is accepted at `cursor`: what
/// was typed in between is replaced too.
pub(crate) fn accepted(text: &str, item: &Value, (asked, cursor): (usize, usize), encoding: Encoding) -> String {
    let edit = &item["textEdit"];
    assert_eq!(edit["range"]["start"]["line"], edit["range"]["end"]["line"], "more than one line: {item}");
    let range = ["start", "end"].map(|end| offset(text, &edit["range"][end], encoding));
    let [start, end] = range;
    assert!((start..=end).contains(&asked), "the cursor is not in the range: {item}");
    let typed = &text[start..cursor];
    assert!(is_match(item["filterText"].as_str().unwrap(), typed), "{typed:?} filters away {item}");
    let new = edit["newText"].as_str().unwrap();
    let new = if item["insertTextFormat"] == 2 { expanded(new, text) } else { new.to_owned() };
    format!("{}{new}{}", &text[..start], &text[end + (cursor - asked)..])
}

/// Whether the list keeps an item while `typed` stands there: all of its characters occur in order.
fn is_match(filter: &str, typed: &str) -> bool {
    let mut rest = filter.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|typed| rest.any(|c| c == typed))
}

/// The text of a snippet in `document` before anything is typed into it: of a choice, the first value; with the document's
/// line ending, which editors put in place of LF and of nothing else.
pub(crate) fn expanded(snippet: &str, document: &str) -> String {
    assert!(!snippet.contains('\r'), "Neovim and Helix would write CR CR LF: {snippet:?}");
    let ending = if document.contains("\r\n") { "\r\n" } else { "\n" };
    let mut chars = snippet.chars().peekable();
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.push(escaped(&mut chars, &['$', '}', '\\'])),
            '$' => text.push_str(&tab_stop(&mut chars)),
            c => text.push(c),
        }
    }
    text.replace('\n', ending)
}

/// The character behind a backslash; the backslash where it escapes nothing.
fn escaped(chars: &mut Peekable<Chars<'_>>, special: &[char]) -> char {
    chars.next_if(|c| special.contains(c)).unwrap_or('\\')
}

/// The text at a tab stop: what stands behind the `$`.
fn tab_stop(chars: &mut Peekable<Chars<'_>>) -> String {
    let braced = chars.next_if_eq(&'{').is_some();
    assert!(chars.next_if(char::is_ascii_digit).is_some(), "a variable: an editor would take its value");
    while chars.next_if(char::is_ascii_digit).is_some() {}
    if !braced {
        return String::new();
    }
    let open = chars.next().expect("a tab stop is not closed");
    let special: &[char] = if open == '|' { &['$', '}', '\\', ',', '|'] } else { &['$', '}', '\\'] };
    let (mut value, mut is_first) = (String::new(), true);
    loop {
        let c = chars.next().expect("a tab stop is not closed");
        match (open, c) {
            (_, '\\') if is_first => value.push(escaped(chars, special)),
            (_, '\\') => drop(escaped(chars, special)),
            (':', '}') => return value,
            (':', '$') => value.push_str(&tab_stop(chars)),
            ('|', '|') if chars.next_if_eq(&'}').is_some() => return value,
            ('|', ',') => is_first = false,
            (':' | '|', c) if is_first => value.push(c),
            (':' | '|', _) => {}
            _ => panic!("no tab stop begins with {open:?}"),
        }
    }
}

#[test]
fn snippets_are_expanded() {
    assert_eq!(expanded(r"a \$1 \} ${1:{x\}} $2${12|A\, or,B\|,C|} b$0", ""), "a $1 } {x} A, or b");
    assert_eq!(expanded("a\n${1:b\n}", "# T\r\n"), "a\r\nb\r\n");
}
