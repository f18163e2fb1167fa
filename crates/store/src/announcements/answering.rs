//! What readers do: it reaches them, they say that they have read, they sign and answer for their children.

use diesel::{dsl::exists, prelude::*, select};
use domain::{
    announcements::{
        forms::AnnouncementAnswer,
        receipts::ReachedBy,
        types::{AnnouncementDetail, AnnouncementState},
    },
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, ChildId},
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    announcements::{
        access::{self, ReaderOf},
        audience, detail,
        rows::{self, AnnouncementRow},
        versions,
    },
    backend::Db,
    error::{StoreError, StoreResult},
    on_backend,
    schema::{announcement_answers, announcement_marks, announcement_readers, announcement_signatures, announcements},
    tx::Tx,
};

/// Notes that announcements have reached a device of somebody. What is not out, or not for them, is left out.
///
/// # Errors
/// When the database does not answer.
pub fn arrived(tx: &mut Tx<'_>, by: &ActiveMember, ids: &[AnnouncementId]) -> StoreResult<()> {
    let mine = announcement_readers::table
        .filter(announcement_readers::account_id.eq(by.account()))
        .select(announcement_readers::announcement_id);
    let mut out: Vec<AnnouncementId> = announcements::table
        .filter(announcements::school_id.eq(by.school()))
        .filter(announcements::state.eq(AnnouncementState::Published))
        .filter(announcements::id.eq_any(ids.iter().copied()))
        .filter(announcements::id.eq_any(mine))
        .select(announcements::id)
        .load(tx.db)?;
    out.sort_unstable();
    for id in out {
        if reached(tx, (id, by.account()), ReachedBy::Device)? {
            audience::tell_keepers(tx, id, None)?;
        }
    }
    Ok(())
}

/// Notes that an announcement has reached somebody; the first way counts. Says whether it is new.
pub(super) fn reached(
    tx: &mut Tx<'_>,
    (announcement, account): (AnnouncementId, AccountId),
    way: ReachedBy,
) -> StoreResult<bool> {
    prepare(tx, (announcement, account))?;
    let first = announcement_marks::table
        .find((announcement, account))
        .filter(announcement_marks::reached_at.is_null());
    let changed = diesel::update(first)
        .set((
            announcement_marks::reached_at.eq(tx.now),
            announcement_marks::reached_by.eq(way),
        ))
        .execute(tx.db)?;
    Ok(changed == 1)
}

fn prepare(tx: &mut Tx<'_>, (announcement, account): (AnnouncementId, AccountId)) -> StoreResult<()> {
    let row = (
        announcement_marks::announcement_id.eq(announcement),
        announcement_marks::account_id.eq(account),
    );
    // another device of the same person may be writing the same row
    on_backend!(tx.db, connection => diesel::insert_into(announcement_marks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}

/// Notes that somebody has read; what was read has arrived. Says whether it is new.
fn has_read(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<bool> {
    let mine = (by.announcement(), by.member().account());
    reached(tx, mine, ReachedBy::Device)?;
    let first = announcement_marks::table
        .find(mine)
        .filter(announcement_marks::read_at.is_null());
    let changed = diesel::update(first)
        .set(announcement_marks::read_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(changed == 1)
}

/// Somebody says that they have read it. Twice is once.
///
/// # Errors
/// `forbidden` for whoever only looks after it; `conflict` when it is not out; [`StoreError::NotFound`].
pub fn read(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<AnnouncementDetail> {
    out(tx, by)?;
    if !access::is_for(tx.db, by.member(), by.announcement())? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    if has_read(tx, by)? {
        audience::tell_keepers(tx, by.announcement(), Some(by.member().account()))?;
    }
    Ok(detail::read(tx.db, by.member(), by.announcement())?.value)
}

/// A guardian signs for a child. Twice is once.
///
/// # Errors
/// `conflict` when it asks for no signature, or is not out; `too_late`; `forbidden` when they may not sign for this child;
/// [`StoreError::NotFound`].
pub fn sign(tx: &mut Tx<'_>, by: &ReaderOf, child: ChildId) -> StoreResult<AnnouncementDetail> {
    let row = hold_out(tx, by)?;
    if !row.asks_signature {
        return Err(StoreError::Refused(Code::Conflict));
    }
    in_time(tx, &row)?;
    may_sign(tx, by, child)?;
    let signature = (
        announcement_signatures::announcement_id.eq(by.announcement()),
        announcement_signatures::child_id.eq(child),
        announcement_signatures::account_id.eq(by.member().account()),
        announcement_signatures::signed_at.eq(tx.now),
    );
    // signed twice is signed once, also from two devices at the same moment
    let new = on_backend!(tx.db, connection => diesel::insert_into(announcement_signatures::table).values(signature).on_conflict_do_nothing().execute(connection))?;
    let read = has_read(tx, by)?;
    if new == 1 || read {
        audience::tell_keepers(tx, by.announcement(), Some(by.member().account()))?;
    }
    Ok(detail::read(tx.db, by.member(), by.announcement())?.value)
}

/// A guardian answers a question about a child; the last answer counts.
///
/// # Errors
/// `conflict` when it is not out; `too_late`; `forbidden` when they may not sign for this child; [`StoreError::NotFound`] when it asks no
/// such question.
pub fn answer(tx: &mut Tx<'_>, by: &ReaderOf, given: &AnnouncementAnswer) -> StoreResult<AnnouncementDetail> {
    let row = hold_out(tx, by)?;
    if !versions::questions(tx.db, row.id)?.contains(&given.question_id) {
        return Err(StoreError::NotFound);
    }
    in_time(tx, &row)?;
    may_sign(tx, by, given.child_id)?;
    let about = (given.question_id, given.child_id);
    write_answer(tx, about, given.yes, Some(by.member().account()))?;
    has_read(tx, by)?;
    audience::tell_keepers(tx, by.announcement(), Some(by.member().account()))?;
    Ok(detail::read(tx.db, by.member(), by.announcement())?.value)
}

/// Writes the answer that stands from now on.
pub(super) fn write_answer(
    tx: &mut Tx<'_>,
    about: (AnnouncementQuestionId, ChildId),
    yes: bool,
    by: Option<AccountId>,
) -> StoreResult<()> {
    let row = (
        announcement_answers::question_id.eq(about.0),
        announcement_answers::child_id.eq(about.1),
        announcement_answers::is_yes.eq(yes),
        announcement_answers::answered_at.eq(tx.now),
    );
    // two guardians may answer at the same moment: one row, and the last one counts
    on_backend!(tx.db, connection => diesel::insert_into(announcement_answers::table).values(row).on_conflict_do_nothing().execute(connection))?;
    diesel::update(announcement_answers::table.find(about))
        .set((
            announcement_answers::is_yes.eq(yes),
            announcement_answers::account_id.eq(by),
            announcement_answers::answered_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// The announcement, which is out and stays as it is until we are done: whoever takes it back or changes it comes before us or after, while
/// others sign beside us.
fn hold_out(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<AnnouncementRow> {
    // SQLite has one writer, and that is us
    if let Db::Postgres(connection) = &mut *tx.db {
        let one = announcements::table
            .find(by.announcement())
            .select(announcements::version);
        one.for_share().execute(connection)?;
    }
    out(tx, by)
}

/// The announcement, which is out.
fn out(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<AnnouncementRow> {
    // whoever held the proof may have left the class in between
    access::reader(tx.db, by.member(), by.announcement())?;
    let row = rows::get(tx.db, by.announcement())?;
    if row.state == AnnouncementState::Published {
        Ok(row)
    } else {
        Err(StoreError::Refused(Code::Conflict))
    }
}

fn in_time(tx: &Tx<'_>, row: &AnnouncementRow) -> StoreResult<()> {
    if row.answer_by.is_some_and(|end| end <= tx.now) {
        return Err(StoreError::Refused(Code::TooLate));
    }
    Ok(())
}

/// Lets through whoever may sign for a child that the announcement is about.
fn may_sign(tx: &mut Tx<'_>, by: &ReaderOf, child: ChildId) -> StoreResult<()> {
    let mine = announcement_readers::table
        .filter(announcement_readers::announcement_id.eq(by.announcement()))
        .filter(announcement_readers::account_id.eq(by.member().account()))
        .filter(announcement_readers::child_id.eq(child))
        .filter(announcement_readers::may_sign.eq(true));
    if select(exists(mine)).get_result(tx.db)? {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}
