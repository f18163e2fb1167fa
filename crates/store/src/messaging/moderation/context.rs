//! The messages around a reported one, as they stand now: kept with the case, because messages change.

use diesel::prelude::*;
use domain::{
    id::{ConversationId, MessageId},
    messaging::moderation::{rules::CONTEXT, types::ContextMessage},
    moment::Moment,
    schools::types::Role,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::place::CHANGE,
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
    found.into_iter().map(said).collect()
}

fn said(
    ((id, seq, sender_name, sender_role, kind, content, created_at), (deleted, hidden)): Found,
) -> StoreResult<ContextMessage> {
    Ok(ContextMessage {
        id,
        seq,
        sender_name,
        sender_role,
        message_type: kind.parse().map_err(StoreError::broken)?,
        content: if deleted.is_some() || hidden.is_some() {
            String::new()
        } else {
            content
        },
        attachments: Vec::new(),
        created_at,
    })
}
