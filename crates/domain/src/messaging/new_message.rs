//! A message on its way to a conversation.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    files::types::ATTACHMENTS_MAX,
    id::{AccountId, ClientMessageId, FileId, MessageId, ServiceId},
    messaging::{mention::MENTIONS_MAX, poll::NewPoll},
    words,
};

/// A message to send.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// The text, 1 to 2,000 characters; with attachments it may be empty.
    #[garde(custom(words::letter))]
    #[schema(example = "Qui peut prêter des bottes ?", max_length = 2000)]
    pub content: String,
    /// A UUID made by the client: the same number sent again gives the same message, never a second one.
    #[garde(skip)]
    pub client_msg_id: ClientMessageId,
    /// The message it answers, of the same conversation.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Pictures and documents that I have uploaded and not sent yet, at most 10, in their order.
    #[garde(length(max = ATTACHMENTS_MAX))]
    #[schema(max_items = 10)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
    /// Who is spoken to, of the same conversation: counts where their name stands in the text after an at sign.
    #[garde(length(max = MENTIONS_MAX))]
    #[schema(max_items = 20)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AccountId>,
    /// Whether everybody in the room is: counts where `@classe`, `@klas`, `@class` or a like word stands in the text.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mentions_everyone: bool,
    /// A poll, whose question is the text.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<NewPoll>,
    /// The offer or request of the time bank that it is about, of one of the two people of a direct conversation.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
}

impl NewMessage {
    /// A text and nothing else.
    #[must_use]
    pub fn text(content: impl Into<String>, client_msg_id: ClientMessageId) -> Self {
        Self {
            content: content.into(),
            client_msg_id,
            reply_to: None,
            attachments: Vec::new(),
            mentions: Vec::new(),
            mentions_everyone: false,
            poll: None,
            service_id: None,
        }
    }

    /// Whether there is anything to read or to see in it.
    #[must_use]
    pub fn says_something(&self) -> bool {
        !self.content.trim().is_empty() || (!self.attachments.is_empty() && self.poll.is_none())
    }
}
