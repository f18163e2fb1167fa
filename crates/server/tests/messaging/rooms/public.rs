//! Public rooms: a word in the address, a list, joining and leaving.

use domain::{
    messaging::{
        note::NoteKind,
        rooms::{
            calls::{ChangeRoom, JoinRoom, LeaveConversation, ListRooms, ShowRoom},
            rules::Slug,
            types::{NewKind, PublicRoom, RoomForm},
        },
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{make, parents, room, seen, what_happened};
use crate::messaging::send;

fn slug(word: &str) -> Slug {
    word.parse().unwrap()
}

async fn rooms(person: &Person) -> Vec<PublicRoom> {
    let mut query = PageQuery {
        limit: Some(1),
        cursor: None,
    };
    let mut all = Vec::new();
    loop {
        let page = person.ask(&ListRooms {}, &query).await.unwrap();
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn everybody_of_the_school_joins_and_leaves() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (omar, _) = app.parent_of("Omar", Level::M1).await;
    let made = make(office, &room(NewKind::Public, "Fête d'été", &[])).await.unwrap();
    assert_eq!(made.slug.as_deref(), Some("fete-d-ete"));
    let listed = rooms(&omar).await;
    assert_eq!((listed.len(), listed[0].joined, listed[0].member_count), (1, false, 1));
    assert!(seen(&omar, made.id).await.is_none(), "who has not joined reads nothing");
    let call = JoinRoom {
        slug: slug("fete-d-ete"),
    };
    for _ in 0..2 {
        let joined = omar.call(&call, &NoBody {}).await.unwrap();
        assert_eq!((joined.id, joined.member_count), (made.id, 2));
    }
    let shown = omar
        .call(
            &ShowRoom {
                slug: slug("fete-d-ete"),
            },
            &NoBody {},
        )
        .await
        .unwrap();
    assert!(shown.joined);
    send(&omar, made.id, "Bonjour à tous").await;
    let leave = LeaveConversation { conversation: made.id };
    omar.call(&leave, &NoBody {}).await.unwrap();
    assert!(seen(&omar, made.id).await.is_none());
    assert_eq!(
        what_happened(office, made.id).await,
        [NoteKind::Created, NoteKind::Joined, NoteKind::Left]
    );
    let missing = omar.call(&ShowRoom { slug: slug("pas-la") }, &NoBody {}).await;
    assert_eq!(missing.unwrap_err().code, Code::NotFound);
    let pupil = app.staff("Léo", Role::Student).await;
    assert!(rooms(&pupil).await.is_empty());
    assert_eq!(pupil.call(&call, &NoBody {}).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn rooms_of_one_name_get_words_of_their_own() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let making = (0..4).map(|_| async { make(office, &room(NewKind::Public, "Cantine", &[])).await.unwrap() });
    let mut words: Vec<String> = join_all(making)
        .await
        .into_iter()
        .filter_map(|room| room.slug)
        .collect();
    words.sort();
    assert_eq!(words, ["cantine", "cantine-2", "cantine-3", "cantine-4"]);
    let listed = rooms(office).await;
    assert_eq!(listed.len(), 4);
    let other = listed.iter().find(|room| room.slug == slug("cantine-3")).unwrap();
    let change = ChangeRoom {
        conversation: other.conversation_id,
    };
    let form = |word: &str| RoomForm {
        slug: Some(slug(word)),
        ..RoomForm::default()
    };
    let taken = office.call(&change, &form("cantine")).await;
    assert_eq!(taken.unwrap_err().code, Code::Conflict);
    let changed = office.call(&change, &form("repas-chauds")).await.unwrap();
    assert_eq!(changed.slug.as_deref(), Some("repas-chauds"));
    let bad = office
        .request(
            reqwest::Method::PATCH,
            &format!("/api/v1/conversations/{}", other.conversation_id),
        )
        .header("if-match", "*")
        .json(&serde_json::json!({ "slug": "Repas Chauds" }));
    assert_eq!(testkit::client::send(bad).await.status, 422);
}

#[tokio::test]
async fn a_closed_room_is_found_by_its_members_only() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let [marie, jean, _] = parents(&app).await;
    let made = make(office, &room(NewKind::Public, "Bourse aux vélos", &[marie.id]))
        .await
        .unwrap();
    let closing = RoomForm {
        closed: Some(true),
        ..RoomForm::default()
    };
    office
        .call(&ChangeRoom { conversation: made.id }, &closing)
        .await
        .unwrap();
    assert_eq!(rooms(&marie).await.len(), 1);
    assert!(rooms(&jean).await.is_empty());
    let late = jean
        .call(
            &JoinRoom {
                slug: slug("bourse-aux-velos"),
            },
            &NoBody {},
        )
        .await;
    assert_eq!(late.unwrap_err().code, Code::NotFound);
}
