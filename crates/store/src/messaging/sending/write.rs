//! The rows of a batch of letters.

use std::mem;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Timestamp},
};
use domain::{
    id::{ConversationId, DbId},
    messaging::types::MessageInfo,
    words,
};

use super::{Hand, Letter, Room, rules::Known};
use crate::{
    backend::Db,
    error::StoreResult,
    files::{attach, copies},
    kept::{Bulk, Keep},
    messaging::{
        mentions,
        place::{self, PlaceRow},
        polls,
        search::index,
    },
    schema::conversations,
    tx::Tx,
};

/// The row of a letter, at the next place of its room.
pub(super) fn row(tx: &Tx<'_>, room: &mut Room, known: &Known, letter: &Letter) -> PlaceRow {
    let (new, by) = (&letter.new, &letter.by);
    let mut row = PlaceRow::written(
        room.id,
        room.next(),
        (by.account(), by.standing().name().to_owned(), by.role()),
        (new.client_msg_id, tx.now),
    );
    row.say(known.kind(room, letter), words::clean_text(&new.content));
    row.answer(new.reply_to);
    row.concern(known.about(room, letter));
    if letter.forwards.is_some() {
        row.forward();
    }
    row
}

/// Writes the rows of all rooms and what hangs on them, and moves the rooms on; gives back the messages of each room, as nobody's own.
pub(super) fn all(tx: &mut Tx<'_>, hands: &mut [Hand<'_>]) -> StoreResult<Vec<Vec<MessageInfo>>> {
    let counts: Vec<usize> = hands.iter().map(|hand| hand.rows.len()).collect();
    let rows: Vec<PlaceRow> = hands.iter_mut().flat_map(|hand| mem::take(&mut hand.rows)).collect();
    if rows.is_empty() {
        return Ok(counts.into_iter().map(|_| Vec::new()).collect());
    }
    PlaceRow::insert(tx.db, &rows)?;
    advance(tx, hands.iter().map(|hand| &hand.room).filter(|room| room.has_moved()))?;
    let mut rest = rows.as_slice();
    for (hand, count) in hands.iter().zip(&counts) {
        let Some((of_room, others)) = rest.split_at_checked(*count) else {
            break;
        };
        for row in of_room {
            hang(tx, row, hand.letters)?;
        }
        mentions::write(tx, &hand.room, of_room, hand.letters)?;
        polls::write(tx, of_room, hand.letters)?;
        rest = others;
    }
    let messages = place::messages(tx.db, None, rows)?;
    index::write_new(tx.db, &messages)?;
    let mut messages = messages.into_iter();
    Ok(counts
        .into_iter()
        .map(|count| messages.by_ref().take(count).collect())
        .collect())
}

/// Moves rooms on to the last places that were taken in them.
fn advance<'a>(tx: &mut Tx<'_>, rooms: impl Iterator<Item = &'a Room>) -> StoreResult<()> {
    match tx.db {
        Db::Postgres(connection) => {
            let rooms: Vec<&Room> = rooms.collect();
            Bulk::<()>::new(ADVANCE.0, ADVANCE.1)
                .list::<DbId, _>(rooms.iter().map(|room| room.id).collect())
                .list::<BigInt, _>(rooms.iter().map(|room| room.last_seq).collect())
                .list::<BigInt, _>(rooms.iter().map(|room| room.last_number).collect())
                .list::<Timestamp, _>(vec![tx.now; rooms.len()])
                .execute(connection)?;
        }
        Db::Sqlite(connection) => {
            for room in rooms {
                let moved = diesel::update(conversations::table.find(room.id)).set((
                    conversations::last_seq.eq(room.last_seq),
                    conversations::last_number.eq(room.last_number),
                    conversations::last_message_at.eq(Some(tx.now)),
                ));
                // an answer is what lets the plan be kept
                let _: ConversationId = moved.returning(conversations::id).kept().get_result(connection)?;
            }
        }
    }
    Ok(())
}

/// Before and after the lists of rooms, last places, numbers and moments.
const ADVANCE: (&str, &str) = (
    "UPDATE conversations AS c SET last_seq = n.seq, last_number = n.number, last_message_at = n.at FROM unnest(",
    ") AS n (id, seq, number, at) WHERE c.id = n.id",
);

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
