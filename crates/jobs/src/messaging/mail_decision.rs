//! The mail to the author of a message about which moderators decided something. Sent twice it does no harm: it says the same.

use domain::{
    accounts::types::Locale,
    messaging::{calm::quiet::written_in_brussels, moderation::types::ModerationAct},
    moment::Moment,
};
use store::{
    clock,
    error::StoreError,
    messaging::moderation::mail::{self, MailDecision},
};

use crate::{accounts::Post, catalogue::say, channels::mail::Mail, runner::Failure};

/// Sends it; not when the author knows already, or when nothing of it is in force any more.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn send(post: Post, job: MailDecision) -> Result<(), Failure> {
    let now = clock::now();
    let letter = match post.store.read(move |db| mail::letter(db, job.case, now)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let done: Vec<String> = letter
        .acts
        .iter()
        .map(|act| line(letter.to.locale, *act))
        .collect::<Result<_, _>>()?;
    let to = letter.to;
    let (done, link) = (done.join("\n"), format!("{}/moderation", post.public_url));
    let words = [
        ("first_name", to.first_name.as_str()),
        ("school", to.school_name.as_str()),
        ("acts", done.as_str()),
        ("reason", letter.reason.as_str()),
        ("link", link.as_str()),
    ];
    let mail = Mail {
        subject: say(to.locale, "mail-decision-subject", &words)?,
        body: say(to.locale, "mail-decision-body", &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}

fn line(locale: Locale, (act, until): (ModerationAct, Option<Moment>)) -> Result<String, Failure> {
    let until = until.map(written_in_brussels).unwrap_or_default();
    let key = match act {
        ModerationAct::Hide => "mail-decision-hide",
        ModerationAct::Warn => "mail-decision-warn",
        ModerationAct::Mute => "mail-decision-mute",
        ModerationAct::Suspend => "mail-decision-suspend",
        ModerationAct::Dismiss | ModerationAct::Uphold | ModerationAct::Undo => {
            return Err(Failure::because("an author is not mailed about this"));
        }
    };
    say(locale, key, &[("until", until.as_str())])
}
