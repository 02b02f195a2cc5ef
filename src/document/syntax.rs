//! What keeps a parser from reading front matter.

use super::{Entry, FrontMatter, FrontMatterKind};
use crate::text::Span;
use granit_parser::{ErrorKind, Parser};

/// Something in front matter that no parser of its syntax reads, or reads as nobody meant it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Where it is.
    pub span: Span,
    /// The entry that it is in, by index; `None` where it is in none.
    pub entry: Option<usize>,
    /// What it is.
    pub kind: DefectKind,
}

/// What is wrong with front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefectKind {
    /// The key stands there already, in the entry with this index.
    Duplicate(usize),
    /// The value would be read between quotes of this kind.
    NeedsQuotes(char),
    /// A quote or bracket is opened and never closed.
    Unclosed(char),
    /// Lines are indented by tabs.
    Tab,
    /// Anything else, in the parser's words.
    Other(String),
}

/// What a parser says, and where, in bytes from the start of what it read.
struct Problem {
    at: usize,
    message: String,
    is_tab: bool,
    /// Whether only the rest of the front matter can tell.
    is_reference: bool,
}

/// All defects of `matter`, by place.
pub(super) fn defects(matter: &FrontMatter) -> Vec<Defect> {
    let content = matter.text(matter.content);
    let problem = problem(matter.kind, content);
    // A parser of TOML sees keys twice too, and knows better where a text over several lines has one.
    let knows = matter.kind == FrontMatterKind::Toml && problem.is_none();
    let mut found = if knows { Vec::new() } else { duplicates(matter) };
    if let Some(problem) = problem
        && !(matter.kind == FrontMatterKind::Toml && !found.is_empty() && problem.message.contains("duplicate key"))
    {
        let own: Vec<Defect> =
            (0..matter.entries.len()).filter_map(|index| defect_of(matter, index, &problem)).collect();
        if own.is_empty() {
            found.push(elsewhere(matter, problem));
        }
        found.extend(own);
    }
    found.sort_by_key(|defect| defect.span);
    found
}

/// The keys that stand there a second time.
fn duplicates(matter: &FrontMatter) -> Vec<Defect> {
    let mut first = std::collections::HashMap::new();
    let mut found = Vec::new();
    for (index, entry) in matter.entries.iter().enumerate() {
        match first.entry(matter.text(entry.key)) {
            std::collections::hash_map::Entry::Occupied(before) => {
                let kind = DefectKind::Duplicate(*before.get());
                found.push(Defect { span: entry.key, entry: Some(index), kind });
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(index);
            }
        }
    }
    found
}

/// What is wrong with the entry at `index`, read alone; `whole` is what is wrong with all.
fn defect_of(matter: &FrontMatter, index: usize, whole: &Problem) -> Option<Defect> {
    let entry = &matter.entries[index];
    let lines = matter.lines(entry);
    let problem = problem(matter.kind, matter.text(lines))?;
    if problem.is_reference && !whole.is_reference {
        return None;
    }
    let value = matter.text(entry.value);
    let kind = if problem.is_tab {
        DefectKind::Tab
    } else if let Some(open) = unclosed(value) {
        DefectKind::Unclosed(open)
    } else if let Some(quote) = quote(matter, entry) {
        DefectKind::NeedsQuotes(quote)
    } else {
        DefectKind::Other(problem.message)
    };
    let span = if entry.value.is_empty() { entry.key } else { first_line(matter, entry.value) };
    Some(Defect { span, entry: Some(index), kind })
}

/// A problem that no entry has alone, where the parser saw it.
fn elsewhere(matter: &FrontMatter, problem: Problem) -> Defect {
    let content = matter.text(matter.content);
    let at = (0..=problem.at.min(content.len())).rev().find(|&at| content.is_char_boundary(at)).unwrap_or_default();
    let is_end = |c: char| c == '\n' || c == '\r';
    // The parser stops behind what it could not read: that is on the last line with something on it.
    let at = content[..at].trim_end().len().min(at).max(content[..at].rfind(is_end).map_or(0, |end| end + 1).min(at));
    let start = content[..at].rfind(is_end).map_or(0, |end| end + 1);
    let end = content[at..].find(is_end).map_or(content.len(), |len| at + len);
    let line = &content[start..end];
    let start = start + (line.len() - line.trim_start().len());
    let span = Span::new(start, start + line.trim().len()).shift(matter.content.start);
    let entry = matter.entries.iter().position(|entry| matter.lines(entry).covers(span));
    Defect { span, entry, kind: if problem.is_tab { DefectKind::Tab } else { DefectKind::Other(problem.message) } }
}

fn first_line(matter: &FrontMatter, span: Span) -> Span {
    let len = matter.text(span).find(['\n', '\r']).unwrap_or(span.len());
    Span::new(span.start, span.start + len)
}

/// The quote or bracket that `value` opens and never closes.
fn unclosed(value: &str) -> Option<char> {
    let open = value.chars().next()?;
    let count = |c: char| value.matches(c).count();
    match open {
        '"' if (count('"') - value.matches("\\\"").count()) % 2 == 1 => Some(open),
        '\'' if count('\'') % 2 == 1 => Some(open),
        '[' if count('[') > count(']') => Some(open),
        '{' if count('{') > count('}') => Some(open),
        _ => None,
    }
}

/// The quotes between which the value of one line would be read; `None` where they would not help.
fn quote(matter: &FrontMatter, entry: &Entry) -> Option<char> {
    let value = matter.text(entry.value);
    if value.is_empty() || value.contains(['\n', '\r']) || value.starts_with(['"', '\'', '|', '>']) {
        return None;
    }
    let start = matter.lines(entry).start;
    let before = matter.text(Span::new(start, entry.value.start));
    ['"', '\''].into_iter().find(|quote| {
        !value.contains(*quote) && problem(matter.kind, &format!("{before}{quote}{value}{quote}")).is_none()
    })
}

/// The first thing that a parser of `kind` cannot read.
fn problem(kind: FrontMatterKind, source: &str) -> Option<Problem> {
    match kind {
        FrontMatterKind::Yaml => {
            let error = Parser::new_from_str(source).find_map(Result::err)?;
            let marker = error.marker();
            let at = marker.byte_offset().unwrap_or_default();
            let kind = error.kind();
            let is_tab = matches!(
                kind,
                ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation
            );
            Some(Problem {
                at,
                message: kind.to_string(),
                is_tab,
                is_reference: matches!(kind, ErrorKind::UnknownAnchor),
            })
        }
        FrontMatterKind::Toml => {
            let error = source.parse::<toml::Table>().err()?;
            let at = error.span().map_or(0, |span| span.start);
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            Some(Problem { at, message, is_tab: false, is_reference: false })
        }
    }
}
