//! Bodies and replies about the settings of the school, its classes and who works in them.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{AccountId, MembershipId, SchoolId},
    moment::Moment,
    schools::{
        rules,
        types::{ClassInfo, GuardianMode, Level, RegistrationMode, Role},
    },
};

/// The settings of the school, as the office sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SchoolSettings {
    /// School.
    pub id: SchoolId,
    /// Its name.
    #[schema(example = "École EcoleHub")]
    pub name: String,
    /// The town.
    #[schema(example = "Evere")]
    pub locality: String,
    /// How parents register.
    pub registration_mode: RegistrationMode,
    /// How a guardian's link to a child is confirmed.
    pub guardian_mode: GuardianMode,
    /// The code with which parents register, as it is printed.
    #[schema(example = "EVERE-2026")]
    pub registration_code: String,
    /// Whether everybody who works at the school must have a second factor.
    pub staff_second_factor: bool,
    /// Whether it is the demo school.
    pub demo: bool,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// The settings as they shall be; the whole is replaced.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SchoolForm {
    /// Its name, at most 200 characters.
    #[garde(custom(rules::school_name))]
    #[schema(example = "École EcoleHub", min_length = 1, max_length = 200)]
    pub name: String,
    /// The town, at most 200 characters.
    #[garde(custom(rules::school_name))]
    #[schema(example = "Evere", min_length = 1, max_length = 200)]
    pub locality: String,
    /// How parents register.
    #[garde(skip)]
    pub registration_mode: RegistrationMode,
    /// How a guardian's link to a child is confirmed.
    #[garde(skip)]
    pub guardian_mode: GuardianMode,
    /// Whether everybody who works at the school must have a second factor; whoever switches it on must have one.
    #[garde(skip)]
    pub staff_second_factor: bool,
}

/// A class as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassDetail {
    /// The class.
    pub class: ClassInfo,
    /// How many children are in it.
    #[schema(example = 22, minimum = 0)]
    pub children: i64,
    /// Those who work in it, by name.
    #[schema(example = json!(["Sophie Martin"]))]
    pub staff: Vec<String>,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// A class to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewClass {
    /// Level.
    #[garde(skip)]
    pub level: Level,
    /// Section letter, where a level has several classes.
    #[garde(custom(rules::section))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "A", min_length = 1, max_length = 1)]
    pub section: Option<String>,
    /// The year in which the school year begins: this one or the next; this one when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 2026)]
    pub school_year: Option<i32>,
}

/// A class as it shall be; it stays in its year.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ClassForm {
    /// Level.
    #[garde(skip)]
    pub level: Level,
    /// Section letter, where a level has several classes.
    #[garde(custom(rules::section))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "A", min_length = 1, max_length = 1)]
    pub section: Option<String>,
}

/// Which classes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClassQuery {
    /// The year in which the school year begins; this one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub school_year: Option<i32>,
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

/// Somebody who works in a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassStaff {
    /// Membership.
    pub membership_id: MembershipId,
    /// Account.
    pub account_id: AccountId,
    /// First name.
    #[schema(example = "Sophie")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Martin")]
    pub last_name: String,
    /// Role.
    pub role: Role,
    /// Since when.
    pub since: Moment,
}
