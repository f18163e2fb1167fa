//! Messages to be sent later. At their time a job sends them through the same rules as every message: whether their author may is decided
//! then. Each is sent once, because it has its number from the beginning.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ClientMessageId, ConversationId, MessageId, ScheduledId, SchoolId},
    messaging::{
        new_message::NewMessage,
        scheduled::{NewScheduled, ScheduledInfo, WAITING_MAX},
    },
    moment::Moment,
    page::{Page, PageQuery},
    problem::Code,
    schools::modules::Module,
    words,
};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::standing,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    jobs::NewJob,
    messaging::{
        place::CHANGE,
        room::InRoom,
        sending::{self, Letter, Room},
    },
    page::{self, Slice},
    schema::{conversations, messages, scheduled_messages},
    sql_types::Json,
    tx::Tx,
};

/// The moment of a scheduled message has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendScheduled {
    /// Which.
    pub scheduled: ScheduledId,
}

impl NewJob for SendScheduled {
    const KIND: &'static str = "messaging.send_scheduled";
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = scheduled_messages, check_for_backend(MultiBackend))]
struct ScheduledRow {
    id: ScheduledId,
    conversation_id: ConversationId,
    account_id: AccountId,
    content: String,
    reply_to: Option<MessageId>,
    mentions: Json<Vec<AccountId>>,
    mentions_everyone: bool,
    client_msg_id: ClientMessageId,
    send_at: Moment,
    refusal: Option<String>,
    created_at: Moment,
}

impl ScheduledRow {
    fn info(self) -> ScheduledInfo {
        let known = |word: &String| Code::ALL.iter().copied().find(|code| code.as_str() == word);
        ScheduledInfo {
            id: self.id,
            content: self.content,
            send_at: self.send_at,
            reply_to: self.reply_to,
            mentions: self.mentions.0,
            mentions_everyone: self.mentions_everyone,
            refusal: self.refusal.as_ref().map(|word| known(word).unwrap_or(Code::Internal)),
            created_at: self.created_at,
        }
    }

    fn message(&self) -> NewMessage {
        NewMessage {
            reply_to: self.reply_to,
            mentions: self.mentions.0.clone(),
            mentions_everyone: self.mentions_everyone,
            ..NewMessage::text(&self.content, self.client_msg_id)
        }
    }
}

/// Puts a message aside until its time.
///
/// # Errors
/// `too_late` for a time that is over; `invalid` when it answers a message of another conversation; `may_not_write` where its author may
/// only read now; `limit_reached` when twenty wait already.
pub fn add(tx: &mut Tx<'_>, by: &InRoom, new: &NewScheduled) -> StoreResult<ScheduledInfo> {
    fits(tx, by, new)?;
    let waiting: i64 = scheduled_messages::table
        .filter(scheduled_messages::account_id.eq(by.account()))
        .filter(scheduled_messages::conversation_id.eq(by.conversation()))
        .count()
        .get_result(tx.db)?;
    if waiting >= WAITING_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let id = ScheduledId::fresh();
    diesel::insert_into(scheduled_messages::table)
        .values((
            scheduled_messages::id.eq(id),
            scheduled_messages::conversation_id.eq(by.conversation()),
            scheduled_messages::account_id.eq(by.account()),
            scheduled_messages::content.eq(words::clean_text(&new.content)),
            scheduled_messages::reply_to.eq(new.reply_to),
            scheduled_messages::mentions.eq(Json(new.mentions.clone())),
            scheduled_messages::mentions_everyone.eq(new.mentions_everyone),
            scheduled_messages::client_msg_id.eq(ClientMessageId::fresh()),
            scheduled_messages::send_at.eq(new.send_at),
            scheduled_messages::refusal.eq(None::<String>),
            scheduled_messages::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    settle(tx, by, id, new.send_at)
}

/// Changes what waits: what it says, or when.
///
/// # Errors
/// As [`add`]; [`StoreError::NotFound`] when it is not one's own, or has been sent.
pub fn change(tx: &mut Tx<'_>, by: &InRoom, id: ScheduledId, new: &NewScheduled) -> StoreResult<ScheduledInfo> {
    // the room is locked first, so that the job either has sent it or waits until this is done
    fits(tx, by, new)?;
    own(tx.db, by, id)?;
    diesel::update(scheduled_messages::table.find(id))
        .set((
            scheduled_messages::content.eq(words::clean_text(&new.content)),
            scheduled_messages::reply_to.eq(new.reply_to),
            scheduled_messages::mentions.eq(Json(new.mentions.clone())),
            scheduled_messages::mentions_everyone.eq(new.mentions_everyone),
            scheduled_messages::send_at.eq(new.send_at),
            scheduled_messages::refusal.eq(None::<String>),
        ))
        .execute(tx.db)?;
    settle(tx, by, id, new.send_at)
}

/// Takes a message back that has not been sent.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not one's own, or has been sent.
pub fn cancel(tx: &mut Tx<'_>, by: &InRoom, id: ScheduledId) -> StoreResult<()> {
    // the job that sends it holds the room from before it reads it until it is gone: either it has sent it, or it finds nothing
    Room::lock(tx, by.conversation())?;
    let gone = diesel::delete(
        scheduled_messages::table
            .filter(scheduled_messages::id.eq(id))
            .filter(scheduled_messages::conversation_id.eq(by.conversation()))
            .filter(scheduled_messages::account_id.eq(by.account())),
    )
    .execute(tx.db)?;
    if gone == 0 {
        return Err(StoreError::NotFound);
    }
    tell(tx, (by.conversation(), by.account()));
    Ok(())
}

/// What waits of somebody in a conversation, the next one first.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &InRoom, query: &PageQuery) -> StoreResult<Page<ScheduledInfo>> {
    let slice = Slice::<(Moment, ScheduledId)>::parse(query.limit, query.cursor.as_deref())?;
    // there are twenty at most
    let mut rows: Vec<ScheduledRow> = scheduled_messages::table
        .filter(scheduled_messages::account_id.eq(by.account()))
        .filter(scheduled_messages::conversation_id.eq(by.conversation()))
        .order((scheduled_messages::send_at, scheduled_messages::id))
        .select(ScheduledRow::as_select())
        .load(db)?;
    rows.retain(|row| slice.after().is_none_or(|after| (row.send_at, row.id) > *after));
    let rows = slice.cut(rows, |row| (row.send_at, row.id))?;
    Ok(page::map(rows, ScheduledRow::info))
}

/// How many messages of somebody wait in a conversation.
///
/// # Errors
/// When the database does not answer.
pub fn count(db: &mut Db, by: &InRoom) -> StoreResult<i64> {
    Ok(scheduled_messages::table
        .filter(scheduled_messages::account_id.eq(by.account()))
        .filter(scheduled_messages::conversation_id.eq(by.conversation()))
        .count()
        .get_result(db)?)
}

/// Sends what is due. Done twice it does nothing more: what was sent is gone, and its number makes one message.
///
/// # Errors
/// When the database does not answer. That its author may not write any more is told to them, not to the caller.
pub fn send_due(tx: &mut Tx<'_>, id: ScheduledId) -> StoreResult<()> {
    let place: Option<(ConversationId, SchoolId)> = scheduled_messages::table
        .inner_join(conversations::table.on(conversations::id.eq(scheduled_messages::conversation_id)))
        .filter(scheduled_messages::id.eq(id))
        .select((conversations::id, conversations::school_id))
        .first(tx.db)
        .optional()?;
    let Some((conversation, school)) = place else {
        return Ok(());
    };
    // whoever changes it or sends it has locked the room, too
    Room::lock(tx, conversation)?;
    let row: Option<ScheduledRow> = scheduled_messages::table
        .find(id)
        .select(ScheduledRow::as_select())
        .first(tx.db)
        .optional()?;
    // a time that was changed has a job of its own
    let Some(row) = row.filter(|row| row.send_at <= tx.now && row.refusal.is_none()) else {
        return Ok(());
    };
    match send(tx, &row, school) {
        Ok(()) => diesel::delete(scheduled_messages::table.find(id)).execute(tx.db)?,
        // slow mode: its turn comes
        Err(StoreError::Wait { seconds, .. }) => {
            let then = tx.now.plus_seconds(seconds.max(1));
            tx.at(then, &SendScheduled { scheduled: id })?;
            return Ok(());
        }
        Err(StoreError::Refused(code)) => refuse(tx, id, code)?,
        Err(StoreError::NotFound) => refuse(tx, id, Code::NotFound)?,
        Err(other) => return Err(other),
    };
    tell(tx, (conversation, row.account_id));
    Ok(())
}

fn send(tx: &mut Tx<'_>, row: &ScheduledRow, school: SchoolId) -> StoreResult<()> {
    let by = standing::absent(tx.db, row.account_id, school)?;
    if !by.standing().has(Module::Messaging) {
        return Err(StoreError::NotFound);
    }
    let letter = Letter {
        by,
        new: row.message(),
        forwards: None,
        unattended: true,
    };
    sending::send_one(tx, row.conversation_id, letter).map(drop)
}

fn refuse(tx: &mut Tx<'_>, id: ScheduledId, code: Code) -> StoreResult<usize> {
    Ok(diesel::update(scheduled_messages::table.find(id))
        .set(scheduled_messages::refusal.eq(Some(code.as_str())))
        .execute(tx.db)?)
}

/// Locks the room, and makes sure that a message could wait there.
fn fits(tx: &mut Tx<'_>, by: &InRoom, new: &NewScheduled) -> StoreResult<()> {
    Room::lock(tx, by.conversation())?.may_post(by.member(), by.member().role())?;
    if new.send_at <= tx.now {
        return Err(StoreError::Refused(Code::TooLate));
    }
    let Some(answered) = new.reply_to else {
        return Ok(());
    };
    let there: i64 = messages::table
        .filter(messages::id.eq(answered))
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::kind.ne(CHANGE))
        .count()
        .get_result(tx.db)?;
    if there == 0 {
        return Err(StoreError::Refused(Code::Invalid));
    }
    Ok(())
}

fn own(db: &mut Db, by: &InRoom, id: ScheduledId) -> StoreResult<ScheduledRow> {
    Ok(scheduled_messages::table
        .filter(scheduled_messages::id.eq(id))
        .filter(scheduled_messages::conversation_id.eq(by.conversation()))
        .filter(scheduled_messages::account_id.eq(by.account()))
        .select(ScheduledRow::as_select())
        .first(db)?)
}

fn settle(tx: &mut Tx<'_>, by: &InRoom, id: ScheduledId, at: Moment) -> StoreResult<ScheduledInfo> {
    tx.at(at, &SendScheduled { scheduled: id })?;
    tell(tx, (by.conversation(), by.account()));
    own(tx.db, by, id).map(ScheduledRow::info)
}

fn tell(tx: &mut Tx<'_>, (conversation, account): (ConversationId, AccountId)) {
    tx.happens(Happening::ScheduledChanged { conversation, account });
}
