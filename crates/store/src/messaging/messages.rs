//! Messages: each takes the next place of its conversation in the transaction that writes it.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{ClientMessageId, ConversationId, MessageId},
    messaging::types::{ConversationKind, MessageInfo, MessageKind, NewMessage},
    moment::Moment,
    problem::Code,
    schools::{modules::Module, types::Role},
    words,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        marks,
        place::{self, CHANGE, PlaceRow},
        room::{self, InRoom},
    },
    schema::{accounts, conversations, memberships, messages},
    tx::Tx,
};

/// What became of a message that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It has taken its place, and happens.
    Now(MessageInfo),
    /// It had been sent before; it is told again to whoever has not heard of it.
    Before(MessageInfo),
}

impl Sent {
    /// The message, whenever it was sent.
    #[must_use]
    pub fn message(self) -> MessageInfo {
        match self {
            Self::Now(message) | Self::Before(message) => message,
        }
    }
}

/// Sends a message. The same `client_msg_id` of the same person in the same conversation gives the message that it made the first
/// time, even with another text.
///
/// # Errors
/// [`StoreError::NotFound`] when the sender is not in the room any more; `may_not_write` in a direct conversation of a school that has
/// switched those off; `invalid` when `reply_to` is not of this conversation.
pub fn send(tx: &mut Tx<'_>, by: &InRoom, new: &NewMessage) -> StoreResult<Sent> {
    let conversation = by.conversation();
    // taking the place locks the room: from here to the commit nobody else writes, joins or leaves
    let (seq, number, kind): (i64, i64, ConversationKind) = diesel::update(conversations::table.find(conversation))
        .set((
            conversations::last_seq.eq(conversations::last_seq + 1),
            conversations::last_number.eq(conversations::last_number + 1),
            conversations::last_message_at.eq(Some(tx.now)),
        ))
        .returning((conversations::last_seq, conversations::last_number, conversations::kind))
        .get_result(tx.db)?;
    if kind == ConversationKind::Direct && !by.member().standing().has(Module::DirectMessages) {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    let recipients = room::members(tx.db, conversation)?;
    if !recipients.contains(&by.account()) {
        return Err(StoreError::NotFound);
    }
    if let Some(first) = sent_before(tx.db, by, new.client_msg_id)? {
        give_back_the_place(tx, conversation)?;
        // the process of the first time may have died before it could tell; whoever has the message already is not told twice
        tx.happens(Happening::MessageSent {
            message: Box::new(first.clone()),
            recipients,
        });
        return Ok(Sent::Before(first));
    }
    if let Some(answered) = new.reply_to {
        check_reply(tx.db, conversation, answered)?;
    }
    let message = write(tx, by, (seq, number), new)?;
    let had_read = marks::grow(tx, by, (seq, number))?;
    tx.happens(Happening::MessageSent {
        message: Box::new(message.clone()),
        recipients: recipients.clone(),
    });
    // who answers has read; the others learn it when there was something to read
    if had_read < seq - 1 {
        marks::tell_read(tx, by, (had_read, seq), recipients)?;
    }
    Ok(Sent::Now(message))
}

fn sent_before(db: &mut Db, by: &InRoom, client_msg_id: ClientMessageId) -> StoreResult<Option<MessageInfo>> {
    let row = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::sender_id.eq(by.account()))
        .filter(messages::client_msg_id.eq(client_msg_id))
        .select(PlaceRow::as_select())
        .first::<PlaceRow>(db)
        .optional()?;
    let found = place::messages(db, Some(by.account()), row.into_iter().collect())?;
    Ok(found.into_iter().next())
}

fn give_back_the_place(tx: &mut Tx<'_>, conversation: ConversationId) -> StoreResult<()> {
    let newest: Option<Moment> = messages::table
        .filter(messages::conversation_id.eq(conversation))
        .filter(messages::kind.ne(CHANGE))
        .order(messages::seq.desc())
        .select(messages::created_at)
        .first(tx.db)
        .optional()?;
    diesel::update(conversations::table.find(conversation))
        .set((
            conversations::last_seq.eq(conversations::last_seq - 1),
            conversations::last_number.eq(conversations::last_number - 1),
            conversations::last_message_at.eq(newest),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn check_reply(db: &mut Db, conversation: ConversationId, answered: MessageId) -> StoreResult<()> {
    let here: i64 = messages::table
        .filter(messages::id.eq(answered))
        .filter(messages::conversation_id.eq(conversation))
        .filter(messages::kind.ne(CHANGE))
        .count()
        .get_result(db)?;
    if here == 0 {
        return Err(StoreError::Refused(Code::Invalid));
    }
    Ok(())
}

fn write(tx: &mut Tx<'_>, by: &InRoom, (seq, number): (i64, i64), new: &NewMessage) -> StoreResult<MessageInfo> {
    let (first_name, last_name, role): (String, String, Role) = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .filter(accounts::id.eq(by.account()))
        .filter(memberships::school_id.eq(by.member().school()))
        .select((accounts::first_name, accounts::last_name, memberships::role))
        .first(tx.db)?;
    let row: PlaceRow = diesel::insert_into(messages::table)
        .values((
            messages::id.eq(MessageId::fresh()),
            messages::conversation_id.eq(by.conversation()),
            messages::seq.eq(seq),
            messages::number.eq(number),
            messages::changed_seq.eq(seq),
            messages::sender_id.eq(Some(by.account())),
            messages::sender_name.eq(format!("{first_name} {last_name}")),
            messages::sender_role.eq(role),
            messages::kind.eq(MessageKind::Text),
            messages::content.eq(words::clean_text(&new.content)),
            messages::reply_to.eq(new.reply_to),
            messages::client_msg_id.eq(new.client_msg_id),
            messages::created_at.eq(tx.now),
        ))
        .returning(messages::all_columns)
        .get_result(tx.db)?;
    let written = place::messages(tx.db, Some(by.account()), vec![row])?;
    written.into_iter().next().ok_or(StoreError::NotFound)
}

/// The place of a message of this conversation.
///
/// # Errors
/// [`StoreError::NotFound`] when it is of another one.
pub fn place(db: &mut Db, by: &InRoom, message: MessageId) -> StoreResult<i64> {
    Ok(messages::table
        .filter(messages::id.eq(message))
        .filter(messages::conversation_id.eq(by.conversation()))
        .select(messages::seq)
        .first(db)?)
}
