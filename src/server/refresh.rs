//! Telling the client that what it shows of a text is another, though the text is not.

use super::capabilities::Client;
use super::lsp::Socket;

/// Asks the client to ask again for diagnostics: of files that are not open they may be others.
pub(super) fn refresh_diagnostics(client: &Client, socket: &Socket) {
    if client.pulls {
        let socket = socket.clone();
        // What goes wrong here is a client that is gone, or one that does not do what it announced.
        tokio::spawn(async move { _ = socket.workspace_diagnostic_refresh().await });
    }
}

/// Asks the client to ask again for what it can be told about: a document has another template or other settings.
pub(super) fn refresh(client: &Client, socket: &Socket) {
    let (refreshes, pulls) = (client.decorations.refreshes, client.pulls);
    if !(pulls || refreshes.tokens || refreshes.hints || refreshes.lenses) {
        return;
    }
    let socket = socket.clone();
    tokio::spawn(async move {
        // What goes wrong here is a client that is gone, or one that does not do what it announced.
        if pulls {
            _ = socket.workspace_diagnostic_refresh().await;
        }
        if refreshes.tokens {
            _ = socket.semantic_tokens_refresh().await;
        }
        if refreshes.hints {
            _ = socket.inlay_hint_refresh().await;
        }
        if refreshes.lenses {
            _ = socket.code_lens_refresh().await;
        }
    });
}
