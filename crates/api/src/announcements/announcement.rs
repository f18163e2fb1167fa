//! Announcements: listed, shown, written.

use actix_web::web;
use domain::announcements::{
    calls::{
        ChangeAnnouncement, DraftAnnouncement, ListAnnouncements, RemoveAnnouncement, ShowAnnouncement,
        ShowUnreadAnnouncements,
    },
    rules,
    types::AnnouncementState,
};
use store::{
    announcements::{detail, feed, writing},
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists those for me and those that I look after.
///
/// # Errors
/// `bad_query` for a cursor of another list; `forbidden` for drafts, to whoever writes none.
pub async fn list(call: Call<ListAnnouncements>, state: web::Data<State>) -> Result<Reply<ListAnnouncements>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, wanted) = (call.by, call.query.state.unwrap_or(AnnouncementState::Published));
    let page = state.store.read(move |db| feed::list(db, &by, wanted, &slice)).await?;
    Ok(Reply::new(page))
}

/// Shows what waits for me.
///
/// # Errors
/// When the database cannot answer.
pub async fn unread(
    call: Call<ShowUnreadAnnouncements>,
    state: web::Data<State>,
) -> Result<Reply<ShowUnreadAnnouncements>, Failure> {
    let by = call.by;
    let unread = state.store.read(move |db| feed::unread(db, &by)).await?;
    Ok(Reply::new(unread))
}

/// Writes a draft.
///
/// # Errors
/// `invalid`; `forbidden` when a teacher writes for others than their classes; `not_found` for a class of another school.
pub async fn draft(
    call: Call<DraftAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<DraftAnnouncement>, Failure> {
    rules::check(&call.body)?;
    let (by, form) = (call.by, call.body);
    call.once.write(&state, move |tx| writing::draft(tx, &by, &form)).await
}

/// Shows one.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowAnnouncement>, state: web::Data<State>) -> Result<Reply<ShowAnnouncement>, Failure> {
    let by = call.by;
    let detail = state.store.read(move |db| detail::show(db, &by)).await?;
    Ok(Reply::versioned(detail))
}

/// Changes one.
///
/// # Errors
/// `invalid`, `stale`, `conflict`, `version_missing`, `forbidden`, `not_found`.
pub async fn change(
    call: Call<ChangeAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<ChangeAnnouncement>, Failure> {
    rules::check(&call.body)?;
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| writing::change(tx, &by, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}

/// Removes a draft.
///
/// # Errors
/// `conflict`, `forbidden`, `not_found`.
pub async fn remove(
    call: Call<RemoveAnnouncement>,
    state: web::Data<State>,
) -> Result<Reply<RemoveAnnouncement>, Failure> {
    let by = call.by;
    state.store.write(move |tx| writing::remove(tx, &by)).await?;
    Ok(Reply::done())
}
