//! The bus between nodes: one Redis channel for each life of the database, one subscriber connection for the process. Pub/sub forgets,
//! so every doubt ends in a poll of the database: a reconnect, a number left out, a node that has fallen silent.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use domain::happening::Happening;
use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    desk::Input,
    news::{Envelope, News},
    redis::{Commands, Down},
    settings::Settings,
};

/// How things stand between this node and the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BusState {
    /// There is no Redis: this node is alone.
    Alone,
    /// Redis works.
    Up,
    /// Redis works, but a node that was there is silent: it may have died, or be cut off from Redis and still write.
    Doubtful,
    /// Redis does not answer.
    Down,
}

impl BusState {
    /// Whether Redis answers, as far as is known.
    #[must_use]
    pub const fn is_up(self) -> bool {
        matches!(self, Self::Up | Self::Doubtful)
    }
}

/// How long a silent node is remembered.
const REMEMBERED: Duration = Duration::from_secs(60);

/// Most pieces of news of one round trip.
const TOGETHER: usize = 64;

/// Longest wait before another try to connect.
const BACK_OFF_MAX: Duration = Duration::from_secs(1);

/// Where news leaves for the other nodes; nowhere on a node that is alone.
#[derive(Debug, Clone)]
pub(crate) struct Outbox(pub Option<mpsc::Sender<News>>);

impl Outbox {
    /// Tells the other nodes, when there is room for more news.
    pub fn tell(&self, happening: &Happening) {
        let Some(sender) = &self.0 else { return };
        if sender.try_send(News::from(happening)).is_err() {
            tracing::warn!("too much news for Redis: the other nodes will find it in the database");
            // the other nodes poll every half minute even when they suspect nothing
        }
    }
}

/// What both halves of the bus share.
#[derive(Clone)]
pub(crate) struct Bus {
    pub origin: Uuid,
    pub channel: String,
    pub url: String,
    pub commands: Commands,
    pub settings: Settings,
    pub state: watch::Sender<BusState>,
    /// Told whenever something may have been missed.
    pub behind: mpsc::Sender<()>,
    pub stop: CancellationToken,
}

impl Bus {
    /// Publishes what happens here, and signs of life.
    pub async fn publish(self, mut news: mpsc::Receiver<News>) {
        let mut number = 0_u64;
        let mut works = true;
        let mut beat = tokio::time::interval(self.settings.beat);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut waiting = Vec::with_capacity(TOGETHER);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => break,
                _ = beat.tick() => {
                    number += 1;
                    works = self.send(number, [None]).await.is_ok();
                }
                count = news.recv_many(&mut waiting, TOGETHER) => {
                    if count == 0 {
                        break;
                    }
                    let first = number + 1;
                    number += count as u64;
                    if works {
                        works = self.send(first, waiting.drain(..).map(Some)).await.is_ok();
                    }
                    // otherwise the hole in the numbers tells the others to look, as soon as a sign of life gets through
                    waiting.clear();
                }
            }
        }
        drop(self.send(number + 1, [Some(News::Farewell)]).await);
    }

    /// Publishes these in one round trip; the first has this number.
    async fn send(&self, first: u64, news: impl IntoIterator<Item = Option<News>>) -> Result<(), Down> {
        let mut publish = redis::pipe();
        for (number, news) in (first..).zip(news) {
            let envelope = Envelope {
                origin: self.origin,
                number,
                news,
            };
            let text = serde_json::to_string(&envelope).map_err(|error| Down(error.to_string()))?;
            publish.cmd("PUBLISH").arg(&self.channel).arg(text).ignore();
        }
        let sent = self.commands.pipeline(&publish).await;
        if let Err(error) = &sent {
            tracing::debug!(%error, "not published");
        }
        sent
    }

    /// Receives what happens elsewhere, for ever.
    pub async fn subscribe(self, desk: mpsc::UnboundedSender<Input>) {
        let mut back_off = Duration::from_millis(50);
        let mut peers = Peers::default();
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                listened = self.listen(&desk, &mut peers) => match listened {
                    Ok(()) => back_off = Duration::from_millis(50),
                    Err(error) => tracing::debug!(%error, "no bus"),
                },
            }
            if self.state.send_replace(BusState::Down) != BusState::Down {
                tracing::warn!("the bus is down: messages of other nodes come from the database");
            }
            self.look();
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(back_off) => {}
            }
            back_off = (back_off * 2).min(BACK_OFF_MAX);
        }
    }

    /// One life of the subscriber connection. `Ok` when it had come up.
    async fn listen(&self, desk: &mpsc::UnboundedSender<Input>, peers: &mut Peers) -> Result<(), Down> {
        let down = |error: redis::RedisError| Down(error.to_string());
        let client = redis::Client::open(self.url.as_str()).map_err(down)?;
        let connect = async {
            let mut connection = client.get_async_pubsub().await?;
            connection.subscribe(&self.channel).await?;
            Ok(connection)
        };
        let connection = tokio::time::timeout(self.settings.silence, connect)
            .await
            .map_err(|_| Down("no connection in time".to_owned()))?
            .map_err(down)?;
        let mut messages = connection.into_on_message();
        let mut is_up = false;
        // our own signs of life come back too: silence means that nothing gets through
        while let Ok(Some(message)) = tokio::time::timeout(self.settings.silence, messages.next()).await {
            if !is_up {
                is_up = true;
                tracing::info!("the bus is up");
                self.state.send_replace(BusState::Up);
                self.look();
            }
            let bytes = message.get_payload_bytes();
            // our own come back too, and are known
            if Envelope::is_from(self.origin, bytes) {
                self.judge(peers, Instant::now());
            } else if let Ok(envelope) = serde_json::from_slice::<Envelope>(bytes) {
                self.receive(envelope, desk, peers);
            }
        }
        Ok(())
    }

    fn receive(&self, envelope: Envelope, desk: &mpsc::UnboundedSender<Input>, peers: &mut Peers) {
        let now = Instant::now();
        if !peers.hear(&envelope, now) {
            self.look();
        }
        if let Some(news) = envelope.news {
            drop(desk.send(Input::Elsewhere(news)));
        }
        self.judge(peers, now);
    }

    /// Says how things stand, now that something has come through.
    fn judge(&self, peers: &mut Peers, now: Instant) {
        let state = if peers.somebody_is_silent(now, self.settings.silence) {
            BusState::Doubtful
        } else {
            BusState::Up
        };
        self.state.send_if_modified(|known| {
            let differs = *known != state;
            *known = state;
            differs
        });
    }

    fn look(&self) {
        // one that is waiting already is enough
        self.behind.try_send(()).ok();
    }
}

/// The other nodes: what was their last number, and when.
#[derive(Debug, Default)]
struct Peers(HashMap<Uuid, (u64, Instant)>);

impl Peers {
    /// Notes an envelope; whether it is the one that follows the last.
    fn hear(&mut self, envelope: &Envelope, now: Instant) -> bool {
        if envelope.news == Some(News::Farewell) {
            let last = self.0.remove(&envelope.origin);
            return last.is_none_or(|(number, _)| number + 1 == envelope.number);
        }
        let last = self.0.insert(envelope.origin, (envelope.number, now));
        // a node that nobody has heard of yet may have written before it was heard
        last.is_some_and(|(number, _)| number + 1 == envelope.number)
    }

    fn somebody_is_silent(&mut self, now: Instant, silence: Duration) -> bool {
        self.0.retain(|_, (_, at)| now.duration_since(*at) < REMEMBERED);
        self.0.values().any(|(_, at)| now.duration_since(*at) > silence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope(origin: Uuid, number: u64) -> Envelope {
        Envelope {
            origin,
            number,
            news: None,
        }
    }

    #[test]
    fn a_number_left_out_is_noticed() {
        let (mut peers, node, now) = (Peers::default(), Uuid::now_v7(), Instant::now());
        assert!(!peers.hear(&envelope(node, 7), now), "who knows what 1 to 6 were");
        assert!(peers.hear(&envelope(node, 8), now));
        assert!(!peers.hear(&envelope(node, 10), now));
    }

    #[test]
    fn a_silent_node_is_doubted_for_a_minute_and_then_forgotten() {
        let (mut peers, node, now) = (Peers::default(), Uuid::now_v7(), Instant::now());
        let silence = Duration::from_secs(2);
        peers.hear(&envelope(node, 1), now);
        assert!(!peers.somebody_is_silent(now, silence));
        assert!(peers.somebody_is_silent(now + Duration::from_secs(3), silence));
        assert!(!peers.somebody_is_silent(now + Duration::from_secs(61), silence));
    }
}
