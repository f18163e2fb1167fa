//! Bodies and replies about conversations and messages.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ClassId, ClientMessageId, ConversationId, Epoch, MessageId},
    messaging::{
        attachment::Attachment,
        note::SystemNote,
        poll::PollInfo,
        reaction::ReactionCount,
        rich::{self, Block, Mention},
        room_settings::NotificationLevel,
        rooms::types::RoomRole,
    },
    moment::Moment,
    schools::types::Role,
    sel::service::ServiceQuote,
    text_enum,
};

text_enum! {
    /// What kind of room a conversation is (C-04).
    pub enum ConversationKind {
        /// Two people.
        Direct = "direct",
        /// People whom one of them has put together.
        Group = "group",
        /// The parents and teachers of a class; derived, never joined by hand.
        Class = "class",
        /// A room in which only staff writes.
        Announcement = "announcement",
        /// The inbox of a family at the office of the school.
        Support = "support",
        /// A room that everybody of the school may join, with a word in its address.
        Public = "public",
    }
}

text_enum! {
    /// Who may write in a room.
    pub enum Posting {
        /// Everybody who is in it.
        Everyone = "everyone",
        /// Staff only; everybody reads and reacts.
        Staff = "staff",
    }
}

text_enum! {
    /// What a message is.
    pub enum MessageKind {
        /// Text.
        Text = "text",
        /// Pictures, perhaps with text.
        Image = "image",
        /// Documents, perhaps with pictures and text.
        File = "file",
        /// What has happened in the room.
        System = "system",
        /// A question with answers to choose from.
        Poll = "poll",
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct MessageInfo {
    /// Message.
    pub id: MessageId,
    /// Conversation.
    pub conversation_id: ConversationId,
    /// Place in the conversation: 1, 2, 3, ... without holes; the same for everybody.
    #[schema(example = 42, minimum = 1)]
    pub seq: i64,
    /// Who wrote it; absent when the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<AccountId>,
    /// The name of the sender.
    #[schema(example = "Marie Dupont")]
    pub sender_name: String,
    /// The role of the sender when it was written.
    pub sender_role: Role,
    /// Text or something else.
    pub message_type: MessageKind,
    /// Place of its last change, its own when it never changed: of two states of a message the one with the higher is newer.
    #[schema(example = 42, minimum = 1)]
    pub changed_seq: i64,
    /// The text, at most 2,000 characters; empty when it was deleted or hidden.
    #[schema(example = "Qui peut prêter des bottes ?")]
    pub content: String,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// That message in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// The offer or request of the time bank that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceQuote>,
    /// Whether it was forwarded from another conversation.
    #[serde(default, skip_serializing_if = "is_false")]
    pub forwarded: bool,
    /// The text as a tree; absent when it is plain words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Who is spoken to in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// Reactions, in the order in which they came first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<ReactionCount>,
    /// Pictures and documents, in the order of the author.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Its poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<PollInfo>,
    /// What a system message says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SystemNote>,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Moment>,
    /// When its author deleted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Moment>,
    /// When a moderator hid it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_at: Option<Moment>,
    /// When it was pinned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned_at: Option<Moment>,
    /// When the question that it asks was marked as answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Moment>,
    /// By which message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_id: Option<MessageId>,
    /// Its place, to jump to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 44, minimum = 1)]
    pub answer_seq: Option<i64>,
    /// The sender's own number of it, so that its copy on the screen is replaced and not doubled.
    pub client_msg_id: ClientMessageId,
    /// Written at.
    pub created_at: Moment,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl MessageInfo {
    /// Its words on one line, without a sign of Markdown.
    #[must_use]
    pub fn in_short(&self) -> String {
        if self.blocks.is_empty() {
            return rich::one_line(&self.content);
        }
        rich::plain(&self.blocks)
    }
}

/// The message that another one answers, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct Quote {
    /// Its place, to jump to.
    #[schema(example = 40, minimum = 1)]
    pub seq: i64,
    /// Who wrote it.
    #[schema(example = "Jean Dubois")]
    pub sender_name: String,
    /// Its first words on one line without signs of Markdown, at most 140 characters; empty when it was deleted or hidden, or has no words.
    pub excerpt: String,
    /// What it is.
    pub message_type: MessageKind,
}

/// A conversation as one of its members sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationInfo {
    /// Conversation.
    pub id: ConversationId,
    /// Direct or class.
    pub kind: ConversationKind,
    /// The class, of a class conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ConversationClass>,
    /// The other person, of a direct conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Person>,
    /// The name of a group, an announcement room or a public room; of a support room the family, for the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Fancy-fair 2027")]
    pub title: Option<String>,
    /// The word in the address of a public room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "fancy-fair")]
    pub slug: Option<String>,
    /// What the room is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where the small picture of a room is read, with the same sign-in as every call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "/api/v1/files/01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42/thumbnail")]
    pub picture_url: Option<String>,
    /// Whether no parent can ever be in it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub staff_only: bool,
    /// How many people are in it.
    #[schema(example = 24, minimum = 0)]
    pub member_count: i64,
    /// Who may write in it.
    pub posting: Posting,
    /// Whether I may write in it now.
    pub may_write: bool,
    /// What I am in a room that people have made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_role: Option<RoomRole>,
    /// Whether I moderate the room of a class, as a parent with a term.
    #[serde(default, skip_serializing_if = "is_false")]
    pub moderates: bool,
    /// The version of its name, its description and its rules, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
    /// Since when nothing is written in it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    /// When something was last written in it, or when it was made: the order of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_at: Option<Moment>,
    /// The life of the database that `seq` belongs to; when it changes, forget what you know and read again.
    pub epoch: Epoch,
    /// The last place taken, by a message or a change; 0 when there is none.
    #[schema(example = 42, minimum = 0)]
    pub last_seq: i64,
    /// The last message, as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<MessageInfo>,
    /// Up to where I have read.
    #[schema(minimum = 0)]
    pub last_read_seq: i64,
    /// Messages of others after that.
    #[schema(minimum = 0)]
    pub unread_count: i64,
    /// Those of them that speak to me, or to everybody.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub mention_count: i64,
    /// Whether I have blocked the other person of a direct conversation.
    #[serde(default, skip_serializing_if = "is_false")]
    pub blocked: bool,
    /// Until when I have muted it; the last second of the year 9999 when for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Moment>,
    /// Whether it is in my archive: put there, and nothing has been written since, or it is muted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// Whether I keep it at the head of my list.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pinned: bool,
    /// Whether I have marked it as unread.
    #[serde(default, skip_serializing_if = "is_false")]
    pub marked_unread: bool,
    /// About which messages I want to hear.
    #[serde(default)]
    pub level: NotificationLevel,
    /// Up to where everybody else has read, the lowest of them (direct conversations: the other person).
    #[schema(minimum = 0)]
    pub others_read_seq: i64,
    /// Up to where the messages have reached everybody else's device.
    #[schema(minimum = 0)]
    pub others_delivered_seq: i64,
}

/// The class of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationClass {
    /// Class.
    pub id: ClassId,
    /// Short name.
    #[schema(example = "P3")]
    pub name: String,
}

/// A person as other members see them: no e-mail address, no phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// Account.
    pub id: AccountId,
    /// First name.
    #[schema(example = "Jean")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// Role in the school.
    pub role: Role,
    /// The classes that I share with them, or that they teach.
    #[schema(example = json!(["P3"]))]
    pub classes: Vec<String>,
    /// What they are in the room, among the members of a room that people have made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_role: Option<RoomRole>,
}

/// Whom to write to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewDirect {
    /// The other person.
    #[garde(skip)]
    pub account_id: AccountId,
}
