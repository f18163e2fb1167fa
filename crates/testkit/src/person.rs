//! Somebody who is signed in.

use std::ops::Deref;

use domain::{
    id::AccountId,
    messaging::{
        people_calls::ChangeMessagingSettings,
        presence::{MessagingSettingsForm, PresenceShown},
    },
};

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

    /// Switches on that others see whether they are there.
    ///
    /// # Panics
    /// When the call is refused.
    pub async fn shows_presence(&self) {
        let shown = MessagingSettingsForm {
            presence: Some(PresenceShown::Contacts),
            ..MessagingSettingsForm::default()
        };
        let changed = self.call(&ChangeMessagingSettings {}, &shown).await;
        changed.expect("presence is switched on");
    }

    /// An open socket of this session, authenticated.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn socket(&self) -> Socket {
        Socket::open(self).await
    }
}
