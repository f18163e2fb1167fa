//! Who may see a transfer, and who looks after the books. The proofs are minted here and nowhere else.

use diesel::{dsl::exists, prelude::*, select};
use domain::{
    id::{SelAccountId, SelTransferId},
    problem::Code,
    schools::types::Role,
    sel::states::SelActor,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{sel_transfers, sel_treasurers},
    sel::account,
};

/// Proof: one of the two parties of a transfer, or a treasurer.
#[derive(Debug, Clone)]
pub struct PartyOf {
    member: ActiveMember,
    transfer: SelTransferId,
    actor: SelActor,
}

/// Proof: somebody who looks after the books of the school.
#[derive(Debug, Clone)]
pub struct TreasurerOf(ActiveMember);

impl PartyOf {
    /// The member of the school behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.member
    }
    /// The transfer.
    #[must_use]
    pub const fn transfer(&self) -> SelTransferId {
        self.transfer
    }
    /// As whom they act: a treasurer who is a party acts as a party.
    #[must_use]
    pub const fn actor(&self) -> SelActor {
        self.actor
    }
}

impl TreasurerOf {
    /// The member of the school behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.0
    }
}

/// Lets through the two parties of a transfer of the school, and whoever looks after the books.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else.
pub fn party(db: &mut Db, by: &ActiveMember, transfer: SelTransferId) -> StoreResult<PartyOf> {
    let (from, to): (SelAccountId, SelAccountId) = sel_transfers::table
        .filter(sel_transfers::id.eq(transfer))
        .filter(sel_transfers::school_id.eq(by.school()))
        .select((sel_transfers::from_id, sel_transfers::to_id))
        .first(db)?;
    let mine = account::all_of(db, by)?;
    let actor = if mine.contains(&from) {
        SelActor::Payer
    } else if mine.contains(&to) {
        SelActor::Receiver
    } else if is_treasurer(db, by)? {
        SelActor::Treasurer
    } else {
        return Err(StoreError::NotFound);
    };
    Ok(PartyOf {
        member: by.clone(),
        transfer,
        actor,
    })
}

/// Lets through whoever looks after the books.
///
/// # Errors
/// `forbidden` for everybody else.
pub fn treasurer(db: &mut Db, by: &ActiveMember) -> StoreResult<TreasurerOf> {
    if is_treasurer(db, by)? {
        Ok(TreasurerOf(by.clone()))
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

/// Whether somebody looks after the books: the office, and whom the school named.
pub(crate) fn is_treasurer(db: &mut Db, by: &ActiveMember) -> StoreResult<bool> {
    if by.role().is_office() {
        return Ok(true);
    }
    let named = sel_treasurers::table.find((by.school(), by.account()));
    Ok(select(exists(named)).get_result(db)?)
}

/// Lets through whoever takes part in the SEL: every adult member.
///
/// # Errors
/// `forbidden` for pupils.
pub(crate) fn takes_part(by: &ActiveMember) -> StoreResult<()> {
    if by.role() == Role::Student {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(())
}
