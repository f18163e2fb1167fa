//! People as other members see them, with the classes that tie them to the reader.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClassId, ConversationId, Id},
    messaging::types::Person,
    page::{Page, PageQuery},
    problem::Code,
    schools::types::{Level, Role, class_name},
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{room::InRoom, rooms::roles},
    schema::{accounts, classes, conversations, memberships, room_members},
};

/// The members of a conversation, by last name, then first name.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn of_room(db: &mut Db, by: &InRoom, query: &PageQuery) -> StoreResult<Page<Person>> {
    let ids = super::room::members(db, by.conversation())?;
    let mut people = named(db, by.member(), &ids)?;
    let roles = roles::of_all(db, by.conversation())?;
    for person in &mut people {
        person.room_role = roles.get(&person.id).copied();
    }
    page(people, query)
}

/// These people of the reader's school, in no particular order. Three queries, however many they are.
///
/// # Errors
/// When the database does not answer.
pub fn named(db: &mut Db, reader: &ActiveMember, ids: &[AccountId]) -> StoreResult<Vec<Person>> {
    let rows: Vec<(AccountId, String, String, Role)> = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .filter(memberships::school_id.eq(reader.school()))
        .filter(accounts::id.eq_any(ids))
        .select((
            accounts::id,
            accounts::first_name,
            accounts::last_name,
            memberships::role,
        ))
        .load(db)?;
    let mut whose = ids.to_vec();
    whose.push(reader.account());
    let rooms = class_rooms(db, reader, Some(&whose))?;
    Ok(rows
        .into_iter()
        .map(|(id, first_name, last_name, role)| {
            let classes = rooms.shown(reader.account(), id, role);
            Person {
                id,
                first_name,
                last_name,
                role,
                classes,
                room_role: None,
            }
        })
        .collect())
}

/// Everybody who is in a room with somebody now, in their school, by id.
///
/// # Errors
/// When the database does not answer.
pub fn beside(db: &mut Db, by: &ActiveMember) -> StoreResult<Vec<AccountId>> {
    let mine: Vec<ConversationId> = room_members::table
        .filter(room_members::account_id.eq(by.account()))
        .select(room_members::conversation_id)
        .load(db)?;
    Ok(room_members::table
        .inner_join(conversations::table)
        .filter(conversations::school_id.eq(by.school()))
        .filter(room_members::conversation_id.eq_any(mine))
        .filter(room_members::account_id.ne(by.account()))
        .select(room_members::account_id)
        .distinct()
        .order(room_members::account_id)
        .load(db)?)
}

/// These people of the reader's school, by last name, then first name.
///
/// # Errors
/// When the database does not answer.
pub fn sorted(db: &mut Db, reader: &ActiveMember, ids: &[AccountId]) -> StoreResult<Vec<Person>> {
    let mut people = named(db, reader, ids)?;
    people.sort_by_cached_key(sort_key);
    Ok(people)
}

/// Who is in the room of which class.
#[derive(Debug, Default)]
pub struct ClassRooms {
    names: BTreeMap<ClassId, String>,
    of: BTreeMap<AccountId, BTreeSet<ClassId>>,
}

impl ClassRooms {
    /// Whether two people are in the room of one class.
    #[must_use]
    pub fn share(&self, one: AccountId, other: AccountId) -> bool {
        match (self.of.get(&one), self.of.get(&other)) {
            (Some(mine), Some(theirs)) => !mine.is_disjoint(theirs),
            _ => false,
        }
    }

    /// The classes of a person that a reader may see: those they share, and those that the person teaches.
    fn shown(&self, reader: AccountId, person: AccountId, role: Role) -> Vec<String> {
        let mine = self.of.get(&reader);
        let Some(theirs) = self.of.get(&person) else {
            return Vec::new();
        };
        let shown = theirs
            .iter()
            .filter(|class| role.is_staff() || mine.is_some_and(|mine| mine.contains(class)));
        let names: BTreeSet<&String> = shown.filter_map(|class| self.names.get(class)).collect();
        names.into_iter().cloned().collect()
    }
}

/// The class rooms of some people, or of everybody, in the reader's school.
///
/// # Errors
/// When the database does not answer.
pub fn class_rooms(db: &mut Db, reader: &ActiveMember, whose: Option<&[AccountId]>) -> StoreResult<ClassRooms> {
    let names: Vec<(ClassId, Level, String)> = classes::table
        .filter(classes::school_id.eq(reader.school()))
        .select((classes::id, classes::level, classes::section))
        .load(db)?;
    let mut query = room_members::table
        .inner_join(conversations::table)
        .filter(conversations::school_id.eq(reader.school()))
        .filter(conversations::class_id.is_not_null())
        .select((room_members::account_id, conversations::class_id.assume_not_null()))
        .into_boxed::<crate::backend::MultiBackend>();
    if let Some(whose) = whose {
        query = query.filter(room_members::account_id.eq_any(whose.to_vec()));
    }
    let pairs: Vec<(AccountId, ClassId)> = query.load(db)?;
    let mut rooms = ClassRooms::default();
    for (class, level, section) in names {
        rooms.names.insert(class, class_name(level, Some(&section)));
    }
    for (account, class) in pairs {
        rooms.of.entry(account).or_default().insert(class);
    }
    Ok(rooms)
}

/// One page of people by name, in the alphabet's order without accents: databases disagree about that order, so we sort.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn page(mut people: Vec<Person>, query: &PageQuery) -> StoreResult<Page<Person>> {
    people.sort_by_cached_key(sort_key);
    let start = match &query.cursor {
        None => 0,
        Some(cursor) => {
            let last: AccountId = cursor
                .parse::<Id<_>>()
                .map_err(|_| StoreError::Refused(Code::BadQuery))?;
            people
                .iter()
                .position(|person| person.id == last)
                .ok_or(StoreError::Refused(Code::BadQuery))?
                + 1
        }
    };
    let limit = usize::try_from(query.limit()).unwrap_or(1);
    let items: Vec<Person> = people.iter().skip(start).take(limit).cloned().collect();
    let more = people.len() > start + items.len();
    let next = items.last().filter(|_| more).map(|person| person.id.to_string());
    Ok(Page { items, next })
}

fn sort_key(person: &Person) -> (String, String, AccountId) {
    (
        words::search_key(&person.last_name),
        words::search_key(&person.first_name),
        person.id,
    )
}
