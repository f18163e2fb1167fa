//! The calls about files.

pub mod reading;
pub mod shelf;
pub mod uploading;

mod download;
mod ranges;

use domain::files::calls::{DiscardFile, ReadFile, ReadThumbnail, ShowFileSpace, UploadFile};

use crate::routes::Routes;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<UploadFile, _, _>(uploading::upload)
        .on::<ShowFileSpace, _, _>(uploading::space)
        .on::<DiscardFile, _, _>(uploading::discard)
        .on::<ReadFile, _, _>(reading::whole)
        .on::<ReadThumbnail, _, _>(reading::thumbnail)
}
