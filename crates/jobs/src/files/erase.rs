//! The bytes of a file that nothing hangs on any more. Done twice it does nothing more.

use files::{blobs::Blobs, names};
use store::{
    Store,
    files::release::{self, EraseBytes},
};

use crate::runner::Failure;

/// Erases the bytes and their small pictures, unless the file of a forwarded message is on them.
///
/// # Errors
/// When the database or the place of the bytes does not answer.
pub async fn erase(store: Store, blobs: Blobs, job: EraseBytes) -> Result<(), Failure> {
    for blob in job.blobs {
        let name = blob.clone();
        if store.read(move |db| release::is_used(db, &name)).await? {
            continue;
        }
        for name in [names::small_of(&blob), blob] {
            let erased = blobs.erase(&name).await;
            // the cause may name the bucket, which is nobody's data
            erased.map_err(|fault| Failure::because(format!("bytes cannot be erased: {fault}")))?;
        }
    }
    Ok(())
}
