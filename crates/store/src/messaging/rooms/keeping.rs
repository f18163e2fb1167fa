//! Name, description, address of a room, who may write in it, closed or open.

use diesel::prelude::*;
use domain::{
    messaging::{
        note::NoteKind,
        rooms::{rules::Slug, types::RoomForm},
        types::{ConversationInfo, ConversationKind},
    },
    problem::Code,
    version::{Expected, Versioned},
    words,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{
        conversations as seen,
        room::InRoom,
        rooms::{
            note::{self, Said},
            roles::{self, Held},
        },
    },
    schema::conversations,
    tx::Tx,
    version,
};

/// Changes a room.
///
/// # Errors
/// `forbidden` for whoever does not keep it, and to say who may write for whoever is no staff; `invalid` for the address of a room that is
/// not public; `conflict` when another room has it; `stale`.
pub fn change(
    tx: &mut Tx<'_>,
    by: &InRoom,
    (expected, form): (Expected, &RoomForm),
) -> StoreResult<Versioned<ConversationInfo>> {
    let held = roles::hold(tx, by)?;
    held.kept()?;
    version::check(expected, held.version)?;
    if form.posting.is_some_and(|posting| posting != held.posting) {
        let is_fixed = held.kind == ConversationKind::Announcement;
        if is_fixed || !by.member().role().is_staff() {
            return Err(StoreError::Refused(Code::Forbidden));
        }
    }
    check_slug(tx, by, &held, form.slug.as_ref())?;
    let title = form
        .title
        .as_deref()
        .map_or_else(|| held.title.clone(), words::clean_line);
    let description = match &form.description {
        Some(text) => Some(words::clean_text(text)).filter(|text| !text.is_empty()),
        None => held.description.clone(),
    };
    let slug = form.slug.as_ref().map(Slug::as_str).or(held.slug.as_deref());
    let closed_at = match form.closed {
        Some(true) => held.closed_at.or(Some(tx.now)),
        Some(false) => None,
        None => held.closed_at,
    };
    diesel::update(conversations::table.find(by.conversation()))
        .set((
            conversations::title.eq(Some(&title)),
            conversations::description.eq(description),
            conversations::slug.eq(slug),
            conversations::posting.eq(form.posting.unwrap_or(held.posting)),
            conversations::closed_at.eq(closed_at),
            conversations::version.eq(conversations::version + 1),
        ))
        .execute(tx.db)?;
    let here = (by.member(), by.conversation());
    if title != held.title {
        let said = Said {
            title: Some(&title),
            ..Said::of(NoteKind::Renamed)
        };
        note::write(tx, here, said)?;
    }
    match (held.closed_at, closed_at) {
        (None, Some(_)) => note::write(tx, here, Said::of(NoteKind::Closed))?,
        (Some(_), None) => note::write(tx, here, Said::of(NoteKind::Reopened))?,
        _ => {}
    }
    seen::show_versioned(tx.db, by)
}

fn check_slug(tx: &mut Tx<'_>, by: &InRoom, held: &Held, wanted: Option<&Slug>) -> StoreResult<()> {
    let Some(wanted) = wanted.filter(|slug| held.slug.as_deref() != Some(slug.as_str())) else {
        return Ok(());
    };
    if held.kind != ConversationKind::Public {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let taken: i64 = conversations::table
        .filter(conversations::school_id.eq(by.member().school()))
        .filter(conversations::slug.eq(wanted.as_str()))
        .count()
        .get_result(tx.db)?;
    if taken > 0 {
        return Err(StoreError::Refused(Code::Conflict));
    }
    Ok(())
}
