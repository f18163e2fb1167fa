//! What a node does without being asked: look into the database for what it may have missed, check the sessions of its sockets, keep
//! its presence alive.

use std::{collections::HashSet, sync::Arc, time::Duration};

use domain::id::{AccountId, ConnectionId};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    bus::BusState,
    desk::Input,
    hub::Hub,
    presence::Presence,
    settings::Settings,
    truth::{Truth, Unavailable},
};

/// What the watches share.
#[derive(Clone)]
pub(crate) struct Watch {
    pub hub: Arc<Hub>,
    pub truth: Arc<dyn Truth>,
    pub settings: Settings,
    pub stop: CancellationToken,
}

impl Watch {
    /// Compares where conversations stand with what has been delivered: at once when something may have been missed, otherwise now
    /// and then, more often while the bus is not to be trusted.
    pub async fn poll(
        self,
        desk: mpsc::UnboundedSender<Input>,
        mut behind: mpsc::Receiver<()>,
        mut state: watch::Receiver<BusState>,
    ) {
        loop {
            let pause = match *state.borrow_and_update() {
                BusState::Alone | BusState::Up => self.settings.poll_calm,
                BusState::Doubtful | BusState::Down => self.settings.poll_alarmed,
            };
            tokio::select! {
                () = self.stop.cancelled() => return,
                _ = timeout(pause, behind.recv()) => {}
                // both ends live as long as the node
                _ = state.changed() => {}
            }
            if self.look(&desk).await.is_err() {
                tracing::debug!("the database does not say where conversations stand");
            }
        }
    }

    async fn look(&self, desk: &mpsc::UnboundedSender<Input>) -> Result<(), Unavailable> {
        let accounts = self.hub.settled();
        if accounts.is_empty() {
            return Ok(());
        }
        let (number, answer) = oneshot::channel();
        desk.send(Input::Poll(number)).map_err(|_| Unavailable)?;
        let poll = answer.await.map_err(|_| Unavailable)?;
        let positions = self.truth.positions(accounts).await?;
        desk.send(Input::Polled(poll, positions)).map_err(|_| Unavailable)
    }

    /// Closes the sockets of sessions that have ended: one question for all of them.
    pub async fn sweep(self) {
        let mut tick = interval(self.settings.sweep);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                _ = tick.tick() => {}
            }
            let sessions = self.hub.sessions();
            if sessions.is_empty() {
                continue;
            }
            // while the database is away nobody is thrown out: nothing can be read either
            let Ok(standing) = self.truth.standing(sessions.clone()).await else {
                continue;
            };
            let standing: HashSet<_> = standing.into_iter().collect();
            for session in sessions.into_iter().filter(|session| !standing.contains(session)) {
                self.hub.close_session(session);
            }
        }
    }

    /// Tells Redis which sockets are open here, and which have gone.
    pub async fn presence(self, presence: Presence, mut gone: mpsc::UnboundedReceiver<(AccountId, ConnectionId)>) {
        let mut tick = interval((self.settings.presence_ttl / 3).max(Duration::from_millis(50)));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = self.stop.cancelled() => break,
                _ = tick.tick() => presence.refresh(&self.hub.connections()).await,
                left = gone.recv() => match left {
                    Some((account, connection)) => presence.close(account, connection).await,
                    None => break,
                },
            };
            if let Err(error) = done {
                // what could not be taken back ends by itself
                tracing::debug!(%error, "presence not told");
            }
        }
        while let Ok((account, connection)) = gone.try_recv() {
            if presence.close(account, connection).await.is_err() {
                return;
            }
        }
    }
}
