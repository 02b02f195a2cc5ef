//! Completion of what is missing here, and of values that are known.
//!
//! One file a context. Inside of something (a directive, the front matter, a value, a table's cell) the first
//! context that knows the place answers alone. Where something may begin, all contexts add up.

mod beginning;
mod cursor;
mod directive;
mod field;
mod front_matter;
mod item;
mod key;
mod link;
mod part;
mod row;
mod section;
mod slot;
mod value;
mod whole;

use crate::workspace::{Around, Snapshot};
use beginning::Beginning;
pub(super) use cursor::Cursor;
pub use item::{Completion, CompletionKind};
pub use link::{MOST as MOST_LINKS, is_in_link};

/// What knows whether the cursor is inside of something; `None` where it is not.
type Inside = fn(&Cursor<'_>) -> Option<Vec<Completion>>;

/// What the cursor may be inside of.
const INSIDE: [Inside; 6] =
    [directive::complete, link::complete, front_matter::complete, key::complete, row::complete, value::complete];

/// What may begin where the cursor is, what is nearest first.
const BEGINNING: [fn(&Beginning<'_>) -> Vec<Completion>; 6] =
    [field::missing, part::missing, section::here, section::others, section::optional, section::around];

/// What can be completed at `offset` (bytes), in the order in which it is to be shown.
pub fn completion(around: &Around<'_>, snapshot: &Snapshot, offset: usize) -> Vec<Completion> {
    let cursor = &Cursor::new(*around, snapshot, offset);
    let inside = INSIDE.iter().find_map(|context| context(cursor));
    let list = inside.unwrap_or_else(|| {
        let mut list = whole::complete(cursor);
        if list.is_empty() {
            list.extend(front_matter::at_top(cursor));
        }
        // Where nothing stands and nothing is typed, all of it is the answer.
        if list.iter().all(|item| item.kind != CompletionKind::Template) || !cursor.source().trim().is_empty() {
            list.extend(beginning::complete(cursor, &BEGINNING));
            list.extend(row::below(cursor));
        }
        list
    });
    list.into_iter().enumerate().map(|(order, item)| Completion { order, ..item }).collect()
}

/// Guidance, then the text that comes.
fn documentation(guidance: &str, preview: &str) -> String {
    let gap = if guidance.is_empty() { "" } else { "\n\n" };
    format!("{guidance}{gap}````markdown\n{}\n````", preview.replace("\r\n", "\n").trim_matches('\n'))
}

/// Whether each typed letter occurs in `name`, in order, whatever its case.
fn matches(name: &str, typed: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|wanted| letters.any(|c| c == wanted))
}

/// Whether `name` begins with what is typed, whatever the case: where prose may be typed as well. Brackets and
/// marks at its start may be left out.
fn begins(name: &str, typed: &str) -> bool {
    let starts = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        typed.trim_start().chars().flat_map(char::to_lowercase).all(|typed| letters.next() == Some(typed))
    };
    starts(name) || starts(name.trim_start_matches(|c: char| !c.is_alphanumeric()))
}
