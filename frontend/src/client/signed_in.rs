//! Who makes a call: a guest, or somebody with a session.

use domain::{
    access::Anyone,
    endpoint::Endpoint,
    page::{NoBody, NoQuery},
};
use leptos::prelude::*;

use super::{
    Failure,
    send::{Manner, read_file, send},
};
use crate::state::session::Session;

/// Makes the calls that anyone may make.
#[derive(Debug, Clone, Copy)]
pub struct Guest;

impl Guest {
    /// Asks something.
    pub async fn ask<E>(self, call: E) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Access = Anyone, Query = NoQuery, Body = NoBody>,
    {
        send(&call, &NoQuery {}, &NoBody {}, Manner::default()).await
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub async fn tell<E>(self, call: E, body: E::Body) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Access = Anyone, Query = NoQuery>,
    {
        if let Some(failure) = Failure::of_invalid(&body) {
            return Err(failure);
        }
        send(&call, &NoQuery {}, &body, Manner::default()).await
    }
}

/// Makes the calls of somebody with a session. Provided by the signed-in part of the application.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn {
    session: Session,
}

impl SignedIn {
    /// For the part of the application that has a session.
    pub const fn of(session: Session) -> Self {
        Self { session }
    }

    /// The one of the signed-in part of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Asks something, or does something that needs no words.
    pub async fn ask<E>(self, call: E) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Query = NoQuery, Body = NoBody>,
    {
        send(&call, &NoQuery {}, &NoBody {}, self.manner(None)).await
    }

    /// Asks for a list or a part of it.
    pub async fn ask_with<E>(self, call: E, query: E::Query) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Body = NoBody>,
    {
        send(&call, &query, &NoBody {}, self.manner(None)).await
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub async fn tell<E>(self, call: E, body: E::Body) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Query = NoQuery>,
    {
        self.told(call, body, None).await
    }

    /// Changes a thing in the version that was read; `stale` when somebody else has changed it since.
    pub async fn change<E>(self, call: E, version: i64, body: E::Body) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Query = NoQuery>,
    {
        self.told(call, body, Some(version)).await
    }

    /// Reads a file of the server, such as a list for a spreadsheet.
    pub async fn download(self, path: &str, query: &[(&'static str, String)]) -> Result<String, Failure> {
        read_file(path, query, self.session).await
    }

    async fn told<E>(self, call: E, body: E::Body, version: Option<i64>) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Query = NoQuery>,
    {
        if let Some(failure) = Failure::of_invalid(&body) {
            return Err(failure);
        }
        send(&call, &NoQuery {}, &body, self.manner(version)).await
    }

    /// The session that the calls are made in.
    pub(super) const fn session(self) -> Session {
        self.session
    }

    const fn manner(self, version: Option<i64>) -> Manner {
        Manner {
            version,
            session: Some(self.session),
        }
    }
}
