//! What the sockets ask of the store.

use domain::id::{AccountId, ConversationId, Epoch, SchoolId, SessionId};
use realtime::truth::{Answer, Missed, Position, Truth, Unavailable};
use store::{Store, backend::Db, error::StoreResult, instance, messaging::catch_up};

/// How many messages one question gives.
const AT_ONCE: i64 = 200;

/// The store, as the sockets see it.
pub struct StoredTruth(pub Store);

impl StoredTruth {
    fn ask<T, F>(&self, query: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> StoreResult<T> + Send + 'static,
    {
        let store = self.0.clone();
        Box::pin(async move {
            store.read(query).await.map_err(|error| {
                tracing::debug!(%error, "a socket's question has no answer");
                Unavailable
            })
        })
    }
}

impl Truth for StoredTruth {
    fn epoch(&self) -> Answer<Epoch> {
        self.ask(instance::epoch)
    }

    fn positions(&self, accounts: Vec<AccountId>) -> Answer<Vec<Position>> {
        self.ask(move |db| {
            let positions = catch_up::positions(db, &accounts)?;
            Ok(positions
                .into_iter()
                .map(|position| Position {
                    conversation: position.conversation,
                    school: position.school,
                    last_seq: position.last_seq,
                    members: position.members,
                })
                .collect())
        })
    }

    fn school(&self, conversation: ConversationId) -> Answer<Option<SchoolId>> {
        self.ask(move |db| catch_up::school_of(db, conversation))
    }

    fn missed(&self, conversation: ConversationId, after: i64) -> Answer<Missed> {
        self.ask(move |db| {
            let missed = catch_up::missed(db, conversation, after, AT_ONCE)?;
            Ok(Missed {
                places: missed.places,
                upto: missed.upto,
                members: missed.members,
            })
        })
    }

    fn standing(&self, sessions: Vec<SessionId>) -> Answer<Vec<SessionId>> {
        self.ask(move |db| catch_up::standing(db, &sessions))
    }

    fn first_name(&self, account: AccountId) -> Answer<String> {
        self.ask(move |db| catch_up::first_name(db, account))
    }
}
