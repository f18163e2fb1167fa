//! Parents who moderate the room of a class, from one day to another.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ClassId, TermId},
    moment::Moment,
};

/// A term of a parent moderator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModeratorTerm {
    /// Term.
    pub id: TermId,
    /// The class whose room it is about.
    pub class_id: ClassId,
    /// Its name.
    #[schema(example = "P3")]
    pub class_name: String,
    /// Who.
    pub account_id: AccountId,
    /// First and last name.
    #[schema(example = "Marie Dupont")]
    pub name: String,
    /// From when on.
    pub starts_at: Moment,
    /// Until when; from that moment on there are no rights left.
    pub ends_at: Moment,
}

/// A term to be given.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewTerm {
    /// The class.
    #[garde(skip)]
    pub class_id: ClassId,
    /// Who: a parent in the room of the class.
    #[garde(skip)]
    pub account_id: AccountId,
    /// From when on.
    #[garde(skip)]
    pub starts_at: Moment,
    /// Until when: after the start, and at most two years after it.
    #[garde(skip)]
    pub ends_at: Moment,
}
