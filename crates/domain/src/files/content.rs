//! Bodies and replies that are bytes instead of JSON.

use std::borrow::Cow;

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// The media types of files that are taken and given. Which one a file has is decided by its bytes.
pub const MEDIA_TYPES: [&str; 11] = [
    "image/jpeg",
    "image/png",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "text/plain",
    "text/csv",
];

/// A body that is the bytes of a file, read as they come. No value of it is ever made: the server hands the stream to the handler, the browser sends
/// its file as it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Validate)]
pub struct FileBody {
    #[serde(skip)]
    #[garde(skip)]
    _bytes: (),
}

/// A reply that is the bytes of a file, whole or in part. No value of it is ever made.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FileReply {
    #[serde(skip)]
    _bytes: (),
}

fn bytes(says: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
        .description(Some(says))
        .into()
}

impl PartialSchema for FileBody {
    fn schema() -> RefOr<Schema> {
        bytes("The bytes of the file, as they are.")
    }
}
impl ToSchema for FileBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FileBody")
    }
}

impl PartialSchema for FileReply {
    fn schema() -> RefOr<Schema> {
        bytes("The bytes of the file.")
    }
}
impl ToSchema for FileReply {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FileReply")
    }
}
