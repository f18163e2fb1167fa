//! Another e-mail address: asked for by its owner, confirmed from the new mailbox, told to the old one.

use diesel::prelude::*;
use domain::{problem::Code, words};

use crate::{
    accounts::{
        ending,
        links::{self, NewLink, Purpose},
        mail::{AddressTaken, ConfirmAddress, LeavingAddress},
        registration,
        standing::Standing,
    },
    error::{StoreError, StoreResult, is_unique_violation},
    schema::accounts,
    tx::Tx,
};

/// Queues the notice to the old address and the link to the new one. Whether the new one belongs to somebody decides only which mail it
/// gets (A3).
///
/// # Errors
/// When the database does not answer.
pub fn ask(tx: &mut Tx<'_>, by: &Standing, email: &str) -> StoreResult<()> {
    let (email, key) = (email.trim(), words::email_key(email));
    let is_taken = registration::has_account(tx, &key)?;
    let new = NewLink {
        account: by.account(),
        purpose: Purpose::ChangeEmail,
        email: Some((email, key)),
        session: Some(by.session()),
    };
    let Some((account_link, token)) = links::add(tx, &new)? else {
        return Ok(());
    };
    tx.later(&LeavingAddress { account_link })?;
    if is_taken {
        tx.later(&AddressTaken { account_link })
    } else {
        tx.later(&ConfirmAddress { account_link, token })
    }
}

/// Changes the address. The sessions of the account end, but for the one that asked; so do its personal tokens, and every link that
/// was sent to the old address.
///
/// # Errors
/// `link_expired`, also when the address has an account meanwhile.
pub fn confirm(tx: &mut Tx<'_>, token: &str) -> StoreResult<()> {
    const EXPIRED: StoreError = StoreError::Refused(Code::LinkExpired);
    let used = links::take(tx, Purpose::ChangeEmail, token)?;
    let (Some(email), Some(key), Some(session)) = (used.email, used.email_key, used.session) else {
        return Err(EXPIRED);
    };
    let standing = accounts::table
        .filter(accounts::id.eq(used.account))
        .filter(accounts::is_active.eq(true));
    let changed = diesel::update(standing)
        .set((
            accounts::email.eq(email),
            accounts::email_key.eq(key),
            accounts::updated_at.eq(tx.now),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(tx.db)
        .map_err(|error| {
            if is_unique_violation(&error) {
                EXPIRED
            } else {
                error.into()
            }
        })?;
    if changed == 0 {
        return Err(EXPIRED);
    }
    ending::end_all_but(tx, used.account, session)?;
    links::kill(tx, used.account, None)
}
