//! The server as a client sees it.

mod client;
mod documents;
mod features;
mod frames;
mod lifecycle;
mod process;
mod versions;
