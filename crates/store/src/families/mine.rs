//! The children of a member: listed, and let go.

use diesel::prelude::*;
use domain::{
    families::types::{LinkStatus, MyChild, Relationship},
    id::{ChildId, GuardianLinkId},
    moment::Moment,
    page::Page,
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change, child, inviting,
        link::{self, GuardianOf, RIGHTS, RightsRow},
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
    rights: RightsRow,
    in_force: bool,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    declared: bool,
    created_at: Moment,
}

impl MyChildRow {
    /// The link counts.
    const fn counts(&self) -> bool {
        matches!(self.status, LinkStatus::Confirmed) && self.in_force
    }

    /// Whether the class may be shown: to whoever gets the school's information, and to whoever has said it themselves.
    const fn knows_class(&self) -> bool {
        let is_own_word = matches!(self.status, LinkStatus::Pending | LinkStatus::Refused) && self.declared;
        (self.counts() && link::rights(self.rights).school_information) || is_own_word
    }
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
/// `forbidden` while the direction restricts it; [`StoreError::NotFound`] when it was over in between.
pub fn remove(tx: &mut Tx<'_>, by: &GuardianOf) -> StoreResult<()> {
    let account = by.member().account();
    membership::hold(tx, account, by.member().school())?;
    child::hold(tx, &[by.child()])?;
    let classes = class::opened_by(tx.db, &[by.child()])?;
    change::of_rooms(tx, (by.member().school(), account), &classes, |tx| {
        let mine = guardian_links::table
            .filter(guardian_links::child_id.eq(by.child()))
            .filter(guardian_links::account_id.eq(account))
            .filter(guardian_links::status.ne(LinkStatus::Ended));
        let mine: Vec<(GuardianLinkId, Option<Moment>)> = mine
            .select((guardian_links::id, guardian_links::restricted_at))
            .load(tx.db)?;
        // else a code would make a new link without the restriction
        if mine.iter().any(|(_, restricted_at)| restricted_at.is_some()) {
            return Err(StoreError::Refused(Code::Forbidden));
        }
        let mine: Vec<GuardianLinkId> = mine.into_iter().map(|(link, _)| link).collect();
        if link::end(tx, &mine)? == 0 {
            return Err(StoreError::NotFound);
        }
        inviting::take_back(tx, account, by.child())?;
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
            RIGHTS,
            guardian_links::in_force,
            guardian_links::starts_at,
            guardian_links::ends_at,
            children::declared,
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
            class: classes.remove(&row.child).filter(|_| row.knows_class()),
            relationship: row.relationship,
            status: row.status,
            rights: link::rights_now(row.counts(), row.rights),
            in_force: row.counts(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            first_name: row.first_name,
            last_name: row.last_name,
        })
        .collect())
}
