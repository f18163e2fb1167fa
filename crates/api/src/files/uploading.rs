//! Uploading, and what was uploaded and not sent.

use actix_web::web;
use domain::files::{
    calls::{DiscardFile, ShowFileSpace, UploadFile},
    types::FileSpace,
};
use store::files::arriving;

use super::shelf;
use crate::{State, call::Call, failure::Failure, reply::Reply, streamed::Streamed};

/// Uploads a file.
pub async fn upload(call: Streamed<UploadFile>, state: web::Data<State>) -> Result<Reply<UploadFile>, Failure> {
    let limits = state.settings.files;
    let most = |begin: &[u8]| shelf::most(begin, limits);
    let (call, received, once) = call.receive(&state, state.shelf.incoming(), most).await?;
    let ready = state.shelf.look(received, call.query.name, limits).await?;
    let (by, new, file) = (call.by.clone(), ready.new.clone(), ready.new.id);
    let quota = quota(limits.quota_bytes);
    state
        .store
        .write(move |tx| arriving::take_room(tx, &by, &new, quota))
        .await?;
    let by = call.by;
    let kept = match state.shelf.put_away(ready).await {
        Ok(()) => once.write(&state, move |tx| arriving::keep(tx, &by, file)).await,
        Err(failure) => Err(failure),
    };
    if kept.as_ref().map_or(true, Reply::is_replayed) {
        // what this leaves behind is found by the hour
        drop(state.store.write(move |tx| arriving::give_up(tx, file)).await);
    }
    kept
}

/// Shows how much I may upload.
pub async fn space(call: Call<ShowFileSpace>, state: web::Data<State>) -> Result<Reply<ShowFileSpace>, Failure> {
    let me = call.by.account();
    let used = state.store.read(move |db| arriving::used(db, me)).await?;
    let limits = state.settings.files;
    Ok(Reply::new(FileSpace {
        used_bytes: used,
        quota_bytes: quota(limits.quota_bytes),
        picture_bytes_max: quota(limits.picture_bytes),
        document_bytes_max: quota(limits.document_bytes),
    }))
}

/// Throws away a file that was not sent.
pub async fn discard(call: Call<DiscardFile>, state: web::Data<State>) -> Result<Reply<DiscardFile>, Failure> {
    let (by, file) = (call.by, call.path.file);
    state.store.write(move |tx| arriving::discard(tx, &by, file)).await?;
    Ok(Reply::done())
}

fn quota(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
