//! One call over the network.

use domain::{
    endpoint::{Endpoint, Method},
    problem::Problem,
    session::{CLIENT_HEADER, CLIENT_NAME, REQUEST_ID_HEADER},
};
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{JSON, Object};
use web_sys::{AbortController, UrlSearchParams};

use super::Failure;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;
/// Pauses before a reading call is made again, in milliseconds.
const PAUSES: [u32; 2] = [300, 1_200];

/// Makes a call. Only writing the question and reading the answer are made for each endpoint: the rest exists once, which keeps the
/// application small.
pub async fn send<E: Endpoint>(call: &E, query: &E::Query, body: &E::Body) -> Result<E::Reply, Failure> {
    let query = serde_json::to_string(query).map_err(|_| Failure::NoAnswer)?;
    let body = match size_of::<E::Body>() {
        0 => None,
        _ => Some(serde_json::to_string(body).map_err(|_| Failure::NoAnswer)?),
    };
    let question = Question {
        method: E::METHOD,
        address: address(&call.uri(), &query),
        body,
    };
    let Reply { status, request, text } = Box::pin(persist(question)).await?;
    serde_json::from_str(&text).map_err(|_| Failure::Unreadable { status, request })
}

struct Question {
    method: Method,
    address: String,
    body: Option<String>,
}

struct Reply {
    status: u16,
    request: Option<String>,
    text: String,
}

/// A call that only reads is made again when no answer came.
async fn persist(question: Question) -> Result<Reply, Failure> {
    let mut answer = attempt(&question).await;
    for pause in PAUSES {
        if question.method != Method::Get || !matches!(answer, Err(Failure::NoAnswer)) {
            break;
        }
        TimeoutFuture::new(pause).await;
        answer = attempt(&question).await;
    }
    answer
}

async fn attempt(question: &Question) -> Result<Reply, Failure> {
    let aborter = AbortController::new().ok();
    let signal = aborter.as_ref().map(AbortController::signal);
    let builder = RequestBuilder::new(&question.address)
        .method(method(question.method))
        .header("accept", "application/json")
        .header(CLIENT_HEADER, CLIENT_NAME)
        .abort_signal(signal.as_ref());
    let request = match &question.body {
        Some(body) => builder.header("content-type", "application/json").body(body.clone()),
        None => builder.build(),
    };
    let request = request.map_err(|_| Failure::NoAnswer)?;
    let giving_up = Timeout::new(PATIENCE, move || {
        if let Some(aborter) = aborter {
            aborter.abort();
        }
    });
    let response = request.send().await.map_err(|_| Failure::NoAnswer)?;
    let text = response.text().await.map_err(|_| Failure::NoAnswer)?;
    drop(giving_up);
    read(&response, text)
}

fn read(response: &Response, text: String) -> Result<Reply, Failure> {
    let (status, request) = (response.status(), response.headers().get(REQUEST_ID_HEADER));
    if response.ok() {
        // Nothing to answer is an empty reply.
        let text = if text.is_empty() { "{}".to_owned() } else { text };
        return Ok(Reply { status, request, text });
    }
    let problem = serde_json::from_str::<Problem>(&text).map_err(|_| Failure::Unreadable { status, request })?;
    Err(Failure::Problem(Box::new(problem)))
}

const fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

/// The address with `?name=value&...` from the fields of a query, which the browser writes.
fn address(path: &str, query: &str) -> String {
    let fields = JSON::parse(query).ok().map(Object::from);
    let parameters = fields.and_then(|fields| UrlSearchParams::new_with_record_from_str_to_str(&fields).ok());
    match parameters.map(|parameters| String::from(parameters.to_string())) {
        Some(text) if !text.is_empty() => format!("/api/v1{path}?{text}"),
        _ => format!("/api/v1{path}"),
    }
}
