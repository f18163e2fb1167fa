//! Finding messages, people, files and conversations again.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Member,
    endpoint,
    id::{AccountId, ConversationId, MessageId},
    messaging::{
        attachment::Attachment,
        types::{ConversationKind, MessageKind, Person},
    },
    moment::Moment,
    page::{NoBody, Page},
    text_enum,
};

/// Fewest letters that are looked for.
pub const QUERY_MIN: usize = 2;

text_enum! {
    /// What is looked for.
    pub enum SearchKind {
        /// What was said.
        Messages = "messages",
        /// People whom I may write to, or who are in a room with me.
        People = "people",
        /// Messages with pictures or documents.
        Files = "files",
        /// My conversations, by their names.
        Conversations = "conversations",
    }
}

/// What is looked for, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// The words, in any order: accents, capitals and endings do not matter, the last one may be the beginning of a word, and what stands between
    /// quotation marks is found as it stands. Fewer than two letters find nothing.
    #[param(example = "événement", min_length = 1, max_length = 200)]
    #[garde(length(chars, min = 1, max = 200))]
    pub q: String,
    /// Only one kind; without it the first page holds the best people and conversations too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[param(inline)]
    pub kind: Option<SearchKind>,
    /// Only messages and files of this conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub conversation: Option<ConversationId>,
    /// Only messages and files of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub from: Option<AccountId>,
    /// Only messages and files from this moment on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub after: Option<Moment>,
    /// Only messages and files from before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub before: Option<Moment>,
    /// Only messages with (`true`) or without (`false`) pictures or documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub has_file: Option<bool>,
    /// How many at most, 1 to 100; 20 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    #[garde(length(chars, max = 200))]
    pub cursor: Option<String>,
}

impl SearchQuery {
    /// Whether it names something that only messages have.
    #[must_use]
    pub const fn is_about_messages(&self) -> bool {
        self.conversation.is_some()
            || self.from.is_some()
            || self.after.is_some()
            || self.before.is_some()
            || self.has_file.is_some()
    }
}

/// Something that was found. People and conversations come before messages; messages and files come by time, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "hit", rename_all = "snake_case")]
pub enum SearchHit {
    /// A person.
    Person {
        /// Who.
        person: Person,
        /// Their name, with what was looked for.
        pieces: Vec<Piece>,
    },
    /// A conversation.
    Conversation {
        /// Which.
        conversation: FoundRoom,
        /// Its name without the word for its kind, with what was looked for.
        pieces: Vec<Piece>,
    },
    /// A message.
    Message {
        /// Which, and what was found in it.
        message: FoundMessage,
    },
    /// A message with pictures or documents.
    File {
        /// Which, and what was found in it.
        message: FoundMessage,
    },
}

/// A message that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundMessage {
    /// Message.
    pub id: MessageId,
    /// Its place in the conversation, to jump to.
    #[schema(example = 42, minimum = 1)]
    pub seq: i64,
    /// Where it was said.
    pub conversation: FoundRoom,
    /// Who wrote it; absent when the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<AccountId>,
    /// The name of the sender.
    #[schema(example = "Marie Dupont")]
    pub sender_name: String,
    /// Text or something else.
    pub message_type: MessageKind,
    /// Some words of it around what was looked for.
    pub pieces: Vec<Piece>,
    /// Its pictures and documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Written at.
    pub created_at: Moment,
}

/// Some words, found or around what was found. Pieces one after the other are the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Piece {
    /// The words, as they were written.
    #[schema(example = "événement")]
    pub text: String,
    /// Whether this is what was looked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub found: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A conversation, as much of it as a line about it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundRoom {
    /// Conversation.
    pub id: ConversationId,
    /// Its kind.
    pub kind: ConversationKind,
    /// Its own name; the name of the class of a class room, of the other person in a direct conversation. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P3")]
    pub name: Option<String>,
    /// The other person, of a direct conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_id: Option<AccountId>,
}

endpoint! { "messaging":
    /// Find messages, people, files and conversations.
    ///
    /// Only where I may read now, and never what was deleted or hidden. The words of a message are compared without accents and capitals, and by
    /// their French and Dutch stems: `reunions` finds `réunion`. Whatever is typed is words: no sign has a meaning but the quotation mark.
    Get "/search" Search {} ? SearchQuery, (NoBody) -> 200 Page<SearchHit>, by Member, scope MessagesRead, fails []
}
