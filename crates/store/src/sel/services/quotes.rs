//! Offers and requests in short, for transfers about them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, SelTransferId, ServiceId},
    problem::Code,
    sel::{
        service::{ServiceKind, ServiceQuote},
        types::SelTransferInfo,
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{sel_services, sel_transfers},
    sel::services::access,
    tx::Tx,
};

/// Those that are there.
fn of(db: &mut Db, wanted: &[ServiceId]) -> StoreResult<BTreeMap<ServiceId, ServiceQuote>> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(ServiceId, ServiceKind, String, AccountId)> = sel_services::table
        .filter(sel_services::id.eq_any(wanted.iter().copied()))
        .select((
            sel_services::id,
            sel_services::kind,
            sel_services::title,
            sel_services::owner_id,
        ))
        .load(db)?;
    let quote = |(id, kind, title, owner_id)| {
        let quote = ServiceQuote {
            id,
            kind,
            title,
            owner_id,
        };
        (id, quote)
    };
    Ok(rows.into_iter().map(quote).collect())
}

/// Says which offer or request a transfer is for: of whoever is paid for an offer, of whoever pays for a request.
///
/// # Errors
/// `invalid` when it is of neither, or not shown and not of who proposes.
pub(crate) fn name(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    (transfer, service): (SelTransferId, ServiceId),
) -> StoreResult<()> {
    if !access::may_read(tx.db, by, service)? {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let (payer, paid): (Option<AccountId>, Option<AccountId>) = sel_transfers::table
        .find(transfer)
        .select((sel_transfers::from_person, sel_transfers::to_person))
        .first(tx.db)?;
    let (kind, owner): (ServiceKind, AccountId) = sel_services::table
        .find(service)
        .select((sel_services::kind, sel_services::owner_id))
        .first(tx.db)?;
    let whose = match kind {
        ServiceKind::Offer => paid,
        ServiceKind::Request => payer,
    };
    if whose != Some(owner) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    diesel::update(sel_transfers::table.find(transfer))
        .set(sel_transfers::service_id.eq(Some(service)))
        .execute(tx.db)?;
    Ok(())
}

/// Fills in which offers and requests transfers are for.
pub(crate) fn dress(db: &mut Db, transfers: &mut [SelTransferInfo]) -> StoreResult<()> {
    let wanted: Vec<SelTransferId> = transfers.iter().map(|transfer| transfer.id).collect();
    let named: Vec<(SelTransferId, ServiceId)> = sel_transfers::table
        .filter(sel_transfers::id.eq_any(wanted))
        .filter(sel_transfers::service_id.is_not_null())
        .select((sel_transfers::id, sel_transfers::service_id.assume_not_null()))
        .load(db)?;
    let ids: Vec<ServiceId> = named.iter().map(|(_, service)| *service).collect();
    let quotes = of(db, &ids)?;
    let named: BTreeMap<SelTransferId, ServiceId> = named.into_iter().collect();
    for transfer in transfers {
        let service = named.get(&transfer.id);
        transfer.service = service.and_then(|service| quotes.get(service).cloned());
    }
    Ok(())
}
