//! The bytes of a file as an answer: whole or in part, and never as something that a browser would run.

use std::marker::PhantomData;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::{BoxBody, SizedStream},
    http::{Method, StatusCode, header},
};
use domain::{endpoint::Endpoint, files::content::FileReply, problem::Code};

use super::{
    ranges::{Asked, asked},
    shelf,
};
use crate::{
    State, csv,
    edge::{ContentPolicy, Keeping},
    failure::Failure,
    reply::is_known,
};

/// Kept by the browser of whoever has seen it, and shown again only after we have said that they still may.
const KEEPING: &str = "private, no-cache";

/// A file that is opened as a page by itself may load and run nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// What is sent.
pub struct Sent {
    /// The tag of these bytes; they never change.
    pub tag: String,
    /// The name of the bytes.
    pub blob: String,
    /// The name of the file.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
}

/// The answer of an endpoint that gives the bytes of a file.
pub struct Download<E> {
    response: HttpResponse,
    endpoint: PhantomData<E>,
}

impl<E: Endpoint<Reply = FileReply>> Download<E> {
    /// Opens the bytes that the request asks for.
    ///
    /// # Errors
    /// `bad_range`; `unavailable` when the place of the bytes does not answer.
    pub async fn open(state: &State, request: &HttpRequest, sent: Sent) -> Result<Self, Failure> {
        let length = u64::try_from(sent.bytes).map_err(Failure::broken)?;
        if is_known(request, &sent.tag) {
            let mut response = HttpResponse::NotModified();
            response.insert_header((header::ETAG, sent.tag));
            return Ok(Self::of(response.finish()));
        }
        let (status, range) = match asked(wanted(request, &sent.tag), length) {
            Asked::Whole => (StatusCode::OK, 0..length),
            Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
            Asked::Nothing => {
                let whole = format!("bytes */{length}");
                return Err(Failure::from(Code::BadRange).with_header(header::CONTENT_RANGE, &whole));
            }
        };
        let mut response = HttpResponse::build(status);
        describe(&mut response, &sent);
        if status == StatusCode::PARTIAL_CONTENT {
            let last = range.end.saturating_sub(1);
            response.insert_header((header::CONTENT_RANGE, format!("bytes {}-{last}/{length}", range.start)));
        }
        let size = range.end - range.start;
        if size == 0 || request.method() == Method::HEAD {
            let nothing = futures_util::stream::empty::<Result<bytes::Bytes, files::blobs::Fault>>();
            return Ok(Self::of(response.body(SizedStream::new(size, nothing))));
        }
        let stream = state
            .shelf
            .blobs()
            .read(&sent.blob, range)
            .await
            .map_err(shelf::unavailable)?;
        Ok(Self::of(response.body(SizedStream::new(size, stream))))
    }

    fn of(mut response: HttpResponse) -> Self {
        let mut extensions = response.extensions_mut();
        extensions.insert(Keeping(KEEPING));
        extensions.insert(ContentPolicy(POLICY.to_owned()));
        drop(extensions);
        Self {
            response,
            endpoint: PhantomData,
        }
    }
}

impl<E> Responder for Download<E> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.response
    }
}

fn describe(response: &mut HttpResponseBuilder, sent: &Sent) {
    let is_picture = sent.media_type.starts_with("image/");
    let disposition = csv::disposition(&sent.name);
    // pictures are shown in our own pages; everything else is kept by whoever wants it, and never opened by the browser under our name
    let disposition = match disposition.strip_prefix("attachment") {
        Some(rest) if is_picture => format!("inline{rest}"),
        _ => disposition,
    };
    response
        .content_type(sent.media_type.as_str())
        .insert_header((header::ETAG, sent.tag.as_str()))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        // compressed on the way, a part would not be the part that was asked for
        .insert_header((header::CONTENT_ENCODING, "identity"));
}

/// The `Range` of the request, unless it is only meant for another state of the file.
fn wanted<'a>(request: &'a HttpRequest, tag: &str) -> Option<&'a str> {
    let headers = request.headers();
    let is_meant = headers
        .get(header::IF_RANGE)
        .is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    (is_meant && request.method() == Method::GET).then_some(range)
}
