//! The good answer of a call, with the status that its endpoint states.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, cookie::Cookie, http::StatusCode};
use domain::{endpoint::Endpoint, page::NoReply};

/// The reply of `E`.
pub struct Reply<E: Endpoint> {
    value: E::Reply,
    cookie: Option<Cookie<'static>>,
}

impl<E: Endpoint> Reply<E> {
    /// This reply.
    pub const fn new(value: E::Reply) -> Self {
        Self { value, cookie: None }
    }

    /// With a cookie to keep, or to forget.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookie = Some(cookie);
        self
    }
}

impl<E: Endpoint<Reply = NoReply>> Reply<E> {
    /// Done, nothing to say.
    #[must_use]
    pub const fn done() -> Self {
        Self::new(NoReply {})
    }
}

impl<E: Endpoint> Responder for Reply<E> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(E::STATUS).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        if let Some(cookie) = self.cookie {
            response.cookie(cookie);
        }
        if status == StatusCode::NO_CONTENT {
            response.finish()
        } else {
            response.json(self.value)
        }
    }
}
