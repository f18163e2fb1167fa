//! The mails about announcements, as jobs. What they say is read when they are sent.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{receipts::ReachedBy, rules, types::AnnouncementState},
    id::{AccountId, AnnouncementId},
    messaging::calm::quiet::Window,
};
use serde::{Deserialize, Serialize};

use crate::{
    announcements::{answering, audience, rows, versions},
    backend::Db,
    error::{StoreError, StoreResult},
    jobs::NewJob,
    schema::{accounts, announcement_marks, announcement_readers, announcements, schools},
    tx::Tx,
};

/// Some time after an announcement is out, whoever it has not reached on a device is sent a mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailUnreached {
    /// Which announcement.
    pub announcement: AnnouncementId,
}

impl NewJob for MailUnreached {
    const KIND: &'static str = "announcements.mail_unreached";
}

/// The mail to one reader.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailReader {
    /// Which announcement.
    pub announcement: AnnouncementId,
    /// To whom.
    pub account: AccountId,
    /// Why.
    pub reason: Reason,
}

impl NewJob for MailReader {
    const KIND: &'static str = "announcements.mail_reader";
}

/// Why a mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It has not reached them.
    Unreached,
    /// Somebody at the school reminds them.
    Reminder,
}

/// What the mail says.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// First name of the reader.
    pub first_name: String,
    /// The name of the school.
    pub school_name: String,
    /// The title, in that language or else in the one it was written in.
    pub title: String,
}

/// Orders the mail for each reader whom it has not reached. Done twice it orders again only for whom it has still not reached.
///
/// # Errors
/// When the database does not answer.
pub fn order(tx: &mut Tx<'_>, announcement: AnnouncementId) -> StoreResult<()> {
    let found: Option<AnnouncementState> = announcements::table
        .find(announcement)
        .select(announcements::state)
        .first(tx.db)
        .optional()?;
    if found != Some(AnnouncementState::Published) {
        return Ok(());
    }
    let reached: Vec<AccountId> = announcement_marks::table
        .filter(announcement_marks::announcement_id.eq(announcement))
        .filter(announcement_marks::reached_at.is_not_null())
        .select(announcement_marks::account_id)
        .load(tx.db)?;
    let author = rows::get(tx.db, announcement)?.author_id;
    for account in audience::readers(tx.db, announcement)? {
        if !reached.contains(&account) && author != Some(account) {
            let job = MailReader {
                announcement,
                account,
                reason: Reason::Unreached,
            };
            order_one(tx, &job)?;
        }
    }
    Ok(())
}

/// Orders the mail to one reader: at once, or at the end of their quiet hours.
pub(super) fn order_one(tx: &mut Tx<'_>, job: &MailReader) -> StoreResult<()> {
    let (from, to): (i32, i32) = accounts::table
        .find(job.account)
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(tx.db)?;
    let morning = Window { from, to }.notified_at(tx.now);
    tx.at(morning.unwrap_or(tx.now), job)
}

/// What the mail to a reader says.
///
/// # Errors
/// [`StoreError::NotFound`] when there is nothing to send any more: it was taken back, is not for them any more, or has reached them.
pub fn letter(db: &mut Db, job: &MailReader) -> StoreResult<Letter> {
    let mine = announcement_readers::table
        .filter(announcement_readers::account_id.eq(job.account))
        .filter(announcement_readers::announcement_id.eq(job.announcement))
        .select(announcement_readers::announcement_id);
    let (original, school_name): (Locale, String) = announcements::table
        .inner_join(schools::table.on(schools::id.eq(announcements::school_id)))
        .filter(announcements::id.eq(job.announcement))
        .filter(announcements::state.eq(AnnouncementState::Published))
        .filter(announcements::id.eq_any(mine))
        .select((announcements::original, schools::name))
        .first(db)?;
    let reached: i64 = announcement_marks::table
        .filter(announcement_marks::announcement_id.eq(job.announcement))
        .filter(announcement_marks::account_id.eq(job.account))
        .filter(announcement_marks::reached_at.is_not_null())
        .count()
        .get_result(db)?;
    if job.reason == Reason::Unreached && reached > 0 {
        return Err(StoreError::NotFound);
    }
    let (email, locale, first_name): (String, Locale, String) = accounts::table
        .find(job.account)
        .select((accounts::email, accounts::locale, accounts::first_name))
        .first(db)?;
    let texts = versions::of_one(db, job.announcement)?;
    let shown = rules::shown(&texts, locale, original).ok_or(StoreError::NotFound)?;
    Ok(Letter {
        email,
        locale,
        first_name,
        school_name,
        title: shown.title.clone().unwrap_or_default(),
    })
}

/// The mail was handed on: it has reached them. Done twice it does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn sent(tx: &mut Tx<'_>, job: &MailReader) -> StoreResult<()> {
    if answering::reached(tx, (job.announcement, job.account), ReachedBy::Mail)? {
        audience::tell_keepers(tx, job.announcement, None)?;
    }
    Ok(())
}
