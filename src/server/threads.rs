//! Work on many things at once.

use std::sync::atomic::{AtomicUsize, Ordering};

/// More than so many threads wait for the disk, not for each other.
const MOST: usize = 8;

/// Hands `items` to `work`, in batches with the index of their first, on as many threads as there are processors, until
/// `go_on` says `false`. Returns when all is done.
pub(crate) fn each<T: Sync>(
    items: &[T],
    batch: usize,
    go_on: &(dyn Fn() -> bool + Sync),
    work: impl Fn(usize, &[T]) + Sync,
) {
    let next = AtomicUsize::new(0);
    let run = || {
        while go_on() {
            let from = next.fetch_add(batch, Ordering::Relaxed);
            let Some(rest) = items.get(from..).filter(|rest| !rest.is_empty()) else { return };
            work(from, &rest[..rest.len().min(batch)]);
        }
    };
    if items.len() <= batch {
        return run();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(run);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn each_thing_is_worked_on_once() {
        for count in [0, 1, 7, 100] {
            let (items, seen) = ((0..count).collect::<Vec<_>>(), Mutex::new(Vec::new()));
            each(&items, 7, &|| true, |from, batch| {
                assert_eq!(batch[0], from);
                seen.lock().unwrap().extend_from_slice(batch);
            });
            let mut seen = seen.into_inner().unwrap();
            seen.sort_unstable();
            assert_eq!(seen, items);
        }
        each(&[1], 1, &|| false, |_, _| panic!("it was stopped"));
    }
}
