//! One client: sends messages and reads them back, on whichever node answers.

use std::{net::SocketAddr, time::Duration};

use bench::{
    http::{Failed, Http, request},
    school::new_message,
};
use domain::{
    id::{ClientMessageId, ConversationId},
    messaging::{
        history::History,
        types::{ConversationInfo, MessageInfo},
    },
    page::Page,
};

use crate::judge::Told;

/// How long a client waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A client on one of several nodes.
pub struct Client {
    https: Vec<Http>,
    at: usize,
    /// The header line that shows who it is.
    pub session: String,
}

impl Client {
    /// A client of these nodes, first of the one with this number.
    pub fn new(addresses: &[SocketAddr], first: usize, session: &str) -> Self {
        Self {
            https: addresses.iter().map(|address| Http::new(*address)).collect(),
            at: first % addresses.len().max(1),
            session: session.to_owned(),
        }
    }

    /// Goes to another node.
    pub fn moves_on(&mut self) {
        self.at = (self.at + 1) % self.https.len().max(1);
    }

    /// Which node it is on.
    pub const fn place(&self) -> usize {
        self.at
    }

    /// Makes a call; status and body.
    pub async fn call(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<(u16, Vec<u8>), Failed> {
        let asked = request(method, path, &self.session, body);
        let Some(http) = self.https.get_mut(self.at) else {
            return Err(Failed::NotSent(std::io::ErrorKind::NotFound.into()));
        };
        let answer = tokio::time::timeout(PATIENCE, http.send(&asked)).await;
        match answer {
            Ok(Ok(status)) => Ok((status, http.body().to_vec())),
            Ok(Err(failed)) => {
                http.close();
                Err(failed)
            }
            Err(_) => {
                http.close();
                Err(Failed::Unknown(std::io::ErrorKind::TimedOut.into()))
            }
        }
    }

    /// Sends a message under this number; what is known afterwards, and the status if there was one.
    pub async fn send(
        &mut self,
        conversation: ConversationId,
        number: ClientMessageId,
        content: &str,
    ) -> (Told, Option<u16>) {
        let mut new = new_message(content);
        new.client_msg_id = number;
        let body = serde_json::to_string(&new).unwrap_or_default();
        let path = format!("/api/v1/conversations/{conversation}/messages");
        match self.call("POST", &path, Some(&body)).await {
            Ok((201, body)) => match serde_json::from_slice::<MessageInfo>(&body) {
                Ok(message) => (Told::Ok(message.id, message.seq), Some(201)),
                Err(_) => (Told::Unknown, Some(201)),
            },
            Ok((status, _)) if status < 500 => (Told::Fail, Some(status)),
            Ok((status, _)) => (Told::Unknown, Some(status)),
            Err(Failed::NotSent(_)) => (Told::Fail, None),
            Err(Failed::Unknown(_)) => (Told::Unknown, None),
        }
    }

    /// The conversations, if somebody answers.
    pub async fn conversations(&mut self) -> Option<Vec<ConversationInfo>> {
        let (status, body) = self.call("GET", "/api/v1/conversations?limit=100", None).await.ok()?;
        let page: Page<ConversationInfo> = serde_json::from_slice(&body).ok().filter(|_| status == 200)?;
        Some(page.items)
    }

    /// What came after a place, if somebody answers.
    pub async fn after(&mut self, conversation: ConversationId, seq: i64) -> Option<History> {
        let path = format!("/api/v1/conversations/{conversation}/messages?after_seq={seq}&limit=200");
        let (status, body) = self.call("GET", &path, None).await.ok()?;
        serde_json::from_slice(&body).ok().filter(|_| status == 200)
    }
}
