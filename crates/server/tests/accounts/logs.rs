//! No secret and nobody's data is in the log (G6): a journey with a marker in every field, heard at the most talkative level.
//!
//! The runner gives each test a process of its own, so the log is that of this journey.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use domain::{
    accounts::{
        calls::{ForgetPassword, Login, Logout, Refresh, Register, ResetPassword, VerifyEmail},
        security::{Address, PasswordReset},
        types::{Credentials, NewAccount, Refreshing, SessionKind, SignedIn, Verification},
    },
    families::{
        calls::{AddChild, EnrolChild},
        types::NewSchoolChild,
    },
    messaging::{
        calls::{ListConversations, SendMessage},
        new_message::NewMessage,
    },
    page::{NoBody, PageQuery},
    schools::types::Level,
    session::{CLIENT_HEADER, CLIENT_NAME},
};
use testkit::{
    app::TestApp,
    client::{Client, send},
    mailbox::token_of,
    school::with_code,
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

const EMAIL: &str = "zq.courriel@example.be";
const PASSWORD: &str = "zq mot de passe secret";
const NEW_PASSWORD: &str = "zq autre mot de passe";
const FIRST: &str = "Zqprenom";
const LAST: &str = "Zqnom";
const CHILD: &str = "Zqenfant";
const MESSAGE: &str = "zqmessage pour la classe";
const TYPED: &str = "zqfaute";

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What somebody does in a year, well and badly; the secrets that it brought forth.
async fn journey(app: &TestApp) -> Vec<String> {
    let guest = app.guest();
    let (link, signed_in) = register(app).await;
    let (access, refresh) = (
        signed_in.access_token.clone().unwrap(),
        signed_in.refresh_token.clone().unwrap(),
    );
    let person = super::client(app, signed_in);
    let code = live(app, &person).await;
    go_wrong(&guest).await;
    let again = Refreshing {
        refresh_token: refresh.clone(),
    };
    let renewed = guest.call(&Refresh {}, &again).await.unwrap();
    let cookie = enter_a_browser(&guest).await;
    let reset = forget(app, &guest).await;
    person.call(&Logout {}, &NoBody {}).await.map(drop).unwrap_err();
    app.mails().saying(EMAIL, "Votre mot de passe a changé").await;
    let renewed = [renewed.access_token, renewed.refresh_token].into_iter().flatten();
    [link, access, refresh, code, cookie, reset]
        .into_iter()
        .chain(renewed)
        .collect()
}

/// Registers; gives the token of the link.
async fn register(app: &TestApp) -> (String, SignedIn) {
    let guest = app.guest();
    let new = NewAccount {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        first_name: FIRST.to_owned(),
        last_name: LAST.to_owned(),
        ..app.registration("Marie")
    };
    guest.call(&Register {}, &new).await.unwrap();
    let link = token_of(&app.mails().last_to(EMAIL).await);
    let verification = Verification {
        token: link.clone(),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let signed_in = guest.call(&VerifyEmail {}, &verification).await.unwrap();
    (link, signed_in)
}

/// Adds a child, writes to its class and opens a socket; gives the code of the child.
async fn live(app: &TestApp, person: &Client) -> String {
    let enrolled = NewSchoolChild {
        first_name: CHILD.to_owned(),
        last_name: LAST.to_owned(),
        class_id: app.class(Level::P3).await,
    };
    let child = app.office().await.call(&EnrolChild {}, &enrolled).await.unwrap().id;
    let code = app.child_code(child).await;
    person.call(&AddChild {}, &with_code(code.clone())).await.unwrap();
    let rooms = person.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    let conversation = rooms.items[0].id;
    let message = NewMessage::text(MESSAGE, domain::id::ClientMessageId::fresh());
    person.call(&SendMessage { conversation }, &message).await.unwrap();
    let mut socket = testkit::socket::Socket::open(person).await;
    socket.say_raw(format!("{{\"type\":\"{TYPED}\"}}")).await;
    socket.settle().await;
    code
}

/// Mistypes everything.
async fn go_wrong(guest: &Client) {
    let wrong = Credentials {
        email: EMAIL.to_owned(),
        password: format!("{PASSWORD} {TYPED}"),
        code: Some(TYPED.to_owned()),
        session: SessionKind::Bearer,
        school_id: None,
    };
    guest.call(&Login {}, &wrong).await.map(drop).unwrap_err();
    for body in [
        format!("{{\"email\":\"{EMAIL}\",\"{TYPED}\":1}}"),
        format!("{{\"email\":\"{TYPED}"),
        format!("{{\"email\":\"{TYPED}\",\"password\":\"{}\"}}", PASSWORD.repeat(100)),
    ] {
        guest.raw("POST", "/api/v1/login", body).await;
    }
    guest.get(&format!("/mot-de-passe?token={TYPED}")).await;
    guest.get(&format!("/api/v1/children?{TYPED}={EMAIL}")).await;
    guest.get(&format!("/api/v1/{TYPED}")).await;
}

/// Signs in with a cookie, and gives it.
async fn enter_a_browser(guest: &Client) -> String {
    let body = serde_json::json!({ "email": EMAIL, "password": PASSWORD, "session": "cookie" });
    let request = guest
        .request(reqwest::Method::POST, "/api/v1/login")
        .header(CLIENT_HEADER, CLIENT_NAME)
        .json(&body);
    let cookie = send(request).await.header("set-cookie").unwrap().to_owned();
    cookie.split(['=', ';']).nth(1).unwrap().to_owned()
}

/// Forgets the password and chooses another one; gives the token of the link.
async fn forget(app: &TestApp, guest: &Client) -> String {
    let email = EMAIL.to_owned();
    guest.call(&ForgetPassword {}, &Address { email }).await.unwrap();
    let reset = token_of(&app.mails().saying(EMAIL, "/mot-de-passe?token=").await);
    let body = PasswordReset {
        token: reset.clone(),
        password: NEW_PASSWORD.to_owned(),
    };
    guest.call(&ResetPassword {}, &body).await.unwrap();
    reset
}

#[tokio::test]
async fn nothing_that_people_type_and_no_secret_is_logged() {
    let log = Log::default();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(
            "info,api=trace,store=trace,jobs=trace,realtime=trace,domain=trace",
        ))
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(lines).expect("a process of its own");
    let app = TestApp::start().await;
    let mut secrets = journey(&app).await;
    let typed = [EMAIL, PASSWORD, NEW_PASSWORD, FIRST, LAST, CHILD, MESSAGE, TYPED];
    secrets.extend(typed.map(str::to_owned));
    let text = log.text();
    assert!(text.contains("/api/v1/login"), "the log is heard: {text}");
    let leaked: Vec<&String> = secrets.iter().filter(|secret| text.contains(secret.as_str())).collect();
    assert!(leaked.is_empty(), "{leaked:?} in\n{text}");
}
