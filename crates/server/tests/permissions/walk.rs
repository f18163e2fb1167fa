//! Every call, by everybody, about everything.

use std::collections::BTreeMap;

use domain::problem::{Code, Problem};
use reqwest::Method;
use testkit::client::{Answer, Client, send};

use super::{
    identity::{Identity, Target},
    rows::Row,
    world::{CODE_B, MARKER_B, MARKER_OTHER, Played, World},
};

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The call was let in; what it then answered is no matter of permissions.
    In,
    /// It was refused with this status and code.
    Out(u16, Code),
}

impl Outcome {
    /// The word in the table.
    pub fn word(&self) -> String {
        match self {
            Self::In => "yes".to_owned(),
            Self::Out(status, Code::NotFound | Code::Unauthenticated) => status.to_string(),
            Self::Out(status, code) => format!("{status} {}", code.as_str()),
        }
    }
}

/// What everybody got for one row and one target.
pub type Line = BTreeMap<Identity, Outcome>;

/// Tries one row about one target as everybody. Whatever may change something is tried on a copy of the world, and on another one after
/// it did.
pub async fn line(world: &World, shared: &Played, row: &Row, target: Target) -> Line {
    let mut line = Line::new();
    let mut copy: Option<Played> = None;
    for who in Identity::ALL {
        let mut answer = probe(world, shared, row, target, who).await;
        if answer.status == 400 {
            // let in by the policy: now for real
            let may_change = !row.reads() && matches!(target, Target::Own | Target::Other);
            answer = if may_change {
                let played = copy.take().unwrap_or_else(|| world.play());
                let answer = real(world, &played, row, target, who).await;
                copy = Some(played).filter(|_| !answer.status.is_success());
                answer
            } else {
                // what is foreign or missing is refused, or the table says so
                real(world, shared, row, target, who).await
            };
        }
        refuse_leaks(row, target, who, &answer);
        line.insert(who, outcome(&answer));
    }
    line
}

/// The call with a query parameter that no call has: refused after the policy and before anything is done.
async fn probe(world: &World, played: &Played, row: &Row, target: Target, who: Identity) -> Answer {
    let client = world.client(played, who, row);
    let path = row.path_to(world, target, who);
    send(request(&client, world, row, &format!("{path}?zq=1"), who)).await
}

/// The call itself.
pub async fn real(world: &World, played: &Played, row: &Row, target: Target, who: Identity) -> Answer {
    let client = world.client(played, who, row);
    // a stream goes on for as long as somebody reads it
    let ends = if row.path == "/stream" { "?seconds=0" } else { "" };
    let path = format!("{}{ends}", row.path_to(world, target, who));
    send(request(&client, world, row, &path, who)).await
}

fn request(client: &Client, world: &World, row: &Row, path: &str, who: Identity) -> reqwest::RequestBuilder {
    let method: Method = row.method.parse().unwrap();
    let request = client.request(method, path);
    if row.reads() {
        return request;
    }
    // a refused body is not read to its end, so the server hangs up
    let request = request.header("if-match", "*").header("connection", "close");
    match row.body_in(world, who) {
        Some(body) => request.json(&body),
        None => request,
    }
}

fn outcome(answer: &Answer) -> Outcome {
    let status = answer.status.as_u16();
    if !matches!(status, 401 | 403 | 404) {
        assert!(status < 500, "{status} {}", answer.body);
        return Outcome::In;
    }
    let problem: Problem = serde_json::from_str(&answer.body).unwrap();
    match problem.code {
        // the person may try; what they typed is not right
        Code::WrongCredentials | Code::SecondFactorNeeded => Outcome::In,
        code => Outcome::Out(status, code),
    }
}

/// Nothing of the other school is in any answer to this one, and nothing of the other family in an answer to somebody who has nothing to do with it.
fn refuse_leaks(row: &Row, target: Target, who: Identity, answer: &Answer) {
    let tells = |what: &str| {
        panic!(
            "{} {} ({}) tells {what} to the {}: {}",
            row.method,
            row.path,
            target.word(),
            who.title(),
            answer.body
        )
    };
    // the list of schools is for everybody who wants to register
    let is_public = row.scope.is_empty() && row.access.starts_with("anyone, without");
    let is_of_b = [MARKER_B, CODE_B].iter().any(|marker| answer.body.contains(marker));
    if !who.is_foreign() && !is_public && is_of_b {
        tells("something of another school");
    }
    let is_stranger = matches!(
        who,
        Identity::Anonymous
            | Identity::Unverified
            | Identity::Pending
            | Identity::Suspended
            | Identity::Former
            | Identity::CoGuardian
            | Identity::Foreigner
            | Identity::Token
    );
    if is_stranger && answer.body.contains(MARKER_OTHER) {
        tells("something of another family");
    }
}
