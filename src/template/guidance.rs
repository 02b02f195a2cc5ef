//! What a template tells the author of a section.

use super::Placeholders;
use super::notation::without_brackets;
use crate::document::{Document, Section};
use crate::markdown::{BlockKind, InlineKind, normalise};
use crate::text::Span;

/// How guidance begins that leaves a section to the author.
const OPTIONAL: [&str; 6] = [
    "optional",
    "if applicable",
    "this section is optional",
    "this subsection is optional",
    "this is an optional",
    "this element is optional",
];

/// Comments that speak to other tools.
const TOOLS: [&str; 8] = ["cspell", "lint", "markdownlint", "prettier", "rumdl", "specls", "textlint", "vale"];

/// Whether a comment's text speaks to a tool rather than to an author.
pub(super) fn is_for_tools(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    TOOLS.contains(&word.as_str()) || text.starts_with("START doctoc") || text.starts_with("END doctoc")
}

/// The instruction text of a section: `guidance` directives, comments at and in it, block quotes,
/// italic paragraphs, paragraphs that are one placeholder, and prose where there is nothing else. A
/// paragraph that ends in a colon takes the list behind it along.
pub(super) fn guidance(document: &Document, section: &Section, placeholders: &Placeholders) -> String {
    let own = section.own();
    let mut parts: Vec<(usize, String)> = Vec::new();
    for comment in document.comments(own) {
        let text = comment.text(comment.item.text);
        if !is_for_tools(text) {
            parts.push((comment.span(comment.item.span).start, without_marker(text).to_owned()));
        }
    }
    for directive in document.directives(own).filter(|directive| directive.text(directive.item.name) == "guidance") {
        parts.push((directive.span(directive.item.span).start, directive.text(directive.item.value).to_owned()));
    }
    let mut prose = Vec::new();
    let mut leads = false;
    for block in document.blocks(section.body).filter(|block| block.item.parent.is_none()) {
        let span = block.span(block.item.span);
        let text = block.text(block.item.span);
        let led = std::mem::take(&mut leads);
        match block.item.kind {
            BlockKind::List { .. } if led => match parts.last_mut() {
                Some((_, last)) => *last = format!("{last}\n\n{text}"),
                None => prose.push((span.start, text.to_owned())),
            },
            BlockKind::Quote => parts.push((span.start, unquote(text))),
            BlockKind::Paragraph => {
                leads = text.ends_with(':');
                match placeholders.spans().binary_search(&without_colon(span, text)) {
                    Ok(_) => parts.push((span.start, without_brackets(text.trim_end_matches(':')).trim().to_owned())),
                    Err(_) if is_italic(document, span) => {
                        parts.push((span.start, text.trim_matches(['*', '_']).to_owned()));
                    }
                    Err(_) => {
                        leads = leads && parts.is_empty();
                        prose.push((span.start, text.to_owned()));
                    }
                }
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        parts = prose;
    }
    parts.sort_unstable_by_key(|(start, _)| *start);
    parts.into_iter().map(|(_, text)| text.trim().to_owned()).collect::<Vec<_>>().join("\n\n")
}

/// Whether a comment at the heading, or the guidance's beginning, says that the section may be left out.
pub(super) fn is_optional(document: &Document, section: &Section, guidance: &str) -> bool {
    let at_heading = Span::new(section.extent.start, section.heading.end);
    let said_there = document.comments(at_heading).any(|comment| {
        let text = normalise(comment.text(comment.item.text));
        text.contains("optional") || text.contains("if applicable") || text.contains("feel free to remove")
    });
    let beginning = normalise(guidance.lines().next().unwrap_or_default());
    said_there || OPTIONAL.iter().any(|known| beginning.starts_with(known))
}

/// Whether the section has anything of its own behind its heading, directives for tools apart.
pub(super) fn has_body(document: &Document, section: &Section) -> bool {
    document.blocks(section.body).any(|block| match block.item.kind {
        BlockKind::Rule | BlockKind::LinkDefinition { .. } => false,
        BlockKind::Html { comments_only: true } => {
            let span = block.span(block.item.span);
            document.comments(span).any(|comment| !is_for_tools(comment.text(comment.item.text)))
        }
        _ => true,
    })
}

/// `span`, a paragraph's with this text, without a colon at its end.
pub(super) fn without_colon(span: Span, text: &str) -> Span {
    let kept = text.strip_suffix(':').map_or(text, str::trim_end);
    Span::new(span.start, span.start + kept.len())
}

/// Whether emphasis covers all of `span`, white space between two runs of it apart.
pub(super) fn is_italic(document: &Document, span: Span) -> bool {
    let mut end = span.start;
    let emphasis = document.inlines(span).filter(|inline| inline.item.kind == InlineKind::Emphasis);
    for inline in emphasis.map(|inline| inline.span(inline.item.span)) {
        if inline.start >= end {
            if !document.slice(Span::new(end, inline.start)).trim().is_empty() {
                return false;
            }
            end = inline.end;
        }
    }
    end == span.end && !span.is_empty()
}

/// The text behind `MARKER:`.
fn without_marker(text: &str) -> &str {
    match text.split_once(':') {
        Some((marker, rest)) if marker.chars().all(|c| c.is_ascii_uppercase() || "_ 0123456789".contains(c)) => {
            rest.trim()
        }
        _ => text,
    }
}

fn unquote(text: &str) -> String {
    text.lines().map(|line| line.trim_start().trim_start_matches('>').trim()).collect::<Vec<_>>().join("\n")
}
