//! What happens to a message after it was sent: each change takes a place of its own in the order of the conversation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ConversationId},
    messaging::types::MessageInfo,
    moment::Moment,
    text_enum,
};

text_enum! {
    /// What was done to a message.
    pub enum ChangeKind {
        /// Its author wrote it anew.
        Edited = "edited",
        /// Its author took it away; its content is gone everywhere.
        Deleted = "deleted",
        /// Somebody put a reaction on it, or took one off.
        Reacted = "reacted",
        /// Somebody voted in its poll.
        Voted = "voted",
        /// It was pinned or unpinned.
        Pinned = "pinned",
        /// The question that it asks is answered, or open again.
        Answered = "answered",
        /// A moderator hid it.
        Hidden = "hidden",
        /// A moderator shows it again.
        Restored = "restored",
        /// Its poll was closed.
        Closed = "closed",
    }
}

/// A message has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct MessageChange {
    /// Conversation.
    pub conversation_id: ConversationId,
    /// The place of the change, in the same order as those of messages.
    #[schema(example = 43, minimum = 1)]
    pub seq: i64,
    /// What was done.
    pub change: ChangeKind,
    /// Who did it; absent when the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
    /// When.
    pub at: Moment,
    /// The message as it is now. On the socket everybody gets the same one, so `mine` of its reactions and votes is false there: whoever
    /// is not `by` keeps what they know of their own, and another device of `by` reads the message again.
    pub message: MessageInfo,
}

/// What stands at one place of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A message.
    Message(Box<MessageInfo>),
    /// A change of an earlier one.
    Change(Box<MessageChange>),
}

impl Place {
    /// Which place.
    #[must_use]
    pub fn seq(&self) -> i64 {
        match self {
            Self::Message(message) => message.seq,
            Self::Change(change) => change.seq,
        }
    }

    /// Of which conversation.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        match self {
            Self::Message(message) => message.conversation_id,
            Self::Change(change) => change.conversation_id,
        }
    }
}
