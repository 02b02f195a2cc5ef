//! [`Sibling`], one Markdown file of a workspace.

use crate::document::Document;
use crate::markdown::{Anchors, Target, normalise};
use crate::template::{is_template, opening_fields, title};
use crate::text::{Encoding, Span};
use std::borrow::Cow;
use std::path::PathBuf;

/// A longer value is a text of its file's own, which no other takes over.
const LONGEST_VALUE: usize = 200;

/// One Markdown file of a workspace: as little of it as others need, since there may be thousands.
#[derive(Clone, Debug, Default)]
pub struct Sibling {
    /// Its file, absolute.
    pub path: PathBuf,
    /// The values of its front matter and of the fields in its opening, by normalised key or label.
    values: Box<[(Box<str>, Box<str>)]>,
    /// Its headings, in document order.
    headings: Box<[SiblingHeading]>,
    /// What HTML in it gives a name: the name and its line, from 0.
    names: Box<[(Box<str>, u32)]>,
    /// Its links to headings and Markdown files: the target, and where it stands, in bytes.
    links: Box<[(Box<str>, u32, u32)]>,
    /// The heading that is its title.
    title: Option<u32>,
    /// Whether it may follow a template that no setting gives it.
    may_follow: bool,
}

/// A heading of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiblingHeading {
    /// 1 to 6.
    pub level: u8,
    /// The line of its text, from 0.
    pub line: u32,
    /// Its plain text; may be empty.
    pub text: Box<str>,
    /// Its line as written, where that is more than `#`s, a space and the text.
    written: Option<Box<str>>,
}

impl SiblingHeading {
    /// The heading of this level and plain text whose title is at `span`.
    pub fn new(document: &Document, (level, text): (u8, &str), span: Span) -> Self {
        let line = document.text().position(span.start, Encoding::Utf8).line;
        let written = document.slice(document.text().line_at(span.start));
        let is_plain = *written == plain_line(level, text);
        let written = (!is_plain).then(|| written.into());
        Self { level, line, text: text.into(), written }
    }

    /// Its line as written, without the line ending.
    pub fn source(&self) -> Cow<'_, str> {
        match &self.written {
            Some(written) => Cow::Borrowed(written),
            None => Cow::Owned(plain_line(self.level, &self.text)),
        }
    }
}

fn plain_line(level: u8, text: &str) -> String {
    format!("{} {text}", "#".repeat(level.into()))
}

impl Sibling {
    /// A file of which nothing but its path is known.
    pub fn unread(path: PathBuf) -> Self {
        Self { path, ..Self::default() }
    }

    /// What `document`, the file at `path`, holds. Nobody takes over the values of a template.
    pub fn new(path: PathBuf, document: &Document) -> Self {
        let line = |span: Span| document.text().position(span.start, Encoding::Utf8).line;
        let anchors = document.anchors();
        let headings = anchors
            .iter()
            .filter_map(|anchor| Some(SiblingHeading::new(document, anchor.heading?, anchor.span)))
            .collect();
        let names = anchors.iter().filter(|anchor| anchor.heading.is_none());
        let title = title(document).map(|section| document.sections()[section].title);
        let title = title.and_then(|title| anchors.iter().position(|anchor| anchor.span == title));
        let names_template = document.directives(Span::new(0, document.len())).next().is_some()
            || document
                .front_matter()
                .is_some_and(|matter| matter.entries.iter().any(|entry| matter.text(entry.key) == "template"));
        Self {
            path,
            values: if is_template(document) { Box::default() } else { values(document) },
            headings,
            names: names.map(|anchor| (anchor.name.as_str().into(), line(anchor.span))).collect(),
            links: links(document),
            title: title.map(|title| title as u32),
            may_follow: names_template || document.sections().len() >= super::library::FEWEST_SECTIONS,
        }
    }

    /// Its headings, in document order.
    pub fn headings(&self) -> &[SiblingHeading] {
        &self.headings
    }

    /// The plain text of its title; `None` where it has none.
    pub fn title(&self) -> Option<&str> {
        self.title.and_then(|title| self.headings.get(title as usize)).map(|heading| &*heading.text)
    }

    /// The values under a normalised key, as written.
    pub(super) fn values(&self, key: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(known, _)| **known == *key).map(|(_, value)| &**value)
    }

    /// Its headings with their anchors, in document order.
    pub fn anchors(&self) -> impl Iterator<Item = (String, &SiblingHeading)> {
        let mut anchors = Anchors::default();
        self.headings.iter().map(move |heading| (anchors.next(&heading.text), heading))
    }

    /// What the anchor `name` stands for: its line, from 0, and the line as written, empty where it is HTML. `None`
    /// where there is no such anchor.
    pub fn anchor(&self, name: &str) -> Option<(u32, Cow<'_, str>)> {
        let heading = self.anchors().find(|(anchor, _)| is_anchor(anchor, name));
        let html = || self.names.iter().find(|(known, _)| **known == *name);
        match heading {
            Some((_, heading)) => Some((heading.line, heading.source())),
            None => html().map(|(_, line)| (*line, Cow::Borrowed(""))),
        }
    }

    /// Its links to headings and to Markdown files: the target, its Markdown escapes decoded, and where that stands in
    /// the file, in bytes.
    pub fn links(&self) -> impl Iterator<Item = (&str, Span)> {
        self.links.iter().map(|(url, start, end)| (&**url, Span::new(*start as usize, *end as usize)))
    }

    /// Whether it may follow a template though no setting gives it one: it names one, or has the sections by which one
    /// could be recognised.
    pub fn may_follow(&self) -> bool {
        self.may_follow
    }
}

/// Whether a link that says `said` means `anchor`, which is in lower case.
pub fn is_anchor(anchor: &str, said: &str) -> bool {
    anchor == said || anchor == said.to_lowercase()
}

/// The links to headings and to Markdown files.
fn links(document: &Document) -> Box<[(Box<str>, u32, u32)]> {
    let is_ours = |url: &str| {
        let path = url.split(['#', '?']).next().unwrap_or(url);
        let extension = path.rsplit('.').next().unwrap_or_default();
        url.contains('#')
            || ["md", "markdown", "mdown", "mkd"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    };
    let links = document.links(Span::new(0, document.len()));
    let ours = links.filter(|link| is_ours(link.url) && Target::parse(link.url).is_some());
    ours.filter_map(|link| {
        let target = link.target?;
        Some((link.url.into(), u32::try_from(target.start).ok()?, u32::try_from(target.end).ok()?))
    })
    .collect()
}

/// The values of front matter and of the fields in the opening, by normalised key; those of one line.
fn values(document: &Document) -> Box<[(Box<str>, Box<str>)]> {
    let mut values = Vec::new();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() && value.len() <= LONGEST_VALUE && !value.contains(['\n', '\r']) {
            values.push((normalise(key).into(), value.into()));
        }
    };
    if let Some(matter) = document.front_matter() {
        matter.entries.iter().for_each(|entry| add(matter.text(entry.key), matter.text(matter.inner(entry))));
    }
    for (label, value) in opening_fields(document, title(document)) {
        add(label, document.slice(value).trim());
    }
    values.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_headings() {
        let source =
            "---\nowner: Zoë\n---\n## Before\n\n# `仕様` 😀 #\n\nGoals\n-----\n\n## Before\n\n<a id=\"x\"></a>\n";
        let sibling = Sibling::new("/a.md".into(), &Document::parse(source));
        assert_eq!(sibling.title(), Some("仕様 😀"));
        let shown: Vec<_> = sibling
            .anchors()
            .map(|(anchor, heading)| format!("{} #{anchor} {}", heading.line, heading.source()))
            .collect();
        assert_eq!(
            shown,
            ["3 #before ## Before", "5 #仕様- # `仕様` 😀 #", "7 #goals Goals", "10 #before-1 ## Before"]
        );
        assert_eq!(sibling.anchor("Before-1"), Some((10, "## Before".into())));
        assert_eq!(sibling.anchor("x"), Some((12, "".into())));
        assert_eq!(sibling.anchor("no"), None);
        assert!(!sibling.may_follow());
        let empty = Sibling::new("/b.md".into(), &Document::parse(""));
        assert!(empty.title().is_none() && empty.headings().is_empty());
    }
}
