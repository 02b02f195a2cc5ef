//! `required-input`

use super::edits::brief;
use super::{About, Example, Findings, Rule, Weight};
use crate::document::Document;
use crate::markdown::{BlockKind, BracketKind, Context, normalise};
use crate::text::Span;
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "required-input",
    summary: "The author marked something as still to be decided.",
    explanation: "\
`[REQUIRED_INPUT]`, `[NEEDS CLARIFICATION: which region?]` and a bare `TBD` say that somebody still owes an answer.
They are right in a draft and wrong at release. `TBD` counts only where it is the whole value: a paragraph, an item, a
table cell or a field. A comment of your own that begins with `TODO` is a hint.",
    example: Example {
        template: "# {title}\n\n## Limits\n\n{limits}\n",
        bad: "# Export\n\n## Limits\n\nOne export takes at most [REQUIRED_INPUT].\n",
        good: "# Export\n\n## Limits\n\nOne export takes at most 30 s.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |_, _| Vec::new(),
};

/// Words that stand for a value nobody has decided.
const UNDECIDED: [&str; 4] = ["TBD", "TBC", "TBA", "TODO"];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if snapshot.template().is_none() {
        return;
    }
    let document = snapshot.document();
    let whole = Span::new(0, document.len());
    for bracket in document.brackets(whole) {
        let text = bracket.text(bracket.item.span);
        let prose = matches!(bracket.item.context, Context::Prose | Context::FrontMatter | Context::LinkText);
        let span = bracket.span(bracket.item.span);
        if prose && bracket.item.kind == BracketKind::Square && is_marker(text) && !is_mention(document, span) {
            report(snapshot, findings, span, text);
        }
    }
    let mut fields = document.fields(whole).map(|field| (field.span(field.item.value), field.text(field.item.value)));
    let values: Vec<(Span, &str)> =
        fields.by_ref().filter(|(_, text)| is_undecided(text) || is_open_value(text)).collect();
    let blocks = document.blocks(whole).filter_map(|block| {
        let whole_value = matches!(block.item.kind, BlockKind::Paragraph | BlockKind::Cell);
        whole_value.then(|| (block.span(block.item.span), block.text(block.item.span)))
    });
    for comment in document.comments(whole).filter(|comment| is_note_to_self(comment.text(comment.item.text))) {
        let span = comment.span(comment.item.span);
        // One of the template's own is a placeholder or an instruction already.
        if snapshot.placeholders_in(span).is_empty() && snapshot.instructions_in(span).is_empty() {
            let shown = brief(comment.text(comment.item.text));
            let message = format!("the comment \"{shown}\" says that something is still to be done here");
            findings.report_unseen(snapshot, span, About::Text(None), message);
        }
    }
    for (span, text) in values.iter().copied().chain(blocks.filter(|(_, text)| is_undecided(text))) {
        report(snapshot, findings, span, text);
    }
}

/// Whether a bracketed text is a marker for something undecided.
pub(super) fn is_marker(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return false };
    if !inner.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let word = inner.split(':').next().unwrap_or_default().trim().replace(['_', '-'], " ");
    ["REQUIRED INPUT", "INPUT REQUIRED", "NEEDS CLARIFICATION"].contains(&word.as_str())
        || UNDECIDED.contains(&word.as_str())
}

/// Whether the text speaks of such markers: `No [NEEDS CLARIFICATION] markers remain`.
fn is_mention(document: &Document, span: Span) -> bool {
    const SPEAKING: [&str; 8] = ["all", "any", "each", "every", "no", "remaining", "without", "zero"];
    let line = document.text().line_at(span.start);
    let before = normalise(&document.slice(Span::new(line.start, span.start)));
    let behind = normalise(&document.slice(Span::new(span.end, document.text().line_at(span.end).end.max(span.end))));
    let names = behind.split(' ').next().is_some_and(|word| ["marker", "markers", "tag", "tags"].contains(&word));
    names || before.rsplit(' ').next().is_some_and(|word| SPEAKING.contains(&word))
}

/// Whether a field's whole value says that there is none yet, in small letters or as question marks.
fn is_open_value(text: &str) -> bool {
    let is_marks = text.len() >= 2 && text.bytes().all(|byte| byte == b'?');
    is_marks || (text.len() == 3 && ["tbd", "tbc", "tba"].iter().any(|word| text.eq_ignore_ascii_case(word)))
}

fn is_undecided(text: &str) -> bool {
    const AROUND: [char; 8] = ['.', '*', '_', '`', ' ', '…', ':', '!'];
    const LONGEST: usize = 16;
    // Most values are turned down by their first letter.
    if !text.trim_start_matches(AROUND).starts_with(['T', 't']) {
        return false;
    }
    // A comment behind it may say why it is.
    let comment = text.get(..LONGEST + 5).unwrap_or(text).find(" <!--");
    let text = comment.map_or(text, |at| &text[..at]);
    let word = text.trim_matches(AROUND);
    text.len() < LONGEST && (UNDECIDED.contains(&word) || ["todo", "Todo"].contains(&word))
}

/// Whether a comment's text begins with a word that says that something is to be done.
fn is_note_to_self(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    UNDECIDED.contains(&word) || word == "FIXME"
}

fn report(snapshot: &Snapshot, findings: &mut Findings, span: Span, text: &str) {
    let message =
        format!("{} still needs an answer: find it out and write it here", brief(text.trim_end_matches(['.', '…'])));
    findings.report(snapshot, span, About::Text(None), message);
}
