//! Reading files: asked anew every time, because who may read changes.

use actix_web::{HttpRequest, web};
use domain::{
    files::calls::{ReadFile, ReadThumbnail},
    id::FileId,
    problem::Code,
};
use files::names;
use store::{
    accounts::standing::ActiveMember,
    files::reading::{self, Readable},
};

use super::download::{Download, Sent};
use crate::{State, call::Call, failure::Failure};

/// Reads a file.
pub async fn whole(
    call: Call<ReadFile>,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<Download<ReadFile>, Failure> {
    let (by, file) = (call.by, call.path.file);
    let found = readable(&state, by, file).await?;
    let sent = Sent {
        tag: format!("\"{file}\""),
        blob: found.blob,
        name: found.name,
        media_type: found.media_type,
        bytes: found.bytes,
    };
    Download::open(&state, &request, sent).await
}

/// A file that somebody may read now; that they may as a judge of a report is written down first.
async fn readable(state: &State, by: ActiveMember, file: FileId) -> Result<Readable, Failure> {
    let asking = by.clone();
    let found = state.store.read(move |db| reading::readable(db, &asking, file)).await?;
    if found.is_judged {
        state.store.write(move |tx| reading::note_judged(tx, &by, file)).await?;
    }
    Ok(found)
}

/// Reads the small picture of an image.
pub async fn thumbnail(
    call: Call<ReadThumbnail>,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<Download<ReadThumbnail>, Failure> {
    let (by, file) = (call.by, call.path.file);
    let found = readable(&state, by, file).await?;
    let (media_type, bytes) = found.small.ok_or(Code::NotFound)?;
    let sent = Sent {
        tag: format!("\"{file}-small\""),
        blob: names::small_of(&found.blob),
        name: found.name,
        media_type,
        bytes,
    };
    Download::open(&state, &request, sent).await
}
