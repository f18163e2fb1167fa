//! Pages of a conversation.

use diesel::prelude::*;
use domain::messaging::{
    change::Place,
    history::{History, HistoryQuery},
};

use crate::{
    backend::{Db, MultiBackend},
    error::StoreResult,
    instance,
    messaging::{
        place::{self, CHANGE, PlaceRow},
        room::InRoom,
    },
    schema::{conversations, messages},
};

/// Most places of one page.
pub const PAGE_MAX: u32 = 200;

const PAGE_DEFAULT: u32 = 50;

/// A page of a conversation by ascending place: the newest messages, those before a place, or whatever came after one.
///
/// # Errors
/// When the database does not answer.
pub fn page(db: &mut Db, by: &InRoom, query: &HistoryQuery) -> StoreResult<History> {
    if let Some(seq) = query.around_seq {
        return around(db, by, (seq, query.limit));
    }
    let epoch = instance::epoch(db)?;
    let known: i64 = conversations::table
        .find(by.conversation())
        .select(conversations::last_seq)
        .first(db)?;
    let limit = query.limit.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX);
    let mut rows = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .select(PlaceRow::as_select())
        .limit(i64::from(limit) + 1)
        .into_boxed::<MultiBackend>();
    if let Some(before) = query.before_seq {
        rows = rows.filter(messages::seq.lt(before));
    }
    rows = match query.after_seq {
        Some(after) => rows.filter(messages::seq.gt(after)).order(messages::seq.asc()),
        // going back, changes say nothing: messages are shown as they are now
        None => rows.filter(messages::kind.ne(CHANGE)).order(messages::seq.desc()),
    };
    let mut rows: Vec<PlaceRow> = rows.load::<PlaceRow>(db)?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let places = place::read(db, Some(by.account()), rows)?;
    let (first, last) = (places.first().map(Place::seq), places.last().map(Place::seq));
    // a place may have been taken between the two reads
    let last_seq = last.map_or(known, |last| last.max(known));
    let (from_seq, to_seq) = match (query.after_seq, query.before_seq) {
        (Some(after), _) if more => (after + 1, last.unwrap_or(after)),
        (Some(after), before) => (after + 1, before.map_or(last_seq, |before| before - 1).max(after)),
        (None, before) => {
            let from = if more { first.unwrap_or(1) } else { 1 };
            (from, before.map_or(last_seq, |before| before - 1))
        }
    };
    let mut history = History {
        items: Vec::new(),
        changes: Vec::new(),
        from_seq,
        to_seq,
        more,
        epoch,
        last_seq,
    };
    for place in places {
        match place {
            Place::Message(message) => history.items.push(*message),
            Place::Change(change) => history.changes.push(*change),
        }
    }
    Ok(history)
}

/// The messages around a place, half of them up to it.
fn around(db: &mut Db, by: &InRoom, (seq, limit): (i64, Option<u32>)) -> StoreResult<History> {
    let epoch = instance::epoch(db)?;
    let known: i64 = conversations::table
        .find(by.conversation())
        .select(conversations::last_seq)
        .first(db)?;
    let half = usize::try_from(limit.unwrap_or(PAGE_DEFAULT).clamp(2, PAGE_MAX) / 2).unwrap_or(1);
    let wanted = i64::try_from(half).unwrap_or(1) + 1;
    let rows = || {
        messages::table
            .filter(messages::conversation_id.eq(by.conversation()))
            .filter(messages::kind.ne(CHANGE))
            .select(PlaceRow::as_select())
            .limit(wanted)
    };
    let mut before: Vec<PlaceRow> = rows()
        .filter(messages::seq.le(seq))
        .order(messages::seq.desc())
        .load(db)?;
    let mut after: Vec<PlaceRow> = rows()
        .filter(messages::seq.gt(seq))
        .order(messages::seq.asc())
        .load(db)?;
    let (more, goes_on) = (before.len() > half, after.len() > half);
    before.truncate(half);
    after.truncate(half);
    before.reverse();
    before.append(&mut after);
    let items = place::messages(db, Some(by.account()), before)?;
    let (first, last) = (
        items.first().map(|message| message.seq),
        items.last().map(|message| message.seq),
    );
    let last_seq = last.map_or(known, |last| last.max(known));
    Ok(History {
        from_seq: first.filter(|_| more).unwrap_or(1),
        to_seq: last.filter(|_| goes_on).unwrap_or(last_seq),
        items,
        changes: Vec::new(),
        more,
        epoch,
        last_seq,
    })
}
