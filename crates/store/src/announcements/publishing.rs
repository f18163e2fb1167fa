//! Publishing: once, by one of those who may, with the author's role as it is at that moment.

use diesel::prelude::*;
use domain::{
    announcements::{
        rules,
        types::{AnnouncementDetail, AnnouncementNews, AnnouncementState},
    },
    moment::Moment,
    problem::Code,
    schools::{audit::Act, types::Role},
    version::{Expected, Versioned},
};

use crate::{
    announcements::{
        access::KeeperOf,
        audience, detail,
        mail::MailUnreached,
        rows::AnnouncementRow,
        school, versions,
        writing::{hold, title_of},
    },
    error::{StoreError, StoreResult},
    schema::{accounts, announcements, memberships},
    schools::audit::{self, Note},
    tx::Tx,
    version,
};

/// Publishes a draft or a text that waits; the text of a teacher waits where the school wants the direction to publish it.
///
/// # Errors
/// `already_decided` when it is out, was, or waits already; `stale`; `version_missing`; `forbidden`; [`StoreError::NotFound`].
pub fn publish(tx: &mut Tx<'_>, by: &KeeperOf, expected: Expected) -> StoreResult<Versioned<AnnouncementDetail>> {
    let row = hold(tx, by)?;
    if !matches!(row.state, AnnouncementState::Draft | AnnouncementState::Waiting) {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    version::check(expected, row.version)?;
    let rules = school::get(tx.db, by.member().school())?;
    if rules.both_languages && !rules::has_both_languages(&versions::of_one(tx.db, row.id)?) {
        return Err(StoreError::Refused(Code::VersionMissing));
    }
    if rules.approval && !by.member().role().is_office() {
        wait(tx, by, &row)?;
    } else {
        go_out(tx, by, &row)?;
    }
    detail::read(tx.db, by.member(), row.id)
}

fn wait(tx: &mut Tx<'_>, by: &KeeperOf, row: &AnnouncementRow) -> StoreResult<()> {
    if row.state == AnnouncementState::Waiting {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    diesel::update(announcements::table.find(row.id))
        .set((
            announcements::state.eq(AnnouncementState::Waiting),
            announcements::refusal.eq(None::<String>),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    audience::tell_keepers(tx, row.id, Some(by.member().account()))
}

fn go_out(tx: &mut Tx<'_>, by: &KeeperOf, row: &AnnouncementRow) -> StoreResult<()> {
    let (name, role) = author(tx, by, row)?;
    diesel::update(announcements::table.find(row.id))
        .set((
            announcements::state.eq(AnnouncementState::Published),
            announcements::author_name.eq(name),
            announcements::author_role.eq(role),
            announcements::refusal.eq(None::<String>),
            announcements::published_at.eq(tx.now),
            announcements::published_by.eq(by.member().account()),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    let subject = title_of(tx, row)?;
    audit::note(tx, by.member(), &Note::of(Act::AnnouncementPublished, subject))?;
    let mail = MailUnreached { announcement: row.id };
    tx.at(tx.now.plus_seconds(rules::MAIL_AFTER_SECONDS), &mail)?;
    audience::tell_readers(tx, row.id, AnnouncementNews::Published)?;
    audience::tell_keepers(tx, row.id, None)
}

/// Name and role of the author as they are now; as they were written down when the account is gone.
fn author(tx: &mut Tx<'_>, by: &KeeperOf, row: &AnnouncementRow) -> StoreResult<(String, Role)> {
    let Some(account) = row.author_id else {
        return Ok((row.author_name.clone(), row.author_role));
    };
    let (first, last, role): (String, String, Role) = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.member().school()))
        .filter(memberships::account_id.eq(account))
        .select((accounts::first_name, accounts::last_name, memberships::role))
        .first(tx.db)?;
    Ok((format!("{first} {last}"), role))
}

/// Gives a text that waits back to its author.
///
/// # Errors
/// `already_decided` when it does not wait; `forbidden` for everybody but the office; [`StoreError::NotFound`].
pub fn refuse(tx: &mut Tx<'_>, by: &KeeperOf, reason: &str) -> StoreResult<AnnouncementDetail> {
    let row = hold(tx, by)?;
    if !by.member().role().is_office() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    if row.state != AnnouncementState::Waiting {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    diesel::update(announcements::table.find(row.id))
        .set((
            announcements::state.eq(AnnouncementState::Draft),
            announcements::refusal.eq(reason),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    let subject = title_of(tx, &row)?;
    audit::note(
        tx,
        by.member(),
        &Note::of(Act::AnnouncementRefused, subject).because(reason),
    )?;
    audience::tell_keepers(tx, row.id, None)?;
    Ok(detail::read(tx.db, by.member(), row.id)?.value)
}

/// Takes an announcement back.
///
/// # Errors
/// `already_decided` when it is not out; `forbidden`; [`StoreError::NotFound`].
pub fn withdraw(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<AnnouncementDetail> {
    let row = hold(tx, by)?;
    if row.state != AnnouncementState::Published {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    diesel::update(announcements::table.find(row.id))
        .set((
            announcements::state.eq(AnnouncementState::Withdrawn),
            announcements::withdrawn_at.eq(Some::<Moment>(tx.now)),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    let subject = title_of(tx, &row)?;
    audit::note(tx, by.member(), &Note::of(Act::AnnouncementWithdrawn, subject))?;
    audience::tell_readers(tx, row.id, AnnouncementNews::Withdrawn)?;
    audience::tell_keepers(tx, row.id, None)?;
    Ok(detail::read(tx.db, by.member(), row.id)?.value)
}
