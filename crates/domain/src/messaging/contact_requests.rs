//! Asking somebody with whom one shares no class whether one may write to them.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ContactRequestId},
    messaging::types::Person,
    moment::Moment,
    text_enum,
};

/// How many requests one may make in a day.
pub const REQUESTS_A_DAY: i64 = 10;
/// How long a request waits for its answer, in seconds.
pub const EXPIRES_AFTER: i64 = 30 * 24 * 3600;

text_enum! {
    /// Where a request stands in the database.
    pub enum RequestStatus {
        /// It waits.
        Pending = "pending",
        /// The two may write to each other.
        Accepted = "accepted",
        /// It was declined; who asked is not told.
        Declined = "declined",
        /// Who asked has taken it back.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// Whose request it is.
    pub enum RequestSide {
        /// Somebody asks me.
        Received = "received",
        /// I ask somebody.
        Sent = "sent",
    }
}

/// Whom I would like to write to: exactly one of the three.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewContactRequest {
    /// Somebody with whom I share a conversation.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// Or whoever has this e-mail address; the answer is the same when nobody has it.
    #[garde(length(max = 255))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "jean.dubois@example.be", max_length = 255)]
    pub email: Option<String>,
    /// Or whoever has given me this code of theirs; the answer is the same when it is nobody's.
    #[garde(length(max = 40))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "K7QX-M2PA", max_length = 40)]
    pub code: Option<String>,
    /// A word about who I am, at most 300 characters.
    #[garde(length(chars, max = 300))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Le papa de Zoé, nous nous sommes vus à la fancy-fair.", max_length = 300)]
    pub note: Option<String>,
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactRequestInfo {
    /// Request.
    pub id: ContactRequestId,
    /// Mine, or to me.
    pub side: RequestSide,
    /// Who asks me; or whom I ask, when I chose them by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The address or the code that I wrote; whether it is somebody's stays unsaid until they accept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "jean.dubois@example.be")]
    pub asked: Option<String>,
    /// What was written with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Since when.
    pub created_at: Moment,
    /// Until when it waits.
    pub expires_at: Moment,
}
