//! Reporting a message. Several reports of one message are one case while it is open.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, CaseId, Id, MessageId},
    limit::Quota,
    messaging::moderation::{
        receipt::ReportReceipt,
        rules::REPORTS_A_DAY,
        types::{CaseStatus, NewReport, ReportReason},
    },
    moment::Moment,
    problem::Code,
    schools::types::Role,
    words,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{
        changes,
        moderation::{context, rights},
        room::InRoom,
    },
    schema::{messages, moderation_cases, moderation_reports},
    secret,
    throttles::{self, Charge, Verdict},
    tx::Tx,
};

/// One report.
#[derive(Debug)]
enum Report {}

/// Reports a message of a room that one is in.
///
/// # Errors
/// [`StoreError::NotFound`] for a message that is not there, or not any more; `forbidden` for one of one's own; `too_many` after ten in a
/// day.
pub fn report(tx: &mut Tx<'_>, by: &InRoom, message: MessageId, new: &NewReport) -> StoreResult<ReportReceipt> {
    changes::lock(tx, by)?;
    let target = changes::target(tx, by, message)?;
    if target.hidden_at.is_some() {
        return Err(StoreError::NotFound);
    }
    if target.sender_id == Some(by.account()) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let open = open_case(tx, message)?;
    if let Some((case, _)) = open
        && let Some(before) = reported_before(tx, case, by.account())?
    {
        return Ok(before);
    }
    charge(tx, by.account())?;
    let (case, content) = match open {
        Some((case, context_seq)) => {
            let changed: i64 = changed_seq(tx, message)?;
            (case, Some(target.content.clone()).filter(|_| changed != context_seq))
        }
        None => (open_new(tx, by, message, &target)?, None),
    };
    diesel::insert_into(moderation_reports::table)
        .values((
            moderation_reports::id.eq(Id::<Report>::fresh()),
            moderation_reports::case_id.eq(case),
            moderation_reports::reporter_id.eq(Some(by.account())),
            moderation_reports::reason.eq(new.reason),
            moderation_reports::note.eq(new.note.as_deref().map(words::clean_text)),
            moderation_reports::content.eq(content),
            moderation_reports::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let place = (by.member().school(), by.conversation());
    let recipients = rights::moderators_of(tx.db, place, (target.sender_id, target.sender_role))?;
    tx.happens(Happening::Moderated {
        school: place.0,
        recipients,
    });
    Ok(ReportReceipt {
        reason: new.reason,
        created_at: tx.now,
    })
}

fn open_case(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<Option<(CaseId, i64)>> {
    Ok(moderation_cases::table
        .filter(moderation_cases::message_id.eq(message))
        .filter(moderation_cases::status.eq(CaseStatus::Open))
        .select((moderation_cases::id, moderation_cases::context_seq))
        .first(tx.db)
        .optional()?)
}

fn reported_before(tx: &mut Tx<'_>, case: CaseId, by: AccountId) -> StoreResult<Option<ReportReceipt>> {
    let before: Option<(ReportReason, Moment)> = moderation_reports::table
        .filter(moderation_reports::case_id.eq(case))
        .filter(moderation_reports::reporter_id.eq(by))
        .select((moderation_reports::reason, moderation_reports::created_at))
        .first(tx.db)
        .optional()?;
    Ok(before.map(|(reason, created_at)| ReportReceipt { reason, created_at }))
}

/// One of ten a day; the share is a row, so that it counts for all nodes.
fn charge(tx: &mut Tx<'_>, by: AccountId) -> StoreResult<()> {
    let charge = Charge {
        key: secret::token_hash(&format!("reports of {by}")),
        quota: Quota::new(REPORTS_A_DAY, REPORTS_A_DAY, 24 * 3600),
    };
    match throttles::take(tx, &[charge])? {
        Verdict::Taken => Ok(()),
        Verdict::Exhausted { wait, .. } => Err(StoreError::Wait {
            code: Code::TooMany,
            seconds: wait,
        }),
    }
}

fn changed_seq(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<i64> {
    Ok(messages::table
        .find(message)
        .select(messages::changed_seq)
        .first(tx.db)?)
}

fn open_new(tx: &mut Tx<'_>, by: &InRoom, message: MessageId, target: &changes::Target) -> StoreResult<CaseId> {
    let (seq, changed, author_name): (i64, i64, String) = messages::table
        .find(message)
        .select((messages::seq, messages::changed_seq, messages::sender_name))
        .first(tx.db)?;
    let context = context::around(tx.db, by.conversation(), seq)?;
    let role: Role = target.sender_role;
    let id = CaseId::fresh();
    diesel::insert_into(moderation_cases::table)
        .values((
            moderation_cases::id.eq(id),
            moderation_cases::school_id.eq(by.member().school()),
            moderation_cases::conversation_id.eq(by.conversation()),
            moderation_cases::message_id.eq(Some(message)),
            moderation_cases::author_id.eq(target.sender_id),
            moderation_cases::author_name.eq(author_name),
            moderation_cases::author_role.eq(role),
            moderation_cases::status.eq(CaseStatus::Open),
            moderation_cases::context.eq(serde_json::to_string(&context).map_err(StoreError::broken)?),
            moderation_cases::context_seq.eq(changed),
            moderation_cases::opened_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(id)
}
