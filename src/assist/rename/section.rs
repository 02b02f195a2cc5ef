//! Another name for a section: its heading, the links to it, and where an instance of a repeat is spoken of.

use super::Renaming;
use crate::assist::links::{anchors, encoded, links};
use crate::assist::mentions::{cells, is_telling, mentions};
use crate::assist::subject::{Called, called, parts, words_of};
use crate::document::Document;
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

/// The edits that call section `section` `name`.
///
/// # Errors
/// Says why it cannot be called so.
pub(super) fn rename(snapshot: &Snapshot, section: usize, name: &str) -> Result<Renaming, String> {
    let document = snapshot.document();
    let words = words_of(document, section);
    let mut places = Places { taken: vec![words], edits: vec![Edit::replace(words, name)] };
    let old = document.slice(words).into_owned();
    match called(snapshot, section) {
        Some(called) => instance(snapshot, section, &called, name, &mut places)?,
        // The text of a link is the heading's only where it is the same.
        None => {
            let texts = links(document).into_iter().filter(|link| link.section == section).filter_map(|link| link.text);
            texts.filter(|text| document.slice(*text) == old).for_each(|text| places.put(text, name));
        }
    }
    let edits = Edits::new(places.edits).unwrap_or_default();
    let mut renaming = Renaming { edits, mentions: Edits::default() };
    let after = follow(document, &mut renaming)?;
    if after.slice(words_of(&after, section)) != name {
        return Err(no_heading(name));
    }
    Ok(renaming)
}

/// What is changed, no byte twice.
struct Places {
    taken: Vec<Span>,
    edits: Vec<Edit>,
}

impl Places {
    fn put(&mut self, span: Span, text: &str) {
        if !self.taken.iter().any(|taken| taken.overlaps(span)) {
            self.taken.push(span);
            self.edits.push(Edit::replace(span, text));
        }
    }
}

/// Where an instance is spoken of: by all of its name, by label and ordinal, and in tables by what is behind them.
fn instance(snapshot: &Snapshot, section: usize, old: &Called, name: &str, places: &mut Places) -> Result<(), String> {
    let document = snapshot.document();
    let new = parts(name, &old.label);
    let (head, rest) = new.as_ref().map_or((name, name), |new| (&new.head, &new.rest));
    let is_other = |&other: &usize| other != section;
    let clash = |other: usize| called(snapshot, other).is_some_and(|other| other.head == head);
    if head != old.head && (0..document.sections().len()).filter(is_other).any(clash) {
        return Err(format!("there is {head} already"));
    }
    let whole = document.slice(words_of(document, section)).into_owned();
    for (from, to) in [(&*whole, name), (&*old.head, head)] {
        mentions(snapshot, from).into_iter().for_each(|span| places.put(span, to));
    }
    if is_telling(&old.rest) && !rest.is_empty() {
        cells(document, &old.rest).into_iter().for_each(|span| places.put(span, rest));
    }
    Ok(())
}

/// Adds to `renaming` what its edits of headings do to links: they lead where they led. Gives the document with those headings.
///
/// # Errors
/// A heading would be none, or another line would be one.
pub(super) fn follow(document: &Document, renaming: &mut Renaming) -> Result<Document, String> {
    let is_heading = |edit: &&Edit| {
        let section = document.section_at(edit.span.start).map(|section| &document.sections()[section]);
        section.is_some_and(|section| section.heading.covers(edit.span))
    };
    let headings: Vec<&Edit> = renaming.edits.iter().filter(is_heading).collect();
    let after = headings.iter().rev().fold(document.clone(), |document, edit| document.edit(edit.span, &edit.text));
    let levels = |document: &Document| document.sections().iter().map(|section| section.level).collect::<Vec<_>>();
    if levels(document) != levels(&after) {
        return Err(no_heading(headings.first().map_or("it", |edit| &edit.text)));
    }
    let (old, new) = (anchors(document), anchors(&after));
    let mut moved = Vec::new();
    for link in links(document).into_iter().filter(|link| old[link.section] != new[link.section]) {
        let anchor = encoded(&new[link.section], &document.slice(link.fragment));
        if !anchor.is_empty() {
            moved.push(Edit::replace(link.fragment, anchor));
        }
    }
    moved.dedup();
    renaming.edits.add(Edits::new(moved).unwrap_or_default());
    Ok(after)
}

fn no_heading(name: &str) -> String {
    format!("{name} would not be the text of one heading")
}
