//! Offers and requests in lists: what a member sees now, and their own.

use std::collections::BTreeSet;

use diesel::{dsl::exists, prelude::*, select};
use domain::{
    id::{AccountId, ClassId, ServiceId},
    moment::Moment,
    page::Page,
    schools::types::MembershipStatus,
    sel::{
        service::{ServiceInfo, ServiceSort, ServiceState},
        service_forms::{MyServiceQuery, ServiceQuery},
    },
    version::Versioned,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    clock,
    error::{StoreError, StoreResult},
    messaging::{blocks, search::asked::Asked},
    page::Slice,
    schema::{accounts, conversations, memberships, room_members, sel_favourites, sel_services},
    sel::services::{
        access::ReaderOf,
        row::{self, ServiceRow},
        words,
    },
};

/// The place of one in a list: whether it comes after those of people nearby, its title, written at, id. What the order does not ask for is
/// left empty.
pub type ListKey = (bool, String, Moment, ServiceId);

/// A query for offers and requests that grows.
pub(super) type Rows<'a> = sel_services::BoxedQuery<'a, MultiBackend>;

/// Everything that a member sees now: shown, of active members, of nobody whom they block or who blocks them.
pub(super) fn seen<'a>(db: &mut Db, by: &ActiveMember) -> StoreResult<Rows<'a>> {
    let active = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true))
        .select(memberships::account_id);
    let mut rows = sel_services::table
        .filter(sel_services::school_id.eq(by.school()))
        // as a word of the statement, so that the indexes of what is shown serve it
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>(
            "sel_services.state = 'active'",
        ))
        .filter(sel_services::expires_at.gt(clock::now()))
        .filter(sel_services::owner_id.eq_any(active))
        .into_boxed::<MultiBackend>();
    let blocked = blocks::around(db, by.account())?;
    if !blocked.is_empty() {
        rows = rows.filter(sel_services::owner_id.ne_all(blocked));
    }
    Ok(rows)
}

/// One page of what a member sees now.
///
/// # Errors
/// [`StoreError::NotFound`] for a class that is not theirs to look into; `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &ActiveMember, query: &ServiceQuery) -> StoreResult<Page<ServiceInfo>> {
    let slice = Slice::<ListKey>::parse(query.limit, query.cursor.as_deref())?;
    let asked = query.q.as_deref().map(Asked::parse);
    if asked.as_ref().is_some_and(Asked::is_empty) {
        return Ok(Page::whole(Vec::new()));
    }
    if let Some(class) = query.class_id {
        may_look_into(db, by, class)?;
    }
    let page = match query.sort.unwrap_or(ServiceSort::Newest) {
        ServiceSort::Newest => {
            let rows = narrowed(db, by, (query, asked.as_ref()))?;
            let rows = newest(rows, slice.after()).limit(slice.rows());
            let rows = rows.select(ServiceRow::as_select()).load(db)?;
            slice.cut(rows, |row| (false, String::new(), row.created_at, row.id))?
        }
        ServiceSort::Title => {
            let rows = narrowed(db, by, (query, asked.as_ref()))?;
            let rows = by_title(rows, slice.after()).limit(slice.rows());
            let rows = rows.select(ServiceRow::as_select()).load(db)?;
            slice.cut(rows, |row| (false, row.title_key.clone(), Moment::default(), row.id))?
        }
        ServiceSort::Near => near(db, by, (query, asked.as_ref()), &slice)?,
    };
    let items = row::describe(db, by, page.items)?;
    Ok(Page { items, next: page.next })
}

/// What the query leaves of what a member sees.
fn narrowed<'a>(
    db: &mut Db,
    by: &ActiveMember,
    (query, asked): (&ServiceQuery, Option<&Asked>),
) -> StoreResult<Rows<'a>> {
    let mut rows = seen(db, by)?;
    if let Some(kind) = query.kind {
        rows = rows.filter(sel_services::kind.eq(kind));
    }
    if let Some(category) = &query.category {
        rows = rows.filter(sel_services::category.eq(category.clone()));
    }
    if let Some(language) = &query.language {
        rows = rows.filter(sel_services::languages.like(format!("% {language} %")));
    }
    if let Some(asked) = asked {
        rows = rows.filter(words::holding(db, asked));
    }
    if let Some(class) = query.class_id {
        let there = room_members::table
            .inner_join(conversations::table)
            .filter(conversations::class_id.eq(class))
            .select(room_members::account_id);
        rows = rows.filter(sel_services::owner_id.eq_any(there));
    }
    if query.favourite == Some(true) {
        let kept = sel_favourites::table
            .filter(sel_favourites::account_id.eq(by.account()))
            .select(sel_favourites::service_id);
        rows = rows.filter(sel_services::id.eq_any(kept));
    }
    Ok(rows)
}

fn newest<'a>(rows: Rows<'a>, after: Option<&ListKey>) -> Rows<'a> {
    let rows = rows.order((sel_services::created_at.desc(), sel_services::id.desc()));
    match after {
        Some((_, _, at, id)) => {
            let same = sel_services::created_at.eq(*at).and(sel_services::id.lt(*id));
            rows.filter(sel_services::created_at.lt(*at).or(same))
        }
        None => rows,
    }
}

fn by_title<'a>(rows: Rows<'a>, after: Option<&ListKey>) -> Rows<'a> {
    let rows = rows.order((sel_services::title_key.asc(), sel_services::id.asc()));
    match after {
        Some((_, title, _, id)) => {
            let same = sel_services::title_key.eq(title.clone()).and(sel_services::id.gt(*id));
            rows.filter(sel_services::title_key.gt(title.clone()).or(same))
        }
        None => rows,
    }
}

/// First those of people with whom the reader shares a class, then the others; each the newest first.
fn near(
    db: &mut Db,
    by: &ActiveMember,
    (query, asked): (&ServiceQuery, Option<&Asked>),
    slice: &Slice<ListKey>,
) -> StoreResult<Page<ServiceRow>> {
    let nearby: Vec<AccountId> = classmates(db, by)?.into_iter().collect();
    let after = slice.after();
    let mut found: Vec<(bool, ServiceRow)> = Vec::new();
    if after.is_none_or(|after| !after.0) {
        let rows = narrowed(db, by, (query, asked))?.filter(sel_services::owner_id.eq_any(nearby.clone()));
        let rows = newest(rows, after).limit(slice.rows());
        let rows: Vec<ServiceRow> = rows.select(ServiceRow::as_select()).load(db)?;
        found.extend(rows.into_iter().map(|row| (false, row)));
    }
    let missing = slice.rows() - i64::try_from(found.len()).unwrap_or(0);
    if missing > 0 {
        let rows = narrowed(db, by, (query, asked))?.filter(sel_services::owner_id.ne_all(nearby));
        let rows = newest(rows, after.filter(|after| after.0)).limit(missing);
        let rows: Vec<ServiceRow> = rows.select(ServiceRow::as_select()).load(db)?;
        found.extend(rows.into_iter().map(|row| (true, row)));
    }
    let page = slice.cut(found, |(far, row)| (*far, String::new(), row.created_at, row.id))?;
    Ok(crate::page::map(page, |(_, row)| row))
}

/// Everybody with whom a member is in the room of a class; not they themselves.
pub(super) fn classmates(db: &mut Db, by: &ActiveMember) -> StoreResult<BTreeSet<AccountId>> {
    let mine = room_members::table
        .inner_join(conversations::table)
        .filter(room_members::account_id.eq(by.account()))
        .filter(conversations::school_id.eq(by.school()))
        .filter(conversations::class_id.is_not_null())
        .select(room_members::conversation_id);
    let mine: Vec<domain::id::ConversationId> = mine.load(db)?;
    let mut there: BTreeSet<AccountId> = room_members::table
        .filter(room_members::conversation_id.eq_any(mine))
        .select(room_members::account_id)
        .load(db)?
        .into_iter()
        .collect();
    there.remove(&by.account());
    Ok(there)
}

/// Who is in which class is not for everybody to know: one looks into the classes that one is in; who works at the school into all.
fn may_look_into(db: &mut Db, by: &ActiveMember, class: ClassId) -> StoreResult<()> {
    let room = conversations::table
        .filter(conversations::school_id.eq(by.school()))
        .filter(conversations::class_id.eq(class));
    let may: bool = if by.role().is_staff() {
        select(exists(room)).get_result(db)?
    } else {
        let inside = room_members::table
            .filter(room_members::account_id.eq(by.account()))
            .filter(room_members::conversation_id.eq_any(room.select(conversations::id)));
        select(exists(inside)).get_result(db)?
    };
    if may { Ok(()) } else { Err(StoreError::NotFound) }
}

/// One page of a member's own, the newest first.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn mine(db: &mut Db, by: &ActiveMember, query: &MyServiceQuery) -> StoreResult<Page<ServiceInfo>> {
    let slice = Slice::<ListKey>::parse(query.limit, query.cursor.as_deref())?;
    let now = clock::now();
    let mut rows = sel_services::table
        .filter(sel_services::school_id.eq(by.school()))
        .filter(sel_services::owner_id.eq(by.account()))
        .into_boxed::<MultiBackend>();
    rows = match query.state {
        None => rows.filter(sel_services::state.ne(ServiceState::Archived)),
        Some(ServiceState::Active) => rows
            .filter(sel_services::state.eq(ServiceState::Active))
            .filter(sel_services::expires_at.gt(now)),
        Some(ServiceState::Expired) => rows
            .filter(sel_services::state.eq(ServiceState::Active))
            .filter(sel_services::expires_at.le(now)),
        Some(state) => rows.filter(sel_services::state.eq(state)),
    };
    let rows = newest(rows, slice.after()).limit(slice.rows());
    let rows: Vec<ServiceRow> = rows.select(ServiceRow::as_select()).load(db)?;
    let page = slice.cut(rows, |row| (false, String::new(), row.created_at, row.id))?;
    let items = row::describe(db, by, page.items)?;
    Ok(Page { items, next: page.next })
}

/// One, as a member sees it.
///
/// # Errors
/// [`StoreError::NotFound`] when it has gone since.
pub fn show(db: &mut Db, by: &ReaderOf) -> StoreResult<Versioned<ServiceInfo>> {
    read(db, by.member(), by.service())
}

pub(super) fn read(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<Versioned<ServiceInfo>> {
    let row = row::get(db, service)?;
    let version = row.version;
    let info = row::describe(db, by, vec![row])?.pop().ok_or(StoreError::NotFound)?;
    Ok(Versioned::new(info, version))
}
