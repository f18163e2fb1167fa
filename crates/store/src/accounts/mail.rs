//! The mails about accounts, as jobs. Who gets them and in which language is read when they are sent.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{EmailTokenId, SchoolId},
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::StoreResult,
    jobs::NewJob,
    schema::{email_tokens, schools},
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

/// The mail to somebody who registers with an address that has an account already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    /// The registration that leads nowhere; it knows the address.
    pub email_token: EmailTokenId,
}

impl NewJob for AlreadyRegistered {
    const KIND: &'static str = "accounts.already_registered";
}

/// Whom such a mail goes to.
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
