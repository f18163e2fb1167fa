//! The mail by which a guardian invites another one. Sent twice it does no harm: both hold the same link, which works once.

use store::{
    error::StoreError,
    families::inviting::{InviteGuardian, letter},
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it; not when the invitation was taken back or accepted meanwhile.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: InviteGuardian) -> Result<(), Failure> {
    let invitation = job.invitation;
    let to = match post.store.read(move |db| letter(db, invitation)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let link = format!("{}/invitation?token={}", post.public_url, job.token);
    let inviter = format!("{} {}", to.inviter_first_name, to.inviter_last_name);
    let words = [
        ("inviter", inviter.as_str()),
        ("child", to.child_first_name.as_str()),
        ("school", to.school_name.as_str()),
        ("link", link.as_str()),
    ];
    let mail = Mail {
        subject: say(to.locale, "mail-guardian-subject", &words)?,
        body: say(to.locale, "mail-guardian-body", &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
