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
pub mod asked;
pub mod links;
pub mod notices;
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
    let post = || post.clone();
    let jobs = jobs
        .on(with(post(), verify_address::send))
        .on(with(post(), already_registered::send))
        .on(with(post(), asked::password_forgotten))
        .on(with(post(), asked::registration_asked))
        .on(with(post(), links::reset_password))
        .on(with(post(), links::confirm_address))
        .on(with(post(), links::address_taken))
        .on(with(post(), links::leaving_address));
    jobs.on(with(post(), notices::password_changed))
        .on(with(post(), notices::session_stolen))
        .on(with(post(), notices::second_factor_on))
        .on(with(post(), notices::second_factor_off))
}

fn with<J, D>(
    post: Post,
    send: impl Fn(Post, J) -> D + Send + Sync + 'static,
) -> impl Fn(J) -> D + Send + Sync + 'static {
    move |job| send(post.clone(), job)
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
