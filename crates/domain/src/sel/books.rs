//! What the books say: statements, their check, and what the school exchanges.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{accounts::types::Locale, id::SelPostingId, moment::Moment, sel::types::SelTransferInfo};

/// A line of my statement: units that came or left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelStatementLine {
    /// Line.
    pub id: SelPostingId,
    /// Its number on my account: 1, 2, 3 without holes.
    #[schema(example = 3, minimum = 1)]
    pub number: i32,
    /// The units: above zero came, below zero left.
    #[schema(example = -60)]
    pub units: i32,
    /// The balance after it.
    #[schema(example = 60)]
    pub balance_after: i32,
    /// The transfer that it belongs to.
    pub transfer: SelTransferInfo,
    /// When.
    pub at: Moment,
}

macro_rules! queries {
    ($($(#[doc = $doc:literal])* $name:ident { $($more:tt)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            /// Not before this moment.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub from: Option<Moment>,
            /// Before this moment.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub to: Option<Moment>,
            $($more)*
        }
    )*};
}

queries! {
    /// Which lines of my statement.
    SelStatementQuery {
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
    /// Which lines of my statement to download.
    SelStatementFilter {}
}

/// The headings of a statement as a file, in a language: number, date, with whom, what for, units, balance.
#[must_use]
pub const fn headings(locale: Locale) -> [&'static str; 6] {
    match locale {
        Locale::Fr => ["Numéro", "Date", "Avec", "Pour", "Unités", "Solde"],
        Locale::Nl => ["Nummer", "Datum", "Met", "Waarvoor", "Eenheden", "Saldo"],
        Locale::En => ["Number", "Date", "With", "For", "Units", "Balance"],
    }
}

/// The community account as it stands in a file, in a language.
#[must_use]
pub const fn community(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "Fonds commun",
        Locale::Nl => "Gemeenschappelijk fonds",
        Locale::En => "Community fund",
    }
}

/// A check of all the books of the school. Members see that it was done and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelAudit {
    /// Whether everything below is as it must be.
    pub ok: bool,
    /// The sum of all accounts, the community's included: always 0.
    #[schema(example = 0)]
    pub sum: i64,
    /// How many accounts there are.
    #[schema(example = 61, minimum = 0)]
    pub accounts: i64,
    /// How many lines stand in the books.
    #[schema(example = 420, minimum = 0)]
    pub postings: i64,
    /// Accounts whose balance is not the sum of their lines: always 0.
    #[schema(example = 0, minimum = 0)]
    pub wrong_balances: i64,
    /// Accounts beyond the limits: always 0.
    #[schema(example = 0, minimum = 0)]
    pub beyond_limits: i64,
    /// Accounts on which something else is set aside than what waits: always 0.
    #[schema(example = 0, minimum = 0)]
    pub wrong_reserved: i64,
    /// Transfers that have not left one side and reached the other exactly once: always 0.
    #[schema(example = 0, minimum = 0)]
    pub wrong_transfers: i64,
    /// When.
    pub checked_at: Moment,
}

/// What the school exchanges, as numbers without names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelStatistics {
    /// How many accounts of members there are.
    #[schema(example = 60, minimum = 0)]
    pub accounts: i64,
    /// How many of them paid or were paid in the last 90 days.
    #[schema(example = 31, minimum = 0)]
    pub active_accounts: i64,
    /// Units exchanged between members in all.
    #[schema(example = 5400, minimum = 0)]
    pub units: i64,
    /// Transfers between members in all.
    #[schema(example = 90, minimum = 0)]
    pub transfers: i64,
    /// The last twelve months, the oldest first; those without an exchange too.
    pub months: Vec<SelMonth>,
    /// How many accounts stand where, from the lowest up; always nine.
    pub balances: Vec<SelBucket>,
}

/// A month of exchanges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelMonth {
    /// Which, in Brussels.
    #[schema(example = "2026-11")]
    pub month: String,
    /// Units exchanged between members.
    #[schema(example = 1800, minimum = 0)]
    pub units: i64,
    /// Transfers between members.
    #[schema(example = 30, minimum = 0)]
    pub transfers: i64,
}

/// How many accounts stand between two balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelBucket {
    /// The lowest balance in it.
    #[schema(example = 100)]
    pub from: i32,
    /// The highest balance in it.
    #[schema(example = 199)]
    pub to: i32,
    /// How many accounts.
    #[schema(example = 12, minimum = 0)]
    pub accounts: i64,
}
