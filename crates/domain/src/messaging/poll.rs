//! Polls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{id::PollOptionId, moment::Moment};

/// The poll of a message, whose content is the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct PollInfo {
    /// The answers to choose from, in the order of the author.
    pub options: Vec<PollOption>,
    /// Whether one may choose several.
    pub several: bool,
    /// Whether nobody learns who chose what.
    pub anonymous: bool,
    /// When it closes by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Moment>,
    /// Whether it is closed.
    pub closed: bool,
    /// How many people have voted.
    #[schema(minimum = 0)]
    pub voters: i64,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct PollOption {
    /// The answer.
    pub id: PollOptionId,
    /// In words.
    #[schema(example = "Samedi matin")]
    pub text: String,
    /// How many chose it.
    #[schema(minimum = 0)]
    pub votes: i64,
    /// Whether I did.
    pub mine: bool,
}
