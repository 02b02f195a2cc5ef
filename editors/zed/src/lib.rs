//! Tells Zed how to start specls, and specls what Zed's settings say. What is decided is in [`server`], which needs no Zed.

mod server;

use zed_extension_api::serde_json::Value;
use zed_extension_api::settings::LspSettings;
use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension};

struct Specls;

impl Extension for Specls {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        server::command(settings, |program| worktree.which(program))
    }

    /// The same as below: what is set holds from the first document on.
    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        self.language_server_workspace_configuration(id, worktree)
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        Ok(Some(server::configuration(settings)))
    }
}

register_extension!(Specls);
