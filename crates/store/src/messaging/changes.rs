//! Changes of messages: each takes the next place of its conversation in the transaction that makes it.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ClientMessageId, ConversationId, MessageId},
    messaging::{
        change::{ChangeKind, MessageChange},
        types::MessageInfo,
    },
    schools::types::Role,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{
        place::{self, CHANGE, PlaceRow},
        room::{self, InRoom},
    },
    schema::{conversations, messages},
    tx::Tx,
};

/// Takes the next place for a change that has just been written to a message of this room (to its row, or to what hangs on it), and
/// tells everybody in the room. **Call [`lock`] first**, then write, then record.
///
/// Gives back the message as `by` sees it.
///
/// # Errors
/// [`StoreError::NotFound`] when the message is not of this room.
pub fn record(tx: &mut Tx<'_>, by: &InRoom, target: MessageId, change: ChangeKind) -> StoreResult<MessageInfo> {
    let who = Who {
        conversation: by.conversation(),
        account: Some(by.account()),
        role: by.member().role(),
    };
    let row = take(tx, &who, target, change)?;
    one(tx, Some(by.account()), row)
}

/// The same for what somebody does whom the room is not told: a moderator, who need not be in it.
pub(crate) fn record_unnamed(
    tx: &mut Tx<'_>,
    (conversation, role): (ConversationId, Role),
    target: MessageId,
    change: ChangeKind,
) -> StoreResult<()> {
    let who = Who {
        conversation,
        account: None,
        role,
    };
    take(tx, &who, target, change).map(drop)
}

/// Who changes something, and where.
struct Who {
    conversation: ConversationId,
    account: Option<AccountId>,
    role: Role,
}

fn take(tx: &mut Tx<'_>, who: &Who, target: MessageId, change: ChangeKind) -> StoreResult<PlaceRow> {
    let conversation = who.conversation;
    let (seq, number): (i64, i64) = diesel::update(conversations::table.find(conversation))
        .set(conversations::last_seq.eq(conversations::last_seq + 1))
        .returning((conversations::last_seq, conversations::last_number))
        .get_result(tx.db)?;
    let row: PlaceRow = diesel::update(messages::table)
        .filter(messages::id.eq(target))
        .filter(messages::conversation_id.eq(conversation))
        .set(messages::changed_seq.eq(seq))
        .returning(messages::all_columns)
        .get_result(tx.db)?;
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(MessageId::fresh()),
            messages::conversation_id.eq(conversation),
            messages::seq.eq(seq),
            messages::number.eq(number),
            messages::sender_id.eq(who.account),
            messages::sender_name.eq(""),
            messages::sender_role.eq(who.role),
            messages::kind.eq(CHANGE),
            messages::change.eq(Some(change)),
            messages::target_id.eq(Some(target)),
            messages::content.eq(""),
            messages::client_msg_id.eq(ClientMessageId::fresh()),
            messages::changed_seq.eq(seq),
            messages::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let message = one(tx, None, row.clone())?;
    let recipients = room::members(tx.db, conversation)?;
    tx.happens(Happening::MessageChanged {
        change: Box::new(MessageChange {
            conversation_id: conversation,
            seq,
            change,
            by: who.account,
            at: tx.now,
            message,
        }),
        recipients,
    });
    Ok(row)
}

/// Locks the room before a message of it changes: from here to the commit nobody else writes, changes, joins or leaves. Whoever is not in
/// it any more is refused.
///
/// # Errors
/// [`StoreError::NotFound`] when `by` is not in the room any more.
pub fn lock(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    diesel::update(conversations::table.find(by.conversation()))
        .set(conversations::last_seq.eq(conversations::last_seq))
        .execute(tx.db)?;
    room::enter(tx.db, by.member(), by.conversation()).map(drop)
}

/// What one must know of a message before changing it. Asked after [`lock`].
#[derive(Debug, Clone, Queryable)]
pub struct Target {
    /// Who wrote it.
    pub sender_id: Option<AccountId>,
    /// What they were when they wrote it.
    pub sender_role: Role,
    /// `messages.kind`.
    pub kind: String,
    /// Its text.
    pub content: String,
    /// When it was written.
    pub created_at: domain::moment::Moment,
    /// When its author deleted it.
    pub deleted_at: Option<domain::moment::Moment>,
    /// When a moderator hid it.
    pub hidden_at: Option<domain::moment::Moment>,
}

/// A message of this room that may still change: not a change itself, not a system message, not deleted.
///
/// # Errors
/// [`StoreError::NotFound`] otherwise.
pub fn target(tx: &mut Tx<'_>, by: &InRoom, message: MessageId) -> StoreResult<Target> {
    Ok(messages::table
        .filter(messages::id.eq(message))
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .filter(messages::deleted_at.is_null())
        .select((
            messages::sender_id,
            messages::sender_role,
            messages::kind,
            messages::content,
            messages::created_at,
            messages::deleted_at,
            messages::hidden_at,
        ))
        .first(tx.db)?)
}

fn one(tx: &mut Tx<'_>, reader: Option<AccountId>, row: PlaceRow) -> StoreResult<MessageInfo> {
    place::messages(tx.db, reader, vec![row])?
        .pop()
        .ok_or(StoreError::NotFound)
}
