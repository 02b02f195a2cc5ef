//! Completion of what links lead to: files of the workspace, and headings in them.

use super::cursor::Cursor;
use super::{Completion, CompletionKind};
use crate::assist::directive::is_code;
use crate::assist::nearby;
use crate::document::Document;
use crate::markdown::encode_target;
use crate::template::{Piece, Skeleton};
use crate::text::{Span, percent_decoded};
use crate::workspace::{Around, Sibling, join};

/// A longer list is cut, and asked for again with each letter.
pub const MOST: usize = 100;

/// The target of a link that is being written.
#[derive(Debug, PartialEq, Eq)]
struct Begun<'a> {
    /// What stands of it ahead of the cursor, without `<`.
    typed: &'a str,
    /// What stands of it behind the cursor.
    rest: &'a str,
    /// Whether it begins with `<`.
    angle: bool,
    /// Whether that is closed.
    closed: bool,
    /// Whether it is an image's.
    image: bool,
    /// The cursor, in bytes of the document.
    cursor: usize,
}

/// What can be completed in the target of a link; `None` where the cursor is in none.
pub(super) fn complete(cursor: &Cursor<'_>) -> Option<Vec<Completion>> {
    let (around, document, offset) = (&cursor.around, cursor.document(), cursor.offset);
    let source = cursor.source();
    let begun = begun(source, cursor.before().len(), offset)?;
    let in_front = document.front_matter().is_some_and(|matter| offset < matter.span.end);
    if in_front || is_code(document, offset - begun.typed.len()) {
        return None;
    }
    Some(match begun.typed.split_once('#') {
        _ if begun.image => Vec::new(),
        Some((path, anchor)) => anchors(around, document, &begun, (path, anchor)),
        None => files(around, &begun),
    })
}

/// Whether a link's target is being written at `offset` (bytes).
pub fn is_in_link(document: &Document, offset: usize) -> bool {
    let line = document.text().line_at(offset);
    offset.checked_sub(line.start).is_some_and(|at| begun(&document.slice(line), at, offset).is_some())
}

/// The target that the byte `at` of a line is in.
fn begun(line: &str, at: usize, cursor: usize) -> Option<Begun<'_>> {
    let (before, behind) = line.split_at_checked(at)?;
    let (written, image, inline) = inline(before).or_else(|| definition(before))?;
    let (typed, angle) = written.strip_prefix('<').map_or((written, false), |typed| (typed, true));
    if angle {
        let end = behind.find('>');
        let rest = &behind[..end.unwrap_or(0)];
        let is_open = !typed.contains(['<', '>']) && !rest.contains('<');
        return is_open.then_some(Begun { typed, rest, angle, closed: end.is_some(), image, cursor });
    }
    let is_end = |c: char| c.is_whitespace() || c.is_control();
    if typed.contains(is_end) {
        return None;
    }
    let mut depth = 0_usize;
    for c in typed.chars().filter(|_| inline) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    let closes = |c: char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if inline => {
            depth = depth.wrapping_sub(1);
            depth == usize::MAX
        }
        c => is_end(c),
    };
    let end = behind.find(closes);
    // Without its end it is not known where the target ends and the text goes on.
    let is_closed = if inline { end.is_some_and(|end| behind[end..].starts_with(')')) } else { true };
    let rest = if is_closed { &behind[..end.unwrap_or(behind.len())] } else { "" };
    Some(Begun { typed, rest, angle, closed: true, image, cursor })
}

/// What stands behind the last `](` whose text begins on the line; whether it is an image's, and that it is inline.
fn inline(before: &str) -> Option<(&str, bool, bool)> {
    let close = before.rfind("](")?;
    let mut depth = 0_usize;
    let open = before[..close].char_indices().rev().find(|&(_, c)| match c {
        ']' => {
            depth += 1;
            false
        }
        '[' if depth == 0 => true,
        '[' => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    Some((before[close + 2..].trim_start(), before[..open.0].ends_with('!'), true))
}

/// What stands behind `[label]:` at the start of the line.
fn definition(before: &str) -> Option<(&str, bool, bool)> {
    let label = before.trim_start_matches([' ', '>']).strip_prefix('[')?;
    let (label, target) = label.split_once("]:")?;
    let is_label = !label.trim().is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    is_label.then(|| (target.trim_start(), false, false))
}

impl Begun<'_> {
    /// One more thing to complete, in the place of the target's bytes that are `behind` its start up to `end` behind the
    /// cursor.
    fn item(&self, (behind, end): (usize, usize), label: String, text: &str, order: usize) -> Completion {
        let mut text = if self.angle { text.replace(['<', '>'], "") } else { encode_target(text) };
        let filter = text.clone();
        if !self.closed {
            text.push('>');
        }
        Completion {
            filter,
            label,
            kind: CompletionKind::File,
            detail: String::new(),
            documentation: String::new(),
            span: Span::new(self.cursor - (self.typed.len() - behind), self.cursor + end),
            skeleton: Skeleton(vec![Piece::Text(text)]),
            order,
        }
    }
}

/// The files of the workspace that what was typed may mean, the nearest first.
fn files(around: &Around<'_>, begun: &Begun<'_>) -> Vec<Completion> {
    let Some(folder) = around.path.and_then(|path| path.parent()) else { return Vec::new() };
    let typed = decoded(begun.typed);
    let (dot, typed) = typed.strip_prefix("./").map_or(("", &*typed), |typed| ("./", typed));
    if typed.starts_with(['/', '\\']) || typed.contains(':') {
        return Vec::new();
    }
    let end = begun.rest.find('#').unwrap_or(begun.rest.len());
    let item = |(order, found): (usize, nearby::Nearby<'_>)| {
        let path = found.path();
        let title = found.sibling.title().unwrap_or_default();
        let mut item = begun.item((0, end), path.clone(), &format!("{dot}{path}"), order);
        // Who knows the title but not the file finds it too.
        item.filter = format!("{} {title}", item.filter).trim_end().to_owned();
        Completion { detail: title.to_owned(), documentation: outline(found.sibling), ..item }
    };
    nearby::nearby(around.siblings, folder, typed, MOST).into_iter().enumerate().map(item).collect()
}

/// The headings of the file at `path`, relative to this one, that `typed` may mean.
fn anchors(
    around: &Around<'_>,
    document: &Document,
    begun: &Begun<'_>,
    (path, typed): (&str, &str),
) -> Vec<Completion> {
    let mut found: Vec<(String, String)> = Vec::new();
    if path.is_empty() {
        let anchors = document.anchors().into_iter();
        found.extend(anchors.map(|anchor| (anchor.name, anchor.heading.map_or("", |(_, text)| text).to_owned())));
    } else if let Some(folder) = around.path.and_then(|path| path.parent()) {
        let sibling = around.siblings.get(&join(folder, &decoded(path)));
        let anchors = sibling.iter().flat_map(|sibling| sibling.anchors());
        found.extend(anchors.map(|(name, heading)| (name, heading.text.to_string())));
    }
    let typed = decoded(typed);
    found.retain(|(name, text)| !name.is_empty() && (nearby::matches(name, &typed) || nearby::matches(text, &typed)));
    found.truncate(MOST);
    let item = |(order, (name, text)): (usize, (String, String))| {
        let mut item = begun.item((path.len() + 1, begun.rest.len()), format!("#{name}"), &name, order);
        item.filter = format!("{} {text}", item.filter);
        Completion { kind: CompletionKind::Anchor, detail: text, ..item }
    };
    found.into_iter().enumerate().map(item).collect()
}

fn decoded(typed: &str) -> String {
    String::from_utf8(percent_decoded(typed)).unwrap_or_default()
}

/// The first headings of a file, as Markdown.
fn outline(sibling: &Sibling) -> String {
    const FIRST: usize = 12;
    let headings = sibling.headings();
    let line = |level: u8, text: &str| format!("{}- {text}\n", "  ".repeat(usize::from(level.saturating_sub(1))));
    let mut outline: String = headings.iter().take(FIRST).map(|heading| line(heading.level, &heading.text)).collect();
    if headings.len() > FIRST {
        outline.push_str("- …\n");
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::plain;
    use crate::workspace::{Library, Siblings, Snapshot};
    use std::path::Path;

    /// `source` with each thing to complete at `<|>`.
    fn completed(source: &str) -> Option<Vec<String>> {
        let at = source.find("<|>").unwrap();
        let source = source.replacen("<|>", "", 1);
        let spec = |path: &str, source: &str| Sibling::new(path.into(), &Document::parse(source));
        let siblings = Siblings::new(vec![
            spec("/w/specs/own.md", "# Own\n"),
            spec("/w/specs/other (1).md", "# The Other\n\n## Goals\n\n## Goals\n"),
            spec("/w/specs/sub/仕様.md", "# 仕様\n\n## 目標 😀\n"),
            spec("/w/notes/other.md", "# Else\n"),
        ]);
        let siblings = siblings.with_open(vec![("/w/specs/own.md".into(), None)]);
        let library = Library::builtin();
        let around = Around { library: &library, siblings: &siblings, path: Some(Path::new("/w/specs/own.md")) };
        let snapshot = Snapshot::new(Document::parse(&source), None);
        let list = complete(&Cursor::new(around, &snapshot, at))?;
        let line = snapshot.document().text().line_at(at);
        let shown = |item: &Completion| {
            assert!(item.span.touches(at) && line.covers(item.span), "{item:?}");
            format!("{}{}{}", &source[line.start..item.span.start], plain(&item.skeleton), &source[item.span.end..])
        };
        Some(list.iter().map(shown).collect())
    }

    fn check(source: &str, expected: &[&str]) {
        assert_eq!(completed(source).expect("no link"), expected, "{source}");
    }

    #[test]
    fn files_are_completed_the_nearest_first() {
        let all = ["[x](other%20%281%29.md)", "[x](sub/仕様.md)", "[x](../notes/other.md)"];
        check("[x](<|>)", &all);
        check("# T\r\n\r\n[x](<|>)", &all);
        check(
            "[a](b.md) and [x](ot<|>)",
            &["[a](b.md) and [x](other%20%281%29.md)", "[a](b.md) and [x](../notes/other.md)"],
        );
        check("[x](../ot<|>her.md#goals)", &["[x](../notes/other.md#goals)"]);
        check("[x](./仕<|>", &["[x](./sub/仕様.md"]);
        check("[x](<other (<|>", &["[x](<other (1).md>"]);
        check("[x](<ELSE<|>> 'title')", &["[x](<../notes/other.md> 'title')"]);
        check("[a `]`][b] [a]: [x](sub/<|>", &["[a `]`][b] [a]: [x](sub/仕様.md"]);
    }

    #[test]
    fn definitions_are_links_too() {
        check("[a]: ../n<|>", &["[a]: ../notes/other.md"]);
        check("  [a b]: other%20(<|>1).md 'title'", &["  [a b]: other%20%281%29.md 'title'"]);
        assert_eq!(completed("[^1]: ot<|>"), None);
        assert_eq!(completed("[a]: x.md 'ti<|>"), None);
    }

    #[test]
    fn anchors_are_completed() {
        check("# Goals & Co\n\n## Goals\n\n[x](#go<|>)\n", &["[x](#goals--co)\n", "[x](#goals)\n"]);
        check(
            "[x](other%20(1).md#<|>)",
            &["[x](other%20(1).md#the-other)", "[x](other%20(1).md#goals)", "[x](other%20(1).md#goals-1)"],
        );
        check("[x](sub/仕様.md#目<|>標-)", &["[x](sub/仕様.md#目標-)"]);
        check("[x](none.md#<|>)", &[]);
        check("<a name=\"old\"></a>\n[x](#o<|>", &["[x](#old"]);
    }

    #[test]
    fn what_leads_elsewhere_is_let_be() {
        for other in ["[x](https://a.<|>)", "[x](/a<|>)", "![x](ot<|>)", "[![x](a.png)](zzz<|>)"] {
            assert_eq!(completed(other), Some(Vec::new()), "{other}");
        }
        for none in [
            "f(<|>)",
            "x](<|>",
            "[x](a.md)<|>",
            "[x](a.md 'b<|>')",
            "`[x](<|>)`",
            "```\n[x](<|>\n```",
            "[x] <|>",
            "<|>",
        ] {
            assert_eq!(completed(none), None, "{none}");
        }
        assert_eq!(completed("---\na: [x](<|>\n---\n"), None);
    }
}
