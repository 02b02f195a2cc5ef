//! The links that lead to a heading.

use super::targets::{Goal, definition};
use crate::document::{Anchor, Document};
use crate::markdown::Target;
use crate::text::Span;
use crate::workspace::{Around, Snapshot, is_anchor, join};
use std::path::{Path, PathBuf};

/// The places that name a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The heading's title, where it is one of the document's own.
    pub heading: Option<Span>,
    /// In the document itself: the targets of links, by place.
    pub own: Vec<Span>,
    /// In other files, by path: the targets of links, in bytes of the text that was read.
    pub others: Vec<(PathBuf, Vec<Span>)>,
}

/// A heading that links may name.
struct Wanted {
    /// Its file; `None` where that is none.
    file: Option<PathBuf>,
    /// Its anchor.
    anchor: String,
    /// Whether the file as a whole is meant by it too: it is the title.
    title: bool,
}

/// The links across the workspace to the heading at `offset` (bytes), or to the heading that the link there leads to.
/// `None` where there is neither.
pub fn references(around: &Around<'_>, snapshot: &Snapshot, offset: usize) -> Option<References> {
    let document = snapshot.document();
    let anchors = document.anchors();
    let title = crate::template::title(document).map(|title| document.sections()[title].title);
    let own = |anchor: &Anchor<'_>| {
        let file = around.path.map(Path::to_owned);
        (Wanted { file, anchor: anchor.name.clone(), title: Some(anchor.span) == title }, Some(anchor.span))
    };
    let at = |span: Span| anchors.iter().find(|anchor| anchor.span == span).map(own);
    let line = document.text().line_at(offset);
    let here = anchors.iter().find(|anchor| anchor.heading.is_some() && line.touches(anchor.span.start));
    let (wanted, heading) = match here {
        Some(anchor) => own(anchor),
        None => match definition(around, snapshot, offset)? {
            Goal::Here(span) => at(span)?,
            Goal::File(file, Some((line, _))) => (named(around, file, line)?, None),
            Goal::File(..) | Goal::Template(_) => return None,
        },
    };
    let others = around.siblings.all().filter(|sibling| Some(&*sibling.path) != around.path);
    let others = others.filter_map(|sibling| {
        let links = sibling.links().filter(|(url, _)| wanted.is_named(url, Some(&sibling.path)));
        let spans: Vec<_> = links.map(|(_, span)| span).collect();
        (!spans.is_empty()).then(|| (sibling.path.clone(), spans))
    });
    Some(References { heading, own: own_links(document, around.path, &wanted), others: others.collect() })
}

/// The heading in a line of another file.
fn named(around: &Around<'_>, file: PathBuf, line: u32) -> Option<Wanted> {
    let sibling = around.siblings.get(&file)?;
    let (anchor, heading) = sibling.anchors().find(|(_, heading)| heading.line == line)?;
    let title = sibling.title() == Some(&*heading.text);
    Some(Wanted { file: Some(file), anchor, title })
}

fn own_links(document: &Document, path: Option<&Path>, wanted: &Wanted) -> Vec<Span> {
    let links = document.links(Span::new(0, document.len()));
    let mut own: Vec<_> = links.filter(|link| wanted.is_named(link.url, path)).filter_map(|link| link.target).collect();
    own.sort_unstable();
    own
}

impl Wanted {
    /// Whether a link to `url` in the file at `path` leads to it.
    fn is_named(&self, url: &str, path: Option<&Path>) -> bool {
        // Most links name another anchor: those are told without a look at the path.
        let plain = |anchor: &str| !anchor.contains('%') && !is_anchor(&self.anchor, anchor);
        match url.split_once('#') {
            Some((_, anchor)) if plain(anchor) => return false,
            None if !self.title => return false,
            _ => {}
        }
        let Some(target) = Target::parse(url) else { return false };
        let names = match &target.anchor {
            Some(anchor) => is_anchor(&self.anchor, anchor),
            None => self.title,
        };
        let file = match (path, target.path.as_str()) {
            (path, "") => path.map(Path::to_owned),
            (Some(path), relative) => path.parent().map(|folder| join(folder, relative)),
            (None, _) => return false,
        };
        names && file == self.file
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Library, Sibling, Siblings};

    const OTHER: &str =
        "# Other\n\n[a](own.md#goals) [b](<own.md>) [c](x.md#goals) [d](#goals)\n\n## Goals\n\n[e]: ./own.md#Go%61ls\n";

    /// What names the heading at `<|>`, with the texts of the links.
    fn named(source: &str) -> Option<Vec<String>> {
        let at = source.find("<|>").unwrap();
        let source = source.replacen("<|>", "", 1);
        let sibling = Sibling::new("/w/other.md".into(), &Document::parse(OTHER));
        let (siblings, library) = (Siblings::new(vec![sibling]), Library::builtin());
        let around = Around { library: &library, siblings: &siblings, path: Some(Path::new("/w/own.md")) };
        let found = references(&around, &Snapshot::new(Document::parse(&source), None), at)?;
        let text = |text: &str, span: &Span| text[span.range()].to_owned();
        let heading = found.heading.iter().map(|span| text(&source, span));
        let own = found.own.iter().map(|span| text(&source, span));
        let others =
            found.others.iter().flat_map(|(_, spans)| spans).map(|span| format!("other: {}", text(OTHER, span)));
        Some(heading.chain(own).chain(others).collect())
    }

    #[cfg(unix)]
    #[test]
    fn links_to_a_heading_are_found_in_all_files() {
        let own = "# 仕\r\n\r\n[x](#goals) [y](other.md#goals)\r\n\r\n## Goals";
        let goals = ["Goals", "#goals", "other: own.md#goals", "other: ./own.md#Go%61ls"];
        assert_eq!(named(&format!("{own}<|>")).unwrap(), goals);
        assert_eq!(named(&own.replace("(#", "(<|>#")).unwrap(), goals);
        assert_eq!(named(&own.replace("(other", "(<|>other")).unwrap(), ["other.md#goals", "other: #goals"]);
        assert_eq!(named(&own.replace("仕", "仕<|>")).unwrap(), ["仕", "other: own.md"]);
        assert_eq!(named("Text<|>"), None);
        assert_eq!(named("<|>"), None);
    }
}
