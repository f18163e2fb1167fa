//! How far an account may go, explained before anything is sent: by the same rules as on the server.

use domain::sel::{
    rules::{after_paying, after_receiving},
    types::SelBalance,
};

use super::words;
use crate::i18n::{key, say_with};

/// Whether I pay or am paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Units leave me.
    Pay,
    /// Units come to me.
    Receive,
}

/// My balance after so many units, or why that cannot be.
pub fn after(balance: &SelBalance, way: Way, units: i32) -> Result<i32, String> {
    let (allowed, key, limit, reached) = match way {
        Way::Pay => (
            after_paying(balance.balance, balance.reserved, units),
            key::SEL_PAYER_LIMIT,
            balance.lowest,
            balance.balance - balance.reserved - units,
        ),
        Way::Receive => (
            after_receiving(balance.balance, units),
            key::SEL_RECEIVER_LIMIT,
            balance.highest,
            balance.balance + units,
        ),
    };
    allowed.map_err(|_| {
        say_with(
            key,
            [
                ("limit", words::amount(limit).into()),
                ("after", words::amount(reached).into()),
            ],
        )
    })
}
