//! What surrounds every call, in the order of `crate::app`: request id and log line, headers, problems.

use std::{fmt, panic::AssertUnwindSafe, time::Instant};

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use domain::{
    problem::{Code, Problem},
    session::REQUEST_ID_HEADER,
};
use futures_util::FutureExt;

use crate::{
    State,
    failure::Cause,
    limits::{Caller, Spent, Visitor},
};

/// The id of a request: sent by the client or made here.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The content security policy of an answer, when it is not that of plain data.
pub struct ContentPolicy(pub String);

/// How an answer of the API may be kept, when it is not that of plain data, which is not kept at all.
pub struct Keeping(pub &'static str);

/// What pages of the API may load: nothing.
const DATA_ONLY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Gives the request its id, and writes one line about it: no query string, no body, nobody's name. Of a path that no call has only that:
/// whoever mistypes a link has its token in there.
///
/// # Errors
/// None of its own.
pub async fn trace<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let id = request_id(request.headers());
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let mut response = next.call(request).await?;
    let shape = response.request().match_pattern();
    let shape = shape.as_deref().unwrap_or("(a page)");
    let status = response.status().as_u16();
    let took = began.elapsed();
    let millis = took.as_millis();
    if let Some(state) = response.request().app_data::<web::Data<State>>() {
        state.metrics.answered(status, took);
    }
    tracing::info!(%method, path = %shape, status, millis, request = %id, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(REQUEST_ID_HEADER), value);
    }
    Ok(response)
}

/// Puts the security headers on every answer, errors included.
///
/// # Errors
/// None of its own.
pub async fn secure<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let state = request.app_data::<web::Data<State>>().cloned();
    let secure = state.as_ref().is_some_and(|state| state.settings.is_secure());
    let mut response = next.call(request).await?;
    let spent = spent(response.request(), state.as_ref().map(|state| state.get_ref()));
    let is_api = response.request().path().starts_with("/api/");
    let policy = response
        .response()
        .extensions()
        .get::<ContentPolicy>()
        .map_or_else(|| DATA_ONLY.to_owned(), |policy| policy.0.clone());
    let keeping = response
        .response()
        .extensions()
        .get::<Keeping>()
        .map(|keeping| keeping.0);
    let headers = response.headers_mut();
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_SECURITY_POLICY, &policy);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    );
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if secure {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if let Some(spent) = spent {
        spent.write(headers);
    }
    if let Some(keeping) = keeping {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping));
    } else if is_api || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// What is left of the general limit. A path that no call has is counted as well.
fn spent(request: &HttpRequest, state: Option<&State>) -> Option<Spent> {
    let of_call = request.extensions().get::<Spent>().copied();
    let state = state.filter(|_| of_call.is_none() && request.path().starts_with("/api/v1/"));
    if let Some(state) = state {
        let network = Visitor::of(request, &state.settings).network;
        drop(state.limits.call(request, Caller::Network(network)));
        return request.extensions().get::<Spent>().copied();
    }
    of_call
}

/// Makes every answer from 400 on a problem, with the id of the request; and logs a defect, once.
///
/// # Errors
/// None of its own.
pub async fn problems<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.0.clone())
        .unwrap_or_default();
    let Ok(response) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
        tracing::error!(request = %id, "a call panicked");
        return Err(Panicked(id).into());
    };
    let response = response?;
    if response.status().as_u16() < 400 {
        return Ok(response.map_into_left_body());
    }
    let (request, response) = response.into_parts();
    if let Some(cause) = response.extensions().get::<Cause>() {
        tracing::error!(request = %id, cause = %cause.0, "a call broke");
    }
    let said = response.extensions().get::<Problem>().cloned();
    let mut problem = said.unwrap_or_else(|| Problem::new(code_of(response.status())));
    problem.instance = Some(id);
    let mut answer = HttpResponse::build(StatusCode::from_u16(problem.status).unwrap_or(response.status()));
    for (name, value) in response.headers() {
        let replaced = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING];
        if !replaced.contains(name) {
            answer.append_header((name, value));
        }
    }
    let answer = answer
        .content_type("application/problem+json")
        .body(serde_json::to_vec(&problem).unwrap_or_default());
    Ok(ServiceResponse::new(request, answer).map_into_right_body())
}

/// A defect that took the request with it: answered all the same, instead of a connection that just closes.
#[derive(Debug)]
struct Panicked(String);

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a call panicked")
    }
}

impl ResponseError for Panicked {
    fn error_response(&self) -> HttpResponse {
        let mut problem = Problem::new(Code::Internal);
        problem.instance = Some(self.0.clone());
        HttpResponse::InternalServerError()
            .content_type("application/problem+json")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((REQUEST_ID_HEADER, self.0.clone()))
            .body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

/// The code of an answer that actix made without us.
fn code_of(status: StatusCode) -> Code {
    Code::ALL
        .iter()
        .copied()
        .find(|code| code.status() == status.as_u16())
        .unwrap_or(if status.is_client_error() {
            Code::BadRequest
        } else {
            Code::Internal
        })
}

/// What the client sent, when it is short and plain; else a new one.
fn request_id(headers: &HeaderMap) -> String {
    headers
        .get(REQUEST_ID_HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (1..=64).contains(&id.len()))
        .filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)))
        .map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use actix_web::{App, middleware::from_fn, test};

    use super::*;

    #[actix_web::test]
    async fn a_panic_is_answered_as_a_defect_and_tells_nothing() {
        let broken = || async {
            assert!(store::clock::now().as_micros() < 0, "a secret");
            HttpResponse::Ok().finish()
        };
        let app = App::new()
            .route("/", web::get().to(broken))
            .wrap(from_fn(problems))
            .wrap(from_fn(trace));
        let app = test::init_service(app).await;
        let error = test::try_call_service(&app, test::TestRequest::get().uri("/").to_request())
            .await
            .err()
            .unwrap();
        let answer = error.error_response();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code, Code::Internal);
        assert_eq!(problem.detail, None);
    }
}
