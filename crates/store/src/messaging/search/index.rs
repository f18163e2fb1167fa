//! What messages are found by: one row of `message_words` for each, written in the transaction of the message.

use diesel::{prelude::*, sql_types::Text, upsert::excluded};
use domain::{
    id::{ConversationId, DbId, MessageId},
    messaging::types::{MessageInfo, MessageKind},
};

use super::{stems, words};
use crate::{
    backend::{Db, MultiBackend},
    error::StoreResult,
    kept::{Bulk, Keep},
    messaging::place::{self, CHANGE, PlaceRow},
    schema::{message_words, messages},
    tx,
};

/// What has no words of people in it.
const WITHOUT_WORDS: [&str; 2] = [CHANGE, "system"];

const INSERT: &str = "INSERT INTO message_words (message_id, conversation_id, words, stems) SELECT * FROM unnest(";

/// How many messages of before are made findable in one transaction.
const AT_ONCE: usize = 1000;

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = message_words)]
struct Row {
    message_id: MessageId,
    conversation_id: ConversationId,
    words: String,
    stems: String,
}

/// What becomes of a row that is there already.
#[derive(Clone, Copy)]
enum Before {
    Replace,
    Keep,
}

/// Makes these messages findable by what they say now: after an edit, and when a hidden one comes back.
///
/// # Errors
/// When the database does not answer.
pub fn write(db: &mut Db, ids: &[MessageId]) -> StoreResult<()> {
    let rows = read(db, ids)?;
    put(db, &rows, Before::Replace)
}

/// Makes new messages findable, by their words and the names of their files.
///
/// # Errors
/// When the database does not answer.
pub fn write_new(db: &mut Db, new: &[MessageInfo]) -> StoreResult<()> {
    let rows: Vec<Row> = new.iter().filter_map(row).collect();
    put(db, &rows, Before::Replace)
}

/// A message is not found any more; its words are gone from the index.
///
/// # Errors
/// When there is no such message, or the database does not answer.
pub fn forget(db: &mut Db, message: MessageId) -> StoreResult<()> {
    let conversation_id = messages::table
        .find(message)
        .select(messages::conversation_id)
        .first(db)?;
    // the row stays: a hidden message that comes back is found where it was, and no catching up brings old words back
    let row = Row {
        message_id: message,
        conversation_id,
        words: String::new(),
        stems: String::new(),
    };
    put(db, &[row], Before::Replace)
}

/// Makes findable what is not yet: messages from before there was a search. The oldest first, some at a time, each time in a transaction
/// of its own; gives back how many there were.
///
/// # Errors
/// When the database does not answer.
pub fn catch_up(db: &mut Db) -> StoreResult<usize> {
    let waiting = waiting(db)?;
    let mut done = 0;
    for some in waiting.chunks(AT_ONCE) {
        tx::run(db, |tx| bring(tx.db, some))?;
        done += some.len();
        if waiting.len() > AT_ONCE {
            tracing::info!(done, of = waiting.len(), "messages are made findable");
        }
    }
    Ok(waiting.len())
}

/// The same inside a transaction, for few messages: the demo school.
///
/// # Errors
/// When the database does not answer.
pub fn catch_up_within(db: &mut Db) -> StoreResult<()> {
    for some in waiting(db)?.chunks(AT_ONCE) {
        bring(db, some)?;
    }
    Ok(())
}

fn bring(db: &mut Db, ids: &[MessageId]) -> StoreResult<()> {
    let rows = read(db, ids)?;
    // whoever writes at the same time knows better
    put(db, &rows, Before::Keep)
}

fn waiting(db: &mut Db) -> StoreResult<Vec<MessageId>> {
    let is_known = message_words::table.filter(message_words::message_id.eq(messages::id));
    Ok(messages::table
        .filter(messages::kind.ne_all(WITHOUT_WORDS))
        .filter(diesel::dsl::not(diesel::dsl::exists(is_known)))
        .order((messages::created_at, messages::id))
        .select(messages::id)
        .load(db)?)
}

fn read(db: &mut Db, ids: &[MessageId]) -> StoreResult<Vec<Row>> {
    let rows: Vec<PlaceRow> = messages::table
        .filter(messages::id.eq_any(ids))
        .filter(messages::kind.ne_all(WITHOUT_WORDS))
        .order((messages::created_at, messages::id))
        .select(PlaceRow::as_select())
        .into_boxed::<MultiBackend>()
        .load(db)?;
    let found = place::messages(db, None, rows)?;
    Ok(found.iter().filter_map(row).collect())
}

fn row(message: &MessageInfo) -> Option<Row> {
    if message.message_type == MessageKind::System {
        return None;
    }
    let is_gone = message.deleted_at.is_some() || message.hidden_at.is_some();
    let files = message.attachments.iter().map(|file| file.name.as_str());
    let said: Vec<&str> = std::iter::once(message.content.as_str()).chain(files).collect();
    let said = if is_gone { String::new() } else { said.join(" ") };
    Some(Row {
        message_id: message.id,
        conversation_id: message.conversation_id,
        words: words::folded(&said),
        stems: stems::of_text(&said),
    })
}

fn put(db: &mut Db, rows: &[Row], before: Before) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    // the derived dialect has no ON CONFLICT; and on PostgreSQL each row would cost a round trip
    match db {
        Db::Postgres(connection) => {
            let words = |pick: fn(&Row) -> &str| rows.iter().map(pick).collect::<Vec<_>>();
            let after = match before {
                Before::Keep => ") ON CONFLICT (message_id) DO NOTHING",
                Before::Replace => {
                    ") ON CONFLICT (message_id) DO UPDATE SET words = excluded.words, stems = excluded.stems"
                }
            };
            Bulk::<()>::new(INSERT, after)
                .list::<DbId, _>(rows.iter().map(|row| row.message_id).collect())
                .list::<DbId, _>(rows.iter().map(|row| row.conversation_id).collect())
                .list::<Text, _>(words(|row| &row.words))
                .list::<Text, _>(words(|row| &row.stems))
                .execute(connection)?;
        }
        Db::Sqlite(connection) => {
            for row in rows {
                let insert = diesel::insert_into(message_words::table)
                    .values(row)
                    .on_conflict(message_words::message_id);
                match before {
                    Before::Keep => insert.do_nothing().execute(connection)?,
                    Before::Replace => insert
                        .do_update()
                        .set((
                            message_words::words.eq(excluded(message_words::words)),
                            message_words::stems.eq(excluded(message_words::stems)),
                        ))
                        .kept()
                        .execute(connection)?,
                };
            }
        }
    }
    Ok(())
}
