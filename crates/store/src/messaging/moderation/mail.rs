//! The mails to the author of a message about which moderators decided something, and later about an appeal, as jobs. What they say is read
//! when they are sent: nothing of the message, nothing of who reported or decided.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, CaseId, SchoolId},
    messaging::{
        calm::quiet::Window,
        moderation::types::{AppealOutcome, CaseStatus, ModerationAct},
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

/// The mail about the answer to an appeal. There is one for each case, because an appeal is answered once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailAnswer {
    /// Which case.
    pub case: CaseId,
}

impl NewJob for MailAnswer {
    const KIND: &'static str = "messaging.mail_answer";
}

/// Whom a mail is for.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// First name of the author.
    pub first_name: String,
    /// The name of the school.
    pub school_name: String,
}

/// What the mail about a decision says.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub to: Addressee,
    /// What was decided and is still in force, and until when, of a mute.
    pub acts: Vec<(ModerationAct, Option<Moment>)>,
    /// Why, in the words of the moderator.
    pub reason: String,
}

/// What the mail about the answer to an appeal says.
#[derive(Debug, Clone)]
pub struct AnswerLetter {
    /// To whom.
    pub to: Addressee,
    /// Whether the decision stands.
    pub outcome: AppealOutcome,
    /// Why, in the words of the direction.
    pub answer: String,
}

/// Orders the mail to the author about a decision: at once, or at the end of their quiet hours.
pub(super) fn order(tx: &mut Tx<'_>, case: &CaseRow) -> StoreResult<()> {
    let Some(author) = case.author else {
        return Ok(());
    };
    let at = outside_quiet_hours(tx, author)?;
    tx.at(at, &MailDecision { case: case.id })
}

/// Orders the mail to the author about the answer to their appeal, in the same way.
pub(super) fn order_answer(tx: &mut Tx<'_>, case: &CaseRow) -> StoreResult<()> {
    let Some(author) = case.author else {
        return Ok(());
    };
    let at = outside_quiet_hours(tx, author)?;
    tx.at(at, &MailAnswer { case: case.id })
}

fn outside_quiet_hours(tx: &mut Tx<'_>, author: AccountId) -> StoreResult<Moment> {
    let (from, to): (i32, i32) = accounts::table
        .find(author)
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(tx.db)?;
    Ok(Window { from, to }.notified_at(tx.now).unwrap_or(tx.now))
}

/// What the mail about a decision says.
///
/// # Errors
/// [`StoreError::NotFound`] when there is nothing to tell any more: the author has read it or appealed meanwhile, it was taken back, or they
/// have left the school.
pub fn letter(db: &mut Db, case: CaseId, now: Moment) -> StoreResult<Letter> {
    let (author, school): (Option<AccountId>, SchoolId) = moderation_cases::table
        .find(case)
        .filter(moderation_cases::status.eq(CaseStatus::Decided))
        .filter(moderation_cases::seen_at.is_null())
        .select((moderation_cases::author_id, moderation_cases::school_id))
        .first(db)?;
    let (to, standing) = addressee(db, author, school)?;
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
    Ok(Letter { to, acts, reason })
}

/// What the mail about the answer to an appeal says.
///
/// # Errors
/// [`StoreError::NotFound`] when there is nothing to tell any more: the author has read it meanwhile, or has left the school.
pub fn answer_letter(db: &mut Db, case: CaseId) -> StoreResult<AnswerLetter> {
    type Found = (Option<AccountId>, SchoolId, Option<AppealOutcome>, Option<String>);
    let (author, school, outcome, answer): Found = moderation_cases::table
        .find(case)
        .filter(moderation_cases::seen_at.is_null())
        .select((
            moderation_cases::author_id,
            moderation_cases::school_id,
            moderation_cases::outcome,
            moderation_cases::answer,
        ))
        .first(db)?;
    let (Some(outcome), Some(answer)) = (outcome, answer) else {
        return Err(StoreError::NotFound);
    };
    let (to, _) = addressee(db, author, school)?;
    Ok(AnswerLetter { to, outcome, answer })
}

/// The author, as long as they belong to the school.
fn addressee(db: &mut Db, author: Option<AccountId>, school: SchoolId) -> StoreResult<(Addressee, MembershipStatus)> {
    let author = author.ok_or(StoreError::NotFound)?;
    type Found = (String, Locale, String, String, MembershipStatus);
    let (email, locale, first_name, school_name, standing): Found = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .inner_join(schools::table.on(schools::id.eq(memberships::school_id)))
        .filter(accounts::id.eq(author))
        .filter(accounts::is_active.eq(true))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq_any([MembershipStatus::Active, MembershipStatus::Suspended]))
        .select((
            accounts::email,
            accounts::locale,
            accounts::first_name,
            schools::name,
            memberships::status,
        ))
        .first(db)?;
    let to = Addressee {
        email,
        locale,
        first_name,
        school_name,
    };
    Ok((to, standing))
}
