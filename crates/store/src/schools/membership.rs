//! Who is, was, or asks to be a member of the school, as the office sees it.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::types::LinkStatus,
    id::{AccountId, ClassId, MembershipId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::{
        audit::Act,
        members::MembershipFilter,
        types::{Level, MembershipInfo, MembershipOrder, MembershipStatus, Role, class_name, school_year_of},
    },
    words,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    page::{self, Slice},
    schema::{accounts, classes, enrolments, guardian_links, memberships, staff_assignments},
    schools::{
        audit::{self, Note},
        member,
    },
    tx::Tx,
};

/// The place of a membership in the list, whatever its order: the membership itself.
pub type ListKey = MembershipId;

/// A membership with the person behind it.
#[derive(Clone, Queryable)]
pub(crate) struct MembershipRow {
    pub(crate) id: MembershipId,
    pub(crate) account: AccountId,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) status: MembershipStatus,
    pub(crate) created_at: Moment,
    pub(crate) version: i64,
}

impl MembershipRow {
    /// First and last name.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn info(self, classes: &ClassNames) -> MembershipInfo {
        MembershipInfo {
            classes: classes.get(&self.account).into_iter().flatten().cloned().collect(),
            id: self.id,
            account_id: self.account,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email,
            role: self.role,
            status: self.status,
            created_at: self.created_at,
            version: self.version,
        }
    }

    /// The key of the list in this order; databases disagree about the alphabet, so we sort.
    fn place(&self, order: MembershipOrder) -> (String, String, MembershipId) {
        match order {
            // written with all its digits, so that text sorts like time
            MembershipOrder::Asked => (self.created_at.to_string(), String::new(), self.id),
            MembershipOrder::Name => (
                words::search_key(&self.last_name),
                words::search_key(&self.first_name),
                self.id,
            ),
        }
    }
}

const COLUMNS: (
    memberships::id,
    memberships::account_id,
    accounts::first_name,
    accounts::last_name,
    accounts::email,
    memberships::role,
    memberships::status,
    memberships::created_at,
    memberships::version,
) = (
    memberships::id,
    memberships::account_id,
    accounts::first_name,
    accounts::last_name,
    accounts::email,
    memberships::role,
    memberships::status,
    memberships::created_at,
    memberships::version,
);

/// One page of the memberships that are asked for.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn list(
    db: &mut Db,
    by: &OfficeMember,
    filter: &MembershipFilter,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<MembershipInfo>> {
    let school = by.member().school();
    let mut rows = matching(db, school, filter)?;
    if let Some(last) = slice.after() {
        let order = order_of(filter);
        let last = match row(db, school, *last) {
            Err(StoreError::NotFound) => return Err(StoreError::Refused(Code::BadQuery)),
            found => found?.place(order),
        };
        rows.retain(|row| row.place(order) > last);
    }
    let page = slice.cut(rows, |row| row.id)?;
    let accounts: Vec<AccountId> = page.items.iter().map(|row| row.account).collect();
    let classes = class_names(db, school, &accounts)?;
    Ok(page::map(page, |row| row.info(&classes)))
}

/// All the memberships that are asked for, for a file, with the language of whoever asks. Written down.
///
/// # Errors
/// When the database does not answer.
pub fn export(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    filter: &MembershipFilter,
) -> StoreResult<(Locale, Vec<MembershipInfo>)> {
    let school = by.member().school();
    let rows = matching(tx.db, school, filter)?;
    let accounts: Vec<AccountId> = rows.iter().map(|row| row.account).collect();
    let classes = class_names(tx.db, school, &accounts)?;
    audit::note(tx, by.member(), &Note::of(Act::MembersExported, rows.len().to_string()))?;
    let locale = member::language_of(tx.db, by.member().account())?;
    Ok((locale, rows.into_iter().map(|row| row.info(&classes)).collect()))
}

/// The memberships that are asked for, in the order that is asked for. Accents are folded here: the two databases would not agree.
fn matching(db: &mut Db, school: SchoolId, filter: &MembershipFilter) -> StoreResult<Vec<MembershipRow>> {
    let mut query = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(school))
        .select(COLUMNS)
        .into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(memberships::status.eq(status));
    }
    if let Some(role) = filter.role {
        query = query.filter(memberships::role.eq(role));
    }
    let mut rows: Vec<MembershipRow> = query.load(db)?;
    if let Some(class) = filter.class_id {
        let people = people_of_class(db, school, class)?;
        rows.retain(|row| people.contains(&row.account));
    }
    if let Some(typed) = &filter.q {
        let key = words::search_key(typed);
        rows.retain(|row| {
            let text = words::search_key(&format!("{} {}", row.name(), row.email));
            key.split_whitespace().all(|word| text.contains(word))
        });
    }
    let order = order_of(filter);
    rows.sort_by_cached_key(|row| row.place(order));
    Ok(rows)
}

fn order_of(filter: &MembershipFilter) -> MembershipOrder {
    filter.order.unwrap_or(MembershipOrder::Asked)
}

/// Who has a child in a class, or works in it.
fn people_of_class(db: &mut Db, school: SchoolId, class: ClassId) -> StoreResult<HashSet<AccountId>> {
    let guardians: Vec<AccountId> = guardian_links::table
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .filter(guardian_links::school_id.eq(school))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .filter(enrolments::class_id.eq(class))
        .filter(enrolments::ended_at.is_null())
        .select(guardian_links::account_id)
        .load(db)?;
    let staff: Vec<AccountId> = staff_assignments::table
        .inner_join(classes::table)
        .filter(classes::school_id.eq(school))
        .filter(classes::id.eq(class))
        .filter(staff_assignments::ended_at.is_null())
        .select(staff_assignments::account_id)
        .load(db)?;
    Ok(guardians.into_iter().chain(staff).collect())
}

type ClassNames = HashMap<AccountId, BTreeSet<String>>;

/// The classes of this year that people have children in, by a confirmed link, or work in.
fn class_names(db: &mut Db, school: SchoolId, accounts: &[AccountId]) -> StoreResult<ClassNames> {
    let year = school_year_of(clock::now().date());
    let taught: Vec<(AccountId, Level, String)> = staff_assignments::table
        .inner_join(classes::table)
        .filter(staff_assignments::account_id.eq_any(accounts.iter().copied()))
        .filter(staff_assignments::ended_at.is_null())
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(year))
        .select((staff_assignments::account_id, classes::level, classes::section))
        .load(db)?;
    let visited: Vec<(AccountId, Level, String)> = guardian_links::table
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .inner_join(classes::table.on(classes::id.eq(enrolments::class_id)))
        .filter(guardian_links::account_id.eq_any(accounts.iter().copied()))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(enrolments::ended_at.is_null())
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(year))
        .select((guardian_links::account_id, classes::level, classes::section))
        .load(db)?;
    let mut names = ClassNames::new();
    for (account, level, section) in taught.into_iter().chain(visited) {
        names
            .entry(account)
            .or_default()
            .insert(class_name(level, Some(&section)));
    }
    Ok(names)
}

/// Holds everything that decides about one person's rooms in one school: two changes about the same person come one after the other.
/// Lock order of everybody who changes rooms: the person's membership, then the rooms in id order, then the rows of the change.
///
/// # Errors
/// [`StoreError::NotFound`] when the person has no membership of the school.
pub(crate) fn hold(tx: &mut Tx<'_>, account: AccountId, school: SchoolId) -> StoreResult<()> {
    let mine = memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school));
    // an UPDATE that changes nothing is the lock that both databases have
    let held = diesel::update(mine)
        .set(memberships::created_at.eq(memberships::created_at))
        .execute(tx.db)?;
    if held == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// One membership of the school.
pub(crate) fn row(db: &mut Db, school: SchoolId, membership: MembershipId) -> StoreResult<MembershipRow> {
    Ok(memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::id.eq(membership))
        .filter(memberships::school_id.eq(school))
        .select(COLUMNS)
        .first(db)?)
}

/// One membership of the school, as the list shows it.
pub(crate) fn get(db: &mut Db, school: SchoolId, membership: MembershipId) -> StoreResult<MembershipInfo> {
    let row = row(db, school, membership)?;
    let classes = class_names(db, school, &[row.account])?;
    Ok(row.info(&classes))
}
