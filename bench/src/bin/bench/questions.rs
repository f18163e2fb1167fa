//! The questions that may be asked about an address, and that must not be answered by the time they take (A3).

use anyhow::{Context, Result};
use bench::{
    http::request,
    school::{Member, PASSWORD, REGISTRATION_CODE, School, fresh_address},
};
use serde_json::json;

/// A question about an address.
pub struct Question {
    /// What it is called.
    pub name: &'static str,
    /// The status of its answer, which is the same for all addresses.
    pub status: u16,
    /// Which addresses it is asked about.
    pub addresses: fn(&People) -> Pairs<'_>,
    /// The bytes of it, about this address, in this round.
    pub bytes: fn(&People, &str, usize) -> Vec<u8>,
}

/// Addresses that are known, and as many that are not.
pub type Pairs<'a> = (Vec<&'a str>, Vec<&'a str>);

/// The questions, in an order in which none changes what a later one is about; but the last one, which is about what the one before has
/// left.
pub const QUESTIONS: [Question; 7] = [
    Question {
        name: "login",
        status: 401,
        addresses: People::accounts,
        bytes: |_, email, _| post("login", "", &json!({ "email": email, "password": "six moutons verts" })),
    },
    Question {
        name: "password/forgot",
        status: 202,
        addresses: People::accounts,
        bytes: |_, email, _| post("password/forgot", "", &json!({ "email": email })),
    },
    Question {
        name: "verify-email/resend",
        status: 202,
        addresses: People::accounts,
        bytes: |_, email, _| post("verify-email/resend", "", &json!({ "email": email })),
    },
    Question {
        name: "invitations, by the direction",
        status: 201,
        addresses: People::accounts,
        bytes: |people, email, _| {
            let body = json!({ "emails": [email], "role": "parent", "locale": "fr" });
            post("invitations", &people.office.cookie, &body)
        },
    },
    Question {
        name: "me/email, by a parent",
        status: 202,
        addresses: People::accounts,
        bytes: |people, email, round| {
            let session = people.askers.get(round).map_or("", |asker| asker.cookie.as_str());
            post("me/email", session, &json!({ "email": email, "password": PASSWORD }))
        },
    },
    Question {
        name: "register",
        status: 202,
        addresses: People::accounts,
        bytes: |_, email, _| {
            let body = json!({
                "email": email, "password": PASSWORD, "first_name": "Marie", "last_name": "Dupont", "code": REGISTRATION_CODE,
            });
            post("register", "", &body)
        },
    },
    Question {
        name: "verify-email/resend, of a registration that waits",
        status: 202,
        addresses: People::registrations,
        bytes: |_, email, _| post("verify-email/resend", "", &json!({ "email": email })),
    },
];

fn post(path: &str, session: &str, body: &serde_json::Value) -> Vec<u8> {
    request("POST", &format!("/api/v1/{path}"), session, Some(&body.to_string()))
}

/// Whom the questions are about, and who asks those that need a session. Each address is asked about once by each question: an address
/// gets few mails in an hour, and what is asked for in vain takes less time.
pub struct People {
    known: Vec<Member>,
    strangers: Vec<String>,
    nobody: Vec<String>,
    askers: Vec<Member>,
    office: Member,
}

impl People {
    /// Enough of them for so many rounds.
    pub async fn gather(school: &School, rounds: usize) -> Result<Self> {
        let fresh = |_| fresh_address();
        Ok(Self {
            known: school.parents(rounds, &[]).await?,
            strangers: (0..rounds).map(fresh).collect(),
            nobody: (0..rounds).map(fresh).collect(),
            askers: school.parents(rounds, &[]).await?,
            office: school.office().await.context("the direction")?,
        })
    }

    /// Addresses with an account, and without.
    fn accounts(&self) -> Pairs<'_> {
        (
            self.known.iter().map(|member| member.email.as_str()).collect(),
            self.strangers.iter().map(String::as_str).collect(),
        )
    }

    /// Addresses that have registered and were not confirmed, and others.
    fn registrations(&self) -> Pairs<'_> {
        (
            self.strangers.iter().map(String::as_str).collect(),
            self.nobody.iter().map(String::as_str).collect(),
        )
    }
}
