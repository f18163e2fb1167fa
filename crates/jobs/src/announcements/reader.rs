//! The mail to one reader of an announcement. Sent twice it does no harm: it says the same, and what it notes stays as it is.

use store::{
    announcements::mail::{self, MailReader, Reason},
    error::StoreError,
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it, and notes that the announcement has reached them; not when it was taken back or has reached them meanwhile.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: MailReader) -> Result<(), Failure> {
    let asked = job.clone();
    let to = match post.store.read(move |db| mail::letter(db, &asked)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let link = format!("{}/annonces/{}", post.public_url, job.announcement);
    let words = [
        ("first_name", to.first_name.as_str()),
        ("school", to.school_name.as_str()),
        ("title", to.title.as_str()),
        ("link", link.as_str()),
    ];
    let (subject, body) = match job.reason {
        Reason::Unreached => ("mail-announcement-subject", "mail-announcement-body"),
        Reason::Reminder => ("mail-announcement-reminder-subject", "mail-announcement-reminder-body"),
    };
    let mail = Mail {
        subject: say(to.locale, subject, &words)?,
        body: say(to.locale, body, &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await?;
    post.store
        .write(move |tx| mail::sent(tx, &job))
        .await
        .map_err(Failure::from)
}
