//! Whom somebody does not want to hear from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{messaging::types::Person, moment::Moment};

/// Somebody whom I have blocked. They are not told, and neither of us can write to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BlockedPerson {
    /// Who.
    pub person: Person,
    /// Since when.
    pub since: Moment,
}
