//! Other doors to the same frames: tickets, sockets of one room, the question that waits, the stream of events.

use std::time::{Duration, Instant};

use domain::{
    id::ConversationId,
    messaging::{
        calls::OpenDirect,
        live::{SyncPage, SyncQuery},
        people_calls::{MakeTicket, Sync},
        rooms::calls::{CreateConversation, JoinRoom, LeaveConversation},
        types::NewDirect,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::{ServerFrame, close},
};
use futures_util::{StreamExt, future::join_all};
use testkit::{app::TestApp, client::Client, person::Person, socket::Socket};

use super::{places, send, wait_for_place};

async fn ticket(person: &Person) -> String {
    person.call(&MakeTicket {}, &NoBody {}).await.unwrap().ticket
}

async fn by_ticket(app: &TestApp, ticket: &str) -> Option<Socket> {
    let path = format!("/ws?ticket={ticket}");
    let mut socket = Socket::try_open_at(&app.guest(), &path, &[]).await.ok()?;
    socket
        .wait_for(|frame| matches!(frame, ServerFrame::Authenticated { .. }))
        .await;
    Some(socket)
}

async fn room_socket(person: &Client, path: &str) -> Result<Socket, Option<u16>> {
    match Socket::try_open_at(person, path, &[]).await {
        Ok(mut socket) => {
            socket
                .wait_for(|frame| matches!(frame, ServerFrame::Authenticated { .. }))
                .await;
            Ok(socket)
        }
        Err(error) => match *error {
            tokio_tungstenite::tungstenite::Error::Http(response) => Err(Some(response.status().as_u16())),
            _ => Err(None),
        },
    }
}

async fn sync(person: &Person, since: Option<String>, wait: u32) -> SyncPage {
    let query = SyncQuery {
        since,
        wait: Some(wait),
    };
    person.ask(&Sync {}, &query).await.unwrap()
}

#[tokio::test]
async fn a_ticket_opens_one_socket_however_often_it_is_shown() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let shown = ticket(&marie).await;
    let opened = join_all((0..8).map(|_| by_ticket(&app, &shown))).await;
    let mut opened: Vec<Socket> = opened.into_iter().flatten().collect();
    assert_eq!(opened.len(), 1);
    let room = marie.class_room(Level::P3).await;
    let sent = send(&marie, room, "par billet").await;
    wait_for_place(&mut opened[0], room, sent.seq).await;
    assert!(by_ticket(&app, &shown).await.is_none());
    assert!(by_ticket(&app, "").await.is_none());
}

#[tokio::test]
async fn a_ticket_ends_with_its_session() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let shown = ticket(&marie).await;
    marie
        .call(&domain::accounts::calls::Logout {}, &NoBody {})
        .await
        .unwrap();
    assert!(by_ticket(&app, &shown).await.is_none());
}

#[tokio::test]
async fn the_socket_of_a_room_carries_that_room_and_is_for_its_members() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    let room = marie.class_room(Level::P3).await;
    let path = |room: ConversationId| format!("/ws/conversation/{room}");
    let with = NewDirect { account_id: jean.id };
    let direct = marie.call(&OpenDirect {}, &with).await.unwrap().id;
    let mut socket = room_socket(&marie, &path(room))
        .await
        .unwrap_or_else(|_| panic!("it opens"));
    send(&jean, direct, "ailleurs").await;
    let here = send(&jean, room, "ici").await;
    wait_for_place(&mut socket, room, here.seq).await;
    let heard = socket.settle().await;
    assert_eq!((places(heard, room), places(heard, direct)), (vec![here.seq], vec![]));
    for path in [
        path(room),
        path(ConversationId::fresh()),
        "/ws/conversation/x".to_owned(),
        "/ws/chat/x".to_owned(),
    ] {
        assert_eq!(room_socket(&nour, &path).await.err(), Some(Some(404)), "{path}");
    }
}

#[tokio::test]
async fn the_socket_of_a_public_room_ends_when_one_leaves() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let new = serde_json::from_value(serde_json::json!({ "kind": "public", "title": "Fancy-fair" })).unwrap();
    let room = sophie.call(&CreateConversation {}, &new).await.unwrap();
    let slug = room.slug.clone().unwrap();
    let path = format!("/ws/chat/{slug}");
    assert_eq!(
        room_socket(&marie, &path).await.err(),
        Some(Some(404)),
        "she has not joined"
    );
    let join = JoinRoom {
        slug: slug.parse().unwrap(),
    };
    marie.call(&join, &NoBody {}).await.unwrap();
    let mut socket = room_socket(&marie, &path).await.unwrap_or_else(|_| panic!("it opens"));
    let sent = send(&sophie, room.id, "Qui vient ?").await;
    wait_for_place(&mut socket, room.id, sent.seq).await;
    let leave = LeaveConversation { conversation: room.id };
    marie.call(&leave, &NoBody {}).await.unwrap();
    assert_eq!(socket.closed(Duration::from_secs(5)).await, Some(close::NOT_FOUND));
}

#[tokio::test]
async fn a_question_that_waits_is_answered_as_soon_as_there_is_something() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let begun = sync(&marie, None, 25).await;
    assert!(
        matches!(begun.frames[..], [ServerFrame::Authenticated { .. }]),
        "{:?}",
        begun.frames
    );
    let nothing = sync(&marie, Some(begun.next.clone()), 0).await;
    assert_eq!((nothing.frames.len(), &nothing.next), (0, &begun.next));
    let since = Instant::now();
    let asking = sync(&marie, Some(begun.next.clone()), 25);
    let (page, sent) = futures_util::join!(asking, send(&jean, room, "enfin"));
    assert!(since.elapsed() < Duration::from_secs(5));
    assert_eq!(places(&page.frames, room), [sent.seq]);
    // whoever lost the answer asks once more and gets it again
    assert_eq!(sync(&marie, Some(begun.next), 0).await.frames, page.frames);
    let more = sync(&marie, Some(page.next), 0).await;
    assert_eq!(places(&more.frames, room), [0_i64; 0]);
}

#[tokio::test]
async fn a_place_that_is_not_known_is_told_to_read_again() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let mine = sync(&marie, None, 0).await.next;
    for since in ["x", "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42.7", mine.as_str()] {
        let page = sync(&jean, Some(since.to_owned()), 25).await;
        assert!(
            page.frames.contains(&ServerFrame::Resync {}),
            "{since}: {:?}",
            page.frames
        );
    }
}

#[tokio::test]
async fn lines_count_as_sockets_and_end_with_their_session() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let mut begun = Vec::new();
    for _ in 0..5 {
        begun.push(sync(&marie, None, 0).await.next);
    }
    let query = SyncQuery {
        since: None,
        wait: Some(0),
    };
    assert_eq!(marie.ask(&Sync {}, &query).await.unwrap_err().code, Code::TooMany);
    let waiting = {
        let (marie, since) = (marie.clone(), begun.pop());
        async move {
            let query = SyncQuery { since, wait: Some(25) };
            marie.ask(&Sync {}, &query).await
        }
    };
    let ending = async {
        marie
            .call(&domain::accounts::calls::Logout {}, &NoBody {})
            .await
            .unwrap()
    };
    let since = Instant::now();
    let (answer, _) = futures_util::join!(waiting, ending);
    assert!(since.elapsed() < Duration::from_secs(5), "it does not wait for nothing");
    drop(answer);
    let problem = marie.ask(&Sync {}, &query).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
}

/// Reads events until one holds the words; all that was read.
async fn read_until(response: reqwest::Response, words: &str) -> String {
    let mut text = String::new();
    let mut stream = response.bytes_stream();
    let reading = async {
        while let Some(Ok(bytes)) = stream.next().await {
            text.push_str(&String::from_utf8_lossy(&bytes));
            if text.contains(words) {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), reading)
        .await
        .expect("the event comes");
    text
}

fn stream(person: &Person) -> reqwest::RequestBuilder {
    person
        .request(reqwest::Method::GET, "/api/v1/stream")
        .header("accept-encoding", "gzip, br")
}

#[tokio::test]
async fn a_stream_tells_the_same_and_goes_on_where_it_was_cut() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let response = stream(&marie).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let reading = read_until(response, "premier");
    let (text, _) = futures_util::join!(reading, async { send(&jean, room, "premier").await });
    let last = text.lines().rev().find_map(|line| line.strip_prefix("id: ")).unwrap();
    assert!(text.contains("\"type\":\"authenticated\""));
    send(&jean, room, "deuxième").await;
    let response = stream(&marie).header("last-event-id", last).send().await.unwrap();
    let text = read_until(response, "deuxième").await;
    assert!(!text.contains("premier") && !text.contains("resync"), "{text}");
    let response = stream(&marie)
        .header("last-event-id", "elsewhere.7")
        .send()
        .await
        .unwrap();
    assert!(read_until(response, "resync").await.contains("authenticated"));
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let response = stream(&marie).send().await.unwrap();
    let (text, _) = futures_util::join!(read_until(response, "event: close"), async {
        marie
            .call(&domain::accounts::calls::Logout {}, &NoBody {})
            .await
            .unwrap()
    });
    assert!(text.contains(&format!("data: {}", close::UNAUTHENTICATED)), "{text}");
}
