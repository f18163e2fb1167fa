//! The announcements of a member: those for them, and those that they look after.

use diesel::prelude::*;
use domain::{
    announcements::types::{AnnouncementInfo, AnnouncementState, UnreadAnnouncements},
    id::AnnouncementId,
    moment::Moment,
    page::Page,
    problem::Code,
    schools::types::Role,
};

use crate::{
    accounts::standing::ActiveMember,
    announcements::{
        access,
        rows::{self, AnnouncementRow},
    },
    backend::{Db, MultiBackend},
    clock,
    error::{StoreError, StoreResult},
    page::Slice,
    schema::{announcement_classes, announcement_marks, announcement_readers, announcements},
};

/// The place of an announcement in the list: pinned, then published or written at, then id; the latest first.
pub type ListKey = (bool, Moment, AnnouncementId);

/// For how long an announcement that was not read counts as waiting, in seconds: two months. Whoever joins later is not asked to read a
/// year.
const WAITING_SECONDS: i64 = 60 * 24 * 3600;

/// The announcements that stand somewhere: those out that are for me or about my classes; the others where I look after them.
///
/// # Errors
/// `forbidden` for what is not out, for everybody who does not work at the school.
pub fn list(
    db: &mut Db,
    by: &ActiveMember,
    state: AnnouncementState,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<AnnouncementInfo>> {
    let rows = match state {
        AnnouncementState::Published => published(db, by, slice)?,
        _ if by.role().is_staff() => kept(db, by, state, slice)?,
        _ => return Err(StoreError::Refused(Code::Forbidden)),
    };
    let rows = slice.cut(rows, |row| {
        (row.pinned, row.published_at.unwrap_or(row.created_at), row.id)
    })?;
    Ok(Page {
        items: rows::describe(db, by, &rows.items, clock::now())?,
        next: rows.next,
    })
}

type Boxed<'a> = announcements::BoxedQuery<
    'a,
    MultiBackend,
    diesel::dsl::SqlTypeOf<diesel::dsl::AsSelect<AnnouncementRow, MultiBackend>>,
>;

fn published(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Vec<AnnouncementRow>> {
    let mut query: Boxed<'_> = announcements::table
        .filter(announcements::school_id.eq(by.school()))
        .filter(announcements::state.eq(AnnouncementState::Published))
        .order((
            announcements::pinned.desc(),
            announcements::published_at.desc(),
            announcements::id.desc(),
        ))
        .limit(slice.rows())
        .select(AnnouncementRow::as_select())
        .into_boxed();
    if !by.role().is_office() {
        let mine = announcement_readers::table
            .filter(announcement_readers::account_id.eq(by.account()))
            .select(announcement_readers::announcement_id);
        let taught = match by.role() {
            Role::Teacher => access::taught(db, by.account())?,
            _ => Vec::new(),
        };
        let there = announcement_classes::table
            .filter(announcement_classes::class_id.eq_any(taught))
            .select(announcement_classes::announcement_id);
        let to_all = announcements::to_school
            .eq(by.role() == Role::Teacher)
            .and(announcements::to_school);
        query = query.filter(
            announcements::id
                .eq_any(mine)
                .or(announcements::id.eq_any(there))
                .or(to_all)
                .or(announcements::author_id.eq(by.account()).assume_not_null()),
        );
    }
    if let Some((pinned, at, id)) = slice.after() {
        let at_once = announcements::published_at.eq(*at).and(announcements::id.lt(*id));
        let later = announcements::published_at.lt(*at).or(at_once).assume_not_null();
        let here = announcements::pinned.eq(*pinned).and(later);
        query = match pinned {
            true => query.filter(here.or(announcements::pinned.eq(false))),
            false => query.filter(here),
        };
    }
    Ok(query.load(db)?)
}

fn kept(
    db: &mut Db,
    by: &ActiveMember,
    state: AnnouncementState,
    slice: &Slice<ListKey>,
) -> StoreResult<Vec<AnnouncementRow>> {
    let mut query: Boxed<'_> = announcements::table
        .filter(announcements::school_id.eq(by.school()))
        .filter(announcements::state.eq(state))
        .order((
            announcements::pinned.desc(),
            announcements::created_at.desc(),
            announcements::id.desc(),
        ))
        .limit(slice.rows())
        .select(AnnouncementRow::as_select())
        .into_boxed();
    if !by.role().is_office() {
        query = query.filter(announcements::author_id.eq(by.account()));
    }
    if let Some((pinned, at, id)) = slice.after() {
        let at_once = announcements::created_at.eq(*at).and(announcements::id.lt(*id));
        let later = announcements::created_at.lt(*at).or(at_once);
        let here = announcements::pinned.eq(*pinned).and(later);
        query = match pinned {
            true => query.filter(here.or(announcements::pinned.eq(false))),
            false => query.filter(here),
        };
    }
    Ok(query.load(db)?)
}

/// What waits for a member.
///
/// # Errors
/// When the database does not answer.
pub fn unread(db: &mut Db, by: &ActiveMember) -> StoreResult<UnreadAnnouncements> {
    let now = clock::now();
    let mine = announcement_readers::table
        .filter(announcement_readers::account_id.eq(by.account()))
        .select(announcement_readers::announcement_id);
    let read = announcement_marks::table
        .filter(announcement_marks::account_id.eq(by.account()))
        .filter(announcement_marks::read_at.is_not_null())
        .select(announcement_marks::announcement_id);
    let rows: Vec<AnnouncementRow> = announcements::table
        .filter(announcements::school_id.eq(by.school()))
        .filter(announcements::state.eq(AnnouncementState::Published))
        .filter(announcements::published_at.gt(now.plus_seconds(-WAITING_SECONDS)))
        .filter(announcements::id.eq_any(mine))
        .filter(announcements::id.ne_all(read))
        .order((
            announcements::pinned.desc(),
            announcements::published_at.desc(),
            announcements::id.desc(),
        ))
        .select(AnnouncementRow::as_select())
        .load(db)?;
    // nobody is asked to read what they wrote
    let rows: Vec<AnnouncementRow> = rows
        .into_iter()
        .filter(|row| row.author_id != Some(by.account()))
        .collect();
    let ids: Vec<AnnouncementId> = rows.iter().map(|row| row.id).collect();
    let reached: Vec<AnnouncementId> = announcement_marks::table
        .filter(announcement_marks::account_id.eq(by.account()))
        .filter(announcement_marks::announcement_id.eq_any(ids.iter().copied()))
        .filter(announcement_marks::reached_at.is_not_null())
        .select(announcement_marks::announcement_id)
        .load(db)?;
    let first = rows.get(..rows.len().min(1)).unwrap_or_default();
    Ok(UnreadAnnouncements {
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        waiting: waiting(db, by)?,
        new_ids: ids.into_iter().filter(|id| !reached.contains(id)).collect(),
        first: rows::describe(db, by, first, now)?.pop(),
    })
}

/// How many texts wait for somebody who publishes them.
fn waiting(db: &mut Db, by: &ActiveMember) -> StoreResult<u32> {
    if !by.role().is_office() {
        return Ok(0);
    }
    let count: i64 = announcements::table
        .filter(announcements::school_id.eq(by.school()))
        .filter(announcements::state.eq(AnnouncementState::Waiting))
        .count()
        .get_result(db)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
