//! One open socket, seen from both sides: the hub puts frames in, the socket's task takes them out.

use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

use bytestring::ByteString;
use domain::id::{AccountId, ConnectionId, ConversationId, Epoch, SchoolId, SessionId};
use tokio::sync::mpsc;
use tokio_util::{sync::CancellationToken, task::task_tracker::TaskTrackerToken};

use crate::hub::Hub;

/// How many frames wait for a client before it counts as one that does not read. A room that writes as fast as the database takes it hands
/// over a whole batch at once; what waits is shared by all who wait for it.
pub const CAPACITY: usize = 512;

/// The wish that a socket be closed, with the reason. The first reason stays.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    code: Arc<AtomicU16>,
    token: CancellationToken,
}

impl Closing {
    /// Asks for it.
    pub fn close(&self, code: u16) {
        // whoever comes second changes nothing
        self.code
            .compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire)
            .ok();
        self.token.cancel();
    }

    /// Whether it has been asked for.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Waits until it is asked for; the close code.
    pub async fn asked(&self) -> u16 {
        self.token.cancelled().await;
        self.code.load(Ordering::Acquire)
    }
}

/// Whose a socket is: a session, which is in one school for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// The session that opens it.
    pub session: SessionId,
    /// The school of the session; nothing of another one is heard.
    pub school: SchoolId,
}

/// The hub's side of a socket.
#[derive(Debug, Clone)]
pub(crate) struct Outlet {
    pub connection: ConnectionId,
    pub session: SessionId,
    /// The school of the session.
    pub school: SchoolId,
    /// The one room that it is for; absent when it is for everything.
    pub room: Option<ConversationId>,
    pub sender: mpsc::Sender<ByteString>,
    pub closing: Closing,
    /// Whether the places of its conversations are known to the desk; before, nothing is missed for it.
    pub settled: bool,
}

/// The socket's side. Dropping it takes the connection off the hub, however the task ended.
#[derive(Debug)]
pub struct Mailbox {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose.
    pub account: AccountId,
    /// The session that opened it.
    pub session: SessionId,
    /// The life of the database.
    pub epoch: Epoch,
    /// What to write to the client.
    pub frames: mpsc::Receiver<ByteString>,
    /// When to stop.
    pub closing: Closing,
    pub(crate) own: mpsc::Sender<ByteString>,
    pub(crate) _guard: Guard,
}

impl Mailbox {
    /// Where answers to the client's own frames go: the same queue, so that they stay in order with the rest.
    #[must_use]
    pub fn replies(&self) -> Replies {
        Replies {
            sender: self.own.clone(),
            closing: self.closing.clone(),
        }
    }
}

/// Puts answers into the queue of one socket.
#[derive(Debug, Clone)]
pub struct Replies {
    sender: mpsc::Sender<ByteString>,
    closing: Closing,
}

impl Replies {
    /// Answers; a client that does not read its answers is let go.
    pub fn send(&self, frame: ByteString) {
        if self.sender.try_send(frame).is_err() {
            self.closing.close(domain::socket::close::SLOW);
        }
    }
}

/// Takes a connection off the hub when it goes.
#[derive(Debug)]
pub(crate) struct Guard {
    pub hub: Arc<Hub>,
    pub account: AccountId,
    pub connection: ConnectionId,
    pub gone: mpsc::UnboundedSender<(AccountId, ConnectionId)>,
    pub _alive: TaskTrackerToken,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.hub.remove(self.account, self.connection);
        // nobody listens any more when the process ends
        self.gone.send((self.account, self.connection)).ok();
    }
}
