//! Bodies and replies about members of the school, as the office decides on them.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::types::Locale,
    families::types::{LinkStatus, Relationship},
    id::{ChildId, ClassId, GuardianLinkId, MembershipId},
    moment::Moment,
    schools::{
        rules,
        types::{ClassInfo, MembershipInfo, MembershipOrder, MembershipQuery, MembershipStatus, Role},
    },
};

/// The headings of the list of members as a file, in a language: last name, first name, address, role, status, classes, asked at.
#[must_use]
pub const fn headings(locale: Locale) -> [&'static str; 7] {
    match locale {
        Locale::Fr => ["Nom", "Prénom", "E-mail", "Rôle", "Statut", "Classes", "Demandé le"],
        Locale::Nl => ["Naam", "Voornaam", "E-mail", "Rol", "Status", "Klassen", "Gevraagd op"],
        Locale::En => [
            "Last name",
            "First name",
            "E-mail",
            "Role",
            "Status",
            "Classes",
            "Asked at",
        ],
    }
}

/// Everything that the office sees of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MembershipDetail {
    /// The membership.
    pub membership: MembershipInfo,
    /// Phone number, if given.
    #[schema(example = "+32 470 12 34 56")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Language of the person.
    pub locale: Locale,
    /// When the school last decided on the membership; absent when it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Moment>,
    /// Who decided, by name.
    #[schema(example = "Anne Lambert")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why the membership was suspended or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The children that the person is, or asks to be, a guardian of.
    pub children: Vec<MemberChild>,
    /// The classes that the person works in.
    pub works_in: Vec<ClassInfo>,
}

/// A child of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberChild {
    /// Child.
    pub id: ChildId,
    /// The link between the two.
    pub link_id: GuardianLinkId,
    /// First name.
    #[schema(example = "Louis")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// The class of this school year; absent when the child is in none.
    #[schema(example = "P3")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What the adult is to the child.
    pub relationship: Relationship,
    /// Where the link stands.
    pub status: LinkStatus,
}

/// Another role for a member.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The role from now on; `student` cannot be given.
    #[garde(custom(rules::givable))]
    pub role: Role,
}

/// Why the school decides so about a member; it is kept in the audit log.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MembershipReason {
    /// The reason, at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "A quitté l'école.", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// Into which membership another one goes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MergeInto {
    /// The membership that stays.
    #[garde(skip)]
    pub into: MembershipId,
}

/// Several memberships at once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SeveralMemberships {
    /// Which, 1 to 100.
    #[garde(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    pub ids: Vec<MembershipId>,
}

/// Which memberships to download.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MembershipFilter {
    /// Only people whose name or e-mail address holds each of these words, whatever their accents and capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    #[garde(length(chars, max = 100))]
    pub q: Option<String>,
    /// Only those in this role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub role: Option<Role>,
    /// Only those that stand here; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub status: Option<MembershipStatus>,
    /// Only people with a child in this class, and those who work in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub class_id: Option<ClassId>,
    /// In which order; who asked first comes first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub order: Option<MembershipOrder>,
}

impl From<&MembershipQuery> for MembershipFilter {
    fn from(query: &MembershipQuery) -> Self {
        Self {
            q: query.q.clone(),
            role: query.role,
            status: query.status,
            class_id: query.class_id,
            order: query.order,
        }
    }
}
