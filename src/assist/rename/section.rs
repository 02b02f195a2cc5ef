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
        // The text of a link is the heading's only where it is the same, with its number or without.
        None => {
            let title = document.sections()[section].title;
            let number = document.slice(Span::new(title.start.min(words.start), words.start));
            let texts = links(document).into_iter().filter(|link| link.section == section).filter_map(|link| link.text);
            for text in texts {
                if let Some(before) = document.slice(text).strip_suffix(&*old)
                    && (before.is_empty() || *before == *number)
                {
                    places.put(Span::new(text.end - old.len(), text.end), name);
                }
            }
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
    // What speaks of it by label and ordinal would lose its name.
    let Some(Called { head, rest, .. }) = parts(name, &old.label) else {
        return Err(format!("{0} is spoken of by its ordinal: keep it, as in {0}: {name}", old.head));
    };
    let is_other = |&other: &usize| other != section;
    let clash = |other: usize| called(snapshot, other).is_some_and(|other| other.head == head);
    if head != old.head && (0..document.sections().len()).filter(is_other).any(clash) {
        return Err(format!("there is {head} already"));
    }
    let whole = document.slice(words_of(document, section)).into_owned();
    for (from, to) in [(&*whole, name), (&*old.head, &*head)] {
        mentions(snapshot, from).into_iter().for_each(|span| places.put(span, to));
    }
    if is_telling(&old.rest) && !rest.is_empty() {
        cells(document, &old.rest).into_iter().for_each(|span| places.put(span, &rest));
    }
    Ok(())
}

/// Adds to `renaming` what it does to the links to headings: they lead where they led. What a mention in a heading does to
/// them waits for a nod with it. Gives the document with its new headings, mentions not counted.
///
/// # Errors
/// A heading would be none, or another line would be one.
pub(super) fn follow(document: &Document, renaming: &mut Renaming) -> Result<Document, String> {
    let sure: Vec<&Edit> = renaming.edits.iter().collect();
    let mut all: Vec<&Edit> = renaming.edits.iter().chain(renaming.mentions.iter()).collect();
    all.sort_by_key(|edit| edit.span);
    let (after, nodded) = (with_headings(document, &sure)?, with_headings(document, &all)?);
    let (old, new, last) = (anchors(document), anchors(&after), anchors(&nodded));
    let (mut moved, mut mentioned) = (Vec::new(), Vec::new());
    for link in links(document) {
        let (section, raw) = (link.section, document.slice(link.fragment));
        let edit = |anchor: &str| Edit::replace(link.fragment, encoded(anchor, &raw));
        if last[section] != new[section] && !last[section].is_empty() {
            mentioned.push(edit(&last[section]));
        } else if new[section] != old[section] && !new[section].is_empty() {
            moved.push(edit(&new[section]));
        }
    }
    renaming.edits.add(Edits::new(moved).unwrap_or_default());
    renaming.mentions.add(Edits::new(mentioned).unwrap_or_default());
    Ok(after)
}

/// The document with those of `edits`, by place, that are in headings.
fn with_headings(document: &Document, edits: &[&Edit]) -> Result<Document, String> {
    let is_heading = |edit: &&&Edit| {
        let section = document.section_at(edit.span.start).map(|section| &document.sections()[section]);
        section.is_some_and(|section| section.heading.covers(edit.span))
    };
    let headings: Vec<&&Edit> = edits.iter().filter(is_heading).collect();
    let after = headings.iter().rev().fold(document.clone(), |document, edit| document.edit(edit.span, &edit.text));
    let levels = |document: &Document| document.sections().iter().map(|section| section.level).collect::<Vec<_>>();
    if levels(document) != levels(&after) {
        return Err(no_heading(headings.first().map_or("it", |edit| &edit.text)));
    }
    Ok(after)
}

fn no_heading(name: &str) -> String {
    format!("{name} would not be the text of one heading")
}
