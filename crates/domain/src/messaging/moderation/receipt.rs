//! What whoever reports a message gets back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{messaging::moderation::types::ReportReason, moment::Moment};

/// That a report has arrived. The author of the message never learns who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportReceipt {
    /// Why.
    pub reason: ReportReason,
    /// When; of a message that I had reported already, when I did.
    pub created_at: Moment,
}
