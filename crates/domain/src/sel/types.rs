//! Replies of the SEL: balances, and transfers as one of their two parties sees them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, SelGroupId, SelTransferId},
    moment::Moment,
    schools::types::Role,
    sel::{
        books::SelAudit,
        service::{ReviewInfo, ServiceQuote},
        states::{SelAct, SelStatus},
    },
    text_enum,
};

text_enum! {
    /// What an account of the books is.
    pub enum SelAccountKind {
        /// Of one member, or of the adults of a household.
        Member = "member",
        /// Of all: openings come from it, remainders go to it. It has no limits.
        Community = "community",
    }
}

text_enum! {
    /// What a transfer is.
    pub enum SelTransferKind {
        /// For a service, agreed between two.
        Payment = "payment",
        /// Without anything in return; it needs no approval.
        Gift = "gift",
        /// One of several for a service to many; each payer decides.
        Group = "group",
        /// What an account begins with.
        Opening = "opening",
        /// Put right by the treasurer, with a reason.
        Correction = "correction",
        /// From all, for help at an event.
        CommunityCredit = "community_credit",
        /// What an account leaves behind when its holder leaves, or when two become one.
        Settlement = "settlement",
    }
}

text_enum! {
    /// On which side of a transfer I am.
    pub enum SelDirection {
        /// Units come to me.
        Incoming = "incoming",
        /// Units leave me.
        Outgoing = "outgoing",
        /// I am neither: the treasurer reads it.
        Other = "other",
    }
}

/// What stands on my account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelBalance {
    /// The balance, in units: 60 are an hour.
    #[schema(example = 120, minimum = -300, maximum = 600)]
    pub balance: i32,
    /// How much of it is set aside for proposals of mine that wait.
    #[schema(example = 0, minimum = 0)]
    pub reserved: i32,
    /// How many units I can still spend.
    #[schema(example = 420, minimum = 0)]
    pub can_spend: i32,
    /// How many units I can still receive.
    #[schema(example = 480, minimum = 0)]
    pub can_receive: i32,
    /// The lowest balance allowed.
    #[schema(example = -300)]
    pub lowest: i32,
    /// The highest balance allowed.
    #[schema(example = 600)]
    pub highest: i32,
    /// Units that I have paid in all.
    #[schema(example = 60, minimum = 0)]
    pub units_spent: i32,
    /// Units that I have been paid in all, without the opening ones.
    #[schema(example = 60, minimum = 0)]
    pub units_earned: i32,
    /// The same as `units_spent`, under the name of the sources.
    #[schema(example = 60, minimum = 0)]
    pub total_given: i32,
    /// The same as `units_earned`, under the name of the sources.
    #[schema(example = 60, minimum = 0)]
    pub total_received: i32,
    /// With whom I share the account, by first name; nobody when it is mine alone.
    #[schema(example = json!([]))]
    pub shared_with: Vec<String>,
}

/// One side of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelParty {
    /// Whose account it is.
    pub kind: SelAccountKind,
    /// Who; absent for the community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// First name; absent for the community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Jean")]
    pub first_name: Option<String>,
    /// Last name; absent for the community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Dubois")]
    pub last_name: Option<String>,
    /// Whether they are no active member of the school any more.
    pub left: bool,
}

/// A transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelTransferInfo {
    /// Transfer.
    pub id: SelTransferId,
    /// What it is.
    pub kind: SelTransferKind,
    /// Where it stands.
    pub status: SelStatus,
    /// On which side I am.
    pub direction: SelDirection,
    /// Who pays.
    pub from: SelParty,
    /// Who is paid.
    pub to: SelParty,
    /// How many units: 60 are an hour.
    #[schema(example = 60, minimum = 1)]
    pub units: i32,
    /// What for.
    #[schema(example = "Garde après l'école")]
    pub description: String,
    /// When the service is or was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_at: Option<Moment>,
    /// Who proposed it; absent when the house did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<AccountId>,
    /// Those that were asked together have the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<SelGroupId>,
    /// The transfer that this one puts right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<SelTransferId>,
    /// The offer or request that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceQuote>,
    /// What I may do with it now.
    pub acts: Vec<SelAct>,
    /// Proposed at.
    pub created_at: Moment,
    /// Until when it waits for a decision; absent once it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
    /// When the units moved; absent while they have not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Moment>,
}

/// A transfer with its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelTransferDetail {
    /// The transfer.
    pub transfer: SelTransferInfo,
    /// What was done, the first first.
    pub events: Vec<SelTransferEvent>,
    /// The thank-you for it; absent while the payer has said none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewInfo>,
    /// My balance right after it; absent while no units have moved, and for the treasurer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 60)]
    pub balance_after: Option<i32>,
}

/// A step of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelTransferEvent {
    /// Where it stood after the step.
    pub status: SelStatus,
    /// What was done; absent for the first step, the proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<SelAct>,
    /// First and last name of who did it; absent when the house did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Jean Dubois")]
    pub by: Option<String>,
    /// Why, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
}

/// Transfers that were asked or given together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelGroupTransfers {
    /// What they have in common.
    pub group_id: SelGroupId,
    /// One for each person, in the order given.
    pub transfers: Vec<SelTransferInfo>,
}

/// Somebody with whom units can be exchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelPerson {
    /// Account.
    pub id: AccountId,
    /// First name.
    #[schema(example = "Jean")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// Role in the school.
    pub role: Role,
    /// The classes that I share with them, or that they teach.
    #[schema(example = json!(["P3"]))]
    pub classes: Vec<String>,
}

/// The SEL at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelDashboard {
    /// My balance.
    pub balance: SelBalance,
    /// What waits for my decision, what ends first first; at most 20.
    pub to_decide: Vec<SelTransferInfo>,
    /// What I proposed and others have not decided, what ends first first; at most 20.
    pub proposed: Vec<SelTransferInfo>,
    /// What moved last, at most 5.
    pub latest: Vec<SelTransferInfo>,
    /// The last check of the books; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<SelAudit>,
    /// Whether I look after the books of the school.
    pub treasurer: bool,
}

/// What has happened to a transfer. Amounts and balances are not in it: they are read by whoever may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelNews {
    /// Which transfer.
    pub transfer: SelTransferId,
    /// Where it stands now.
    pub status: SelStatus,
}
