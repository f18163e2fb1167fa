//! The mails about accounts.

use std::sync::Arc;

use store::{
    Store,
    accounts::mail::{Addressee, addressee},
    error::StoreError,
};

use crate::{
    channels::mail::Carrier,
    runner::{Failure, Jobs},
};

pub mod already_registered;
pub mod verify_address;

/// What the mails about accounts need.
#[derive(Clone)]
pub struct Post {
    /// Knows whom a mail goes to.
    pub store: Store,
    /// Takes it there.
    pub carrier: Arc<dyn Carrier>,
    /// The address that people type, without a slash at the end.
    pub public_url: String,
}

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (first, second) = (post.clone(), post.clone());
    jobs.on(move |job| verify_address::send(first.clone(), job))
        .on(move |job| already_registered::send(second.clone(), job))
}

impl Post {
    /// Whom the mail of a registration goes to; nobody when it has been forgotten in between.
    async fn addressee(&self, email_token: domain::id::EmailTokenId) -> Result<Option<Addressee>, Failure> {
        match self.store.read(move |db| addressee(db, email_token)).await {
            Ok(addressee) => Ok(Some(addressee)),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
