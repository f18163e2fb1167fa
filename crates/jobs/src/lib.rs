//! Background work: the runner, each job filed by capability, and the channels through which they reach people.

pub mod accounts;
pub mod announcements;
pub mod catalogue;
pub mod channels;
pub mod families;
pub mod files;
pub mod messaging;
pub mod runner;
pub mod schools;
pub mod sel;

/// Every job of every capability.
#[must_use]
pub fn all(post: &accounts::Post, blobs: &::files::blobs::Blobs) -> runner::Jobs {
    let jobs = accounts::jobs(runner::Jobs::default(), post);
    let jobs = schools::jobs(jobs, post);
    let jobs = announcements::jobs(jobs, post);
    let jobs = messaging::jobs(jobs, post);
    let jobs = sel::jobs(jobs, post);
    let jobs = crate::files::jobs(jobs, &post.store, blobs);
    families::jobs(jobs, post)
}
