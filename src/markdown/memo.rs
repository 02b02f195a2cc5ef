//! [`Memo`], what the rooms above make of a chunk.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What others derived from a chunk, one value of each type. A chunk never changes, and the versions of a
/// document share it: what is derived from it alone need not be derived again with every keystroke.
#[derive(Default)]
pub(super) struct Memo(Mutex<Vec<Arc<dyn Any + Send + Sync>>>);

impl Memo {
    /// The value of this type, if it `fits`; made anew where there is none that does, and kept in its place. Nothing is
    /// locked meanwhile, so it may be made twice.
    pub(super) fn get<T: Any + Send + Sync>(&self, fits: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> Arc<T> {
        let known = self.lock().iter().find(|value| value.is::<T>()).cloned();
        let known = known.and_then(|known| known.downcast::<T>().ok());
        if let Some(known) = known.filter(|known| fits(known)) {
            return known;
        }
        let made = Arc::new(make());
        let mut values = self.lock();
        values.retain(|value| !value.is::<T>());
        values.push(made.clone());
        made
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<dyn Any + Send + Sync>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn a_value_of_a_type_is_made_once_while_it_fits() {
        let memo = Memo::default();
        assert_eq!(*memo.get(|_| true, || 1_u8), 1);
        assert_eq!(*memo.get(|_| true, || 2_u8), 1);
        assert_eq!(*memo.get(|_| true, || "another type"), "another type");
        assert_eq!(*memo.get(|known| *known > 1, || 3_u8), 3);
        assert_eq!(*memo.get(|_| true, || 4_u8), 3);
    }
}
