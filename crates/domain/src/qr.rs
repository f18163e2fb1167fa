//! QR codes: computed on the server, drawn by the page as one path.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A QR code as the outline of its dark squares: `<svg viewBox="0 0 size size"><path d="path"/></svg>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrCode {
    /// Width and height, in squares; the quiet margin of four squares is part of it.
    #[schema(example = 41, minimum = 21, maximum = 200, format = "int32")]
    pub size: u32,
    /// The `d` of an SVG path, one unit for each square.
    #[schema(example = "M4 4h7v1h-7z", max_length = 100_000)]
    pub path: String,
}
