//! Conversations as a line about them shows them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId},
    messaging::{search::FoundRoom, types::ConversationKind},
    schools::types::{Level, class_name},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::StoreResult,
    messaging::direct,
    schema::{accounts, classes, conversations, room_members},
};

type Row = (
    ConversationId,
    ConversationKind,
    Option<String>,
    Option<(Level, String)>,
);

/// These conversations, where the reader is in them.
pub(super) fn of(
    db: &mut Db,
    by: &ActiveMember,
    ids: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, FoundRoom>> {
    let rows = load(db, by, Some(ids))?;
    named(db, by, rows)
}

/// All conversations that the reader is in.
pub(super) fn all(db: &mut Db, by: &ActiveMember) -> StoreResult<BTreeMap<ConversationId, FoundRoom>> {
    let rows = load(db, by, None)?;
    named(db, by, rows)
}

fn load(db: &mut Db, by: &ActiveMember, ids: Option<&[ConversationId]>) -> StoreResult<Vec<Row>> {
    let mine = room_members::table
        .filter(room_members::account_id.eq(by.account()))
        .select(room_members::conversation_id);
    let mut rows = conversations::table
        .left_join(classes::table)
        .filter(conversations::id.eq_any(mine))
        .filter(conversations::school_id.eq(by.school()))
        .select((
            conversations::id,
            conversations::kind,
            conversations::title,
            (classes::level, classes::section).nullable(),
        ))
        .into_boxed::<MultiBackend>();
    if let Some(ids) = ids {
        rows = rows.filter(conversations::id.eq_any(ids.to_vec()));
    }
    Ok(rows.load(db)?)
}

fn named(db: &mut Db, by: &ActiveMember, rows: Vec<Row>) -> StoreResult<BTreeMap<ConversationId, FoundRoom>> {
    let direct: Vec<ConversationId> = rows
        .iter()
        .filter(|(_, kind, ..)| *kind == ConversationKind::Direct)
        .map(|(id, ..)| *id)
        .collect();
    let partners = direct::partners(db, by.account(), &direct)?;
    let others: Vec<AccountId> = partners.values().copied().collect();
    let others: Vec<(AccountId, String, String)> = accounts::table
        .filter(accounts::id.eq_any(others))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(db)?;
    let others: BTreeMap<AccountId, String> = others
        .into_iter()
        .map(|(id, first, last)| (id, format!("{first} {last}")))
        .collect();
    Ok(rows
        .into_iter()
        .map(|(id, kind, title, class)| {
            let other_id = partners.get(&id).copied();
            let of_class = class.map(|(level, section)| class_name(level, Some(&section)));
            let of_other = other_id.and_then(|other| others.get(&other).cloned());
            let room = FoundRoom {
                id,
                kind,
                name: title.or(of_class).or(of_other),
                other_id,
            };
            (id, room)
        })
        .collect())
}
