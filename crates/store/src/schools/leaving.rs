//! What goes with a membership: places in classes and links to children.

use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    id::{AccountId, ChildId, SchoolId},
};

use crate::{
    error::StoreResult,
    families::link,
    schema::{classes, guardian_links, staff_assignments},
    tx::Tx,
};

/// Ends every place that somebody has in the classes of a school. The rooms are locked by the caller.
pub(crate) fn end_assignments(tx: &mut Tx<'_>, school: SchoolId, account: AccountId) -> StoreResult<()> {
    let of_school = classes::table.filter(classes::school_id.eq(school)).select(classes::id);
    let running = staff_assignments::table
        .filter(staff_assignments::account_id.eq(account))
        .filter(staff_assignments::class_id.eq_any(of_school))
        .filter(staff_assignments::ended_at.is_null());
    diesel::update(running)
        .set(staff_assignments::ended_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(())
}

/// Ends every link of somebody to the children of a school, but one that is restricted: the restriction must hold when they come back. A
/// declared child that is nobody's any more goes. The rooms are locked by the caller.
pub(crate) fn end_links(tx: &mut Tx<'_>, school: SchoolId, account: AccountId) -> StoreResult<()> {
    let running = guardian_links::table
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::school_id.eq(school))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .filter(guardian_links::restricted_at.is_null());
    let children: Vec<ChildId> = running.select(guardian_links::child_id).load(tx.db)?;
    diesel::update(running)
        .set((
            guardian_links::status.eq(LinkStatus::Ended),
            guardian_links::ended_at.eq(tx.now),
            guardian_links::in_force.eq(false),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    for child in children {
        link::forget_if_nobodys(tx, child)?;
    }
    Ok(())
}
