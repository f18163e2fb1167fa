//! Fan-out: the hub of open sockets, the bus between nodes, presence.
//!
//! Nothing here is true: the truth is in the database, and whatever is lost on the way is read from there. [`Realtime`] is the handle
//! that the rest of the process holds.

use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use domain::{
    happening::Happening,
    id::{AccountId, ConversationId, Epoch},
};
use parking_lot::Mutex;
use tokio::sync::{OnceCell, mpsc, oneshot, watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub mod bus;
mod desk;
pub mod hub;
mod ledger;
pub mod mailbox;
mod news;
mod presence;
mod redis;
pub mod settings;
mod start;
pub mod truth;
mod watches;

use crate::{
    bus::{BusState, Outbox},
    desk::Input,
    hub::Hub,
    mailbox::{Guard, Holder, Mailbox},
    news::News,
    presence::Presence,
    redis::Commands,
    settings::Settings,
    truth::{Truth, Unavailable},
};

/// How long a stop waits for sockets, and then for the rest.
const STOP: Duration = Duration::from_secs(5);

/// How many pieces of news wait for Redis; what is beyond is found in the database.
const OUTBOX: usize = 1024;

/// The real-time part of this node. Cheap to clone.
#[derive(Clone)]
pub struct Realtime {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    hub: Arc<Hub>,
    commands: Option<Commands>,
    truth: OnceLock<Arc<dyn Truth>>,
    epoch: OnceCell<Epoch>,
    presence: OnceLock<Presence>,
    inputs: mpsc::UnboundedSender<Input>,
    outbox: Outbox,
    gone: mpsc::UnboundedSender<(AccountId, domain::id::ConnectionId)>,
    behind: mpsc::Sender<()>,
    state: watch::Sender<BusState>,
    ends: Mutex<Option<Ends>>,
    sockets: TaskTracker,
    tasks: TaskTracker,
    stopping: CancellationToken,
    stop: CancellationToken,
}

/// The ends of the queues that the tasks take when they start.
struct Ends {
    inputs: mpsc::UnboundedReceiver<Input>,
    outbox: mpsc::Receiver<News>,
    gone: mpsc::UnboundedReceiver<(AccountId, domain::id::ConnectionId)>,
    behind: mpsc::Receiver<()>,
}

/// Why a socket is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// The account has its number of sockets already.
    TooMany,
    /// The database does not answer, or the node is stopping.
    Unavailable,
}

impl Realtime {
    /// The real-time part of a node, not running yet.
    ///
    /// # Errors
    /// When the address of Redis cannot be understood.
    pub fn new(settings: Settings) -> Result<Self, BadAddress> {
        let commands = settings
            .redis_url
            .as_deref()
            .map(Commands::new)
            .transpose()
            .map_err(|error| BadAddress(error.to_string()))?;
        let (inputs, inputs_end) = mpsc::unbounded_channel();
        let (outbox, outbox_end) = mpsc::channel(OUTBOX);
        let (gone, gone_end) = mpsc::unbounded_channel();
        let (behind, behind_end) = mpsc::channel(1);
        let state = match commands {
            Some(_) => BusState::Doubtful,
            None => BusState::Alone,
        };
        let outbox = Outbox(commands.is_some().then_some(outbox));
        Ok(Self {
            inner: Arc::new(Inner {
                hub: Arc::new(Hub::new(settings.max_connections)),
                settings,
                commands,
                truth: OnceLock::new(),
                epoch: OnceCell::new(),
                presence: OnceLock::new(),
                inputs,
                outbox,
                gone,
                behind,
                state: watch::Sender::new(state),
                ends: Mutex::new(Some(Ends {
                    inputs: inputs_end,
                    outbox: outbox_end,
                    gone: gone_end,
                    behind: behind_end,
                })),
                sockets: TaskTracker::new(),
                tasks: TaskTracker::new(),
                stopping: CancellationToken::new(),
                stop: CancellationToken::new(),
            }),
        })
    }

    /// Takes what has happened on this node; the sink of the store.
    pub fn publish(&self, happenings: Vec<Happening>) {
        for happening in happenings {
            // the desk tells read marks, not each of them
            if !matches!(happening, Happening::Read { .. }) {
                self.inner.outbox.tell(&happening);
            }
            drop(self.inner.inputs.send(Input::Here(happening)));
        }
    }

    /// The life of the database.
    ///
    /// # Errors
    /// When it does not answer, or this node has not started.
    pub async fn epoch(&self) -> Result<Epoch, Unavailable> {
        let truth = self.inner.truth.get().ok_or(Unavailable)?;
        self.inner.epoch.get_or_try_init(|| truth.epoch()).await.copied()
    }

    /// A place for one more socket. From its answer on, nothing is missed that is sent to the account in the school of its session.
    ///
    /// # Errors
    /// When the account has its number of sockets, or the database does not answer.
    pub async fn open(&self, holder: Holder) -> Result<Mailbox, NotOpened> {
        self.open_one(holder, None).await
    }

    /// The same for what concerns one room. Whether the account is in it has been asked; when it leaves, the socket is closed.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_room(&self, holder: Holder, room: ConversationId) -> Result<Mailbox, NotOpened> {
        self.open_one(holder, Some(room)).await
    }

    async fn open_one(&self, holder: Holder, room: Option<ConversationId>) -> Result<Mailbox, NotOpened> {
        let inner = &self.inner;
        if inner.stopping.is_cancelled() {
            return Err(NotOpened::Unavailable);
        }
        let epoch = self.epoch().await.map_err(|_| NotOpened::Unavailable)?;
        let (outlet, frames) = inner.hub.admit(holder, room).ok_or(NotOpened::TooMany)?;
        let Holder { account, session, .. } = holder;
        let mailbox = Mailbox {
            connection: outlet.connection,
            account,
            session,
            epoch,
            frames,
            closing: outlet.closing,
            own: outlet.sender,
            _guard: Guard {
                hub: Arc::clone(&inner.hub),
                account,
                connection: outlet.connection,
                gone: inner.gone.clone(),
                _alive: inner.sockets.token(),
            },
        };
        // from here on dropping the mailbox gives everything back
        if let Some(presence) = inner.presence.get().filter(|_| self.bus().is_up()) {
            match presence.open(account, mailbox.connection).await {
                Ok(true) => {}
                Ok(false) => return Err(NotOpened::TooMany),
                Err(error) => tracing::debug!(%error, "sockets are counted on this node only"),
            }
        }
        let truth = inner.truth.get().ok_or(NotOpened::Unavailable)?;
        let positions = truth
            .positions(vec![account])
            .await
            .map_err(|_| NotOpened::Unavailable)?;
        let (done, opened) = oneshot::channel();
        let input = Input::Opened {
            account,
            connection: mailbox.connection,
            positions,
            done,
        };
        inner.inputs.send(input).map_err(|_| NotOpened::Unavailable)?;
        opened.await.map_err(|_| NotOpened::Unavailable)?;
        Ok(mailbox)
    }

    /// Who of these is online; `None` when that cannot be told.
    pub async fn online(&self, accounts: &[AccountId]) -> Option<Vec<AccountId>> {
        if self.inner.commands.is_none() {
            let here = accounts.iter().filter(|account| self.inner.hub.has_any(&[**account]));
            return Some(here.copied().collect());
        }
        let presence = self.inner.presence.get().filter(|_| self.bus().is_up())?;
        presence.online(accounts).await.ok()
    }

    /// How many sockets are open on this node.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.inner.hub.count()
    }

    /// How things stand between this node and the others.
    #[must_use]
    pub fn bus(&self) -> BusState {
        *self.inner.state.borrow()
    }

    /// Waits until the bus is as `wanted`.
    pub async fn bus_becomes(&self, wanted: impl Fn(BusState) -> bool) {
        let mut state = self.inner.state.subscribe();
        // the sender lives as long as this handle
        drop(state.wait_for(|state| wanted(*state)).await);
    }

    /// Stops: closes the sockets with 1012, waits for them a while, then for everything else.
    pub async fn stop(&self) {
        let inner = &self.inner;
        inner.stopping.cancel();
        inner.hub.close_all(domain::socket::close::RESTART);
        inner.sockets.close();
        if tokio::time::timeout(STOP, inner.sockets.wait()).await.is_err() {
            tracing::warn!("some sockets did not close in time");
        }
        inner.stop.cancel();
        inner.tasks.close();
        drop(tokio::time::timeout(STOP, inner.tasks.wait()).await);
    }
}

/// The address of Redis cannot be understood.
#[derive(Debug)]
pub struct BadAddress(String);

impl fmt::Display for BadAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "REDIS_URL cannot be understood: {}", self.0)
    }
}

impl std::error::Error for BadAddress {}
