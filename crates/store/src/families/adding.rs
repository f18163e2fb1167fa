//! Adding a child: with its one-time code, or by declaring its name and class.

use diesel::prelude::*;
use domain::{
    families::{
        rules::PENDING_MAX,
        types::{LinkStatus, MyChild, Relationship},
    },
    id::{ChildId, ClassId, GuardianLinkId},
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
        link::{self, NewLink},
        mine,
    },
    schema::{children, enrolments, guardian_links, schools},
    schools::{class, membership},
    tx::Tx,
};

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

/// Adds the child of a one-time code: the link is confirmed, and the class conversation open, at once.
///
/// # Errors
/// `wrong_code`, `already_linked`.
pub fn by_code(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    key: &[u8],
    (typed, relationship): (&str, Relationship),
) -> StoreResult<MyChild> {
    membership::hold(tx, by.account(), by.school())?;
    let child = code::child_of(tx.db, by, (key, typed), tx.now)?;
    // gone when it has just become part of another record, which has the code now
    child::hold(tx, &[child]).map_err(again)?;
    if code::redeem(tx, by, key, typed)? != child {
        return Err(StoreError::Again);
    }
    let classes = class::opened_by(tx.db, &[child])?;
    let link = change::of_rooms(tx, (by.school(), by.account()), &classes, |tx| {
        let link = confirm_or_add(tx, by, child, relationship)?;
        end_superseded(tx, by, child)?;
        Ok(link)
    })?;
    mine::get(tx.db, by, link)
}

/// Adds a child by name and class. The link waits and opens nothing, unless the school trusts everybody.
///
/// # Errors
/// `already_linked`; `limit_reached` while ten links wait; [`StoreError::NotFound`] when the class is not one of this school and year.
pub fn by_declaration(
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
    let waiting: i64 = guardian_links::table
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::status.eq(LinkStatus::Pending))
        .count()
        .get_result(tx.db)?;
    if waiting >= PENDING_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let mode: GuardianMode = schools::table
        .find(by.school())
        .select(schools::guardian_mode)
        .first(tx.db)?;
    let (status, opened) = match mode {
        GuardianMode::Open => (LinkStatus::Confirmed, vec![class.id]),
        GuardianMode::Code => (LinkStatus::Pending, Vec::new()),
    };
    let link = change::of_rooms(tx, (by.school(), by.account()), &opened, |tx| {
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
                invited_by: None,
            },
        )
    })?;
    mine::get(tx.db, by, link)
}

fn again(error: StoreError) -> StoreError {
    match error {
        StoreError::NotFound => StoreError::Again,
        other => other,
    }
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
                invited_by: None,
            },
        ),
    }
}

/// A code settles what was asked before about the same child: a refusal, and a declaration with the same name and class that waits.
fn end_superseded(tx: &mut Tx<'_>, by: &ActiveMember, child: ChildId) -> StoreResult<()> {
    let refused: Vec<GuardianLinkId> = guardian_links::table
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.eq(LinkStatus::Refused))
        .select(guardian_links::id)
        .load(tx.db)?;
    link::end(tx, &refused)?;
    let key: String = children::table.find(child).select(children::search_key).first(tx.db)?;
    for class in class::opened_by(tx.db, &[child])? {
        for (link, declared, status) in links_like(tx.db, by, (&key, class))? {
            if declared == child || status != LinkStatus::Pending {
                continue;
            }
            link::end(tx, &[link])?;
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
