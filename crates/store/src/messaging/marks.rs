//! How far members have read, and how far messages have reached a device of theirs. Marks only grow, and never pass the last message.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    messaging::{rules, types::ReadState},
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::room::{self, InRoom},
    on_backend,
    schema::{accounts, conversations, marks, messages},
    tx::Tx,
};

/// Moves the read mark, and with it the delivered one: what was read has arrived.
///
/// # Errors
/// [`StoreError::NotFound`] when the reader is not in the room any more.
pub fn read(tx: &mut Tx<'_>, by: &InRoom, seq: i64) -> StoreResult<ReadState> {
    let recipients = room::members(tx.db, by.conversation())?;
    if !recipients.contains(&by.account()) {
        return Err(StoreError::NotFound);
    }
    let seq = seq.min(last_seq(tx.db, by)?);
    let before = grow(tx, by, seq)?;
    let state = state(tx.db, by)?;
    if before < seq {
        tx.happens(Happening::Read {
            conversation: by.conversation(),
            account: by.account(),
            last_read_seq: state.last_read_seq,
            recipients,
        });
    }
    Ok(state)
}

/// Moves the delivered mark.
///
/// # Errors
/// [`StoreError::NotFound`] when the account is not in the room any more.
pub fn delivered(tx: &mut Tx<'_>, by: &InRoom, seq: i64) -> StoreResult<()> {
    let recipients = room::members(tx.db, by.conversation())?;
    if !recipients.contains(&by.account()) {
        return Err(StoreError::NotFound);
    }
    let seq = seq.min(last_seq(tx.db, by)?);
    prepare(tx, by)?;
    let moved = diesel::update(marks::table.find((by.conversation(), by.account())))
        .filter(marks::last_delivered_seq.lt(seq))
        .set(marks::last_delivered_seq.eq(seq))
        .execute(tx.db)?;
    if moved > 0 {
        tx.happens(Happening::Delivered {
            conversation: by.conversation(),
            account: by.account(),
            last_delivered_seq: seq,
            recipients,
        });
    }
    Ok(())
}

/// Whether a delivered mark would move: most frames of a busy room need no transaction.
///
/// # Errors
/// When the database does not answer.
pub fn would_deliver(db: &mut Db, by: &InRoom, seq: i64) -> StoreResult<bool> {
    let at: Option<i64> = marks::table
        .find((by.conversation(), by.account()))
        .select(marks::last_delivered_seq)
        .first(db)
        .optional()?;
    Ok(seq > at.unwrap_or(0))
}

/// Where a member is in a conversation.
///
/// # Errors
/// When the database does not answer.
pub fn state(db: &mut Db, by: &InRoom) -> StoreResult<ReadState> {
    let last_read_seq: i64 = marks::table
        .find((by.conversation(), by.account()))
        .select(marks::last_read_seq)
        .first(db)
        .optional()?
        .unwrap_or(0);
    let own_after: i64 = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::sender_id.eq(by.account()))
        .filter(messages::seq.gt(last_read_seq))
        .count()
        .get_result(db)?;
    Ok(ReadState {
        last_read_seq,
        unread_count: rules::unread(last_seq(db, by)?, last_read_seq, own_after),
    })
}

/// Says that somebody is typing. Nothing is stored.
///
/// # Errors
/// When the database does not answer.
pub fn typing(db: &mut Db, by: &InRoom) -> StoreResult<Happening> {
    let mut recipients = room::members(db, by.conversation())?;
    recipients.retain(|account| *account != by.account());
    let first_name = accounts::table
        .find(by.account())
        .select(accounts::first_name)
        .first(db)?;
    Ok(Happening::Typing {
        conversation: by.conversation(),
        account: by.account(),
        first_name,
        recipients,
    })
}

/// Raises both marks to a place; gives back where the read mark was.
pub(crate) fn grow(tx: &mut Tx<'_>, by: &InRoom, seq: i64) -> StoreResult<i64> {
    prepare(tx, by)?;
    let mine = marks::table.find((by.conversation(), by.account()));
    let before: i64 = mine.select(marks::last_read_seq).first(tx.db)?;
    // the condition is in the UPDATE: another device may have been faster since the read
    diesel::update(mine)
        .filter(marks::last_read_seq.lt(seq))
        .set(marks::last_read_seq.eq(seq))
        .execute(tx.db)?;
    diesel::update(mine)
        .filter(marks::last_delivered_seq.lt(seq))
        .set(marks::last_delivered_seq.eq(seq))
        .execute(tx.db)?;
    Ok(before)
}

/// Makes sure that there is a row to raise.
fn prepare(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    let row = (
        marks::conversation_id.eq(by.conversation()),
        marks::account_id.eq(by.account()),
        marks::last_read_seq.eq(0),
        marks::last_delivered_seq.eq(0),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(marks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}

fn last_seq(db: &mut Db, by: &InRoom) -> StoreResult<i64> {
    Ok(conversations::table
        .find(by.conversation())
        .select(conversations::last_seq)
        .first(db)?)
}
