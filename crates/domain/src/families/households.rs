//! Bodies and replies about rights and households: who may do what for which child, and who may know it.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    families::types::{GuardianRights, LinkAdult, LinkStatus, Relationship},
    id::{GuardianLinkId, HouseholdId, InvitationId, MembershipId},
    moment::Moment,
    schools::types::Role,
    words,
};

/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// An adult of a child, as the office sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuardianOfChild {
    /// Link.
    pub link_id: GuardianLinkId,
    /// The adult.
    pub guardian: LinkAdult,
    /// The adult's membership of the school.
    pub membership_id: MembershipId,
    /// Adults with the same one live together; absent for somebody in a household of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_id: Option<HouseholdId>,
    /// What the adult is to the child.
    pub relationship: Relationship,
    /// Where the link stands.
    pub status: LinkStatus,
    /// Whether it counts now: confirmed, begun, not over, not restricted.
    pub in_force: bool,
    /// What the adult may do while the link counts.
    pub rights: GuardianRights,
    /// From when it counts; from its confirmation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Moment>,
    /// Until when it counts; for ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Moment>,
    /// Since when the direction keeps the adult from everything about the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted_at: Option<Moment>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction_reason: Option<String>,
    /// Name of the guardian who invited this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    /// Asked at.
    pub created_at: Moment,
    /// The version of the link, for `If-Match`: `"v2"` for 2.
    #[schema(example = 2)]
    pub version: i64,
}

/// What a guardian may do, and when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct RightsChange {
    /// What the guardian may do.
    #[garde(skip)]
    pub rights: GuardianRights,
    /// From when; at once when absent.
    #[garde(skip)]
    #[serde(default)]
    pub starts_at: Option<Moment>,
    /// Until when; for ever when absent. After `starts_at`.
    #[garde(skip)]
    #[serde(default)]
    pub ends_at: Option<Moment>,
}

/// Why the office does something to a link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct LinkReason {
    /// Why, such as the date of a decision of the court. Only the office reads it.
    #[garde(custom(sound_reason))]
    #[schema(example = "Jugement du 12 novembre 2026", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// A guardian of my child, as I see them: myself, and whoever lives with me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoGuardian {
    /// Link.
    pub link_id: GuardianLinkId,
    /// Whether it is mine.
    pub is_me: bool,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What they are to the child.
    pub relationship: Relationship,
    /// Where the link stands.
    pub status: LinkStatus,
    /// What they may do now.
    pub rights: GuardianRights,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Moment>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Moment>,
}

/// Somebody whom a guardian invites to be another guardian of the child.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct GuardianInvitation {
    /// E-mail address.
    #[garde(custom(words::email))]
    #[schema(example = "jean@example.be", format = "email", max_length = 255)]
    pub email: String,
    /// What they are to the child.
    #[garde(skip)]
    pub relationship: Relationship,
    /// Whether they live with me: then we see each other's rights, once the school has confirmed the link.
    #[garde(skip)]
    pub same_household: bool,
}

/// An invitation on its way. The same whether or not the address has an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuardianInvited {
    /// E-mail address.
    #[schema(example = "jean@example.be")]
    pub email: String,
    /// Until when the link in the mail works.
    pub expires_at: Moment,
}

/// An invitation of mine that can still be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SentInvitation {
    /// Invitation.
    pub id: InvitationId,
    /// The address that it was sent to.
    #[schema(example = "jean@example.be")]
    pub email: String,
    /// What they are to the child.
    pub relationship: Relationship,
    /// Whether they live with me.
    pub same_household: bool,
    /// Invited at.
    pub created_at: Moment,
    /// Until when the link in the mail works.
    pub expires_at: Moment,
}

/// Once that somebody who works at the school opened the record of my child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChildAccess {
    /// Who, by the name of then.
    #[schema(example = "Martine Evrard")]
    pub name: String,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Moment,
}

/// With whom somebody lives.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct HouseholdChange {
    /// Somebody of the household that they join; `null` puts them into one of their own.
    #[garde(skip)]
    pub with: Option<MembershipId>,
}

/// Adults who live together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HouseholdInfo {
    /// Which; absent for somebody in a household of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<HouseholdId>,
    /// Who belongs to it, by last name, then first name.
    pub members: Vec<HouseholdMember>,
}

/// Somebody of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HouseholdMember {
    /// Membership.
    pub membership_id: MembershipId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

fn sound_reason(value: &str, (): &()) -> Result<(), garde::Error> {
    if words::clean_line(value).is_empty() {
        return Err(garde::Error::new("required"));
    }
    if value.chars().count() > REASON_MAX {
        return Err(garde::Error::new("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}
