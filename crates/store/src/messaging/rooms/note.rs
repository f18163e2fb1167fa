//! System messages: what has happened in a room, written in the transaction in which it happens.
//!
//! A system message takes a place like every message, so that nobody misses it. It has no number of its own: it does not count as unread,
//! it is not the last message of the list, and nothing rings.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ClientMessageId, ConversationId},
    messaging::{
        note::{NoteKind, SystemNote},
        types::MessageKind,
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        place::{self, PlaceRow},
        room,
    },
    schema::{accounts, conversations, messages},
    tx::Tx,
};

/// Most names in one note; how many more there are is a number.
const NAMES_MAX: usize = 10;

/// What is to be said.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// What has happened.
    pub what: NoteKind,
    /// To whom it was done.
    pub people: &'a [AccountId],
    /// The new name of the room.
    pub title: Option<&'a str>,
}

impl Said<'_> {
    /// Something that is done to the room, not to people.
    #[must_use]
    pub const fn of(what: NoteKind) -> Self {
        Self {
            what,
            people: &[],
            title: None,
        }
    }
}

/// Writes a note at the next place of a room that the caller has locked, and tells everybody who is in it now.
///
/// # Errors
/// When the database does not answer.
pub fn write(tx: &mut Tx<'_>, (by, conversation): (&ActiveMember, ConversationId), said: Said<'_>) -> StoreResult<()> {
    let actor = full_name(tx.db, by.account())?;
    let mut people = Vec::new();
    for account in said.people.iter().take(NAMES_MAX) {
        people.push(full_name(tx.db, *account)?);
    }
    let note = SystemNote {
        what: said.what,
        actor: Some(actor.clone()),
        people,
        more: i64::try_from(said.people.len().saturating_sub(NAMES_MAX)).unwrap_or(0),
        title: said.title.map(str::to_owned),
    };
    let place: (i64, i64) = diesel::update(conversations::table.find(conversation))
        .set(conversations::last_seq.eq(conversations::last_seq + 1))
        .returning((conversations::last_seq, conversations::last_number))
        .get_result(tx.db)?;
    let mut row = PlaceRow::written(
        conversation,
        place,
        (by.account(), actor, by.role()),
        (ClientMessageId::fresh(), tx.now),
    );
    row.say(
        MessageKind::System,
        serde_json::to_string(&note).map_err(StoreError::broken)?,
    );
    diesel::insert_into(messages::table).values(&row).execute(tx.db)?;
    let recipients = room::members(tx.db, conversation)?;
    let message = place::messages(tx.db, None, vec![row])?
        .pop()
        .ok_or(StoreError::NotFound)?;
    tx.happens(Happening::MessageSent {
        message: Box::new(message),
        recipients,
    });
    Ok(())
}

fn full_name(db: &mut Db, account: AccountId) -> StoreResult<String> {
    let (first, last): (String, String) = accounts::table
        .find(account)
        .select((accounts::first_name, accounts::last_name))
        .first(db)?;
    Ok(format!("{first} {last}"))
}
