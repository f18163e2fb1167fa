//! Revocation is immediate everywhere (A5): on two nodes, for three devices with open sockets, also on the node that did it, with
//! Redis up, down, and emptied.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use diesel::prelude::*;
use domain::{
    access::Scope,
    accounts::{
        calls::{
            ChangeEmail, ChangePassword, ConfirmEmail, EndMyOtherSessions, ForgetPassword, Logout, ResetPassword,
            ShowMe,
        },
        security::{Address, EmailChange, LinkToken, PasswordChange, PasswordReset},
        tokens::{MakeToken, NewToken, RevokeToken},
    },
    id::SessionId,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::{
        calls::{ChangeMembership, EndMembership},
        members::{MembershipReason, RoleChange},
        types::Role,
    },
    socket::close,
};
use futures_util::future::join_all;
use store::schema::accounts;
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::Client,
    mailbox::token_of,
    person::Person,
    socket::Socket,
};

mod house;

use house::{House, Redis};

/// A call that begins later than this is refused.
const REFUSED: Duration = Duration::from_secs(1);
/// A socket is closed after this.
const CLOSED: Duration = Duration::from_secs(2);

const NEW: &str = "cinq moutons bleus";

/// What ends sessions, and which of the three devices it is to end.
#[derive(Clone, Copy, Debug)]
enum Act {
    SigningOut,
    EndingTheOthers,
    ChangingThePassword,
    ResettingThePassword,
    ChangingTheAddress,
    ChangingTheRole,
    EndingTheMembership,
    ClosingTheAccount,
}

impl Act {
    const ALL: [Self; 8] = [
        Self::SigningOut,
        Self::EndingTheOthers,
        Self::ChangingThePassword,
        Self::ResettingThePassword,
        Self::ChangingTheAddress,
        Self::ChangingTheRole,
        Self::EndingTheMembership,
        Self::ClosingTheAccount,
    ];

    const fn ended(self) -> &'static [usize] {
        match self {
            Self::SigningOut => &[0],
            Self::EndingTheOthers | Self::ChangingThePassword | Self::ChangingTheAddress => &[1, 2],
            Self::ResettingThePassword
            | Self::ChangingTheRole
            | Self::EndingTheMembership
            | Self::ClosingTheAccount => &[0, 1, 2],
        }
    }

    /// Whether personal tokens end as well.
    const fn ends_tokens(self) -> bool {
        !matches!(self, Self::SigningOut | Self::EndingTheOthers)
    }
}

impl House {
    async fn person(&self, first_name: &str) -> Vec<Person> {
        let first = self.app.staff(first_name, Role::Teacher).await;
        vec![
            first,
            self.app.sign_in(first_name).await,
            self.app.sign_in(first_name).await,
        ]
    }

    /// Does it, by the first device where it is the person who does it.
    async fn act(&self, act: Act, devices: &[Person]) {
        let me = &devices[0];
        let first_name = me.first_name.as_str();
        match act {
            Act::SigningOut => drop(me.call(&Logout {}, &NoBody {}).await.unwrap()),
            Act::EndingTheOthers => drop(me.call(&EndMyOtherSessions {}, &NoBody {}).await.unwrap()),
            Act::ChangingThePassword => {
                let change = PasswordChange {
                    current_password: PASSWORD.to_owned(),
                    new_password: NEW.to_owned(),
                };
                me.call(&ChangePassword {}, &change).await.unwrap();
            }
            Act::ResettingThePassword => {
                let email = address(first_name);
                let guest = self.app.guest();
                guest.call(&ForgetPassword {}, &Address { email }).await.unwrap();
                let reset = PasswordReset {
                    token: token_of(&self.app.mails().last_to(&address(first_name)).await),
                    password: NEW.to_owned(),
                };
                guest.call(&ResetPassword {}, &reset).await.unwrap();
            }
            Act::ChangingTheAddress => {
                let email = format!("new.{}", address(first_name));
                let change = EmailChange {
                    email: email.clone(),
                    password: PASSWORD.to_owned(),
                };
                me.call(&ChangeEmail {}, &change).await.unwrap();
                let token = token_of(&self.app.mails().last_to(&email).await);
                self.app
                    .guest()
                    .call(&ConfirmEmail {}, &LinkToken { token })
                    .await
                    .unwrap();
            }
            Act::ChangingTheRole => {
                let membership = me.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
                let office = self.app.office().await;
                let change = RoleChange { role: Role::Parent };
                office.call(&ChangeMembership { membership }, &change).await.unwrap();
            }
            Act::EndingTheMembership => {
                let membership = me.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
                let office = self.app.office().await;
                let reason = MembershipReason {
                    reason: "A quitté l'école.".to_owned(),
                };
                office.call(&EndMembership { membership }, &reason).await.unwrap();
            }
            Act::ClosingTheAccount => {
                let account = me.id;
                self.app
                    .store()
                    .write(move |tx| {
                        diesel::update(accounts::table.find(account))
                            .set(accounts::is_active.eq(false))
                            .execute(tx.db)?;
                        Ok(())
                    })
                    .await
                    .unwrap();
            }
        }
    }

    /// Does it, and watches what becomes of three devices and a personal token on both nodes.
    async fn check(&self, act: Act, first_name: &str) {
        let devices = self.person(first_name).await;
        let token = make_token(&devices[0]).await.1;
        let mut sockets: Vec<(usize, Socket)> = Vec::new();
        for (index, device) in devices.iter().enumerate() {
            sockets.push((index, device.socket().await));
            sockets.push((index, device.on(&self.elsewhere).socket().await));
            // both nodes have just read that the session stands
            device.on(&self.elsewhere).ask(&ShowMe {}, &NoQuery {}).await.unwrap();
        }
        token
            .at(self.elsewhere.base())
            .ask(&ShowMe {}, &NoQuery {})
            .await
            .unwrap();
        self.act(act, &devices).await;
        let done = Instant::now();

        let ended: BTreeSet<usize> = act.ended().iter().copied().collect();
        let places = [self.app.node.base(), self.elsewhere.base()];
        let mut over: Vec<Client> = ended
            .iter()
            .flat_map(|index| places.map(|place| devices[*index].at(place)))
            .collect();
        if act.ends_tokens() {
            over.extend(places.map(|place| token.at(place)));
        }
        let refusals = join_all(over.iter().map(|client| refused(client, done)));
        let closings = sockets.iter_mut().map(async |(index, socket)| {
            if ended.contains(index) {
                assert_eq!(socket.closed(CLOSED).await, Some(close::UNAUTHENTICATED), "{act:?}");
            }
        });
        tokio::join!(refusals, join_all(closings));
        // and nobody else
        for (index, socket) in &mut sockets {
            if !ended.contains(index) {
                socket.settle().await;
                devices[*index].ask(&ShowMe {}, &NoQuery {}).await.unwrap();
            }
        }
    }
}

async fn make_token(person: &Person) -> (SessionId, Client) {
    let new = NewToken {
        name: "Calendrier".to_owned(),
        scopes: vec![Scope::ProfileRead],
        days: None,
    };
    let made = person.call(&MakeToken {}, &new).await.unwrap();
    (made.id, Client::new(person.base(), Some(made.token)))
}

/// Waits until a call is refused, which no call may wait for that begins too late.
async fn refused(client: &Client, done: Instant) {
    loop {
        let begun = done.elapsed();
        match client.ask(&ShowMe {}, &NoQuery {}).await {
            Err(problem) => return assert_eq!(problem.code, Code::Unauthenticated),
            Ok(_) => assert!(begun < REFUSED, "still good after {begun:?}"),
        }
    }
}

async fn every_act(redis: Redis) {
    let Some(house) = House::build(redis).await else {
        return;
    };
    for (number, act) in Act::ALL.into_iter().enumerate() {
        house
            .check(act, &format!("Anne{}", "abcdefgh".chars().nth(number).unwrap()))
            .await;
    }
}

#[tokio::test]
async fn without_redis() {
    every_act(Redis::Absent).await;
}

#[tokio::test]
async fn with_redis() {
    every_act(Redis::Up).await;
}

#[tokio::test]
async fn while_redis_is_down() {
    every_act(Redis::Down).await;
}

#[tokio::test]
async fn after_redis_was_emptied() {
    every_act(Redis::Emptied).await;
}

#[tokio::test]
async fn a_personal_token_that_was_taken_back_opens_nothing_on_any_node() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let marie = app.register_and_verify("Marie").await;
    let (id, token) = make_token(&marie).await;
    let places = [app.node.base(), elsewhere.base()];
    for place in places {
        token.at(place).ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    }
    marie.call(&RevokeToken { token: id }, &NoBody {}).await.unwrap();
    let done = Instant::now();
    join_all(places.map(async |place| refused(&token.at(place), done).await)).await;
    marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
}
