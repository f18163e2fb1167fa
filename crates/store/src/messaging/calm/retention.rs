//! Erasing what is older than the school keeps: some messages of one room at a time, the oldest first. Places stay taken, so that the order
//! holds; whoever had not read them has nothing left to read.

use diesel::prelude::*;
use domain::{
    id::{ConversationId, MessageId, SchoolId},
    messaging::{
        calm::{quiet::day_in_brussels, rules::announcements_before},
        moderation::{rules::CONTEXT_SECONDS, types::CaseStatus},
        types::ConversationKind,
    },
    moment::Moment,
    schools::audit::Act,
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::StoreResult,
    jobs::NewJob,
    messaging::{calm::keeping, moderation, room},
    schema::{conversations, jobs as queued, marks, messages, moderation_cases, schools},
    schools::audit::{self, Note},
    tx::Tx,
};

/// Erases what is too old, in every school. Doing it twice does nothing more.
#[derive(Debug, Serialize, Deserialize)]
pub struct EraseOld {}

impl NewJob for EraseOld {
    const KIND: &'static str = "messages.erase_old";
}

/// Almost a day, in seconds: the queue forgets what was done a day ago.
const DAY: i64 = 23 * 3600;

/// Places erased in one transaction, at most.
pub const BATCH: i64 = 500;

/// Asks for it once a day, however many processes ask.
///
/// # Errors
/// When the database does not answer.
pub fn plan(tx: &mut Tx<'_>) -> StoreResult<()> {
    let lately: i64 = queued::table
        .filter(queued::kind.eq(EraseOld::KIND))
        .filter(queued::created_at.gt(tx.now.plus_seconds(-DAY)))
        .count()
        .get_result(tx.db)?;
    if lately == 0 { tx.later(&EraseOld {}) } else { Ok(()) }
}

/// A room with something to erase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Of which school.
    pub school: SchoolId,
    /// Which.
    pub conversation: ConversationId,
    /// What was written before this moment goes.
    pub before: Moment,
}

/// The rooms in which something is too old.
///
/// # Errors
/// When the database does not answer.
pub fn due(db: &mut Db, now: Moment) -> StoreResult<Vec<Due>> {
    let every: Vec<SchoolId> = schools::table.select(schools::id).load(db)?;
    let mut found = Vec::new();
    for school in every {
        let kept = keeping::of_school(db, school)?;
        let chat = now.plus_seconds(-i64::from(kept.chat_days) * 24 * 3600);
        let year = announcements_before(day_in_brussels(now), kept.announcement_years);
        let announced = Moment::from_utc(year.and_time(chrono::NaiveTime::MIN));
        let rooms: Vec<(ConversationId, ConversationKind)> = conversations::table
            .filter(conversations::school_id.eq(school))
            .filter(conversations::last_seq.gt(0))
            .select((conversations::id, conversations::kind))
            .load(db)?;
        for (conversation, kind) in rooms {
            let before = if kind == ConversationKind::Announcement {
                announced
            } else {
                chat
            };
            if oldest(db, conversation)?.is_some_and(|at| at < before) {
                found.push(Due {
                    school,
                    conversation,
                    before,
                });
            }
        }
    }
    Ok(found)
}

fn oldest(db: &mut Db, conversation: ConversationId) -> StoreResult<Option<Moment>> {
    Ok(messages::table
        .filter(messages::conversation_id.eq(conversation))
        .order(messages::seq.asc())
        .select(messages::created_at)
        .first(db)
        .optional()?)
}

/// Erases some of what is too old in a room; gives the number of rows that went. Written down.
///
/// # Errors
/// When the database does not answer.
pub fn erase(tx: &mut Tx<'_>, due: Due) -> StoreResult<usize> {
    // nobody writes, reads further or joins meanwhile
    diesel::update(conversations::table.find(due.conversation))
        .set(conversations::last_seq.eq(conversations::last_seq))
        .execute(tx.db)?;
    let old: Vec<(MessageId, i64, i64, Moment)> = messages::table
        .filter(messages::conversation_id.eq(due.conversation))
        .order(messages::seq.asc())
        .select((messages::id, messages::seq, messages::number, messages::created_at))
        .limit(BATCH)
        .load(tx.db)?;
    // places are in the order of time: what is old stands in front
    let old: Vec<_> = old.into_iter().take_while(|(.., at)| *at < due.before).collect();
    let Some((_, last_seq, last_number, _)) = old.last().copied() else {
        return Ok(0);
    };
    let ids: Vec<MessageId> = old.iter().map(|(id, ..)| *id).collect();
    crate::files::release::of_messages(tx, &ids)?;
    diesel::delete(messages::table.filter(messages::id.eq_any(&ids))).execute(tx.db)?;
    // what is gone is unread by nobody, also by whoever never opened the room
    for account in room::members(tx.db, due.conversation)? {
        let row = (
            marks::conversation_id.eq(due.conversation),
            marks::account_id.eq(account),
            marks::last_read_seq.eq(last_seq),
            marks::last_delivered_seq.eq(last_seq),
            marks::last_read_number.eq(last_number),
        );
        // the derived dialect has no ON CONFLICT
        crate::on_backend!(tx.db, connection => diesel::insert_into(marks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    }
    let behind = marks::table
        .filter(marks::conversation_id.eq(due.conversation))
        .filter(marks::last_read_seq.lt(last_seq));
    diesel::update(behind)
        .set((
            marks::last_read_seq.eq(last_seq),
            marks::last_read_number.eq(last_number),
        ))
        .execute(tx.db)?;
    let behind = marks::table
        .filter(marks::conversation_id.eq(due.conversation))
        .filter(marks::last_delivered_seq.lt(last_seq));
    diesel::update(behind)
        .set(marks::last_delivered_seq.eq(last_seq))
        .execute(tx.db)?;
    let subject = format!("{} ({} … {})", ids.len(), due.conversation, last_seq);
    audit::note_by_itself(tx, due.school, &Note::of(Act::MessagesErased, subject))?;
    Ok(ids.len())
}

/// Forgets what reported messages said, 90 days after it was decided, and acts of moderators after two years. Doing it twice does nothing
/// more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_contexts(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-CONTEXT_SECONDS);
    let over = moderation_cases::table
        .filter(moderation_cases::status.eq_any([CaseStatus::Decided, CaseStatus::Closed]))
        .filter(moderation_cases::decided_at.lt(before))
        .filter(moderation_cases::context.ne("[]"));
    let forgotten = diesel::update(over)
        .set(moderation_cases::context.eq("[]"))
        .execute(tx.db)?;
    moderation::log::forget_old(tx)?;
    Ok(forgotten)
}
