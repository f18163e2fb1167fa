//! The post: letters that arrive while others are being written wait for them, and are then written together, in one transaction for all of
//! them. Nobody waits when nothing is being written; the busier it is, the less each letter costs. Every letter is answered after the
//! commit that holds it.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    iter, mem,
    sync::Arc,
};

use domain::id::ConversationId;
use parking_lot::Mutex;
use store::{
    Store,
    backend::Backend,
    error::{StoreError, StoreResult},
    messaging::sending::{self, Letter, Mail, Sent, Writers},
    tx::Tx,
};
use tokio::sync::oneshot;

/// So many transactions may be under way on PostgreSQL; each conversation always takes the same lane, so that no two wait for each other.
const LANES: usize = 4;
/// Most letters of one transaction: an answer does not wait for hundreds of others.
const BATCH: usize = 256;

/// A letter that waits.
struct Waiting {
    conversation: ConversationId,
    letter: Letter,
    answer: oneshot::Sender<StoreResult<Sent>>,
}

#[derive(Default)]
struct Lane {
    waiting: Vec<Waiting>,
    is_busy: bool,
}

/// The letters of this node on their way into the database.
pub struct Post {
    store: Store,
    lanes: Vec<Mutex<Lane>>,
}

impl Post {
    /// The post of this store: SQLite has one writer, so one lane.
    #[must_use]
    pub fn new(store: Store) -> Arc<Self> {
        let lanes = match store.backend() {
            Backend::Sqlite => 1,
            Backend::Postgres => LANES,
        };
        Arc::new(Self {
            store,
            lanes: (0..lanes).map(|_| Mutex::default()).collect(),
        })
    }

    /// Sends a letter, perhaps together with others; answered after the commit. Whether its session still stands is asked there.
    ///
    /// # Errors
    /// `unauthenticated` when it does not; as [`sending::send_all`] for this letter; [`StoreError::Busy`] when the process stops.
    pub async fn send(self: &Arc<Self>, conversation: ConversationId, letter: Letter) -> StoreResult<Sent> {
        let (answer, answered) = oneshot::channel();
        let mut hasher = DefaultHasher::new();
        conversation.hash(&mut hasher);
        let lane = usize::try_from(hasher.finish() % self.lanes.len() as u64).unwrap_or(0);
        let Some(mutex) = self.lanes.get(lane) else {
            return Err(StoreError::Busy);
        };
        let is_first = {
            let mut lane = mutex.lock();
            lane.waiting.push(Waiting {
                conversation,
                letter,
                answer,
            });
            !mem::replace(&mut lane.is_busy, true)
        };
        if is_first {
            tokio::spawn(Arc::clone(self).empty(lane));
        }
        answered.await.unwrap_or(Err(StoreError::Busy))
    }

    /// Writes what waits in a lane until nothing does.
    async fn empty(self: Arc<Self>, lane: usize) {
        let Some(mutex) = self.lanes.get(lane) else { return };
        // a panic in between must not close the lane for ever
        let _open = Reopen(mutex);
        loop {
            let batch = {
                let mut lane = mutex.lock();
                let count = lane.waiting.len().min(BATCH);
                let batch: Vec<Waiting> = lane.waiting.drain(..count).collect();
                if batch.is_empty() {
                    lane.is_busy = false;
                    return;
                }
                batch
            };
            self.write(batch).await;
        }
    }

    async fn write(&self, batch: Vec<Waiting>) {
        let (mut rooms, mut answers) = (Mail::new(), Vec::with_capacity(batch.len()));
        for waiting in batch {
            let letters = rooms.entry(waiting.conversation).or_default();
            answers.push((waiting.conversation, letters.len(), waiting.answer));
            letters.push(waiting.letter);
        }
        let mut outcomes = self.together(rooms).await;
        for (conversation, place, answer) in answers {
            let outcome = outcomes.remove(&(conversation, place)).unwrap_or(Err(StoreError::Busy));
            // whoever asked may be gone; the message is there
            answer.send(outcome).ok();
        }
    }

    /// One transaction for all; when it fails, one for each letter, so that nobody pays for another one's letter.
    async fn together(&self, rooms: Mail) -> Outcomes {
        let all = Arc::new(rooms);
        let work = Arc::clone(&all);
        match self.store.write(move |tx| write_mail(tx, &work)).await {
            Ok(outcomes) => outcomes,
            // whoever hears nothing else is told that we are busy
            Err(StoreError::Busy) => Outcomes::new(),
            Err(_) => {
                let mut outcomes = Outcomes::new();
                for (conversation, letters) in all.iter() {
                    for (place, letter) in letters.iter().enumerate() {
                        outcomes.insert((*conversation, place), self.alone(*conversation, letter.clone()).await);
                    }
                }
                outcomes
            }
        }
    }

    async fn alone(&self, conversation: ConversationId, letter: Letter) -> StoreResult<Sent> {
        let write = move |tx: &mut Tx<'_>| {
            let rooms = Mail::from([(conversation, vec![letter.clone()])]);
            let sent = write_mail(tx, &rooms)?.pop_first();
            sent.map_or(Err(StoreError::NotFound), |(_, outcome)| outcome)
        };
        self.store.write(write).await
    }
}

type Outcomes = BTreeMap<(ConversationId, usize), StoreResult<Sent>>;

/// Writes what may be written; each letter's session is asked for anew.
fn write_mail(tx: &mut Tx<'_>, mail: &Mail) -> StoreResult<Outcomes> {
    let writers = Writers::load(tx, mail.values().flatten())?;
    let (mut outcomes, mut renewed, mut places) = (Outcomes::new(), Mail::new(), BTreeMap::new());
    for (conversation, letters) in mail {
        for (place, letter) in letters.iter().enumerate() {
            match writers.renew(letter) {
                Ok(letter) => {
                    renewed.entry(*conversation).or_default().push(letter);
                    places.entry(*conversation).or_insert_with(Vec::new).push(place);
                }
                Err(refusal) => drop(outcomes.insert((*conversation, place), Err(refusal))),
            }
        }
    }
    let mut sent = sending::send_mail(tx, &renewed)?;
    for (conversation, places) in places {
        // there is no such room: that is the answer to its letters only
        let of_room = sent.remove(&conversation).unwrap_or_default();
        let of_room = of_room
            .into_iter()
            .chain(iter::repeat_with(|| Err(StoreError::NotFound)));
        outcomes.extend(
            places
                .into_iter()
                .zip(of_room)
                .map(|(place, outcome)| ((conversation, place), outcome)),
        );
    }
    Ok(outcomes)
}

struct Reopen<'a>(&'a Mutex<Lane>);

impl Drop for Reopen<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.lock().is_busy = false;
        }
    }
}
