//! The mails that tell somebody what has happened to their account, with the way back if it was not them. Sent twice they do no harm.

use domain::id::AccountId;
use store::{
    accounts::mail::{PasswordChanged, SecondFactorOff, SecondFactorOn, SessionStolen, owner},
    error::StoreError,
};

use crate::{
    accounts::{Post, links::mail},
    runner::Failure,
};

/// A password was changed.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn password_changed(post: Post, job: PasswordChanged) -> Result<(), Failure> {
    tell(
        post,
        job.account,
        ("mail-password-changed-subject", "mail-password-changed-body"),
    )
    .await
}

/// A session was ended because somebody had a copy of its token.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn session_stolen(post: Post, job: SessionStolen) -> Result<(), Failure> {
    tell(
        post,
        job.account,
        ("mail-session-stolen-subject", "mail-session-stolen-body"),
    )
    .await
}

/// Signing in asks for a second factor.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn second_factor_on(post: Post, job: SecondFactorOn) -> Result<(), Failure> {
    tell(post, job.account, ("mail-factor-on-subject", "mail-factor-on-body")).await
}

/// Signing in does not ask for it any more.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn second_factor_off(post: Post, job: SecondFactorOff) -> Result<(), Failure> {
    tell(post, job.account, ("mail-factor-off-subject", "mail-factor-off-body")).await
}

async fn tell(post: Post, account: AccountId, keys: (&str, &str)) -> Result<(), Failure> {
    let owner = match post.store.read(move |db| owner(db, account)).await {
        Ok(owner) => owner,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let link = format!("{}/mot-de-passe-oublie", post.public_url);
    let words = [("first_name", owner.first_name.as_str()), ("link", link.as_str())];
    let mail = mail(owner.locale, keys, &words, owner.email)?;
    post.carrier.carry(mail).await
}
