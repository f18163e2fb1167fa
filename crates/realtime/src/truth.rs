//! What the hub asks of the database. Implemented over the store by `api`, so that this crate knows no SQL.

use std::fmt;

use domain::{
    id::{AccountId, ConversationId, Epoch, SchoolId, SessionId},
    messaging::change::Place,
};
use futures_util::future::BoxFuture;

/// The database does not answer just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unavailable;

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database does not answer just now")
    }
}

impl std::error::Error for Unavailable {}

/// An answer of the database, some time from now.
pub type Answer<T> = BoxFuture<'static, Result<T, Unavailable>>;

/// Where one conversation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Which.
    pub conversation: ConversationId,
    /// Of which school.
    pub school: SchoolId,
    /// Place of its last message.
    pub last_seq: i64,
    /// Who of those asked about is in it.
    pub members: Vec<AccountId>,
}

/// What came after a place.
#[derive(Debug, Clone)]
pub struct Missed {
    /// Messages and changes, by ascending place.
    pub places: Vec<Place>,
    /// Up to here everything that is left is among them: what is missing has been erased.
    pub upto: i64,
    /// Who was in the room when they had been read; nobody who left before the last of them.
    pub members: Vec<AccountId>,
}

/// The questions.
pub trait Truth: Send + Sync + 'static {
    /// The life of the database.
    fn epoch(&self) -> Answer<Epoch>;
    /// Where the conversations of these people stand.
    fn positions(&self, accounts: Vec<AccountId>) -> Answer<Vec<Position>>;
    /// Of which school a conversation is; `None` when there is no such conversation any more.
    fn school(&self, conversation: ConversationId) -> Answer<Option<SchoolId>>;
    /// What came after a place of a conversation; perhaps not all at once.
    fn missed(&self, conversation: ConversationId, after: i64) -> Answer<Missed>;
    /// Which of these sessions still stand.
    fn standing(&self, sessions: Vec<SessionId>) -> Answer<Vec<SessionId>>;
    /// The first name of somebody.
    fn first_name(&self, account: AccountId) -> Answer<String>;
}
