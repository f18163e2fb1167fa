//! Reactions: an emoji instead of one more "merci".

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{id::AccountId, moment::Moment};

/// Most different emoji on one message.
pub const EMOJI_MAX: usize = 12;

/// One emoji on a message, and by how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct ReactionCount {
    /// The emoji.
    #[schema(example = "👍")]
    pub emoji: String,
    /// How many people.
    #[schema(example = 3, minimum = 1)]
    pub count: i64,
    /// Whether I am one of them.
    pub mine: bool,
}

/// One emoji of one person on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reaction {
    /// The emoji.
    #[schema(example = "👍")]
    pub emoji: String,
    /// Who.
    pub account_id: AccountId,
    /// Their name.
    #[schema(example = "Jean Dubois")]
    pub name: String,
    /// Since when.
    pub created_at: Moment,
}
