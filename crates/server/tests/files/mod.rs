//! Files: what is taken, what is left of a picture, who may read what, and that it goes (G10, Z7, D10).

use domain::endpoint::Endpoint;
use domain::{
    files::calls::{ReadFile, ReadThumbnail, UploadFile},
    id::{ClientMessageId, ConversationId, FileId},
    messaging::{attachment::Attachment, calls::SendMessage, new_message::NewMessage, types::MessageInfo},
    problem::Problem,
};
use reqwest::{Method, RequestBuilder, Response};
use testkit::client::{Client, send};

mod bucket;
pub mod going;
mod pictures;
mod reading;
pub mod samples;
mod sending;
mod space;
mod uploads;

/// The request of an upload, to be changed at will.
fn uploading(by: &Client, name: &str, bytes: impl Into<reqwest::Body>) -> RequestBuilder {
    let path = format!("/api/v1{}", UploadFile {}.uri());
    by.request(Method::POST, &path).query(&[("name", name)]).body(bytes)
}

/// Uploads a file.
pub async fn upload(by: &Client, name: &str, bytes: impl Into<reqwest::Body>) -> Result<Attachment, Problem> {
    let answer = send(uploading(by, name, bytes)).await;
    if answer.status == 201 {
        Ok(serde_json::from_str(&answer.body).unwrap())
    } else {
        Err(answer.problem())
    }
}

/// Reads any path, as bytes.
async fn fetch(by: &Client, path: &str) -> Response {
    by.request(Method::GET, path).send().await.unwrap()
}

/// The bytes of a file and of its small picture, if it has one.
async fn both(by: &Client, file: &Attachment) -> (Vec<u8>, Vec<u8>) {
    let whole = fetch(by, &file.url).await;
    assert_eq!(whole.status(), 200);
    let whole = whole.bytes().await.unwrap().to_vec();
    let small = match &file.thumbnail_url {
        Some(url) => fetch(by, url).await.bytes().await.unwrap().to_vec(),
        None => Vec::new(),
    };
    (whole, small)
}

/// What somebody gets who asks for a file.
pub async fn status(by: &Client, file: FileId) -> u16 {
    let answer = by.get(&format!("/api/v1{}", ReadFile { file }.uri())).await;
    answer.status.as_u16()
}

/// What somebody gets who asks for its small picture.
async fn small_status(by: &Client, file: FileId) -> u16 {
    let answer = by.get(&format!("/api/v1{}", ReadThumbnail { file }.uri())).await;
    answer.status.as_u16()
}

/// A message with these files.
fn with_files(content: &str, files: &[FileId]) -> NewMessage {
    NewMessage {
        attachments: files.to_vec(),
        ..NewMessage::text(content, ClientMessageId::fresh())
    }
}

/// Sends a message with these files.
pub async fn send_files(by: &Client, room: ConversationId, content: &str, files: &[FileId]) -> MessageInfo {
    let call = SendMessage { conversation: room };
    by.call(&call, &with_files(content, files))
        .await
        .expect("the message is taken")
}
