//! `required-input`

use super::edits::brief;
use super::{About, Example, Findings, Rule, Weight};
use crate::document::Document;
use crate::markdown::{BlockKind, BracketKind, Chunk, Context, normalise};
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

/// What in a chunk may say that something is open, whatever stands around: in the order in which it is reported.
struct Open(Vec<OpenText>);

#[derive(Clone, Copy)]
struct OpenText {
    kind: OpenKind,
    span: Span,
    /// What is said of it: of a comment what is inside.
    text: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OpenKind {
    /// A marker in square brackets.
    Marker,
    /// A comment.
    Note,
    /// A whole value.
    Value,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if snapshot.template().is_none() {
        return;
    }
    let document = snapshot.document();
    let mut open = Vec::new();
    for (base, chunk) in document.all_chunks() {
        let at = |open: &OpenText| (open.kind, open.span.shift(base), open.text.shift(base));
        open.extend(chunk.memo(Open::of).0.iter().map(at));
    }
    // Stable: those of one kind stay in their order.
    open.sort_by_key(|&(kind, ..)| kind);
    for (kind, span, text) in open {
        let text = document.slice(text);
        match kind {
            OpenKind::Marker if is_mention(document, span) => {}
            OpenKind::Marker | OpenKind::Value => report(snapshot, findings, span, &text),
            OpenKind::Note => note(snapshot, findings, span, &text),
        }
    }
}

fn note(snapshot: &Snapshot, findings: &mut Findings, span: Span, text: &str) {
    // One of the template's own is a placeholder or an instruction already.
    if snapshot.placeholders_in(span).is_empty() && snapshot.instructions_in(span).is_empty() {
        let shown = brief(text);
        let message = format!("the comment \"{shown}\" says that something is still to be done here");
        findings.report_unseen(snapshot, span, About::Text(None), message);
    }
}

impl Open {
    fn of(chunk: &Chunk) -> Self {
        let text = |span: Span| &chunk.text()[span.range()];
        let all = |kind, span| OpenText { kind, span, text: span };
        let mut open = Vec::new();
        for bracket in chunk.brackets() {
            let prose = matches!(bracket.context, Context::Prose | Context::FrontMatter | Context::LinkText);
            if prose && bracket.kind == BracketKind::Square && is_marker(text(bracket.span)) {
                open.push(all(OpenKind::Marker, bracket.span));
            }
        }
        let notes = chunk.comments().iter().filter(|comment| is_note_to_self(text(comment.text)));
        open.extend(notes.map(|comment| OpenText { text: comment.text, ..all(OpenKind::Note, comment.span) }));
        let fields = chunk.fields().iter().map(|field| field.value);
        let fields = fields.filter(|&value| is_undecided(text(value)) || is_open_value(text(value)));
        let is_value = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Cell);
        let blocks = chunk.blocks().iter().filter(|block| is_value(&block.kind)).map(|block| block.span);
        let values = fields.chain(blocks.filter(|&block| is_undecided(text(block))));
        open.extend(values.map(|value| all(OpenKind::Value, value)));
        Self(open)
    }
}

/// The markers such as `[REQUIRED_INPUT]` that begin inside `span`, by place; none when there is no template.
pub fn owed(snapshot: &Snapshot, span: Span) -> Vec<Span> {
    if snapshot.template().is_none() {
        return Vec::new();
    }
    let document = snapshot.document();
    let mut markers = Vec::new();
    for (base, chunk) in document.all_chunks() {
        let open = chunk.memo(Open::of);
        let own = open.0.iter().filter(|open| open.kind == OpenKind::Marker).map(|open| open.span.shift(base));
        markers.extend(own.filter(|marker| span.start <= marker.start && marker.start < span.end));
    }
    markers.retain(|marker| !is_mention(document, *marker));
    markers
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
