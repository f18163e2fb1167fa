//! What has happened: collected by a write, published after its commit, turned into frames by the hub.

use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, ConversationId, SchoolId, SessionId},
    messaging::{change::MessageChange, types::MessageInfo},
};

/// One thing that has happened, with those who are to know it. The recipients were read in the transaction that made it happen,
/// so that nobody who had left before gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// A message has taken its place.
    MessageSent {
        /// The message.
        message: Box<MessageInfo>,
        /// The members at that place.
        recipients: Vec<AccountId>,
    },
    /// A message has changed, and the change has taken its place.
    MessageChanged {
        /// The change, with the message as it is now, as nobody's own.
        change: Box<MessageChange>,
        /// The members at that place.
        recipients: Vec<AccountId>,
    },
    /// Somebody has read further.
    Read {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
        /// Up to which place.
        last_read_seq: i64,
        /// The members.
        recipients: Vec<AccountId>,
    },
    /// Messages have reached somebody's device.
    Delivered {
        /// Where.
        conversation: ConversationId,
        /// Whose.
        account: AccountId,
        /// Up to which place.
        last_delivered_seq: i64,
        /// The members.
        recipients: Vec<AccountId>,
    },
    /// Somebody is typing. Never stored.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
        /// First name.
        first_name: String,
        /// The other members.
        recipients: Vec<AccountId>,
    },
    /// Somebody is in a conversation from now on.
    Joined {
        /// Which.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// Somebody is not in a conversation any more.
    Left {
        /// Which.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// The settings of a school have changed, such as its modules: everybody there reads them again.
    SchoolChanged {
        /// Which.
        school: SchoolId,
        /// Its active members.
        recipients: Vec<AccountId>,
    },
    /// Somebody's membership or children have changed.
    FamilyChanged {
        /// Who.
        account: AccountId,
    },
    /// A session has ended.
    SessionEnded {
        /// Which.
        session: SessionId,
        /// Whose.
        account: AccountId,
    },
}
