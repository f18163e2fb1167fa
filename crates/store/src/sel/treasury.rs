//! What the treasurer does: corrections, thanks from the community's account, decisions on disputes. Each is one line of the audit log.

use domain::{
    id::{AccountId, SelAccountId, SelGroupId, SelTransferId},
    problem::Code,
    schools::audit::Act,
    sel::{
        forms::{NewSelCorrection, NewSelCredit, SelResolution},
        states::{SelAct, SelStatus},
        types::{SelGroupTransfers, SelTransferDetail, SelTransferKind},
    },
    words,
};

use crate::{
    error::{StoreError, StoreResult},
    schools::audit::{self, Note},
    sel::{
        access::{PartyOf, TreasurerOf},
        account,
        deciding::{self, Step},
        people,
        posting::{self, Movement},
        telling,
        transfer::{self, NewTransfer, Side},
    },
    tx::Tx,
};

/// Puts something right between two members, or between a member and the community.
///
/// # Errors
/// `forbidden` about one's own account; `conflict` when both sides are one; `sel_payer_limit`, `sel_receiver_limit`;
/// [`StoreError::NotFound`] for somebody who is no member, or a transfer that is none of the school.
pub fn correct(tx: &mut Tx<'_>, by: &TreasurerOf, form: &NewSelCorrection) -> StoreResult<SelTransferDetail> {
    let school = by.member().school();
    if let Some(corrects) = form.corrects {
        transfer::row(tx.db, school, corrects)?;
    }
    let from = side(tx, by, form.from)?;
    let to = side(tx, by, form.to)?;
    if from.account == to.account {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let reason = words::clean_line(&form.reason);
    let mut new = NewTransfer::by_the_house(SelTransferKind::Correction, form.units, &reason);
    (new.from, new.to, new.corrects) = (from, to, form.corrects);
    new.proposed_by = Some(by.member().account());
    let id = move_now(tx, school, &new)?;
    let mut note = Note::of(Act::SelCorrected, format!("{id}: {}", form.units)).because(&reason);
    note.account = form.from.or(form.to);
    audit::note(tx, by.member(), &note)?;
    transfer::detail(tx.db, by.member(), id)
}

/// Thanks helpers from the community's account: all of them or, when one would pass the limit, none.
///
/// # Errors
/// `forbidden` when one's own account is among them; `sel_receiver_limit`; [`StoreError::NotFound`] for somebody who is no member.
pub fn credit(tx: &mut Tx<'_>, by: &TreasurerOf, form: &NewSelCredit) -> StoreResult<SelGroupTransfers> {
    let (school, group) = (by.member().school(), SelGroupId::fresh());
    let reason = words::clean_line(&form.reason);
    let community = side(tx, by, None)?;
    let mut helpers = Vec::new();
    for person in &form.to {
        helpers.push(side(tx, by, Some(*person))?);
    }
    // all at once and in order, so that two treasurers with the same people do not wait for each other
    let mut accounts: Vec<SelAccountId> = helpers.iter().map(|side| side.account).collect();
    accounts.push(community.account);
    account::lock(tx, &accounts)?;
    let mut rows = Vec::new();
    for helper in helpers {
        let mut new = NewTransfer::by_the_house(SelTransferKind::CommunityCredit, form.units, &reason);
        (new.from, new.to, new.group) = (community, helper, Some(group));
        new.proposed_by = Some(by.member().account());
        let id = move_now(tx, school, &new)?;
        let mut note = Note::of(Act::SelCredited, format!("{id}: {}", form.units)).because(&reason);
        note.account = helper.person;
        audit::note(tx, by.member(), &note)?;
        rows.push(transfer::row(tx.db, school, id)?);
    }
    Ok(SelGroupTransfers {
        group_id: group,
        transfers: transfer::infos(tx.db, by.member(), rows)?,
    })
}

/// Decides on a dispute. What goes back to the payer goes by a correction; in the place of somebody who has left stands the community.
///
/// # Errors
/// `forbidden` for a party; `already_decided`; `conflict` when more would go back than was paid; `sel_payer_limit`, `sel_receiver_limit`.
pub fn resolve(tx: &mut Tx<'_>, by: &PartyOf, form: &SelResolution) -> StoreResult<SelTransferDetail> {
    let school = by.member().school();
    let seen = transfer::row(tx.db, school, by.transfer())?;
    let community = account::community(tx, school)?;
    let mut locked = account::lock(tx, &[community, seen.from, seen.to])?;
    let (from, to) = locked
        .remove(&seen.from)
        .zip(locked.remove(&seen.to))
        .ok_or(StoreError::NotFound)?;
    let row = transfer::row(tx.db, school, by.transfer())?;
    deciding::is_theirs(row.status, by.actor(), SelAct::Resolve)?;
    if form.returned > row.units {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let reason = words::clean_line(&form.reason);
    let stands = |account: &account::AccountRow, person: Option<AccountId>| match account.closed_at {
        Some(_) => Side::of(community, None),
        None => Side::of(account.id, person),
    };
    let (payer, receiver) = (stands(&from, row.from_person), stands(&to, row.to_person));
    let step = Step {
        act: SelAct::Resolve,
        by: Some(by.member().account()),
        reason: Some(&reason),
    };
    deciding::take(tx, (&row, (from, to)), &step)?;
    if form.returned > 0 && payer.account != receiver.account {
        let mut back = NewTransfer::by_the_house(SelTransferKind::Correction, form.returned, &reason);
        (back.from, back.to, back.corrects) = (receiver, payer, Some(row.id));
        back.proposed_by = Some(by.member().account());
        move_now(tx, school, &back)?;
    }
    let subject = format!("{}: {} / {}", row.id, form.returned, row.units);
    audit::note(tx, by.member(), &Note::of(Act::SelResolved, subject).because(&reason))?;
    transfer::detail(tx.db, by.member(), row.id)
}

/// The account of a member, or the community's; never one's own.
fn side(tx: &mut Tx<'_>, by: &TreasurerOf, person: Option<AccountId>) -> StoreResult<Side> {
    let school = by.member().school();
    let Some(person) = person else {
        return Ok(Side::of(account::community(tx, school)?, None));
    };
    people::member(tx.db, by.member(), person)?;
    let account = account::open(tx, school, person)?;
    let own = account::of_person(tx.db, school, by.member().account())?;
    if person == by.member().account() || own == Some(account) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(Side::of(account, Some(person)))
}

/// Writes a transfer that needs nobody's approval, and moves its units.
pub(crate) fn move_now(
    tx: &mut Tx<'_>,
    school: domain::id::SchoolId,
    new: &NewTransfer<'_>,
) -> StoreResult<SelTransferId> {
    let sides = account::lock_two(tx, new.from.account, new.to.account)?;
    let id = transfer::insert(tx, school, new)?;
    posting::post(tx, sides, &Movement::of(id, new))?;
    telling::changed(tx, (id, SelStatus::Confirmed), [new.from.account, new.to.account])?;
    Ok(id)
}
