//! Questions that are answered: marked by whoever asked, or by those who keep order in the room.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::MessageId,
    messaging::{change::ChangeKind, types::MessageInfo},
    moment::Moment,
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{calm::pins, changes, moderation::rights, place::CHANGE, room::InRoom},
    schema::{answers, messages},
    tx::Tx,
};

/// Marks a question as answered by a later message. The same answer again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when the question is not there, or not any more; `forbidden` for whoever neither asked nor keeps order;
/// `invalid` when the answer is no later message of the room that stands.
pub fn mark(tx: &mut Tx<'_>, by: &InRoom, (question, answer): (MessageId, MessageId)) -> StoreResult<MessageInfo> {
    let asked = may_mark(tx, by, question)?;
    if asked.hidden_at.is_some() {
        return Err(StoreError::NotFound);
    }
    let stands: i64 = messages::table
        .find(answer)
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::seq.gt(asked.seq))
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .count()
        .get_result(tx.db)?;
    if stands == 0 {
        return Err(StoreError::Refused(Code::Invalid));
    }
    if asked.answer_id == Some(answer) {
        return Ok(asked);
    }
    diesel::delete(answers::table.find(question)).execute(tx.db)?;
    diesel::insert_into(answers::table)
        .values((answers::question_id.eq(question), answers::answer_id.eq(answer)))
        .execute(tx.db)?;
    set(tx, by, question, Some(tx.now))
}

/// Opens a question again. One that is open stays so.
///
/// # Errors
/// [`StoreError::NotFound`] when the question is not there, or not any more; `forbidden` for whoever neither asked nor keeps order.
pub fn reopen(tx: &mut Tx<'_>, by: &InRoom, question: MessageId) -> StoreResult<MessageInfo> {
    let asked = may_mark(tx, by, question)?;
    if asked.answered_at.is_none() {
        return Ok(asked);
    }
    diesel::delete(answers::table.find(question)).execute(tx.db)?;
    set(tx, by, question, None)
}

/// Fills in which message answers each question of a page.
pub(crate) fn dress(db: &mut Db, page: &mut [MessageInfo]) -> StoreResult<()> {
    let asked: Vec<MessageId> = page
        .iter()
        .filter(|message| message.answered_at.is_some())
        .map(|message| message.id)
        .collect();
    if asked.is_empty() {
        return Ok(());
    }
    let found: Vec<(MessageId, (MessageId, i64))> = answers::table
        .inner_join(messages::table.on(messages::id.eq(answers::answer_id)))
        .filter(answers::question_id.eq_any(asked))
        .select((answers::question_id, (messages::id, messages::seq)))
        .load(db)?;
    let found: BTreeMap<MessageId, (MessageId, i64)> = found.into_iter().collect();
    for message in page {
        if let Some((id, seq)) = found.get(&message.id) {
            message.answer_id = Some(*id);
            message.answer_seq = Some(*seq);
        }
    }
    Ok(())
}

fn may_mark(tx: &mut Tx<'_>, by: &InRoom, question: MessageId) -> StoreResult<MessageInfo> {
    changes::lock(tx, by)?;
    let target = changes::target(tx, by, question)?;
    if target.sender_id != Some(by.account()) && !rights::keeps_order(tx.db, by)? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    pins::one(tx.db, by, question)
}

fn set(tx: &mut Tx<'_>, by: &InRoom, question: MessageId, at: Option<Moment>) -> StoreResult<MessageInfo> {
    diesel::update(messages::table.find(question))
        .set(messages::answered_at.eq(at))
        .execute(tx.db)?;
    changes::record(tx, by, question, ChangeKind::Answered)
}
