//! Messages written anew by their authors, and what they said before.

use diesel::prelude::*;
use domain::{
    id::MessageId,
    messaging::{
        change::ChangeKind,
        edit::{EDIT_SECONDS, EarlierText},
        types::{MessageInfo, MessageKind},
    },
    moment::Moment,
    page::{Page, PageQuery},
    problem::Code,
    words,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        changes, mentions, message, moderation::mutes, moderators, room::InRoom, search::index, sending::Room,
    },
    page::{self, Slice},
    schema::{message_edits, messages},
    tx::Tx,
};

/// Gives a message another text. The same text again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or gone; `forbidden` when somebody else wrote it, or a moderator hid it; `may_not_write`
/// where its author may only read now; `too_late` after 15 minutes; `invalid` for a poll, whose question people have answered.
pub fn edit(tx: &mut Tx<'_>, by: &InRoom, id: MessageId, content: &str) -> StoreResult<MessageInfo> {
    let room = Room::lock(tx, by.conversation())?;
    if !room.holds(by.account()) {
        return Err(StoreError::NotFound);
    }
    let target = changes::target(tx, by, id)?;
    if target.sender_id != Some(by.account()) || target.hidden_at.is_some() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    room.may_post(by.member(), by.member().role())?;
    mutes::check(tx, &room, by.account())?;
    if tx.now.seconds_since(target.created_at) > EDIT_SECONDS {
        return Err(StoreError::Refused(Code::TooLate));
    }
    if target.kind == MessageKind::Poll.as_str() {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let content = words::clean_text(content);
    if content == target.content {
        return message::show(tx.db, by, id);
    }
    let since = keep(tx, id, &target)?;
    diesel::update(messages::table.find(id))
        .set((
            messages::content.eq(&content),
            // whoever waited for the lock began earlier: times follow the order of the places
            messages::edited_at.eq(Some(tx.now.max(since))),
        ))
        .execute(tx.db)?;
    mentions::edited(tx, id, &content)?;
    index::write(tx.db, &[id])?;
    changes::record(tx, by, id, ChangeKind::Edited)
}

/// Keeps what a message says until now; since when it has said so.
fn keep(tx: &mut Tx<'_>, id: MessageId, target: &changes::Target) -> StoreResult<Moment> {
    let (edited_at, before): (Option<Moment>, i64) = messages::table
        .find(id)
        .select((
            messages::edited_at,
            message_edits::table
                .filter(message_edits::message_id.eq(id))
                .count()
                .single_value()
                .assume_not_null(),
        ))
        .first(tx.db)?;
    let since = edited_at.unwrap_or(target.created_at);
    let number = i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1);
    diesel::insert_into(message_edits::table)
        .values((
            message_edits::message_id.eq(id),
            message_edits::number.eq(number),
            message_edits::content.eq(&target.content),
            message_edits::written_at.eq(since),
        ))
        .execute(tx.db)?;
    Ok(since)
}

/// What a message said before, the oldest first: for its author and for those who look after the room.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or deleted; `forbidden` for everybody else; `bad_query` for a foreign cursor.
pub fn list(db: &mut Db, by: &InRoom, id: MessageId, query: &PageQuery) -> StoreResult<Page<EarlierText>> {
    let author = message::author_of(db, by, id)?;
    if author != Some(by.account()) && !moderators::is_one(db, by)? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let slice = Slice::<i32>::parse(query.limit, query.cursor.as_deref())?;
    let rows: Vec<(i32, String, Moment)> = message_edits::table
        .filter(message_edits::message_id.eq(id))
        .filter(message_edits::number.gt(slice.after().copied().unwrap_or(0)))
        .order(message_edits::number)
        .select((message_edits::number, message_edits::content, message_edits::written_at))
        .limit(slice.rows())
        .load(db)?;
    let rows = slice.cut(rows, |(number, ..)| *number)?;
    Ok(page::map(rows, |(_, content, written_at)| EarlierText {
        content,
        written_at,
    }))
}
