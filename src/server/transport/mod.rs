//! Frames in, frames out, and the loop between them.
//!
//! A session ends when the client says so, when its input or output ends, or when it is stopped;
//! never because of what one message holds or does.

mod frame;
mod message;
mod outbox;
mod prepared;

pub(crate) use frame::Frame;
pub(crate) use outbox::{Outbox, Outgoing, outbox};
pub(crate) use prepared::Prepared;

use super::legible::legible;
use super::lsp::{ClientSocket, Error, ErrorCode, ExitedError, Id, Request, Response};
use frame::{FrameReader, Received};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, SinkExt, StreamExt};
use message::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tower::Service;

/// The longest body that is read. The largest real messages are whole documents.
const BODY_LIMIT: usize = 256 * 1024 * 1024;

/// How long a client may take to read the last messages once the session is over.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Fresh,
    Running,
    ShutDown,
}

/// A session between a client and a service.
pub(crate) struct Session<S> {
    service: S,
    outbox: Outbox,
    stage: Stage,
    /// Requests that are not answered yet; dropping the set stops them.
    tasks: JoinSet<()>,
}

impl<S> Session<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + 'static,
{
    /// A session that has not begun.
    pub(crate) fn new(service: S, outbox: Outbox) -> Self {
        Self { service, outbox, stage: Stage::Fresh, tasks: JoinSet::new() }
    }

    /// Serves until the session ends. The exit code is the protocol's: 0 where the client asked
    /// for shutdown first, else 1.
    pub(crate) async fn serve<R, W>(
        mut self,
        socket: ClientSocket,
        outgoing: Outgoing,
        (input, output): (R, W),
        stop: Arc<Notify>,
    ) -> u8
    where
        R: AsyncRead + Unpin,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let (mut requests, replies) = socket.split();
        let outbox = self.outbox.clone();
        self.tasks.spawn(async move {
            while let Some(request) = requests.next().await {
                outbox.send(&request);
            }
        });
        let mut writer = tokio::spawn(outgoing.write_to(output));
        tokio::select! {
            biased;
            () = self.read(FrameReader::new(input, BODY_LIMIT), replies) => {
                self.outbox.end();
                let _ = tokio::time::timeout(PATIENCE, &mut writer).await;
            }
            written = &mut writer => tracing::warn!("the client does not read any more: {written:?}"),
            () = stop.notified() => tracing::warn!("the client's process is gone"),
        }
        writer.abort();
        u8::from(self.stage != Stage::ShutDown)
    }

    /// Reads until `exit` or the end of input.
    async fn read<R, Q>(&mut self, mut frames: FrameReader<R>, mut replies: Q)
    where
        R: AsyncRead + Unpin,
        Q: SinkExt<Response, Error = ExitedError> + Unpin,
    {
        loop {
            while self.tasks.try_join_next().is_some() {}
            match frames.next().await {
                Ok(Received::Body(body)) => match message::parse(&body) {
                    Message::Request(request) if request.method() == "exit" => return,
                    Message::Request(request) if request.method() == "initialize" => self.dispatch(opening(request)),
                    Message::Request(request) => self.dispatch(request),
                    Message::Reply(reply) => {
                        let _ = replies.send(reply).await;
                    }
                    Message::Invalid(answer) => {
                        tracing::warn!("not a message: {:?}", answer.error());
                        self.outbox.send(&answer);
                    }
                },
                Ok(Received::Garbage) => self.refuse(ErrorCode::ParseError, "not a frame: no Content-Length"),
                Ok(Received::TooLarge(_)) => self.refuse(ErrorCode::InvalidRequest, "the message is too large"),
                Ok(Received::End) => return tracing::info!("the input ended"),
                Err(error) => return tracing::warn!("the input cannot be read: {error}"),
            }
        }
    }

    fn refuse(&self, code: ErrorCode, why: &'static str) {
        tracing::warn!("{why}");
        self.outbox.send(&Response::from_error(Id::Null, Error { code, message: why.into(), data: None }));
    }

    /// Calls the service. Its future is polled once before the next frame is read, so that what
    /// handlers do ahead of their first await happens in the order of the messages.
    fn dispatch(&mut self, request: Request) {
        let stage = self.stage;
        let opens = request.method() == "initialize";
        if stage == Stage::Running && request.method() == "shutdown" && request.id().is_some() {
            self.stage = Stage::ShutDown;
        }
        let mut answer = self.call(request);
        let Some(answer) = (&mut answer).now_or_never() else {
            let outbox = self.outbox.clone();
            self.tasks.spawn(async move {
                if let Some(answer) = answer.await {
                    outbox.answer(&answer);
                }
            });
            return;
        };
        let Some(answer) = answer else { return };
        if opens && answer.is_ok() {
            self.stage = Stage::Running;
        }
        self.outbox.answer(&in_stage(stage, answer));
    }

    /// The answer to a request: a panic on the way to it is an error like any other.
    fn call(&mut self, request: Request) -> BoxFuture<'static, Option<Response>> {
        let id = request.id().cloned();
        let method = request.method().to_owned();
        let panicked = move || {
            tracing::error!("{method} panicked");
            id.map(|id| Response::from_error(id, Error::internal_error()))
        };
        match catch_unwind(AssertUnwindSafe(|| self.service.call(request))) {
            Ok(future) => AssertUnwindSafe(future)
                .catch_unwind()
                .map(|outcome| match outcome {
                    Ok(answer) => answer.ok().flatten(),
                    Err(_) => panicked(),
                })
                .boxed(),
            Err(_) => std::future::ready(panicked()).boxed(),
        }
    }
}

/// The request that opens a session, as far as it can be read.
fn opening(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    message::request(method.into_owned(), id, params.map(legible))
}

/// Outside of a running session the reason that a method is not answered is the stage, also for a
/// method that nobody knows.
fn in_stage(stage: Stage, answer: Response) -> Response {
    if answer.error().map(|error| error.code) != Some(ErrorCode::MethodNotFound) {
        return answer;
    }
    let error = match stage {
        Stage::Running => return answer,
        Stage::Fresh => {
            Error { code: ErrorCode::ServerError(-32002), message: "Server not initialized".into(), data: None }
        }
        Stage::ShutDown => Error::invalid_request(),
    };
    Response::from_error(answer.id().clone(), error)
}

#[cfg(test)]
mod tests;
