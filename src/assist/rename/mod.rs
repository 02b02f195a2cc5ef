//! Another name for what the cursor is on, wherever it stands.

mod section;

use super::mentions::{is_telling, mentions};
use super::subject::{self, Subject, called, giving, is_input, open, words_of};
use crate::document::Document;
use crate::template::placeholder_name;
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

/// What can have another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// Where it is, in bytes.
    pub span: Span,
    /// What it is called, as written.
    pub name: String,
    /// Whether it is a heading and nothing more: no instance of a repeat, which is spoken of elsewhere.
    pub heading: bool,
}

/// The edits that give it another name; the two are disjoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// Where it surely stands.
    pub edits: Edits,
    /// Words of prose that may mean it, or something else: for the author to confirm.
    pub mentions: Edits,
}

/// A name longer than this, in bytes, is a text.
const LONGEST: usize = 500;

/// What at `offset` (bytes) can have another name.
///
/// # Errors
/// Says why nothing there can.
pub fn renamable(snapshot: &Snapshot, offset: usize) -> Result<Renamable, String> {
    let document = snapshot.document();
    let (span, heading) = match subject(snapshot, offset)? {
        Subject::Placeholder(placeholder) => (placeholder.span, false),
        Subject::Given(given) => (given.span, false),
        Subject::Section(section) => (words_of(document, section), called(snapshot, section).is_none()),
    };
    Ok(Renamable { span, name: document.slice(span).into_owned(), heading })
}

/// The edits that call what is at `offset` (bytes) `name`; none where it is called so.
///
/// # Errors
/// Says why nothing there can have another name, or not this one.
pub fn rename(snapshot: &Snapshot, offset: usize, name: &str) -> Result<Renaming, String> {
    let (document, name) = (snapshot.document(), name.trim());
    if name.is_empty() {
        return Err("a name has at least one letter".to_owned());
    }
    if name.contains(['\n', '\r']) || name.len() > LONGEST {
        return Err("a name stands on one line".to_owned());
    }
    let mut renaming = match subject(snapshot, offset)? {
        Subject::Placeholder(placeholder) => {
            let text = document.slice(placeholder.span);
            let edits = open(snapshot, placeholder_name(&text)).map(|span| written(document, span, name));
            Renaming { edits: Edits::new(edits.collect()).unwrap_or_default(), mentions: Edits::default() }
        }
        Subject::Given(given) => {
            let same = giving(snapshot, &given.name).filter(|other| other.value == given.value);
            let mut spans: Vec<Span> = same.map(|given| given.span).collect();
            spans.sort_unstable();
            spans.dedup();
            let edits: Vec<Edit> = spans.iter().map(|span| written(document, *span, name)).collect();
            let mut spoken = if is_telling(&given.value) { mentions(snapshot, &given.value) } else { Vec::new() };
            spoken.retain(|mention| !spans.iter().any(|span| span.overlaps(*mention)));
            let spoken = spoken.into_iter().map(|span| Edit::replace(span, name)).collect();
            let mut renaming = Renaming {
                edits: Edits::new(edits).unwrap_or_default(),
                mentions: Edits::new(spoken).unwrap_or_default(),
            };
            section::follow(document, &mut renaming)?;
            renaming
        }
        Subject::Section(section) => section::rename(snapshot, section, name)?,
    };
    let in_heading = |span: Span| {
        document.section_at(span.start).is_some_and(|section| document.sections()[section].heading.covers(span))
    };
    let mut made = renaming.edits.iter().chain(renaming.mentions.iter());
    if made.any(|edit| edit.text.contains('|') && !in_heading(edit.span)) {
        return Err("a name outside headings has no `|`, which parts cells and fields".to_owned());
    }
    let is_change = |edit: &Edit| document.slice(edit.span) != edit.text;
    for edits in [&mut renaming.edits, &mut renaming.mentions] {
        *edits = Edits::new(edits.iter().filter(|edit| is_change(edit)).cloned().collect()).unwrap_or_default();
    }
    Ok(renaming)
}

/// What is at `offset`, if it can have another name.
fn subject(snapshot: &Snapshot, offset: usize) -> Result<Subject<'_>, String> {
    let Some(template) = snapshot.template() else { return Err("the document follows no template".to_owned()) };
    let found = subject::at(snapshot, offset).ok_or(
        "nothing here has a name: rename a placeholder, a value in the front matter, the title or a field, or a heading",
    )?;
    if let Subject::Placeholder(placeholder) = found {
        let text = snapshot.document().slice(placeholder.span);
        let name = placeholder_name(&text);
        if name.len() == text.len() || text.starts_with("<!--") || text.contains(['\n', '\r']) {
            return Err("this stands for a text and is no name: write the text in its place".to_owned());
        }
        let is_value = is_input(template, name) || name.trim().contains(char::is_whitespace);
        if !is_value && open(snapshot, name).nth(1).is_some() {
            return Err(format!("{text} stands for another value in each of its places: write it where it stands"));
        }
    }
    Ok(found)
}

/// `name` in place of `span`; in the front matter in quotes where its syntax asks for them. A placeholder stands there as
/// templates have it.
fn written(document: &Document, span: Span, name: &str) -> Edit {
    let Some(matter) = document.front_matter().filter(|matter| matter.content.covers(span)) else {
        return Edit::replace(span, name);
    };
    match matter.entries.iter().find(|entry| entry.value.covers(span)) {
        Some(entry) if matter.inner(entry) == span && placeholder_name(name).len() == name.len() => {
            let (span, text) = matter.set(entry, name);
            Edit::replace(span, text)
        }
        _ => Edit::replace(span, name),
    }
}

#[cfg(test)]
mod tests;
