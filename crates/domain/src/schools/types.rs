//! Bodies and replies about schools, memberships and classes.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{AccountId, ClassId, MembershipId},
    moment::Moment,
    text_enum,
};

text_enum! {
    /// What a person is in a school (C-05).
    pub enum Role {
        /// A parent or guardian.
        Parent = "parent",
        /// A teacher.
        Teacher = "teacher",
        /// The direction.
        Direction = "direction",
        /// Runs the instance for the school.
        Admin = "admin",
        /// A pupil; off by default.
        Student = "student",
    }
}

text_enum! {
    /// How parents register.
    pub enum RegistrationMode {
        /// Anybody may; for small groups who trust each other.
        Open = "open",
        /// Whoever has the school's code; the default.
        Code = "code",
        /// Anybody may ask; the school approves.
        Approval = "approval",
    }
}

text_enum! {
    /// How a guardian's link to a child is confirmed.
    pub enum GuardianMode {
        /// At once; for small groups who trust each other.
        Open = "open",
        /// By the child's one-time code or by staff; the default.
        Code = "code",
    }
}

text_enum! {
    /// Where a membership stands.
    pub enum MembershipStatus {
        /// Waits for the school.
        Pending = "pending",
        /// In force.
        Active = "active",
        /// The school said no.
        Refused = "refused",
        /// Interrupted by the school; it may be taken up again.
        Suspended = "suspended",
        /// Over.
        Ended = "ended",
    }
}

text_enum! {
    /// The year of a pupil: three of kindergarten, six of primary school (S2-66).
    pub enum Level {
        /// First year of kindergarten.
        M1 = "M1",
        /// Second year of kindergarten.
        M2 = "M2",
        /// Third year of kindergarten.
        M3 = "M3",
        /// First year of primary school.
        P1 = "P1",
        /// Second year of primary school.
        P2 = "P2",
        /// Third year of primary school.
        P3 = "P3",
        /// Fourth year of primary school.
        P4 = "P4",
        /// Fifth year of primary school.
        P5 = "P5",
        /// Sixth year of primary school, ends with the CEB.
        P6 = "P6",
    }
}

/// One class of one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassInfo {
    /// Class.
    pub id: ClassId,
    /// Level.
    pub level: Level,
    /// Section letter, where a level has several classes: `A` of `P3A`.
    #[schema(example = "A", max_length = 1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The year in which the school year begins: 2026 for 2026-2027.
    #[schema(example = 2026)]
    pub school_year: i32,
    /// Short name: level and section.
    #[schema(example = "P3")]
    pub name: String,
}

/// The short name of a class, such as `P3` or `P3A`.
#[must_use]
pub fn class_name(level: Level, section: Option<&str>) -> String {
    format!("{}{}", level.as_str(), section.unwrap_or_default())
}

/// The year in which the school year of a calendar day begins; school years begin on 1 August, because the office
/// prepares September during the holidays.
#[must_use]
pub fn school_year_of(day: chrono::NaiveDate) -> i32 {
    use chrono::Datelike;
    if day.month() >= 8 { day.year() } else { day.year() - 1 }
}

/// A membership as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MembershipInfo {
    /// Membership.
    pub id: MembershipId,
    /// Account.
    pub account_id: AccountId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    #[schema(example = "marie@example.be")]
    pub email: String,
    /// Role.
    pub role: Role,
    /// Where it stands.
    pub status: MembershipStatus,
    /// The classes that the person has children in, or works in.
    #[schema(example = json!(["P3"]))]
    pub classes: Vec<String>,
    /// Asked at.
    pub created_at: Moment,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

text_enum! {
    /// In which order members are listed.
    pub enum MembershipOrder {
        /// Who asked first comes first; the default.
        Asked = "asked",
        /// By last name, then first name.
        Name = "name",
    }
}

/// Which memberships.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MembershipQuery {
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(2026, 11, 20, 2026)]
    #[case(2027, 7, 31, 2026)]
    #[case(2027, 8, 1, 2027)]
    fn a_school_year_begins_in_august(#[case] y: i32, #[case] m: u32, #[case] d: u32, #[case] year: i32) {
        assert_eq!(school_year_of(NaiveDate::from_ymd_opt(y, m, d).unwrap()), year);
    }
}
