//! The mails about offers and requests. Sent twice they do no harm: they say the same, and what they note stays as it is.

use domain::{messaging::calm::quiet::written_in_brussels, sel::service::ServiceKind};
use store::{
    clock,
    error::StoreError,
    sel::services::mail::{self, Addressee, MailEnding, MailMatches, MatchLetter, MatchesDue},
};

use crate::{
    accounts::Post,
    catalogue::say,
    channels::mail::Mail,
    runner::{Failure, Jobs},
};

/// The jobs about offers and requests.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (ending, matching) = (post.clone(), post.clone());
    jobs.on(move |job| say_ending(ending.clone(), job))
        .on(move |job| tell_matches(matching.clone(), job))
}

/// Tells an owner that something is about to end; not when it was renewed, paused, put away or removed meanwhile.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn say_ending(post: Post, job: MailEnding) -> Result<(), Failure> {
    let asked = job.clone();
    let letter = match post.store.read(move |db| mail::ending(db, &asked)).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let link = format!("{}/entraide/{}", post.public_url, job.service);
    let ends = written_in_brussels(letter.ends);
    let words = [
        ("title", letter.title.as_str()),
        ("ends", ends.as_str()),
        ("link", link.as_str()),
    ];
    let keys = ("mail-sel-ending-subject", "mail-sel-ending-body");
    carry(&post, letter.to, keys, &words).await?;
    post.store
        .write(move |tx| mail::ending_sent(tx, &job))
        .await
        .map_err(Failure::from)
}

/// Tells somebody what goes with theirs, once a day at most; what they were told already is not told again.
///
/// # Errors
/// When the mail cannot be handed on.
pub async fn tell_matches(post: Post, job: MailMatches) -> Result<(), Failure> {
    let asked = job.clone();
    let now = clock::now();
    let due = match post.store.read(move |db| mail::matches_due(db, &asked, now)).await {
        Ok(due) => due,
        // they have left, or may not come in just now
        Err(StoreError::NotFound | StoreError::Refused(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    match due {
        MatchesDue::Nothing => Ok(()),
        MatchesDue::Later(at) => post
            .store
            .write(move |tx| mail::matches_later(tx, &job, at))
            .await
            .map_err(Failure::from),
        MatchesDue::Now(letter) => {
            let link = format!("{}/entraide", post.public_url);
            let named = lines(&letter)?;
            let words = [("matches", named.as_str()), ("link", link.as_str())];
            let keys = ("mail-sel-matches-subject", "mail-sel-matches-body");
            carry(&post, letter.to.clone(), keys, &words).await?;
            post.store
                .write(move |tx| mail::matches_sent(tx, &letter))
                .await
                .map_err(Failure::from)
        }
    }
}

/// One line for each that is named.
fn lines(letter: &MatchLetter) -> Result<String, Failure> {
    let line = |(kind, title): &(ServiceKind, String)| {
        let key = match kind {
            ServiceKind::Offer => "mail-sel-matches-offer",
            ServiceKind::Request => "mail-sel-matches-request",
        };
        say(letter.to.locale, key, &[("title", title.as_str())])
    };
    let lines: Vec<String> = letter.named.iter().map(line).collect::<Result<_, _>>()?;
    Ok(lines.join("\n"))
}

async fn carry(
    post: &Post,
    to: Addressee,
    (subject, body): (&str, &str),
    more: &[(&str, &str)],
) -> Result<(), Failure> {
    let mut words = vec![
        ("first_name", to.first_name.as_str()),
        ("school", to.school_name.as_str()),
    ];
    words.extend_from_slice(more);
    let mail = Mail {
        subject: say(to.locale, subject, &words)?,
        body: say(to.locale, body, &words)?,
        to: to.email,
    };
    post.carrier.carry(mail).await
}
