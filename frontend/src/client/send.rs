//! One call over the network.

use domain::{
    endpoint::{Endpoint, Method},
    problem::Problem,
    session::{CLIENT_HEADER, CLIENT_NAME, REQUEST_ID_HEADER},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use serde::{Serialize, de::DeserializeOwned};
use web_sys::AbortController;

use super::Failure;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;
/// Pauses before a reading call is made again, in milliseconds.
const PAUSES: [u32; 2] = [300, 1_200];

/// Makes a call. A call that only reads is made again when no answer came.
pub async fn send<E: Endpoint>(call: &E, query: &E::Query, body: &E::Body) -> Result<E::Reply, Failure> {
    let mut answer = attempt(call, query, body).await;
    for pause in PAUSES {
        if E::METHOD != Method::Get || !matches!(answer, Err(Failure::NoAnswer)) {
            break;
        }
        TimeoutFuture::new(pause).await;
        answer = attempt(call, query, body).await;
    }
    answer
}

async fn attempt<E: Endpoint>(call: &E, query: &E::Query, body: &E::Body) -> Result<E::Reply, Failure> {
    let aborter = AbortController::new().ok();
    let signal = aborter.as_ref().map(AbortController::signal);
    let address = format!("/api/v1{}{}", call.uri(), query_string(query)?);
    let builder = RequestBuilder::new(&address)
        .method(method(E::METHOD))
        .header("accept", "application/json")
        .header(CLIENT_HEADER, CLIENT_NAME)
        .abort_signal(signal.as_ref());
    let request = with_body(builder, body)?;
    let giving_up = Timeout::new(PATIENCE, move || {
        if let Some(aborter) = aborter {
            aborter.abort();
        }
    });
    let response = request.send().await.map_err(|_| Failure::NoAnswer)?;
    let text = response.text().await.map_err(|_| Failure::NoAnswer)?;
    drop(giving_up);
    read(&response, &text)
}

fn with_body<B: Serialize>(builder: RequestBuilder, body: &B) -> Result<Request, Failure> {
    if size_of::<B>() == 0 {
        return builder.build().map_err(|_| Failure::NoAnswer);
    }
    builder.json(body).map_err(|_| Failure::NoAnswer)
}

fn read<R: DeserializeOwned>(response: &Response, text: &str) -> Result<R, Failure> {
    let unreadable = || Failure::Unreadable {
        status: response.status(),
        request: response.headers().get(REQUEST_ID_HEADER),
    };
    if response.ok() {
        // Nothing to answer is an empty reply.
        let text = if text.is_empty() { "{}" } else { text };
        return serde_json::from_str(text).map_err(|_| unreadable());
    }
    let problem: Problem = serde_json::from_str(text).map_err(|_| unreadable())?;
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

/// `?name=value&...` from the fields of a query, which are numbers, words and switches.
fn query_string<Q: Serialize>(query: &Q) -> Result<String, Failure> {
    let serde_json::Value::Object(fields) = serde_json::to_value(query).map_err(|_| Failure::NoAnswer)? else {
        return Ok(String::new());
    };
    let mut text = String::new();
    for (name, value) in fields {
        let value = match value {
            serde_json::Value::Null => continue,
            serde_json::Value::String(word) => word,
            other => other.to_string(),
        };
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(&name);
        text.push('=');
        text.push_str(&String::from(js_sys::encode_uri_component(&value)));
    }
    Ok(text)
}
