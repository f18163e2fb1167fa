//! M1: a message that was acknowledged is never lost. The server is a process of its own, and it is killed.

use std::{
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{
    endpoint::Endpoint,
    id::ConversationId,
    messaging::{calls::SendMessage, types::MessageInfo},
    schools::types::Level,
};
use testkit::{app::TestApp, client::try_send, node::SECRET, person::Person};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::Semaphore,
};

use super::{everything, text};

const WRITERS: usize = 3;
const EACH: usize = 25;
const KILLS: usize = 3;

#[tokio::test]
async fn an_acknowledged_message_survives_a_killed_server() {
    let app = TestApp::start().await;
    let mut writers = Vec::new();
    for name in ["Marie", "Jean", "Amina"] {
        writers.push(app.parent_of(name, Level::P3).await.0);
    }
    let room = writers[0].class_room(Level::P3).await;
    let port = free_port();
    let base = format!("http://127.0.0.1:{port}");
    let mut server = serve(&app, port).await;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let progress = Arc::new(Semaphore::new(0));
    let writing: Vec<_> = writers
        .iter()
        .map(|writer| {
            let (writer, base) = (writer.clone(), base.clone());
            let (acknowledged, progress) = (Arc::clone(&acknowledged), Arc::clone(&progress));
            tokio::spawn(async move {
                for number in 0..EACH {
                    let message = insist(&writer, &base, room, &format!("{number}")).await;
                    acknowledged.lock().unwrap().push(message);
                    progress.add_permits(1);
                }
            })
        })
        .collect();
    for _ in 0..KILLS {
        let next = u32::try_from(WRITERS * EACH / (KILLS + 1)).unwrap();
        progress.acquire_many(next).await.unwrap().forget();
        server.kill().await.unwrap();
        server = serve(&app, port).await;
    }
    for writer in writing {
        tokio::time::timeout(Duration::from_secs(60), writer)
            .await
            .expect("in time")
            .unwrap();
    }
    server.kill().await.unwrap();

    let stored = everything(&writers[0], room).await;
    let places: Vec<i64> = stored.iter().map(|message| message.seq).collect();
    assert_eq!(places, (1..=75).collect::<Vec<i64>>(), "each once, without holes");
    for message in acknowledged.lock().unwrap().iter() {
        assert!(stored.contains(message), "acknowledged and lost: {message:?}");
    }
}

/// Sends until it is acknowledged, with the same number: what a client does when it hears nothing.
async fn insist(writer: &Person, base: &str, conversation: ConversationId, content: &str) -> MessageInfo {
    let message = text(content);
    let path = format!("/api/v1{}", SendMessage { conversation }.uri());
    loop {
        let request = writer.at(base).request(reqwest::Method::POST, &path);
        let request = request.json(&message).timeout(Duration::from_secs(5));
        match try_send(request).await {
            Ok(answer) if answer.status == 201 => return serde_json::from_str(&answer.body).unwrap(),
            Ok(_) => {}
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

/// The real server, on the database of the test.
async fn serve(app: &TestApp, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecolehub"));
    command
        .arg("serve")
        .env("DATABASE_URL", app.db().url())
        .env("PORT", port.to_string())
        .env("HOST", "127.0.0.1")
        .env("SECRET_KEY", std::str::from_utf8(SECRET).unwrap())
        .env("LOG", "warn")
        .env("REDIS_URL", testkit::database::redis_url().unwrap_or_default())
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let mut server = command.spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    // the first line is the greeting: from then on it answers
    let greeting = tokio::time::timeout(Duration::from_secs(10), lines.next_line());
    greeting
        .await
        .expect("a greeting")
        .unwrap()
        .expect("a server that starts");
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    server
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
