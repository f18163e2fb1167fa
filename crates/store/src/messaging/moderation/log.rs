//! The log of moderation, for the direction.

use diesel::prelude::*;
use domain::{
    id::{CaseId, Id},
    messaging::moderation::types::{LogEntry, ModerationAct},
    moment::Moment,
    page::Page,
    schools::types::Role,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    messaging::moderation::acts,
    page::{self, Slice},
    schema::moderation_acts,
    tx::Tx,
};

/// One row of the log.
#[derive(Debug)]
pub enum Logged {}

/// The place of a row in the list.
pub type ListKey = (Moment, Id<Logged>);

/// How long rows are kept, in seconds: two years (G5).
const KEPT_SECONDS: i64 = 2 * 366 * 24 * 3600;

type Row = (
    Id<Logged>,
    CaseId,
    String,
    (ModerationAct, String, Role, String, Option<Moment>, Moment),
);

/// One page of what moderators did, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &OfficeMember, slice: &Slice<ListKey>) -> StoreResult<Page<LogEntry>> {
    let mut query = moderation_acts::table
        .filter(moderation_acts::school_id.eq(by.member().school()))
        .order((moderation_acts::created_at.desc(), moderation_acts::id.desc()))
        .select((
            moderation_acts::id,
            moderation_acts::case_id,
            moderation_acts::author_name,
            (
                moderation_acts::act,
                moderation_acts::actor_name,
                moderation_acts::actor_role,
                moderation_acts::reason,
                moderation_acts::until,
                moderation_acts::created_at,
            ),
        ))
        .limit(slice.rows())
        .into_boxed();
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            moderation_acts::created_at
                .lt(*at)
                .or(moderation_acts::created_at.eq(*at).and(moderation_acts::id.lt(*id))),
        );
    }
    let rows: Vec<Row> = query.load(db)?;
    let rows = slice.cut(rows, |(id, _, _, act)| (act.5, *id))?;
    Ok(page::map(rows, |(_, case_id, author_name, act)| LogEntry {
        case_id,
        author_name,
        act: acts::info(act),
    }))
}

/// Removes rows of more than two years ago, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_old(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-KEPT_SECONDS);
    Ok(diesel::delete(moderation_acts::table.filter(moderation_acts::created_at.lt(before))).execute(tx.db)?)
}
