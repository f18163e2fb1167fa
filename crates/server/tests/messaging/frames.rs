//! M14: bad frames are refused, with the right code, at once, and nobody else notices.

use std::time::{Duration, Instant};

use domain::{page::NoBody, schools::types::Level, socket::close};
use rstest::rstest;
use testkit::app::TestApp;

use super::raw::{BINARY, CONTINUATION, PING, Raw, TEXT, frame};

const SOON: Duration = Duration::from_secs(2);

fn deep() -> Vec<u8> {
    format!("{}1{}", "[".repeat(7_000), "]".repeat(7_000)).into_bytes()
}

fn deep_in_a_frame() -> Vec<u8> {
    let inner = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    format!(r#"{{"type":"message_typing","conversation_id":{inner}}}"#).into_bytes()
}

fn endless_continuations() -> Vec<u8> {
    let mut bytes = frame(false, TEXT, b"{");
    for _ in 0..17 {
        bytes.extend(frame(false, CONTINUATION, &[b' '; 1024]));
    }
    bytes
}

fn unmasked() -> Vec<u8> {
    let mut bytes = vec![0x80 | TEXT, 15];
    bytes.extend(br#"{"type":"ping"}"#);
    bytes
}

fn many(count: usize, opcode: u8, payload: &[u8]) -> Vec<u8> {
    frame(true, opcode, payload).repeat(count)
}

#[rstest]
#[case::oversize(frame(true, TEXT, &[b' '; 16 * 1024 + 1]), 1009)]
#[case::far_oversize(frame(true, TEXT, &[b' '; 200_000]), 1009)]
#[case::endless_continuations(endless_continuations(), 1009)]
#[case::not_utf8(frame(true, TEXT, &[0xC3, 0x28]), 1007)]
#[case::not_json(frame(true, TEXT, b"hello"), 1007)]
#[case::too_deep(frame(true, TEXT, &deep()), 1007)]
#[case::too_deep_inside(frame(true, TEXT, &deep_in_a_frame()), 1007)]
#[case::binary(frame(true, BINARY, b"{}"), 1003)]
#[case::unmasked(unmasked(), 1002)]
#[case::reserved_opcode(frame(true, 0x3, b"{}"), 1002)]
#[case::continuation_of_nothing(frame(true, CONTINUATION, b"{}"), 1002)]
#[case::flood_of_frames(many(100, TEXT, br#"{"type":"ping"}"#), close::TOO_MANY)]
#[case::flood_of_pings(many(1_000, PING, b"x"), close::TOO_MANY)]
#[tokio::test]
async fn a_bad_frame_closes_the_socket_with_its_code(#[case] bytes: Vec<u8>, #[case] code: u16) {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let mut raw = Raw::open(&marie).await;
    let start = Instant::now();
    raw.write(&bytes).await;
    assert_eq!(raw.close_code(SOON).await, Some(code));
    // and the server goes on serving, at once
    marie
        .call(&domain::accounts::calls::ShowMe {}, &NoBody {})
        .await
        .unwrap();
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn a_big_message_in_pieces_is_still_one_message() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut socket = marie.socket().await;
    let mut raw = Raw::open(&marie).await;
    let text = serde_json::json!({
        "type": "message",
        "conversation_id": room,
        "content": "🎒".repeat(2_000),
        "client_msg_id": domain::id::ClientMessageId::fresh(),
    })
    .to_string();
    let (first, last) = text.as_bytes().split_at(5_001);
    let mut bytes = frame(false, TEXT, first);
    bytes.extend(frame(true, PING, b"still here"));
    bytes.extend(frame(true, CONTINUATION, last));
    raw.write(&bytes).await;
    super::wait_for_place(&mut socket, room, 1).await;
}
