//! The mails about a link of somebody who has an account. Sent twice they do no harm: both hold the same link, which works once.

use domain::{accounts::types::Locale, id::AccountLinkId};
use store::{
    accounts::mail::{AddressTaken, ConfirmAddress, LeavingAddress, Owner, ResetPassword, owner_of_link},
    error::StoreError,
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// The link for a new password, to the address of the account.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn reset_password(post: Post, job: ResetPassword) -> Result<(), Failure> {
    let Some((owner, _)) = post.owner_of_link(job.account_link).await? else {
        return Ok(());
    };
    let link = format!("{}/mot-de-passe?token={}", post.public_url, job.token);
    let words = [("first_name", owner.first_name.as_str()), ("link", link.as_str())];
    let mail = mail(
        owner.locale,
        ("mail-reset-subject", "mail-reset-body"),
        &words,
        owner.email,
    )?;
    post.carrier.carry(mail).await
}

/// The link that confirms another address, to that address.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn confirm_address(post: Post, job: ConfirmAddress) -> Result<(), Failure> {
    let Some((owner, Some(new))) = post.owner_of_link(job.account_link).await? else {
        return Ok(());
    };
    let link = format!("{}/adresse?token={}", post.public_url, job.token);
    let words = [("first_name", owner.first_name.as_str()), ("link", link.as_str())];
    let mail = mail(
        owner.locale,
        ("mail-confirm-address-subject", "mail-confirm-address-body"),
        &words,
        new,
    )?;
    post.carrier.carry(mail).await
}

/// The same for an address that has an account: its owner may know that somebody typed it. Without the name of whoever did.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn address_taken(post: Post, job: AddressTaken) -> Result<(), Failure> {
    let Some((owner, Some(new))) = post.owner_of_link(job.account_link).await? else {
        return Ok(());
    };
    let mail = mail(
        owner.locale,
        ("mail-address-taken-subject", "mail-address-taken-body"),
        &[],
        new,
    )?;
    post.carrier.carry(mail).await
}

/// The notice to the address that somebody is about to leave.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn leaving_address(post: Post, job: LeavingAddress) -> Result<(), Failure> {
    let Some((owner, Some(new))) = post.owner_of_link(job.account_link).await? else {
        return Ok(());
    };
    let link = format!("{}/mot-de-passe-oublie", post.public_url);
    let words = [
        ("first_name", owner.first_name.as_str()),
        ("email", new.as_str()),
        ("link", link.as_str()),
    ];
    let mail = mail(
        owner.locale,
        ("mail-leaving-address-subject", "mail-leaving-address-body"),
        &words,
        owner.email,
    )?;
    post.carrier.carry(mail).await
}

/// A mail whose subject and text have these keys in the catalogue.
pub(super) fn mail(locale: Locale, keys: (&str, &str), words: &[(&str, &str)], to: String) -> Result<Mail, Failure> {
    Ok(Mail {
        subject: say(locale, keys.0, words)?,
        body: say(locale, keys.1, words)?,
        to,
    })
}

impl Post {
    /// Whom a link belongs to, and its new address; nobody when it has been forgotten in between, or never was.
    async fn owner_of_link(&self, link: AccountLinkId) -> Result<Option<(Owner, Option<String>)>, Failure> {
        match self.store.read(move |db| owner_of_link(db, link)).await {
            Ok(found) => Ok(Some(found)),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
