//! What people do with messages that are sent: write them anew, forward them, see whom they have reached.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ClientMessageId, ConversationId},
    moment::Moment,
    words,
};

/// So long after it was sent a message may be edited, in seconds.
pub const EDIT_SECONDS: i64 = 15 * 60;

/// In a room with more members than this it is counted whom a message has reached, and nobody is named.
pub const NAMED_MAX: usize = 100;

/// A message written anew.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MessageEdit {
    /// The new text, 1 to 2,000 characters.
    #[garde(custom(words::message))]
    #[schema(
        example = "Qui peut prêter des bottes, pointure 32 ?",
        min_length = 1,
        max_length = 2000
    )]
    pub content: String,
}

/// What a message said before it was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarlierText {
    /// The text.
    #[schema(example = "Qui peut prêter des bottes ?")]
    pub content: String,
    /// Written at.
    pub written_at: Moment,
}

/// Where a message is to go as well.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// The other conversation; it may be the same.
    #[garde(skip)]
    pub to: ConversationId,
    /// A UUID made by the client: the same number sent again gives the same message, never a second one.
    #[garde(skip)]
    pub client_msg_id: ClientMessageId,
}

/// Whom a message of mine has reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipts {
    /// How many others are in the room now.
    #[schema(example = 23, minimum = 0)]
    pub others: i64,
    /// To how many of them it was delivered.
    #[schema(example = 20, minimum = 0)]
    pub delivered: i64,
    /// How many of them have read it, without those who do not show what they read.
    #[schema(example = 12, minimum = 0)]
    pub read: i64,
    /// Each of them, by last name; absent in a room with more than 100 members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Receipt>,
}

/// Whether a message has reached somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Account.
    pub account_id: AccountId,
    /// First name.
    #[schema(example = "Jean")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// Whether it was delivered to a device of theirs.
    pub delivered: bool,
    /// Whether they have read it; false as well when they do not show what they read.
    pub read: bool,
}
