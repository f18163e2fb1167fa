//! Bodies and queries of the SEL.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{AccountId, SelTransferId, ServiceId},
    moment::Moment,
    sel::{
        rules,
        states::SelStatus,
        types::{SelDirection, SelTransferKind},
    },
    text_enum,
};

text_enum! {
    /// What a member may propose.
    pub enum SelProposalKind {
        /// For a service: the other one decides.
        Payment = "payment",
        /// A gift of mine: it moves at once.
        Gift = "gift",
    }
}

text_enum! {
    /// Whose transfers are listed.
    pub enum SelWhose {
        /// Mine.
        Mine = "mine",
        /// All of the school; only for the treasurer, and noted in the audit log.
        School = "school",
    }
}

/// A transfer to be proposed: either `to`, whom I pay, or `from`, who shall pay me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct NewSelTransfer {
    /// Whom I pay; the units are set aside until they agree.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AccountId>,
    /// Who shall pay me; nothing is set aside until they agree.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<AccountId>,
    /// A payment when absent; a gift has `to`.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SelProposalKind>,
    /// How many units, 1 to 600: 60 are an hour.
    #[garde(range(min = rules::UNITS_MIN, max = rules::UNITS_MAX))]
    #[schema(example = 60, minimum = 1, maximum = 600)]
    pub units: i32,
    /// What for, at most 500 characters.
    #[garde(custom(rules::description))]
    #[schema(example = "Garde après l'école", min_length = 1, max_length = 500)]
    pub description: String,
    /// When the service is or was given.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_at: Option<Moment>,
    /// The offer or request that it is for: of whoever is paid, or of whoever pays.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
}

/// A service to several people, each of whom shall pay me the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct NewSelGroup {
    /// Who shall pay me, 1 to 50 people.
    #[garde(custom(rules::people))]
    #[schema(min_items = 1, max_items = 50)]
    pub from: Vec<AccountId>,
    /// How many units each, 1 to 600.
    #[garde(range(min = rules::UNITS_MIN, max = rules::UNITS_MAX))]
    #[schema(example = 30, minimum = 1, maximum = 600)]
    pub units: i32,
    /// What for, at most 500 characters.
    #[garde(custom(rules::description))]
    #[schema(example = "Atelier vélo", min_length = 1, max_length = 500)]
    pub description: String,
    /// When the service is or was given.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_at: Option<Moment>,
}

/// Something put right by the treasurer: between two members, or between a member and the community, who is meant when `from` or `to` is
/// absent. Both see it, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct NewSelCorrection {
    /// Whose units leave; the community's when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<AccountId>,
    /// Whose account they go to; the community's when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AccountId>,
    /// How many units, 1 to 600.
    #[garde(range(min = rules::UNITS_MIN, max = rules::UNITS_MAX))]
    #[schema(example = 60, minimum = 1, maximum = 600)]
    pub units: i32,
    /// Why, at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "Encodé deux fois", min_length = 1, max_length = 500)]
    pub reason: String,
    /// The transfer that is put right.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<SelTransferId>,
}

/// Units from the community for people who helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct NewSelCredit {
    /// Who helped, 1 to 50 people.
    #[garde(custom(rules::people))]
    #[schema(min_items = 1, max_items = 50)]
    pub to: Vec<AccountId>,
    /// How many units each, 1 to 600.
    #[garde(range(min = rules::UNITS_MIN, max = rules::UNITS_MAX))]
    #[schema(example = 60, minimum = 1, maximum = 600)]
    pub units: i32,
    /// What for, at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "Stand crêpes à la fête de l'école", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// A no, with or without a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SelRefusal {
    /// Why, at most 500 characters.
    #[garde(custom(rules::optional_reason))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Ce n'était pas convenu", min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// What is wrong with a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SelDispute {
    /// Why, at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "Le service n'a pas eu lieu", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// The treasurer's decision on a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SelResolution {
    /// How many units go back to the payer, from none to all; by a correction that both see.
    #[garde(range(min = 0, max = rules::UNITS_MAX))]
    #[schema(example = 30, minimum = 0, maximum = 600)]
    pub returned: i32,
    /// Why, at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "La moitié a été faite", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// Which transfers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SelTransferQuery {
    /// Whose; mine when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub whose: Option<SelWhose>,
    /// Only those that stand here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub status: Option<SelStatus>,
    /// Only those of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub kind: Option<SelTransferKind>,
    /// Only those on this side of me.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub direction: Option<SelDirection>,
    /// Only with this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub with: Option<AccountId>,
    /// Not before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub from: Option<Moment>,
    /// Before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub to: Option<Moment>,
    /// Only whose description has these words, whatever their accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    #[garde(length(chars, max = 100))]
    pub q: Option<String>,
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

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SelPeopleQuery {
    /// Only whose name has this in it, whatever its accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    #[garde(length(chars, max = 100))]
    pub q: Option<String>,
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

/// What the school has decided about its SEL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelSettings {
    /// Whether the adults of a household share one account; for accounts that are opened from now on.
    pub shared_household: bool,
    /// Who looks after the books, besides the direction and the admins.
    pub treasurer_ids: Vec<AccountId>,
    /// The version of the school's settings, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// What the school shall decide about its SEL; the whole is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SelSettingsForm {
    /// Whether the adults of a household share one account; for accounts that are opened from now on.
    #[garde(skip)]
    pub shared_household: bool,
    /// Who looks after the books, besides the direction and the admins: active members, at most 10.
    #[garde(custom(rules::treasurers))]
    #[schema(max_items = 10)]
    pub treasurer_ids: Vec<AccountId>,
}
