//! [`Migration`], what a newer version of a template asks of a document.

use crate::align::{Alignment, Missing};
use crate::document::Document;
use crate::template::Template;
use crate::text::{Edit, Edits, Span};

/// What a document takes from one version of its template to another.
#[derive(Clone, Debug)]
pub struct Migration {
    /// Inserts the sections that the other version adds and the document lacks, and names that version.
    pub edits: Edits,
    /// The headings that are inserted, with the byte where they go.
    pub inserted: Vec<(String, usize)>,
    /// Headings that the other version has under another name: (before, now). The author renames them.
    pub renamed: Vec<(String, String)>,
    /// Headings that the other version does not have.
    pub gone: Vec<String>,
}

impl Migration {
    /// Takes `document`, which follows `from` and says so at `named`, to `to`.
    pub fn new(document: &Document, from: &Template, to: &Template, named: Span) -> Self {
        // The older template, read as a document of the newer, tells what differs.
        let change = Alignment::new(&from.document, to);
        let added = change.missing();
        let alignment = Alignment::new(document, to);
        let is_added = |missing: &&Missing| added.iter().any(|added| to.is_inside(missing.spec, added.spec));
        let wanted: Vec<Missing> = alignment.missing().iter().filter(is_added).copied().collect();
        let insertions = alignment.insertions(document, to, &wanted);
        let edits = insertions.iter().map(|insertion| Edit::insert(insertion.offset, insertion.skeleton.plain()));
        let version = rename(document, to, named);
        let heading = |spec: usize| to.specs()[spec].pattern.text.clone();
        let renamed: Vec<(usize, usize)> =
            change.renamed().iter().map(|(section, missing)| (*section, missing.spec)).collect();
        let is_gone = |section: &usize| {
            let parent = from.document.sections()[*section].parent;
            let is_left = |section: usize| {
                change.pair(section).is_none()
                    && Some(section) != from.title()
                    && renamed.iter().all(|(renamed, _)| *renamed != section)
            };
            // What is below something that is gone goes with it.
            is_left(*section) && !parent.is_some_and(is_left)
        };
        let place = |missing: &Missing| alignment.place(document, to, *missing).gap.start;
        Self {
            inserted: wanted.iter().map(|missing| (heading(missing.spec), place(missing))).collect(),
            renamed: renamed
                .iter()
                .map(|&(section, spec)| (from.document.heading(section).to_owned(), heading(spec)))
                .collect(),
            gone: (0..from.document.sections().len())
                .filter(is_gone)
                .map(|section| from.document.heading(section).to_owned())
                .collect(),
            edits: Edits::new(edits.chain(version).collect()).unwrap_or_default(),
        }
    }
}

/// The edit that writes the version of `to` where the document names its template at `named`.
fn rename(document: &Document, to: &Template, named: Span) -> Option<Edit> {
    let text = document.slice(named);
    let at = text.find('@')?;
    let end = text.trim_end_matches(['"', '\'']).len();
    let version = to.version.as_ref().map_or_else(String::new, |version| format!("@{version}"));
    Some(Edit::replace(Span::new(named.start + at, named.start + end.max(at)), version))
}
