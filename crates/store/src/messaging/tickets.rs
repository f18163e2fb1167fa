//! Tickets for one socket: a secret of half a minute that stands for a session once.

use diesel::prelude::*;
use domain::{
    id::SessionId,
    messaging::live::{TICKET_SECONDS, Ticket},
};

use crate::{
    error::{StoreError, StoreResult},
    schema::ws_tickets,
    secret::{fresh_token, token_hash},
    tx::Tx,
};

/// How many tickets of a session may wait.
const WAITING_MAX: i64 = 20;

/// A new ticket for a session; those that are over are thrown away.
///
/// # Errors
/// `limit_reached` when too many wait; when there is no randomness.
pub fn make(tx: &mut Tx<'_>, session: SessionId) -> StoreResult<Ticket> {
    diesel::delete(ws_tickets::table.filter(ws_tickets::expires_at.le(tx.now))).execute(tx.db)?;
    let waiting: i64 = ws_tickets::table
        .filter(ws_tickets::session_id.eq(session))
        .count()
        .get_result(tx.db)?;
    if waiting >= WAITING_MAX {
        return Err(StoreError::Refused(domain::problem::Code::LimitReached));
    }
    let ticket = fresh_token()?;
    diesel::insert_into(ws_tickets::table)
        .values((
            ws_tickets::ticket_hash.eq(token_hash(&ticket)),
            ws_tickets::session_id.eq(session),
            ws_tickets::expires_at.eq(tx.now.plus_seconds(TICKET_SECONDS)),
        ))
        .execute(tx.db)?;
    Ok(Ticket {
        ticket,
        expires_in: TICKET_SECONDS,
    })
}

/// Uses a ticket up; the session that it stands for.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none like it any more.
pub fn take(tx: &mut Tx<'_>, ticket: &str) -> StoreResult<SessionId> {
    // of two that come with the same one, the second finds no row
    let session = diesel::delete(ws_tickets::table.find(token_hash(ticket)))
        .filter(ws_tickets::expires_at.gt(tx.now))
        .returning(ws_tickets::session_id)
        .get_result(tx.db)?;
    Ok(session)
}
