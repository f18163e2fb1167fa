//! What was asked about an address, done after the answer: so that the answer takes as long for every address (A3). Done twice it makes two
//! links, of which the second one works.

use store::accounts::{
    mail::{PasswordForgotten, RegistrationAsked},
    passwords, registration,
};

use crate::{accounts::Post, runner::Failure};

/// Makes the link for a new password.
///
/// # Errors
/// When the database does not answer.
pub async fn password_forgotten(post: Post, job: PasswordForgotten) -> Result<(), Failure> {
    let account = job.account;
    Ok(post.store.write(move |tx| passwords::send_link(tx, account)).await?)
}

/// Makes the link of a registration anew.
///
/// # Errors
/// When the database does not answer.
pub async fn registration_asked(post: Post, job: RegistrationAsked) -> Result<(), Failure> {
    let waiting = job.email_token;
    Ok(post
        .store
        .write(move |tx| registration::send_again(tx, waiting))
        .await?)
}
