//! [`Told`], the semantic tokens that each document was last told to have.

use super::uri::Uri;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The last answer of each open document, so that the next one may say what is another only.
#[derive(Debug, Default)]
pub(super) struct Told {
    answers: Mutex<Answers>,
}

#[derive(Debug, Default)]
struct Answers {
    /// Counts the answers: an id is never used twice.
    last: u64,
    by_document: HashMap<Uri, (u64, Vec<u32>)>,
}

/// What to put in place of which numbers of the answer before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The first number that goes.
    pub(super) start: usize,
    /// How many go.
    pub(super) deleted: usize,
    /// The numbers that come.
    pub(super) inserted: Vec<u32>,
}

impl Told {
    /// Keeps an answer and gives its id. With `before`, the id of the answer that the client has, also what is another; `None`
    /// where that is not the one that is kept. Documents of which `is_open` says that they are closed are forgotten.
    pub(super) fn keep(
        &self,
        uri: &Uri,
        data: &[u32],
        before: Option<&str>,
        is_open: impl Fn(&Uri) -> bool,
    ) -> (String, Option<Difference>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.by_document.retain(|uri, _| is_open(uri));
        answers.last += 1;
        let id = answers.last;
        let old = answers.by_document.insert(uri.clone(), (id, data.to_vec()));
        let old = old.filter(|(id, _)| before.is_some_and(|before| before == id.to_string()));
        (id.to_string(), old.map(|(_, old)| difference(&old, data)))
    }
}

/// What is between the tokens that both begin and end with; a token is five numbers.
fn difference(old: &[u32], new: &[u32]) -> Difference {
    const WIDTH: usize = 5;
    let same = |pairs: &mut dyn Iterator<Item = (&[u32], &[u32])>| {
        WIDTH * pairs.take_while(|(one, other)| one == other).count()
    };
    let start = same(&mut old.chunks(WIDTH).zip(new.chunks(WIDTH)));
    let end = same(&mut old[start..].rchunks(WIDTH).zip(new[start..].rchunks(WIDTH)));
    Difference { start, deleted: old.len() - start - end, inserted: new[start..new.len() - end].to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_last_answer_of_an_open_document_is_known() {
        let uri = |name: &str| Uri::from(crate::server::lsp::Uri(format!("untitled:{name}")));
        let (told, one, other) = (Told::default(), uri("one"), uri("other"));
        let (first, none) = told.keep(&one, &[1; 5], None, |_| true);
        assert_eq!(none, None);
        assert_eq!(told.keep(&other, &[1; 5], Some(&first), |_| true).1, None);
        let (second, difference) = told.keep(&one, &[1, 1, 1, 1, 1, 2, 2, 2, 2, 2], Some(&first), |_| true);
        assert_eq!(difference, Some(Difference { start: 5, deleted: 0, inserted: vec![2; 5] }));
        assert_eq!(told.keep(&one, &[], Some(&first), |_| true).1, None);
        assert_eq!(told.keep(&one, &[], Some(&second), |_| true).1, None);
        let (last, _) = told.keep(&one, &[], None, |_| true);
        told.keep(&other, &[], None, |uri| *uri != one);
        assert_eq!(told.keep(&one, &[], Some(&last), |_| true).1, None);
    }

    proptest! {
        #[test]
        fn a_difference_makes_the_new_of_the_old(old in "[ab]{0,6}", new in "[ab]{0,6}") {
            let data = |text: &str| text.bytes().flat_map(|byte| [u32::from(byte), 0, 1, 0, 0]).collect::<Vec<_>>();
            let (mut old, new) = (data(&old), data(&new));
            let Difference { start, deleted, inserted } = difference(&old, &new);
            prop_assert!(start % 5 == 0 && deleted % 5 == 0);
            old.splice(start..start + deleted, inserted);
            prop_assert_eq!(old, new);
        }
    }
}
