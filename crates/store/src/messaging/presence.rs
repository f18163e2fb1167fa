//! Who shows to whom whether they are there, and what else others see of somebody. Both must show it, share a room, and not be blocked.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::AccountId,
    messaging::presence::{
        ChosenState, MessagingSettings, MessagingSettingsForm, PersonPresence, PresenceShown, SeenState, seen,
    },
    moment::Moment,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{blocks, people},
    schema::accounts,
    secret,
    tx::Tx,
};

/// Somebody who shows whether they are there; what is missing is whether a device of theirs is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Shown {
    /// Who.
    pub account: AccountId,
    chosen: ChosenState,
    seen_at: Option<Moment>,
}

impl Shown {
    /// How they are seen, now that this is known. Whoever is invisible leaves no traces.
    #[must_use]
    pub fn seen(&self, is_connected: bool, now: Moment) -> PersonPresence {
        let state = seen(is_connected, self.chosen, self.seen_at, now);
        let is_gone = state == SeenState::Offline && self.chosen != ChosenState::Invisible;
        PersonPresence {
            account_id: self.account,
            state,
            last_seen_at: self.seen_at.filter(|_| is_gone),
        }
    }
}

type Columns = (accounts::id, accounts::presence_state, accounts::seen_at);
const COLUMNS: Columns = (accounts::id, accounts::presence_state, accounts::seen_at);

/// Those of these people, who share a room with somebody, that show them whether they are there.
///
/// # Errors
/// When the database does not answer.
pub fn shown_to(db: &mut Db, reader: AccountId, people: &[AccountId]) -> StoreResult<Vec<Shown>> {
    if !shows(db, reader)? {
        return Ok(Vec::new());
    }
    let blocked = blocks::around(db, reader)?;
    let people: Vec<AccountId> = people.iter().filter(|one| !blocked.contains(one)).copied().collect();
    Ok(accounts::table
        .filter(accounts::id.eq_any(people))
        .filter(accounts::id.ne(reader))
        .filter(accounts::presence_shown.eq(PresenceShown::Contacts))
        .order(accounts::id)
        .select(COLUMNS)
        .load(db)?)
}

/// Somebody, and everybody of the school who sees whether they are there; `None` when they do not show it.
///
/// # Errors
/// When the database does not answer.
pub fn audience(db: &mut Db, by: &ActiveMember) -> StoreResult<Option<(Shown, Vec<AccountId>)>> {
    let me: Option<Shown> = accounts::table
        .find(by.account())
        .filter(accounts::presence_shown.eq(PresenceShown::Contacts))
        .select(COLUMNS)
        .first(db)
        .optional()?;
    let Some(me) = me else { return Ok(None) };
    let beside = people::beside(db, by)?;
    let seers = shown_to(db, by.account(), &beside)?;
    Ok(Some((me, seers.into_iter().map(|seer| seer.account).collect())))
}

fn shows(db: &mut Db, account: AccountId) -> StoreResult<bool> {
    let shown: PresenceShown = accounts::table
        .find(account)
        .select(accounts::presence_shown)
        .first(db)?;
    Ok(shown == PresenceShown::Contacts)
}

/// Notes that somebody sits before a device of theirs; only of those who show it.
///
/// # Errors
/// When the database does not answer.
pub fn note_sign_of_life(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    let now = tx.now;
    note_sign_of_life_at(tx, account, now)
}

/// The same for a moment that lies behind.
///
/// # Errors
/// When the database does not answer.
pub fn note_sign_of_life_at(tx: &mut Tx<'_>, account: AccountId, at: Moment) -> StoreResult<()> {
    diesel::update(accounts::table.find(account))
        .filter(accounts::presence_shown.eq(PresenceShown::Contacts))
        .filter(accounts::presence_state.ne(ChosenState::Invisible))
        .set(accounts::seen_at.eq(at))
        .execute(tx.db)?;
    Ok(())
}

/// What others see of somebody.
///
/// # Errors
/// When the database does not answer.
pub fn settings(db: &mut Db, account: AccountId) -> StoreResult<MessagingSettings> {
    let (presence, state, read_receipts, contact_code) = accounts::table
        .find(account)
        .select((
            accounts::presence_shown,
            accounts::presence_state,
            accounts::read_receipts,
            accounts::contact_code,
        ))
        .first(db)?;
    Ok(MessagingSettings {
        presence,
        state,
        read_receipts,
        contact_code,
    })
}

#[derive(Debug, AsChangeset)]
#[diesel(table_name = accounts)]
struct Changed {
    presence_shown: Option<PresenceShown>,
    presence_state: Option<ChosenState>,
    read_receipts: Option<bool>,
    seen_at: Option<Option<Moment>>,
}

/// Changes it. Whoever switches presence off is gone for everybody at once, and when they were last there is forgotten.
///
/// # Errors
/// When the database does not answer.
pub fn change(tx: &mut Tx<'_>, by: &ActiveMember, form: &MessagingSettingsForm) -> StoreResult<MessagingSettings> {
    let before = audience(tx.db, by)?;
    let goes_dark = form.presence == Some(PresenceShown::Off);
    let begins = before.is_none() && form.presence == Some(PresenceShown::Contacts);
    let changed = Changed {
        presence_shown: form.presence,
        presence_state: form.state,
        read_receipts: form.read_receipts,
        seen_at: match (goes_dark, begins) {
            (true, _) => Some(None),
            (_, true) => Some(Some(tx.now)),
            _ => None,
        },
    };
    let is_something = form.presence.is_some() || form.state.is_some() || form.read_receipts.is_some();
    if is_something {
        diesel::update(accounts::table.find(by.account()))
            .set(&changed)
            .execute(tx.db)?;
    }
    if let Some((me, recipients)) = before.filter(|_| goes_dark) {
        tx.happens(Happening::Presence {
            school: by.school(),
            presence: PersonPresence {
                account_id: me.account,
                state: SeenState::Offline,
                last_seen_at: None,
            },
            recipients,
        });
    }
    settings(tx.db, by.account())
}

/// Gives somebody a new code by which others find them.
///
/// # Errors
/// When there is no randomness, or the code is taken: then the transaction may be run again.
pub fn make_code(tx: &mut Tx<'_>, by: &ActiveMember) -> StoreResult<MessagingSettings> {
    let code = secret::fresh_code()?;
    let taken: i64 = accounts::table
        .filter(accounts::contact_code.eq(&code))
        .count()
        .get_result(tx.db)?;
    if taken > 0 {
        return Err(StoreError::Again);
    }
    diesel::update(accounts::table.find(by.account()))
        .set(accounts::contact_code.eq(&code))
        .execute(tx.db)?;
    settings(tx.db, by.account())
}
