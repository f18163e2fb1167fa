//! Who may not write in a room for a while.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId},
    moment::Moment,
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::sending::Room,
    on_backend,
    schema::{conversations, mutes},
    tx::Tx,
};

/// Lets somebody write nothing in a room that is held until this moment; what lasts longer goes on.
pub(in crate::messaging) fn mute(
    tx: &mut Tx<'_>,
    (conversation, account): (ConversationId, AccountId),
    until: Moment,
) -> StoreResult<()> {
    let row = (
        mutes::conversation_id.eq(conversation),
        mutes::account_id.eq(account),
        mutes::until.eq(until),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(mutes::table).values(row).on_conflict_do_nothing().execute(connection))?;
    diesel::update(mutes::table.find((conversation, account)))
        .filter(mutes::until.lt(until))
        .set(mutes::until.eq(until))
        .execute(tx.db)?;
    // the room says when the last mute of anybody in it ends: a shorter one of somebody else must not bring that forward
    let earlier = conversations::muted_until
        .is_null()
        .or(conversations::muted_until.lt(until).assume_not_null());
    diesel::update(conversations::table.find(conversation))
        .filter(earlier)
        .set(conversations::muted_until.eq(Some(until)))
        .execute(tx.db)?;
    Ok(())
}

/// Lets somebody write again who was muted until this moment; a later mute stays.
pub(super) fn unmute(
    tx: &mut Tx<'_>,
    (conversation, account): (ConversationId, AccountId),
    until: Moment,
) -> StoreResult<()> {
    diesel::delete(
        mutes::table
            .find((conversation, account))
            .filter(mutes::until.eq(until)),
    )
    .execute(tx.db)?;
    Ok(())
}

/// Refuses what somebody who is muted wants to write.
///
/// # Errors
/// `muted`.
pub(crate) fn check(tx: &mut Tx<'_>, room: &Room, account: AccountId) -> StoreResult<()> {
    let now = tx.now;
    if room.muted_until.is_none_or(|until| until <= now) {
        return Ok(());
    }
    match of_room(tx.db, room.id, &[account], now)?.is_empty() {
        true => Ok(()),
        false => Err(StoreError::Refused(Code::Muted)),
    }
}

/// Until when some people write nothing in a room.
pub(crate) fn of_room(
    db: &mut Db,
    conversation: ConversationId,
    accounts: &[AccountId],
    now: Moment,
) -> StoreResult<Vec<(AccountId, Moment)>> {
    Ok(mutes::table
        .filter(mutes::conversation_id.eq(conversation))
        .filter(mutes::account_id.eq_any(accounts))
        .filter(mutes::until.gt(now))
        .select((mutes::account_id, mutes::until))
        .load(db)?)
}
