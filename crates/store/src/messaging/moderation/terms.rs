//! Terms of parent moderators, given by the direction. Written down in the audit log.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ClassId, ConversationId, SchoolId, TermId},
    messaging::moderation::{
        rules::TERM_MAX_SECONDS,
        terms::{ModeratorTerm, NewTerm},
    },
    moment::Moment,
    problem::Code,
    schools::{
        audit::Act,
        types::{Level, MembershipStatus, Role, class_name},
    },
    words,
};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::{StoreError, StoreResult},
    jobs::NewJob,
    schema::{accounts, classes, conversations, memberships, moderator_terms, room_members},
    schools::audit::{self, Note},
    tx::Tx,
};

/// The moment at which a term begins or ends has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TermTurns {
    /// Which.
    pub term: TermId,
}

impl NewJob for TermTurns {
    const KIND: &'static str = "messaging.term_turns";
}

type Row = (
    TermId,
    ClassId,
    (Level, String),
    AccountId,
    (String, String),
    (Moment, Moment),
);

/// The terms that run or are to come, by class, then name.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &OfficeMember, now: Moment) -> StoreResult<Vec<ModeratorTerm>> {
    let rows: Vec<Row> = moderator_terms::table
        .inner_join(classes::table)
        .inner_join(accounts::table.on(accounts::id.eq(moderator_terms::account_id)))
        .filter(moderator_terms::school_id.eq(by.member().school()))
        .filter(moderator_terms::ends_at.gt(now))
        .select(columns())
        .load(db)?;
    let mut terms: Vec<ModeratorTerm> = rows.into_iter().map(info).collect();
    // databases disagree about the alphabet
    terms.sort_by_cached_key(|term| (term.class_name.clone(), words::search_key(&term.name), term.id));
    Ok(terms)
}

/// Appoints a parent of a class.
///
/// # Errors
/// [`StoreError::NotFound`] when the class is not of this school, or the person no parent in its room; `invalid` when the term ends before
/// it begins, is over, or lasts longer than two years.
pub fn add(tx: &mut Tx<'_>, by: &OfficeMember, new: &NewTerm) -> StoreResult<ModeratorTerm> {
    let lasts = new.ends_at.seconds_since(new.starts_at);
    if lasts <= 0 || lasts > TERM_MAX_SECONDS || new.ends_at <= tx.now {
        return Err(StoreError::Refused(Code::Invalid));
    }
    is_parent_of(tx, by, new)?;
    let id = TermId::fresh();
    diesel::insert_into(moderator_terms::table)
        .values((
            moderator_terms::id.eq(id),
            moderator_terms::school_id.eq(by.member().school()),
            moderator_terms::class_id.eq(new.class_id),
            moderator_terms::account_id.eq(new.account_id),
            moderator_terms::starts_at.eq(new.starts_at),
            moderator_terms::ends_at.eq(new.ends_at),
            moderator_terms::appointed_by.eq(Some(by.member().account())),
            moderator_terms::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let term = get(tx.db, by, id)?;
    note(tx, by, Act::ModeratorAppointed, &term)?;
    for turn in [new.starts_at, new.ends_at] {
        if turn > tx.now {
            tx.at(turn, &TermTurns { term: id })?;
        }
    }
    tell(tx, (by.member().school(), new.class_id), new.account_id)?;
    Ok(term)
}

/// Ends a term at once.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this school, or over.
pub fn end(tx: &mut Tx<'_>, by: &OfficeMember, term: TermId) -> StoreResult<()> {
    let one = get(tx.db, by, term)?;
    let removed = diesel::delete(
        moderator_terms::table
            .find(term)
            .filter(moderator_terms::ends_at.gt(tx.now)),
    )
    .execute(tx.db)?;
    if removed == 0 {
        return Err(StoreError::NotFound);
    }
    note(tx, by, Act::ModeratorEnded, &one)?;
    tell(tx, (by.member().school(), one.class_id), one.account_id)
}

/// Tells a moderator that their term has begun or is over. The dates give and take the rights by themselves; doing it twice tells it twice.
///
/// # Errors
/// When the database does not answer.
pub fn turns(tx: &mut Tx<'_>, term: TermId) -> StoreResult<()> {
    let found: Option<(SchoolId, ClassId, AccountId)> = moderator_terms::table
        .find(term)
        .select((
            moderator_terms::school_id,
            moderator_terms::class_id,
            moderator_terms::account_id,
        ))
        .first(tx.db)
        .optional()?;
    // one that was ended has been told
    let Some((school, class, account)) = found else {
        return Ok(());
    };
    tell(tx, (school, class), account)
}

/// Somebody may do more or less in the rooms of a class: their windows read those rooms and the reports again.
fn tell(tx: &mut Tx<'_>, (school, class): (SchoolId, ClassId), account: AccountId) -> StoreResult<()> {
    let rooms: Vec<ConversationId> = conversations::table
        .inner_join(room_members::table)
        .filter(conversations::class_id.eq(Some(class)))
        .filter(room_members::account_id.eq(account))
        .select(conversations::id)
        .load(tx.db)?;
    for conversation in rooms {
        tx.happens(Happening::SettingsChanged { conversation, account });
    }
    tx.happens(Happening::Moderated {
        school,
        recipients: vec![account],
    });
    Ok(())
}

fn note(tx: &mut Tx<'_>, by: &OfficeMember, act: Act, term: &ModeratorTerm) -> StoreResult<()> {
    let subject = format!("{} ({})", term.name, term.class_name);
    audit::note(tx, by.member(), &Note::of(act, subject).about(term.account_id))
}

fn is_parent_of(tx: &mut Tx<'_>, by: &OfficeMember, new: &NewTerm) -> StoreResult<()> {
    let room: ConversationId = conversations::table
        .filter(conversations::school_id.eq(by.member().school()))
        .filter(conversations::class_id.eq(Some(new.class_id)))
        .select(conversations::id)
        .first(tx.db)?;
    let inside: i64 = room_members::table
        .inner_join(memberships::table.on(memberships::account_id.eq(room_members::account_id)))
        .filter(room_members::conversation_id.eq(room))
        .filter(room_members::account_id.eq(new.account_id))
        .filter(memberships::school_id.eq(by.member().school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::role.eq(Role::Parent))
        .count()
        .get_result(tx.db)?;
    if inside == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

fn get(db: &mut Db, by: &OfficeMember, term: TermId) -> StoreResult<ModeratorTerm> {
    let row: Row = moderator_terms::table
        .inner_join(classes::table)
        .inner_join(accounts::table.on(accounts::id.eq(moderator_terms::account_id)))
        .filter(moderator_terms::school_id.eq(by.member().school()))
        .filter(moderator_terms::id.eq(term))
        .select(columns())
        .first(db)?;
    Ok(info(row))
}

type Columns = (
    moderator_terms::id,
    moderator_terms::class_id,
    (classes::level, classes::section),
    moderator_terms::account_id,
    (accounts::first_name, accounts::last_name),
    (moderator_terms::starts_at, moderator_terms::ends_at),
);

fn columns() -> Columns {
    (
        moderator_terms::id,
        moderator_terms::class_id,
        (classes::level, classes::section),
        moderator_terms::account_id,
        (accounts::first_name, accounts::last_name),
        (moderator_terms::starts_at, moderator_terms::ends_at),
    )
}

fn info((id, class_id, (level, section), account_id, (first, last), (starts_at, ends_at)): Row) -> ModeratorTerm {
    ModeratorTerm {
        id,
        class_id,
        class_name: class_name(level, Some(&section)),
        account_id,
        name: format!("{first} {last}"),
        starts_at,
        ends_at,
    }
}
