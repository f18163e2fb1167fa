//! What a client gets when a session was opened or renewed: a cookie, or tokens.

use domain::{
    accounts::types::{SessionKind, SignedIn},
    endpoint::Endpoint,
    session::{ACCESS_TOKEN_SECONDS, SESSION_SECONDS},
};
use store::{accounts::sessions::Opened, clock};

use crate::{
    State,
    failure::Failure,
    limits::{Device, Visitor},
    reply::Reply,
    session,
};

/// The reply that hands the session over.
///
/// # Errors
/// When a token cannot be signed.
pub fn reply<E: Endpoint<Reply = SignedIn>>(state: &State, opened: Opened) -> Result<Reply<E>, Failure> {
    let mut signed_in = SignedIn {
        account_id: opened.account,
        school_id: opened.school,
        token_type: opened.kind,
        access_token: None,
        refresh_token: None,
        expires_in: SESSION_SECONDS,
    };
    match opened.kind {
        SessionKind::Cookie => Ok(Reply::new(signed_in).with_cookie(session::cookie(&state.settings, opened.secret))),
        SessionKind::Bearer => {
            let token = state.keys.access_token(opened.session, opened.account, clock::now())?;
            signed_in.access_token = Some(token);
            signed_in.refresh_token = Some(opened.secret);
            signed_in.expires_in = ACCESS_TOKEN_SECONDS;
            Ok(Reply::new(signed_in))
        }
    }
}

/// With the cookie by which this device is known as one of the person's own, where a browser signed in.
///
/// # Errors
/// When the system has no randomness.
pub fn remembering<E: Endpoint<Reply = SignedIn>>(
    state: &State,
    visitor: &Visitor,
    email: &str,
    reply: Reply<E>,
) -> Result<Reply<E>, Failure> {
    if !reply.has_cookie() {
        return Ok(reply);
    }
    let device = Device::remembering(visitor.device.as_ref(), &state.keys, email)?;
    Ok(reply.with_cookie(device.cookie(&state.settings)))
}
