//! Links that wait for the school: staff sees who they are about, confirms or refuses.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    families::types::{GuardianLinkInfo, LinkAdult, LinkStatus, Relationship, SchoolChild},
    id::{AccountId, ChildId, ClassId, GuardianLinkId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::audit::Act,
};

use crate::{
    accounts::standing::{ActiveMember, StaffMember},
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change,
        child::{self, ChildRow},
        link,
        matching::{self, likeness},
        record,
    },
    page::Slice,
    schema::{accounts, children, enrolments, guardian_links, staff_assignments},
    schools::{
        audit::{self, Note},
        class, membership,
    },
    tx::Tx,
};

/// The place of a link in the list: asked at, then id.
pub type ListKey = (Moment, GuardianLinkId);

type LinkRow = (
    GuardianLinkId,
    Relationship,
    LinkStatus,
    Moment,
    (AccountId, String, String, String),
    ChildRow,
    Option<AccountId>,
);

/// The links of the school, for a teacher those of the classes they teach (T18), the oldest first, perhaps only those of one status.
/// Those that wait come with the children of the list that they may be about.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &StaffMember,
    status: Option<LinkStatus>,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<GuardianLinkInfo>> {
    let mut query = guardian_links::table
        .inner_join(children::table)
        .inner_join(accounts::table.on(accounts::id.eq(guardian_links::account_id)))
        .filter(guardian_links::school_id.eq(by.member().school()))
        .order((guardian_links::created_at, guardian_links::id))
        .limit(slice.rows())
        .select((
            guardian_links::id,
            guardian_links::relationship,
            guardian_links::status,
            guardian_links::created_at,
            (accounts::id, accounts::first_name, accounts::last_name, accounts::email),
            child::COLUMNS,
            guardian_links::invited_by,
        ))
        .into_boxed();
    if !by.member().role().is_office() {
        let taught = staff_assignments::table
            .filter(staff_assignments::account_id.eq(by.member().account()))
            .filter(staff_assignments::ended_at.is_null())
            .select(staff_assignments::class_id);
        let inside = enrolments::table
            .filter(enrolments::class_id.eq_any(taught))
            .filter(enrolments::ended_at.is_null())
            .select(enrolments::child_id);
        query = query.filter(guardian_links::child_id.eq_any(inside));
    }
    if let Some(status) = status {
        query = query.filter(guardian_links::status.eq(status));
    }
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            guardian_links::created_at
                .gt(*at)
                .or(guardian_links::created_at.eq(*at).and(guardian_links::id.gt(*id))),
        );
    }
    let rows: Vec<LinkRow> = query.load(db)?;
    let page = slice.cut(rows, |row| (row.3, row.0))?;
    Ok(Page {
        items: describe(db, page.items)?,
        next: page.next,
    })
}

/// Confirms a link that waits: the adult is in the class conversation at once. `listed` says which child of the school's list the
/// declared child is; without it the declared child comes onto the list. Of several answers at once, the first one counts.
///
/// # Errors
/// `already_decided`; `forbidden` for one's own link, and for a teacher of other classes; `already_linked` when the adult is linked to the
/// listed child; [`StoreError::NotFound`] when the link or the child is not of this school.
pub fn confirm(
    tx: &mut Tx<'_>,
    by: &StaffMember,
    link: GuardianLinkId,
    listed: Option<ChildId>,
) -> StoreResult<GuardianLinkInfo> {
    let school = by.member().school();
    let (account, declared) = hold(tx, by.member(), link)?;
    let child = listed.unwrap_or(declared);
    child::hold(tx, &[declared, child])?;
    record::may_open(tx.db, by, declared)?;
    if child != declared {
        listed_child(tx.db, school, child)?;
        record::may_open(tx.db, by, child)?;
    }
    note(tx, by, Act::LinkConfirmed, (account, child))?;
    let classes = class::opened_by(tx.db, &[child])?;
    change::of_rooms(tx, (school, account), &classes, |tx| {
        if !link::confirm(tx, link, Some(by.member().account()))? {
            return Err(StoreError::Refused(Code::AlreadyDecided));
        }
        if child == declared {
            diesel::update(children::table.find(child))
                .set(children::declared.eq(false))
                .execute(tx.db)?;
            return Ok(());
        }
        move_link(tx, (link, account), child)?;
        link::forget_if_nobodys(tx, declared)
    })?;
    get(tx.db, school, link)
}

/// Refuses a link that waits. Of several answers at once, the first one counts.
///
/// # Errors
/// `already_decided`; `forbidden` for one's own link; [`StoreError::NotFound`] when the link is not of this school.
pub fn refuse(tx: &mut Tx<'_>, by: &StaffMember, link: GuardianLinkId) -> StoreResult<GuardianLinkInfo> {
    let school = by.member().school();
    let (account, child) = hold(tx, by.member(), link)?;
    record::may_open(tx.db, by, child)?;
    let waiting = guardian_links::table
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::status.eq(LinkStatus::Pending));
    let refused = diesel::update(waiting)
        .set((
            guardian_links::status.eq(LinkStatus::Refused),
            guardian_links::decided_at.eq(tx.now),
            guardian_links::decided_by.eq(by.member().account()),
            guardian_links::in_force.eq(false),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    if refused == 0 {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    note(tx, by, Act::LinkRefused, (account, child))?;
    change::tell(tx, school, account);
    get(tx.db, school, link)
}

/// Finds a link of the school and holds its adult: nobody else changes their links until we are done. Nobody decides about a link of
/// their own.
fn hold(tx: &mut Tx<'_>, by: &ActiveMember, link: GuardianLinkId) -> StoreResult<(AccountId, ChildId)> {
    let mine = guardian_links::table
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::school_id.eq(by.school()));
    let account: AccountId = mine.select(guardian_links::account_id).first(tx.db)?;
    if account == by.account() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    membership::hold(tx, account, by.school())?;
    // read again under the lock: another answer may have moved the link to another child
    let child = mine.select(guardian_links::child_id).first(tx.db)?;
    Ok((account, child))
}

fn note(tx: &mut Tx<'_>, by: &StaffMember, act: Act, (account, child): (AccountId, ChildId)) -> StoreResult<()> {
    let name = child::row(tx.db, by.member().school(), child)?.name();
    let note = Note::of(act, name).about(account).about_child(child);
    audit::note(tx, by.member(), &note)
}

fn listed_child(db: &mut Db, school: SchoolId, child: ChildId) -> StoreResult<ChildId> {
    Ok(children::table
        .filter(children::id.eq(child))
        .filter(children::school_id.eq(school))
        .filter(children::declared.eq(false))
        .select(children::id)
        .first(db)?)
}

fn move_link(tx: &mut Tx<'_>, (link, account): (GuardianLinkId, AccountId), child: ChildId) -> StoreResult<()> {
    let running: i64 = guardian_links::table
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .count()
        .get_result(tx.db)?;
    if running > 0 {
        return Err(StoreError::Refused(Code::AlreadyLinked));
    }
    diesel::update(guardian_links::table.find(link))
        .set(guardian_links::child_id.eq(child))
        .execute(tx.db)?;
    Ok(())
}

fn get(db: &mut Db, school: SchoolId, link: GuardianLinkId) -> StoreResult<GuardianLinkInfo> {
    let row: LinkRow = guardian_links::table
        .inner_join(children::table)
        .inner_join(accounts::table.on(accounts::id.eq(guardian_links::account_id)))
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::school_id.eq(school))
        .select((
            guardian_links::id,
            guardian_links::relationship,
            guardian_links::status,
            guardian_links::created_at,
            (accounts::id, accounts::first_name, accounts::last_name, accounts::email),
            child::COLUMNS,
            guardian_links::invited_by,
        ))
        .first(db)?;
    describe(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

fn describe(db: &mut Db, rows: Vec<LinkRow>) -> StoreResult<Vec<GuardianLinkInfo>> {
    let matches = matches(db, &rows)?;
    let inviters: Vec<AccountId> = rows.iter().filter_map(|row| row.6).collect();
    let names = link::names(db, &inviters)?;
    let children: Vec<ChildRow> = rows.iter().map(|row| row.5.clone()).collect();
    let children = child::describe(db, &children)?;
    Ok(rows
        .into_iter()
        .zip(children)
        .map(|((id, relationship, status, created_at, adult, _, inviter), child)| {
            let (account, first_name, last_name, email) = adult;
            GuardianLinkInfo {
                id,
                guardian: LinkAdult {
                    id: account,
                    first_name,
                    last_name,
                    email,
                },
                child,
                relationship,
                status,
                created_at,
                invited_by: inviter.and_then(|inviter| names.get(&inviter).cloned()),
                matches: matches.get(&id).cloned().unwrap_or_default(),
            }
        })
        .collect())
}

/// For each link that waits with a declared child: the children of the list in the same class with a similar name, the likeliest first.
fn matches(db: &mut Db, rows: &[LinkRow]) -> StoreResult<HashMap<GuardianLinkId, Vec<SchoolChild>>> {
    let declared: Vec<&LinkRow> = rows
        .iter()
        .filter(|row| row.2 == LinkStatus::Pending && row.5.declared)
        .collect();
    let ids: Vec<ChildId> = declared.iter().map(|row| row.5.id).collect();
    let classes = class::of_children(db, &ids)?;
    let mut wanted: Vec<ClassId> = classes.values().map(|class| class.id).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let listed: Vec<(ClassId, ChildRow)> = enrolments::table
        .inner_join(children::table)
        .filter(enrolments::class_id.eq_any(wanted))
        .filter(enrolments::ended_at.is_null())
        .filter(children::declared.eq(false))
        .order((children::search_key, children::id))
        .select((enrolments::class_id, child::COLUMNS))
        .load(db)?;
    let mut matches = HashMap::new();
    for (link, _, _, _, _, child, _) in declared {
        let Some(class) = classes.get(&child.id) else {
            continue;
        };
        let mut alike: Vec<(usize, ChildRow)> = listed
            .iter()
            .filter(|(of_class, _)| *of_class == class.id)
            .filter_map(|(_, row)| Some((likeness(&child.search_key, &row.search_key)?, row.clone())))
            .collect();
        alike.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        let alike: Vec<ChildRow> = alike.into_iter().take(matching::MOST).map(|(_, row)| row).collect();
        matches.insert(*link, child::describe(db, &alike)?);
    }
    Ok(matches)
}
