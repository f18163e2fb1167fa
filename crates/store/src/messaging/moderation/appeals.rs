//! Appeals: the author says once why a decision is wrong, the direction answers.

use diesel::prelude::*;
use domain::{
    id::CaseId,
    messaging::moderation::types::{
        ActInfo, AppealAnswer, AppealOutcome, CaseDetail, CaseStatus, ModerationAct, NewAppeal, Notice,
    },
    problem::Code,
    schools::types::MembershipStatus,
    words,
};

use crate::{
    accounts::standing::{OfficeMember, Standing},
    error::{StoreError, StoreResult},
    messaging::moderation::{
        acts::{self, Note},
        cases::{self, CaseRow},
        deciding, hiding, mail, mutes, notices, rights,
    },
    schema::{memberships, moderation_cases},
    schools,
    tx::Tx,
};

/// Appeals against what was decided about a message of one's own.
///
/// # Errors
/// [`StoreError::NotFound`] when nothing was decided; `already_decided` the second time.
pub fn appeal(tx: &mut Tx<'_>, by: &Standing, case: CaseId, new: &NewAppeal) -> StoreResult<Notice> {
    let one = notices::get(tx.db, by, case)?;
    let decided = moderation_cases::table
        .find(case)
        .filter(moderation_cases::status.eq(CaseStatus::Decided))
        .filter(moderation_cases::appeal.is_null());
    let taken = diesel::update(decided)
        .set((
            moderation_cases::status.eq(CaseStatus::Appealed),
            moderation_cases::appeal.eq(Some(words::clean_text(&new.text))),
            moderation_cases::appealed_at.eq(Some(tx.now)),
            moderation_cases::seen_at.eq(Some(tx.now)),
        ))
        .execute(tx.db)?;
    if taken == 0 {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    deciding::tell(tx, by.school(), &one)?;
    notices::show(tx.db, by, case)
}

/// Answers an appeal, which its author is told by mail too; what is undone is as if it had not been decided, but for the log.
///
/// # Errors
/// [`StoreError::NotFound`] for a case of another school or about a message of one's own; `already_decided` when no appeal waits; of a
/// suspension what [`schools::deciding::readmit`] says.
pub fn answer(tx: &mut Tx<'_>, by: &OfficeMember, case: CaseId, answer: &AppealAnswer) -> StoreResult<CaseDetail> {
    let moderator = rights::moderator(tx.db, by.member())?;
    let one = cases::get(tx.db, &moderator, case)?;
    let done: Vec<ActInfo> = acts::of_cases(tx.db, &[case])?
        .into_iter()
        .map(|(_, act)| act)
        .collect();
    let undone = answer.outcome == AppealOutcome::Undone;
    if undone && one.status == CaseStatus::Appealed && was(&done, ModerationAct::Suspend) {
        readmit(tx, by, &one)?;
    }
    hiding::hold(tx, one.conversation)?;
    let text = words::clean_text(&answer.answer);
    let waiting = moderation_cases::table
        .find(case)
        .filter(moderation_cases::status.eq(CaseStatus::Appealed));
    let taken = diesel::update(waiting)
        .set((
            moderation_cases::status.eq(CaseStatus::Closed),
            moderation_cases::outcome.eq(Some(answer.outcome)),
            moderation_cases::answer.eq(Some(&text)),
            moderation_cases::answered_at.eq(Some(tx.now)),
            moderation_cases::seen_at.eq(None::<domain::moment::Moment>),
        ))
        .execute(tx.db)?;
    if taken == 0 {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    if undone {
        undo(tx, by, &one, &done)?;
    }
    let note = Note {
        act: if undone {
            ModerationAct::Undo
        } else {
            ModerationAct::Uphold
        },
        reason: &text,
        until: None,
    };
    acts::note(tx, by.member(), &one, &note)?;
    mail::order_answer(tx, &one)?;
    deciding::tell(tx, by.member().school(), &one)?;
    cases::show(tx.db, &moderator, case)
}

fn was(done: &[ActInfo], act: ModerationAct) -> bool {
    done.iter().any(|one| one.act == act)
}

fn undo(tx: &mut Tx<'_>, by: &OfficeMember, case: &CaseRow, done: &[ActInfo]) -> StoreResult<()> {
    if let (true, Some(message)) = (was(done, ModerationAct::Hide), case.message) {
        hiding::restore(tx, (case.conversation, message), by.member().role())?;
    }
    let mute = done.iter().find(|one| one.act == ModerationAct::Mute);
    if let (Some(until), Some(author)) = (mute.and_then(|mute| mute.until), case.author) {
        mutes::unmute(tx, (case.conversation, author), until)?;
        // one mute has the place of the other; what was decided about another message still stands
        if let Some(other) = acts::muted_elsewhere(tx, case)? {
            mutes::mute(tx, (case.conversation, author), other)?;
        }
    }
    Ok(())
}

/// Lets a suspended author in again; somebody who was let in meanwhile stays as they are.
fn readmit(tx: &mut Tx<'_>, by: &OfficeMember, case: &CaseRow) -> StoreResult<()> {
    let membership = deciding::membership_of(tx, by.member().school(), case.author)?;
    let status: MembershipStatus = memberships::table
        .find(membership)
        .select(memberships::status)
        .first(tx.db)?;
    if status != MembershipStatus::Suspended {
        return Ok(());
    }
    schools::deciding::readmit(tx, by, membership).map(drop)
}
