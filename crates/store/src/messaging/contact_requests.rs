//! Asking somebody for contact with whom one shares no class. To who asks, an address or a code that is nobody's, one whose owner has
//! blocked them, and one whose owner has declined look the same: the request waits.

use std::collections::BTreeSet;

use diesel::{dsl::exists, prelude::*};
use domain::{
    happening::Happening,
    id::{AccountId, ContactRequestId},
    messaging::contact_requests::{
        ContactRequestInfo, EXPIRES_AFTER, NewContactRequest, REQUESTS_A_DAY, RequestSide, RequestStatus,
    },
    moment::Moment,
    page::Page,
    problem::Code,
    schools::types::MembershipStatus,
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    clock,
    error::{StoreError, StoreResult},
    messaging::{blocks, people},
    page::Slice,
    schema::{accounts, contact_requests, memberships},
    tx::Tx,
};

/// The place of a request in the list: when it was made, and its id.
pub type ListKey = (Moment, ContactRequestId);

#[derive(Debug, Clone, Queryable)]
struct Row {
    id: ContactRequestId,
    from: AccountId,
    to: Option<AccountId>,
    asked: Option<String>,
    note: Option<String>,
    created_at: Moment,
    expires_at: Moment,
}

/// Asks. What was asked before and still waits is not asked again.
///
/// # Errors
/// `invalid` unless it names exactly one person in one way, and not oneself; [`StoreError::NotFound`] for somebody chosen by name with whom
/// one shares no room; `limit_reached` after ten in a day.
pub fn ask(tx: &mut Tx<'_>, by: &ActiveMember, new: &NewContactRequest) -> StoreResult<()> {
    let (asked, to) = whom(tx, by, new)?;
    // several at once: each sees the ones before
    diesel::update(accounts::table.find(by.account()))
        .set(accounts::version.eq(accounts::version))
        .execute(tx.db)?;
    let mine = contact_requests::table.filter(contact_requests::from_id.eq(by.account()));
    let mut same = mine
        .filter(contact_requests::school_id.eq(by.school()))
        .filter(contact_requests::status.eq_any([RequestStatus::Pending, RequestStatus::Declined]))
        .filter(contact_requests::expires_at.gt(tx.now))
        .into_boxed::<MultiBackend>();
    same = match &asked {
        Some(asked) => same.filter(contact_requests::asked.eq(asked.clone())),
        None => same
            .filter(contact_requests::asked.is_null())
            .filter(contact_requests::to_id.eq(to)),
    };
    if same.count().get_result::<i64>(tx.db)? > 0 {
        return Ok(());
    }
    let lately: i64 = mine
        .filter(contact_requests::created_at.gt(tx.now.plus_seconds(-24 * 3600)))
        .count()
        .get_result(tx.db)?;
    if lately >= REQUESTS_A_DAY {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let note = new.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    diesel::insert_into(contact_requests::table)
        .values((
            contact_requests::id.eq(ContactRequestId::fresh()),
            contact_requests::school_id.eq(by.school()),
            contact_requests::from_id.eq(by.account()),
            contact_requests::to_id.eq(to),
            contact_requests::asked.eq(asked),
            contact_requests::note.eq(note),
            contact_requests::status.eq(RequestStatus::Pending),
            contact_requests::created_at.eq(tx.now),
            contact_requests::expires_at.eq(tx.now.plus_seconds(EXPIRES_AFTER)),
        ))
        .execute(tx.db)?;
    let mut recipients = vec![by.account()];
    if let Some(to) = to
        && !blocks::between(tx.db, by.account(), to)?
    {
        recipients.push(to);
    }
    tell(tx, by, recipients);
    Ok(())
}

/// What was typed, and whose it is.
fn whom(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    new: &NewContactRequest,
) -> StoreResult<(Option<String>, Option<AccountId>)> {
    let typed = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    match (new.account_id, typed(&new.email), typed(&new.code)) {
        (Some(account), None, None) if account != by.account() => {
            if !people::beside(tx.db, by)?.contains(&account) {
                return Err(StoreError::NotFound);
            }
            Ok((None, Some(account)))
        }
        (None, Some(email), None) => {
            let whose = accounts::email_key.eq(words::email_key(&email));
            let found = member(tx.db, by, Box::new(whose.nullable()))?;
            Ok((Some(email), found))
        }
        (None, None, Some(code)) => {
            let code: String = code
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_uppercase();
            if code.is_empty() {
                return Err(StoreError::Refused(Code::Invalid));
            }
            let whose = accounts::contact_code.eq(code.clone());
            let found = member(tx.db, by, Box::new(whose))?;
            Ok((Some(code), found))
        }
        _ => Err(StoreError::Refused(Code::Invalid)),
    }
}

type Whose = Box<
    dyn BoxableExpression<accounts::table, MultiBackend, SqlType = diesel::sql_types::Nullable<diesel::sql_types::Bool>>,
>;

/// The active member of the school whom this finds; not oneself.
fn member(db: &mut Db, by: &ActiveMember, whose: Whose) -> StoreResult<Option<AccountId>> {
    let found: Option<AccountId> = accounts::table
        .filter(whose)
        .filter(accounts::is_active.eq(true))
        .filter(accounts::id.ne(by.account()))
        .select(accounts::id)
        .first(db)
        .optional()?;
    let Some(found) = found else { return Ok(None) };
    let of_school = memberships::table
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::account_id.eq(found))
        .filter(memberships::status.eq(MembershipStatus::Active));
    let is_member: bool = diesel::select(exists(of_school)).get_result(db)?;
    Ok(Some(found).filter(|_| is_member))
}

/// One page of the requests that wait, to a member and from them, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Page<ContactRequestInfo>> {
    let me = by.account();
    let to_me = contact_requests::to_id
        .eq(me)
        .and(contact_requests::status.eq(RequestStatus::Pending))
        .assume_not_null();
    // who asked does not learn that it was declined
    let from_me = contact_requests::from_id
        .eq(me)
        .and(contact_requests::status.eq_any([RequestStatus::Pending, RequestStatus::Declined]));
    let mut rows = contact_requests::table
        .filter(contact_requests::school_id.eq(by.school()))
        .filter(contact_requests::expires_at.gt(clock::now()))
        .filter(to_me.or(from_me))
        .order((contact_requests::created_at.desc(), contact_requests::id.desc()))
        .select((
            contact_requests::id,
            contact_requests::from_id,
            contact_requests::to_id,
            contact_requests::asked,
            contact_requests::note,
            contact_requests::created_at,
            contact_requests::expires_at,
        ))
        .limit(slice.rows())
        .into_boxed::<MultiBackend>();
    if let Some((at, id)) = slice.after() {
        let same = contact_requests::created_at.eq(*at).and(contact_requests::id.lt(*id));
        rows = rows.filter(contact_requests::created_at.lt(*at).or(same));
    }
    let rows: Vec<Row> = rows.load(db)?;
    let page = slice.cut(rows, |row| (row.created_at, row.id))?;
    let blocked = blocks::around(db, me)?;
    let named: Vec<AccountId> = page.items.iter().filter_map(|row| row.person(me)).collect();
    let people = people::named(db, by, &named)?;
    let seen = page
        .items
        .into_iter()
        .filter(|row| row.from == me || !blocked.contains(&row.from));
    let items = seen.map(|row| {
        let person = row.person(me);
        ContactRequestInfo {
            id: row.id,
            side: if row.from == me {
                RequestSide::Sent
            } else {
                RequestSide::Received
            },
            person: people.iter().find(|one| Some(one.id) == person).cloned(),
            // what somebody knows me by is theirs
            asked: row.asked.filter(|_| row.from == me),
            note: row.note,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    });
    Ok(Page {
        items: items.collect(),
        next: page.next,
    })
}

impl Row {
    /// Whom to show with it.
    fn person(&self, me: AccountId) -> Option<AccountId> {
        match &self.asked {
            _ if self.from != me => Some(self.from),
            None => self.to,
            Some(_) => None,
        }
    }
}

/// Accepts a request: from now on the two may write to each other.
///
/// # Errors
/// [`StoreError::NotFound`] when none like this waits for this member.
pub fn accept(tx: &mut Tx<'_>, by: &ActiveMember, request: ContactRequestId) -> StoreResult<()> {
    let from = decide(tx, by, request, RequestStatus::Accepted)?;
    tell(tx, by, vec![by.account(), from]);
    Ok(())
}

/// Declines a request. Who asked is not told.
///
/// # Errors
/// [`StoreError::NotFound`] when none like this waits for this member.
pub fn decline(tx: &mut Tx<'_>, by: &ActiveMember, request: ContactRequestId) -> StoreResult<()> {
    decide(tx, by, request, RequestStatus::Declined)?;
    tell(tx, by, vec![by.account()]);
    Ok(())
}

fn decide(tx: &mut Tx<'_>, by: &ActiveMember, request: ContactRequestId, to: RequestStatus) -> StoreResult<AccountId> {
    let from: Option<AccountId> = diesel::update(contact_requests::table.find(request))
        .filter(contact_requests::school_id.eq(by.school()))
        .filter(contact_requests::to_id.eq(by.account()))
        .filter(contact_requests::status.eq(RequestStatus::Pending))
        .filter(contact_requests::expires_at.gt(tx.now))
        .set((contact_requests::status.eq(to), contact_requests::decided_at.eq(tx.now)))
        .returning(contact_requests::from_id)
        .get_result(tx.db)
        .optional()?;
    let from = from.ok_or(StoreError::NotFound)?;
    if blocks::between(tx.db, by.account(), from)? {
        return Err(StoreError::NotFound);
    }
    Ok(from)
}

fn tell(tx: &mut Tx<'_>, by: &ActiveMember, recipients: Vec<AccountId>) {
    tx.happens(Happening::ContactsChanged {
        school: by.school(),
        recipients,
    });
}

/// Takes a request back.
///
/// # Errors
/// [`StoreError::NotFound`] when none like this of this member waits.
pub fn withdraw(tx: &mut Tx<'_>, by: &ActiveMember, request: ContactRequestId) -> StoreResult<()> {
    let to: Option<Option<AccountId>> = diesel::update(contact_requests::table.find(request))
        .filter(contact_requests::school_id.eq(by.school()))
        .filter(contact_requests::from_id.eq(by.account()))
        .filter(contact_requests::status.eq_any([RequestStatus::Pending, RequestStatus::Declined]))
        .filter(contact_requests::expires_at.gt(tx.now))
        .set((
            contact_requests::status.eq(RequestStatus::Withdrawn),
            contact_requests::decided_at.eq(tx.now),
        ))
        .returning(contact_requests::to_id)
        .get_result(tx.db)
        .optional()?;
    let to = to.ok_or(StoreError::NotFound)?;
    let recipients = to.into_iter().chain([by.account()]).collect();
    tell(tx, by, recipients);
    Ok(())
}

/// Those with whom a member has a contact that was accepted, in their school.
///
/// # Errors
/// When the database does not answer.
pub fn accepted(db: &mut Db, by: &ActiveMember) -> StoreResult<BTreeSet<AccountId>> {
    let me = by.account();
    let rows: Vec<(AccountId, Option<AccountId>)> = contact_requests::table
        .filter(contact_requests::school_id.eq(by.school()))
        .filter(contact_requests::status.eq(RequestStatus::Accepted))
        .filter(
            contact_requests::to_id
                .eq(me)
                .assume_not_null()
                .or(contact_requests::from_id.eq(me)),
        )
        .select((contact_requests::from_id, contact_requests::to_id))
        .load(db)?;
    let other = |(from, to)| if from == me { to } else { Some(from) };
    Ok(rows.into_iter().filter_map(other).collect())
}
