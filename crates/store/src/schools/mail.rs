//! The mails of the school office, as jobs. What they say is read when they are sent.

use diesel::prelude::*;
use domain::{accounts::types::Locale, id::InvitationId, schools::types::Role};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::StoreResult,
    jobs::NewJob,
    schema::{invitations, schools},
};

/// The mail with the link of an invitation. The payload is the only place that holds the token in clear: it is blanked when the job is
/// over.
#[derive(Clone, Serialize, Deserialize)]
pub struct SendInvitation {
    /// The invitation.
    pub invitation: InvitationId,
    /// The token of the link.
    pub token: String,
}

impl NewJob for SendInvitation {
    const KIND: &'static str = "schools.invitation";
}

/// What the mail of an invitation says.
#[derive(Clone, Queryable)]
pub struct Letter {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// The role that it gives.
    pub role: Role,
    /// The name of the school.
    pub school_name: String,
}

/// What the mail says; nothing is to be sent when the invitation was accepted or taken back meanwhile.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] then.
pub fn letter(db: &mut Db, invitation: InvitationId) -> StoreResult<Letter> {
    Ok(invitations::table
        .inner_join(schools::table.on(schools::id.eq(invitations::school_id)))
        .filter(invitations::id.eq(invitation))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .select((
            invitations::email,
            invitations::locale,
            invitations::role,
            schools::name,
        ))
        .first(db)?)
}
