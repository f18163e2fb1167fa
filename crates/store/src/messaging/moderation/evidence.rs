//! The files of what was reported. Whoever may judge a case may open them as long as the case is, in the room or not, and nobody else may
//! because of it; each time stands in the audit log.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        attachment::Attachment,
        moderation::{context::ContextMessage, types::CaseStatus},
    },
    moment::Moment,
    schools::audit::Act,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    files,
    messaging::moderation::{
        cases::{self, CaseRow},
        rights,
    },
    schema::{messages, moderation_cases},
    schools::audit::{self, Note},
    tx::Tx,
};

/// Whether somebody judges an open case that a message belongs to.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn is_shown(db: &mut Db, by: &ActiveMember, message: MessageId) -> StoreResult<bool> {
    Ok(case_of(db, by, message)?.is_some())
}

/// Writes down that somebody opens a file because they judge a case.
///
/// # Errors
/// [`StoreError::NotFound`] when they do not, or not any more.
pub(crate) fn note_opened(tx: &mut Tx<'_>, by: &ActiveMember, (message, file): (MessageId, &str)) -> StoreResult<()> {
    let case = case_of(tx.db, by, message)?.ok_or(StoreError::NotFound)?;
    let note = Note::of(Act::ReportedFileOpened, format!("{}: {file}", case.author_name));
    let note = match case.author {
        Some(author) => note.about(author),
        None => note,
    };
    audit::note(tx, by, &note)
}

/// The open case that a message belongs to: the reported one also when it is hidden, those around it as long as everybody sees them.
fn case_of(db: &mut Db, by: &ActiveMember, message: MessageId) -> StoreResult<Option<CaseRow>> {
    let moderator = match rights::moderator(db, by) {
        Err(StoreError::Refused(_)) => return Ok(None),
        moderator => moderator?,
    };
    let found: Option<(ConversationId, Option<Moment>)> = messages::table
        .find(message)
        .filter(messages::deleted_at.is_null())
        .select((messages::conversation_id, messages::hidden_at))
        .first(db)
        .optional()?;
    let Some((conversation, hidden_at)) = found else {
        return Ok(None);
    };
    let open: Vec<CaseRow> = cases::mine(&moderator)
        .filter(moderation_cases::conversation_id.eq(conversation))
        .filter(moderation_cases::status.eq_any([CaseStatus::Open, CaseStatus::Appealed]))
        .load(db)?;
    let is_around = |case: &CaseRow| case.context().iter().any(|one| one.id == message);
    Ok(open
        .into_iter()
        .find(|case| case.message == Some(message) || (hidden_at.is_none() && is_around(case))))
}

/// Hangs the files on the context of a case, as long as it is open.
pub(super) fn attach(db: &mut Db, case: &CaseRow, context: &mut [ContextMessage]) -> StoreResult<()> {
    if !matches!(case.status, CaseStatus::Open | CaseStatus::Appealed) {
        return Ok(());
    }
    let around: Vec<MessageId> = context.iter().map(|message| message.id).collect();
    let standing: Vec<(MessageId, Option<Moment>)> = messages::table
        .filter(messages::id.eq_any(around))
        .filter(messages::deleted_at.is_null())
        .select((messages::id, messages::hidden_at))
        .load(db)?;
    let shown = standing
        .into_iter()
        .filter(|(id, hidden_at)| hidden_at.is_none() || case.message == Some(*id));
    let shown: Vec<MessageId> = shown.map(|(id, _)| id).collect();
    let mut hanging: BTreeMap<MessageId, Vec<Attachment>> = files::attached::of_messages(db, &shown)?;
    for message in context {
        message.attachments = hanging.remove(&message.id).unwrap_or_default();
    }
    Ok(())
}
