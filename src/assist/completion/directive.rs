//! Completion inside directives: `<!-- specls: … -->`.

use super::cursor::Cursor;
use super::{Completion, CompletionKind};
use crate::assist::directive::{documentation, home, is_code};
use crate::rules;
use crate::template::{DIRECTIVES, For, Grammar, Piece, Skeleton};
use crate::text::Span;
use crate::workspace::{Library, Snapshot};

/// A directive that is being written, up to the cursor and behind it.
struct Begun<'a> {
    /// What stands behind `specls:` up to the cursor.
    said: &'a str,
    /// Whether a colon stands right ahead of the cursor: behind it a value has a space.
    is_behind_colon: bool,
    /// The cursor, in bytes of the document.
    cursor: usize,
    /// The rest of the line.
    rest: &'a str,
}

/// What can be completed at the cursor; `None` where that is in no directive.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    let (document, snapshot, library) = (cursor.document(), cursor.snapshot, cursor.around.library);
    let (line, before, rest) = (cursor.line, cursor.before(), cursor.behind());
    let open = before.rfind("<!--")?;
    let said = before[open + 4..].trim_start().strip_prefix("specls:")?.trim_start();
    if said.contains("-->") || is_code(document, line.start + open) {
        return None;
    }
    let begun = Begun { said, is_behind_colon: before.ends_with(':'), cursor: cursor.offset, rest };
    let value = said.find([' ', '\t', ':']).map(|at| (&said[..at], said[at..].trim_start_matches([':', ' ', '\t'])));
    Some(match value {
        None => names(snapshot, &begun),
        Some(("ignore" | "ignore-section" | "ignore-document", value)) => rule_ids(&begun, value),
        Some(("template", value)) => templates(library, &begun, value),
        Some(_) => Vec::new(),
    })
}

impl Begun<'_> {
    /// One more thing to complete: `pieces` in the place of `typed`, which ends at the cursor, and of
    /// the word's end behind it.
    fn item(&self, typed: &str, label: String, mut pieces: Vec<Piece>, order: usize) -> Completion {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut behind = self.rest.len() - self.rest.trim_start_matches(is_word).len();
        // A hyphen is a word's only where the word goes on: `-->` is none.
        while self.rest[behind..].strip_prefix('-').is_some_and(|more| more.starts_with(is_word)) {
            let more = &self.rest[behind + 1..];
            behind += 1 + more.len() - more.trim_start_matches(is_word).len();
        }
        if !self.rest.contains("-->") {
            pieces.push(Piece::Text(" -->".to_owned()));
        }
        let space = if self.is_behind_colon && typed.is_empty() { " " } else { "" };
        pieces.insert(0, Piece::Text(space.to_owned()));
        Completion {
            filter: format!("{space}{label}"),
            label,
            kind: CompletionKind::Directive,
            detail: String::new(),
            documentation: String::new(),
            span: Span::new(self.cursor - typed.len(), self.cursor + behind),
            skeleton: Skeleton(pieces),
            order,
        }
    }
}

/// The directives that may stand in this document.
fn names(snapshot: &Snapshot, begun: &Begun<'_>) -> Vec<Completion> {
    let follows = snapshot.template().is_some() || snapshot.unknown_template().is_some();
    let fits = |home: For| match snapshot.is_template() {
        true => home == For::Template,
        false => home == For::Document || !follows,
    };
    let item = |(order, grammar): (usize, &Grammar)| {
        let (parting, value) = grammar.value();
        let mut pieces = vec![Piece::Text(format!("{}{parting}", grammar.name))];
        if !value.is_empty() && !begun.rest.trim_start().starts_with([':', '=']) {
            pieces.push(Piece::Hole(value.to_owned()));
        }
        Completion {
            detail: home(grammar.home).to_owned(),
            documentation: documentation(grammar),
            ..begun.item(begun.said, grammar.usage.to_owned(), pieces, order)
        }
    };
    DIRECTIVES.iter().filter(|grammar| fits(grammar.home)).enumerate().map(item).collect()
}

/// The rules that can be ignored, but for those that are named already.
fn rule_ids(begun: &Begun<'_>, value: &str) -> Vec<Completion> {
    if value.contains(':') {
        return Vec::new();
    }
    let typed = value.rsplit(',').next().unwrap_or_default().trim_start();
    let named: Vec<&str> = value[..value.len() - typed.len()].split(',').map(str::trim).collect();
    let open = rules::all().iter().filter(|rule| !named.contains(&rule.id));
    let item = |(order, rule): (usize, &&rules::Rule)| {
        let mut pieces = vec![Piece::Text(rule.id.to_owned())];
        if !begun.rest.contains([':', ',']) {
            pieces.push(Piece::Text(": ".to_owned()));
            pieces.push(Piece::Hole("reason".to_owned()));
        }
        Completion {
            detail: "rule".to_owned(),
            documentation: rule.summary.to_owned(),
            ..begun.item(typed, rule.id.to_owned(), pieces, order)
        }
    };
    open.enumerate().map(item).collect()
}

/// The templates that a document may follow, by what it calls them.
fn templates(library: &Library, begun: &Begun<'_>, value: &str) -> Vec<Completion> {
    if value.contains('=') {
        return Vec::new();
    }
    let item = |(order, template): (usize, &std::sync::Arc<crate::template::Template>)| {
        let name = template.name();
        Completion {
            detail: "template".to_owned(),
            documentation: template.summary(),
            ..begun.item(value, name.clone(), vec![Piece::Text(name)], order)
        }
    };
    library.templates().iter().chain(library.older()).enumerate().map(item).collect()
}
