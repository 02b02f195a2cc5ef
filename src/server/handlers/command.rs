//! `workspace/executeCommand`: what an editor's own commands and menus ask for.

mod argument;
mod ask;
mod brief;
mod edit;
mod gap;
mod progress;
mod template;

use crate::server::capabilities::Client;
use crate::server::lsp::{Error, ExecuteCommandOptions, LspAny, Result, ServerCapabilities};
use crate::server::state::{Backend, Feature};
use crate::workspace::nearest;
use argument::Argument;
use serde::Deserialize;
use std::future::Future;
use std::pin::Pin;

pub(super) const FEATURE: Feature =
    Feature { announce, methods: |methods| methods.custom_method("workspace/executeCommand", execute) };

/// A command.
struct Command {
    id: &'static str,
    /// The keys of its argument; a question mark is behind those that may be left out.
    keys: &'static [&'static str],
    /// Whether it is of use to a client.
    suits: fn(&Client) -> bool,
    run: for<'a> fn(&'a Backend, Argument) -> Answer<'a>,
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<LspAny>> + Send + 'a>>;

const ALWAYS: fn(&Client) -> bool = |_| true;
const WITH_EDITS: fn(&Client) -> bool = |client| client.applies_edits;

/// All commands: a new one is a function and an entry here.
const COMMANDS: [Command; 9] = [
    Command {
        id: "specls.nextGap",
        keys: &["uri", "position", "show?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(gap::next(backend, argument)),
    },
    Command {
        id: "specls.previousGap",
        keys: &["uri", "position", "show?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(gap::previous(backend, argument)),
    },
    Command {
        id: "specls.insertAll",
        keys: &["uri"],
        suits: WITH_EDITS,
        run: |backend, argument| Box::pin(edit::insert_all(backend, argument)),
    },
    Command {
        id: "specls.insertSection",
        keys: &["uri", "section?", "snippet?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(edit::insert_section(backend, argument)),
    },
    Command {
        id: "specls.changeTemplate",
        keys: &["uri", "template?"],
        suits: WITH_EDITS,
        run: |backend, argument| Box::pin(edit::change_template(backend, argument)),
    },
    Command {
        id: "specls.templates",
        keys: &["uri?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(template::templates(backend, argument)),
    },
    Command {
        id: "specls.new",
        keys: &["template", "uri?", "folder?", "name?", "inputs?", "snippet?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(template::new(backend, argument)),
    },
    Command {
        id: "specls.showProgress",
        keys: &["uri"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(progress::progress(backend, argument)),
    },
    Command {
        id: "specls.brief",
        keys: &["uri?", "template?", "section?", "position?", "inputs?"],
        suits: ALWAYS,
        run: |backend, argument| Box::pin(brief::brief(backend, argument)),
    },
];

fn announce(backend: &Backend, capabilities: &mut ServerCapabilities) {
    let suiting = COMMANDS.iter().filter(|command| (command.suits)(backend.client()));
    let commands = suiting.map(|command| command.id.to_owned()).collect();
    capabilities.execute_command_provider =
        Some(ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() });
}

/// The params: some clients send no arguments, or null for them.
#[derive(Debug, Deserialize)]
struct ExecuteCommandParams {
    command: String,
    #[serde(default)]
    arguments: Option<Vec<LspAny>>,
}

async fn execute(backend: &Backend, params: ExecuteCommandParams) -> Result<LspAny> {
    let Some(command) = COMMANDS.iter().find(|command| command.id == params.command) else {
        let known = COMMANDS.iter().map(|command| command.id);
        let near = nearest(&params.command, known.clone());
        let meant = if near.is_empty() { known.collect::<Vec<_>>() } else { near };
        let message = format!("there is no command `{}`: use `{}`", params.command, meant.join("`, `"));
        return Err(Error::invalid_params(message));
    };
    let argument = Argument::read(command.id, command.keys, params.arguments.unwrap_or_default())?;
    (command.run)(backend, argument).await
}
