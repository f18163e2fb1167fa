//! The socket has the same rules as the calls (Z5): every frame, by everybody, about every room.

use domain::{
    id::{ClientMessageId, ConversationId},
    messaging::presence::DeviceState,
    problem::Code,
    socket::{ClientFrame, ServerFrame},
};
use testkit::{app::TestApp, client::Client, socket::Socket};

use super::{
    identity::{Identity, Target},
    rows::Row,
    walk::{Line, Outcome},
    world::{Played, World},
};

/// The frames that are about a room, each with what it needs.
const FRAMES: [&str; 5] = [
    "message",
    "message_typing",
    "message_read",
    "message_delivered",
    "presence",
];

/// What everybody got, by frame and target.
pub async fn tried(world: &World) -> Vec<(String, Vec<(String, Line)>)> {
    let mut all = vec![(
        "(opening the socket)".to_owned(),
        vec![("own".to_owned(), opening(world).await)],
    )];
    for frame in FRAMES {
        let mut lines = Vec::new();
        for target in Target::ALL {
            let played = world.play();
            let mut line = Line::new();
            for who in Identity::ALL {
                line.insert(who, one(world, &played, frame, target, who).await);
            }
            lines.push((target.word().to_owned(), line));
        }
        all.push((frame.to_owned(), lines));
    }
    all
}

/// The row of the call that does the same as the frame: what it asks of a token.
fn row(frame: &str) -> Row {
    let name = match frame {
        "message" => "send_message",
        _ => "mark_read",
    };
    super::rows::all().into_iter().find(|row| row.name == name).unwrap()
}

async fn opening(world: &World) -> Line {
    let played = world.play();
    let mut line = Line::new();
    for who in Identity::ALL {
        let client = world.client(&played, who, &row("message_read"));
        let outcome = match enter(&client).await {
            Some(_) => Outcome::In,
            None => Outcome::Out(401, Code::Unauthenticated),
        };
        line.insert(who, outcome);
    }
    line
}

/// A socket of this client, when it gets one.
async fn enter(client: &Client) -> Option<Socket> {
    client.token()?;
    let mut socket = Socket::try_open(client, &[]).await.ok()?;
    loop {
        match socket.next().await {
            Ok(ServerFrame::Authenticated { .. }) => return Some(socket),
            Ok(_) => {}
            Err(_) => return None,
        }
    }
}

async fn one(world: &World, played: &Played, frame: &str, target: Target, who: Identity) -> Outcome {
    let client = world.client(played, who, &row(frame));
    let Some(mut socket) = enter(&client).await else {
        return Outcome::Out(401, Code::Unauthenticated);
    };
    let conversation_id = world.id("conversation", target, who).parse().unwrap();
    socket.say(&said(frame, conversation_id)).await;
    let heard = socket.settle().await;
    let refused = heard.iter().find_map(|frame| match frame {
        ServerFrame::Error { code, .. } => Some(*code),
        _ => None,
    });
    socket.close().await;
    refused.map_or(Outcome::In, |code| Outcome::Out(code.status(), code))
}

fn said(frame: &str, conversation_id: ConversationId) -> ClientFrame {
    match frame {
        "message" => ClientFrame::Message {
            conversation_id,
            content: "Bonjour".to_owned(),
            client_msg_id: ClientMessageId::fresh(),
            message_type: None,
            reply_to: None,
        },
        "message_typing" => ClientFrame::MessageTyping { conversation_id },
        // about no room: the same for every target
        "presence" => ClientFrame::Presence {
            state: DeviceState::Online,
        },
        "message_read" => ClientFrame::MessageRead {
            conversation_id,
            seq: Some(1),
            message_id: None,
        },
        _ => ClientFrame::MessageDelivered {
            conversation_id,
            seq: 1,
        },
    }
}

/// A page of another site opens no socket, whatever it shows (Z5).
#[tokio::test]
async fn a_socket_is_opened_from_our_own_pages_only() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (host, port) = app.node.base().trim_start_matches("http://").split_once(':').unwrap();
    let evil = [
        "null".to_owned(),
        "http://evil.example".to_owned(),
        format!("http://sub.{host}:{port}"),
        format!("http://{host}"),
        format!("http://{host}:1"),
        format!("http://{host}:{port}.evil.example"),
    ];
    for origin in &evil {
        let outcome = Socket::try_open(&marie, &[("origin", origin)]).await;
        assert!(outcome.is_err(), "{origin} opened a socket");
    }
    let own = format!("http://{host}:{port}");
    assert!(Socket::try_open(&marie, &[("origin", &own)]).await.is_ok());
    assert!(
        Socket::try_open(&marie, &[]).await.is_ok(),
        "what is no page has no origin"
    );
}
