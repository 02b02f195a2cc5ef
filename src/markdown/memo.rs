//! [`Memo`], what the rooms above make of a chunk.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What others derived from a chunk, one value of each type. A chunk never changes, and the versions of a
/// document share it: what is derived from it alone need not be derived again with every keystroke.
#[derive(Default)]
pub(super) struct Memo(Mutex<Vec<Arc<dyn Any + Send + Sync>>>);

impl Memo {
    /// The value of this type; made first where there is none. Nothing is locked meanwhile, so it may be made twice.
    pub(super) fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let find = |values: &[Arc<dyn Any + Send + Sync>]| {
            values.iter().find_map(|value| Arc::clone(value).downcast::<T>().ok())
        };
        if let Some(known) = find(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return known;
        }
        let made = Arc::new(make());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(made.clone());
        made
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_type_is_made_once() {
        let memo = Memo::default();
        assert_eq!(*memo.get(|| 1_u8), 1);
        assert_eq!(*memo.get(|| 2_u8), 1);
        assert_eq!(*memo.get(|| "another type"), "another type");
    }
}
