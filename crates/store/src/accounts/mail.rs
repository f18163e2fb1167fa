//! The mails about accounts, as jobs. Who gets them and in which language is read when they are sent.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, AccountLinkId, EmailTokenId, SchoolId},
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::StoreResult,
    jobs::NewJob,
    schema::{account_links, accounts, email_tokens, schools},
};

/// The mail with the link that confirms an address. The payload is the only place that holds the token in clear: it is blanked when
/// the job is over.
#[derive(Clone, Serialize, Deserialize)]
pub struct VerifyAddress {
    /// The registration that waits.
    pub email_token: EmailTokenId,
    /// The token of the link.
    pub token: String,
}

impl NewJob for VerifyAddress {
    const KIND: &'static str = "accounts.verify_address";
}

/// The link of a registration is asked for once more: it is made anew and its mail queued. Of a registration that is not there, nobody is
/// told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegistrationAsked {
    /// The registration that waits.
    pub email_token: EmailTokenId,
}

impl NewJob for RegistrationAsked {
    const KIND: &'static str = "accounts.registration_asked";
}

/// The mail to somebody who registers with an address that has an account already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    /// The registration that leads nowhere; it knows the address.
    pub email_token: EmailTokenId,
}

impl NewJob for AlreadyRegistered {
    const KIND: &'static str = "accounts.already_registered";
}

macro_rules! about_a_link {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:literal $(, $token:ident)?;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Serialize, Deserialize)]
        pub struct $name {
            /// The link; it knows the account, and the new address where there is one.
            pub account_link: AccountLinkId,
            $(#[doc = "The token of the link, in clear here only."] pub $token: String,)?
        }
        impl NewJob for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

about_a_link! {
    /// The mail with the link for a new password. Of a link that is not there, nobody is told.
    ResetPassword = "accounts.reset_password", token;
    /// The mail with the link that confirms another address.
    ConfirmAddress = "accounts.confirm_address", token;
    /// The mail to an address that somebody wants to change to, and that has an account already.
    AddressTaken = "accounts.address_taken";
    /// The mail to the address that somebody is about to leave.
    LeavingAddress = "accounts.leaving_address";
}

macro_rules! notices {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Serialize, Deserialize)]
        pub struct $name {
            /// Whose.
            pub account: AccountId,
        }
        impl NewJob for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

notices! {
    /// Somebody has forgotten their password: the link is made and its mail queued. Nobody's, when the address is unknown.
    PasswordForgotten = "accounts.password_forgotten";
    /// The mail that says that a password was changed.
    PasswordChanged = "accounts.password_changed";
    /// The mail that says that a session was ended because somebody had a copy of its token.
    SessionStolen = "accounts.session_stolen";
    /// The mail that says that signing in asks for a second factor from now on.
    SecondFactorOn = "accounts.second_factor_on";
    /// The mail that says that it does not any more.
    SecondFactorOff = "accounts.second_factor_off";
}

/// Whom a mail about an account goes to.
#[derive(Clone, Queryable)]
pub struct Owner {
    /// E-mail address of the account.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Language.
    pub locale: Locale,
}

/// The owner of an account.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when there is no such account any more.
pub fn owner(db: &mut Db, account: AccountId) -> StoreResult<Owner> {
    Ok(accounts::table
        .find(account)
        .select((accounts::email, accounts::first_name, accounts::locale))
        .first(db)?)
}

/// The owner of the account of a link, and the new address where there is one.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when there is no such link.
pub fn owner_of_link(db: &mut Db, link: AccountLinkId) -> StoreResult<(Owner, Option<String>)> {
    let (account, email) = account_links::table
        .find(link)
        .select((account_links::account_id, account_links::email))
        .first(db)?;
    Ok((owner(db, account)?, email))
}

/// Whom the mail of a registration goes to.
#[derive(Clone, Queryable)]
pub struct Addressee {
    /// E-mail address as it was typed.
    pub email: String,
    /// First name as it was typed.
    pub first_name: String,
    /// Language asked for.
    pub locale: Locale,
    /// Which school.
    pub school: SchoolId,
    /// Its name.
    pub school_name: String,
}

/// Whom the mail about a registration goes to.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when the registration has been forgotten in between: nothing is to be sent then.
pub fn addressee(db: &mut Db, email_token: EmailTokenId) -> StoreResult<Addressee> {
    Ok(email_tokens::table
        .inner_join(schools::table.on(schools::id.eq(email_tokens::school_id)))
        .filter(email_tokens::id.eq(email_token))
        .select((
            email_tokens::email,
            email_tokens::first_name,
            email_tokens::locale,
            schools::id,
            schools::name,
        ))
        .first(db)?)
}
