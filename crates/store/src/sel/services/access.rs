//! Who may see an offer or a request, and whose it is. The proofs are minted here and nowhere else.

use diesel::{dsl::exists, prelude::*, select};
use domain::{
    id::{AccountId, ServiceId},
    moment::Moment,
    problem::Code,
    schools::types::MembershipStatus,
    sel::service::ServiceState,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    messaging::blocks,
    schema::{accounts, memberships, sel_services},
};

/// Proof: a member who may see the offer or request.
#[derive(Debug, Clone)]
pub struct ReaderOf {
    member: ActiveMember,
    service: ServiceId,
}

/// Proof: whose offer or request it is.
#[derive(Debug, Clone)]
pub struct OwnerOf {
    member: ActiveMember,
    service: ServiceId,
}

/// Proof: whose offer or request it is, or the office.
#[derive(Debug, Clone)]
pub struct KeeperOf {
    member: ActiveMember,
    service: ServiceId,
}

macro_rules! proofs {
    ($($proof:ident),+) => {$(
        impl $proof {
            /// The member of the school behind it.
            #[must_use]
            pub const fn member(&self) -> &ActiveMember {
                &self.member
            }
            /// The offer or request.
            #[must_use]
            pub const fn service(&self) -> ServiceId {
                self.service
            }
        }
    )+};
}
proofs!(ReaderOf, OwnerOf, KeeperOf);

/// Lets through whoever may see it: any member while it is shown, its owner and the office always. Between two of whom one blocks the
/// other nothing is shown.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else.
pub fn reader(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<ReaderOf> {
    let owner = seen(db, by, service)?;
    owner.map_or(Err(StoreError::NotFound), |_| {
        Ok(ReaderOf {
            member: by.clone(),
            service,
        })
    })
}

/// Lets its owner through.
///
/// # Errors
/// `forbidden` for whoever else sees it; [`StoreError::NotFound`] for everybody else.
pub fn owner(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<OwnerOf> {
    let owner = seen(db, by, service)?.ok_or(StoreError::NotFound)?;
    if owner != by.account() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(OwnerOf {
        member: by.clone(),
        service,
    })
}

/// Lets its owner and the office through.
///
/// # Errors
/// `forbidden` for whoever else sees it; [`StoreError::NotFound`] for everybody else.
pub fn keeper(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<KeeperOf> {
    let owner = seen(db, by, service)?.ok_or(StoreError::NotFound)?;
    if owner != by.account() && !by.role().is_office() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(KeeperOf {
        member: by.clone(),
        service,
    })
}

/// Whether somebody may see it, and so its picture.
///
/// # Errors
/// When the database does not answer.
pub fn may_read(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<bool> {
    Ok(seen(db, by, service)?.is_some())
}

/// Its owner, for whoever may see it.
fn seen(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<Option<AccountId>> {
    let found: Option<(AccountId, ServiceState, Moment)> = sel_services::table
        .find(service)
        .filter(sel_services::school_id.eq(by.school()))
        .select((sel_services::owner_id, sel_services::state, sel_services::expires_at))
        .first(db)
        .optional()?;
    let Some((owner, state, expires_at)) = found else {
        return Ok(None);
    };
    if owner == by.account() || by.role().is_office() {
        return Ok(Some(owner));
    }
    let is_shown = state == ServiceState::Active && expires_at > clock::now();
    if !is_shown || !is_here(db, by, owner)? || blocks::between(db, by.account(), owner)? {
        return Ok(None);
    }
    Ok(Some(owner))
}

/// Whether somebody is an active member of the reader's school.
fn is_here(db: &mut Db, by: &ActiveMember, account: AccountId) -> StoreResult<bool> {
    let here = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true));
    Ok(select(exists(here)).get_result(db)?)
}
