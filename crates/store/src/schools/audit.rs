//! The audit log is written in the transaction of the act, and never changed.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, AuditEntryId, ChildId, SchoolId},
    moment::Moment,
    page::Page,
    schools::{
        audit::{Act, AuditEntry, AuditFilter},
        types::Role,
    },
};

use crate::{
    accounts::standing::{ActiveMember, OfficeMember},
    backend::{Db, MultiBackend},
    error::StoreResult,
    page::{self, Slice},
    schema::{accounts, audit_entries},
    schools::member,
    tx::Tx,
};

/// The place of an entry in the list: written at, then id.
pub type ListKey = (Moment, AuditEntryId);

/// How long entries are kept, in seconds: two years (G5).
const KEPT_SECONDS: i64 = 2 * 366 * 24 * 3600;

/// Longest subject, in characters.
const SUBJECT_MAX: usize = 300;

/// What is to be remembered of an act.
#[derive(Debug, Clone)]
pub struct Note {
    /// What was done.
    pub act: Act,
    /// The adult whom it is about.
    pub account: Option<AccountId>,
    /// The child whom it is about.
    pub child: Option<ChildId>,
    /// Whom or what it is about, in words as they are now; shortened to 300 characters.
    pub subject: String,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
}

impl Note {
    /// A note about this, in words.
    #[must_use]
    pub fn of(act: Act, subject: impl Into<String>) -> Self {
        Self {
            act,
            account: None,
            child: None,
            subject: subject.into(),
            reason: None,
        }
    }

    /// About this adult.
    #[must_use]
    pub const fn about(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }

    /// About this child.
    #[must_use]
    pub const fn about_child(mut self, child: ChildId) -> Self {
        self.child = Some(child);
        self
    }

    /// For this reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

/// Writes down who has just done what. The actor's name and role are kept as they are now.
///
/// # Errors
/// When the database does not answer.
pub fn note(tx: &mut Tx<'_>, by: &ActiveMember, note: &Note) -> StoreResult<()> {
    let (first, last): (String, String) = accounts::table
        .filter(accounts::id.eq(by.account()))
        .select((accounts::first_name, accounts::last_name))
        .first(tx.db)?;
    let subject: String = note.subject.chars().take(SUBJECT_MAX).collect();
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(AuditEntryId::fresh()),
            audit_entries::school_id.eq(by.school()),
            audit_entries::actor_id.eq(by.account()),
            audit_entries::actor_name.eq(format!("{first} {last}")),
            audit_entries::actor_role.eq(by.role()),
            audit_entries::act.eq(note.act),
            audit_entries::account_id.eq(note.account),
            audit_entries::child_id.eq(note.child),
            audit_entries::subject.eq(subject),
            audit_entries::reason.eq(&note.reason),
            audit_entries::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Writes down what a rule of the school has just done by itself, such as erasing what is old.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn note_by_itself(tx: &mut Tx<'_>, school: SchoolId, note: &Note) -> StoreResult<()> {
    let subject: String = note.subject.chars().take(SUBJECT_MAX).collect();
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(AuditEntryId::fresh()),
            audit_entries::school_id.eq(school),
            audit_entries::actor_name.eq("EcoleHub"),
            audit_entries::actor_role.eq(Role::Admin),
            audit_entries::act.eq(note.act),
            audit_entries::account_id.eq(note.account),
            audit_entries::child_id.eq(note.child),
            audit_entries::subject.eq(subject),
            audit_entries::reason.eq(&note.reason),
            audit_entries::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

#[derive(Queryable)]
struct EntryRow {
    id: AuditEntryId,
    act: Act,
    actor: Option<AccountId>,
    actor_name: String,
    actor_role: Role,
    account: Option<AccountId>,
    child: Option<ChildId>,
    subject: String,
    reason: Option<String>,
    created_at: Moment,
}

impl From<EntryRow> for AuditEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.id,
            act: row.act,
            actor_id: row.actor,
            actor_name: row.actor_name,
            actor_role: row.actor_role,
            account_id: row.account,
            child_id: row.child,
            subject: row.subject,
            reason: row.reason,
            created_at: row.created_at,
        }
    }
}

type Columns = (
    audit_entries::id,
    audit_entries::act,
    audit_entries::actor_id,
    audit_entries::actor_name,
    audit_entries::actor_role,
    audit_entries::account_id,
    audit_entries::child_id,
    audit_entries::subject,
    audit_entries::reason,
    audit_entries::created_at,
);

const COLUMNS: Columns = (
    audit_entries::id,
    audit_entries::act,
    audit_entries::actor_id,
    audit_entries::actor_name,
    audit_entries::actor_role,
    audit_entries::account_id,
    audit_entries::child_id,
    audit_entries::subject,
    audit_entries::reason,
    audit_entries::created_at,
);

/// One page of what was done, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &OfficeMember,
    filter: &AuditFilter,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<AuditEntry>> {
    let mut query = matching(by, filter).limit(slice.rows());
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            audit_entries::created_at
                .lt(*at)
                .or(audit_entries::created_at.eq(*at).and(audit_entries::id.lt(*id))),
        );
    }
    let rows: Vec<EntryRow> = query.load(db)?;
    let rows = slice.cut(rows, |row| (row.created_at, row.id))?;
    Ok(page::map(rows, AuditEntry::from))
}

/// Everything that was done, the newest first, for a file, with the language of whoever asks. Written down.
///
/// # Errors
/// When the database does not answer.
pub fn export(tx: &mut Tx<'_>, by: &OfficeMember, filter: &AuditFilter) -> StoreResult<(Locale, Vec<AuditEntry>)> {
    let rows: Vec<EntryRow> = matching(by, filter).load(tx.db)?;
    note(tx, by.member(), &Note::of(Act::AuditExported, rows.len().to_string()))?;
    let locale = member::language_of(tx.db, by.member().account())?;
    Ok((locale, rows.into_iter().map(AuditEntry::from).collect()))
}

type Entries<'a> = audit_entries::BoxedQuery<'a, MultiBackend, diesel::dsl::SqlTypeOf<Columns>>;
fn matching(by: &OfficeMember, filter: &AuditFilter) -> Entries<'static> {
    let mut query = audit_entries::table
        .filter(audit_entries::school_id.eq(by.member().school()))
        .order((audit_entries::created_at.desc(), audit_entries::id.desc()))
        .select(COLUMNS)
        .into_boxed();
    if let Some(act) = filter.act {
        query = query.filter(audit_entries::act.eq(act));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_entries::actor_id.eq(actor));
    }
    if let Some(account) = filter.account {
        query = query.filter(audit_entries::account_id.eq(account));
    }
    if let Some(child) = filter.child {
        query = query.filter(audit_entries::child_id.eq(child));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_entries::created_at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_entries::created_at.lt(to));
    }
    query
}

/// Removes entries of more than two years ago, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_old(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-KEPT_SECONDS);
    Ok(diesel::delete(audit_entries::table.filter(audit_entries::created_at.lt(before))).execute(tx.db)?)
}
