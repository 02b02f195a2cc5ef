//! Completion and hover inside directives: `<!-- specls: … -->`.

use super::completion::Cursor;
use super::{Completion, CompletionKind, Hover};
use crate::document::{Document, Located};
use crate::markdown::{self, BlockKind, InlineKind};
use crate::rules;
use crate::template::{DIRECTIVES, Directive, For, Grammar, Piece, Skeleton};
use crate::text::Span;
use crate::workspace::{Library, Snapshot};

/// A directive that is being written, up to the cursor and behind it.
struct Begun<'a> {
    /// What stands behind `specls:` up to the cursor.
    said: &'a str,
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
    let begun = Begun { said, cursor: cursor.offset, rest };
    let value = said.find([' ', '\t', ':']).map(|at| (&said[..at], said[at..].trim_start_matches([':', ' ', '\t'])));
    Some(match value {
        None => names(snapshot, &begun),
        Some(("ignore" | "ignore-section" | "ignore-document", value)) => rule_ids(&begun, value),
        Some(("template", value)) => templates(library, &begun, value),
        Some(_) => Vec::new(),
    })
}

/// Whether code is at `offset`: what looks like a comment there is an example of one.
pub(super) fn is_code(document: &Document, offset: usize) -> bool {
    let from = document.section_at(offset).map_or(0, |section| document.sections()[section].extent.start);
    let around = Span::new(from, offset + 1);
    let holds = |span: Span| span.start <= offset && offset < span.end;
    document
        .blocks(around)
        .any(|block| matches!(block.item.kind, BlockKind::Code { .. }) && holds(block.span(block.item.span)))
        || document
            .inlines(around)
            .any(|inline| inline.item.kind == InlineKind::Code && holds(inline.span(inline.item.span)))
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
        Completion {
            filter: label.clone(),
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

fn home(home: For) -> &'static str {
    match home {
        For::Template => "in templates",
        For::Document => "in documents",
    }
}

fn documentation(grammar: &Grammar) -> String {
    let Grammar { usage, summary, example, .. } = grammar;
    format!("`{usage}` ({})\n\n{summary}\n\n````markdown\n<!-- specls: {example} -->\n````", home(grammar.home))
}

/// What there is to say of a directive: of a rule or template that it names, else of itself.
pub(super) fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let document = snapshot.document();
    let whole = Span::new(0, document.len());
    let raw = document.directives(whole).find(|raw| raw.span(raw.item.span).touches(offset))?;
    let read = Directive::read(raw).ok();
    part(snapshot, raw, read.as_ref(), offset).or_else(|| {
        let name = raw.text(raw.item.name);
        let home = read.as_ref().map(Directive::home);
        let is_it = |grammar: &&Grammar| grammar.name == name && home.is_none_or(|home| grammar.home == home);
        let markdown = documentation(DIRECTIVES.iter().find(is_it)?);
        Some(Hover { span: raw.span(raw.item.span), markdown })
    })
}

/// The rule or the template whose name is at `offset`.
fn part(
    snapshot: &Snapshot,
    raw: Located<'_, markdown::Directive>,
    read: Option<&Directive<'_>>,
    offset: usize,
) -> Option<Hover> {
    let value = raw.span(raw.item.value);
    let inside = offset.checked_sub(value.start).filter(|_| value.touches(offset))?;
    match read? {
        Directive::Ignore { .. } => {
            let text = raw.text(raw.item.value);
            let rules = &text[..text.find(':')?];
            let start = rules.get(..inside)?.rfind(',').map_or(0, |comma| comma + 1);
            let end = rules[inside..].find(',').map_or(rules.len(), |comma| inside + comma);
            let id = rules[start..end].trim();
            let at = value.start + start + rules[start..end].find(id)?;
            let rule = rules::find(id)?;
            let markdown = format!("**{id}**: {}\n\n`specls explain {id}` says more.", rule.summary);
            Some(Hover { span: Span::new(at, at + id.len()), markdown })
        }
        Directive::Follows { .. } => {
            let template = snapshot.template()?;
            let markdown = format!("**{}**: {}\n\n`{}`", template.name(), template.summary(), template.path);
            Some(Hover { span: value, markdown })
        }
        _ => None,
    }
}
