//! The mail that invites somebody to a school. Sent twice it does no harm: both hold the same link, which works once.

use domain::schools::types::Role;
use store::{
    error::StoreError,
    schools::mail::{SendInvitation, letter},
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it; not when the invitation was taken back or accepted meanwhile.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: SendInvitation) -> Result<(), Failure> {
    let invitation = job.invitation;
    let to = match post.store.read(move |db| letter(db, invitation)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let link = format!("{}/invitation?token={}", post.public_url, job.token);
    let words = [("school", to.school_name.as_str()), ("link", link.as_str())];
    let body = match to.role {
        Role::Parent | Role::Student => "mail-invitation-parent-body",
        Role::Teacher | Role::Direction | Role::Admin => "mail-invitation-staff-body",
    };
    let mail = Mail {
        subject: say(to.locale, "mail-invitation-subject", &words)?,
        body: say(to.locale, body, &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
