//! Bodies and replies about invitations of the school office.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::types::Locale,
    id::InvitationId,
    moment::Moment,
    schools::{rules, types::Role},
    text_enum,
};

text_enum! {
    /// What has become of an invitation.
    pub enum InvitationState {
        /// It can be accepted.
        Open = "open",
        /// It was accepted.
        Used = "used",
        /// Its 14 days are over.
        Expired = "expired",
    }
}

/// An invitation of the school office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationInfo {
    /// Invitation.
    pub id: InvitationId,
    /// The address that it was sent to.
    #[schema(example = "marie@example.be")]
    pub email: String,
    /// The role that it gives.
    pub role: Role,
    /// The language of the mail.
    pub locale: Locale,
    /// What has become of it.
    pub state: InvitationState,
    /// Who invited, by name.
    #[schema(example = "Anne Lambert")]
    pub invited_by: String,
    /// Invited at.
    pub created_at: Moment,
    /// When the last mail was sent.
    pub sent_at: Moment,
    /// Until when it can be accepted.
    pub expires_at: Moment,
    /// Accepted at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Moment>,
}

/// People to invite.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewInvitations {
    /// The addresses, 1 to 100; one that is written twice is invited once.
    #[garde(custom(rules::addresses))]
    #[schema(example = json!(["marie@example.be"]), min_items = 1, max_items = 100)]
    pub emails: Vec<String>,
    /// The role that they get; `student` cannot be given.
    #[garde(custom(rules::givable))]
    pub role: Role,
    /// The language of the mail.
    #[garde(skip)]
    pub locale: Locale,
}

/// Which invitations.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvitationQuery {
    /// Only those that this has become of; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub state: Option<InvitationState>,
    /// How many at most, 1 to 100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    #[garde(length(chars, max = 200))]
    pub cursor: Option<String>,
}
