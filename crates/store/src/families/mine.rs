//! The children of a member: listed, added with a code or by declaration, and let go.

use diesel::prelude::*;
use domain::{
    families::{
        rules::NO_RIGHTS,
        types::{GuardianRights, LinkStatus, MyChild, Relationship},
    },
    id::{ChildId, ClassId, GuardianLinkId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::types::GuardianMode,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change,
        child::{self, Source},
        code,
        link::{self, GuardianOf, NewLink},
    },
    page::Slice,
    schema::{children, enrolments, guardian_links, schools},
    schools::{class, membership},
    tx::Tx,
};

/// The place of a child in my list: linked at, then link.
pub type ListKey = (Moment, GuardianLinkId);

/// A child that somebody says is theirs, without a code.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Class.
    pub class: ClassId,
}

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

/// Adds the child of a one-time code: the link is confirmed, and the class conversation open, at once.
///
/// # Errors
/// `wrong_code`, `already_linked`.
pub fn add_by_code(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    key: &[u8],
    (typed, relationship): (&str, Relationship),
) -> StoreResult<MyChild> {
    membership::hold(tx, by.account(), by.school())?;
    let child = code::redeem(tx, by, key, typed)?;
    let classes = class::opened_by(tx.db, &[child])?;
    let link = change::of_rooms(tx, by.account(), &classes, |tx| {
        let link = confirm_or_add(tx, by, child, relationship)?;
        end_superseded(tx, by, child)?;
        Ok(link)
    })?;
    get(tx.db, by, link)
}

/// Adds a child by name and class. The link waits and opens nothing, unless the school trusts everybody.
///
/// # Errors
/// `already_linked`; [`StoreError::NotFound`] when the class is not one of this school and year.
pub fn declare(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    new: &Declaration,
    relationship: Relationship,
) -> StoreResult<MyChild> {
    let class = class::get_current(tx.db, by.school(), new.class)?;
    membership::hold(tx, by.account(), by.school())?;
    let key = child::search_key(&new.first_name, &new.last_name);
    if !links_like(tx.db, by, (&key, class.id))?.is_empty() {
        return Err(StoreError::Refused(Code::AlreadyLinked));
    }
    let mode: GuardianMode = schools::table
        .find(by.school())
        .select(schools::guardian_mode)
        .first(tx.db)?;
    let (status, opened) = match mode {
        GuardianMode::Open => (LinkStatus::Confirmed, vec![class.id]),
        GuardianMode::Code => (LinkStatus::Pending, Vec::new()),
    };
    let link = change::of_rooms(tx, by.account(), &opened, |tx| {
        let names = (new.first_name.as_str(), new.last_name.as_str());
        let child = child::write(tx, (by.school(), class.id), names, Source::Declared)?;
        let (school, account) = (by.school(), by.account());
        link::add(
            tx,
            &NewLink {
                school,
                account,
                child,
                relationship,
                status,
            },
        )
    })?;
    get(tx.db, by, link)
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

fn confirm_or_add(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    child: ChildId,
    relationship: Relationship,
) -> StoreResult<GuardianLinkId> {
    let running: Option<(GuardianLinkId, LinkStatus)> = guardian_links::table
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .select((guardian_links::id, guardian_links::status))
        .first(tx.db)
        .optional()?;
    match running {
        Some((_, LinkStatus::Confirmed)) => Err(StoreError::Refused(Code::AlreadyLinked)),
        Some((link, _)) => {
            link::confirm(tx, link, None)?;
            Ok(link)
        }
        None => link::add(
            tx,
            &NewLink {
                school: by.school(),
                account: by.account(),
                child,
                relationship,
                status: LinkStatus::Confirmed,
            },
        ),
    }
}

/// A code settles what was asked before about the same child: a refusal, and a declaration with the same name and class that waits.
fn end_superseded(tx: &mut Tx<'_>, by: &ActiveMember, child: ChildId) -> StoreResult<()> {
    let refused = guardian_links::table
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.eq(LinkStatus::Refused));
    diesel::update(refused)
        .set((
            guardian_links::status.eq(LinkStatus::Ended),
            guardian_links::ended_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let key: String = children::table.find(child).select(children::search_key).first(tx.db)?;
    for class in class::opened_by(tx.db, &[child])? {
        for (link, declared, status) in links_like(tx.db, by, (&key, class))? {
            if declared == child || status != LinkStatus::Pending {
                continue;
            }
            diesel::update(guardian_links::table.find(link))
                .set((
                    guardian_links::status.eq(LinkStatus::Ended),
                    guardian_links::ended_at.eq(tx.now),
                ))
                .execute(tx.db)?;
            link::forget_if_nobodys(tx, declared)?;
        }
    }
    Ok(())
}

/// My running links to children of this name in this class.
fn links_like(
    db: &mut Db,
    by: &ActiveMember,
    (key, class): (&str, ClassId),
) -> StoreResult<Vec<(GuardianLinkId, ChildId, LinkStatus)>> {
    Ok(guardian_links::table
        .inner_join(children::table)
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::school_id.eq(by.school()))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .filter(children::search_key.eq(key))
        .filter(enrolments::class_id.eq(class))
        .filter(enrolments::ended_at.is_null())
        .select((guardian_links::id, guardian_links::child_id, guardian_links::status))
        .load(db)?)
}

fn get(db: &mut Db, by: &ActiveMember, link: GuardianLinkId) -> StoreResult<MyChild> {
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
