//! Bodies and replies about children and guardians.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{AccountId, ChildId, ClassId, GuardianLinkId},
    moment::Moment,
    schools::types::{ClassInfo, Level},
    text_enum, words,
};

text_enum! {
    /// Where the link between an adult and a child stands.
    pub enum LinkStatus {
        /// Waits for the child's code or for the school; opens nothing.
        Pending = "pending",
        /// In force.
        Confirmed = "confirmed",
        /// The school said no.
        Refused = "refused",
        /// Over.
        Ended = "ended",
    }
}

text_enum! {
    /// What the adult is to the child.
    pub enum Relationship {
        /// Mother or father.
        Parent = "parent",
        /// Partner of a parent.
        StepParent = "step_parent",
        /// Grandmother or grandfather.
        Grandparent = "grandparent",
        /// Legal guardian, foster parent.
        Guardian = "guardian",
        /// Somebody else whom the school knows.
        Other = "other",
    }
}

/// A child that a parent adds: with its code, or by declaring name and class.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct NewChild {
    /// The child's one-time code, printed by the school. With it name and class come from the school, and the link is confirmed at once.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "K7MF-3QXA", max_length = 200)]
    pub code: Option<String>,
    /// First name; needed without a code.
    #[garde(custom(words::optional_name))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Louis", max_length = 100)]
    pub first_name: Option<String>,
    /// Last name; needed without a code.
    #[garde(custom(words::optional_name))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Dubois", max_length = 100)]
    pub last_name: Option<String>,
    /// Class; needed without a code.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<ClassId>,
    /// What I am to the child; `parent` when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<Relationship>,
}

/// What a guardian may do for a child; rights sit on the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuardianRights {
    /// Gets the school's information about the child.
    pub school_information: bool,
    /// Is in the class conversation.
    pub chat: bool,
    /// Signs for the child.
    pub sign: bool,
    /// Justifies absences.
    pub justify: bool,
    /// Pays.
    pub pay: bool,
    /// Picks the child up.
    pub pick_up: bool,
}

/// A child of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyChild {
    /// Child.
    pub id: ChildId,
    /// My link to the child.
    pub link_id: GuardianLinkId,
    /// First name.
    #[schema(example = "Louis")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// The class of this school year; absent when the child is in none, and for whoever does not get the school's information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ClassInfo>,
    /// What I am to the child.
    pub relationship: Relationship,
    /// Where my link stands.
    pub status: LinkStatus,
    /// What I may do now; nothing while the link does not count.
    pub rights: GuardianRights,
    /// Whether the link counts now: confirmed, begun, not over, not restricted by the direction.
    pub in_force: bool,
    /// From when it counts, when that is still to come or was set by the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Moment>,
    /// Until when it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Moment>,
}

/// A link between an adult and a child, as staff sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuardianLinkInfo {
    /// Link.
    pub id: GuardianLinkId,
    /// The adult.
    pub guardian: LinkAdult,
    /// The child, as the school knows it or as it was declared.
    pub child: SchoolChild,
    /// What the adult is to the child.
    pub relationship: Relationship,
    /// Where it stands.
    pub status: LinkStatus,
    /// Asked at.
    pub created_at: Moment,
    /// Name of the guardian who invited this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    /// Children of the school's list who may be the declared one: same class, similar name.
    pub matches: Vec<SchoolChild>,
}

/// The adult of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkAdult {
    /// Account.
    pub id: AccountId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    #[schema(example = "marie@example.be")]
    pub email: String,
}

/// A child as staff sees it in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SchoolChild {
    /// Child.
    pub id: ChildId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Level of this school year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Short name of the class.
    #[schema(example = "P3")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
    /// `true` while only a parent has said that the child exists.
    pub declared: bool,
    /// Number of the school's register.
    #[schema(example = "2026-0147")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_number: Option<String>,
    /// When the child left the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<Moment>,
}

/// Which links.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LinkQuery {
    /// Only those that stand here; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub status: Option<LinkStatus>,
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

/// How staff confirms a link.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The child of the school's list that the declared child is; absent to take the declared child into the list.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
}

/// Which children of the school.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SchoolChildQuery {
    /// Only those whose name contains this; accents and case do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    #[garde(length(chars, max = 100))]
    pub q: Option<String>,
    /// Only this class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub class_id: Option<ClassId>,
    /// `true` for those who have left the school, instead of those who are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub left: Option<bool>,
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

/// A new child of the school's list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSchoolChild {
    /// First name.
    #[garde(custom(words::name))]
    #[schema(example = "Louis", min_length = 1, max_length = 100)]
    pub first_name: String,
    /// Last name.
    #[garde(custom(words::name))]
    #[schema(example = "Dubois", min_length = 1, max_length = 100)]
    pub last_name: String,
    /// Class.
    #[garde(skip)]
    pub class_id: ClassId,
}

/// A one-time code, shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct FreshChildCode {
    /// The code to print; it is not kept in readable form.
    #[schema(example = "K7MF-3QXA")]
    pub code: String,
    /// Until when it works.
    pub expires_at: Moment,
}
