//! The children of a member: listed, and let go.

use diesel::prelude::*;
use domain::{
    families::{
        rules::NO_RIGHTS,
        types::{GuardianRights, LinkStatus, MyChild, Relationship},
    },
    id::{ChildId, GuardianLinkId},
    moment::Moment,
    page::Page,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change,
        link::{self, GuardianOf},
    },
    page::Slice,
    schema::{children, guardian_links},
    schools::{class, membership},
    tx::Tx,
};

/// The place of a child in my list: linked at, then link.
pub type ListKey = (Moment, GuardianLinkId);

#[derive(Queryable)]
struct MyChildRow {
    child: ChildId,
    link: GuardianLinkId,
    first_name: String,
    last_name: String,
    relationship: Relationship,
    status: LinkStatus,
    rights: (bool, bool, bool, bool, bool, bool),
    created_at: Moment,
}

/// My children, in the order in which I added them: also those whose link waits or was refused.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Page<MyChild>> {
    let rows = rows(db, by, None, slice)?;
    let page = slice.cut(rows, |row| (row.created_at, row.link))?;
    Ok(Page {
        items: describe(db, page.items)?,
        next: page.next,
    })
}

/// Ends my link to a child, and only mine. A child that nobody but me had spoken of goes with it.
///
/// # Errors
/// [`StoreError::NotFound`] when it was over in between.
pub fn remove(tx: &mut Tx<'_>, by: &GuardianOf) -> StoreResult<()> {
    let account = by.member().account();
    membership::hold(tx, account, by.member().school())?;
    let classes = class::opened_by(tx.db, &[by.child()])?;
    change::of_rooms(tx, account, &classes, |tx| {
        let mine = guardian_links::table
            .filter(guardian_links::child_id.eq(by.child()))
            .filter(guardian_links::account_id.eq(account))
            .filter(guardian_links::status.ne(LinkStatus::Ended));
        let ended = diesel::update(mine)
            .set((
                guardian_links::status.eq(LinkStatus::Ended),
                guardian_links::ended_at.eq(tx.now),
            ))
            .execute(tx.db)?;
        if ended == 0 {
            return Err(StoreError::NotFound);
        }
        link::forget_if_nobodys(tx, by.child())
    })
}

pub(crate) fn get(db: &mut Db, by: &ActiveMember, link: GuardianLinkId) -> StoreResult<MyChild> {
    let rows = rows(db, by, Some(link), &Slice::parse(Some(1), None)?)?;
    describe(db, rows)?.pop().ok_or(StoreError::NotFound)
}

fn rows(
    db: &mut Db,
    by: &ActiveMember,
    only: Option<GuardianLinkId>,
    slice: &Slice<ListKey>,
) -> StoreResult<Vec<MyChildRow>> {
    let mut query = guardian_links::table
        .inner_join(children::table)
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::school_id.eq(by.school()))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .order((guardian_links::created_at, guardian_links::id))
        .limit(slice.rows())
        .select((
            children::id,
            guardian_links::id,
            children::first_name,
            children::last_name,
            guardian_links::relationship,
            guardian_links::status,
            (
                guardian_links::may_know,
                guardian_links::may_chat,
                guardian_links::may_sign,
                guardian_links::may_justify,
                guardian_links::may_pay,
                guardian_links::may_pick_up,
            ),
            guardian_links::created_at,
        ))
        .into_boxed();
    if let Some(link) = only {
        query = query.filter(guardian_links::id.eq(link));
    }
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            guardian_links::created_at
                .gt(*at)
                .or(guardian_links::created_at.eq(*at).and(guardian_links::id.gt(*id))),
        );
    }
    Ok(query.load(db)?)
}

fn describe(db: &mut Db, rows: Vec<MyChildRow>) -> StoreResult<Vec<MyChild>> {
    let children: Vec<ChildId> = rows.iter().map(|row| row.child).collect();
    let mut classes = class::of_children(db, &children)?;
    Ok(rows
        .into_iter()
        .map(|row| MyChild {
            id: row.child,
            link_id: row.link,
            first_name: row.first_name,
            last_name: row.last_name,
            class: classes.remove(&row.child),
            relationship: row.relationship,
            status: row.status,
            rights: in_force(row.status, row.rights),
        })
        .collect())
}

/// Rights count only while the link is confirmed.
const fn in_force(status: LinkStatus, rights: (bool, bool, bool, bool, bool, bool)) -> GuardianRights {
    if !matches!(status, LinkStatus::Confirmed) {
        return NO_RIGHTS;
    }
    let (school_information, chat, sign, justify, pay, pick_up) = rights;
    GuardianRights {
        school_information,
        chat,
        sign,
        justify,
        pay,
        pick_up,
    }
}
