//! Registration, sign-in, sessions, my data, and what keeps an account its owner's.

use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, SessionKind, SignedIn},
    },
    problem::Problem,
};
use testkit::{
    app::{TestApp, address},
    client::{Answer, Client},
};

mod address_change;
mod forgotten;
mod guardians;
mod invitations;
mod known_addresses;
mod logs;
mod me;
mod mutants;
mod namesakes;
mod password_change;
mod passwords;
mod proof;
mod refresh;
mod registration;
mod resend;
mod revocation;
mod second_factor;
mod second_factor_of_staff;
mod sessions;
mod sign_in;
mod verification;
mod words;

/// Signs in as somebody would with this password and perhaps a code.
async fn sign_in(app: &TestApp, first_name: &str, password: &str, code: Option<String>) -> Result<SignedIn, Problem> {
    let credentials = Credentials {
        email: address(first_name),
        password: password.to_owned(),
        code,
        session: SessionKind::Bearer,
        school_id: None,
    };
    app.guest().call(&Login {}, &credentials).await
}

/// A client with the session that was opened.
fn client(app: &TestApp, signed_in: SignedIn) -> Client {
    Client::new(app.node.base(), signed_in.access_token)
}

/// What a stranger sees of an answer; its id, its time and what is left of a limit are different for every answer.
fn seen(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id", "ratelimit"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    let body = match answer.body.split_once("\"instance\":\"") {
        Some((before, after)) => format!("{before}{}", after.split_once('"').map_or("", |(_, rest)| rest)),
        None => answer.body.clone(),
    };
    (answer.status.as_u16(), headers, body)
}
