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

/// Makes tokens that are nearly a good one.
struct Forger<'a> {
    good: &'a str,
    header: Value,
    claims: Value,
    key: Vec<u8>,
}

/// What is wrong with a token, and the token.
type Mutant = (&'static str, String);

impl<'a> Forger<'a> {
    fn of(good: &'a str) -> Self {
        let Parts { header, claims } = parts(good);
        Self {
            good,
            header,
            claims,
            key: keyed_hash(SECRET, "ecolehub access tokens v1"),
        }
    }

    fn with(&self, name: &str, value: Value) -> String {
        let mut changed = self.claims.clone();
        changed[name] = value;
        signed(&self.header, &changed.to_string(), &self.key)
    }

    fn without(&self, name: &str) -> String {
        let mut changed = self.claims.clone();
        changed.as_object_mut().unwrap().remove(name);
        signed(&self.header, &changed.to_string(), &self.key)
    }

    fn headed(&self, header: &Value, key: &[u8]) -> String {
        signed(header, &self.claims.to_string(), key)
    }

    fn unsigned(&self, algorithm: &str) -> String {
        let header = json!({ "alg": algorithm, "typ": "JWT" });
        format!("{}.{}.", encoded(&header), encoded(&self.claims))
    }

    /// The header asks for another way to check.
    fn by_header(&self) -> Vec<Mutant> {
        let headed = |algorithm: &str| self.headed(&json!({ "alg": algorithm, "typ": "JWT" }), &self.key);
        vec![
            ("alg none", self.unsigned("none")),
            ("alg None", self.unsigned("None")),
            ("alg NONE", self.unsigned("NONE")),
            ("alg none with a signature", headed("none")),
            ("another HMAC", headed("HS512")),
            ("a public key for HMAC", headed("RS256")),
            ("EdDSA", headed("EdDSA")),
            ("no alg", self.headed(&json!({ "typ": "JWT" }), &self.key)),
            (
                "a kid that is a path",
                self.headed(&json!({ "alg": "HS256", "kid": "../../dev/null" }), b""),
            ),
            (
                "a kid that is SQL",
                self.headed(&json!({ "alg": "HS256", "kid": "' UNION SELECT 'x" }), b"x"),
            ),
            (
                "a key of its own",
                self.headed(&json!({ "alg": "HS256", "jwk": { "kty": "oct", "k": "eA" } }), b"x"),
            ),
        ]
    }

    /// It is signed with something else, or not quite.
    fn by_signature(&self) -> Vec<Mutant> {
        let (text, signature) = self.good.rsplit_once('.').unwrap();
        let other_use = keyed_hash(SECRET, "ecolehub refresh tokens v1");
        vec![
            ("the key of another use", self.headed(&self.header, &other_use)),
            ("the secret itself as key", self.headed(&self.header, SECRET)),
            ("an empty key", self.headed(&self.header, b"")),
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
            ("a part more", format!("{}.x", self.good)),
            ("nothing", String::new()),
        ]
    }

    /// It is well signed and says something wrong.
    fn by_claims(&self) -> Vec<Mutant> {
        let now = store::clock::now().as_micros() / 1_000_000;
        let sid = domain::id::SessionId::fresh();
        let twice = self
            .claims
            .to_string()
            .replacen('{', &format!("{{\"sid\":\"{sid}\","), 1);
        vec![
            ("another audience", self.with("aud", json!("other"))),
            ("no audience", self.without("aud")),
            ("another kind", self.with("typ", json!("refresh"))),
            ("no kind", self.without("typ")),
            ("expired ten seconds ago", self.with("exp", json!(now - 10))),
            ("no end", self.without("exp")),
            ("not yet good", self.with("nbf", json!(now + 600))),
            ("a session that does not exist", self.with("sid", json!(sid))),
            ("no session", self.without("sid")),
            (
                "a session of somebody else",
                self.with("sub", json!(domain::id::AccountId::fresh())),
            ),
            ("nobody's session", self.without("sub")),
            ("a session twice", signed(&self.header, &twice, &self.key)),
            ("eight kilobytes", self.with("x", json!("x".repeat(8192)))),
        ]
    }
}

/// Every token that is nearly ours, by what is wrong with it.
fn mutants(good: &str) -> Vec<Mutant> {
    let forger = Forger::of(good);
    [forger.by_header(), forger.by_signature(), forger.by_claims()].concat()
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
