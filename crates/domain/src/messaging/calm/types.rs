//! Bodies and replies about calm.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::MessageId,
    messaging::{calm::quiet, types::MessageInfo},
    moment::Moment,
};

/// The state of calm in a room, as I see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoomCalm {
    /// How many seconds lie between two messages of one member; 0 when slow mode is off. Staff and moderators do not wait.
    #[schema(example = 30, minimum = 0)]
    pub slow_mode_seconds: i32,
    /// When I may write next, if I have to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Moment>,
    /// Until when a moderator lets me write nothing here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Moment>,
    /// Whether I moderate here: pin, mark answers, set slow mode.
    pub may_moderate: bool,
    /// In a direct conversation, when the other one will be notified, if these are their quiet hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified_at: Option<Moment>,
    /// When a message that is written now will be erased.
    pub erased_at: Moment,
    /// Whether I have begun to write something here, on any device.
    #[serde(default)]
    pub has_draft: bool,
    /// How many messages of mine wait here to be sent later.
    #[serde(default)]
    #[schema(example = 0, minimum = 0)]
    pub scheduled_count: i64,
}

/// Slow mode of a room.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SlowMode {
    /// How many seconds lie between two messages of one member; 0 switches it off.
    #[garde(range(min = 0, max = 3600))]
    #[schema(example = 30, minimum = 0, maximum = 3600)]
    pub seconds: i32,
}

/// Which message answers a question.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// A later message of the same conversation.
    #[garde(skip)]
    pub message_id: MessageId,
}

/// The last seven days of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Recap {
    /// From when on.
    pub since: Moment,
    /// How many messages were written.
    #[schema(minimum = 0)]
    pub messages: i64,
    /// By how many people.
    #[schema(minimum = 0)]
    pub writers: i64,
    /// What is pinned, the newest pin first.
    pub pinned: Vec<MessageInfo>,
    /// Questions that were answered in these days, the newest first, at most five.
    pub answered: Vec<MessageInfo>,
    /// Questions of these days that nobody has marked as answered, the oldest first, at most five.
    pub open: Vec<MessageInfo>,
}

/// When I am not to be disturbed, by the clock of Brussels. The same time twice is never.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// From.
    #[garde(custom(quiet::time_of_day))]
    #[schema(example = "20:00", min_length = 5, max_length = 5)]
    pub from: String,
    /// To.
    #[garde(custom(quiet::time_of_day))]
    #[schema(example = "07:00", min_length = 5, max_length = 5)]
    pub to: String,
}

/// How long the school keeps messages and announcements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Messages of conversations: so many days, 30 to 3650.
    #[garde(range(min = 30, max = 3650))]
    #[schema(example = 365, minimum = 30, maximum = 3650)]
    pub chat_days: i32,
    /// Announcements: until the end of their school year and so many more, 0 to 10.
    #[garde(range(min = 0, max = 10))]
    #[schema(example = 1, minimum = 0, maximum = 10)]
    pub announcement_years: i32,
}
