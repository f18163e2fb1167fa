//! Conversations, messages and sockets: the guarantees M1 to M14 with small numbers. Tests of several nodes run where the run has a
//! Redis.

mod calm;
mod catch_up;
mod changes;
mod circle;
mod conversations;
mod crashes;
mod direct;
mod doors;
mod frames;
mod leaving;
mod limits;
mod live;
mod marks;
mod moderation;
mod raw;
mod redis;
mod rich;
mod rooms;
mod search;
mod sending;
mod slow;
mod statistics;
mod two_schools;

use std::time::Duration;

use diesel::{RunQueryDsl, dsl::sql, sql_types::Bool};
use domain::{
    id::{ClientMessageId, ConversationId},
    messaging::{
        calls::{ListMessages, SendMessage},
        history::{History, HistoryQuery},
        new_message::NewMessage,
        types::MessageInfo,
    },
    socket::ServerFrame,
};
use store::backend::Backend;
use testkit::{app::TestApp, node::Node, person::Person, socket::Socket};

/// A message with a fresh number.
fn text(content: &str) -> NewMessage {
    NewMessage::text(content, ClientMessageId::fresh())
}

async fn send(person: &Person, conversation: ConversationId, content: &str) -> MessageInfo {
    let call = SendMessage { conversation };
    person.call(&call, &text(content)).await.expect("the message is taken")
}

pub async fn history(person: &Person, conversation: ConversationId, query: HistoryQuery) -> History {
    let call = ListMessages { conversation };
    person.ask(&call, &query).await.expect("the history")
}

/// Everything of a conversation, page by page.
async fn everything(person: &Person, conversation: ConversationId) -> Vec<MessageInfo> {
    let mut all: Vec<MessageInfo> = Vec::new();
    loop {
        let query = HistoryQuery {
            after_seq: Some(all.last().map_or(0, |message| message.seq)),
            limit: Some(200),
            ..HistoryQuery::default()
        };
        let page = history(person, conversation, query).await;
        all.extend(page.items);
        if !page.more {
            return all;
        }
    }
}

/// The places of the messages of a conversation that a socket has heard, in the order of their coming.
pub(crate) fn places(heard: &[ServerFrame], conversation: ConversationId) -> Vec<i64> {
    heard
        .iter()
        .filter_map(|frame| match frame {
            ServerFrame::Message { message, .. } if message.conversation_id == conversation => Some(message.seq),
            _ => None,
        })
        .collect()
}

/// Waits until the message at this place has come.
async fn wait_for_place(socket: &mut Socket, conversation: ConversationId, seq: i64) {
    if places(socket.heard(), conversation).contains(&seq) {
        return;
    }
    socket
        .wait_for(|frame| {
            matches!(frame, ServerFrame::Message { message, .. } if message.conversation_id == conversation && message.seq == seq)
        })
        .await;
}

/// A second node where the run has a Redis that makes two nodes one.
fn second_node(app: &TestApp) -> Option<Node> {
    testkit::database::redis_url().map(|_| app.node2())
}

/// Waits until somebody waits for a row that another transaction holds; where there is one writer only, everybody does anyway.
pub(crate) async fn waits_for_a_lock(app: &TestApp) {
    if app.db().backend() != Backend::Postgres {
        return;
    }
    let is_waiting =
        "EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
    let asked = || {
        app.store()
            .read(move |db| Ok(diesel::select(sql::<Bool>(is_waiting)).get_result::<bool>(db)?))
    };
    let waits = async { while !asked().await.unwrap() {} };
    tokio::time::timeout(Duration::from_secs(2), waits)
        .await
        .expect("somebody waits");
}
