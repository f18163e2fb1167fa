//! Who may make which room, with whom.

use domain::{
    id::AccountId,
    messaging::{
        calls::{ListConversations, OpenDirect},
        note::NoteKind,
        rooms::{
            calls::CreateConversation,
            types::{NewKind, RoomRole},
        },
        types::{ConversationKind, NewDirect, Posting},
    },
    page::PageQuery,
    problem::Code,
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use testkit::app::TestApp;

use super::{make, notes, parents, roles, room, seen};
use crate::messaging::{places, send, wait_for_place};

#[tokio::test]
async fn a_parent_makes_a_group_with_people_of_the_class() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let mut socket = jean.socket().await;
    let made = make(
        &marie,
        &room(
            NewKind::Group,
            "  Fancy-fair  2027 ",
            &[jean.id, nour.id, jean.id, marie.id],
        ),
    )
    .await
    .unwrap();
    assert_eq!(
        (made.kind, made.title.as_deref()),
        (ConversationKind::Group, Some("Fancy-fair 2027"))
    );
    assert_eq!(
        (made.member_count, made.may_write, made.my_role),
        (3, true, Some(RoomRole::Owner))
    );
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == made.id),
        )
        .await;
    let said = notes(&jean, made.id).await;
    assert_eq!(said.len(), 1);
    assert_eq!(
        (said[0].what, said[0].actor.as_deref()),
        (NoteKind::Created, Some("Marie Dupont"))
    );
    assert_eq!(said[0].people.len(), 2);
    let member = Some(RoomRole::Member);
    assert_eq!(
        roles(&nour, made.id).await,
        [
            ("Jean".to_owned(), member),
            ("Marie".to_owned(), Some(RoomRole::Owner)),
            ("Nour".to_owned(), member)
        ]
    );
    let first = send(&marie, made.id, "Qui vient ?").await;
    assert_eq!(first.seq, 2, "the note has a place");
    wait_for_place(&mut socket, made.id, 2).await;
    assert_eq!(places(socket.settle().await, made.id), [1, 2]);
    let theirs = seen(&nour, made.id).await.unwrap();
    assert_eq!(
        (theirs.unread_count, theirs.last_seq),
        (1, 2),
        "the note does not count"
    );
    assert_eq!(theirs.last_message.unwrap().content, "Qui vient ?");
}

#[tokio::test]
async fn a_new_room_stands_at_the_top_of_the_list_and_has_nothing_to_read() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let class = marie.class_room(Level::P3).await;
    send(&marie, class, "Bonjour").await;
    let made = make(&marie, &room(NewKind::Group, "Covoiturage", &[jean.id]))
        .await
        .unwrap();
    let list = jean.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    let ids: Vec<_> = list.items.iter().map(|room| room.id).collect();
    assert_eq!(ids, [made.id, class]);
    assert_eq!((list.items[0].unread_count, &list.items[0].last_message), (0, &None));
    assert!(list.items[0].active_at.is_some());
}

#[tokio::test]
async fn parents_stay_inside_their_classes_and_staff_goes_anywhere() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let (stranger, _) = app.parent_of("Omar", Level::M1).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let with = |people: &[AccountId]| room(NewKind::Group, "Un groupe", people);
    assert_eq!(
        make(&marie, &with(&[jean.id, stranger.id])).await.unwrap_err(),
        Code::MayNotWrite
    );
    assert_eq!(
        make(&marie, &with(&[AccountId::fresh()])).await.unwrap_err(),
        Code::NotFound
    );
    assert!(make(&marie, &with(&[jean.id, teacher.id])).await.is_ok());
    assert_eq!(
        make(&teacher, &with(&[jean.id, stranger.id]))
            .await
            .unwrap()
            .member_count,
        3
    );
}

#[tokio::test]
async fn parents_make_groups_only() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    for kind in [NewKind::Announcement, NewKind::Public] {
        assert_eq!(
            make(&marie, &room(kind, "Une salle", &[])).await.unwrap_err(),
            Code::MayNotWrite
        );
        assert!(make(&teacher, &room(kind, "Une salle", &[jean.id])).await.is_ok());
    }
    let mut quiet = room(NewKind::Group, "Une salle", &[jean.id]);
    quiet.posting = Some(Posting::Staff);
    assert_eq!(make(&marie, &quiet).await.unwrap_err(), Code::MayNotWrite);
    let mut hidden = room(NewKind::Group, "Une salle", &[]);
    hidden.staff_only = true;
    assert_eq!(make(&marie, &hidden).await.unwrap_err(), Code::MayNotWrite);
    let pupil = app.staff("Léo", Role::Student).await;
    assert_eq!(
        make(&pupil, &room(NewKind::Group, "Copains", &[])).await.unwrap_err(),
        Code::MayNotWrite
    );
}

#[tokio::test]
async fn a_direct_conversation_is_opened_again() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let first = make(&marie, &room(NewKind::Direct, "", &[jean.id])).await.unwrap();
    assert_eq!(first.kind, ConversationKind::Direct);
    let again = make(&jean, &room(NewKind::Direct, "", &[marie.id])).await.unwrap();
    assert_eq!(again.id, first.id);
    let opened = marie
        .call(&OpenDirect {}, &NewDirect { account_id: jean.id })
        .await
        .unwrap();
    assert_eq!(opened.id, first.id);
    for others in [vec![], vec![jean.id, nour.id]] {
        let problem = marie
            .call(&CreateConversation {}, &room(NewKind::Direct, "", &others))
            .await
            .unwrap_err();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (Code::Invalid, "/members")
        );
    }
}

#[tokio::test]
async fn a_room_has_a_name_and_the_spellings_of_the_sources_are_taken() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let mut nameless = room(NewKind::Group, "", &[jean.id]);
    nameless.title = None;
    let problem = marie.call(&CreateConversation {}, &nameless).await.unwrap_err();
    assert_eq!(
        (problem.code, problem.errors[0].pointer.as_str()),
        (Code::Invalid, "/title")
    );
    let body = format!(r#"{{"kind":"GROUP","title":"Covoiturage","members":["{}"]}}"#, jean.id);
    let answer = marie.raw("POST", "/api/v1/conversations", body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.json()["title"], "Covoiturage");
    let course = marie
        .raw("POST", "/api/v1/conversations", r#"{"kind":"course","title":"P3"}"#)
        .await;
    assert_eq!(course.status, 422, "{}", course.body);
}
