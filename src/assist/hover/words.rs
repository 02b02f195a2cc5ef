//! How hovers say things.

use super::Look;
use crate::template::{FieldKind, Home, Template, ValueKind};
use crate::text::Span;

/// Guidance longer than this, in bytes, is cut.
const LONGEST: usize = 1500;

/// How many of several things are named.
const SHOWN: usize = 8;

/// `text` as code, on one line: nothing in it is markup.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fence = if text.contains('`') { "``" } else { "`" };
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// `texts` as code, the first ones, parted by commas.
pub(super) fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let shown: Vec<String> = texts.iter().take(SHOWN).map(|text| code(text.as_ref())).collect();
    match texts.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `text` with what Markdown would take for markup escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\*_<[]`".contains(c) {
            result.push('\\');
        }
        result.push(c);
    }
    result
}

/// What the template tells the author of a section. Lines that are fields only are no guidance.
pub(super) fn guidance(template: &Template, spec: usize) -> String {
    let guidance = template.specs()[spec].guidance.trim();
    let home = if template.title() == Some(spec) { Home::Preamble } else { Home::Spec(spec) };
    let fields = &template.contents(home).fields;
    let is_field = |line: &str| fields.iter().any(|field| line.contains(&field.label));
    let is_told = guidance.lines().any(|line| !line.trim().is_empty() && !is_field(line));
    if is_told { brief(guidance) } else { String::new() }
}

/// Guidance, cut where it is long.
fn brief(guidance: &str) -> String {
    if guidance.len() <= LONGEST {
        return guidance.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|&at| guidance.is_char_boundary(at)).unwrap_or_default();
    let end = guidance[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", &guidance[..end])
}

/// The template's line that asks for something, as a link where the template is a file.
pub(super) fn asked_by(look: &Look<'_>, template: &Template, span: Span) -> String {
    let (line, _) = template.line(span.start);
    match (look.link)(&template.path, line) {
        Some(address) => {
            let name = template.path.rsplit(['/', '\\']).next().unwrap_or(&template.path);
            format!("Asked for by [{}:{}]({address})", escaped(name), line + 1)
        }
        None => format!("Asked for by `{}:{}`", template.path, line + 1),
    }
}

/// What a front-matter value is; `None` where it may be anything.
pub(super) fn kind(kind: &ValueKind) -> Option<String> {
    Some(match kind {
        ValueKind::Text => return None,
        ValueKind::Date => "a date".to_owned(),
        ValueKind::Version => "a version".to_owned(),
        ValueKind::Number => "a number".to_owned(),
        ValueKind::List => "a list".to_owned(),
        ValueKind::Choice { values, others: false } => format!("one of {}", list(values)),
        ValueKind::Choice { values, others: true } => format!("one of {}, or another", list(values)),
    })
}

/// What a field's value is; `None` where it may be anything on its line.
pub(super) fn field_kind(kind: FieldKind, choices: &[String]) -> Option<String> {
    match kind {
        _ if !choices.is_empty() => Some(format!("one of {}", list(choices))),
        FieldKind::Block => Some("a list or a text below it".to_owned()),
        FieldKind::Open => Some("may be empty".to_owned()),
        FieldKind::Written => None,
    }
}

/// A hover's Markdown as plain text: without emphasis, code marks, escapes, and the addresses of links.
pub fn plain_text(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.starts_with("```")).map(|line| match line {
        "---" => String::new(),
        line => plain_line(line),
    });
    let mut text = String::with_capacity(markdown.len());
    for line in lines {
        // What was a rule between blank lines is one blank line.
        if !(line.is_empty() && text.ends_with("\n\n")) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn plain_line(line: &str) -> String {
    let line = line.replace("**", "");
    let mut text = String::with_capacity(line.len());
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next_if(|(_, next)| next.is_ascii_punctuation()) {
                Some((_, next)) => text.push(next),
                None => text.push(c),
            },
            '`' => {}
            ']' if line[at..].starts_with("](") && line[at..].contains(')') && line[..at].contains('[') => {
                while chars.next().is_some_and(|(_, c)| c != ')') {}
                if let Some(open) = text.rfind('[') {
                    text.remove(open);
                }
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_plain_text() {
        let markdown = "**A** is `b`, [spec.md:3](file:///s.md#L3) \\<x\\> 仕\n\n---\n\n- {c} [d]\n````text\ne\n````\n";
        assert_eq!(plain_text(markdown), "A is b, spec.md:3 <x> 仕\n\n- {c} [d]\ne");
        assert_eq!(plain_text(""), "");
    }

    #[test]
    fn code_stays_code_and_long_guidance_is_cut() {
        assert_eq!([code("a`b"), code("`a`"), code("a\n  b")], ["``a`b``", "`` `a` ``", "`a b`"]);
        assert_eq!(list(&["a"; 10]), format!("{} and 2 more", ["`a`"; 8].join(", ")));
        let long = brief(&"仕 ".repeat(1000));
        assert!(long.len() < 1520 && long.ends_with("仕 …"), "{long}");
    }
}
