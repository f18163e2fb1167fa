//! Letters about an offer or a request of the time bank (S0-12): of a direct conversation, and of one of its two people.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ServiceId},
    messaging::types::ConversationKind,
    moment::Moment,
    schools::modules::Module,
    sel::service::{ServiceKind, ServiceQuote, ServiceState},
};

use super::{Letter, Room};
use crate::{backend::Db, clock, error::StoreResult, schema::sel_services};

type Found = (ServiceId, ServiceKind, String, AccountId, ServiceState, Moment);

/// What those letters are about that are about something: what its owner shows now, or the writer's own. Nothing is asked where no letter is.
pub(super) fn known<'a>(
    db: &mut Db,
    letters: impl Iterator<Item = (&'a Room, &'a Letter)>,
) -> StoreResult<Vec<(&'a Room, &'a Letter, ServiceQuote)>> {
    let asking: Vec<(&Room, &Letter, ServiceId)> = letters
        .filter_map(|(room, letter)| Some((room, letter, letter.new.service_id?)))
        .collect();
    if asking.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ServiceId> = asking.iter().map(|(_, _, service)| *service).collect();
    let found: Vec<Found> = sel_services::table
        .filter(sel_services::id.eq_any(ids))
        .select((
            sel_services::id,
            sel_services::kind,
            sel_services::title,
            sel_services::owner_id,
            sel_services::state,
            sel_services::expires_at,
        ))
        .load(db)?;
    let found: BTreeMap<ServiceId, Found> = found.into_iter().map(|row| (row.0, row)).collect();
    let now = clock::now();
    let quote = |(room, letter, service): (&'a Room, &'a Letter, ServiceId)| {
        let (id, kind, title, owner_id, state, expires_at) = found.get(&service)?.clone();
        let is_shown = state == ServiceState::Active && expires_at > now;
        let may = room.kind == ConversationKind::Direct
            && letter.by.standing().has(Module::Sel)
            && room.holds(owner_id)
            && (is_shown || owner_id == letter.by.account());
        let quote = ServiceQuote {
            id,
            kind,
            title,
            owner_id,
        };
        may.then_some((room, letter, quote))
    };
    Ok(asking.into_iter().filter_map(quote).collect())
}
