//! An HTTP client of one person or of nobody: typed calls by the endpoints of `domain`, and raw ones for hostile requests.

use std::future::Future;

use domain::{
    endpoint::{Endpoint, Method},
    problem::Problem,
};
use reqwest::{RequestBuilder, StatusCode, header};
use serde_json::Value;

use crate::contract::{self, Exchange};

/// A client of one node.
#[derive(Debug, Clone)]
pub struct Client {
    base: String,
    http: reqwest::Client,
    token: Option<String>,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: header::HeaderMap,
    /// Body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.body))
    }

    /// The body as a problem, which must agree with the status and the content type.
    ///
    /// # Panics
    /// When it does not.
    #[must_use]
    pub fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.body
        );
        let problem: Problem =
            serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body));
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(problem.status, problem.code.status());
        problem
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Client {
    /// A client of this address, signed in with an access token or not at all.
    #[must_use]
    pub fn new(base: &str, token: Option<String>) -> Self {
        Self {
            base: base.to_owned(),
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .expect("an HTTP client"),
            token,
        }
    }

    /// The address of the node, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The access token.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The same person at another address, such as that of another node.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        Self {
            base: base.to_owned(),
            ..self.clone()
        }
    }

    /// Makes a call without query parameters; whatever version of a thing is there is changed.
    ///
    /// # Errors
    /// The problem that the server answered.
    pub fn call<E: Endpoint>(
        &self,
        call: &E,
        body: &E::Body,
    ) -> impl Future<Output = Result<E::Reply, Problem>> + Send {
        let request = self.call_request(call, body);
        read::<E>(if E::VERSIONED {
            request.header(header::IF_MATCH, "*")
        } else {
            request
        })
    }

    /// Makes a call that changes what was read in this version.
    ///
    /// # Errors
    /// The problem that the server answered.
    pub fn change<E: Endpoint>(
        &self,
        call: &E,
        version: i64,
        body: &E::Body,
    ) -> impl Future<Output = Result<E::Reply, Problem>> + Send {
        let request = self.call_request(call, body);
        read::<E>(request.header(header::IF_MATCH, domain::version::tag(version)))
    }

    /// Makes a call with query parameters.
    ///
    /// # Errors
    /// The problem that the server answered.
    pub fn ask<E: Endpoint>(
        &self,
        call: &E,
        query: &E::Query,
    ) -> impl Future<Output = Result<E::Reply, Problem>> + Send {
        read::<E>(
            self.request(method(E::METHOD), &format!("/api/v1{}", call.uri()))
                .query(query),
        )
    }

    fn call_request<E: Endpoint>(&self, call: &E, body: &E::Body) -> RequestBuilder {
        let request = self.request(method(E::METHOD), &format!("/api/v1{}", call.uri()));
        match E::METHOD {
            Method::Get | Method::Delete => request,
            Method::Post | Method::Put | Method::Patch => request.json(body),
        }
    }

    /// A request to any path of the node, to be changed at will.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends some body as JSON to any path; `path` begins with a slash and holds `/api/v1` where it is meant.
    ///
    /// # Panics
    /// When nothing answers.
    pub async fn raw(&self, method: &str, path: &str, body: impl Into<String>) -> Answer {
        let method = method.parse().expect("a method");
        let body: String = body.into();
        let request = self.request(method, path);
        let request = if body.is_empty() {
            request
        } else {
            request.header(header::CONTENT_TYPE, "application/json").body(body)
        };
        send(request).await
    }

    /// Reads any path.
    ///
    /// # Panics
    /// When nothing answers.
    pub async fn get(&self, path: &str) -> Answer {
        self.raw("GET", path, "").await
    }
}

/// Sends a request, reads the whole answer, and judges it by the committed document: see [`crate::contract`].
///
/// # Panics
/// When nothing answers, or something else than the document says.
pub async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.expect("an answer")
}

/// The same with a server that may be gone.
///
/// # Errors
/// When nothing answers, or the answer breaks off.
///
/// # Panics
/// When the answer is another one than the document says.
pub async fn try_send(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let (http, request) = request.build_split();
    let request = request?;
    let sent = request.try_clone().expect("a request without a stream");
    let response = http.execute(request).await?;
    let answer = Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: response.text().await?,
    };
    let query: Vec<String> = sent.url().query_pairs().map(|(name, _)| name.into_owned()).collect();
    let exchange = Exchange {
        method: sent.method().as_str(),
        path: sent.url().path(),
        query: &query,
        sent: sent.body().and_then(reqwest::Body::as_bytes),
        status: answer.status.as_u16(),
        headers: &answer.headers,
        body: &answer.body,
    };
    if let Err(why) = contract::judge(&exchange) {
        panic!("{why}");
    }
    Ok(answer)
}

async fn read<E: Endpoint>(request: RequestBuilder) -> Result<E::Reply, Problem> {
    let answer = send(request).await;
    if answer.status.is_client_error() || answer.status.is_server_error() {
        return Err(answer.problem());
    }
    assert_eq!(answer.status.as_u16(), E::STATUS, "{} answers {}", E::NAME, answer.body);
    let body = if answer.body.is_empty() { "{}" } else { &answer.body };
    Ok(serde_json::from_str(body).unwrap_or_else(|error| panic!("{}: {error} in {body}", E::NAME)))
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}
