//! One call over the network.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use domain::{
    endpoint::{Endpoint, Method},
    id::Id,
    problem::{Code, Problem},
    session::{CLIENT_HEADER, CLIENT_NAME, IDEMPOTENCY_HEADER, REQUEST_ID_HEADER},
    version,
};
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{JSON, Object};
use serde::de::DeserializeOwned;
use web_sys::{AbortController, UrlSearchParams};

use super::Failure;
use crate::state::session::Session;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;
/// Pauses before a reading call is made again, in milliseconds.
const PAUSES: [u32; 2] = [300, 1_200];

/// What is said besides the question itself.
#[derive(Default)]
pub struct Manner {
    /// The version that the call wants to change, where its endpoint has versions.
    pub version: Option<i64>,
    /// The key of a form that must act once; a POST without one gets a key of its own.
    pub key: Option<String>,
    /// Whose session makes the call; a guest has none.
    pub session: Option<Session>,
}

/// A call on its way. Only writing the question and reading the answer are made for each endpoint; the rest exists once, and whoever
/// waits holds no more than a pointer to it, which keeps the application small.
#[must_use = "a call is made when it is waited for"]
pub struct Sent<R> {
    answer: LocalBoxFuture<'static, Result<Reply, Failure>>,
    reply: PhantomData<fn() -> R>,
}

impl<R> Sent<R> {
    /// One that is not made, for this reason.
    pub fn refused(failure: Failure) -> Self {
        Self {
            answer: Box::pin(std::future::ready(Err(failure))),
            reply: PhantomData,
        }
    }

    /// Reads only what `Part` has of the reply: a large reply reads itself with much code, which is downloaded.
    pub fn read_as<Part>(self) -> Sent<Part> {
        Sent {
            answer: self.answer,
            reply: PhantomData,
        }
    }
}

impl<R: DeserializeOwned> Future for Sent<R> {
    type Output = Result<R, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(context));
        Poll::Ready(answer.and_then(|Reply { status, request, text }| {
            serde_json::from_str(&text).map_err(|_| Failure::Unreadable { status, request })
        }))
    }
}

/// Makes a call.
pub fn send<E: Endpoint>(call: &E, query: &E::Query, body: &E::Body, manner: Manner) -> Sent<E::Reply> {
    let body = match size_of::<E::Body>() {
        0 => Ok(None),
        _ => serde_json::to_string(body).map(Some),
    };
    let (Ok(query), Ok(body)) = (serde_json::to_string(query), body) else {
        return Sent::refused(Failure::NoAnswer);
    };
    Sent {
        answer: ask(E::METHOD, call.uri(), query, body, manner),
        reply: PhantomData,
    }
}

fn ask(
    method: Method,
    path: String,
    query: String,
    body: Option<String>,
    manner: Manner,
) -> LocalBoxFuture<'static, Result<Reply, Failure>> {
    let question = Question {
        method,
        address: address(&path, &query),
        body,
        version: manner.version,
        key: manner
            .key
            .or_else(|| (method == Method::Post && manner.session.is_some()).then(|| Id::<()>::fresh().to_string())),
    };
    Box::pin(converse(question, manner.session))
}

/// Reads a file of the server as text.
pub async fn read_file(path: &str, query: &[(&'static str, String)], session: Session) -> Result<String, Failure> {
    let query: std::collections::BTreeMap<_, _> = query.iter().cloned().collect();
    let query = serde_json::to_string(&query).map_err(|_| Failure::NoAnswer)?;
    let question = Question {
        method: Method::Get,
        address: address(path, &query),
        body: None,
        version: None,
        key: None,
    };
    Ok(Box::pin(converse(question, Some(session))).await?.text)
}

struct Question {
    method: Method,
    address: String,
    body: Option<String>,
    version: Option<i64>,
    /// With it the server does the work once, however often it is asked.
    key: Option<String>,
}

struct Reply {
    status: u16,
    request: Option<String>,
    text: String,
}

/// What the server says about the session itself is heard here, for every page: that it is over, that it must be proved again (then
/// the person is asked, and the call made once more), or that the person may not go on as they are.
async fn converse(question: Question, session: Option<Session>) -> Result<Reply, Failure> {
    let answer = persist(&question).await;
    let (Some(session), Err(Failure::Problem(problem))) = (session, &answer) else {
        return answer;
    };
    match problem.code {
        Code::Unauthenticated => session.has_expired(),
        Code::Reauth => {
            let proved = session.proof().asked().await;
            if proved {
                return persist(&question).await;
            }
        }
        Code::MembershipSuspended | Code::SecondFactorRequired => session.has_changed(),
        _ => {}
    }
    answer
}

/// A call that only reads, or that has a key, is made again when no answer came.
async fn persist(question: &Question) -> Result<Reply, Failure> {
    let mut answer = attempt(question).await;
    let is_repeatable = question.method == Method::Get || question.key.is_some();
    for pause in PAUSES {
        if !is_repeatable || !matches!(answer, Err(Failure::NoAnswer)) {
            break;
        }
        TimeoutFuture::new(pause).await;
        answer = attempt(question).await;
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
    let builder = match question.version {
        Some(version) => builder.header("if-match", &version::tag(version)),
        None => builder,
    };
    let builder = match &question.key {
        Some(key) => builder.header(IDEMPOTENCY_HEADER, key),
        None => builder,
    };
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
