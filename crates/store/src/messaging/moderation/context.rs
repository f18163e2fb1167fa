//! The messages around a reported one, as they stand now: kept with the case, because messages change.

use diesel::prelude::*;
use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        moderation::{context::ContextMessage, rules::CONTEXT},
        types::MessageKind,
    },
    moment::Moment,
    schools::types::Role,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{place::CHANGE, polls},
    schema::messages,
};

type Found = (
    (MessageId, i64, String, Role, String, String, Moment),
    (Option<Moment>, Option<Moment>),
);

/// The message at this place with up to five before and five after it, by place.
pub(crate) fn around(db: &mut Db, conversation: ConversationId, seq: i64) -> StoreResult<Vec<ContextMessage>> {
    let columns = (
        (
            messages::id,
            messages::seq,
            messages::sender_name,
            messages::sender_role,
            messages::kind,
            messages::content,
            messages::created_at,
        ),
        (messages::deleted_at, messages::hidden_at),
    );
    let here = || {
        messages::table
            .filter(messages::conversation_id.eq(conversation))
            .filter(messages::kind.ne_all([CHANGE, "system"]))
    };
    let mut found: Vec<Found> = here()
        .filter(messages::seq.le(seq))
        .order(messages::seq.desc())
        .select(columns)
        .limit(CONTEXT + 1)
        .load(db)?;
    found.reverse();
    let after: Vec<Found> = here()
        .filter(messages::seq.gt(seq))
        .order(messages::seq.asc())
        .select(columns)
        .limit(CONTEXT)
        .load(db)?;
    found.extend(after);
    let mut said = found.into_iter().map(said).collect::<StoreResult<Vec<_>>>()?;
    dress(db, &mut said)?;
    Ok(said.into_iter().map(|(message, _)| message).collect())
}

/// A message, and whether it still says something.
type Said = (ContextMessage, bool);

fn said(
    ((id, seq, sender_name, sender_role, kind, content, created_at), (deleted, hidden)): Found,
) -> StoreResult<Said> {
    let stands = deleted.is_none() && hidden.is_none();
    let message = ContextMessage {
        id,
        seq,
        sender_name,
        sender_role,
        message_type: kind.parse().map_err(StoreError::broken)?,
        content: if stands { content } else { String::new() },
        attachments: Vec::new(),
        poll: None,
        created_at,
    };
    Ok((message, stands))
}

/// Fills in the polls as they stand. Files are not kept with the case: judges open those that are there (`evidence.rs`).
fn dress(db: &mut Db, said: &mut [Said]) -> StoreResult<()> {
    let asked = said
        .iter()
        .filter(|(message, stands)| *stands && message.message_type == MessageKind::Poll);
    let asked: Vec<MessageId> = asked.map(|(message, _)| message.id).collect();
    let mut polls = polls::infos(db, None, &asked)?;
    for (message, _) in said {
        message.poll = polls.remove(&message.id);
    }
    Ok(())
}
