//! Background work: the runner, each job filed by capability, and the channels through which they reach people.

pub mod accounts;
pub mod catalogue;
pub mod channels;
pub mod families;
pub mod runner;
pub mod schools;

/// Every job of every capability.
#[must_use]
pub fn all(post: &accounts::Post) -> runner::Jobs {
    let jobs = accounts::jobs(runner::Jobs::default(), post);
    let jobs = schools::jobs(jobs, post);
    families::jobs(jobs, post)
}
