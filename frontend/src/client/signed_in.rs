//! Who makes a call: a guest, or somebody with a session.

use domain::{
    access::Anyone,
    endpoint::Endpoint,
    page::{NoBody, NoQuery},
    problem::Code,
};
use leptos::prelude::*;

use super::{Failure, send::send};
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
        send(&call, &NoQuery {}, &NoBody {}).await
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub async fn tell<E>(self, call: E, body: E::Body) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Access = Anyone, Query = NoQuery>,
    {
        if let Some(failure) = Failure::of_invalid(&body) {
            return Err(failure);
        }
        send(&call, &NoQuery {}, &body).await
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
        self.noticing(send(&call, &NoQuery {}, &NoBody {}).await)
    }

    /// Asks for a list or a part of it.
    pub async fn ask_with<E>(self, call: E, query: E::Query) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Body = NoBody>,
    {
        self.noticing(send(&call, &query, &NoBody {}).await)
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub async fn tell<E>(self, call: E, body: E::Body) -> Result<E::Reply, Failure>
    where
        E: Endpoint<Query = NoQuery>,
    {
        if let Some(failure) = Failure::of_invalid(&body) {
            return Err(failure);
        }
        self.noticing(send(&call, &NoQuery {}, &body).await)
    }

    fn noticing<R>(self, answer: Result<R, Failure>) -> Result<R, Failure> {
        if answer.as_ref().is_err_and(|failure| failure.is(Code::Unauthenticated)) {
            self.session.has_expired();
        }
        answer
    }
}
