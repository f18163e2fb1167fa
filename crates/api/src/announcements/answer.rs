//! What readers do.

use actix_web::web;
use domain::announcements::calls::{AnswerAnnouncement, NoteArrivedAnnouncements, ReadAnnouncement, SignAnnouncement};
use store::announcements::answering;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Notes what has reached a device.
///
/// # Errors
/// When the database cannot answer.
pub async fn arrived(
    call: Call<NoteArrivedAnnouncements>,
    state: web::Data<State>,
) -> Result<Reply<NoteArrivedAnnouncements>, Failure> {
    let (by, ids) = (call.by, call.body.announcement_ids);
    call.once
        .write(&state, move |tx| {
            answering::arrived(tx, &by, &ids)?;
            Ok(domain::page::NoReply {})
        })
        .await
}

/// Somebody says that they have read it.
///
/// # Errors
/// `forbidden`, `conflict`, `not_found`.
pub async fn read(call: Call<ReadAnnouncement>, state: web::Data<State>) -> Result<Reply<ReadAnnouncement>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| answering::read(tx, &by)).await
}

/// A guardian signs for a child.
///
/// # Errors
/// `conflict`, `too_late`, `forbidden`, `not_found`.
pub async fn sign(call: Call<SignAnnouncement>, state: web::Data<State>) -> Result<Reply<SignAnnouncement>, Failure> {
    let (by, child) = (call.by, call.body.child_id);
    call.once.write(&state, move |tx| answering::sign(tx, &by, child)).await
}

/// A guardian answers a question about a child.
///
/// # Errors
/// `conflict`, `too_late`, `forbidden`, `not_found`.
pub async fn answer(
    call: Call<AnswerAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<AnswerAnnouncement>, Failure> {
    let (by, given) = (call.by, call.body);
    let detail = state.store.write(move |tx| answering::answer(tx, &by, &given)).await?;
    Ok(Reply::new(detail))
}
