//! Who hears that a transfer has changed: whoever holds one of its two accounts.

use domain::{
    happening::Happening,
    id::{SelAccountId, SelTransferId},
    schools::types::MembershipStatus,
    sel::{states::SelStatus, types::SelNews},
};

use crate::{error::StoreResult, sel::account, tx::Tx};

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
        tx.happens(Happening::SelChanged {
            news: SelNews { transfer, status },
            recipients,
        });
    }
    Ok(())
}
