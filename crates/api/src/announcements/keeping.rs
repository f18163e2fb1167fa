//! What whoever looks after an announcement does with it, and what the school asks of all.

use actix_web::web;
use domain::{
    announcements::calls::{
        ChangeAnnouncementRules, PublishAnnouncement, RefuseAnnouncement, RemindReaders, ShowAnnouncementRules,
        WithdrawAnnouncement,
    },
    words::clean_line,
};
use store::announcements::{publishing, reminding, school};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Publishes one, or hands it to the direction.
///
/// # Errors
/// `already_decided`, `stale`, `version_missing`, `forbidden`, `not_found`.
pub async fn publish(
    call: Call<PublishAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<PublishAnnouncement>, Failure> {
    let (by, expected) = (call.by, call.expected);
    call.once
        .write_versioned(&state, move |tx| publishing::publish(tx, &by, expected))
        .await
}

/// Gives one back to its author.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn refuse(
    call: Call<RefuseAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<RefuseAnnouncement>, Failure> {
    let (by, reason) = (call.by, clean_line(&call.body.reason));
    call.once
        .write(&state, move |tx| publishing::refuse(tx, &by, &reason))
        .await
}

/// Takes one back.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn withdraw(
    call: Call<WithdrawAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<WithdrawAnnouncement>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| publishing::withdraw(tx, &by)).await
}

/// Reminds those who have not read.
///
/// # Errors
/// `conflict`, `limit_reached`, `forbidden`, `not_found`.
pub async fn remind(call: Call<RemindReaders>, state: web::Data<State>) -> Result<Reply<RemindReaders>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| reminding::remind(tx, &by)).await
}

/// Shows what the school asks.
///
/// # Errors
/// When the database cannot answer.
pub async fn rules(
    call: Call<ShowAnnouncementRules>,
    state: web::Data<State>,
) -> Result<Reply<ShowAnnouncementRules>, Failure> {
    let by = call.by;
    let rules = state.store.read(move |db| school::show(db, &by)).await?;
    Ok(Reply::versioned(rules))
}

/// Sets what the school asks.
///
/// # Errors
/// `stale`.
pub async fn change_rules(
    call: Call<ChangeAnnouncementRules>,
    state: web::Data<State>,
) -> Result<Reply<ChangeAnnouncementRules>, Failure> {
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| school::change(tx, &by, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}
