//! Reactions: an emoji instead of one more "merci".

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
