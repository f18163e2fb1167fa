//! Drafts: one for each person and conversation, the same on all their devices. Of two the one that was written later stays.

use diesel::prelude::*;
use domain::{happening::Happening, messaging::draft::Draft, moment::Moment, words};

use crate::{backend::Db, error::StoreResult, messaging::room::InRoom, on_backend, schema::drafts, tx::Tx};

/// What somebody has begun to write here; empty when there is nothing.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &InRoom) -> StoreResult<Draft> {
    let row: Option<(String, Moment)> = drafts::table
        .find((by.conversation(), by.account()))
        .select((drafts::content, drafts::written_at))
        .first(db)
        .optional()?;
    let (content, written_at) = row.unwrap_or_default();
    Ok(Draft { content, written_at })
}

/// Keeps a draft, unless a later one is there; gives back the one that stays.
///
/// # Errors
/// When the database does not answer.
pub fn keep(tx: &mut Tx<'_>, by: &InRoom, new: &Draft) -> StoreResult<Draft> {
    let at = new.written_at.min(tx.now);
    let content = new.content.replace("\r\n", "\n").replace('\r', "\n");
    put(tx, by, &words::composed(&content), at)
}

/// Forgets a draft.
///
/// # Errors
/// When the database does not answer.
pub fn forget(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    let now = tx.now;
    put(tx, by, "", now).map(drop)
}

fn put(tx: &mut Tx<'_>, by: &InRoom, content: &str, at: Moment) -> StoreResult<Draft> {
    let row = (
        drafts::conversation_id.eq(by.conversation()),
        drafts::account_id.eq(by.account()),
        drafts::content.eq(""),
        drafts::written_at.eq(Moment::default()),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(drafts::table).values(row).on_conflict_do_nothing().execute(connection))?;
    let before = show(tx.db, by)?;
    // the condition is in the UPDATE: another device may have been faster since the read
    let written = diesel::update(drafts::table.find((by.conversation(), by.account())))
        .filter(drafts::written_at.lt(at))
        .set((drafts::content.eq(content), drafts::written_at.eq(at)))
        .execute(tx.db)?;
    if written == 1 && before.content != content {
        tx.happens(Happening::DraftChanged {
            conversation: by.conversation(),
            account: by.account(),
        });
    }
    show(tx.db, by)
}
