//! The server as a client sees it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accept;
mod actions;
mod client;
mod commands;
mod completion;
mod directives;
mod documents;
mod editor;
mod features;
mod formatting;
mod frames;
mod hints;
mod hover;
mod lenses;
mod lifecycle;
mod links;
mod new;
mod outline;
mod process;
mod projects;
mod pull;
mod pull_workspace;
mod rename;
mod repeat;
mod restore;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
#[path = "../support/transcript.rs"]
mod transcript;
mod versions;
mod workspace;
