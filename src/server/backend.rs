//! The life of a session, and what the client says of its documents; requests are in [`super::handlers`].

use super::capabilities::Client;
use super::corrections;
use super::editor;
use super::handlers::FEATURES;
use super::lsp::{
    ClientSocket, DidChangeConfigurationParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, InitializeParams,
    InitializeResult, InitializedParams, LanguageServer, LspService, Result, WorkDoneProgressCancelParams,
};
use super::parent;
use super::state::Backend;
use super::sync::{self, DidChange};
use super::transport::Outbox;
use super::uri::Uri;
use super::version::{Choice, Content, Version};
use std::sync::Arc;
use tokio::sync::Notify;

/// The service. Its diagnostics go to `outbox`; it notifies `stop` when the client's process is gone.
pub(super) fn service(outbox: Outbox, stop: Arc<Notify>) -> (LspService<Backend>, ClientSocket) {
    let methods = LspService::build_with_lifecycle_methods(|socket| Backend::new(socket, outbox, stop))
        .custom_method("textDocument/didOpen", Backend::did_open)
        .custom_method("textDocument/didChange", Backend::did_change)
        .custom_method("textDocument/didSave", Backend::did_save)
        .custom_method("textDocument/didClose", Backend::did_close)
        .custom_method("window/workDoneProgress/cancel", Backend::did_cancel_progress)
        .custom_method("workspace/didChangeWatchedFiles", Backend::did_change_watched_files)
        .custom_method("workspace/didChangeWorkspaceFolders", Backend::did_change_folders)
        .custom_method("workspace/didChangeConfiguration", Backend::did_change_configuration);
    FEATURES.iter().fold(methods, |methods, feature| (feature.methods)(methods)).finish()
}

impl LanguageServer for Backend {
    async fn initialize(&self, mut params: InitializeParams) -> Result<InitializeResult> {
        corrections::apply(&mut params)?;
        self.projects.set_folders(&[], editor::folders(&params));
        if let Some(settings) = params.initialization_options.as_ref().and_then(editor::section) {
            self.projects.set_editor(settings.clone());
        }
        let client = Client::new(params.client_info.as_ref().map(|client| client.name.as_str()), params.capabilities);
        let mut answer = client.answer();
        // A second `initialize` does not get here.
        let _ = self.client.set(Arc::new(client));
        FEATURES.iter().for_each(|feature| (feature.announce)(self, &mut answer.capabilities));
        if let Some(id) = params.process_id {
            let stop = self.stop.clone();
            tokio::spawn(async move {
                parent::gone(id).await;
                stop.notify_one();
            });
        }
        Ok(answer)
    }

    /// The templates are read while the client makes its first document ready.
    async fn initialized(&self, _: InitializedParams) {
        self.projects.reload();
        self.siblings.walk();
        if let Some(settings) = self.projects.editor() {
            editor::tell(&settings, &self.socket);
        }
        if self.client().watches {
            editor::watch(&self.socket);
        }
        if self.client().configuration {
            editor::ask(&self.socket, &self.projects);
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// State changes and versions are taken ahead of the first await of each method, and so in the
/// order of the messages.
impl Backend {
    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let uri = Uri::from(opened.uri);
        self.put((uri.clone(), opened.version), sync::open(&opened.text), None);
        self.may_change_projects(&uri);
        self.siblings.opened(&uri);
    }

    async fn did_change(&self, params: DidChange) {
        let uri = Uri::from(params.text_document.uri);
        let Some(before) = self.documents.get(&uri) else {
            return tracing::warn!("a change of {}, which is not open", uri.as_str());
        };
        let number = params.text_document.version.unwrap_or(before.number);
        let content = sync::change(&before.content, &params.content_changes, self.client().encoding);
        self.put((before.uri.clone(), number), content, Some(&before));
        self.siblings.edited();
        // Who writes a template sees what it asks for; a configuration counts once it is saved.
        if !uri.is_config() && uri.path().is_some_and(|path| self.projects.read(&path)) {
            self.projects.reload();
        } else {
            self.projects.look();
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let uri = Uri::from(params.text_document.uri);
        self.projects.changed(uri.path().as_slice());
        self.may_change_projects(&uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = Uri::from(params.text_document.uri);
        match self.documents.close(&uri) {
            // What is wrong with a configuration is wrong with the file.
            Some(last) if !uri.is_config() => self.publisher.clear(&last.uri, self.client()),
            Some(_) => {}
            None => tracing::warn!("{} is closed, but was not open", uri.as_str()),
        }
        self.may_change_projects(&uri);
        self.siblings.may_change(uri.path());
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| editor::path_of(&change.uri));
        let paths: Vec<_> = paths.collect();
        self.projects.changed(&paths);
        self.siblings.may_change(paths);
    }

    async fn did_change_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.projects.set_folders(&editor::paths(&params.event.removed), editor::paths(&params.event.added));
        self.projects.reload();
        self.siblings.walk();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if let Some(settings) = editor::section(&params.settings) {
            self.projects.set_editor(settings.clone());
            self.projects.reload();
            editor::tell(settings, &self.socket);
        } else if params.settings.is_null() && self.client().configuration {
            editor::ask(&self.socket, &self.projects);
        }
    }

    async fn did_cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.progresses.cancel(&params.token);
    }

    /// Puts a text in the place of the one before it. Nothing is said of it until its project is known.
    fn put(&self, id: (Uri, i32), content: Content, before: Option<&Version>) {
        let uri = id.0.clone();
        if uri.is_config() {
            return self.documents.put(&Arc::new(Version::new(id, content, Choice::default(), None)));
        }
        let (project, generation) = self.projects.of(&uri);
        let choice = project.as_ref().map(|project| sync::choose(project, &uri, &content, before));
        let version = Arc::new(Version::new(id, content, choice.unwrap_or_default(), project));
        self.documents.put(&version);
        if !version.is_pending() {
            self.publisher.publish(version, self.client().clone());
        }
        self.projects.settle(&uri, generation);
    }

    /// Reads again what a file that was opened, saved or closed may have changed: the configuration, a template,
    /// and whatever else was changed that the client did not say.
    fn may_change_projects(&self, uri: &Uri) {
        let Some(path) = uri.path() else { return };
        if !self.client().watches {
            self.siblings.look();
        }
        if !self.client().watches || self.projects.read(&path) {
            self.projects.reload();
        } else {
            self.projects.look();
        }
    }
}
