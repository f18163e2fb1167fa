//! What a moderator decides about a case. Of several at once the first one decides: the case is closed by an UPDATE with its condition.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, CaseId, MembershipId, SchoolId},
    messaging::moderation::{
        rules::{MUTE_SECONDS, may_do},
        types::{CaseDetail, CaseStatus, Decision, ModerationAct},
    },
    moment::Moment,
    problem::Code,
    words,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::moderation::{
        acts::{self, Note},
        cases::{self, CaseRow},
        hiding, mail, mutes,
        rights::{self, Moderator},
    },
    schema::{memberships, moderation_cases},
    schools,
    tx::Tx,
};

/// Decides. The author is told what and why, by mail too, and not who reported.
///
/// # Errors
/// [`StoreError::NotFound`] when it is no case that they may judge; `forbidden` for what their role may not do; `already_decided`;
/// `conflict` when the message or its author is gone; of a suspension what [`schools::deciding::suspend`] says.
pub fn decide(tx: &mut Tx<'_>, by: &Moderator, case: CaseId, decision: &Decision) -> StoreResult<CaseDetail> {
    let one = cases::get(tx.db, by, case)?;
    if one.status != CaseStatus::Open {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    let role = by.member().role();
    if decision.acts.iter().any(|act| !may_do(role, *act)) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let reason = words::clean_text(&decision.reason);
    // the school, the person and their rooms are locked before this room, as everywhere
    if decision.acts.contains(&ModerationAct::Suspend) {
        suspend(tx, by, &one, &reason)?;
    }
    hiding::hold(tx, one.conversation)?;
    // a term may have ended, a class been left since the policy asked
    let by = &rights::moderator(tx.db, by.member())?;
    cases::get(tx.db, by, case)?;
    close(tx, by, &one, decision)?;
    for act in &decision.acts {
        let until = apply(tx, by, &one, *act)?;
        let note = Note {
            act: *act,
            reason: &reason,
            until,
        };
        acts::note(tx, by.member(), &one, &note)?;
    }
    if !decision.acts.contains(&ModerationAct::Dismiss) {
        mail::order(tx, &one)?;
    }
    tell(tx, by.member().school(), &one)?;
    cases::show(tx.db, by, case)
}

fn close(tx: &mut Tx<'_>, by: &Moderator, case: &CaseRow, decision: &Decision) -> StoreResult<()> {
    let status = if decision.acts.contains(&ModerationAct::Dismiss) {
        CaseStatus::Closed
    } else {
        CaseStatus::Decided
    };
    let open = moderation_cases::table
        .find(case.id)
        .filter(moderation_cases::status.eq(CaseStatus::Open));
    let closed = diesel::update(open)
        .set((
            moderation_cases::status.eq(status),
            moderation_cases::decided_at.eq(Some(tx.now)),
            moderation_cases::decided_by.eq(Some(by.member().account())),
        ))
        .execute(tx.db)?;
    if closed == 1 {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::AlreadyDecided))
    }
}

/// Does one thing; gives back until when it lasts.
fn apply(tx: &mut Tx<'_>, by: &Moderator, case: &CaseRow, act: ModerationAct) -> StoreResult<Option<Moment>> {
    let gone = || StoreError::Refused(Code::Conflict);
    match act {
        ModerationAct::Hide => {
            let message = case.message.ok_or_else(gone)?;
            hiding::hide(tx, (case.conversation, message), by.member().role())?;
            Ok(None)
        }
        ModerationAct::Mute => {
            let author = case.author.ok_or_else(gone)?;
            let until = tx.now.plus_seconds(MUTE_SECONDS);
            mutes::mute(tx, (case.conversation, author), until)?;
            Ok(Some(until))
        }
        ModerationAct::Warn => case.author.map(|_| None).ok_or_else(gone),
        _ => Ok(None),
    }
}

fn suspend(tx: &mut Tx<'_>, by: &Moderator, case: &CaseRow, reason: &str) -> StoreResult<()> {
    let office = by.member().clone().office()?;
    let membership = membership_of(tx, by.member().school(), case.author)?;
    schools::deciding::suspend(tx, &office, membership, reason).map(drop)
}

/// The membership of an author.
pub(super) fn membership_of(tx: &mut Tx<'_>, school: SchoolId, author: Option<AccountId>) -> StoreResult<MembershipId> {
    let author = author.ok_or(StoreError::Refused(Code::Conflict))?;
    Ok(memberships::table
        .filter(memberships::school_id.eq(school))
        .filter(memberships::account_id.eq(author))
        .select(memberships::id)
        .first(tx.db)?)
}

/// Tells the moderators and the author that there is something to read.
pub(super) fn tell(tx: &mut Tx<'_>, school: SchoolId, case: &CaseRow) -> StoreResult<()> {
    let place = (school, case.conversation);
    let mut recipients = rights::moderators_of(tx.db, place, (case.author, case.author_role))?;
    recipients.extend(case.author);
    tx.happens(Happening::Moderated { school, recipients });
    Ok(())
}
