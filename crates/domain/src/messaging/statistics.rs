//! Messaging in numbers: mine, those of the school, and who is online.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Member, Office},
    endpoint,
    messaging::{
        presence::{PresenceState, SeenState},
        types::Person,
    },
    page::{NoBody, NoQuery},
};

/// How many days the numbers by day go back, today included.
pub const DAYS: usize = 14;

/// My messaging in numbers (S1-55).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MessageStats {
    /// Messages that I have written.
    #[schema(example = 42, minimum = 0)]
    pub sent: i64,
    /// Messages of others in the conversations that I am in.
    #[schema(example = 310, minimum = 0)]
    pub received: i64,
    /// Conversations that I am in.
    #[schema(example = 7, minimum = 0)]
    pub conversations: i64,
    /// Messages of others that I have not read.
    #[schema(example = 3, minimum = 0)]
    pub unread: i64,
    /// The last fourteen days, the oldest first.
    pub days: Vec<DayOfMessages>,
}

/// One day, from midnight to midnight in Brussels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayOfMessages {
    /// The day.
    #[schema(example = "2026-11-20", format = Date)]
    pub day: String,
    /// Messages that I have written.
    #[schema(minimum = 0)]
    pub sent: i64,
    /// Messages of others in the conversations that I am in.
    #[schema(minimum = 0)]
    pub received: i64,
}

/// Who is online (S1-56).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OnlinePeople {
    /// Whether the list can be trusted.
    pub state: PresenceState,
    /// People who are there, share a conversation with me and show it; by last name, then first name.
    pub people: Vec<OnlinePerson>,
}

/// Somebody who is online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OnlinePerson {
    /// Who.
    pub person: Person,
    /// How they are seen: there, away or busy.
    pub state: SeenState,
}

/// The messaging of a school in numbers (S1-59, S1-93..100).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SchoolStats {
    /// All messages.
    #[schema(example = 12_345, minimum = 0)]
    pub messages: i64,
    /// Messages in the last 24 hours.
    #[schema(example = 240, minimum = 0)]
    pub messages_today: i64,
    /// Messages in a minute, over the last five minutes.
    #[schema(example = 1.4, minimum = 0)]
    pub messages_per_minute: f64,
    /// Conversations.
    #[schema(example = 87, minimum = 0)]
    pub conversations: i64,
    /// Conversations with a message in the last 24 hours.
    #[schema(example = 12, minimum = 0)]
    pub active_conversations: i64,
    /// Active members of the school.
    #[schema(example = 230, minimum = 0)]
    pub members: i64,
    /// Members who used EcoleHub in the last seven days.
    #[schema(example = 180, minimum = 0)]
    pub active_members: i64,
    /// Members with an open socket; absent when the server cannot tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 14, minimum = 0)]
    pub online_members: Option<i64>,
    /// Open sockets of this node.
    #[schema(example = 21, minimum = 0)]
    pub connections: i64,
    /// Mean time in which this node answered since it started, in milliseconds; absent before its first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3.2, minimum = 0)]
    pub mean_response_ms: Option<f64>,
    /// Since when this node runs, in seconds.
    #[schema(example = 86_400, minimum = 0)]
    pub uptime_seconds: i64,
    /// The last fourteen days, the oldest first.
    pub days: Vec<DayOfSchool>,
}

/// One day of a school, from midnight to midnight in Brussels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayOfSchool {
    /// The day.
    #[schema(example = "2026-11-20", format = Date)]
    pub day: String,
    /// Messages.
    #[schema(example = 240, minimum = 0)]
    pub messages: i64,
}

endpoint! { "messaging":
    /// Show my messaging in numbers.
    ///
    /// What I wrote and received, in all and on each of the last fourteen days.
    Get "/messages/stats" ShowMessageStats {} ? NoQuery, (NoBody) -> 200 MessageStats, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show who is online.
    ///
    /// Only people who share a conversation with me and show their presence.
    Get "/messages/online-users" ShowOnlineUsers {} ? NoQuery, (NoBody) -> 200 OnlinePeople, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show the messaging of the school in numbers.
    ///
    /// For the office: totals and how busy it is, never who writes what.
    Get "/admin/stats" ShowSchoolStats {} ? NoQuery, (NoBody) -> 200 SchoolStats, by Office, scope AdminRead, fails []
}
