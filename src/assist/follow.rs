//! The edit that makes a document follow a template.

use crate::align::Spacing;
use crate::document::Document;
use crate::rules::Fix;
use crate::template::{self, Directive, Piece, Skeleton};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;
use std::path::Path;

/// Makes the document follow the template that is called `name`: `service`, `service@1.2`, or a path. Where it names one
/// already, that name is changed, else a comment is put ahead of all text. `None` where it says so already, where it is
/// a template itself, and where a comment cannot say the name.
pub fn follow(snapshot: &Snapshot, name: &str) -> Option<Fix> {
    let (document, name) = (snapshot.document(), name.trim());
    let is_name = matches!(Directive::parse("template", name), Ok(Directive::Follows { .. }));
    // A line break, or what ends a comment, would cut the name off.
    if !is_name || name.contains("--") || name.contains(['\n', '\r', '>']) || snapshot.is_template() {
        return None;
    }
    let edit = match directive(document, name).or_else(|| key(snapshot, name)) {
        Some(edit) => edit,
        None => comment(document, name),
    };
    let is_new = document.slice(edit.span) != edit.text.as_str();
    is_new.then(|| Fix { title: format!("Follow the template {name}"), edits: edit.into(), safe: false })
}

/// The edit of the comment that names a template; `None` where there is none.
fn directive(document: &Document, name: &str) -> Option<Edit> {
    let mut all = document.directives(Span::new(0, document.len()));
    let named = all.find(|directive| directive.text(directive.item.name) == "template")?;
    let value = named.span(named.item.value);
    let gap = if value.is_empty() { " " } else { "" };
    Some(Edit::replace(value, format!("{gap}{name}")))
}

/// The edit of the front matter's key that names a template; `None` where there is none, or where another tool reads it.
fn key(snapshot: &Snapshot, name: &str) -> Option<Edit> {
    let matter = snapshot.document().front_matter()?;
    let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template")?;
    let old = snapshot.document().slice(matter.inner(entry));
    let (id, _) = template::named(&old);
    // A document may call its template's file by less than its whole path.
    let is_known =
        snapshot.template().is_some_and(|template| template.id == id || Path::new(&*template.path).ends_with(&*old));
    let is_wrong = snapshot.unknown_template().is_some_and(|unknown| unknown.span == entry.value);
    if !(is_known || is_wrong || old.is_empty() || *old == *name) {
        return None;
    }
    let (span, text) = matter.set(entry, name);
    Some(Edit::replace(span, text))
}

/// A comment of its own ahead of all text, with one blank line around it.
fn comment(document: &Document, name: &str) -> Edit {
    let bom = document.slice(Span::new(0, document.len().min('\u{feff}'.len_utf8())));
    let mark = if bom == "\u{feff}" { bom.len() } else { 0 };
    let at = document.front_matter().map_or(mark, |matter| matter.span.end);
    // Where the text ends with the fence, its line is not ended either.
    let is_open = document.front_matter().is_some() && !document.slice(Span::new(0, at)).ends_with(['\n', '\r']);
    let line_ending = document.text().line_ending();
    let comment = Skeleton(vec![Piece::Text(format!("<!-- specls: template {name} -->"))]);
    let spacing = Spacing::around(document, Span::at(at));
    let spacing = Spacing { lead: spacing.lead + usize::from(is_open), ..spacing };
    Edit::insert(at, spacing.surround(comment, line_ending).plain())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Library;

    /// `source` once it follows the template `name`; empty where nothing is offered.
    fn followed(source: &str, name: &str) -> String {
        let snapshot = Library::builtin().snapshot(Document::parse(source), None);
        let fix = follow(&snapshot, name);
        if let Some(fix) = &fix {
            let text = fix.edits.apply_to(source);
            let again = Library::builtin().snapshot(Document::parse(&text), None);
            assert!(follow(&again, name).is_none(), "offered again: {text:?}");
            if name == "feature" {
                assert_eq!(again.template().map(|template| template.id.as_str()), Some(name), "{text:?}");
            }
        }
        fix.map(|fix| fix.edits.apply_to(source)).unwrap_or_default()
    }

    #[test]
    fn a_comment_is_put_ahead_of_the_text() {
        assert_eq!(followed("# é\n", "feature"), "<!-- specls: template feature -->\n\n# é\n");
        assert_eq!(followed("仕 😀\r\n\r\nx", "a b"), "<!-- specls: template a b -->\r\n\r\n仕 😀\r\n\r\nx");
        assert_eq!(followed("\u{feff}# A\n", "feature"), "\u{feff}<!-- specls: template feature -->\n\n# A\n");
        assert_eq!(followed("", "feature"), "<!-- specls: template feature -->\n");
        assert_eq!(followed("\n\n# A", "feature"), "<!-- specls: template feature -->\n\n# A");
    }

    #[test]
    fn front_matter_stays_first() {
        let expected = "---\ntitle: A\n---\n\n<!-- specls: template feature -->\n\n# A\n";
        assert_eq!(followed("---\ntitle: A\n---\n\n# A\n", "feature"), expected);
        assert_eq!(followed("---\ntitle: A\n---\n# A\n", "feature"), expected);
        assert_eq!(
            followed("---\r\nt: A\r\n---", "feature"),
            "---\r\nt: A\r\n---\r\n\r\n<!-- specls: template feature -->\r\n"
        );
    }

    #[test]
    fn the_name_that_is_there_is_changed() {
        assert_eq!(
            followed("<!-- specls: template milestone@1.1 -->\n# A", "feature"),
            "<!-- specls: template feature -->\n# A"
        );
        assert_eq!(
            followed("# A\n\n<!-- specls: template -->\n", "feature"),
            "# A\n\n<!-- specls: template feature -->\n"
        );
        assert_eq!(followed("---\ntemplate: milestone # x\n---\n", "feature"), "---\ntemplate: feature # x\n---\n");
        assert_eq!(followed("---\ntemplate: 'milestone'\n---\n", "docs/仕.md"), "---\ntemplate: 'docs/仕.md'\n---\n");
        assert_eq!(followed("---\ntemplate: fature\n---\n", "feature"), "---\ntemplate: feature\n---\n");
        assert_eq!(followed("---\ntemplate: milestone\n---\n", "a: b"), "---\ntemplate: \"a: b\"\n---\n");
        assert_eq!(followed("---\ntemplate:\r\n---\n", "feature"), "---\ntemplate: feature\r\n---\n");
        assert_eq!(followed("+++\ntemplate = \"milestone\"\n+++\n", "feature"), "+++\ntemplate = \"feature\"\n+++\n");
    }

    #[test]
    fn a_key_of_another_tool_is_left_alone() {
        let text = followed("---\ntemplate: home.html\n---\n# A\n", "feature");
        assert_eq!(text, "---\ntemplate: home.html\n---\n\n<!-- specls: template feature -->\n\n# A\n");
    }

    #[test]
    fn nothing_is_offered_that_does_nothing() {
        assert_eq!(followed("<!-- specls: template feature -->\n", " feature "), "");
        assert_eq!(followed("---\ntemplate: \"feature\"\n---\n", "feature"), "");
        assert_eq!(followed("<!-- specls: template: id=x -->\n# A\n", "feature"), "");
        for name in ["", "@1", "a-->b", "id=x", "a\nb"] {
            assert_eq!(followed("# A\n", name), "", "{name}");
        }
    }
}
