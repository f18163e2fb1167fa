//! Who hears that a transfer has changed: whoever holds one of its two accounts.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{SchoolId, SelAccountId, SelTransferId},
    schools::types::MembershipStatus,
    sel::{states::SelStatus, types::SelNews},
};

use crate::{error::StoreResult, schema::sel_accounts, sel::account, tx::Tx};

/// Tells them after the commit.
pub(crate) fn changed(
    tx: &mut Tx<'_>,
    (transfer, status): (SelTransferId, SelStatus),
    accounts: [SelAccountId; 2],
) -> StoreResult<()> {
    let mut recipients = Vec::new();
    for account in accounts {
        recipients.extend(account::holders(tx.db, account, &[MembershipStatus::Active])?);
    }
    if !recipients.is_empty() {
        // both accounts are of one school
        let school: SchoolId = sel_accounts::table
            .find(accounts[0])
            .select(sel_accounts::school_id)
            .first(tx.db)?;
        tx.happens(Happening::SelChanged {
            school,
            news: SelNews { transfer, status },
            recipients,
        });
    }
    Ok(())
}
