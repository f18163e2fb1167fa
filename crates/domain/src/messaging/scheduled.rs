//! Messages to be sent later: "demain 7 h 30".

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, MessageId, ScheduledId},
    messaging::mention::MENTIONS_MAX,
    moment::Moment,
    problem::Code,
    words,
};

/// How far ahead a message may be scheduled, in days.
pub const DAYS_MAX: i64 = 60;

/// Most messages of one person that wait in one conversation.
pub const WAITING_MAX: i64 = 20;

/// A message to send later, or what takes its place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewScheduled {
    /// The text, 1 to 2,000 characters.
    #[garde(custom(words::message))]
    #[schema(example = "N'oubliez pas les bottes !", min_length = 1, max_length = 2000)]
    pub content: String,
    /// When, within 60 days.
    #[garde(skip)]
    pub send_at: Moment,
    /// The message it answers, of the same conversation.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Who is spoken to in it.
    #[garde(length(max = MENTIONS_MAX))]
    #[schema(max_items = 20)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AccountId>,
    /// Whether everybody in the room is.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "is_false")]
    pub mentions_everyone: bool,
}

/// A message of mine that waits, or that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScheduledInfo {
    /// Which.
    pub id: ScheduledId,
    /// The text.
    pub content: String,
    /// When it is sent, or when it was to be.
    pub send_at: Moment,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Who is spoken to in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AccountId>,
    /// Whether everybody in the room is.
    #[serde(default, skip_serializing_if = "is_false")]
    pub mentions_everyone: bool,
    /// Why it was not sent; change it to another time, or take it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Code>,
    /// Written at.
    pub created_at: Moment,
}

fn is_false(value: &bool) -> bool {
    !value
}
