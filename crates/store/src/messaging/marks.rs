//! How far members have read, and how far messages have reached a device of theirs. Marks only grow, and never pass the last message.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::{rules, types::ReadState},
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        blocks,
        place::UNCOUNTED,
        room::{self, InRoom},
    },
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
    let number = number_at(tx.db, by, seq)?;
    let before = grow(tx, by, (seq, number))?;
    let state = state(tx.db, by)?;
    if before < seq {
        tell_read(
            tx,
            (by.conversation(), by.account()),
            (before, state.last_read_seq),
            recipients,
        )?;
    }
    Ok(state)
}

/// Tells that somebody has read from one place up to another: their own other devices, and whoever may see a difference.
pub(crate) fn tell_read(
    tx: &mut Tx<'_>,
    (conversation, account): (ConversationId, AccountId),
    (before, last_read_seq): (i64, i64),
    members: Vec<AccountId>,
) -> StoreResult<()> {
    let beyond: Vec<AccountId> = marks::table
        .filter(marks::conversation_id.eq(conversation))
        .filter(marks::last_read_seq.gt(before))
        .select(marks::account_id)
        .load(tx.db)?;
    let recipients = match stands_out(account, &beyond.into_iter().collect(), &members) {
        true => who_may_know(tx.db, account, members)?,
        false => vec![account],
    };
    tx.happens(Happening::Read {
        conversation,
        account,
        last_read_seq,
        recipients,
    });
    Ok(())
}

/// Who learns what somebody reads: themselves, and those of the others who show it too, when they show it.
fn who_may_know(db: &mut Db, reader: AccountId, members: Vec<AccountId>) -> StoreResult<Vec<AccountId>> {
    let shown: bool = accounts::table.find(reader).select(accounts::read_receipts).first(db)?;
    if !shown {
        return Ok(vec![reader]);
    }
    let silent: BTreeSet<AccountId> = silent_among(db, &members)?;
    Ok(members.into_iter().filter(|member| !silent.contains(member)).collect())
}

/// Those of some people who do not show what they read.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn silent_among(db: &mut Db, people: &[AccountId]) -> StoreResult<BTreeSet<AccountId>> {
    let silent: Vec<AccountId> = accounts::table
        .filter(accounts::id.eq_any(people.iter().copied()))
        .filter(accounts::read_receipts.eq(false))
        .select(accounts::id)
        .load(db)?;
    Ok(silent.into_iter().collect())
}

/// While so many others stand no further than somebody stood, it is told to nobody that this one has moved.
const CROWD: usize = 32;

/// Whether somebody may see a difference when a member moves on from where only those in `beyond` are further. Everybody sees the lowest
/// mark of all others: it stays when two others stand as low. A few more, because those who move at the same moment do not see each
/// other. In a room of 300 each message would otherwise be 300 times 300 frames.
fn stands_out(mover: AccountId, beyond: &BTreeSet<AccountId>, members: &[AccountId]) -> bool {
    let others = members.iter().filter(|member| **member != mover);
    others.filter(|member| !beyond.contains(member)).take(CROWD).count() < CROWD
}

/// Moves the delivered marks of some members of a conversation, each up to a place. Who is not in the room any more is left out.
///
/// # Errors
/// When the database does not answer.
pub fn delivered(tx: &mut Tx<'_>, conversation: ConversationId, told: &[(InRoom, i64)]) -> StoreResult<()> {
    let members = room::members(tx.db, conversation)?;
    let rows: Vec<(AccountId, i64)> = marks::table
        .filter(marks::conversation_id.eq(conversation))
        .select((marks::account_id, marks::last_delivered_seq))
        .load(tx.db)?;
    let mut places: BTreeMap<AccountId, i64> = rows.into_iter().collect();
    let last: i64 = conversations::table
        .find(conversation)
        .select(conversations::last_seq)
        .first(tx.db)?;
    let mut moved = Vec::new();
    for (by, seq) in told.iter().filter(|(by, _)| members.contains(&by.account())) {
        let seq = last.min(*seq);
        let before = places.get(&by.account()).copied().unwrap_or(0);
        if before >= seq {
            continue;
        }
        prepare(tx, by)?;
        // the condition is in the UPDATE: another device may have been faster since the read
        diesel::update(marks::table.find((conversation, by.account())))
            .filter(marks::last_delivered_seq.lt(seq))
            .set(marks::last_delivered_seq.eq(seq))
            .execute(tx.db)?;
        places.insert(by.account(), seq);
        moved.push((by.account(), before, seq));
    }
    for (account, last_delivered_seq) in worth_telling(&moved, &members, &places) {
        tx.happens(Happening::Delivered {
            conversation,
            account,
            last_delivered_seq,
            recipients: members.clone(),
        });
    }
    Ok(())
}

/// In a large room only the mark that stands lowest of those that moved, and only when somebody may see a difference.
fn worth_telling(
    moved: &[(AccountId, i64, i64)],
    members: &[AccountId],
    places: &BTreeMap<AccountId, i64>,
) -> Vec<(AccountId, i64)> {
    if members.len() <= CROWD {
        return moved.iter().map(|(account, _, seq)| (*account, *seq)).collect();
    }
    // whoever stood lowest makes a difference, or nobody does
    let Some((mover, before, _)) = moved.iter().min_by_key(|(_, before, _)| *before) else {
        return Vec::new();
    };
    let beyond = places.iter().filter(|(_, place)| *place > before);
    if !stands_out(*mover, &beyond.map(|(account, _)| *account).collect(), members) {
        return Vec::new();
    }
    let lowest = moved.iter().min_by_key(|(_, _, seq)| *seq);
    lowest.map(|(account, _, seq)| (*account, *seq)).into_iter().collect()
}

/// Where a member is in a conversation.
///
/// # Errors
/// When the database does not answer.
pub fn state(db: &mut Db, by: &InRoom) -> StoreResult<ReadState> {
    let (last_read_seq, last_read_number): (i64, i64) = marks::table
        .find((by.conversation(), by.account()))
        .select((marks::last_read_seq, marks::last_read_number))
        .first(db)
        .optional()?
        .unwrap_or((0, 0));
    let last_number: i64 = conversations::table
        .find(by.conversation())
        .select(conversations::last_number)
        .first(db)?;
    let own_after: i64 = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::sender_id.eq(by.account()))
        .filter(messages::seq.gt(last_read_seq))
        .filter(messages::kind.ne_all(UNCOUNTED))
        .count()
        .get_result(db)?;
    Ok(ReadState {
        last_read_seq,
        unread_count: rules::unread(last_number, last_read_number, own_after),
    })
}

/// Says that somebody is typing. Nothing is stored.
///
/// # Errors
/// When the database does not answer.
pub fn typing(db: &mut Db, by: &InRoom) -> StoreResult<Happening> {
    let mut recipients = room::members(db, by.conversation())?;
    let apart = blocks::around(db, by.account())?;
    recipients.retain(|account| *account != by.account() && !apart.contains(account));
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

/// How many messages there are up to a place.
fn number_at(db: &mut Db, by: &InRoom, seq: i64) -> StoreResult<i64> {
    let number: Option<i64> = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::seq.le(seq))
        .order(messages::seq.desc())
        .select(messages::number)
        .first(db)
        .optional()?;
    Ok(number.unwrap_or(0))
}

/// Raises both marks to a place, where so many messages end; gives back where the read mark was.
fn grow(tx: &mut Tx<'_>, by: &InRoom, (seq, number): (i64, i64)) -> StoreResult<i64> {
    prepare(tx, by)?;
    let mine = marks::table.find((by.conversation(), by.account()));
    let before: i64 = mine.select(marks::last_read_seq).first(tx.db)?;
    // the condition is in the UPDATE: another device may have been faster since the read
    diesel::update(mine)
        .filter(marks::last_read_seq.lt(seq))
        .set((marks::last_read_seq.eq(seq), marks::last_read_number.eq(number)))
        .execute(tx.db)?;
    diesel::update(mine)
        .filter(marks::last_delivered_seq.lt(seq))
        .set(marks::last_delivered_seq.eq(seq))
        .execute(tx.db)?;
    Ok(before)
}

/// Raises both marks of those who have just written at these places of a locked room, where `number_at` tells how many messages end.
/// Gives back for each where their read mark was, and the first and the last place that they wrote at.
pub(crate) fn grow_all(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    written: &[(AccountId, i64)],
    number_at: impl Fn(i64) -> i64,
) -> StoreResult<Vec<(AccountId, i64, i64, i64)>> {
    let mut spans: BTreeMap<AccountId, (i64, i64)> = BTreeMap::new();
    for (account, seq) in written {
        let (_, last) = spans.entry(*account).or_insert((*seq, *seq));
        *last = *seq;
    }
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    let before: Vec<(AccountId, i64)> = marks::table
        .filter(marks::conversation_id.eq(conversation))
        .filter(marks::account_id.eq_any(spans.keys().copied()))
        .select((marks::account_id, marks::last_read_seq))
        .load(tx.db)?;
    let before: BTreeMap<AccountId, i64> = before.into_iter().collect();
    for (account, (_, last)) in &spans {
        let row = (
            marks::conversation_id.eq(conversation),
            marks::account_id.eq(*account),
            marks::last_read_seq.eq(*last),
            marks::last_delivered_seq.eq(*last),
            marks::last_read_number.eq(number_at(*last)),
        );
        let raised = (
            marks::last_read_seq.eq(*last),
            marks::last_delivered_seq.eq(*last),
            marks::last_read_number.eq(number_at(*last)),
        );
        // no mark is beyond a place that was taken a moment ago under the lock of the room
        on_backend!(tx.db, connection => diesel::insert_into(marks::table)
            .values(row)
            .on_conflict((marks::conversation_id, marks::account_id))
            .do_update()
            .set(raised)
            .execute(connection))?;
    }
    let moved = |(account, (first, last))| (account, before.get(&account).copied().unwrap_or(0), first, last);
    Ok(spans.into_iter().map(moved).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn room(size: usize) -> Vec<AccountId> {
        (0..size).map(|_| AccountId::fresh()).collect()
    }

    #[test]
    fn in_a_small_room_every_move_is_told() {
        let members = room(3);
        let moved = [(members[0], 0, 4), (members[1], 1, 5)];
        let told = worth_telling(&moved, &members, &BTreeMap::new());
        assert_eq!(told, [(members[0], 4), (members[1], 5)]);
    }

    #[test]
    fn in_a_large_room_a_move_is_told_when_the_lowest_may_have_moved() {
        let members = room(100);
        let at = |place: i64, count: usize| members.iter().take(count).map(move |member| (*member, place));
        let first = [(members[0], 0, 1)];
        assert_eq!(worth_telling(&first, &members, &at(1, 1).collect()), []);
        let together: Vec<_> = members.iter().map(|member| (*member, 0, 1)).collect();
        assert_eq!(
            worth_telling(&together, &members, &at(1, 100).collect()),
            [(members[0], 1)]
        );
        // the last of all, and one who comes after enough others
        let last = [(members[99], 0, 1)];
        assert_eq!(
            worth_telling(&last, &members, &at(1, 100).collect()),
            [(members[99], 1)]
        );
        assert_eq!(worth_telling(&[], &members, &at(1, 100).collect()), []);
    }
}
