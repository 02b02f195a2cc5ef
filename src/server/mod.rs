//! The protocol shell: sync, dispatch, conversion.
//!
//! Messages are read one after the other ([`transport`]); what changes a document is done before
//! the next one is read ([`sync`]), what takes time is done elsewhere, from a version that never
//! changes ([`version`], [`work`], [`diagnostics`]). The methods are in [`backend`] and, one file a feature,
//! in [`handlers`].

mod backend;
mod capabilities;
mod clock;
mod convert;
mod corrections;
mod decorations;
mod diagnostics;
mod documents;
mod editor;
mod handlers;
mod legible;
mod lsp;
mod parent;
mod progress;
mod project_reader;
mod projects;
mod refresh;
mod report;
mod reports;
mod ruler;
mod shown;
mod siblings;
mod specs;
mod state;
mod sync;
mod threads;
mod told;
mod transport;
mod uri;
mod version;
mod work;

pub(crate) use clock::today;

use std::process::ExitCode;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use transport::Session;

/// Serves one client until it says `exit`, hangs up or its process is gone. The exit code is the
/// protocol's: 0 where the client asked for shutdown first, else 1.
pub async fn run<R, W>(input: R, output: W) -> u8
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let stop = Arc::new(Notify::new());
    let (outbox, outgoing) = transport::outbox();
    let (service, socket) = backend::service(outbox.clone(), stop.clone());
    Session::new(service, outbox).serve(socket, outgoing, (input, output), stop).await
}

/// Serves the client at standard input and output.
pub fn stdio() -> ExitCode {
    // One thread reads, dispatches and writes: waking another costs more than most messages do. What
    // takes longer runs on threads of its own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(run(tokio::io::stdin(), tokio::io::stdout()));
            // The thread that reads standard input cannot be woken; nobody waits for it.
            runtime.shutdown_background();
            ExitCode::from(code)
        }
        Err(error) => {
            tracing::error!("the server cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}
