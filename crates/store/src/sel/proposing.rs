//! Proposals of members: who pays sets units aside, who asks waits, a gift moves at once.

use domain::{
    id::{AccountId, SelGroupId},
    problem::Code,
    sel::{
        forms::{NewSelGroup, NewSelTransfer, SelProposalKind},
        rules,
        states::SelStatus,
        types::{SelGroupTransfers, SelTransferDetail, SelTransferKind},
    },
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    error::{StoreError, StoreResult},
    sel::{
        access,
        account::{self, AccountRow},
        expiry::ExpireTransfer,
        people,
        posting::{self, Movement},
        services::quotes,
        telling,
        transfer::{self, NewTransfer, Side},
    },
    tx::Tx,
};

/// Proposes a transfer, or gives a gift. Which of `to` and `from` is named has been checked.
///
/// # Errors
/// `sel_payer_limit`, `sel_receiver_limit`; `conflict` for somebody with whom I share my account; `forbidden` for pupils;
/// [`StoreError::NotFound`] for nobody with whom I can exchange.
pub fn propose(tx: &mut Tx<'_>, by: &ActiveMember, form: &NewSelTransfer) -> StoreResult<SelTransferDetail> {
    access::takes_part(by)?;
    let other = form.to.or(form.from).ok_or(StoreError::Refused(Code::Invalid))?;
    let (mine, theirs) = sides(tx, by, other)?;
    let description = words::clean_line(&form.description);
    let kind = match form.kind {
        Some(SelProposalKind::Gift) => SelTransferKind::Gift,
        Some(SelProposalKind::Payment) | None => SelTransferKind::Payment,
    };
    let mut new = NewTransfer::by_the_house(kind, form.units, &description);
    new.service_at = form.service_at;
    new.proposed_by = Some(by.account());
    (new.from, new.to, new.status) = match (form.to, kind) {
        (None, _) => (theirs, mine, SelStatus::Proposed),
        (Some(_), SelTransferKind::Gift) => (mine, theirs, SelStatus::Confirmed),
        (Some(_), _) => (mine, theirs, SelStatus::Reserved),
    };
    let id = match new.status {
        SelStatus::Proposed => ask(tx, by, &new)?,
        _ => pay(tx, by, &new)?,
    };
    if let Some(service) = form.service_id {
        quotes::name(tx, by, (id, service))?;
    }
    transfer::detail(tx.db, by, id)
}

/// Asks several people for the same, each of whom decides for themselves.
///
/// # Errors
/// `sel_receiver_limit` when one of them alone would pass it; `conflict` for oneself or for somebody with whom I share my account;
/// `forbidden` for pupils; [`StoreError::NotFound`] when one is nobody with whom I can exchange.
pub fn ask_several(tx: &mut Tx<'_>, by: &ActiveMember, form: &NewSelGroup) -> StoreResult<SelGroupTransfers> {
    access::takes_part(by)?;
    let (group, description) = (SelGroupId::fresh(), words::clean_line(&form.description));
    let mut rows = Vec::new();
    for other in &form.from {
        let (mine, theirs) = sides(tx, by, *other)?;
        let mut new = NewTransfer::by_the_house(SelTransferKind::Group, form.units, &description);
        new.status = SelStatus::Proposed;
        (new.from, new.to) = (theirs, mine);
        new.service_at = form.service_at;
        new.proposed_by = Some(by.account());
        new.group = Some(group);
        let id = ask(tx, by, &new)?;
        rows.push(transfer::row(tx.db, by.school(), id)?);
    }
    Ok(SelGroupTransfers {
        group_id: group,
        transfers: transfer::infos(tx.db, by, rows)?,
    })
}

/// Both accounts, opened where they are not.
fn sides(tx: &mut Tx<'_>, by: &ActiveMember, other: AccountId) -> StoreResult<(Side, Side)> {
    if other == by.account() {
        return Err(StoreError::Refused(Code::Conflict));
    }
    people::partner(tx.db, by, other)?;
    let mine = account::open(tx, by.school(), by.account())?;
    let theirs = account::open(tx, by.school(), other)?;
    if mine == theirs {
        return Err(StoreError::Refused(Code::Conflict));
    }
    Ok((Side::of(mine, Some(by.account())), Side::of(theirs, Some(other))))
}

/// What the payer has not agreed to moves nothing, and tells nothing about their balance: only my own limit is looked at.
fn ask(tx: &mut Tx<'_>, by: &ActiveMember, new: &NewTransfer<'_>) -> StoreResult<domain::id::SelTransferId> {
    let mine = account::read(tx.db, new.to.account)?;
    rules::after_receiving(mine.balance, new.units).map_err(StoreError::Refused)?;
    let id = transfer::insert(tx, by.school(), new)?;
    let until = tx.now.plus_seconds(rules::WAIT_SECONDS);
    tx.at(until, &ExpireTransfer { transfer: id })?;
    telling::changed(tx, (id, new.status), [new.from.account, new.to.account])?;
    Ok(id)
}

/// My own units: set aside until the other one agrees, or moved at once when they are a gift.
fn pay(tx: &mut Tx<'_>, by: &ActiveMember, new: &NewTransfer<'_>) -> StoreResult<domain::id::SelTransferId> {
    let (payer, receiver) = account::lock_two(tx, new.from.account, new.to.account)?;
    still_open(&payer)?;
    still_open(&receiver)?;
    rules::after_paying(payer.balance, payer.reserved, new.units).map_err(StoreError::Refused)?;
    rules::after_receiving(receiver.balance, new.units).map_err(StoreError::Refused)?;
    let id = transfer::insert(tx, by.school(), new)?;
    if new.status == SelStatus::Reserved {
        posting::reserve(tx, &payer, new.units)?;
        let until = tx.now.plus_seconds(rules::WAIT_SECONDS);
        tx.at(until, &ExpireTransfer { transfer: id })?;
    } else {
        posting::post(tx, (payer, receiver), &Movement::of(id, new))?;
    }
    telling::changed(tx, (id, new.status), [new.from.account, new.to.account])?;
    Ok(id)
}

/// Its holder may have left since the account was looked up.
fn still_open(account: &AccountRow) -> StoreResult<()> {
    if account.closed_at.is_some() {
        return Err(StoreError::NotFound);
    }
    Ok(())
}
