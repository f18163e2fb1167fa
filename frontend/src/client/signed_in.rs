//! Who makes a call: a guest, or somebody with a session.

use domain::{
    access::Anyone,
    endpoint::Endpoint,
    messaging::people_calls::Sync,
    page::{NoBody, NoQuery, Page, PageQuery},
};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{
    Failure, Once,
    frame::{News, read_page},
    send::{Manner, Sent, read_file, send},
};
use crate::state::session::Session;

/// How long a question for news waits, in seconds; less than an answer may take.
const WAIT: u32 = 15;

/// Makes the calls that anyone may make.
#[derive(Debug, Clone, Copy)]
pub struct Guest;

impl Guest {
    /// Asks something.
    pub fn ask<E>(self, call: E) -> Sent<E::Reply>
    where
        E: Endpoint<Access = Anyone, Query = NoQuery, Body = NoBody>,
    {
        send(&call, &NoQuery {}, &NoBody {}, Manner::default())
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub fn tell<E>(self, call: E, body: E::Body) -> Sent<E::Reply>
    where
        E: Endpoint<Access = Anyone, Query = NoQuery>,
    {
        match Failure::of_invalid(&body) {
            Some(failure) => Sent::refused(failure),
            None => send(&call, &NoQuery {}, &body, Manner::default()),
        }
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
    pub fn ask<E>(self, call: E) -> Sent<E::Reply>
    where
        E: Endpoint<Query = NoQuery, Body = NoBody>,
    {
        send(&call, &NoQuery {}, &NoBody {}, self.manner(None))
    }

    /// Asks for a list or a part of it.
    pub fn ask_with<E>(self, call: E, query: E::Query) -> Sent<E::Reply>
    where
        E: Endpoint<Body = NoBody>,
    {
        send(&call, &query, &NoBody {}, self.manner(None))
    }

    /// Asks for a whole list, page by page.
    pub async fn ask_all<E, T>(self, call: E) -> Result<Vec<T>, Failure>
    where
        E: Endpoint<Query = PageQuery, Body = NoBody, Reply = Page<T>>,
        T: DeserializeOwned,
    {
        let mut all = Vec::new();
        let mut query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        loop {
            let page = send(&call, &query, &NoBody {}, self.manner(None)).await?;
            all.extend(page.items);
            if page.next.is_none() {
                return Ok(all);
            }
            query.cursor = page.next;
        }
    }

    /// Sends something; an invalid body stays here and answers as the server would.
    pub fn tell<E>(self, call: E, body: E::Body) -> Sent<E::Reply>
    where
        E: Endpoint<Query = NoQuery>,
    {
        self.told(&call, &body, None)
    }

    /// Sends a form that acts once: after a lost answer the same form may be sent again.
    pub fn tell_once<E>(self, call: E, body: E::Body, once: Once) -> Sent<E::Reply>
    where
        E: Endpoint<Query = NoQuery>,
    {
        match Failure::of_invalid(&body) {
            Some(failure) => Sent::refused(failure),
            None => {
                let manner = Manner {
                    key: Some(once.key_of(&body)),
                    ..self.manner(None)
                };
                send(&call, &NoQuery {}, &body, manner)
            }
        }
    }

    /// Changes a thing in the version that was read; `stale` when somebody else has changed it since.
    pub fn change<E>(self, call: E, version: i64, body: E::Body) -> Sent<E::Reply>
    where
        E: Endpoint<Query = NoQuery>,
    {
        self.told(&call, &body, Some(version))
    }

    /// Reads a file of the server, such as a list for a spreadsheet.
    pub async fn download(self, path: &str, query: &[(&'static str, String)]) -> Result<String, Failure> {
        read_file(path, query, self.session).await
    }

    /// Asks what has happened since the last answer, and waits a while when nothing has. Not by [`Self::ask_with`]: a page of frames reads
    /// itself with much more code, see [`super::frame`].
    pub async fn listen(self, since: Option<String>) -> Result<News, Failure> {
        let mut query = vec![("wait", WAIT.to_string())];
        query.extend(since.map(|since| ("since", since)));
        let text = read_file(&Sync {}.uri(), &query, self.session).await?;
        read_page(&text).ok_or(Failure::Unreadable {
            status: 200,
            request: None,
        })
    }

    fn told<E>(self, call: &E, body: &E::Body, version: Option<i64>) -> Sent<E::Reply>
    where
        E: Endpoint<Query = NoQuery>,
    {
        match Failure::of_invalid(body) {
            Some(failure) => Sent::refused(failure),
            None => send(call, &NoQuery {}, body, self.manner(version)),
        }
    }

    /// The session that the calls are made in.
    pub(super) const fn session(self) -> Session {
        self.session
    }

    const fn manner(self, version: Option<i64>) -> Manner {
        Manner {
            version,
            key: None,
            session: Some(self.session),
        }
    }
}
