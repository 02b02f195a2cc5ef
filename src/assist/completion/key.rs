//! Inside the front matter: keys that are missing, and values.

use super::cursor::Cursor;
use super::slot::Slot;
use super::{Completion, CompletionKind, begins};
use crate::document::{Entry, FrontMatter, FrontMatterKind, same_key};
use crate::rules::open_keys;
use crate::template::{ValueKind, kind_of_key};
use crate::text::Span;
use crate::workspace::Snapshot;

/// Keys or values; `None` where the cursor is in no front matter.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    let document = cursor.document();
    match document.front_matter() {
        Some(matter) if matter.content.start <= cursor.offset && cursor.offset < matter.content.end => {
            Some(value(cursor, matter).unwrap_or_else(|| keys(cursor, Some(matter))))
        }
        // Between two fences, or behind the end of the second.
        Some(matter) if cursor.offset < matter.span.end => Some(Vec::new()),
        Some(_) => None,
        None => is_begun(cursor).then(|| keys(cursor, None)),
    }
}

/// Whether all above the cursor is the beginning of front matter that nobody has closed yet, or that has no key yet.
fn is_begun(cursor: &Cursor<'_>) -> bool {
    const MOST: usize = 4000;
    let text = cursor.document().text();
    let start = text.line_start(0);
    if cursor.line.start > MOST || cursor.line.start == start {
        return false;
    }
    let above = text.slice(Span::new(start, cursor.line.start));
    let mut lines = above.lines();
    let is_fence = lines.next().is_some_and(|first| matches!(first.trim_end(), "---" | "+++"));
    let is_entry = |line: &str| line.is_empty() || line.contains([':', '=']) || line.starts_with([' ', '#', '-', '\t']);
    is_fence && lines.all(is_entry)
}

/// The keys that are missing, where a line is empty or a key is begun.
fn keys(cursor: &Cursor<'_>, matter: Option<&FrontMatter>) -> Vec<Completion> {
    let (before, behind) = (cursor.before(), cursor.behind());
    let is_word = |c: char| c.is_alphanumeric() || "_-\"'".contains(c);
    let is_key = before.chars().all(is_word) && behind.trim_end().chars().all(is_word);
    if !is_key || before.starts_with("---") || is_inside_value(cursor, matter) {
        return Vec::new();
    }
    let Some(template) = cursor.snapshot.template() else { return Vec::new() };
    if matter.is_some() {
        return items(cursor, cursor.snapshot);
    }
    // As if it were closed where the cursor is.
    let fence = if cursor.document().slice(Span::new(0, 6)).contains('+') { "+++" } else { "---" };
    let closed = cursor.document().edit(cursor.line, fence);
    items(cursor, &Snapshot::new(closed, Some(template.clone())))
}

fn items(cursor: &Cursor<'_>, snapshot: &Snapshot) -> Vec<Completion> {
    let Some(template) = snapshot.template() else { return Vec::new() };
    let own = snapshot.document().front_matter().map(|matter| matter.kind);
    // Lines of one syntax are none of the other.
    if own.is_none() || own != template.document.front_matter().map(|matter| matter.kind) {
        return Vec::new();
    }
    let language = if own == Some(FrontMatterKind::Toml) { "toml" } else { "yaml" };
    let typed = cursor.before().trim_start_matches(['"', '\'']);
    let line_ending = snapshot.document().text().line_ending();
    let keys = open_keys(snapshot).into_iter().filter(|key| begins(&key.spec.name, typed)).map(|key| {
        let text = key.skeleton.plain();
        Completion {
            label: key.spec.name.clone(),
            kind: CompletionKind::Key,
            detail: format!("missing key of {}", template.id),
            documentation: format!("```{language}\n{text}\n```"),
            span: cursor.line,
            skeleton: key.skeleton.in_line_ending(line_ending),
            filter: key.spec.name.clone(),
            order: 0,
        }
    });
    keys.collect()
}

/// Whether the line is inside of a value of several lines, or of a table of TOML: no key can stand there.
fn is_inside_value(cursor: &Cursor<'_>, matter: Option<&FrontMatter>) -> bool {
    let Some(matter) = matter else { return false };
    let (content, line) = (matter.text(matter.content), cursor.line);
    let Some((above, below)) = content.split_at_checked(line.start.saturating_sub(matter.content.start)) else {
        return false;
    };
    let below = below.get(cursor.source().len()..).unwrap_or_default();
    let next = below.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match matter.kind {
        FrontMatterKind::Yaml => next.starts_with([' ', '\t', '-']),
        FrontMatterKind::Toml => {
            above.lines().any(|line| line.trim_start().starts_with('['))
                || above.matches('[').count() > above.matches(']').count()
        }
    }
}

/// Values for the entry that the cursor is in; `None` where it is at a key.
fn value(cursor: &Cursor<'_>, matter: &FrontMatter) -> Option<Vec<Completion>> {
    let entry = matter.entries.iter().rev().find(|entry| entry.key.start <= cursor.offset)?;
    let (start, end) = region(cursor, matter, entry)?;
    if cursor.offset < start || end < cursor.offset {
        return Some(Vec::new());
    }
    let Some((start, end, quoted)) = scalar(cursor, start, end) else { return Some(Vec::new()) };
    let key = matter.text(entry.key);
    let spec =
        cursor.snapshot.template().and_then(|template| template.keys().iter().find(|spec| same_key(&spec.name, key)));
    let kind = spec.map_or_else(|| kind_of_key(key), |spec| spec.kind.clone());
    let in_list = is_list(cursor.source(), cursor.line.start, start);
    let is_glued = cursor.before().ends_with([':', '=']) && start == cursor.offset;
    let syntax = matter.kind;
    let write = move |value: &str| {
        let needs_quotes = in_list && value.contains([',', '[', ']', '{', '}']);
        let text = match quoted {
            Some('"') => value.replace('\\', "\\\\").replace('"', "\\\""),
            Some(_) => value.replace('\'', "''"),
            None if needs_quotes => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
            None => syntax.scalar(value),
        };
        if is_glued { format!(" {text}") } else { text }
    };
    let slot = Slot {
        span: Span::new(start, end),
        name: key.to_owned(),
        wanted: spec.map(|spec| spec.key),
        choices: match &kind {
            ValueKind::Choice { values, .. } => values.clone(),
            _ => Vec::new(),
        },
        kind,
        in_list,
        write: Box::new(write),
    };
    Some(slot.complete(cursor))
}

/// Where the value stands on the cursor's line: behind the key, or as an item of a list below it; without the comment
/// behind it. `None` where the line is another one.
fn region(cursor: &Cursor<'_>, matter: &FrontMatter, entry: &Entry) -> Option<(usize, usize)> {
    let source = cursor.source();
    let line = cursor.line.start;
    let end = source.find(" #").map_or(source.len(), |comment| source[..comment].len());
    if entry.key.start >= line {
        let behind = entry.key.end.checked_sub(line)?;
        let separator = if matter.kind == FrontMatterKind::Yaml { ':' } else { '=' };
        let start = behind + source.get(behind..)?.find(separator)? + 1;
        return (cursor.offset >= line + start).then_some((line + start, line + end.max(start)));
    }
    let text = source.trim_start();
    let item = text.strip_prefix("- ")?;
    let start = source.len() - item.len();
    (cursor.offset >= line + start).then_some((line + start, line + end.max(start)))
}

/// The scalar at the cursor between two places of its line: of a list in brackets the item there, without
/// white space, and the quotes around it. `None` where the cursor is beside it.
fn scalar(cursor: &Cursor<'_>, start: usize, end: usize) -> Option<(usize, usize, Option<char>)> {
    let line = cursor.line.start;
    let (mut from, mut to) = (start - line, end - line);
    let (source, at) = (cursor.source(), cursor.offset - line);
    if source[from..to].trim_start().starts_with('[') && !source[from..to].trim_end().ends_with('}') {
        let open = source[from..at.min(to)].rfind(['[', ',']);
        let close = source[at.min(to)..to].find([',', ']']).map(|close| at + close);
        let is_placeholder = source[from..to].contains(" | ");
        if let (Some(open), false) = (open, is_placeholder) {
            (from, to) = (from + open + 1, close.unwrap_or(to));
        }
    }
    let text = &source[from..to];
    if text.trim().is_empty() {
        return Some((cursor.offset, cursor.offset, None));
    }
    let (mut from, mut to) = (from + text.len() - text.trim_start().len(), from + text.trim_end().len());
    let mut quoted = None;
    for quote in ['"', '\''] {
        let inner = &source[from..to];
        if inner.starts_with(quote) && at > from {
            quoted = Some(quote);
            to -= usize::from(inner.len() > 1 && inner.ends_with(quote));
            from += 1;
            break;
        }
    }
    (from <= at && at <= to).then_some((line + from, line + to, quoted))
}

/// Whether the value at `start` is one of several.
fn is_list(source: &str, line: usize, start: usize) -> bool {
    let before = &source[..start.saturating_sub(line).min(source.len())];
    before.contains(['[', ',']) || before.trim_start().starts_with("- ")
}
