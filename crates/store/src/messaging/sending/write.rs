//! The rows of a batch of letters.

use diesel::prelude::*;
use domain::{messaging::types::MessageInfo, words};

use super::{Letter, Room, rules::Known};
use crate::{
    error::StoreResult,
    files::{attach, copies},
    messaging::{
        mentions,
        place::{self, PlaceRow},
        polls,
        search::index,
    },
    on_backend,
    schema::{conversations, messages},
    tx::Tx,
};

/// The row of a letter, at the next place of its room.
pub(super) fn row(tx: &Tx<'_>, room: &mut Room, known: &Known, letter: &Letter) -> StoreResult<PlaceRow> {
    let (name, role) = known.sender(letter)?.clone();
    let new = &letter.new;
    let mut row = PlaceRow::written(
        room.id,
        room.next(),
        (letter.by.account(), name, role),
        (new.client_msg_id, tx.now),
    );
    row.say(known.kind(letter), words::clean_text(&new.content));
    row.answer(new.reply_to);
    if letter.forwards.is_some() {
        row.forward();
    }
    Ok(row)
}

/// Writes the rows and what hangs on them, and moves the room on; gives back the messages, as nobody's own.
pub(super) fn all(
    tx: &mut Tx<'_>,
    room: &Room,
    rows: Vec<PlaceRow>,
    letters: &[Letter],
) -> StoreResult<Vec<MessageInfo>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    match rows.as_slice() {
        [one] => diesel::insert_into(messages::table).values(one).execute(tx.db)?,
        // the derived dialect writes one row at a time
        many => {
            on_backend!(tx.db, connection => diesel::insert_into(messages::table).values(many).execute(connection))?
        }
    };
    diesel::update(conversations::table.find(room.id))
        .set((
            conversations::last_seq.eq(room.last_seq),
            conversations::last_number.eq(room.last_number),
            conversations::last_message_at.eq(Some(tx.now)),
        ))
        .execute(tx.db)?;
    for row in &rows {
        hang(tx, row, letters)?;
    }
    mentions::write(tx, room, &rows, letters)?;
    polls::write(tx, &rows, letters)?;
    let messages = place::messages(tx.db, None, rows)?;
    index::write_new(tx.db, &messages)?;
    Ok(messages)
}

/// Hangs the pictures and documents of its letter on a message.
fn hang(tx: &mut Tx<'_>, row: &PlaceRow, letters: &[Letter]) -> StoreResult<()> {
    let (id, mut of_row) = (
        row.id(),
        letters
            .iter()
            .filter(|letter| row.is_of(letter.by.account(), letter.new.client_msg_id)),
    );
    match of_row.next() {
        Some(Letter {
            by,
            forwards: Some(first),
            ..
        }) => copies::to(tx, by, *first, id),
        Some(letter) => attach::to_message(tx, &letter.by, id, &letter.new.attachments),
        None => Ok(()),
    }
}
