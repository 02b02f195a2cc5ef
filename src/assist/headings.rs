//! Headings across the workspace.

use super::nearby::matches;
use crate::workspace::{Sibling, SiblingHeading, Siblings};

/// A heading of a file.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The file.
    pub sibling: &'a Sibling,
    /// The heading; its text is not empty.
    pub heading: &'a SiblingHeading,
}

/// How well a heading is what was asked for; the less the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Equal,
    Begins,
    Word,
    Inside,
    InOrder,
}

/// The headings in which the letters of `query` occur in order, whatever their case, the best and highest first, `most` at
/// most. `None` where `go_on`, which is asked now and then, says that nobody wants to know any more.
pub fn headings<'a>(
    siblings: &'a Siblings,
    query: &str,
    most: usize,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Found<'a>>> {
    let query = query.trim().to_lowercase();
    let mut found = Vec::new();
    for sibling in siblings.all() {
        if !go_on() {
            return None;
        }
        for heading in sibling.headings().iter().filter(|heading| !heading.text.is_empty()) {
            if let Some(likeness) = likeness(&heading.text, &query) {
                found.push(((likeness, heading.level, heading.text.len()), Found { sibling, heading }));
            }
        }
        // An empty query means all: the first will do.
        if query.is_empty() && found.len() >= most {
            break;
        }
    }
    found.sort_by_key(|(key, _)| *key);
    Some(found.into_iter().take(most).map(|(_, found)| found).collect())
}

/// `query` is in lower case; `None` where it is not in `text`.
fn likeness(text: &str, query: &str) -> Option<Likeness> {
    if !matches(text, query) {
        return None;
    }
    let text = text.to_lowercase();
    Some(match text.find(query) {
        Some(0) if text.len() == query.len() => Likeness::Equal,
        Some(0) => Likeness::Begins,
        Some(at) if !text[..at].ends_with(char::is_alphanumeric) => Likeness::Word,
        Some(_) => Likeness::Inside,
        None => Likeness::InOrder,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn the_best_headings_come_first() {
        let file = |path: &str, source: &str| Sibling::new(path.into(), &Document::parse(source));
        let siblings = Siblings::new(vec![
            file("/a.md", "# Great old alpine songs\n\n## Non-Goals\n\n#\n\n### Goals of Release 2\n"),
            file("/b.md", "# 目標 Ärger\n\n## Goals\n\n## Subgoals\n"),
        ]);
        let found = |query: &str, most| {
            let found = headings(&siblings, query, most, &|| true).unwrap();
            found.iter().map(|found| found.heading.text.to_string()).collect::<Vec<_>>()
        };
        let all = ["Goals", "Goals of Release 2", "Non-Goals", "Subgoals", "Great old alpine songs"];
        assert_eq!(found(" goals ", 9), all);
        assert_eq!(found("goals", 2), all[..2]);
        assert_eq!(found("標ä", 9), ["目標 Ärger"]);
        assert_eq!(found("", 2).len(), 2);
        assert_eq!(found("xyz", 9), [""; 0]);
        assert!(headings(&siblings, "", 9, &|| false).is_none());
    }
}
