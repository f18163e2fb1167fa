//! Only our tokens are accepted (A8), shown as they would be: in the header of a call, and in the cookie.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    access::Scope,
    accounts::{
        calls::{ForgetPassword, Logout, ShowMe},
        security::Address,
        tokens::{MakeToken, NewToken},
    },
    page::{NoBody, NoQuery},
    problem::Code,
    socket::{ClientFrame, close},
};
use serde_json::{Value, json};
use store::secret::keyed_hash;
use testkit::{
    app::{TestApp, address},
    client::Client,
    mailbox::token_of,
    node::SECRET,
    socket::{DEADLINE, Socket},
};

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token with these parts, signed with this key the way HS256 does.
fn signed(header: &Value, claims: &str, key: &[u8]) -> String {
    let text = format!("{}.{}", encoded(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = keyed_hash(key, &text);
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

struct Parts {
    header: Value,
    claims: Value,
}

fn parts(token: &str) -> Parts {
    let mut parts = token
        .split('.')
        .map(|part| URL_SAFE_NO_PAD.decode(part).unwrap_or_default());
    let mut next = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    Parts {
        header: next(),
        claims: next(),
    }
}

/// Every token that is nearly ours, by what is wrong with it.
fn mutants(good: &str) -> Vec<(&'static str, String)> {
    let key = keyed_hash(SECRET, "ecolehub access tokens v1");
    let Parts { header, claims } = parts(good);
    let now = store::clock::now().as_micros() / 1_000_000;
    let with = |name: &str, value: Value| {
        let mut changed = claims.clone();
        changed[name] = value;
        signed(&header, &changed.to_string(), &key)
    };
    let without = |name: &str| {
        let mut changed = claims.clone();
        changed.as_object_mut().unwrap().remove(name);
        signed(&header, &changed.to_string(), &key)
    };
    let headed = |changed: Value| signed(&changed, &claims.to_string(), &key);
    let (text, signature) = good.rsplit_once('.').unwrap();
    let unsigned = |algorithm: &str| {
        format!(
            "{}.{}.",
            encoded(&json!({ "alg": algorithm, "typ": "JWT" })),
            encoded(&claims)
        )
    };
    vec![
        ("alg none", unsigned("none")),
        ("alg None", unsigned("None")),
        ("alg NONE", unsigned("NONE")),
        (
            "alg none with a signature",
            headed(json!({ "alg": "none", "typ": "JWT" })),
        ),
        ("another HMAC", headed(json!({ "alg": "HS512", "typ": "JWT" }))),
        ("a public key for HMAC", headed(json!({ "alg": "RS256", "typ": "JWT" }))),
        ("EdDSA", headed(json!({ "alg": "EdDSA", "typ": "JWT" }))),
        ("no alg", headed(json!({ "typ": "JWT" }))),
        (
            "a kid that is a path",
            signed(
                &json!({ "alg": "HS256", "kid": "../../dev/null" }),
                &claims.to_string(),
                b"",
            ),
        ),
        (
            "a kid that is SQL",
            signed(
                &json!({ "alg": "HS256", "kid": "' UNION SELECT 'x" }),
                &claims.to_string(),
                b"x",
            ),
        ),
        (
            "a key of its own",
            signed(
                &json!({ "alg": "HS256", "jwk": { "kty": "oct", "k": "eA" } }),
                &claims.to_string(),
                b"x",
            ),
        ),
        (
            "the key of another use",
            signed(
                &header,
                &claims.to_string(),
                &keyed_hash(SECRET, "ecolehub refresh tokens v1"),
            ),
        ),
        ("the secret itself as key", signed(&header, &claims.to_string(), SECRET)),
        ("an empty key", signed(&header, &claims.to_string(), b"")),
        ("another audience", with("aud", json!("other"))),
        ("no audience", without("aud")),
        ("another kind", with("typ", json!("refresh"))),
        ("no kind", without("typ")),
        ("expired ten seconds ago", with("exp", json!(now - 10))),
        ("no end", without("exp")),
        ("not yet good", with("nbf", json!(now + 600))),
        (
            "a session that does not exist",
            with("sid", json!(domain::id::SessionId::fresh())),
        ),
        ("no session", without("sid")),
        (
            "a session of somebody else",
            with("sub", json!(domain::id::AccountId::fresh())),
        ),
        ("nobody's session", without("sub")),
        ("a session twice", {
            let twice =
                claims
                    .to_string()
                    .replacen('{', &format!("{{\"sid\":\"{}\",", domain::id::SessionId::fresh()), 1);
            signed(&header, &twice, &key)
        }),
        ("no signature", format!("{text}.")),
        (
            "half a signature",
            format!("{text}.{}", &signature[..signature.len() / 2]),
        ),
        (
            "another signature",
            format!("{text}.{}", signature.chars().rev().collect::<String>()),
        ),
        ("two parts", text.to_owned()),
        ("a part more", format!("{good}.x")),
        ("eight kilobytes", with("x", json!("x".repeat(8192)))),
        ("nothing", String::new()),
    ]
}

async fn code(app: &TestApp, token: &str) -> Option<Code> {
    let client = Client::new(app.node.base(), Some(token.to_owned()));
    let answer = client.ask(&ShowMe {}, &NoQuery {}).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn nothing_that_is_nearly_an_access_token_opens_anything() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let good = marie.token().unwrap().to_owned();
    assert_eq!(code(&app, &good).await, None);
    let again = {
        let Parts { header, claims } = parts(&good);
        let key = keyed_hash(SECRET, "ecolehub access tokens v1");
        signed(&header, &claims.to_string(), &key)
    };
    assert_eq!(code(&app, &again).await, None, "the test knows how to sign");
    let mutants = mutants(&good);
    assert!(mutants.len() >= 25);
    for (what, token) in mutants {
        assert_eq!(code(&app, &token).await, Some(Code::Unauthenticated), "{what}");
        let cookie = app
            .guest()
            .request(reqwest::Method::GET, "/api/v1/me")
            .header("cookie", format!("ecolehub_session={token}"));
        assert_eq!(testkit::client::send(cookie).await.status, 401, "{what} as a cookie");
    }
}

#[tokio::test]
async fn a_well_signed_token_for_the_session_of_somebody_else_opens_nothing() {
    let mut app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let jean = app.register_and_verify("Jean").await;
    let mixed = {
        let Parts { header, mut claims } = parts(marie.token().unwrap());
        claims["sub"] = parts(jean.token().unwrap()).claims["sub"].clone();
        let key = keyed_hash(SECRET, "ecolehub access tokens v1");
        signed(&header, &claims.to_string(), &key)
    };
    // by a node that has not asked about the session yet, and by one that believes to know it
    for _ in 0..2 {
        app.restart().await;
        assert_eq!(code(&app, &mixed).await, Some(Code::Unauthenticated));
        let owner = marie.on(&app.node);
        owner.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
        assert_eq!(
            code(&app, &mixed).await,
            Some(Code::Unauthenticated),
            "from what is kept"
        );
        let client = Client::new(app.node.base(), Some(mixed.clone()));
        assert!(Socket::try_open(&client, &[]).await.is_err(), "a socket by the header");
        let mut socket = Socket::try_open(&app.guest(), &[]).await.unwrap();
        socket.say(&ClientFrame::Authentication { token: mixed.clone() }).await;
        assert_eq!(socket.closed(DEADLINE).await, Some(close::UNAUTHENTICATED));
    }
}

#[tokio::test]
async fn one_kind_of_token_is_not_another() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let email = address("Marie");
    app.guest().call(&ForgetPassword {}, &Address { email }).await.unwrap();
    let link = token_of(&app.mails().nth_to(&address("Marie"), 2).await);
    for token in [marie.refresh_token.clone().unwrap(), link] {
        assert_eq!(code(&app, &token).await, Some(Code::Unauthenticated));
    }
}

#[tokio::test]
async fn nothing_that_is_nearly_a_personal_token_opens_anything() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let new = NewToken {
        name: "Calendrier".to_owned(),
        scopes: vec![Scope::ProfileRead],
        days: None,
    };
    let good = marie.call(&MakeToken {}, &new).await.unwrap().token;
    assert_eq!(code(&app, &good).await, None);
    let body = good.strip_prefix("ehp_").unwrap();
    let last = if good.ends_with('a') { 'b' } else { 'a' };
    let changed = |at: usize| {
        let mut letters: Vec<char> = good.chars().collect();
        letters[at] = if letters[at] == 'x' { 'y' } else { 'x' };
        letters.into_iter().collect::<String>()
    };
    let mutants = [
        body.to_owned(),
        format!("EHP_{body}"),
        format!("ghp_{body}"),
        format!("ehp_{good}"),
        format!("{good}{last}"),
        format!("{}{last}", &good[..good.len() - 1]),
        good[..good.len() - 1].to_owned(),
        good[..good.len() - 6].to_owned(),
        changed(5),
        changed(20),
        good.to_uppercase(),
        "ehp_".to_owned(),
        format!("ehp_{}", "x".repeat(8192)),
        format!("ehp_{}", "A".repeat(body.len())),
    ];
    for token in mutants {
        assert_eq!(code(&app, &token).await, Some(Code::Unauthenticated), "{token}");
    }
    // in the place of a cookie it is nothing either
    let cookie = app
        .guest()
        .request(reqwest::Method::GET, "/api/v1/me")
        .header("cookie", format!("ecolehub_session={good}"));
    assert_eq!(testkit::client::send(cookie).await.status, 401);
}

#[tokio::test]
async fn a_token_of_another_instance_is_nothing_here() {
    let (app, other) = (TestApp::start().await, TestApp::start().await);
    // the same secret, and another database: the session is not there
    let marie = other.register_and_verify("Marie").await;
    assert_eq!(code(&app, marie.token().unwrap()).await, Some(Code::Unauthenticated));
    marie.call(&Logout {}, &NoBody {}).await.unwrap();
}
