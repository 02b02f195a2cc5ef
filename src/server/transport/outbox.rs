//! What goes out: one queue without bound, so that nobody who has something to say ever waits for
//! a client that does not read.

use super::Frame;
use super::prepared::prepared;
use crate::server::lsp::{ProgressToken, Response};
use crate::server::uri::Uri;
use serde::Serialize;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc;

/// The way out, for everybody.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    queue: mpsc::UnboundedSender<Item>,
    slots: Slots,
}

/// The other end of the queue.
#[derive(Debug)]
pub(crate) struct Outgoing {
    queue: mpsc::UnboundedReceiver<Item>,
    slots: Slots,
}

/// The diagnostics of each document that wait to be written: newer ones take the place of older
/// ones, so that a slow client gets few and fresh ones.
type Slots = Arc<Mutex<HashMap<Uri, Frame>>>;

#[derive(Debug)]
enum Item {
    Frame(Frame),
    /// Whatever waits for this document when its turn comes.
    Slot(Uri),
    End,
}

/// A queue.
pub(crate) fn outbox() -> (Outbox, Outgoing) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let slots = Slots::default();
    (Outbox { queue: sender, slots: slots.clone() }, Outgoing { queue: receiver, slots })
}

impl Outbox {
    /// Queues a message.
    pub(crate) fn send(&self, message: &impl Serialize) {
        self.frame(Frame::new(message));
    }

    /// Queues an answer.
    pub(super) fn answer(&self, answer: &Response) {
        match prepared(answer) {
            Some(result) => self.frame(Frame::answer(answer.id(), result)),
            None => self.send(answer),
        }
    }

    /// Queues a part of an answer, which is JSON already.
    pub(crate) fn part(&self, token: &ProgressToken, part: &str) {
        self.frame(Frame::part(token, part));
    }

    fn frame(&self, frame: serde_json::Result<Frame>) {
        match frame {
            Ok(frame) => self.push(Item::Frame(frame)),
            Err(error) => tracing::error!("a message cannot be serialised: {error}"),
        }
    }

    /// Queues a document's diagnostics in place of those that still wait, if they are `current`.
    /// Asked while nobody else can publish, so that an older version never follows a newer one.
    pub(crate) fn publish(&self, uri: &Uri, frame: Frame, current: impl FnOnce() -> bool) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if current() && slots.insert(uri.clone(), frame).is_none() {
            self.push(Item::Slot(uri.clone()));
        }
    }

    /// Ends the queue: what is in it is written, what comes later is not.
    pub(super) fn end(&self) {
        self.push(Item::End);
    }

    fn push(&self, item: Item) {
        // Once nobody writes any more the session is over, and so is the message's use.
        let _ = self.queue.send(item);
    }
}

impl Outgoing {
    /// Writes what is queued until the queue or the output ends.
    pub(super) async fn write_to(mut self, output: impl AsyncWrite + Unpin) -> io::Result<()> {
        let mut output = BufWriter::with_capacity(64 * 1024, output);
        while let Some(item) = self.queue.recv().await {
            match item {
                Item::Frame(frame) => output.write_all(frame.as_bytes()).await?,
                Item::Slot(uri) => {
                    if let Some(frame) = self.take(&uri) {
                        output.write_all(frame.as_bytes()).await?;
                    }
                }
                Item::End => break,
            }
            if self.queue.is_empty() {
                output.flush().await?;
            }
        }
        output.flush().await
    }

    fn take(&self, uri: &Uri) -> Option<Frame> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).remove(uri)
    }
}
