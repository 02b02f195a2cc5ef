//! The state of a session, which the methods share.

use super::capabilities::Client;
use super::diagnostics::Publisher;
use super::documents::Documents;
use super::lsp::{Error, LspServiceBuilder, Result, ServerCapabilities, Socket};
use super::progress::Progresses;
use super::projects::Projects;
use super::reports::Reports;
use super::shown::Shown;
use super::siblings::Index;
use super::specs::Specs;
use super::told::Told;
use super::transport::Outbox;
use super::uri::Uri;
use super::version::Version;
use super::work::{Stop, Work};
use crate::workspace::Switch;
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// The state of a session.
pub(super) struct Backend {
    pub(super) client: Arc<OnceLock<Arc<Client>>>,
    pub(super) socket: Socket,
    pub(super) documents: Documents,
    pub(super) projects: Projects,
    pub(super) publisher: Publisher,
    pub(super) progresses: Progresses,
    /// The workspace's Markdown files.
    pub(super) siblings: Index,
    /// Those of them that follow a template.
    pub(super) specs: Specs,
    /// What is wrong in all of them.
    pub(super) reports: Reports,
    /// The documentation of the completions that were shown last.
    pub(super) shown: Shown,
    /// The semantic tokens that were sent last.
    pub(super) told: Told,
    pub(super) work: Work,
    /// Notified when the client's process is gone.
    pub(super) stop: Arc<Notify>,
}

/// The methods of a session, as they are put together.
pub(super) type Methods = LspServiceBuilder<Backend>;

/// What an editor is offered: one file in [`super::handlers`].
pub(super) struct Feature {
    /// Says in the answer to `initialize` that it is there, if it is of use to this client.
    pub(super) announce: fn(&Backend, &mut ServerCapabilities),
    /// Adds its methods.
    pub(super) methods: fn(Methods) -> Methods,
}

impl Backend {
    /// Of a session that has not begun; its diagnostics go to `outbox`.
    pub(super) fn new(socket: Socket, outbox: Outbox, stop: Arc<Notify>) -> Self {
        let (client, documents, publisher) = (Arc::default(), Documents::default(), Publisher::new(outbox.clone()));
        let progresses = Progresses::new(socket.clone(), outbox.clone(), Arc::clone(&client));
        let projects = Projects::new(documents.clone(), publisher.clone(), Arc::clone(&client), socket.clone());
        let siblings = Index::new(documents.clone(), projects.clone(), progresses.clone());
        let homes = (documents.clone(), projects.clone());
        let reports = Reports::new(homes.clone(), siblings.clone(), outbox.clone());
        let specs = Specs::new(homes, siblings.clone(), progresses.clone(), outbox);
        let (shown, told, work) = (Shown::default(), Told::default(), Work::new());
        Self {
            client,
            socket,
            documents,
            projects,
            publisher,
            progresses,
            siblings,
            specs,
            reports,
            shown,
            told,
            work,
            stop,
        }
    }

    /// What `work` makes of the newest version of a document; `None` where it is not open.
    ///
    /// # Errors
    /// As [`Work::run`].
    pub(super) async fn about<T, F>(&self, uri: Uri, work: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Version, &Stop) -> Option<T> + Send + 'static,
    {
        match self.version(&uri).await? {
            Some(version) => self.work.run(version, work).await.map(Some),
            None => Ok(None),
        }
    }

    /// As [`Backend::about`], but where a newer version comes before the answer is made, it is made for that: for requests
    /// that some clients do not send again.
    ///
    /// # Errors
    /// As [`Work::run`], where newer versions keep coming.
    pub(super) async fn about_newest<T, F>(&self, uri: &Uri, work: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Version, &Stop) -> Option<T> + Clone + Send + 'static,
    {
        const TRIES: usize = 3;
        for _ in 0..TRIES {
            match self.about(uri.clone(), work.clone()).await {
                Err(error) if error == Error::content_modified() => {}
                made => return made,
            }
        }
        Err(Error::content_modified())
    }

    /// The version of a document that a request is about; where its project is not known yet, once it is. `None`
    /// where the document is not open.
    ///
    /// # Errors
    /// `ContentModified` where a newer text came while the project was read.
    pub(super) async fn version(&self, uri: &Uri) -> Result<Option<Arc<Version>>> {
        let version = self.documents.get(uri);
        let Some(pending) = version.as_ref().filter(|version| version.is_pending()) else { return Ok(version) };
        self.projects.ready(uri).await;
        match self.documents.get(uri) {
            Some(newest) if newest.number != pending.number => Err(Error::content_modified()),
            newest => Ok(newest),
        }
    }

    /// Whether the user wants a feature; where nothing is said, what is usual for the client.
    pub(super) fn is_on(&self, switch: Switch) -> bool {
        self.projects.features().is_on(switch, self.client().usually(switch))
    }

    /// What the client can do.
    pub(super) fn client(&self) -> &Arc<Client> {
        self.client.get_or_init(Arc::default)
    }
}
