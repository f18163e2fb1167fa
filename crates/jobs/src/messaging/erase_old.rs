//! Erasing messages and announcements that are older than their school keeps. Done twice it does nothing more; broken off, it goes on where it was.

use store::{
    Store,
    announcements::ending,
    clock,
    messaging::calm::retention::{self, EraseOld},
};

use crate::runner::Failure;

/// Erases, some messages of one room at a time, so that nobody waits long for a room.
///
/// # Errors
/// When the database does not answer.
pub async fn erase(store: Store, _: EraseOld) -> Result<(), Failure> {
    let rooms = store.read(|db| retention::due(db, clock::now())).await?;
    for room in rooms {
        while store.write(move |tx| retention::erase(tx, room)).await? > 0 {}
    }
    for school in store.read(|db| ending::due(db, clock::now())).await? {
        while store.write(move |tx| ending::erase(tx, school)).await? > 0 {}
    }
    store.write(retention::forget_contexts).await?;
    Ok(())
}
