//! The methods that the server answers.

use super::capabilities::Client;
use super::diagnostics::Publisher;
use super::documents::Documents;
use super::handlers::code_action::{self, CodeActionParams};
use super::handlers::completion::{self, Shown};
use super::handlers::hover;
use super::lsp::{
    ClientSocket, CodeAction, CompletionItem, CompletionList, CompletionParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, Error, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams,
    LanguageServer, LspService, Result,
};
use super::parent;
use super::sync::{self, DidChange};
use super::transport::Outbox;
use super::uri::Uri;
use super::version::Version;
use super::work::Work;
use crate::workspace::Library;
use serde::Deserialize;
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// The state of a session.
pub(super) struct Backend {
    client: OnceLock<Arc<Client>>,
    library: Arc<OnceLock<Arc<Library>>>,
    documents: Documents,
    publisher: Publisher,
    shown: Shown,
    work: Work,
    stop: Arc<Notify>,
}

/// The service. Its diagnostics go to `outbox`; it notifies `stop` when the client's process is gone.
pub(super) fn service(outbox: Outbox, stop: Arc<Notify>) -> (LspService<Backend>, ClientSocket) {
    let backend = |_| Backend {
        client: OnceLock::new(),
        library: Arc::default(),
        documents: Documents::default(),
        publisher: Publisher::new(outbox),
        shown: Shown::default(),
        work: Work::new(),
        stop,
    };
    LspService::build_with_lifecycle_methods(backend)
        .custom_method("textDocument/didOpen", Backend::did_open)
        .custom_method("textDocument/didChange", Backend::did_change)
        .custom_method("textDocument/didClose", Backend::did_close)
        .custom_method("textDocument/completion", Backend::completion)
        .custom_method("completionItem/resolve", Backend::resolve_completion)
        .custom_method("textDocument/hover", Backend::hover)
        .custom_method("textDocument/codeAction", Backend::code_action)
        .custom_method("codeAction/resolve", Backend::resolve_code_action)
        .finish()
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
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
        let library = self.library.clone();
        tokio::task::spawn_blocking(move || library.get_or_init(Library::builtin).templates().len());
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
        let content = sync::open(&opened.text);
        let choice = sync::choose(self.library(), &content, None);
        self.put(Version::new((opened.uri.into(), opened.version), content, choice, self.library().clone()));
    }

    async fn did_change(&self, params: DidChange) {
        let uri = Uri::from(params.text_document.uri);
        let Some(before) = self.documents.get(&uri) else {
            return tracing::warn!("a change of {}, which is not open", uri.as_str());
        };
        let number = params.text_document.version.unwrap_or(before.number);
        let content = sync::change(&before.content, &params.content_changes, self.client().encoding);
        let choice = sync::choose(self.library(), &content, before.choice.kept.as_ref());
        self.put(Version::new((before.uri.clone(), number), content, choice, self.library().clone()));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = Uri::from(params.text_document.uri);
        match self.documents.close(&uri) {
            Some(last) => self.publisher.clear(&last.uri),
            None => tracing::warn!("{} is closed, but was not open", uri.as_str()),
        }
    }

    /// Where a newer version comes before the list is made, the list is made for that: unlike other
    /// requests, clients do not ask again.
    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionList>> {
        const TRIES: usize = 3;
        let at = params.text_document_position_params;
        let uri = Uri::from(at.text_document.uri);
        for _ in 0..TRIES {
            let Some(version) = self.documents.get(&uri) else { return Ok(None) };
            let (client, library) = (self.client().clone(), self.library.clone());
            let made = self.work.run(version, move |version, stop| {
                let library = library.get_or_init(Library::builtin);
                completion::completion(library, &client, version, at.position, stop)
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
        let Some(version) = self.documents.get(&Uri::from(at.text_document.uri)) else { return Ok(None) };
        let client = self.client().clone();
        self.work.run(version, move |version, stop| hover::hover(&client, version, at.position, stop)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<CodeAction>>> {
        let uri = Uri::from(params.text_document.uri.clone());
        let Some(version) = self.documents.get(&uri) else { return Ok(None) };
        let client = self.client().clone();
        let work = move |version: &Version, stop: &_| code_action::code_actions(&client, version, params, stop);
        self.work.run(version, work).await.map(Some)
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

    fn put(&self, version: Version) {
        let version = Arc::new(version);
        self.documents.put(&version);
        self.publisher.publish(version, self.client().clone());
    }

    fn client(&self) -> &Arc<Client> {
        self.client.get_or_init(Arc::default)
    }

    fn library(&self) -> &Arc<Library> {
        self.library.get_or_init(Library::builtin)
    }
}
