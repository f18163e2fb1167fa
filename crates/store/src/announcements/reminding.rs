//! Reminding those who have not read, and only those; once a day.

use diesel::prelude::*;
use domain::{
    announcements::{receipts::Reminded, rules::REMIND_SECONDS, types::AnnouncementState},
    problem::Code,
    schools::audit::Act,
};

use crate::{
    announcements::{
        access::KeeperOf,
        audience,
        mail::{MailReader, Reason, order_one},
        reach::Reach,
        writing::{hold, title_of},
    },
    error::{StoreError, StoreResult},
    schema::announcements,
    schools::audit::{self, Note},
    tx::Tx,
};

/// Orders a mail to whoever has not read it, or has still to sign or answer.
///
/// # Errors
/// `conflict` when it is not out; `limit_reached` less than a day after the last time; `forbidden`;
/// [`StoreError::NotFound`].
pub fn remind(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<Reminded> {
    let row = hold(tx, by)?;
    if row.state != AnnouncementState::Published {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let again_from = tx.now.plus_seconds(REMIND_SECONDS);
    let too_early = |last: domain::moment::Moment| last.plus_seconds(REMIND_SECONDS) > tx.now;
    if row.reminded_at.is_some_and(too_early) {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let mut people = Reach::load(tx.db, row.id)?.to_remind();
    people.retain(|account| row.author_id != Some(*account));
    for account in &people {
        let job = MailReader {
            announcement: row.id,
            account: *account,
            reason: Reason::Reminder,
        };
        order_one(tx, &job)?;
    }
    diesel::update(announcements::table.find(row.id))
        .set(announcements::reminded_at.eq(tx.now))
        .execute(tx.db)?;
    let subject = format!("{} ({})", title_of(tx, &row)?, people.len());
    audit::note(tx, by.member(), &Note::of(Act::ReadersReminded, subject))?;
    audience::tell_keepers(tx, row.id, None)?;
    Ok(Reminded {
        people: u32::try_from(people.len()).unwrap_or(u32::MAX),
        again_from,
    })
}
