//! What is wanted where a placeholder stands, and where else it does.

use super::words::{asked_by, code, guidance};
use super::{Hover, Look};
use crate::assist::subject::{giving, is_input, open, placeholder_at};
use crate::document::Document;
use crate::template::{Home, placeholder_name};
use crate::text::Span;

/// How many lines are named.
const SHOWN: usize = 2;

/// What to say of the placeholder at the place.
pub(super) fn hover(look: &Look<'_>) -> Option<Hover> {
    let (document, template, alignment) = look.snapshot.aligned()?;
    let placeholder = placeholder_at(look.snapshot, look.offset)?;
    let span = placeholder.span;
    let text = document.slice(span);
    let name = placeholder_name(&text).trim().to_owned();
    let mut paragraphs = vec![format!("**Wanted:** {}", code(&name))];
    if let Home::Spec(spec) = alignment.home(document, span.start) {
        let told = guidance(template, spec);
        // Guidance that is nothing but the placeholder says nothing more.
        paragraphs.extend((told != name).then_some(told));
    }
    let given = giving(look.snapshot, &name).next();
    if let Some(given) = given {
        paragraphs.push(format!("It is {} in line {}.", code(&given.value), line(document, given.span)));
    } else if is_input(template, &name) {
        paragraphs.push("One value wherever it stands.".to_owned());
    }
    paragraphs.push(elsewhere(look, document, span, &name));
    paragraphs.extend(placeholder.learned.map(|learned| asked_by(look, template, learned)));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Some(Hover { span, markdown: paragraphs.join("\n\n") })
}

/// The other lines that have a placeholder of this name.
fn elsewhere(look: &Look<'_>, document: &Document, span: Span, name: &str) -> String {
    let others: Vec<Span> = open(look.snapshot, name).filter(|other| *other != span).collect();
    // Of thousands, only those are looked up that are named.
    let named = if others.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN };
    let mut lines: Vec<usize> = others.iter().take(named).map(|other| line(document, *other)).collect();
    lines.dedup();
    let more = others.len().saturating_sub(named);
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    match (lines.as_slice(), more) {
        ([], _) => String::new(),
        ([one], 0) => format!("Also in line {one}."),
        ([first @ .., last], 0) => format!("Also in lines {} and {last}.", first.join(", ")),
        ([one], more) => format!("Also in line {one} and {more} more."),
        (lines, more) => format!("Also in lines {} and {more} more.", lines.join(", ")),
    }
}

/// The line of a place as editors count, from 1.
fn line(document: &Document, span: Span) -> usize {
    let position = document.text().position(span.start, crate::text::Encoding::Utf8);
    position.line as usize + 1
}
