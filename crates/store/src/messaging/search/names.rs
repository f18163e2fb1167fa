//! People and conversations, found by their names.

use std::collections::BTreeMap;

use domain::{
    id::AccountId,
    messaging::{
        search::SearchHit,
        types::{ConversationKind, Person},
    },
    page::PageQuery,
    words,
};

use super::{asked::Asked, pieces, rooms};
use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::StoreResult,
    messaging::{blocks, contacts, people},
};

/// People whom one may write to, or who are in a room with one now: by last name, then first name.
pub(super) fn people(db: &mut Db, by: &ActiveMember, asked: &Asked, most: usize) -> StoreResult<Vec<SearchHit>> {
    let everybody = PageQuery {
        limit: Some(u32::MAX),
        cursor: None,
    };
    let mut known: BTreeMap<AccountId, Person> = contacts::list(db, by, &everybody)?
        .items
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut missing = people::beside(db, by)?;
    let blocked = blocks::around(db, by.account())?;
    missing.retain(|id| !known.contains_key(id) && !blocked.contains(id));
    for person in people::named(db, by, &missing)? {
        known.insert(person.id, person);
    }
    let mut found: Vec<(String, Person, Vec<_>)> = known
        .into_values()
        .filter_map(|person| {
            let name = format!("{} {}", person.first_name, person.last_name);
            let pieces = pieces::whole(&name, asked)?;
            let order = words::search_key(&format!("{} {}", person.last_name, person.first_name));
            Some((order, person, pieces))
        })
        .collect();
    found.sort_by(|one, other| (&one.0, one.1.id).cmp(&(&other.0, other.1.id)));
    let hits = found
        .into_iter()
        .map(|(_, person, pieces)| SearchHit::Person { person, pieces });
    Ok(hits.take(most).collect())
}

/// Conversations by their names. Those of two people are found as the other person.
pub(super) fn conversations(db: &mut Db, by: &ActiveMember, asked: &Asked, most: usize) -> StoreResult<Vec<SearchHit>> {
    let rooms = rooms::all(db, by)?.into_values();
    let mut found: Vec<(String, SearchHit)> = rooms
        .filter(|room| room.kind != ConversationKind::Direct)
        .filter_map(|room| {
            let name = room.name.clone()?;
            let pieces = pieces::whole(&name, asked)?;
            let hit = SearchHit::Conversation {
                conversation: room,
                pieces,
            };
            Some((words::search_key(&name), hit))
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found.into_iter().map(|(_, hit)| hit).take(most).collect())
}
