//! The mail to the author of a message about which moderators decided something, as a job. What it says is read when it is sent: nothing of
//! the message, nothing of who reported or decided.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, CaseId, SchoolId},
    messaging::{
        calm::quiet::Window,
        moderation::types::{CaseStatus, ModerationAct},
    },
    moment::Moment,
    schools::types::MembershipStatus,
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    jobs::NewJob,
    messaging::moderation::{acts, cases::CaseRow},
    schema::{accounts, memberships, moderation_cases, schools},
    tx::Tx,
};

/// The mail about one decision. There is one for each case, because a case is decided once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailDecision {
    /// Which case.
    pub case: CaseId,
}

impl NewJob for MailDecision {
    const KIND: &'static str = "messaging.mail_decision";
}

/// What the mail says.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// First name of the author.
    pub first_name: String,
    /// The name of the school.
    pub school_name: String,
    /// What was decided and is still in force, and until when, of a mute.
    pub acts: Vec<(ModerationAct, Option<Moment>)>,
    /// Why, in the words of the moderator.
    pub reason: String,
}

/// Orders the mail to the author: at once, or at the end of their quiet hours.
pub(super) fn order(tx: &mut Tx<'_>, case: &CaseRow) -> StoreResult<()> {
    let Some(author) = case.author else {
        return Ok(());
    };
    let (from, to): (i32, i32) = accounts::table
        .find(author)
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(tx.db)?;
    let morning = Window { from, to }.notified_at(tx.now);
    tx.at(morning.unwrap_or(tx.now), &MailDecision { case: case.id })
}

/// What the mail about a decision says.
///
/// # Errors
/// [`StoreError::NotFound`] when there is nothing to tell any more: the author has read it or appealed meanwhile, it was taken back, or they
/// have left the school.
pub fn letter(db: &mut Db, case: CaseId, now: Moment) -> StoreResult<Letter> {
    let (author, school, school_name): (Option<AccountId>, SchoolId, String) = moderation_cases::table
        .inner_join(schools::table.on(schools::id.eq(moderation_cases::school_id)))
        .filter(moderation_cases::id.eq(case))
        .filter(moderation_cases::status.eq(CaseStatus::Decided))
        .filter(moderation_cases::seen_at.is_null())
        .select((moderation_cases::author_id, moderation_cases::school_id, schools::name))
        .first(db)?;
    let author = author.ok_or(StoreError::NotFound)?;
    let (email, locale, first_name, standing): (String, Locale, String, MembershipStatus) = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .filter(accounts::id.eq(author))
        .filter(accounts::is_active.eq(true))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq_any([MembershipStatus::Active, MembershipStatus::Suspended]))
        .select((
            accounts::email,
            accounts::locale,
            accounts::first_name,
            memberships::status,
        ))
        .first(db)?;
    let done = acts::of_cases(db, &[case])?;
    let reason = done.first().map(|(_, act)| act.reason.clone()).unwrap_or_default();
    let in_force = |act: ModerationAct, until: Option<Moment>| match act {
        ModerationAct::Hide | ModerationAct::Warn => true,
        ModerationAct::Mute => until.is_some_and(|until| until > now),
        // somebody whom the office has let in again is not told that they are outside
        ModerationAct::Suspend => standing == MembershipStatus::Suspended,
        ModerationAct::Dismiss | ModerationAct::Uphold | ModerationAct::Undo => false,
    };
    let acts: Vec<(ModerationAct, Option<Moment>)> = done
        .into_iter()
        .map(|(_, act)| (act.act, act.until))
        .filter(|(act, until)| in_force(*act, *until))
        .collect();
    if acts.is_empty() {
        return Err(StoreError::NotFound);
    }
    Ok(Letter {
        email,
        locale,
        first_name,
        school_name,
        acts,
        reason,
    })
}
