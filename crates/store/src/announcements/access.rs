//! Who may read an announcement, and who looks after it. The proofs are minted here and nowhere else.

use diesel::{dsl::exists, prelude::*, select};
use domain::{
    announcements::types::AnnouncementState,
    id::{AccountId, AnnouncementId, ClassId},
    problem::Code,
    schools::types::Role,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{announcement_classes, announcement_readers, announcements, staff_assignments},
};

/// Proof: somebody whom the announcement is for, or who looks after it.
#[derive(Debug, Clone)]
pub struct ReaderOf {
    member: ActiveMember,
    announcement: AnnouncementId,
}

/// Proof: the author of the announcement who teaches all its classes, or the office.
#[derive(Debug, Clone)]
pub struct KeeperOf {
    member: ActiveMember,
    announcement: AnnouncementId,
}

macro_rules! proofs {
    ($($proof:ident),+) => {$(
        impl $proof {
            /// The member of the school behind it.
            #[must_use]
            pub const fn member(&self) -> &ActiveMember {
                &self.member
            }
            /// The announcement.
            #[must_use]
            pub const fn announcement(&self) -> AnnouncementId {
                self.announcement
            }
        }
    )+};
}
proofs!(ReaderOf, KeeperOf);

/// What decides about access.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Standing {
    pub(crate) author: Option<AccountId>,
    pub(crate) state: AnnouncementState,
    pub(crate) to_school: bool,
}

/// Lets through whoever may read the announcement: its readers once it is out, teachers of its classes, and whoever looks after it.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else.
pub fn reader(db: &mut Db, by: &ActiveMember, announcement: AnnouncementId) -> StoreResult<ReaderOf> {
    let standing = standing(db, by, announcement)?;
    let is_out = matches!(
        standing.state,
        AnnouncementState::Published | AnnouncementState::Withdrawn
    );
    let may = keeps(db, by, announcement, &standing)?
        || (is_out && (is_for(db, by, announcement)? || teaches_there(db, by, announcement, &standing)?));
    if may {
        Ok(ReaderOf {
            member: by.clone(),
            announcement,
        })
    } else {
        Err(StoreError::NotFound)
    }
}

/// Lets through whoever looks after the announcement.
///
/// # Errors
/// `forbidden` for everybody else of the school (M11); [`StoreError::NotFound`] for staff when the school has no such announcement.
pub fn keeper(db: &mut Db, by: &ActiveMember, announcement: AnnouncementId) -> StoreResult<KeeperOf> {
    if !by.role().is_staff() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let standing = standing(db, by, announcement)?;
    if keeps(db, by, announcement, &standing)? {
        Ok(KeeperOf {
            member: by.clone(),
            announcement,
        })
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

/// Whether somebody may read an announcement, and so what hangs on it. A withdrawn one keeps its files for whoever looks after it.
///
/// # Errors
/// When the database does not answer.
pub fn may_read(db: &mut Db, by: &ActiveMember, announcement: AnnouncementId) -> StoreResult<bool> {
    match reader(db, by, announcement) {
        Ok(_) => {
            let standing = standing(db, by, announcement)?;
            Ok(standing.state != AnnouncementState::Withdrawn || keeps(db, by, announcement, &standing)?)
        }
        Err(StoreError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// How an announcement of the school stands.
pub(crate) fn standing(db: &mut Db, by: &ActiveMember, announcement: AnnouncementId) -> StoreResult<Standing> {
    Ok(announcements::table
        .filter(announcements::id.eq(announcement))
        .filter(announcements::school_id.eq(by.school()))
        .select((announcements::author_id, announcements::state, announcements::to_school))
        .first(db)?)
}

/// Whether somebody looks after an announcement: the office after all, a teacher after what they wrote for classes that they teach.
pub(crate) fn keeps(
    db: &mut Db,
    by: &ActiveMember,
    announcement: AnnouncementId,
    standing: &Standing,
) -> StoreResult<bool> {
    if by.role().is_office() {
        return Ok(true);
    }
    if by.role() != Role::Teacher || standing.author != Some(by.account()) || standing.to_school {
        return Ok(false);
    }
    let classes: Vec<ClassId> = announcement_classes::table
        .filter(announcement_classes::announcement_id.eq(announcement))
        .select(announcement_classes::class_id)
        .load(db)?;
    teaches_all(db, by.account(), &classes)
}

/// Whether somebody teaches every one of these classes, of which there is at least one.
pub(crate) fn teaches_all(db: &mut Db, account: AccountId, classes: &[ClassId]) -> StoreResult<bool> {
    let taught = taught(db, account)?;
    Ok(!classes.is_empty() && classes.iter().all(|class| taught.contains(class)))
}

/// The classes that somebody works in.
pub(crate) fn taught(db: &mut Db, account: AccountId) -> StoreResult<Vec<ClassId>> {
    Ok(staff_assignments::table
        .filter(staff_assignments::account_id.eq(account))
        .filter(staff_assignments::ended_at.is_null())
        .select(staff_assignments::class_id)
        .load(db)?)
}

/// Whether somebody is in the audience of an announcement.
pub(crate) fn is_for(db: &mut Db, by: &ActiveMember, announcement: AnnouncementId) -> StoreResult<bool> {
    let mine = announcement_readers::table
        .filter(announcement_readers::announcement_id.eq(announcement))
        .filter(announcement_readers::account_id.eq(by.account()));
    Ok(select(exists(mine)).get_result(db)?)
}

/// Whether a teacher works in one of the classes, so that they know what the families there have been told; what is for the whole
/// school is known to all who teach.
fn teaches_there(
    db: &mut Db,
    by: &ActiveMember,
    announcement: AnnouncementId,
    standing: &Standing,
) -> StoreResult<bool> {
    if by.role() != Role::Teacher {
        return Ok(false);
    }
    if standing.to_school || standing.author == Some(by.account()) {
        return Ok(true);
    }
    let mine = taught(db, by.account())?;
    let there = announcement_classes::table
        .filter(announcement_classes::announcement_id.eq(announcement))
        .filter(announcement_classes::class_id.eq_any(mine));
    Ok(select(exists(there)).get_result(db)?)
}
