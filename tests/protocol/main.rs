//! The server as a client sees it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod client;
mod documents;
mod features;
mod frames;
mod lifecycle;
mod process;
mod versions;
