//! What was decided about messages of one's own: told to their author, who may be suspended meanwhile.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{CaseId, ConversationId},
    messaging::{
        moderation::types::{ActInfo, CaseRoom, CaseStatus, ModerationAct, Notice, NoticeAct},
        types::ConversationKind,
    },
    moment::Moment,
    page::Page,
};

use crate::{
    accounts::standing::Standing,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::moderation::{
        acts,
        cases::{self, CaseRow},
    },
    page::Slice,
    schema::moderation_cases,
    tx::Tx,
};

/// The place of a notice in the list.
pub type ListKey = (Moment, CaseId);

/// One page of them, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &Standing, slice: &Slice<ListKey>) -> StoreResult<Page<Notice>> {
    let mut rows = mine(by)
        .order((moderation_cases::decided_at.desc(), moderation_cases::id.desc()))
        .limit(slice.rows());
    if let Some((at, id)) = slice.after() {
        let decided = moderation_cases::decided_at;
        rows = rows.filter(
            decided
                .lt(*at)
                .assume_not_null()
                .or(decided.eq(*at).assume_not_null().and(moderation_cases::id.lt(*id))),
        );
    }
    let rows: Vec<CaseRow> = rows.load(db)?;
    let rows = slice.cut(rows, |row| (row.decided_at.unwrap_or_default(), row.id))?;
    let next = rows.next.clone();
    Ok(Page {
        items: told(db, rows.items)?,
        next,
    })
}

/// One of them.
pub(super) fn show(db: &mut Db, by: &Standing, case: CaseId) -> StoreResult<Notice> {
    let row = get(db, by, case)?;
    told(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

/// Notes that the author has seen it. Doing it twice does nothing more.
///
/// # Errors
/// [`StoreError::NotFound`] when nothing was decided about a message of theirs.
pub fn see(tx: &mut Tx<'_>, by: &Standing, case: CaseId) -> StoreResult<()> {
    get(tx.db, by, case)?;
    let unseen = moderation_cases::table
        .find(case)
        .filter(moderation_cases::seen_at.is_null());
    diesel::update(unseen)
        .set(moderation_cases::seen_at.eq(Some(tx.now)))
        .execute(tx.db)?;
    Ok(())
}

/// A case that was decided, about a message of one's own.
pub(super) fn get(db: &mut Db, by: &Standing, case: CaseId) -> StoreResult<CaseRow> {
    Ok(mine(by).filter(moderation_cases::id.eq(case)).first(db)?)
}

type Cases = moderation_cases::BoxedQuery<
    'static,
    MultiBackend,
    diesel::dsl::SqlTypeOf<diesel::dsl::AsSelect<CaseRow, MultiBackend>>,
>;

/// An author never learns of reports that came to nothing.
fn mine(by: &Standing) -> Cases {
    moderation_cases::table
        .filter(moderation_cases::school_id.eq(by.school()))
        .filter(moderation_cases::author_id.eq(by.account()))
        .filter(
            moderation_cases::status
                .eq_any([CaseStatus::Decided, CaseStatus::Appealed])
                .or(moderation_cases::appeal.is_not_null()),
        )
        .select(CaseRow::as_select())
        .into_boxed()
}

fn told(db: &mut Db, rows: Vec<CaseRow>) -> StoreResult<Vec<Notice>> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
    let rooms: Vec<ConversationId> = rows.iter().map(|row| row.conversation).collect();
    let rooms = cases::rooms(db, &rooms)?;
    let mut acts: BTreeMap<CaseId, Vec<ActInfo>> = BTreeMap::new();
    for (case, act) in acts::of_cases(db, &ids)? {
        acts.entry(case).or_default().push(act);
    }
    Ok(rows
        .into_iter()
        .map(|row| notice(&rooms, acts.remove(&row.id).unwrap_or_default(), &row))
        .collect())
}

fn notice(rooms: &BTreeMap<ConversationId, CaseRoom>, acts: Vec<ActInfo>, row: &CaseRow) -> Notice {
    let answers = |act: &ActInfo| matches!(act.act, ModerationAct::Uphold | ModerationAct::Undo);
    let decided: Vec<&ActInfo> = acts.iter().filter(|act| !answers(act)).collect();
    let room = rooms.get(&row.conversation).cloned();
    Notice {
        id: row.id,
        room: room.unwrap_or(CaseRoom {
            id: row.conversation,
            kind: ConversationKind::Group,
            name: None,
        }),
        content: row.content(),
        reason: decided.first().map(|act| act.reason.clone()).unwrap_or_default(),
        acts: decided
            .iter()
            .map(|act| NoticeAct {
                act: act.act,
                by_role: act.by_role,
                until: act.until,
            })
            .collect(),
        decided_at: row.decided_at.unwrap_or_default(),
        seen: row.seen_at.is_some(),
        may_appeal: row.status == CaseStatus::Decided,
        appeal: row.appeal(),
    }
}
