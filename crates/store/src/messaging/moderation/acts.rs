//! The log of what moderators did. Rows are only ever added.

use diesel::{dsl::max, prelude::*};
use domain::{
    id::{CaseId, Id},
    messaging::moderation::types::{ActInfo, AppealOutcome, ModerationAct},
    moment::Moment,
    schools::types::Role,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::StoreResult,
    messaging::moderation::cases::CaseRow,
    schema::{moderation_acts, moderation_cases},
    schools::member::name_of,
    tx::Tx,
};

/// One row of the log.
#[derive(Debug)]
enum Written {}

/// What is to be written down.
pub(super) struct Note<'a> {
    pub(super) act: ModerationAct,
    pub(super) reason: &'a str,
    pub(super) until: Option<Moment>,
}

/// Writes down what was just done about a case.
pub(super) fn note(tx: &mut Tx<'_>, by: &ActiveMember, case: &CaseRow, note: &Note<'_>) -> StoreResult<()> {
    let name = name_of(tx.db, by.account())?;
    diesel::insert_into(moderation_acts::table)
        .values((
            moderation_acts::id.eq(Id::<Written>::fresh()),
            moderation_acts::school_id.eq(by.school()),
            moderation_acts::case_id.eq(case.id),
            moderation_acts::conversation_id.eq(case.conversation),
            moderation_acts::message_id.eq(case.message),
            moderation_acts::author_id.eq(case.author),
            moderation_acts::author_name.eq(&case.author_name),
            moderation_acts::actor_id.eq(Some(by.account())),
            moderation_acts::actor_name.eq(name),
            moderation_acts::actor_role.eq(by.role()),
            moderation_acts::act.eq(note.act),
            moderation_acts::reason.eq(note.reason),
            moderation_acts::until.eq(note.until),
            moderation_acts::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Until when an author is muted by what was decided about other messages of theirs in the same room, and was not undone.
pub(super) fn muted_elsewhere(tx: &mut Tx<'_>, case: &CaseRow) -> StoreResult<Option<Moment>> {
    // the cases say whose they are now; the log says whose they were, before two accounts became one
    let standing: Vec<CaseId> = moderation_cases::table
        .filter(moderation_cases::conversation_id.eq(case.conversation))
        .filter(moderation_cases::author_id.eq(case.author))
        .filter(moderation_cases::id.ne(case.id))
        .filter(
            moderation_cases::outcome
                .is_null()
                .or(moderation_cases::outcome.ne(AppealOutcome::Undone).assume_not_null()),
        )
        .select(moderation_cases::id)
        .load(tx.db)?;
    Ok(moderation_acts::table
        .filter(moderation_acts::case_id.eq_any(standing))
        .filter(moderation_acts::act.eq(ModerationAct::Mute))
        .filter(moderation_acts::until.gt(tx.now))
        .select(max(moderation_acts::until))
        .first(tx.db)?)
}

type Row = (ModerationAct, String, Role, String, Option<Moment>, Moment);

/// What was done about some cases, the first first.
pub(super) fn of_cases(db: &mut Db, cases: &[CaseId]) -> StoreResult<Vec<(CaseId, ActInfo)>> {
    let rows: Vec<(CaseId, Row)> = moderation_acts::table
        .filter(moderation_acts::case_id.eq_any(cases))
        .order((moderation_acts::created_at, moderation_acts::id))
        .select((
            moderation_acts::case_id,
            (
                moderation_acts::act,
                moderation_acts::actor_name,
                moderation_acts::actor_role,
                moderation_acts::reason,
                moderation_acts::until,
                moderation_acts::created_at,
            ),
        ))
        .load(db)?;
    Ok(rows.into_iter().map(|(case, row)| (case, info(row))).collect())
}

pub(super) fn info((act, by_name, by_role, reason, until, created_at): Row) -> ActInfo {
    ActInfo {
        act,
        by_name,
        by_role,
        reason,
        until,
        created_at,
    }
}
