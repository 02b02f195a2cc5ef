//! The outline of a document: its sections, each with what is left to do in it.

use super::progress::Progress;
use crate::text::Span;
use crate::workspace::Snapshot;

/// A section in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The heading's plain text; never empty.
    pub name: String,
    /// What is left to do in it and below: `1 of 2 sections, 3 placeholders`. Empty where nothing is.
    pub detail: String,
    /// From the heading to the end of what is below it, without blank lines at its end.
    pub span: Span,
    /// The heading's text; the heading where it has none. Inside `span`.
    pub selection: Span,
    /// The sections below it, in order.
    pub children: Vec<Symbol>,
}

/// The section tree, in document order.
pub fn symbols(snapshot: &Snapshot) -> Vec<Symbol> {
    let document = snapshot.document();
    let progress = Progress::of_sections(snapshot);
    let symbol = |index: usize| {
        let section = &document.sections()[index];
        let heading = document.heading(index).trim();
        let end = document.text().content_end(section.extent.end).max(section.heading.end);
        Symbol {
            name: if heading.is_empty() { "(no heading)".to_owned() } else { heading.to_owned() },
            detail: if progress[index].is_done() { String::new() } else { progress[index].to_string() },
            span: Span::new(section.heading.start, end),
            selection: if section.title.is_empty() { section.heading } else { section.title },
            children: Vec::new(),
        }
    };
    // The sections that are still open, outermost first; a closed one goes to its parent.
    let mut roots = Vec::new();
    let mut open: Vec<(u8, Symbol)> = Vec::new();
    for (index, section) in document.sections().iter().enumerate() {
        while open.last().is_some_and(|(level, _)| *level >= section.level) {
            close(&mut open, &mut roots);
        }
        open.push((section.level, symbol(index)));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<(u8, Symbol)>, roots: &mut Vec<Symbol>) {
    let Some((_, closed)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => parent.children.push(closed),
        None => roots.push(closed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;
    use std::sync::Arc;

    fn shown(symbols: &[Symbol], source: &str, depth: usize, lines: &mut Vec<String>) {
        for symbol in symbols {
            assert!(symbol.span.covers(symbol.selection), "{symbol:?}");
            let last = source[symbol.span.range()].lines().last().unwrap_or_default();
            lines.push(format!("{}{} | {} | {last}", "  ".repeat(depth), symbol.name, symbol.detail));
            shown(&symbol.children, source, depth + 1, lines);
        }
    }

    #[test]
    fn sections_are_a_tree_with_what_is_left_to_do() {
        let template = "# {title}\n\n## Goals\n\n{goals}\n\n### Scope\n\n{scope}\n\n## Risks\n\n{risks}\n";
        let source =
            "# 仕様 😀\r\n\r\n## 1. Goals\r\n\r\n{goals}\r\n\r\n##\r\n\r\n#### Deep\r\n\r\n`x`\r\n\r\n# `B`\r\n";
        let template = Arc::new(Template::read("t", "t.md", template));
        let snapshot = Snapshot::new(Document::parse(source), Some(template));
        let mut lines = Vec::new();
        shown(&symbols(&snapshot), source, 0, &mut lines);
        let expected = [
            "仕様 😀 | 1 of 3 sections, 1 placeholder | `x`",
            "  1. Goals | 0 of 1 section, 1 placeholder | {goals}",
            "  (no heading) |  | `x`",
            "    Deep |  | `x`",
            "B |  | # `B`",
        ];
        assert_eq!(lines, expected);
        assert!(symbols(&Snapshot::new(Document::parse(""), None)).is_empty());
    }
}
