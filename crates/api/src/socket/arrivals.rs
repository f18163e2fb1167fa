//! What has reached devices: gathered for a moment, and written together. In a room of 300 each message reaches 300 devices at once;
//! one by one that would be 300 transactions, each with the members of the room, and everybody else would wait behind them.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
    sync::Arc,
    time::Duration,
};

use domain::id::{AccountId, ConversationId};
use parking_lot::Mutex;
use store::{
    Store,
    messaging::{marks, room::InRoom},
};

/// How long what has arrived waits for more.
const GATHER: Duration = Duration::from_millis(100);

type Marks = BTreeMap<AccountId, (InRoom, i64)>;

/// What has arrived and is not written. A process that dies loses it; pages say it again after they are connected.
#[derive(Default)]
pub struct Arrivals {
    waiting: Mutex<HashMap<ConversationId, Marks>>,
}

impl Arrivals {
    /// Up to this place messages have reached a device of somebody.
    pub fn note(self: &Arc<Self>, store: &Store, by: InRoom, seq: i64) {
        let mut waiting = self.waiting.lock();
        let is_first = waiting.is_empty();
        let known = waiting.entry(by.conversation()).or_default();
        let mark = known.entry(by.account()).or_insert((by, seq));
        mark.1 = mark.1.max(seq);
        drop(waiting);
        if is_first {
            tokio::spawn(Arc::clone(self).write(store.clone()));
        }
    }

    async fn write(self: Arc<Self>, store: Store) {
        tokio::time::sleep(GATHER).await;
        let gathered = mem::take(&mut *self.waiting.lock());
        for (conversation, marks) in gathered {
            let marks: Vec<(InRoom, i64)> = marks.into_values().collect();
            let written = store.write(move |tx| marks::delivered(tx, conversation, &marks)).await;
            if let Err(error) = written {
                // the next message that arrives says it again
                tracing::debug!(%error, "marks are not written");
            }
        }
    }
}
