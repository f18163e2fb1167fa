//! A message that goes on to another conversation.

use domain::{
    id::{ClientMessageId, ConversationId, MessageId},
    messaging::{
        calls::{ForwardMessage, OpenDirect},
        edit::Forwarding,
        types::{MessageInfo, NewDirect},
    },
    problem::Code,
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

use super::delete;
use crate::messaging::{everything, send};

async fn forward(
    person: &Person,
    (conversation, message): (ConversationId, MessageId),
    body: &Forwarding,
) -> Result<MessageInfo, Code> {
    let answer = person.call(&ForwardMessage { conversation, message }, body).await;
    answer.map_err(|problem| problem.code)
}

fn to(to: ConversationId) -> Forwarding {
    Forwarding {
        to,
        client_msg_id: ClientMessageId::fresh(),
    }
}

#[tokio::test]
async fn it_is_a_message_of_who_forwards_it_and_comes_once() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let class = marie.class_room(Level::P3).await;
    let direct = marie
        .call(&OpenDirect {}, &NewDirect { account_id: teacher.id })
        .await
        .unwrap()
        .id;
    let sent = send(&teacher, class, "Sortie jeudi").await;
    let body = to(direct);
    let gone_on = forward(&marie, (class, sent.id), &body).await.unwrap();
    assert_eq!((gone_on.content.as_str(), gone_on.forwarded), ("Sortie jeudi", true));
    assert_eq!((gone_on.conversation_id, gone_on.sender_id), (direct, Some(marie.id)));
    assert_eq!(forward(&marie, (class, sent.id), &body).await.unwrap(), gone_on);
    assert_eq!(everything(&teacher, direct).await, [gone_on]);
}

#[tokio::test]
async fn only_from_and_to_where_one_may() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (piotr, _) = app.parent_of("Piotr", Level::P4).await;
    let (mine, theirs) = (marie.class_room(Level::P3).await, piotr.class_room(Level::P4).await);
    let sent = send(&marie, mine, "Bonjour").await;
    assert_eq!(forward(&piotr, (mine, sent.id), &to(theirs)).await, Err(Code::NotFound));
    assert_eq!(
        forward(&piotr, (theirs, sent.id), &to(theirs)).await,
        Err(Code::NotFound)
    );
    assert_eq!(forward(&marie, (mine, sent.id), &to(theirs)).await, Err(Code::Invalid));
    assert_eq!(
        forward(&marie, (mine, sent.id), &to(ConversationId::fresh())).await,
        Err(Code::Invalid)
    );
    delete(&marie, (mine, sent.id)).await.unwrap();
    assert_eq!(forward(&marie, (mine, sent.id), &to(mine)).await, Err(Code::Invalid));
    assert_eq!(everything(&piotr, theirs).await, []);
}
