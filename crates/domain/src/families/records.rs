//! Bodies and replies about the records of children: changes, duplicates, printed slips.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    families::{households::GuardianOfChild, types::SchoolChild},
    id::{ChildId, ClassId},
    moment::Moment,
    qr::QrCode,
    words,
};

/// Most children in one answer with slips.
pub const SLIPS_MAX: usize = 40;

/// Longest register number, in characters.
pub const NUMBER_MAX: usize = 40;

/// A child with everything that the school knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChildRecord {
    /// The child.
    pub child: SchoolChild,
    /// The class of this school year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<ClassId>,
    /// On the list since.
    pub created_at: Moment,
    /// The version of the record, for `If-Match`: `"v3"` for 3.
    #[schema(example = 3)]
    pub version: i64,
    /// How many printed codes are still unused.
    pub unused_codes: u32,
    /// Every adult who is or was linked to the child: those in force first, then those that wait, then history.
    pub guardians: Vec<GuardianOfChild>,
}

/// How the record of a child is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ChildChange {
    /// First name.
    #[garde(custom(words::name))]
    #[schema(example = "Louis", min_length = 1, max_length = 100)]
    pub first_name: String,
    /// Last name.
    #[garde(custom(words::name))]
    #[schema(example = "Dubois", min_length = 1, max_length = 100)]
    pub last_name: String,
    /// A class of this school year. A child who had left is back with it; without it the child is in none.
    #[garde(skip)]
    #[serde(default)]
    pub class_id: Option<ClassId>,
    /// Number of the school's register.
    #[garde(custom(optional_number))]
    #[serde(default)]
    #[schema(example = "2026-0147", max_length = 40)]
    pub register_number: Option<String>,
}

/// The record that stays.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ChildMerge {
    /// The child that the other one becomes part of: its name stays.
    #[garde(skip)]
    pub into: ChildId,
}

/// Two records that may be of one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DuplicateChildren {
    /// The one that is proposed to stay: on the school's list, with a number, or older.
    pub keep: SchoolChild,
    /// The one that may be the same child.
    pub other: SchoolChild,
}

/// For whom slips are printed: a class, or some children.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SlipOrder {
    /// Every child of this class, 40 in one answer.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<ClassId>,
    /// `next` of the answer before: the children of the class after these.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ChildId>,
    /// These children, at most 40; without `class_id`.
    #[garde(length(max = SLIPS_MAX))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 40)]
    pub child_ids: Vec<ChildId>,
    /// How many slips for each child: one a guardian.
    #[garde(range(min = 1, max = 4))]
    #[schema(minimum = 1, maximum = 4, example = 2)]
    pub per_child: u8,
    /// Whether unused codes of these children stop working.
    #[garde(skip)]
    #[serde(default)]
    pub replace: bool,
}

/// Slips to print.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ChildSlips {
    /// By last name, then first name; the slips of one child follow each other.
    pub items: Vec<ChildSlip>,
    /// Give it as `after` for the children of the class that follow; absent when these are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ChildId>,
}

/// One slip: for one guardian of one child. Shown in this answer only.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ChildSlip {
    /// Child.
    pub child_id: ChildId,
    /// First name.
    #[schema(example = "Louis")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// Short name of the class.
    #[schema(example = "P3")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
    /// The code to print.
    #[schema(example = "K7MF-3QXA")]
    pub code: String,
    /// The address to draw as a QR code: it opens the form with the code filled in.
    #[schema(example = "https://ecole.example.be/enfants/ajouter?code=K7MF-3QXA", format = "uri")]
    pub url: String,
    /// The QR code of that address.
    pub qr: QrCode,
    /// Until when the code works.
    pub expires_at: Moment,
}

/// A register number, if given: 1 to 40 letters, digits and signs, nothing invisible.
pub fn optional_number(value: &Option<String>, (): &()) -> Result<(), garde::Error> {
    let Some(number) = value.as_deref() else {
        return Ok(());
    };
    if words::clean_line(number).is_empty() {
        return Err(garde::Error::new("required"));
    }
    if number.chars().count() > NUMBER_MAX {
        return Err(garde::Error::new("too_long"));
    }
    if number.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}
