//! The good answer of a call, with the status that its endpoint states.

use std::any::Any;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::BoxBody,
    cookie::Cookie,
    http::{Method as HttpMethod, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    access::Access,
    endpoint::{Endpoint, Method},
    page::{CsvFile, NoReply},
    session::REPLAYED_HEADER,
    version::Versioned,
};
use sha2::{Digest, Sha256};

use crate::{csv, failure::Failure, once::Stored};

/// The reply of `E`.
pub struct Reply<E: Endpoint> {
    content: Content<E>,
    version: Option<i64>,
    cookies: Vec<Cookie<'static>>,
    is_replayed: bool,
}

enum Content<E: Endpoint> {
    Value(E::Reply),
    /// As it was kept, or will be.
    Text(String),
}

impl<E: Endpoint> Reply<E> {
    /// This reply.
    ///
    /// It does not compile for a POST that needs a session: that one writes through [`crate::once::Once`], so that it may be sent again,
    /// or is [`Self::repeatable`].
    pub const fn new(value: E::Reply) -> Self {
        const {
            assert!(
                !(matches!(E::METHOD, Method::Post) && E::Access::NEEDS_SESSION),
                "a POST with a session answers through call.once, or with Reply::repeatable"
            );
        }
        Self::written(value, None)
    }

    /// The reply of a POST that does the same when it is sent again, so that it needs no key.
    pub const fn repeatable(value: E::Reply) -> Self {
        Self::written(value, None)
    }

    /// This reply, with its version as `ETag`.
    pub fn versioned(versioned: Versioned<E::Reply>) -> Self {
        const {
            assert!(E::VERSIONED, "the endpoint does not say `versioned true`");
            assert!(
                !(matches!(E::METHOD, Method::Post) && E::Access::NEEDS_SESSION),
                "a POST with a session answers through call.once"
            );
        }
        Self::written(versioned.value, Some(versioned.version))
    }

    /// What a transaction gave.
    pub(crate) const fn written(value: E::Reply, version: Option<i64>) -> Self {
        Self {
            content: Content::Value(value),
            version,
            cookies: Vec::new(),
            is_replayed: false,
        }
    }

    /// What is kept for whoever sends the call again; `is_replayed` when it was kept before.
    pub(crate) fn stored(stored: Stored, is_replayed: bool) -> Self {
        Self {
            content: Content::Text(stored.body),
            version: stored.version,
            cookies: Vec::new(),
            is_replayed,
        }
    }

    /// Whether it was given before, to an earlier attempt.
    #[must_use]
    pub const fn is_replayed(&self) -> bool {
        self.is_replayed
    }

    /// With a cookie to keep, or to forget.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Whether a cookie comes with it.
    #[must_use]
    pub fn has_cookie(&self) -> bool {
        !self.cookies.is_empty()
    }

    fn answer(self, request: &HttpRequest) -> Result<HttpResponse, Failure> {
        let status = StatusCode::from_u16(E::STATUS).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        if self.is_replayed {
            response.insert_header((REPLAYED_HEADER, "true"));
        }
        if status == StatusCode::NO_CONTENT {
            return Ok(response.finish());
        }
        let text = match self.content {
            Content::Text(text) => text,
            Content::Value(value) => {
                if let Some(file) = (&value as &dyn Any).downcast_ref::<CsvFile>() {
                    return Ok(download(response, file));
                }
                if let Some(cursor) = E::next(&value) {
                    response.insert_header((header::LINK, link(request, cursor)));
                }
                serde_json::to_string(&value).map_err(Failure::broken)?
            }
        };
        if E::METHOD == Method::Get || self.version.is_some() {
            let tag = tag_of(&text, self.version);
            response.insert_header((header::ETAG, tag.as_str()));
            if is_known(request, &tag) {
                return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
            }
        }
        Ok(response.content_type("application/json").body(text))
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

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.answer(request).unwrap_or_else(HttpResponse::from_error)
    }
}

fn download(mut response: HttpResponseBuilder, file: &CsvFile) -> HttpResponse {
    response
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, csv::disposition(&file.name)))
        .body(file.text.clone())
}

/// Where the following page is: this very address with another cursor (RFC 8288).
fn link(request: &HttpRequest, cursor: &str) -> String {
    let others = request.query_string().split('&');
    let others = others.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some("cursor"));
    // what stands between the brackets of a Link must not close them
    let kept: String = others
        .map(|pair| pair.replace('<', "%3C").replace('>', "%3E") + "&")
        .collect();
    format!("<{}?{kept}cursor={cursor}>; rel=\"next\"", request.path())
}

/// The tag of a representation: a short hash of it, after the version of what it shows. The version alone would not do: what is shown
/// may hold more than the one row that is counted.
pub(crate) fn tag_of(text: &str, version: Option<i64>) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let short: Vec<u8> = hash.iter().copied().take(12).collect();
    let hash = URL_SAFE_NO_PAD.encode(short);
    version.map_or_else(|| format!("\"{hash}\""), |version| format!("\"v{version}-{hash}\""))
}

/// Whether the client says that it has this already (RFC 9110, weak comparison).
pub(crate) fn is_known(request: &HttpRequest, tag: &str) -> bool {
    if request.method() != HttpMethod::GET && request.method() != HttpMethod::HEAD {
        return false;
    }
    let headers = request.headers().get_all(header::IF_NONE_MATCH);
    headers.filter_map(|header| header.to_str().ok()).any(|known| {
        known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == tag || one == "*")
    })
}
