//! Pages of a conversation.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::Epoch,
    messaging::{change::MessageChange, types::MessageInfo},
};

/// Which messages. Without a parameter: the newest.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// Only messages after this place, the oldest first: what a client has missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0)]
    #[garde(range(min = 0))]
    pub after_seq: Option<i64>,
    /// Only messages before this place, going back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1)]
    #[garde(range(min = 1))]
    pub before_seq: Option<i64>,
    /// The messages around this place, half of them before it; the other two do not count then, and `more` says whether there is more
    /// before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1)]
    #[garde(range(min = 1))]
    pub around_seq: Option<i64>,
    /// How many at most, 1 to 200; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 200)]
    #[garde(range(min = 1, max = 200))]
    pub limit: Option<u32>,
}

/// Some messages of a conversation, by ascending place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct History {
    /// The messages as they are now, by ascending place.
    pub items: Vec<MessageInfo>,
    /// With `after_seq`: what changed at the places of this page, by ascending place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<MessageChange>,
    /// The first place that this page covers: from there to `to_seq` nothing is missing. Places that are in neither list hold changes of
    /// messages that are shown as they are now, or are gone.
    #[schema(example = 1, minimum = 0)]
    pub from_seq: i64,
    /// The last place that this page covers; 0 when there is none.
    #[schema(example = 42, minimum = 0)]
    pub to_seq: i64,
    /// Whether there is more in the direction asked for.
    pub more: bool,
    /// The life of the database that the places belong to.
    pub epoch: Epoch,
    /// Place of the last message of the conversation.
    #[schema(minimum = 0)]
    pub last_seq: i64,
}
