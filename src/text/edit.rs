//! Edits: what to put in place of which bytes.

use super::Span;
use std::fmt;
use std::ops::Deref;

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// Edits to one version of a text: sorted by place and disjoint, by construction. All spans are
/// those of the text before any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

/// Two edits touch the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap(pub Span, pub Span);

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edits overlap: bytes {:?} and {:?}", self.0.range(), self.1.range())
    }
}

impl std::error::Error for Overlap {}

impl Edit {
    /// Puts `text` at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), text: text.into() }
    }

    /// Takes the bytes of `span` away.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }

    /// Puts `text` in place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

impl Edits {
    /// Sorts `edits` by place; insertions at the same place become one, in the order given.
    ///
    /// # Errors
    /// [`Overlap`] when two edits touch the same bytes.
    pub fn new(mut edits: Vec<Edit>) -> Result<Self, Overlap> {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut list: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            match list.last_mut() {
                Some(last) if last.span == edit.span && edit.span.is_empty() => last.text.push_str(&edit.text),
                Some(last) if last.span.end > edit.span.start => return Err(Overlap(last.span, edit.span)),
                _ => list.push(edit),
            }
        }
        Ok(Self(list))
    }

    /// Adds `other`, to be made with these at once; nothing, and `false`, where the two touch the same bytes. Of two
    /// insertions at one place these come first.
    pub fn add(&mut self, other: Self) -> bool {
        let behind = |list: &[Edit], edit: &Edit| {
            list.partition_point(|own| (own.span.start, own.span.end) <= (edit.span.start, edit.span.end))
        };
        let overlaps = |edit: &Edit| {
            let at = behind(&self.0, edit);
            let before = at.checked_sub(1).map(|at| &self.0[at]);
            before.is_some_and(|own| own.span.end > edit.span.start)
                || self.0.get(at).is_some_and(|own| edit.span.end > own.span.start)
        };
        if other.0.iter().any(overlaps) {
            return false;
        }
        for edit in other.0 {
            let at = behind(&self.0, &edit);
            match at.checked_sub(1).map(|at| &mut self.0[at]) {
                Some(own) if own.span == edit.span && edit.span.is_empty() => own.text.push_str(&edit.text),
                _ => self.0.insert(at, edit),
            }
        }
        true
    }

    /// `source` with all edits made.
    pub fn apply_to(&self, source: &str) -> String {
        let mut result = String::with_capacity(source.len());
        let mut from = 0;
        for edit in &self.0 {
            result.push_str(&source[from..edit.span.start]);
            result.push_str(&edit.text);
            from = edit.span.end;
        }
        result.push_str(&source[from..]);
        result
    }
}

impl From<Edit> for Edits {
    fn from(edit: Edit) -> Self {
        Self(vec![edit])
    }
}

impl Deref for Edits {
    type Target = [Edit];

    fn deref(&self) -> &[Edit] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_sorted_and_made_at_once() {
        let edits = Edits::new(vec![Edit::replace(Span::new(4, 5), "E"), Edit::insert(0, "<"), Edit::insert(0, ">")]);
        assert_eq!(edits.unwrap().apply_to("abcde"), "<>abcdE");
    }

    #[test]
    fn edits_are_added_unless_they_overlap() {
        let mut edits = Edits::new(vec![Edit::insert(1, "<"), Edit::replace(Span::new(2, 4), "C")]).unwrap();
        assert!(!edits.add(Edits::new(vec![Edit::insert(0, "!"), Edit::delete(Span::new(1, 3))]).unwrap()));
        assert!(!edits.add(Edit::insert(3, "!").into()));
        assert!(!edits.add(Edit::delete(Span::new(2, 4)).into()));
        assert!(edits.add(Edits::new(vec![Edit::insert(1, ">"), Edit::insert(4, "."), Edit::insert(0, "^")]).unwrap()));
        assert_eq!(edits.apply_to("abcde"), "^a<>bC.e");
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        let edits = Edits::new(vec![Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))]);
        assert_eq!(edits, Err(Overlap(Span::new(0, 3), Span::new(2, 4))));
    }
}
