//! The mails about announcements.

use store::announcements::mail::{self, MailUnreached};

use crate::{
    accounts::Post,
    runner::{Failure, Jobs},
};

pub mod reader;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (unreached, readers) = (post.clone(), post.clone());
    jobs.on(move |job| order(unreached.clone(), job))
        .on(move |job| reader::send(readers.clone(), job))
}

/// Orders a mail for each reader whom an announcement has not reached. Done twice it orders again only where it has still not.
///
/// # Errors
/// When the database does not answer.
pub async fn order(post: Post, job: MailUnreached) -> Result<(), Failure> {
    post.store
        .write(move |tx| mail::order(tx, job.announcement))
        .await
        .map_err(Failure::from)
}
