//! The row of a file.

use diesel::prelude::*;
use domain::{
    id::{FileId, MessageId},
    messaging::attachment::Attachment,
};

use crate::{backend::MultiBackend, schema::files};

/// What everybody who may read a file is told.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = files)]
#[diesel(check_for_backend(MultiBackend))]
pub(super) struct FileRow {
    pub(super) id: FileId,
    name: String,
    media_type: String,
    bytes: i64,
    width: Option<i32>,
    height: Option<i32>,
    placeholder: Option<String>,
    small_bytes: Option<i64>,
    pub(super) message_id: Option<MessageId>,
}

impl FileRow {
    pub(super) fn attachment(self) -> Attachment {
        let url = format!("/api/v1/files/{}", self.id);
        Attachment {
            id: self.id,
            name: self.name,
            media_type: self.media_type,
            bytes: self.bytes,
            thumbnail_url: self.small_bytes.map(|_| format!("{url}/thumbnail")),
            url,
            width: self.width,
            height: self.height,
            placeholder: self.placeholder,
        }
    }
}
