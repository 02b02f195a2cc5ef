//! Watching the process that started the server: when it is killed nobody says `exit`, and where
//! it shared our input with others, the input does not end either.

use std::time::Duration;

const INTERVAL: Duration = Duration::from_secs(2);

/// Returns once process `id` is gone; never where that cannot be told.
pub(crate) async fn gone(id: i32) {
    while is_alive(id) {
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Whether the process exists, be it ours to signal or not.
#[cfg(unix)]
fn is_alive(id: i32) -> bool {
    use rustix::{io::Errno, process};
    process::Pid::from_raw(id).is_none_or(|id| process::test_kill_process(id) != Err(Errno::SRCH))
}

/// Elsewhere the end of input has to do.
#[cfg(not(unix))]
fn is_alive(_: i32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_process_is_alive() {
        assert!(is_alive(i32::try_from(std::process::id()).unwrap()));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_process_that_ended_is_gone() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = i32::try_from(child.id()).unwrap();
        child.wait().unwrap();
        tokio::time::timeout(Duration::from_secs(10), gone(id)).await.unwrap();
    }
}
