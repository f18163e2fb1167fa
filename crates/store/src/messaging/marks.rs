//! How far members have read, and how far messages have reached a device of theirs. Marks only grow, and never pass the last message.

use std::collections::BTreeMap;

use diesel::{dsl::count_star, prelude::*, sql_types::BigInt, upsert::excluded};
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId, DbId},
    messaging::{marks::ReadState, rules},
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    kept::{Bulk, Keep},
    messaging::{
        blocks,
        place::UNCOUNTED,
        room::{self, InRoom},
        telling,
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
        telling::tell_read(
            tx,
            (by.conversation(), by.account()),
            (before, state.last_read_seq),
            recipients,
        )?;
    }
    Ok(state)
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
    // in the order of the accounts: two who raise the marks of the same people never wait for each other
    let mut told: Vec<&(InRoom, i64)> = told.iter().filter(|(by, _)| members.contains(&by.account())).collect();
    told.sort_unstable_by_key(|(by, _)| by.account());
    for (by, seq) in told {
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
    let marks = telling::worth_telling(&moved, &members, &places);
    if !marks.is_empty() {
        tx.happens(Happening::Delivered {
            conversation,
            marks,
            recipients: members,
        });
    }
    Ok(())
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

/// How many of my own messages stand after my read mark. Sending moves the mark, so this is 0 but for imported rows.
pub(crate) fn own_after_mark(
    db: &mut Db,
    me: AccountId,
    ids: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, i64>> {
    let my_mark = marks::conversation_id
        .eq(messages::conversation_id)
        .and(marks::account_id.eq(me));
    let counted: Vec<(ConversationId, i64)> = messages::table
        .left_join(marks::table.on(my_mark))
        .filter(messages::conversation_id.eq_any(ids))
        .filter(messages::sender_id.eq(me))
        .filter(messages::kind.ne_all(UNCOUNTED))
        .filter(
            marks::last_read_seq
                .nullable()
                .is_null()
                .or(messages::seq.gt(marks::last_read_seq.assume_not_null())),
        )
        .group_by(messages::conversation_id)
        .select((messages::conversation_id, count_star()))
        .load(db)?;
    Ok(counted.into_iter().collect())
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

/// Before and after the lists of rooms, people, both places and numbers.
const RAISE: (&str, &str) = (
    "INSERT INTO marks (conversation_id, account_id, last_read_seq, last_delivered_seq, last_read_number) SELECT * FROM unnest(",
    ") ON CONFLICT (conversation_id, account_id) DO UPDATE SET last_read_seq = excluded.last_read_seq, \
     last_delivered_seq = excluded.last_delivered_seq, last_read_number = excluded.last_read_number",
);

/// Where somebody has just written in a room that is locked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub conversation: ConversationId,
    pub account: AccountId,
    /// The first and the last place that they wrote at.
    pub first: i64,
    pub last: i64,
    /// How many messages end at the last one.
    pub number: i64,
}

/// Raises both marks of those who have just written. Gives back for each where their read mark was.
pub(crate) fn grow_all(tx: &mut Tx<'_>, spans: &[Span]) -> StoreResult<Vec<i64>> {
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    // no mark is beyond a place that was taken a moment ago under the lock of the room; on PostgreSQL each row would cost a round trip
    match tx.db {
        Db::Postgres(connection) => {
            let rooms = || spans.iter().map(|span| span.conversation).collect();
            let people = || spans.iter().map(|span| span.account).collect();
            let places = || spans.iter().map(|span| span.last).collect();
            let before = Bulk::<(DbId, DbId, BigInt)>::new(BEFORE.0, BEFORE.1)
                .list::<DbId, ConversationId>(rooms())
                .list::<DbId, AccountId>(people());
            let before: Vec<(ConversationId, AccountId, i64)> = before.load(connection)?;
            let before: BTreeMap<_, _> = before.into_iter().map(|(room, who, seq)| ((room, who), seq)).collect();
            Bulk::<()>::new(RAISE.0, RAISE.1)
                .list::<DbId, ConversationId>(rooms())
                .list::<DbId, AccountId>(people())
                .list::<BigInt, i64>(places())
                .list::<BigInt, i64>(places())
                .list::<BigInt, _>(spans.iter().map(|span| span.number).collect())
                .execute(connection)?;
            let of = |span: &Span| before.get(&(span.conversation, span.account)).copied().unwrap_or(0);
            Ok(spans.iter().map(of).collect())
        }
        Db::Sqlite(connection) => spans.iter().map(|span| raise(connection, span)).collect(),
    }
}

fn raise(connection: &mut SqliteConnection, span: &Span) -> StoreResult<i64> {
    let mine = marks::table.find((span.conversation, span.account));
    let before: Option<i64> = mine.select(marks::last_read_seq).first(connection).optional()?;
    let raised = diesel::insert_into(marks::table)
        .values((
            marks::conversation_id.eq(span.conversation),
            marks::account_id.eq(span.account),
            marks::last_read_seq.eq(span.last),
            marks::last_delivered_seq.eq(span.last),
            marks::last_read_number.eq(span.number),
        ))
        .on_conflict((marks::conversation_id, marks::account_id))
        .do_update()
        .set((
            marks::last_read_seq.eq(excluded(marks::last_read_seq)),
            marks::last_delivered_seq.eq(excluded(marks::last_delivered_seq)),
            marks::last_read_number.eq(excluded(marks::last_read_number)),
        ));
    // an answer is what lets the plan be kept
    let _: AccountId = raised.returning(marks::account_id).kept().get_result(connection)?;
    Ok(before.unwrap_or(0))
}

/// Before and after the lists of rooms and people.
const BEFORE: (&str, &str) = (
    "SELECT m.conversation_id, m.account_id, m.last_read_seq FROM unnest(",
    ") AS s (conversation_id, account_id) JOIN marks m ON m.conversation_id = s.conversation_id AND m.account_id = s.account_id",
);

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
