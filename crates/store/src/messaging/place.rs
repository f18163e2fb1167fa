//! What stands at the places of a conversation: messages, and changes with the message that they changed.

use std::collections::BTreeMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamp},
};
use domain::{
    id::{AccountId, ClientMessageId, ConversationId, DbId, MessageId},
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
    kept::Bulk,
    messaging::{dress, room::InRoom},
    schema::messages,
};

/// The word in `messages.kind` of a row that is a change.
pub(crate) const CHANGE: &str = "change";

/// The words in `messages.kind` of rows that have no number of their own: changes, and notes about what has happened in the room.
pub(crate) const UNCOUNTED: [&str; 2] = [CHANGE, "system"];

/// New messages, a column each.
const INSERT: &str = "INSERT INTO messages (id, conversation_id, seq, number, sender_id, sender_name, sender_role, kind, content, \
     reply_to, is_forwarded, about, client_msg_id, changed_seq, created_at) SELECT * FROM unnest(";

/// A row of `messages`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
#[diesel(check_for_backend(MultiBackend))]
pub(crate) struct PlaceRow {
    id: MessageId,
    conversation_id: ConversationId,
    seq: i64,
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
    about: Option<String>,
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
    /// A message that somebody writes now, at this place and with this number, with nothing in it yet.
    pub(crate) fn written(
        conversation_id: ConversationId,
        (seq, number): (i64, i64),
        (sender, sender_name, sender_role): (AccountId, String, Role),
        (client_msg_id, created_at): (ClientMessageId, Moment),
    ) -> Self {
        Self {
            id: MessageId::fresh(),
            conversation_id,
            seq,
            number,
            sender_id: Some(sender),
            sender_name,
            sender_role,
            kind: MessageKind::Text.as_str().to_owned(),
            change: None,
            target_id: None,
            content: String::new(),
            reply_to: None,
            is_forwarded: false,
            about: None,
            client_msg_id,
            changed_seq: seq,
            edited_at: None,
            deleted_at: None,
            hidden_at: None,
            pinned_at: None,
            answered_at: None,
            created_at,
        }
    }

    /// What it says.
    pub(crate) fn say(&mut self, kind: MessageKind, content: String) {
        self.kind = kind.as_str().to_owned();
        self.content = content;
    }

    /// Which message it answers.
    pub(crate) fn answer(&mut self, reply_to: Option<MessageId>) {
        self.reply_to = reply_to;
    }

    /// It comes from another conversation.
    pub(crate) const fn forward(&mut self) {
        self.is_forwarded = true;
    }

    /// What it is about, as it is kept.
    pub(crate) fn concern(&mut self, about: Option<String>) {
        self.about = about;
    }

    /// Which message it is, its number, and what it says.
    pub(crate) fn said(&self) -> (MessageId, i64, &str) {
        (self.id, self.number, &self.content)
    }

    /// Which message or change it is.
    pub(crate) const fn id(&self) -> MessageId {
        self.id
    }

    /// Its place.
    pub(crate) const fn seq(&self) -> i64 {
        self.seq
    }

    /// Where it stands, whose it is, and its sender's number of it.
    pub(crate) fn number(&self) -> Option<(ConversationId, AccountId, ClientMessageId)> {
        Some((self.conversation_id, self.sender_id?, self.client_msg_id))
    }

    /// Whose it is, and its sender's number of it.
    pub(crate) fn written_by(&self) -> Option<(AccountId, ClientMessageId)> {
        Some((self.sender_id?, self.client_msg_id))
    }

    /// Whether it is this person's message with this number.
    pub(crate) fn is_of(&self, account: AccountId, number: ClientMessageId) -> bool {
        self.written_by() == Some((account, number))
    }

    /// Writes new messages of one conversation, which nobody has changed yet.
    pub(crate) fn insert(db: &mut Db, rows: &[Self]) -> StoreResult<()> {
        match db {
            Db::Postgres(connection) => {
                let ids = |pick: fn(&Self) -> MessageId| rows.iter().map(pick).collect::<Vec<_>>();
                let words = |pick: fn(&Self) -> &str| rows.iter().map(pick).collect::<Vec<_>>();
                let numbers = |pick: fn(&Self) -> i64| rows.iter().map(pick).collect::<Vec<_>>();
                Bulk::<()>::new(INSERT, ")")
                    .list::<DbId, _>(ids(|row| row.id))
                    .list::<DbId, _>(rows.iter().map(|row| row.conversation_id).collect())
                    .list::<BigInt, _>(numbers(|row| row.seq))
                    .list::<BigInt, _>(numbers(|row| row.number))
                    .list::<Nullable<DbId>, _>(rows.iter().map(|row| row.sender_id).collect())
                    .list::<Text, _>(words(|row| &row.sender_name))
                    .list::<Text, _>(rows.iter().map(|row| row.sender_role).collect())
                    .list::<Text, _>(words(|row| &row.kind))
                    .list::<Text, _>(words(|row| &row.content))
                    .list::<Nullable<DbId>, _>(rows.iter().map(|row| row.reply_to).collect())
                    .list::<Bool, _>(rows.iter().map(|row| row.is_forwarded).collect())
                    .list::<Nullable<Text>, _>(rows.iter().map(|row| row.about.as_deref()).collect())
                    .list::<DbId, _>(rows.iter().map(|row| row.client_msg_id).collect())
                    .list::<BigInt, _>(numbers(|row| row.changed_seq))
                    .list::<Timestamp, _>(rows.iter().map(|row| row.created_at).collect())
                    .execute(connection)?;
            }
            Db::Sqlite(connection) => {
                for row in rows {
                    diesel::insert_into(messages::table).values(row).execute(connection)?;
                }
            }
        }
        Ok(())
    }

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
            note: if is_note {
                serde_json::from_str(&self.content).ok()
            } else {
                None
            },
            content: if is_gone || is_note {
                String::new()
            } else {
                self.content
            },
            reply_to: self.reply_to,
            quote: None,
            service: match &self.about {
                Some(about) if !is_gone => serde_json::from_str(about).ok(),
                _ => None,
            },
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
            answer_id: None,
            answer_seq: None,
            client_msg_id: self.client_msg_id,
            created_at: self.created_at,
        })
    }
}

/// The place of a message of this conversation.
///
/// # Errors
/// [`StoreError::NotFound`] when it is of another one.
pub fn of(db: &mut Db, by: &InRoom, message: MessageId) -> StoreResult<i64> {
    Ok(messages::table
        .filter(messages::id.eq(message))
        .filter(messages::conversation_id.eq(by.conversation()))
        .select(messages::seq)
        .first(db)?)
}

/// Rows that are messages, dressed as `reader` sees them; as nobody's own without one.
pub(crate) fn messages(db: &mut Db, reader: Option<AccountId>, rows: Vec<PlaceRow>) -> StoreResult<Vec<MessageInfo>> {
    let mut found = rows
        .into_iter()
        .map(PlaceRow::message)
        .collect::<StoreResult<Vec<_>>>()?;
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
