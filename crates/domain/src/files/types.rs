//! What is said about files.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Most pictures and documents of one message.
pub const ATTACHMENTS_MAX: usize = 10;

/// What an uploaded file is called.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileName {
    /// The name that its author gave it, 1 to 255 characters; a path before it is left out, and its end follows what the file is.
    #[param(min_length = 1, max_length = 255, example = "menu.pdf")]
    #[garde(length(chars, min = 1, max = 255))]
    pub name: String,
}

/// How much I may upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileSpace {
    /// What my files take, in bytes.
    #[schema(example = 48_213, minimum = 0)]
    pub used_bytes: i64,
    /// What they may take in all.
    #[schema(example = 524_288_000, minimum = 0)]
    pub quota_bytes: i64,
    /// Largest picture, in bytes.
    #[schema(example = 10_485_760, minimum = 1)]
    pub picture_bytes_max: i64,
    /// Largest document, in bytes.
    #[schema(example = 26_214_400, minimum = 1)]
    pub document_bytes_max: i64,
}
