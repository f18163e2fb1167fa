//! Two accounts of one person, or two records of one child, become one: what was read, signed and answered goes over.

use diesel::prelude::*;
use domain::{
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, AnnouncementSlipId, ChildId, SchoolId},
    moment::Moment,
};

use crate::{
    error::StoreResult,
    schema::{
        announcement_answers, announcement_marks, announcement_questions, announcement_signatures, announcement_slips,
        announcements,
    },
    tx::Tx,
};

/// From an account that goes to the one that stays, in one school.
pub(crate) fn of_account(tx: &mut Tx<'_>, school: SchoolId, (from, to): (AccountId, AccountId)) -> StoreResult<()> {
    let of_school: Vec<AnnouncementId> = announcements::table
        .filter(announcements::school_id.eq(school))
        .select(announcements::id)
        .load(tx.db)?;
    diesel::update(announcements::table.filter(announcements::id.eq_any(&of_school)))
        .filter(announcements::author_id.eq(from))
        .set(announcements::author_id.eq(to))
        .execute(tx.db)?;
    let there: Vec<AnnouncementId> = announcement_marks::table
        .filter(announcement_marks::account_id.eq(to))
        .select(announcement_marks::announcement_id)
        .load(tx.db)?;
    let marks = announcement_marks::table
        .filter(announcement_marks::account_id.eq(from))
        .filter(announcement_marks::announcement_id.eq_any(&of_school))
        .filter(announcement_marks::announcement_id.ne_all(there));
    diesel::update(marks)
        .set(announcement_marks::account_id.eq(to))
        .execute(tx.db)?;
    let signed: Vec<(AnnouncementId, ChildId, Moment)> = announcement_signatures::table
        .filter(announcement_signatures::account_id.eq(from))
        .filter(announcement_signatures::announcement_id.eq_any(&of_school))
        .select((
            announcement_signatures::announcement_id,
            announcement_signatures::child_id,
            announcement_signatures::signed_at,
        ))
        .load(tx.db)?;
    for (announcement, child, at) in signed {
        sign(tx, (announcement, child, to), at)?;
        diesel::delete(announcement_signatures::table.find((announcement, child, from))).execute(tx.db)?;
    }
    let asked = announcement_questions::table
        .filter(announcement_questions::announcement_id.eq_any(of_school))
        .select(announcement_questions::id);
    let answers = announcement_answers::table
        .filter(announcement_answers::account_id.eq(from))
        .filter(announcement_answers::question_id.eq_any(asked));
    diesel::update(answers)
        .set(announcement_answers::account_id.eq(to))
        .execute(tx.db)?;
    Ok(())
}

/// From a record of a child that goes to the one that stays.
pub(crate) fn of_child(tx: &mut Tx<'_>, from: ChildId, to: ChildId) -> StoreResult<()> {
    let signed: Vec<(AnnouncementId, AccountId, Moment)> = announcement_signatures::table
        .filter(announcement_signatures::child_id.eq(from))
        .select((
            announcement_signatures::announcement_id,
            announcement_signatures::account_id,
            announcement_signatures::signed_at,
        ))
        .load(tx.db)?;
    for (announcement, account, at) in signed {
        sign(tx, (announcement, to, account), at)?;
    }
    let answered: Vec<AnnouncementQuestionId> = announcement_answers::table
        .filter(announcement_answers::child_id.eq(to))
        .select(announcement_answers::question_id)
        .load(tx.db)?;
    let answers = announcement_answers::table
        .filter(announcement_answers::child_id.eq(from))
        .filter(announcement_answers::question_id.ne_all(answered));
    diesel::update(answers)
        .set(announcement_answers::child_id.eq(to))
        .execute(tx.db)?;
    carry_slips(tx, from, to)
}

/// A slip that came back counts, whichever of the two it was printed for.
fn carry_slips(tx: &mut Tx<'_>, from: ChildId, to: ChildId) -> StoreResult<()> {
    let slips: Vec<(AnnouncementSlipId, AnnouncementId, Option<Moment>)> = announcement_slips::table
        .filter(announcement_slips::child_id.eq(from))
        .select((
            announcement_slips::id,
            announcement_slips::announcement_id,
            announcement_slips::returned_at,
        ))
        .load(tx.db)?;
    for (slip, announcement, returned_at) in slips {
        let there = announcement_slips::table
            .filter(announcement_slips::announcement_id.eq(announcement))
            .filter(announcement_slips::child_id.eq(to));
        let found: i64 = there.count().get_result(tx.db)?;
        if found == 0 {
            diesel::update(announcement_slips::table.find(slip))
                .set(announcement_slips::child_id.eq(to))
                .execute(tx.db)?;
        } else if returned_at.is_some() {
            diesel::update(there.filter(announcement_slips::returned_at.is_null()))
                .set(announcement_slips::returned_at.eq(returned_at))
                .execute(tx.db)?;
        }
    }
    Ok(())
}

/// Writes a signature unless it is there.
fn sign(
    tx: &mut Tx<'_>,
    (announcement, child, account): (AnnouncementId, ChildId, AccountId),
    at: Moment,
) -> StoreResult<()> {
    let there: i64 = announcement_signatures::table
        .find((announcement, child, account))
        .count()
        .get_result(tx.db)?;
    if there == 0 {
        diesel::insert_into(announcement_signatures::table)
            .values((
                announcement_signatures::announcement_id.eq(announcement),
                announcement_signatures::child_id.eq(child),
                announcement_signatures::account_id.eq(account),
                announcement_signatures::signed_at.eq(at),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}
