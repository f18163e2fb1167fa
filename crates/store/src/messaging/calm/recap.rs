//! The last seven days of a room on one card.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    id::{AccountId, MessageId},
    messaging::calm::{
        rules::{RECAP_QUESTIONS, RECAP_SECONDS, is_question},
        types::Recap,
    },
    moment::Moment,
};

use crate::{
    backend::Db,
    clock,
    error::StoreResult,
    messaging::{
        calm::pins,
        place::{self, CHANGE, PlaceRow},
        room::InRoom,
    },
    schema::messages,
};

/// Most messages that are looked at.
const AT_MOST: i64 = 2_000;

type Written = (MessageId, Option<AccountId>, String, Option<Moment>);

/// What was written, pinned, asked and answered.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &InRoom) -> StoreResult<Recap> {
    let since = clock::now().plus_seconds(-RECAP_SECONDS);
    let written: Vec<Written> = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .filter(messages::created_at.ge(since))
        .order(messages::seq.desc())
        .select((
            messages::id,
            messages::sender_id,
            messages::content,
            messages::answered_at,
        ))
        .limit(AT_MOST)
        .load(db)?;
    let writers: BTreeSet<Option<AccountId>> = written.iter().map(|(_, sender, _, _)| *sender).collect();
    let answered: Vec<MessageId> = written
        .iter()
        .filter(|(_, _, _, answered)| answered.is_some())
        .map(|(id, ..)| *id)
        .take(RECAP_QUESTIONS)
        .collect();
    let open: Vec<MessageId> = written
        .iter()
        .rev()
        .filter(|(_, _, content, answered)| answered.is_none() && is_question(content))
        .map(|(id, ..)| *id)
        .take(RECAP_QUESTIONS)
        .collect();
    let rows: Vec<PlaceRow> = messages::table
        .filter(messages::id.eq_any(answered.iter().chain(&open)))
        .order(messages::seq.desc())
        .select(PlaceRow::as_select())
        .load(db)?;
    let shown = place::messages(db, Some(by.account()), rows)?;
    let (mut open, answered): (Vec<_>, Vec<_>) = shown.into_iter().partition(|message| open.contains(&message.id));
    open.reverse();
    Ok(Recap {
        since,
        messages: i64::try_from(written.len()).unwrap_or(i64::MAX),
        writers: i64::try_from(writers.len()).unwrap_or(i64::MAX),
        pinned: pins::list(db, by)?,
        answered,
        open,
    })
}
