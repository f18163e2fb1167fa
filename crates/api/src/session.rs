//! From a request to what its session stands for: cookie or access token, checked against the session's row at least every second.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time},
    http::{Method, header},
};
use domain::{
    access::Reach,
    accounts::tokens::PREFIX,
    happening::Happening,
    id::SessionId,
    problem::{Code, Problem},
    session::CLIENT_HEADER,
};
use parking_lot::Mutex;
use store::{
    accounts::{
        sessions,
        standing::{self, Standing},
    },
    error::StoreError,
    secret::{is_personal_token, token_hash},
};

use crate::{State, failure::Failure, keys::TokenOf, settings::Settings};

/// How long an answer of the database is believed.
const BELIEVED: Duration = Duration::from_secs(1);
/// How long a browser keeps the cookie: as long as browsers keep any. Whether its session stands is for the server to say.
const COOKIE_DAYS: i64 = 400;
/// How many answers are kept before the old ones are dropped.
const KEPT: usize = 4096;

/// What a client shows to say who it is.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The secret of a browser's cookie.
    Cookie(String),
    /// An access token of an API client, or a personal one.
    Bearer(String),
}

/// What a session stood for a moment ago.
#[derive(Default)]
pub struct Standings {
    known: Mutex<HashMap<Key, (Instant, Standing)>>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Session(SessionId),
    Cookie(Vec<u8>),
    Token(Vec<u8>),
}

impl Standings {
    /// Forgets what these happenings change.
    pub fn heed(&self, happenings: &[Happening]) {
        for happening in happenings {
            match happening {
                Happening::SessionEnded { session, .. } => self.forget(|standing| standing.session() == *session),
                Happening::FamilyChanged { account, .. } => self.forget(|standing| standing.account() == *account),
                Happening::SchoolChanged { school, .. } => self.forget(|standing| standing.school() == *school),
                _ => {}
            }
        }
    }

    /// Forgets one session: it has just been ended or changed.
    pub fn forget_session(&self, session: SessionId) {
        self.forget(|standing| standing.session() == session);
    }

    fn forget(&self, is_meant: impl Fn(&Standing) -> bool) {
        self.known.lock().retain(|_, (_, standing)| !is_meant(standing));
    }

    fn find(&self, key: &Key) -> Option<Standing> {
        let known = self.known.lock();
        let (since, standing) = known.get(key)?;
        (since.elapsed() < BELIEVED).then(|| standing.clone())
    }

    fn keep(&self, key: Key, since: Instant, standing: Standing) {
        let mut known = self.known.lock();
        if known.len() >= KEPT {
            known.retain(|_, (since, _)| since.elapsed() < BELIEVED);
        }
        known.insert(key, (since, standing));
    }
}

/// What the request shows, if anything. An `Authorization` header wins over a cookie.
#[must_use]
pub fn credential(request: &HttpRequest, settings: &Settings) -> Option<Credential> {
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        // something unreadable is a wrong token, not the absence of one
        let (scheme, token) = value.to_str().unwrap_or_default().split_once(' ').unwrap_or_default();
        let token = if scheme.eq_ignore_ascii_case("bearer") {
            token.trim()
        } else {
            ""
        };
        return Some(Credential::Bearer(token.to_owned()));
    }
    let cookie = request.cookie(cookie_name(settings))?;
    Some(Credential::Cookie(cookie.value().to_owned()))
}

/// A credential that may be one of ours.
#[derive(Clone)]
enum Shown {
    Session(TokenOf),
    Cookie(String),
    Token(String),
}

impl Shown {
    /// What is not a token of ours by its checksum is not looked for.
    fn token(token: &str) -> Result<Self, Code> {
        if is_personal_token(token) {
            Ok(Self::Token(token.to_owned()))
        } else {
            Err(Code::Unauthenticated)
        }
    }

    fn key(&self) -> Key {
        match self {
            Self::Session(token) => Key::Session(token.session),
            Self::Cookie(secret) => Key::Cookie(token_hash(secret)),
            Self::Token(token) => Key::Token(token_hash(token)),
        }
    }

    /// A token that names somebody else than its session does is none of ours, whoever signed it.
    fn check_owner(&self, standing: Standing) -> Result<Standing, Code> {
        match self {
            Self::Session(token) if token.account != standing.account() => Err(Code::Unauthenticated),
            _ => Ok(standing),
        }
    }
}

/// What a session stands for now, asked again for somebody who was let in earlier.
///
/// # Errors
/// `unauthenticated` when it has ended.
pub async fn still(state: &State, session: SessionId) -> Result<Standing, Failure> {
    let key = Key::Session(session);
    // what this node believed a moment ago may have ended on another one, and the socket may have been told so
    let asked = Instant::now();
    let standing = state
        .store
        .read(move |db| standing::by_id(db, session))
        .await
        .map_err(ended)?;
    state.standings.keep(key, asked, standing.clone());
    Ok(standing)
}

/// What the credential stands for now.
///
/// # Errors
/// `unauthenticated` when it stands for nothing.
pub async fn standing(state: &State, credential: &Credential) -> Result<Standing, Failure> {
    let shown = match credential {
        Credential::Bearer(token) if token.starts_with(PREFIX) => Shown::token(token)?,
        Credential::Bearer(token) => Shown::Session(state.keys.session_of(token).ok_or(Code::Unauthenticated)?),
        Credential::Cookie(secret) => Shown::Cookie(secret.clone()),
    };
    let key = shown.key();
    if let Some(standing) = state.standings.find(&key) {
        return Ok(shown.check_owner(standing)?);
    }
    let asked = Instant::now();
    let asking = shown.clone();
    let standing = state
        .store
        .read(move |db| match &asking {
            Shown::Session(token) => standing::by_id(db, token.session),
            Shown::Cookie(secret) => standing::by_secret(db, secret),
            Shown::Token(token) => standing::by_token(db, token),
        })
        .await
        .map_err(ended)?;
    let standing = shown.check_owner(standing)?;
    if sessions::is_due(&standing) {
        // a note for the list of my sessions; a call does not fail for want of it
        let session = standing.session();
        drop(state.store.write(move |tx| sessions::note_use(tx, session)).await);
    }
    state.standings.keep(key, asked, standing.clone());
    Ok(standing)
}

/// A session that is not there has ended.
fn ended(error: StoreError) -> Failure {
    match error {
        StoreError::NotFound => Failure::from(Code::Unauthenticated),
        other => Failure::from(other),
    }
}

/// The refusal of a token that lacks the scope of a call.
#[must_use]
pub fn out_of_reach(reach: Reach) -> Failure {
    let says = match reach.scope() {
        Some(scope) => format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope.as_str()),
        None => "Bearer error=\"insufficient_scope\"".to_owned(),
    };
    let why = match reach.scope() {
        Some(scope) => format!("This call needs the scope {}.", scope.as_str()),
        None => "No personal access token may make this call.".to_owned(),
    };
    Failure::from(Problem::new(Code::InsufficientScope).because(why)).with_header(header::WWW_AUTHENTICATE, &says)
}

/// Refuses what another site makes a browser send: a call that changes something must come from our own pages when a cookie
/// vouches for it.
///
/// # Errors
/// `foreign_origin`.
pub fn check_origin(
    request: &HttpRequest,
    settings: &Settings,
    credential: Option<&Credential>,
) -> Result<(), Failure> {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return Ok(());
    }
    if matches!(credential, Some(Credential::Bearer(_))) {
        return Ok(());
    }
    if !is_own_origin(request, settings) {
        return Err(foreign("The Origin of this call is another site."));
    }
    if credential.is_some() && !request.headers().contains_key(CLIENT_HEADER) {
        return Err(foreign("A call with a cookie needs the header x-ecolehub-client."));
    }
    Ok(())
}

/// Whether the request comes from our own pages, or from no page at all.
#[must_use]
pub fn is_own_origin(request: &HttpRequest, settings: &Settings) -> bool {
    let Some(origin) = request.headers().get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let same_host = origin.split_once("://").is_some_and(|(scheme, authority)| {
        // a page of ours that came without TLS is none of ours where people come over TLS
        let is_scheme = scheme == "https" || (scheme == "http" && !settings.is_secure());
        is_scheme && !host.is_empty() && authority == host
    });
    same_host || origin == settings.origin()
}

/// The cookie that holds a browser's session.
#[must_use]
pub fn cookie(settings: &Settings, secret: String) -> Cookie<'static> {
    Cookie::build(cookie_name(settings), secret)
        .path("/")
        .http_only(true)
        .secure(settings.is_secure())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(COOKIE_DAYS))
        .finish()
}

/// The cookie that makes a browser forget its session.
#[must_use]
pub fn no_cookie(settings: &Settings) -> Cookie<'static> {
    let mut cookie = cookie(settings, String::new());
    cookie.set_max_age(time::Duration::ZERO);
    cookie
}

/// The name of the cookie: over TLS one that no subdomain and no plain connection can set.
#[must_use]
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_secure() {
        "__Host-ecolehub_session"
    } else {
        "ecolehub_session"
    }
}

fn foreign(why: &str) -> Failure {
    Failure::from(Problem::new(Code::ForeignOrigin).because(why))
}
