//! The picture of a room: who gives and takes it, who sees it, and that the one before is gone.

use domain::{
    endpoint::Endpoint,
    files::calls::ReadThumbnail,
    id::{ConversationId, FileId},
    messaging::{
        note::NoteKind,
        rooms::{
            calls::{RemoveRoomPicture, SetRoomPicture},
            types::{NewKind, RoomPicture},
        },
        types::ConversationInfo,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

use super::{group, make, notes, parents, room, seen};
use crate::files::{self, samples};

async fn photo(by: &Person) -> FileId {
    files::upload(by, "stand.jpg", samples::jpeg(400, 300))
        .await
        .unwrap()
        .id
}

async fn set(by: &Person, conversation: ConversationId, file_id: FileId) -> Result<ConversationInfo, Code> {
    let answer = by
        .call(&SetRoomPicture { conversation }, &RoomPicture { file_id })
        .await;
    answer.map_err(|problem| problem.code)
}

async fn remove(by: &Person, conversation: ConversationId) -> Result<ConversationInfo, Code> {
    let answer = by.call(&RemoveRoomPicture { conversation }, &NoBody {}).await;
    answer.map_err(|problem| problem.code)
}

async fn sees(by: &Person, file: FileId) -> bool {
    let answer = by.get(&format!("/api/v1{}", ReadThumbnail { file }.uri())).await;
    answer.status == 200
}

#[tokio::test]
async fn everybody_in_a_room_sees_its_picture_and_nobody_else() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let conversation = group(&[&marie, &jean]).await;
    assert_eq!(seen(&jean, conversation).await.unwrap().picture_url, None);
    let file = photo(&marie).await;
    let url = format!("/api/v1/files/{file}/thumbnail");
    let changed = set(&marie, conversation, file).await.unwrap();
    assert_eq!(changed.picture_url.as_deref(), Some(url.as_str()));
    assert_eq!(seen(&jean, conversation).await.unwrap().picture_url, Some(url));
    assert!(sees(&jean, file).await);
    assert!(!sees(&nour, file).await);
    let said = notes(&jean, conversation).await;
    assert_eq!(said.last().unwrap().what, NoteKind::Pictured);
    // a retry says and does nothing more
    set(&marie, conversation, file).await.unwrap();
    assert_eq!(notes(&jean, conversation).await.len(), said.len());
}

#[tokio::test]
async fn a_new_picture_takes_the_place_of_the_one_before() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let conversation = group(&[&marie, &jean]).await;
    let (first, second) = (photo(&marie).await, photo(&marie).await);
    set(&marie, conversation, first).await.unwrap();
    set(&marie, conversation, second).await.unwrap();
    assert!(!sees(&jean, first).await);
    assert!(sees(&jean, second).await);
    let without = remove(&marie, conversation).await.unwrap();
    assert_eq!(without.picture_url, None);
    assert!(!sees(&jean, second).await);
    let said = notes(&jean, conversation).await.len();
    assert_eq!(remove(&marie, conversation).await.unwrap().picture_url, None);
    assert_eq!(notes(&jean, conversation).await.len(), said);
}

#[tokio::test]
async fn only_who_keeps_a_room_gives_it_a_picture_of_their_own() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let conversation = group(&[&marie, &jean]).await;
    let (hers, his) = (photo(&marie).await, photo(&jean).await);
    assert_eq!(set(&jean, conversation, his).await.unwrap_err(), Code::Forbidden);
    assert_eq!(remove(&jean, conversation).await.unwrap_err(), Code::Forbidden);
    assert_eq!(set(&nour, conversation, hers).await.unwrap_err(), Code::NotFound);
    assert_eq!(set(&marie, conversation, his).await.unwrap_err(), Code::Invalid);
    let list = files::upload(&marie, "liste.txt", "Louis, Emma").await.unwrap();
    assert_eq!(set(&marie, conversation, list.id).await.unwrap_err(), Code::Invalid);
    // one picture hangs on one thing
    set(&marie, conversation, hers).await.unwrap();
    let other = group(&[&marie, &jean]).await;
    assert_eq!(set(&marie, other, hers).await.unwrap_err(), Code::Invalid);
    assert!(sees(&jean, hers).await);
}

#[tokio::test]
async fn the_school_sees_the_picture_of_a_public_room_before_it_joins() {
    let app = TestApp::start().await;
    let [_, jean, _] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let public = make(&teacher, &room(NewKind::Public, "Fancy-fair", &[])).await.unwrap();
    let file = photo(&teacher).await;
    set(&teacher, public.id, file).await.unwrap();
    assert!(sees(&jean, file).await);
}
