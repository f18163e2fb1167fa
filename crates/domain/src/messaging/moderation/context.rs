//! What stood around a reported message, as its judges see it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::MessageId,
    messaging::{attachment::Attachment, poll::PollInfo, types::MessageKind},
    moment::Moment,
    schools::types::Role,
};

/// A message of the context of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContextMessage {
    /// Message.
    pub id: MessageId,
    /// Its place.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// The name of the sender.
    #[schema(example = "Jean Dubois")]
    pub sender_name: String,
    /// The role of the sender.
    pub sender_role: Role,
    /// What it is.
    pub message_type: MessageKind,
    /// The text as it stood; of a poll the question.
    pub content: String,
    /// Its pictures and documents, in the order of the author, while the case is open: whoever may judge it may read them, and each time is
    /// written down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Its poll as it stood; whose votes are whose is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<PollInfo>,
    /// Written at.
    pub created_at: Moment,
}
