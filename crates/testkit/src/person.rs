//! Somebody who is signed in.

use std::ops::Deref;

use domain::id::AccountId;

use crate::{client::Client, node::Node, socket::Socket};

/// A person with a session; calls are made on it directly.
#[derive(Debug, Clone)]
pub struct Person {
    /// Account.
    pub id: AccountId,
    /// First name.
    pub first_name: String,
    /// E-mail address.
    pub email: String,
    /// The refresh token of the session.
    pub refresh_token: Option<String>,
    pub(crate) client: Client,
}

impl Deref for Person {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Person {
    /// The same session at another node.
    #[must_use]
    pub fn on(&self, node: &Node) -> Self {
        Self {
            client: self.client.at(node.base()),
            ..self.clone()
        }
    }

    /// An open socket of this session, authenticated.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn socket(&self) -> Socket {
        Socket::open(self).await
    }
}
