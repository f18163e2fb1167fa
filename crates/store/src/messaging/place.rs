//! What stands at the places of a conversation: messages, and changes with the message that they changed.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClientMessageId, ConversationId, MessageId},
    messaging::{
        change::{ChangeKind, MessageChange, Place},
        types::{MessageInfo, MessageKind},
    },
    moment::Moment,
    schools::types::Role,
};

use crate::{
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::dress,
    schema::messages,
};

/// The word in `messages.kind` of a row that is a change.
pub(crate) const CHANGE: &str = "change";

/// A row of `messages`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = messages)]
#[diesel(check_for_backend(MultiBackend))]
pub(crate) struct PlaceRow {
    id: MessageId,
    conversation_id: ConversationId,
    seq: i64,
    #[expect(dead_code, reason = "a whole row is what an INSERT gives back on both databases")]
    number: i64,
    sender_id: Option<AccountId>,
    sender_name: String,
    sender_role: Role,
    kind: String,
    change: Option<ChangeKind>,
    target_id: Option<MessageId>,
    content: String,
    reply_to: Option<MessageId>,
    is_forwarded: bool,
    client_msg_id: ClientMessageId,
    changed_seq: i64,
    edited_at: Option<Moment>,
    deleted_at: Option<Moment>,
    hidden_at: Option<Moment>,
    pinned_at: Option<Moment>,
    answered_at: Option<Moment>,
    created_at: Moment,
}

impl PlaceRow {
    fn message(self) -> StoreResult<MessageInfo> {
        let kind: MessageKind = self.kind.parse().map_err(StoreError::broken)?;
        let is_gone = self.deleted_at.is_some() || self.hidden_at.is_some();
        let is_note = kind == MessageKind::System;
        Ok(MessageInfo {
            id: self.id,
            conversation_id: self.conversation_id,
            seq: self.seq,
            changed_seq: self.changed_seq,
            sender_id: self.sender_id,
            sender_name: self.sender_name,
            sender_role: self.sender_role,
            message_type: kind,
            note: if is_note { serde_json::from_str(&self.content).ok() } else { None },
            content: if is_gone || is_note { String::new() } else { self.content },
            reply_to: self.reply_to,
            quote: None,
            forwarded: self.is_forwarded,
            blocks: Vec::new(),
            mentions: Vec::new(),
            reactions: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            edited_at: self.edited_at,
            deleted_at: self.deleted_at,
            hidden_at: self.hidden_at,
            pinned_at: self.pinned_at,
            answered_at: self.answered_at,
            client_msg_id: self.client_msg_id,
            created_at: self.created_at,
        })
    }
}

/// Rows that are messages, dressed as `reader` sees them; as nobody's own without one.
pub(crate) fn messages(db: &mut Db, reader: Option<AccountId>, rows: Vec<PlaceRow>) -> StoreResult<Vec<MessageInfo>> {
    let mut found = rows.into_iter().map(PlaceRow::message).collect::<StoreResult<Vec<_>>>()?;
    dress::dress(db, reader, &mut found)?;
    Ok(found)
}

/// Rows of any kind, in their order.
pub(crate) fn read(db: &mut Db, reader: Option<AccountId>, rows: Vec<PlaceRow>) -> StoreResult<Vec<Place>> {
    let (changes, own): (Vec<PlaceRow>, Vec<PlaceRow>) = rows.into_iter().partition(|row| row.change.is_some());
    let targets: Vec<MessageId> = changes.iter().filter_map(|row| row.target_id).collect();
    let targets = if targets.is_empty() {
        Vec::new()
    } else {
        let rows = messages::table
            .filter(messages::id.eq_any(targets))
            .select(PlaceRow::as_select())
            .load(db)?;
        messages(db, reader, rows)?
    };
    let targets: BTreeMap<MessageId, MessageInfo> = targets.into_iter().map(|message| (message.id, message)).collect();
    let mut places: Vec<Place> = messages(db, reader, own)?
        .into_iter()
        .map(|message| Place::Message(Box::new(message)))
        .collect();
    places.extend(changes.into_iter().filter_map(|row| {
        let message = targets.get(&row.target_id?)?.clone();
        Some(Place::Change(Box::new(MessageChange {
            conversation_id: row.conversation_id,
            seq: row.seq,
            change: row.change?,
            by: row.sender_id,
            at: row.created_at,
            message,
        })))
    }));
    places.sort_by_key(Place::seq);
    Ok(places)
}
