//! The school: its members, invitations, classes, settings, modules and audit log, and the walls between schools.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClientMessageId, ConversationId},
    messaging::{calls::SendMessage, new_message::NewMessage, types::MessageInfo},
    problem::Code,
    schools::{
        audit::{Act, AuditEntry, AuditQuery},
        calls::{ListAudit, ListMemberships},
        types::{MembershipInfo, MembershipQuery},
    },
};
use store::schema::sessions;
use testkit::{app::TestApp, client::Client, node::Node, person::Person, socket::Socket};

mod audit;
mod classes;
mod invitations;
mod isolation;
mod isolation_of_offices;
mod leaving;
mod members;
mod memberships;
mod merging;
mod merging_messages;
mod modules;
mod roles;
mod settings;
mod staff;

/// The membership of somebody, as the office sees it now.
async fn membership_of(app: &TestApp, account: AccountId) -> MembershipInfo {
    let query = MembershipQuery {
        limit: Some(100),
        ..MembershipQuery::default()
    };
    let list = app.office().await.ask(&ListMemberships {}, &query).await.unwrap();
    list.items.into_iter().find(|one| one.account_id == account).unwrap()
}

/// What stands in the audit log about this act, the newest first.
async fn noted(office: &Client, act: Act) -> Vec<AuditEntry> {
    let query = AuditQuery {
        act: Some(act),
        ..AuditQuery::default()
    };
    office.ask(&ListAudit {}, &query).await.unwrap().items
}

/// Lets more than an hour pass since somebody has shown the password; the sessions are read from the database after that.
async fn prove_long_ago(app: &TestApp, person: &Person) {
    let account = person.id;
    let before = store::clock::now().plus_seconds(-domain::session::PROOF_SECONDS - 1);
    app.store()
        .write(move |tx| {
            let mine = sessions::table.filter(sessions::account_id.eq(account));
            diesel::update(mine)
                .set(sessions::proved_at.eq(before))
                .execute(tx.db)?;
            // what a node believes about sessions is forgotten with this news
            tx.happens(domain::happening::Happening::FamilyChanged { account, school: None });
            Ok(())
        })
        .await
        .unwrap();
}

/// Sends a message.
async fn send(by: &Client, conversation: ConversationId, content: &str) -> Result<MessageInfo, Code> {
    let new = NewMessage::text(content, ClientMessageId::fresh());
    let sent = by.call(&SendMessage { conversation }, &new).await;
    sent.map_err(|problem| problem.code)
}

/// A second node where the run has a Redis that makes two nodes one.
fn second_node(app: &TestApp) -> Option<Node> {
    testkit::database::redis_url().map(|_| app.node2())
}

/// A socket of somebody at each node.
async fn sockets(person: &Person, second: Option<&Node>) -> Vec<Socket> {
    let mut sockets = vec![person.socket().await];
    if let Some(node) = second {
        sockets.push(person.on(node).socket().await);
    }
    sockets
}
