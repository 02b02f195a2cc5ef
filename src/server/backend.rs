//! The methods that the server answers.

use super::capabilities::Client;
use super::diagnostics::Publisher;
use super::documents::Documents;
use super::editor;
use super::handlers::code_action::{self, CodeActionParams};
use super::handlers::completion::{self, Shown};
use super::handlers::{hover, outline};
use super::lsp::{
    ClientSocket, CodeAction, CompletionItem, CompletionList, CompletionParams, DidChangeConfigurationParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbol, DocumentSymbolParams, Error, FoldingRange,
    FoldingRangeParams, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, LanguageServer,
    LspService, Result, SelectionRange, SelectionRangeParams, Socket,
};
use super::parent;
use super::projects::Projects;
use super::sync::{self, DidChange};
use super::transport::Outbox;
use super::uri::Uri;
use super::version::{Choice, Content, Version};
use super::work::{Stop, Work};
use serde::Deserialize;
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// The state of a session.
pub(super) struct Backend {
    client: Arc<OnceLock<Arc<Client>>>,
    socket: Socket,
    documents: Documents,
    projects: Projects,
    publisher: Publisher,
    shown: Shown,
    work: Work,
    stop: Arc<Notify>,
}

/// The service. Its diagnostics go to `outbox`; it notifies `stop` when the client's process is gone.
pub(super) fn service(outbox: Outbox, stop: Arc<Notify>) -> (LspService<Backend>, ClientSocket) {
    let backend = |socket| {
        let (client, documents, publisher) = (Arc::default(), Documents::default(), Publisher::new(outbox));
        let projects = Projects::new(documents.clone(), publisher.clone(), Arc::clone(&client));
        let (shown, work) = (Shown::default(), Work::new());
        Backend { client, socket, documents, projects, publisher, shown, work, stop }
    };
    LspService::build_with_lifecycle_methods(backend)
        .custom_method("textDocument/didOpen", Backend::did_open)
        .custom_method("textDocument/didChange", Backend::did_change)
        .custom_method("textDocument/didSave", Backend::did_save)
        .custom_method("textDocument/didClose", Backend::did_close)
        .custom_method("workspace/didChangeWatchedFiles", Backend::did_change_watched_files)
        .custom_method("workspace/didChangeWorkspaceFolders", Backend::did_change_folders)
        .custom_method("workspace/didChangeConfiguration", Backend::did_change_configuration)
        .custom_method("textDocument/completion", Backend::completion)
        .custom_method("completionItem/resolve", Backend::resolve_completion)
        .custom_method("textDocument/hover", Backend::hover)
        .custom_method("textDocument/codeAction", Backend::code_action)
        .custom_method("codeAction/resolve", Backend::resolve_code_action)
        .custom_method("textDocument/documentSymbol", Backend::document_symbol)
        .custom_method("textDocument/foldingRange", Backend::folding_range)
        .custom_method("textDocument/selectionRange", Backend::selection_range)
        .finish()
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.projects.set_folders(&[], editor::folders(&params));
        if let Some(settings) = params.initialization_options.as_ref().and_then(editor::section) {
            self.projects.set_editor(settings.clone());
        }
        let client = Client::new(params.client_info.as_ref().map(|client| client.name.as_str()), params.capabilities);
        let answer = client.answer();
        // A second `initialize` does not get here.
        let _ = self.client.set(Arc::new(client));
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
    }

    async fn did_change(&self, params: DidChange) {
        let uri = Uri::from(params.text_document.uri);
        let Some(before) = self.documents.get(&uri) else {
            return tracing::warn!("a change of {}, which is not open", uri.as_str());
        };
        let number = params.text_document.version.unwrap_or(before.number);
        let content = sync::change(&before.content, &params.content_changes, self.client().encoding);
        self.put((before.uri.clone(), number), content, Some(&before));
        // Who writes a template sees what it asks for; a configuration counts once it is saved.
        if !uri.is_config() && uri.path().is_some_and(|path| self.projects.read(&path)) {
            self.projects.reload();
        } else {
            self.projects.look();
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.may_change_projects(&Uri::from(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = Uri::from(params.text_document.uri);
        match self.documents.close(&uri) {
            // What is wrong with a configuration is wrong with the file.
            Some(last) if !uri.is_config() => self.publisher.clear(&last.uri),
            Some(_) => {}
            None => tracing::warn!("{} is closed, but was not open", uri.as_str()),
        }
        self.may_change_projects(&uri);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| editor::path_of(&change.uri));
        if paths.into_iter().any(|path| self.projects.read(&path)) {
            self.projects.reload();
        }
    }

    async fn did_change_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.projects.set_folders(&editor::paths(&params.event.removed), editor::paths(&params.event.added));
        self.projects.reload();
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

    /// Where a newer version comes before the list is made, the list is made for that: unlike other
    /// requests, clients do not ask again.
    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionList>> {
        const TRIES: usize = 3;
        let at = params.text_document_position_params;
        let uri = Uri::from(at.text_document.uri);
        for _ in 0..TRIES {
            let version = match self.version(&uri).await {
                Ok(Some(version)) => version,
                Ok(None) => return Ok(None),
                Err(_) => continue,
            };
            let Some(project) = version.project.clone() else { return Ok(None) };
            let client = self.client().clone();
            let made = self.work.run(version, move |version, stop| {
                completion::completion(project.library(), &client, version, at.position, stop)
            });
            match made.await {
                Ok((mut list, documentation)) => {
                    if !documentation.is_empty() {
                        self.shown.keep(&mut list.items, documentation);
                    }
                    return Ok(Some(list));
                }
                Err(error) if error == Error::content_modified() => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::content_modified())
    }

    async fn resolve_completion(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(self.shown.resolve(item, self.client()))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let client = self.client().clone();
        let work = move |version: &Version, stop: &_| hover::hover(&client, version, at.position, stop);
        Ok(self.about(at.text_document.uri.into(), work).await?.flatten())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<CodeAction>>> {
        let (client, uri) = (self.client().clone(), params.text_document.uri.clone());
        let work = move |version: &Version, stop: &_| code_action::code_actions(&client, version, params, stop);
        self.about(uri.into(), work).await
    }

    async fn resolve_code_action(&self, mut action: CodeAction) -> Result<CodeAction> {
        let data = action.data.as_ref().and_then(|data| code_action::Data::deserialize(data).ok());
        let Some(data) = data else { return Err(Error::invalid_params("not an action of this server")) };
        let version = self.documents.get(&Uri::from(data.uri.clone()));
        let version = version.filter(|version| version.number == data.version).ok_or(Error::content_modified())?;
        let (client, title) = (self.client().clone(), action.title.clone());
        let work = move |version: &Version, stop: &_| code_action::resolve(&client, version, &data, &title, stop);
        action.edit = Some(self.work.run(version, work).await?);
        Ok(action)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<Vec<DocumentSymbol>>> {
        let client = self.client().clone();
        let work = move |version: &Version, stop: &_| outline::document_symbols(&client, version, stop);
        self.about(params.text_document.uri.into(), work).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.about(params.text_document.uri.into(), outline::folding_ranges).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let client = self.client().clone();
        let work =
            move |version: &Version, stop: &_| outline::selection_ranges(&client, version, &params.positions, stop);
        self.about(params.text_document.uri.into(), work).await
    }

    /// What `work` makes of the newest version of a document; `None` where it is not open.
    async fn about<T, F>(&self, uri: Uri, work: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Version, &Stop) -> Option<T> + Send + 'static,
    {
        match self.version(&uri).await? {
            Some(version) => self.work.run(version, work).await.map(Some),
            None => Ok(None),
        }
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

    /// The version of a document that a request is about; where its project is not known yet, once it is. `None`
    /// where the document is not open.
    ///
    /// # Errors
    /// `ContentModified` where a newer text came while the project was read.
    async fn version(&self, uri: &Uri) -> Result<Option<Arc<Version>>> {
        let version = self.documents.get(uri);
        let Some(pending) = version.as_ref().filter(|version| version.is_pending()) else { return Ok(version) };
        self.projects.ready(uri).await;
        match self.documents.get(uri) {
            Some(newest) if newest.number != pending.number => Err(Error::content_modified()),
            newest => Ok(newest),
        }
    }

    /// Reads again what a file that was opened, saved or closed may have changed: the configuration, a template,
    /// and whatever else was changed that the client did not say.
    fn may_change_projects(&self, uri: &Uri) {
        let Some(path) = uri.path() else { return };
        if !self.client().watches || self.projects.read(&path) {
            self.projects.reload();
        } else {
            self.projects.look();
        }
    }

    fn client(&self) -> &Arc<Client> {
        self.client.get_or_init(Arc::default)
    }
}
