//! Drafts: the same on all devices of a person.

use domain::{
    id::ConversationId,
    messaging::{
        calm::calls::ShowCalm,
        draft::Draft,
        rich_calls::{ForgetDraft, KeepDraft, ShowDraft},
    },
    moment::Moment,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

async fn keep(person: &Person, conversation: ConversationId, content: &str, written_at: Moment) -> Draft {
    let new = Draft {
        content: content.to_owned(),
        written_at,
    };
    person.call(&KeepDraft { conversation }, &new).await.unwrap()
}

async fn draft_of(person: &Person, conversation: ConversationId) -> String {
    let shown = person.ask(&ShowDraft { conversation }, &NoQuery {}).await.unwrap();
    let calm = person.call(&ShowCalm { conversation }, &NoBody {}).await.unwrap();
    assert_eq!(calm.has_draft, !shown.content.is_empty());
    shown.content
}

#[tokio::test]
async fn of_two_drafts_the_one_written_later_stays() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let phone = app.sign_in("Marie").await;
    let room = marie.class_room(Level::P3).await;
    let mut window = phone.socket().await;
    assert_eq!(draft_of(&marie, room).await, "");
    let now = store::clock::now();
    keep(&marie, room, "Est-ce que", now).await;
    window
        .wait_for(|frame| matches!(frame, ServerFrame::DraftChanged { conversation_id } if *conversation_id == room))
        .await;
    assert_eq!(draft_of(&phone, room).await, "Est-ce que");
    let older = keep(&phone, room, "Un vieux texte", now.plus_seconds(-60)).await;
    assert_eq!(older.content, "Est-ce que");
    let newer = keep(&phone, room, "Est-ce que quelqu'un", now.plus_seconds(1)).await;
    assert_eq!(newer.content, "Est-ce que quelqu'un");
    marie
        .call(&ForgetDraft { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(draft_of(&phone, room).await, "");
    keep(&phone, room, "revient", now.plus_seconds(-1)).await;
    assert_eq!(draft_of(&phone, room).await, "", "what was sent does not come again");
}

#[tokio::test]
async fn devices_that_write_at_once_agree() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let now = store::clock::now();
    let texts: Vec<String> = (0..10).map(|number| format!("texte {number}")).collect();
    let writing = (0..)
        .zip(&texts)
        .map(|(number, text)| keep(&marie, room, text, now.plus_seconds(number - 20)));
    join_all(writing).await;
    assert_eq!(draft_of(&marie, room).await, "texte 9");
}

#[tokio::test]
async fn a_draft_is_ones_own() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (amina, _) = app.parent_of("Amina", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    keep(&marie, room, "secret", store::clock::now()).await;
    assert_eq!(draft_of(&jean, room).await, "");
    let problem = amina
        .ask(&ShowDraft { conversation: room }, &NoQuery {})
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
    let long = Draft {
        content: "x".repeat(2001),
        written_at: store::clock::now(),
    };
    let problem = marie.call(&KeepDraft { conversation: room }, &long).await.unwrap_err();
    assert_eq!(
        (problem.code, problem.errors[0].pointer.as_str()),
        (Code::Invalid, "/content")
    );
}
