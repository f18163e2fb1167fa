//! `/metrics`, for Prometheus: on this machine itself, or with the operator's token. For everybody else there is no such page.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use domain::problem::Code;
use sha2::{Digest, Sha256};
use store::messaging::statistics;

use crate::{State, failure::Failure, metrics::gauge};

/// Headers by which a proxy says that it is one.
const FORWARDED: [&str; 3] = ["x-forwarded-for", "forwarded", "x-real-ip"];

/// Shows the numbers of this node, and of the instance.
///
/// # Errors
/// `not_found` for those who may not see them; when the database cannot answer.
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Failure> {
    if !may_see(&request, state.settings.metrics_token.as_deref()) {
        return Err(Failure::from(Code::NotFound));
    }
    let (messages, people) = state.store.read(statistics::of_instance).await?;
    let mut text = state.metrics.text();
    let connections = i64::try_from(state.realtime.connections()).unwrap_or(i64::MAX);
    gauge(
        &mut text,
        ("ecolehub_open_sockets", "Open sockets of this node."),
        connections,
    );
    gauge(&mut text, ("ecolehub_messages", "Messages of all schools."), messages);
    gauge(
        &mut text,
        (
            "ecolehub_active_people",
            "People who used EcoleHub in the last seven days.",
        ),
        people,
    );
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text))
}

/// From this machine without a proxy between, or with the token.
fn may_see(request: &HttpRequest, token: Option<&str>) -> bool {
    let shown = request.headers().get(header::AUTHORIZATION);
    if let Some(shown) = shown {
        let shown = shown.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
        return matches!((shown, token), (Some(shown), Some(token)) if is_same(shown, token));
    }
    let is_here = request
        .peer_addr()
        .is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    is_here && !FORWARDED.iter().any(|name| request.headers().contains_key(*name))
}

/// Compared by their hashes, so that the time it takes tells nothing about the token.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("127.0.0.1", None, None, true)]
    #[case("::1", None, Some("secret"), true)]
    #[case("192.0.2.7", None, None, false)]
    #[case("192.0.2.7", None, Some("secret"), false)]
    #[case("192.0.2.7", Some("Bearer secret"), Some("secret"), true)]
    #[case("192.0.2.7", Some("Bearer "), None, false)]
    #[case("127.0.0.1", Some("Bearer wrong"), Some("secret"), false)]
    fn numbers_are_for_the_operator(
        #[case] peer: &str,
        #[case] shown: Option<&str>,
        #[case] token: Option<&str>,
        #[case] may: bool,
    ) {
        let address = std::net::SocketAddr::new(peer.parse().unwrap(), 4000);
        let mut request = TestRequest::get().peer_addr(address);
        if let Some(shown) = shown {
            request = request.insert_header((header::AUTHORIZATION, shown));
        }
        assert_eq!(may_see(&request.to_http_request(), token), may);
    }

    #[test]
    fn whoever_comes_through_a_proxy_is_not_on_this_machine() {
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 4000));
        let request = TestRequest::get()
            .peer_addr(address)
            .insert_header(("X-Forwarded-For", "192.0.2.7"));
        assert!(!may_see(&request.to_http_request(), None));
    }
}
