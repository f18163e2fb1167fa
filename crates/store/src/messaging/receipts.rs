//! Whom a message has reached, by the marks of the others.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, MessageId},
    messaging::edit::{NAMED_MAX, Receipt, Receipts},
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        message,
        room::{self, InRoom},
        telling,
    },
    schema::{accounts, marks, messages},
};

/// Whom a message of mine has reached.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or deleted; `forbidden` for whoever did not write it.
pub fn show(db: &mut Db, by: &InRoom, id: MessageId) -> StoreResult<Receipts> {
    if message::author_of(db, by, id)? != Some(by.account()) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let seq: i64 = messages::table.find(id).select(messages::seq).first(db)?;
    let mut others = room::members(db, by.conversation())?;
    others.retain(|account| *account != by.account());
    let rows: Vec<(AccountId, i64, i64)> = marks::table
        .filter(marks::conversation_id.eq(by.conversation()))
        .select((marks::account_id, marks::last_delivered_seq, marks::last_read_seq))
        .load(db)?;
    let reached: BTreeMap<AccountId, (bool, bool)> = rows
        .into_iter()
        .map(|(account, delivered, read)| (account, (delivered >= seq, read >= seq)))
        .collect();
    let mut everybody = others.clone();
    everybody.push(by.account());
    let silent = telling::silent_among(db, &everybody)?;
    let shows = |account: &AccountId| !silent.contains(account) && !silent.contains(&by.account());
    let of = |account: &AccountId| {
        let (delivered, read) = reached.get(account).copied().unwrap_or_default();
        (delivered, read && shows(account))
    };
    let count = |is: fn((bool, bool)) -> bool| {
        let count = others.iter().filter(|account| is(of(account))).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    let people = if others.len() < NAMED_MAX {
        named(db, &others)?
    } else {
        Vec::new()
    };
    Ok(Receipts {
        others: i64::try_from(others.len()).unwrap_or(i64::MAX),
        delivered: count(|(delivered, _)| delivered),
        read: count(|(_, read)| read),
        people: people
            .into_iter()
            .map(|(account_id, first_name, last_name)| {
                let (delivered, read) = of(&account_id);
                Receipt {
                    account_id,
                    first_name,
                    last_name,
                    delivered,
                    read,
                }
            })
            .collect(),
    })
}

fn named(db: &mut Db, people: &[AccountId]) -> StoreResult<Vec<(AccountId, String, String)>> {
    Ok(accounts::table
        .filter(accounts::id.eq_any(people.iter().copied()))
        .order((accounts::last_name, accounts::first_name, accounts::id))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(db)?)
}
