//! A server that is told to stop, and what it tells when it starts.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use domain::{
    accounts::types::SessionKind,
    instance::{DemoChoice, OpenDemo, ShowDemo},
    page::NoBody,
};
use futures_util::StreamExt;
use rstest::rstest;
use testkit::client::Client;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

use super::process::{Served, ecolehub, run};

#[rstest]
#[case("-TERM")]
#[case("-INT")]
fn a_server_that_is_told_to_stop_finishes_what_it_began(#[case] signal: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(&folder);
    // a call whose body is still on its way
    let mut stream = TcpStream::connect(&served.address).unwrap();
    let body = r#"{"email":"marie@example.be","password":"wrong"}"#;
    let (first, second) = body.split_at(10);
    let length = body.len();
    write!(
        stream,
        "POST /api/v1/login HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
    )
    .unwrap();
    write!(
        stream,
        "content-type: application/json\r\ncontent-length: {length}\r\n\r\n{first}"
    )
    .unwrap();
    let mut ready = TcpStream::connect(&served.address).unwrap();
    write!(
        ready,
        "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    ready.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    served.tell(signal);
    write!(stream, "{second}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(served.process.wait().unwrap().success());
}

#[test]
fn a_server_with_the_demo_school_tells_how_to_try_it() {
    let folder = tempfile::tempdir().unwrap();
    let (good, told, said) = run(ecolehub(&folder).arg("demo"));
    assert!(good && told.contains("is loaded"), "{told}{said}");
    let (good, told, said) = run(ecolehub(&folder).arg("demo"));
    assert!(good && told.contains("is there already"), "{told}{said}");
    std::fs::write(folder.path().join("demo"), "").unwrap();
    let served = Served::start(&folder);
    for words in [
        "marie.dupont@demo.ecolehub.be",
        "EVERE-2026",
        "bienvenue-a-evere",
        "Maxime, P3",
    ] {
        assert!(served.greeting.contains(words), "{}", served.greeting);
    }
}

#[tokio::test]
async fn open_sockets_are_told_that_the_server_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let (good, _, said) = run(ecolehub(&folder).arg("demo"));
    assert!(good, "{said}");
    let mut served = Served::start(&folder);
    let http = Client::new(&format!("http://{}", served.address), None);
    let account = http.call(&ShowDemo {}, &NoBody {}).await.unwrap().accounts[0].id;
    let choice = DemoChoice {
        account,
        session: SessionKind::Bearer,
    };
    let token = http.call(&OpenDemo {}, &choice).await.unwrap().access_token.unwrap();
    let mut request = format!("ws://{}/ws", served.address).into_client_request().unwrap();
    let bearer = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert("authorization", bearer);
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    let hello = socket.next().await.unwrap().unwrap();
    assert!(hello.to_text().unwrap().contains("authenticated"), "{hello}");

    served.tell("-TERM");
    let code = loop {
        match tokio::time::timeout(Duration::from_secs(5), socket.next())
            .await
            .unwrap()
        {
            Some(Ok(Message::Close(Some(close)))) => break u16::from(close.code),
            Some(Ok(_)) => {}
            other => panic!("cut without a word: {other:?}"),
        }
    };
    assert_eq!(code, domain::socket::close::RESTART);
    drop(socket);
    assert!(served.process.wait().unwrap().success());
}
