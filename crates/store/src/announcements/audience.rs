//! Who hears of an announcement.

use diesel::prelude::*;
use domain::{
    announcements::types::{AnnouncementChange, AnnouncementNews},
    happening::Happening,
    id::{AccountId, AnnouncementId, SchoolId},
    schools::types::{MembershipStatus, Role},
};

use crate::{
    backend::Db,
    error::StoreResult,
    schema::{announcement_readers, announcements, memberships},
    tx::Tx,
};

/// Everybody whom an announcement is for now.
pub(super) fn readers(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<AccountId>> {
    Ok(announcement_readers::table
        .filter(announcement_readers::announcement_id.eq(announcement))
        .select(announcement_readers::account_id)
        .distinct()
        .order(announcement_readers::account_id)
        .load(db)?)
}

/// The office of a school.
fn office(db: &mut Db, school: SchoolId) -> StoreResult<Vec<AccountId>> {
    Ok(memberships::table
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::role.eq_any([Role::Direction, Role::Admin]))
        .select(memberships::account_id)
        .order(memberships::account_id)
        .load(db)?)
}

/// Tells everybody whom the announcement is for what has become of it.
pub(super) fn tell_readers(
    tx: &mut Tx<'_>,
    announcement_id: AnnouncementId,
    news: AnnouncementNews,
) -> StoreResult<()> {
    let recipients = readers(tx.db, announcement_id)?;
    let school: SchoolId = announcements::table
        .find(announcement_id)
        .select(announcements::school_id)
        .first(tx.db)?;
    tx.happens(Happening::AnnouncementChanged {
        school,
        change: AnnouncementChange { announcement_id, news },
        recipients,
    });
    Ok(())
}

/// Tells the author and the office, and whoever acted on another device, that something has moved.
pub(super) fn tell_keepers(tx: &mut Tx<'_>, announcement_id: AnnouncementId, by: Option<AccountId>) -> StoreResult<()> {
    let (school, author): (SchoolId, Option<AccountId>) = announcements::table
        .find(announcement_id)
        .select((announcements::school_id, announcements::author_id))
        .first(tx.db)?;
    let mut recipients = office(tx.db, school)?;
    recipients.extend(author);
    recipients.extend(by);
    recipients.sort_unstable();
    recipients.dedup();
    tx.happens(Happening::AnnouncementChanged {
        school,
        change: AnnouncementChange {
            announcement_id,
            news: AnnouncementNews::Answered,
        },
        recipients,
    });
    Ok(())
}
