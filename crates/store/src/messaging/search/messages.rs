//! Messages and files that were found: the newest first.

use std::collections::BTreeMap;

use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Text},
};
use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        search::{FoundMessage, FoundRoom, SearchHit, SearchKind, SearchQuery},
        types::{MessageInfo, MessageKind},
    },
    page::Page,
};

use super::{asked::Asked, pieces, rooms};
use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::StoreResult,
    messaging::place::{self, PlaceRow},
    page::Slice,
    schema::{conversations, message_words, messages, room_members},
};

/// How many messages a page holds unless it is said.
const PAGE: u32 = 20;

/// Kinds of messages that have files.
const WITH_FILES: [MessageKind; 2] = [MessageKind::Image, MessageKind::File];

/// One page of messages, or of files when those are looked for.
pub(super) fn find(
    db: &mut Db,
    by: &ActiveMember,
    (query, asked): (&SearchQuery, &Asked),
) -> StoreResult<Page<SearchHit>> {
    let slice = Slice::<i64>::parse(Some(query.limit.unwrap_or(PAGE)), query.cursor.as_deref())?;
    let places = places(db, by, (query, &question(db, asked)), &slice)?;
    let page = slice.cut(places, |(place, _)| *place)?;
    let ids: Vec<MessageId> = page.items.iter().map(|(_, id)| *id).collect();
    let mut found = read(db, by, &ids)?;
    let rooms = rooms::of(
        db,
        by,
        &found
            .values()
            .map(|message| message.conversation_id)
            .collect::<Vec<_>>(),
    )?;
    let is_file = query.kind == Some(SearchKind::Files);
    let items = ids
        .iter()
        .filter_map(|id| found.remove(id))
        .filter_map(|message| hit(message, &rooms, asked))
        .map(|message| {
            if is_file {
                SearchHit::File { message }
            } else {
                SearchHit::Message { message }
            }
        })
        .collect();
    Ok(Page { items, next: page.next })
}

/// The question in the words of the index; how each database asks it differs.
enum Question {
    Postgres(String),
    Sqlite(String),
}

fn question(db: &Db, asked: &Asked) -> Question {
    match db {
        Db::Postgres(_) => Question::Postgres(asked.for_postgres()),
        Db::Sqlite(_) => Question::Sqlite(asked.for_sqlite()),
    }
}

/// Where the messages stand in the index, the newest first; only of rooms that one is in now.
fn places(
    db: &mut Db,
    by: &ActiveMember,
    (query, question): (&SearchQuery, &Question),
    slice: &Slice<i64>,
) -> StoreResult<Vec<(i64, MessageId)>> {
    let mine = room_members::table
        .inner_join(conversations::table)
        .filter(room_members::account_id.eq(by.account()))
        .filter(conversations::school_id.eq(by.school()))
        .select(room_members::conversation_id);
    let mut places = message_words::table
        .inner_join(messages::table)
        .filter(message_words::conversation_id.eq_any(mine))
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .order(message_words::id.desc())
        .limit(slice.rows())
        .select((message_words::id, message_words::message_id))
        .into_boxed::<MultiBackend>();
    places = match question {
        Question::Postgres(words) => places.filter(
            sql::<Bool>("message_words.found @@ ")
                .bind::<Text, _>(words.clone())
                .sql("::tsquery"),
        ),
        Question::Sqlite(words) => places.filter(
            sql::<Bool>("message_words.id IN (SELECT rowid FROM message_finder WHERE message_finder MATCH ")
                .bind::<Text, _>(words.clone())
                .sql(")"),
        ),
    };
    if let Some(after) = slice.after() {
        places = places.filter(message_words::id.lt(*after));
    }
    if let Some(room) = query.conversation {
        places = places.filter(message_words::conversation_id.eq(room));
    }
    if let Some(person) = query.from {
        places = places.filter(messages::sender_id.eq(person));
    }
    if let Some(after) = query.after {
        places = places.filter(messages::created_at.ge(after));
    }
    if let Some(before) = query.before {
        places = places.filter(messages::created_at.lt(before));
    }
    let only_files = query.kind == Some(SearchKind::Files);
    places = match (only_files, query.has_file) {
        (true, _) | (_, Some(true)) => places.filter(messages::kind.eq_any(WITH_FILES)),
        (_, Some(false)) => places.filter(messages::kind.ne_all(WITH_FILES)),
        _ => places,
    };
    Ok(places.load(db)?)
}

fn read(db: &mut Db, by: &ActiveMember, ids: &[MessageId]) -> StoreResult<BTreeMap<MessageId, MessageInfo>> {
    let rows: Vec<PlaceRow> = messages::table
        .filter(messages::id.eq_any(ids))
        .select(PlaceRow::as_select())
        .load(db)?;
    let found = place::messages(db, Some(by.account()), rows)?;
    Ok(found.into_iter().map(|message| (message.id, message)).collect())
}

fn hit(message: MessageInfo, rooms: &BTreeMap<ConversationId, FoundRoom>, asked: &Asked) -> Option<FoundMessage> {
    let pieces = pieces::around(&message.in_short(), asked);
    Some(FoundMessage {
        id: message.id,
        seq: message.seq,
        conversation: rooms.get(&message.conversation_id)?.clone(),
        sender_id: message.sender_id,
        sender_name: message.sender_name,
        message_type: message.message_type,
        pieces,
        attachments: message.attachments,
        created_at: message.created_at,
    })
}
