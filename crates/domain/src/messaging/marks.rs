//! How far somebody has read.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::AccountId;

/// Up to where I have read, or messages have arrived.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReadUpTo {
    /// The place of the last message that I have seen, or that has arrived; a smaller one than before changes nothing.
    #[garde(range(min = 0))]
    #[schema(example = 42, minimum = 0)]
    pub seq: i64,
}

/// My marks in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadState {
    /// Up to where I have read; only grows.
    #[schema(minimum = 0)]
    pub last_read_seq: i64,
    /// Messages of others after that.
    #[schema(minimum = 0)]
    pub unread_count: i64,
}

/// How far somebody has read, or messages have reached a device of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonMark {
    /// Whose.
    pub account_id: AccountId,
    /// Up to which place.
    pub seq: i64,
}
