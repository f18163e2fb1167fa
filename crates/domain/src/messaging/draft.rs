//! Drafts: what somebody has begun to write, on all their devices.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{moment::Moment, words::MESSAGE_MAX};

/// What I have begun to write in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The text, at most 2,000 characters; empty when nothing is begun.
    #[garde(length(chars, max = MESSAGE_MAX), custom(plain))]
    #[schema(example = "Est-ce que quelqu'un", max_length = 2000)]
    pub content: String,
    /// When it was written, by the clock of the device: of two drafts the later one counts. A time to come counts as now.
    #[garde(skip)]
    pub written_at: Moment,
}

/// No character that neither database keeps.
fn plain(value: &str, (): &()) -> Result<(), garde::Error> {
    if value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}
