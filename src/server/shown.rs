//! [`Shown`], what is kept of the last list of completions.

use std::sync::{Mutex, PoisonError};

/// The documentation of the list that was shown last. It is kept, not computed again, because a
/// client filters the list that it has while the author types on, and asks about its items then.
#[derive(Debug, Default)]
pub(super) struct Shown {
    list: Mutex<(u64, Vec<String>)>,
}

impl Shown {
    /// Keeps the documentation of a list, item by item, in the place of the one before, and gives the list's number.
    pub(super) fn keep(&self, documentation: Vec<String>) -> u64 {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        *list = (list.0 + 1, documentation);
        list.0
    }

    /// The documentation of an item; `None` where its list is not the last one.
    pub(super) fn get(&self, number: u64, item: usize) -> Option<String> {
        let list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.1.get(item).filter(|_| list.0 == number).cloned()
    }
}
