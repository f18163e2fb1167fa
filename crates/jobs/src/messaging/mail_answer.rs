//! The mail to the author of a message about the answer to their appeal. Sent twice it does no harm: it says the same.

use domain::messaging::moderation::types::AppealOutcome;
use store::{
    error::StoreError,
    messaging::moderation::mail::{self, MailAnswer},
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it; not when the author has read the answer already.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: MailAnswer) -> Result<(), Failure> {
    let letter = match post.store.read(move |db| mail::answer_letter(db, job.case)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let (to, link) = (letter.to, format!("{}/moderation", post.public_url));
    let words = [
        ("first_name", to.first_name.as_str()),
        ("school", to.school_name.as_str()),
        ("answer", letter.answer.as_str()),
        ("link", link.as_str()),
    ];
    let body = match letter.outcome {
        AppealOutcome::Undone => "mail-appeal-undone-body",
        AppealOutcome::Upheld => "mail-appeal-upheld-body",
    };
    let mail = Mail {
        subject: say(to.locale, "mail-appeal-subject", &words)?,
        body: say(to.locale, body, &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
