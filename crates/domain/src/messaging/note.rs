//! What a system message says: in data, so that everybody reads it in their own language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text_enum;

text_enum! {
    /// What has happened in a room.
    pub enum NoteKind {
        /// The room was made.
        Created = "created",
        /// People were added.
        Added = "added",
        /// Somebody came by themselves.
        Joined = "joined",
        /// People were taken out.
        Removed = "removed",
        /// Somebody left.
        Left = "left",
        /// The room has another name.
        Renamed = "renamed",
        /// The room has another picture, or none any more.
        Pictured = "pictured",
        /// The room was closed.
        Closed = "closed",
        /// The room was opened again.
        Reopened = "reopened",
    }
}

/// A system message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct SystemNote {
    /// What has happened.
    pub what: NoteKind,
    /// The name of who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Marie Dupont")]
    pub actor: Option<String>,
    /// The names of those whom it was done to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// How many more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schema(example = 0, minimum = 0)]
    pub more: i64,
    /// The new name of the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

const fn is_zero(number: &i64) -> bool {
    *number == 0
}
