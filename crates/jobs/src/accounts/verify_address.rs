//! The mail with the link that confirms an address. Sent twice it does no harm: both hold the same link, which works once.

use store::accounts::mail::VerifyAddress;

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: VerifyAddress) -> Result<(), Failure> {
    let Some(to) = post.addressee(job.email_token).await? else {
        return Ok(());
    };
    let link = format!("{}/verification?token={}", post.public_url, job.token);
    let words = [
        ("first_name", to.first_name.as_str()),
        ("school", to.school_name.as_str()),
        ("link", link.as_str()),
    ];
    let mail = Mail {
        subject: say(to.locale, "mail-verify-subject", &words)?,
        body: say(to.locale, "mail-verify-body", &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
