//! The mail to somebody who registers with an address that has an account already: the answer on the screen must not tell, the owner
//! of the mailbox may know. Sent twice it does no harm.

use store::accounts::mail::AlreadyRegistered;

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: AlreadyRegistered) -> Result<(), Failure> {
    let Some(to) = post.addressee(job.email_token).await? else {
        return Ok(());
    };
    let link = format!("{}/connexion", post.public_url);
    // without the name: whoever filled in the form may be somebody else
    let words = [("school", to.school_name.as_str()), ("link", link.as_str())];
    let mail = Mail {
        subject: say(to.locale, "mail-known-subject", &words)?,
        body: say(to.locale, "mail-known-body", &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
