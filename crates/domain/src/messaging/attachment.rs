//! Pictures and documents that hang on a message.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::FileId;

/// A picture or document of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct Attachment {
    /// The file.
    pub id: FileId,
    /// The name that its author gave it.
    #[schema(example = "menu.pdf")]
    pub name: String,
    /// What it is, by its bytes.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Size in bytes.
    #[schema(example = 48_213, minimum = 0)]
    pub bytes: i64,
    /// Where it is read, with the same sign-in as every call.
    #[schema(example = "/api/v1/files/01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42")]
    pub url: String,
    /// Where its small picture is read, of an image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// Width of an image in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    /// Height of an image in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    /// A blurred picture of a few bytes to show until the image is here: a ThumbHash in Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}
